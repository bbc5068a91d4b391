import { evaluateDirectUse } from '../../../../lib/core/evaluation/evaluate-direct-use';
import type { Finding, Severity, SupportStatus } from '../../../../lib/core/finding';
import { shippedPolicies } from '../../../../lib/core/policy/catalog';
import type { DirectUse } from '../../../../lib/core/usage';
import { options, release } from '../../../support/evaluation';

const AWS = 'arn:aws:sagemaker:us-east-1:885854791233';
const TARGET = { accountId: '111122223333', region: 'us-east-1' };
const VERSION = `${AWS}:image-version/sagemaker-distribution-gpu/41`;

// On 15 June 2026: 1.x and 2.2 have ended, 2.3 lives on, 3.2 ends within the longest notice period.
const ROWS = [
  ...(['cpu', 'gpu'] as const).flatMap((processor) => [
    release('1.12', '2025-05-15', { processor }),
    release('1.13', '2025-05-15', { processor }),
    release('2.2', '2025-04-25', { processor }),
    release('2.3', '2027-06-14', { processor, uri: `public.ecr.aws/sagemaker/sagemaker-distribution:2.3-${processor}` }),
    release('4.4', '2027-02-12', { processor }),
  ]),
  release('3.2', '2026-08-01', { processor: 'cpu' }),
  release('3.2', '2025-08-01', { processor: 'gpu' }),
];

function useOf(rest: Partial<DirectUse> = {}): DirectUse {
  const processor = rest.processor ?? 'cpu';
  const imageName = `sagemaker-distribution-${processor}`;
  return { imageArn: `${AWS}:image/${imageName}`, imageName, processor, running: 1, attached: 0, examples: ['app d-1/lab/JupyterLab/default'], ...rest };
}

const judge = (rest: Partial<DirectUse>, rows = ROWS, policy = {}) => evaluateDirectUse(useOf(rest), TARGET, options(rows, { policy }));
const types = (finding: Finding) => finding.conditions.map(({ type }) => type);

describe('the alias tells the release', () => {
  it.each<[string | undefined, SupportStatus, string | null, string | null, readonly string[]]>([
    ['2.3.1', 'SUPPORTED', '2.3.1', '2027-06-14', []],
    ['2.2.0', 'END_OF_SUPPORT', '2.2.0', '2025-04-25', []],
    ['3.2.0', 'EXPIRING', '3.2.0', '2026-08-01', []],
    ['2.2.0-beta', 'END_OF_SUPPORT', '2.2.0-beta', '2025-04-25', []],
    ['4.9.0', 'NOT_IN_POLICY_YET', '4.9.0', null, []],
    ['5.0.0', 'NOT_IN_POLICY_YET', '5.0.0', null, []],
    // It moves with each patch, and all patches of a minor end together.
    ['2.3', 'SUPPORTED', '2.3', '2027-06-14', ['FLOATING_TAG']],
    ['2.2', 'END_OF_SUPPORT', '2.2', '2025-04-25', ['FLOATING_TAG']],
    // Each minor has its own end: a major says something only when all of them are over.
    ['1', 'END_OF_SUPPORT', '1', '2025-05-15', ['FLOATING_TAG', 'DATE_INFERRED']],
    ['2', 'UNKNOWN_BASE', '2', null, ['FLOATING_TAG']],
    ['4', 'UNKNOWN_BASE', '4', null, ['FLOATING_TAG']],
    ['latest', 'UNKNOWN_BASE', null, null, ['FLOATING_TAG']],
    ['latest-beta', 'UNKNOWN_BASE', null, null, ['FLOATING_TAG']],
    ['v2.3.1', 'UNKNOWN_BASE', null, null, ['FLOATING_TAG']],
    ['2.3.1.4', 'UNKNOWN_BASE', null, null, ['FLOATING_TAG']],
    ['2.3-cpu', 'UNKNOWN_BASE', null, null, ['FLOATING_TAG']],
    [undefined, 'UNKNOWN_BASE', null, null, ['FLOATING_TAG']],
  ])('%s: %s', (alias, status, version, endOfSupport, conditions) => {
    const finding = judge(alias === undefined ? {} : { alias });

    expect(finding).toMatchObject({ status, endOfSupport, base: { family: 'sagemaker-distribution', version, processor: 'cpu', confidence: 'strong' } });
    expect(types(finding)).toEqual(conditions);
    expect(finding.aliases).toEqual(alias === undefined ? [] : [alias]);
  });

  it.each<['cpu' | 'gpu', SupportStatus]>([['cpu', 'EXPIRING'], ['gpu', 'END_OF_SUPPORT']])('of the %s image', (processor, status) => {
    expect(judge({ alias: '3.2.0', processor })).toMatchObject({ status, base: { processor } });
  });

  it('and shows where that was seen', () => {
    expect(judge({ alias: '2.3.1' }).evidence).toEqual([{
      kind: 'image-alias', weight: expect.any(Number), claim: { family: 'sagemaker-distribution', version: '2.3.1', processor: 'cpu' },
      detail: `image ${AWS}:image/sagemaker-distribution-cpu, alias 2.3.1`,
    }]);
    expect(judge({}).evidence[0]?.detail).toBe(`image ${AWS}:image/sagemaker-distribution-cpu, default version`);
  });
});

describe('a version ARN', () => {
  it('alone tells no release, and the reason says how to find out', () => {
    const finding = judge({ processor: 'gpu', imageVersionArn: VERSION });

    expect(finding).toMatchObject({ status: 'UNKNOWN_BASE', severity: 'MEDIUM', imageVersionArn: VERSION, version: 41, base: { version: null, processor: 'gpu' } });
    expect(finding.reason).toContain('ARN of a version');
    expect(finding.reason).toContain('echo $IMAGE_VERSION');
    expect(types(finding)).toEqual([]);
  });

  it.each<[string, SupportStatus]>([['2.3.1', 'SUPPORTED'], ['2.3', 'SUPPORTED'], ['2', 'UNKNOWN_BASE']])('with the alias %s does not move', (alias, status) => {
    const finding = judge({ processor: 'gpu', imageVersionArn: VERSION, alias });

    expect(finding.status).toBe(status);
    expect(types(finding)).toEqual([]);
  });
});

it('says what to do where the release is not told', () => {
  expect(judge({}).reason).toMatch(/by default, without an alias.*echo \$IMAGE_VERSION.*alias of three numbers/);
  expect(judge({ alias: '4' }).reason).toMatch(/by the alias '4'.*echo \$IMAGE_VERSION/);
  expect(judge({ alias: '2.3.1' }).reason).toBeUndefined();
});

it.each<[number, number, Severity]>([[1, 0, 'CRITICAL'], [3, 2, 'CRITICAL'], [0, 1, 'HIGH']])('%d apps and %d defaults weigh %s', (running, attached, severity) => {
  expect(judge({ alias: '2.2.0', running, attached })).toMatchObject({ status: 'END_OF_SUPPORT', severity, directUse: { running, attached } });
});

it('weighs what ends within days more', () => {
  const rows = (eolFrom: string) => [release('2.3', eolFrom, { processor: 'cpu' })];

  expect(judge({ alias: '2.3.1' }, rows('2026-06-22'))).toMatchObject({ status: 'EXPIRING', severity: 'HIGH', daysLeft: 7 });
  expect(judge({ alias: '2.3.1' }, rows('2026-06-23'))).toMatchObject({ status: 'EXPIRING', severity: 'MEDIUM', daysLeft: 8 });
});

it('names the successor, the row, newer patches and an old policy', () => {
  const finding = judge({ alias: '2.2.0' }, ROWS, { publishedVersions: ['2.2.0', '2.2.1'], retrievedAt: '2026-01-01' });

  expect(finding.successor).toEqual({ version: '2.3', uri: 'public.ecr.aws/sagemaker/sagemaker-distribution:2.3-cpu', step: 'minor', endOfSupport: '2027-06-14' });
  expect(finding.policyRow).toMatchObject({ family: 'sagemaker-distribution', asWritten: '2025-04-25' });
  expect(types(finding)).toEqual(['PATCH_BEHIND', 'POLICY_STALE']);
});

it('is a row of its own, under the account that uses the image, with nothing made up', () => {
  const { directUse, ...finding } = judge({ alias: '2.3.1', running: 2, examples: ['a', 'b'] });
  const identity = `${AWS}:image-version/sagemaker-distribution-cpu/alias/2.3.1`;

  expect(directUse).toEqual({ running: 2, attached: 0, examples: ['a', 'b'] });
  expect(finding).toMatchObject({
    imageVersionArn: identity, image_version_arn: identity, _key: `${identity}@111122223333`, image_arn: `${AWS}:image/sagemaker-distribution-cpu`,
    imageName: 'sagemaker-distribution-cpu', accountId: '111122223333', account_id: '111122223333', region: 'us-east-1', version: 0,
    base_image: null, container_image: null, processor: null, tags: {}, creation_time: '', image_version_status: '',
    firstSeen: '2026-06-15T08:00:00.000Z', statusSince: '2026-06-15T08:00:00.000Z',
  });
  expect(Object.values(finding)).not.toContain(undefined);
});

it('never calls good what it cannot tell', () => {
  const today = '2026-10-24';
  const policies = shippedPolicies();
  for (const alias of ['latest', '4', '3', '2', 'stable', undefined]) {
    const finding = evaluateDirectUse(useOf(alias === undefined ? {} : { alias }), TARGET, { today, scannedAt: `${today}T00:00:00.000Z`, policies, noticePeriods: [90] });
    expect(['UNKNOWN_BASE', 'END_OF_SUPPORT']).toContain(finding.status);
  }
});

it('has no verdict without a policy', () => {
  const finding = evaluateDirectUse(useOf({ alias: '2.3.1' }), TARGET, { ...options([]), policies: [] });

  expect(finding).toMatchObject({ status: 'NOT_IN_POLICY', successor: null, policyRow: null });
});
