import type { Finding } from '../../../../lib/core/finding';
import type { Waiver } from '../../../../lib/core/waiver';
import { applyWaivers, unmatchedWaivers } from '../../../../lib/core/waivers/apply-waivers';
import { dated, finding } from '../../../lambda/publishing/findings-fixture';
import { waiver } from './fixture';

const TODAY = '2025-05-06';
const open = (overrides: Partial<Finding> = {}) => dated(TODAY, '2025-05-01', overrides);
const apply = (waivers: readonly Waiver[], subject: Finding = open(), today = TODAY) => applyWaivers([subject], waivers, today)[0];
const types = (subject: Finding | undefined) => subject?.conditions.map(({ type }) => type);

const direct = open({
  imageName: 'sagemaker-distribution-cpu',
  imageVersionArn: 'arn:aws:sagemaker:eu-west-1:885854791233:image-version/sagemaker-distribution-cpu/alias/2.3.1',
  image_arn: 'arn:aws:sagemaker:eu-west-1:885854791233:image/sagemaker-distribution-cpu',
  version: 0,
  directUse: { running: 1, attached: 0, examples: ['app d-1/lab/JupyterLab/default'] },
});

describe('which versions a waiver covers', () => {
  it.each<[string, Partial<Waiver>, Finding, boolean]>([
    ['its name', { image: 'data-science' }, open(), true],
    ['its name in another case', { image: 'Data-SCIENCE' }, open(), true],
    ['a name in another case', { image: 'data-science' }, open({ imageName: 'Data-Science' }), true],
    ['another name', { image: 'data' }, open(), false],
    ['a pattern', { image: 'data-*' }, open(), true],
    ['a pattern of another', { image: '*-data' }, open(), false],
    ['the ARN of the image', { image: 'arn:aws:sagemaker:eu-west-1:111122223333:image/data-science' }, open(), true],
    ['that ARN as it is written elsewhere', { image: 'ARN:aws:sagemaker:eu-west-1:111122223333:image/Data-Science' }, open(), true],
    ['the ARN of the version', { image: 'arn:aws:sagemaker:eu-west-1:111122223333:image-version/data-science/1' }, open(), true],
    ['the ARN of another version', { image: 'arn:aws:sagemaker:eu-west-1:111122223333:image-version/data-science/1' }, open({ version: 2 }), false],
    ['the ARN in any Region', { image: 'arn:aws:sagemaker:*:111122223333:image/data-*' }, open(), true],
    ['the ARN in another account', { image: 'arn:aws:sagemaker:*:444455556666:image/*' }, open(), false],
    ['no ARN by a pattern of names', { image: '*image*' }, open(), false],
    ['a version of the range', { versions: '1-5' }, open({ version: 5 }), true],
    ['a version outside of the range', { versions: '1-5' }, open({ version: 6 }), false],
    ["AWS's own image by its name", { image: 'sagemaker-distribution-*' }, direct, true],
    ["no range has AWS's own image by its alias", { image: 'sagemaker-distribution-*', versions: '<9' }, direct, false],
    ['a range that cannot be read covers nothing', { versions: 'all' }, open(), false],
  ])('%s', (_name, given, subject, expected) => {
    expect(types(apply([waiver(given)], subject))).toEqual(expected ? ['WAIVED'] : []);
  });
});

describe('what is said', () => {
  it('until its last day, beside what else is known', () => {
    const subject = open({ conditions: [{ type: 'PATCH_BEHIND', message: '' }] });
    expect(apply([waiver({ expires: TODAY })], subject)).toEqual({
      ...subject,
      waiver: waiver({ expires: TODAY }),
      conditions: [{ type: 'PATCH_BEHIND', message: '' }, { type: 'WAIVED', message: 'Waived by ana until 2025-05-06: Migration planned.' }],
    });
  });

  it('for 90 days after it', () => {
    const [ended] = [waiver({ expires: '2025-05-05' })];
    expect(apply([ended])?.conditions).toEqual([{ type: 'WAIVER_EXPIRED', message: 'Was waived by ana until 2025-05-05: Migration planned.' }]);
    expect(apply([ended])?.waiver).toEqual(ended);
    expect(types(apply([ended], open(), '2025-08-03'))).toEqual(['WAIVER_EXPIRED']);
    expect(apply([ended], open(), '2025-08-04')).toEqual(open());
  });

  it.each<[string, string[], string]>([
    ['one that holds before one that has expired', ['2025-05-05', '2025-06-30', '2025-04-01'], 'WAIVED 2025-06-30'],
    ['the one that holds longest', ['2025-06-30', '2025-12-31', '2025-07-31'], 'WAIVED 2025-12-31'],
    ['the one that expired last', ['2025-04-01', '2025-05-05'], 'WAIVER_EXPIRED 2025-05-05'],
  ])('%s', (_name, ends, expected) => {
    const subject = apply(ends.map((expires) => waiver({ expires })));
    expect(`${types(subject)} ${subject?.waiver?.expires}`).toBe(expected);
  });

  it('nothing of what is supported', () => {
    expect(apply([waiver(), waiver({ expires: '2025-05-05' })], finding())).toEqual(finding());
  });
});

it('warns of a waiver in force that covers nothing', () => {
  const findings = [open(), finding({ imageName: 'risk' })];
  expect(unmatchedWaivers(findings, [waiver(), waiver({ image: 'risk' }), waiver({ image: 'gone', expires: '2025-05-05' })], TODAY)).toEqual([]);
  expect(unmatchedWaivers(findings, [waiver({ image: 'dta-*', versions: '1-5', expires: TODAY })], TODAY)).toEqual([
    "The waiver of image 'dta-*' versions 1-5, by ana until 2025-05-06, covers no image version that was found: correct its 'image' or 'versions', or remove it.",
  ]);
});
