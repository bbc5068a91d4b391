import { evaluate } from '../../../../lib/core/evaluation/evaluate';
import type { SupportStatus } from '../../../../lib/core/finding';
import type { BaseImage } from '../../../../lib/core/lineage/base-image';
import { shippedPolicy } from '../../../../lib/core/policy/catalog';
import { AWS_DEEP_LEARNING_CONTAINERS, type Policy, type PolicyRelease } from '../../../../lib/core/policy/policy';
import { imageVersion, lineage, options, policy, release } from '../../../support/evaluation';

const TODAY = '2026-06-15';

/** `0.27.1 ubuntu22.04`, `0.26.0 amzn2023 vllm-omni`: rows of the repository vllm. */
const row = (text: string, rest: Partial<PolicyRelease> = {}): PolicyRelease => {
  const [version = '', os, framework = 'vllm'] = text.split(' ');
  return release(version, null, { repository: 'vllm', framework, processor: 'gpu', ...(os && { os }), ...rest });
};
type Base = Partial<Omit<BaseImage, 'framework' | 'repository'>> & { readonly framework?: string | undefined; readonly repository?: string | undefined };

const judge = ({ framework = 'vllm', repository = 'vllm', ...base }: Base, rows: readonly PolicyRelease[], rest: Partial<Policy> = {}) => evaluate(
  imageVersion(),
  lineage({ family: AWS_DEEP_LEARNING_CONTAINERS, processor: 'gpu', ...(repository && { repository }), ...(framework && { framework }), ...base }),
  { ...options([]), today: TODAY, policies: [policy(rows, { family: AWS_DEEP_LEARNING_CONTAINERS, ...rest })] },
);

describe('of vLLM only the latest release is supported', () => {
  const rows = ['0.26.0 ubuntu22.04', '0.27.1 ubuntu22.04', '0.27.0+amzn2023.4bdc amzn2023', '0.26.0 amzn2023 vllm-omni'].map((text) => row(text));

  it.each<[string, string | null, string | undefined, string, SupportStatus]>([
    ['the latest', '0.27.1', 'ubuntu22.04', 'vllm', 'SUPPORTED'],
    ['one before it', '0.26.0', 'ubuntu22.04', 'vllm', 'END_OF_SUPPORT'],
    ['one that is not listed, and older', '0.20.0.dev361', 'ubuntu22.04', 'vllm', 'END_OF_SUPPORT'],
    ['one that is not listed, and newer', '0.28.0', 'ubuntu22.04', 'vllm', 'NOT_IN_POLICY_YET'],
    ['one that is not listed, and of no number', 'nightly', 'ubuntu22.04', 'vllm', 'NOT_IN_POLICY'],
    ['the latest for its operating system, where another has a newer one', '0.27.0+amzn2023.4bdc', 'amzn2023', 'vllm', 'NO_DATE_PUBLISHED'],
    ['the latest of a variant, by its own name', '0.26.0', 'amzn2023', 'vllm-omni', 'SUPPORTED'],
    ['the latest of a variant, where it may be the other that is not', '0.26.0', 'amzn2023', 'vllm', 'NO_DATE_PUBLISHED'],
    ['one listed for another variant only', '0.27.0+amzn2023.4bdc', 'amzn2023', 'vllm-omni', 'NO_DATE_PUBLISHED'],
    ['newest for any system', '0.27.1', undefined, 'vllm', 'SUPPORTED'],
    ['newest for some systems', '0.27.0', undefined, 'vllm', 'NO_DATE_PUBLISHED'],
    ['a part of the number of the latest', '0.27', 'ubuntu22.04', 'vllm', 'SUPPORTED'],
    ['the framework not known', '0.25.0', 'amzn2023', '', 'END_OF_SUPPORT'],
    ['no version at all', null, 'ubuntu22.04', 'vllm', 'UNKNOWN_BASE'],
  ])('%s: %s %s %s', (_, version, os, framework, status) => {
    const finding = judge({ version, ...(os && { os }), framework }, rows);

    expect(finding).toMatchObject({ status, endOfSupport: null, daysLeft: null });
  });

  it.each<[string, readonly string[], SupportStatus]>([
    ['has no newer one', ['0.27.0+amzn2023.4bdc amzn2023', '0.27.0 ubuntu22.04', '0.26.0 ubuntu22.04'], 'SUPPORTED'],
    ['has one of no number', ['0.27.0+amzn2023.4bdc amzn2023', 'b9522 ubuntu22.04'], 'NO_DATE_PUBLISHED'],
  ])('the latest for its operating system, where the other %s', (_, listed, status) => {
    expect(judge({ version: '0.27.0+amzn2023.4bdc', os: 'amzn2023' }, listed.map((text) => row(text)))).toMatchObject({ status });
  });

  it('one that was superseded whichever variant it is', () => {
    const listed = [...rows, row('0.24.0 amzn2023 vllm-omni')];

    expect(judge({ version: '0.24.0', os: 'amzn2023', framework: 'vllm' }, listed).status).toBe('END_OF_SUPPORT');
  });

  it.each(['cpu', 'gpu'] as const)('a newer one for the other processor leaves the last for this one undecided, and is no move: %s', (newer) => {
    const listed = [row('0.26.0', { processor: newer === 'cpu' ? 'gpu' : 'cpu' }), row('0.27.0', { processor: newer })];
    const finding = judge({ version: '0.26.0', processor: newer === 'cpu' ? 'gpu' : 'cpu' }, listed);

    expect(finding).toMatchObject({ status: 'NO_DATE_PUBLISHED', successor: null });
  });

  it('of two that are equally new, the one for the same operating system takes its place', () => {
    const listed = ['0.26.0 amzn2023', '0.27.0+amzn2023.4bdc amzn2023', '0.27.0 ubuntu22.04'].map((text) => row(text));

    for (const rows of [listed, [...listed].reverse()]) {
      expect(judge({ version: '0.26.0', os: 'amzn2023' }, rows).successor).toMatchObject({ version: '0.27.0+amzn2023.4bdc' });
    }
  });

  it('says by what it is superseded and by which rule, and names that as the release to move to', () => {
    const finding = judge({ version: '0.26.0', os: 'ubuntu22.04' }, rows);

    expect(finding.reason).toBe('0.26.0 is superseded by 0.27.1; the vendor supports the latest release of vllm only.');
    expect(finding.conditions).toEqual([
      { type: 'DATE_INFERRED', message: 'Its support ended by a rule that has no date: the vendor supports the latest release of vllm only.' },
    ]);
    expect(finding.successor).toEqual({ version: '0.27.1', uri: 'vllm', step: 'minor', endOfSupport: null });
    expect(finding.policyRow).toMatchObject({ asWritten: '' });
    expect(finding.severity).toBe('HIGH');
  });

  it("moves by the latest release's own reference, where it has one", () => {
    const uri = 'public.ecr.aws/deep-learning-containers/vllm:server-cuda-v1';

    expect(judge({ version: '0.26.0' }, [row('0.26.0'), row('1.0.0', { uri })]).successor).toMatchObject({ uri, step: 'major' });
  });

  it('the latest is so for as long as it is, and needs no move', () => {
    const finding = judge({ version: '0.27.1', os: 'ubuntu22.04' }, rows);

    expect(finding.reason).toBe('0.27.1 is supported for as long as it is the latest release: the vendor supports the latest release of vllm only.');
    expect(finding).toMatchObject({ successor: null, severity: 'INFORMATIONAL' });
  });

  it.each<[string, string | undefined, SupportStatus]>([
    ['2026-05-16', undefined, 'SUPPORTED'],
    ['2026-05-15', undefined, 'NO_DATE_PUBLISHED'],
    ['2026-06-15', '2026-05-15', 'NO_DATE_PUBLISHED'],
    ['2026-01-01', '2026-05-16', 'SUPPORTED'],
  ])('who was the latest on %s (row: %s) is %s now; what was superseded then still is', (retrievedAt, asOf, status) => {
    const read = [row('0.26.0', asOf ? { asOf } : {}), row('0.27.1', asOf ? { asOf } : {})];

    expect(judge({ version: '0.27.1' }, read, { retrievedAt }).status).toBe(status);
    expect(judge({ version: '0.26.0' }, read, { retrievedAt }).status).toBe('END_OF_SUPPORT');
  });

  it('says when the list was read, where it is too old', () => {
    expect(judge({ version: '0.27.1' }, [row('0.27.1')], { retrievedAt: '2026-01-02' }).reason).toContain('was the latest release on 2026-01-02');
  });

  it('a date stands above the rule', () => {
    const dated = [release('0.26.0', '2027-01-01', { repository: 'vllm' }), release('0.27.1', '2027-02-01', { repository: 'vllm' })];

    expect(judge({ version: '0.26.0' }, dated)).toMatchObject({ status: 'SUPPORTED', endOfSupport: '2027-01-01' });
  });

  it.each(['vllm-arm64', 'huggingface-vllm'])('the rule does not speak of %s', (repository) => {
    const others = ['0.10.0', '0.10.2'].map((version) => release(version, null, { repository }));

    expect(judge({ version: '0.10.0', repository }, others)).toMatchObject({ status: 'NO_DATE_PUBLISHED', conditions: [] });
  });

  it('nor of an image that may come from there', () => {
    const both = [row('0.26.0'), row('0.27.1'), release('0.26.0', null, { repository: 'vllm-arm64', framework: 'vllm' })];

    expect(judge({ version: '0.26.0', repository: '' }, both).status).toBe('NO_DATE_PUBLISHED');
  });
});

it.each<[string, string, string | undefined, string, SupportStatus, string | undefined]>([
  ['vllm', '0.27.1', 'ubuntu22.04', '2026-08-22', 'SUPPORTED', undefined],
  ['vllm', '0.26.0', 'ubuntu22.04', '2026-08-22', 'END_OF_SUPPORT', '0.27.1'],
  ['vllm', '0.19.1+amzn2023.6ef1efd5', 'amzn2023', '2026-08-22', 'END_OF_SUPPORT', '0.27.1'],
  ['vllm', '0.27.1', 'ubuntu22.04', '2026-11-22', 'NO_DATE_PUBLISHED', undefined],
  ['sglang', '0.5.17', 'ubuntu24.04', '2026-08-22', 'SUPPORTED', undefined],
  ['sglang', '0.5.9', 'ubuntu24.04', '2026-08-22', 'END_OF_SUPPORT', '0.5.17'],
  ['sglang', '0.5.5', 'ubuntu22.04', '2026-08-22', 'END_OF_SUPPORT', '0.5.17'],
  ['sglang', '0.5.6', 'ubuntu22.04', '2026-08-22', 'NO_DATE_PUBLISHED', undefined],
  ['ray', '2.54.0', undefined, '2026-08-22', 'NO_DATE_PUBLISHED', undefined],
])('the shipped policy: %s %s (%s) on %s', (repository, version, os, today, status, successor) => {
  const shipped = shippedPolicy(AWS_DEEP_LEARNING_CONTAINERS);
  const base = { family: AWS_DEEP_LEARNING_CONTAINERS, version, repository, framework: repository, processor: 'gpu' as const, ...(os && { os }) };
  const finding = evaluate(imageVersion(), lineage(base), { ...options([]), today, policies: shipped ? [shipped] : [] });

  expect([finding.status, finding.successor?.version]).toEqual([status, successor]);
});
