import { describeFinding, usersText } from '../../../lib/core/describe-finding';
import { evaluateDirectUse } from '../../../lib/core/evaluation/evaluate-direct-use';
import type { DirectUse } from '../../../lib/core/usage';
import { options, release } from '../../support/evaluation';
import { dated } from '../../lambda/publishing/findings-fixture';

const IMAGE = 'sagemaker-distribution-cpu';
const ROWS = [release('2.2', '2025-04-25'), release('2.3', '2027-06-14', { uri: 'public.ecr.aws/sagemaker/sagemaker-distribution:2.3-cpu' })];

function told(use: Partial<DirectUse>): string {
  const whole: DirectUse = {
    imageArn: `arn:aws:sagemaker:us-east-1:885854791233:image/${IMAGE}`, imageName: IMAGE, processor: 'cpu', running: 2, attached: 1,
    examples: ['app d-1/lab/JupyterLab/default'], ...use,
  };
  return describeFinding(evaluateDirectUse(whole, { accountId: '111122223333', region: 'us-east-1' }, options(ROWS)));
}

describe("AWS's own image", () => {
  it('that has ended: who uses it, since when, and what to choose', () => {
    expect(told({ alias: '2.2.0' })).toBe(
      `AWS's image '${IMAGE}' alias '2.2.0', used directly by 2 running apps and 1 default (app d-1/lab/JupyterLab/default, …), `
      + 'is out of support: it ended on 2025-04-25 (416 days ago); choose 2.3 of it.',
    );
  });

  it('whose release is not told: why, and nothing of a base that could not be proven', () => {
    expect(told({})).toMatch(/default version, used directly by .*, is of a release that is not known: This is AWS's own image by default/);
  });

  it('that is supported: no advice', () => {
    expect(told({ alias: '2.3.1' })).toMatch(/is supported until 2027-06-14 \(364 days left\)\.$/);
  });
});

it.each([
  [{ running: 1, attached: 0, examples: ['a'] }, '1 running app (a)'],
  [{ running: 0, attached: 2, examples: ['a', 'b'] }, '2 defaults (a, b)'],
  [{ running: 3, attached: 4, examples: ['a', 'b'] }, '3 running apps and 4 defaults (a, b, …)'],
])('users %j: %s', (users, text) => {
  expect(usersText(users)).toBe(text);
});

it.each([
  ['with its end', { version: '2026.1', endOfSupport: '2026-12-31' }, '; golden base: acme-base 2026.1, until 2026-12-31.'],
  ['without an end', { version: '2026.1', endOfSupport: null }, '; golden base: acme-base 2026.1.'],
  ['without a version', { version: null, endOfSupport: '2026-12-31' }, '; golden base: acme-base, until 2026-12-31.'],
])("a team's own base is named %s", (_case, known, expected) => {
  const golden = { family: 'acme-base', status: 'SUPPORTED', policyRow: null, ...known } as const;
  expect(describeFinding(dated('2026-06-01', '2026-06-10', { golden })))
    .toBe(`image 'data-science' version 1 on sagemaker-distribution 2.4 (cpu) is supported only until 2026-06-10 (9 days left)${expected}`);
});

it('without a base of a team, none is named', () => {
  expect(describeFinding(dated('2026-06-01', '2026-06-10'))).not.toContain('golden');
});
