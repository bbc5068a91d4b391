import { shippedPolicies } from '../../../../lib/core/policy/catalog';
import type { Claim } from '../../../../lib/core/lineage/base-image';
import { rowName, type ReleaseIdentity } from '../../../../lib/core/policy/checks/grouping';
import { findReleases, lookUpReleases } from '../../../../lib/core/policy/lookup';
import type { Policy, PolicyRelease } from '../../../../lib/core/policy/policy';

const row = (version: string, more: Partial<PolicyRelease> = {}): PolicyRelease => ({ version, eolFrom: '2027-01-01', asWritten: '', line: null, ...more });
const policy = (...releases: readonly PolicyRelease[]): Policy => ({
  family: 'vendor', releases, anomalies: [], source: 's', sha256: '0', retrievedAt: '2026-09-15', rule: 'fresh',
  majors: [{ version: '2', lastMinorRelease: null, eolFrom: '2026-02-25' }],
});
const claim = (version: string | null, more: Partial<Claim> = {}): Claim => ({ family: 'vendor', version, processor: null, ...more });
const names = (releases: readonly PolicyRelease[]) => releases.map(({ version, processor, repository, os }) => [repository, version, processor, os].filter(Boolean).join(' '));

describe('a policy that counts its versions only', () => {
  const counted = policy(row('2'), row('2.3', { processor: 'cpu' }), row('2.3', { processor: 'gpu' }), row('2.3.1', { processor: 'cpu' }), row('2.14'), row('3.0'), row('3.1'));

  it.each<[string, Claim, string[], string]>([
    ['the row of the minor version holds its patches', claim('2.3.7', { processor: 'gpu' }), ['2.3 gpu'], 'prefix'],
    ['the row of the patch beats the one of its minor', claim('2.3.1', { processor: 'cpu' }), ['2.3.1 cpu'], 'exact'],
    ['the row of another processor does not', claim('2.3.1', { processor: 'gpu' }), ['2.3 gpu'], 'prefix'],
    ['an unknown processor leaves both', claim('2.3'), ['2.3 cpu', '2.3 gpu'], 'exact'],
    ['a row without processor is for both', claim('2.14.2', { processor: 'gpu' }), ['2.14'], 'prefix'],
    ['the row of the major holds a minor without a row', claim('2.5.0'), ['2'], 'prefix'],
    ['no digit is lost', claim('2.1.4'), ['2'], 'prefix'],
    ['nothing holds a version of another major', claim('4.0.0'), [], 'none'],
    ['nothing is said without a version', claim(null), [], 'none'],
    ['a repository changes nothing', claim('3.0.2', { repository: 'sagemaker/vendor' }), ['3.0'], 'prefix'],
  ])('%s', (_, asked, expected, match) => {
    const found = lookUpReleases(counted, asked);
    expect(names(found.releases)).toEqual(expected);
    expect(found).toMatchObject({ match, scope: 'family' });
  });

  it('names candidates for a major version, and judges by none of them', () => {
    expect(lookUpReleases(counted, claim('3'))).toMatchObject({ match: 'candidates', releases: [{ version: '3.0' }, { version: '3.1' }] });
    expect(findReleases(counted, claim('3'))).toEqual([]);
  });

  it('judges by all patches where the minor version has no row of its own', () => {
    expect(names(findReleases(policy(row('5.1.0'), row('5.1.1'), row('5.2.0')), claim('5.1')))).toEqual(['5.1.0', '5.1.1']);
  });

  it.each([
    ['>=2.3.1 <3.1.0', ['2', '2.3 cpu', '2.3.1 cpu', '2.14', '3.0']],
    ['>=3.1.5', ['3.1']],
    ['not a range', []],
  ])('names the candidates of the range %s', (versionRange, expected) => {
    const found = lookUpReleases(counted, claim(null, { versionRange, processor: 'cpu' }));
    expect(names(found.releases)).toEqual(expected);
    expect(found.match).toBe(expected.length > 0 ? 'candidates' : 'none');
  });

  it('gives the word on the major version beside the rows, and alone where there are none', () => {
    expect(lookUpReleases(counted, claim('2.3.1')).major?.eolFrom).toBe('2026-02-25');
    expect(lookUpReleases(policy(), claim('2.5.0'))).toMatchObject({ match: 'none', major: { version: '2' } });
    expect(lookUpReleases(counted, claim('3.0.1')).major).toBeUndefined();
  });
});

describe('a policy that counts by repository', () => {
  const byRepository = policy(
    row('2.6', { repository: 'torch-training', framework: 'torch', processor: 'cpu' }),
    row('2.6', { repository: 'torch-training', framework: 'torch', processor: 'gpu' }),
    row('2.6', { repository: 'torch-inference', framework: 'torch' }),
    row('2.6', { repository: 'other-torch-training', framework: 'other-torch' }),
    row('13.0.2', { repository: 'base', framework: 'base', os: 'amzn2023' }),
    row('13.0.2', { repository: 'base', framework: 'base', os: 'ubuntu22.04' }),
    row('2.9', { repository: 'torch-training-neuronx', framework: 'torch', accelerator: 'neuronx' }),
    row('2-14', { repository: 'cloud/training/tf-cpu.2-14.py310', framework: 'tf', processor: 'cpu' }),
    row('2.14', { repository: 'cloud/serving/tf-cpu.2-14.py310', framework: 'tf', processor: 'cpu' }),
    row('cu124', { repository: 'release/gcr.io/base-cu124.py310', framework: 'base', processor: 'gpu' }),
    row('1.0', { framework: 'unnamed', processor: 'cpu' }),
    row('2.6', { repository: 'unframed' }),
    row('2.6', { repository: 'extra/torch-inference', framework: 'extra' }),
  );

  it.each<[string, Claim, string[], string, string]>([
    ['repository and processor narrow', claim('2.6.0', { repository: 'torch-training', processor: 'gpu', framework: 'torch' }), ['torch-training 2.6 gpu'], 'prefix', 'repository'],
    ['the operating system narrows', claim('13.0.2', { repository: 'base', os: 'ubuntu22.04' }), ['base 13.0.2 ubuntu22.04'], 'exact', 'repository'],
    ['an unknown operating system leaves both', claim('13.0', { repository: 'base' }), ['base 13.0.2 amzn2023', 'base 13.0.2 ubuntu22.04'], 'candidates', 'repository'],
    ['another operating system has no row', claim('13.0.2', { repository: 'base', os: 'debian12' }), [], 'none', 'repository'],
    ['a version that a known repository lacks is not looked for elsewhere', claim('2.7', { repository: 'other-torch-training', framework: 'torch' }), [], 'none', 'repository'],
    ['a repository of exactly that name comes before longer paths', claim('2.6', { repository: 'torch-inference' }), ['torch-inference 2.6'], 'exact', 'repository'],
    ['path levels may be left out', claim('2.6', { repository: 'gallery/torch-inference' }), ['torch-inference 2.6'], 'exact', 'repository'],
    ['an old host is another level', claim(null, { repository: 'release/base-cu124.py310' }), ['release/gcr.io/base-cu124.py310 cu124 gpu'], 'exact', 'repository'],
    ['a name that carries the version needs no other', claim('12.4', { repository: 'release/gcr.io/base-cu124.py310', processor: 'gpu' }), ['release/gcr.io/base-cu124.py310 cu124 gpu'], 'exact', 'repository'],
    ['products are kept apart', claim('2.14', { repository: 'cloud/serving/tf-cpu.2-14.py310', processor: 'cpu' }), ['cloud/serving/tf-cpu.2-14.py310 2.14 cpu'], 'exact', 'repository'],
    ['a product without the repository does not borrow', claim('2.14', { repository: 'cloud/tuning/tf-cpu.2-14.py310', processor: 'cpu', framework: 'tf' }), [], 'none', 'framework'],
    ['a framework alone leaves its repositories', claim('2.6.0', { framework: 'torch', processor: 'gpu' }), ['torch-training 2.6 gpu', 'torch-inference 2.6'], 'prefix', 'framework'],
    ['an unlisted repository of the same kind borrows', claim('2.6.0', { framework: 'torch', repository: 'torch-arm64', processor: 'cpu' }), ['torch-training 2.6 cpu', 'torch-inference 2.6'], 'prefix', 'framework'],
    ['one of another contributor does not', claim('2.6.0', { framework: 'torch', repository: 'third-torch-training', processor: 'cpu' }), [], 'none', 'framework'],
    ['one for unknown hardware does not', claim('2.6.0', { framework: 'torch', repository: 'torch-training-neuron' }), [], 'none', 'framework'],
    ['a row for other hardware is not for CPU', claim('2.9.0', { repository: 'torch-training-neuronx', processor: 'cpu' }), [], 'none', 'repository'],
    ['a row for other hardware is found without processor', claim('2.9.0', { repository: 'torch-training-neuronx' }), ['torch-training-neuronx 2.9'], 'prefix', 'repository'],
    ['a row without repository is found by framework', claim('1.0', { framework: 'unnamed', repository: 'cloud/unnamed-cpu.1-0', processor: 'cpu' }), ['1.0 cpu'], 'exact', 'framework'],
    ['a bare version is nobody\'s', claim('2.6.0'), [], 'none', 'framework'],
    ['a whole repository is no answer', claim(null, { repository: 'torch-training' }), [], 'none', 'repository'],
  ])('%s', (_, asked, expected, match, scope) => {
    const found = lookUpReleases(byRepository, asked);
    expect(names(found.releases)).toEqual(expected);
    expect(found).toMatchObject({ match, scope });
  });
});

describe('one and the same release', () => {
  const isSame = (one: ReleaseIdentity, other: ReleaseIdentity) => rowName(one) === rowName(other);
  const whole = row('2.3', { product: 'p', repository: 'r', os: 'o', accelerator: 'a', framework: 'f', processor: 'cpu' });

  it('is so whatever is said of it', () => {
    const said: PolicyRelease = { ...whole, eolFrom: null, section: 'unsupported', line: 9, asOf: '2026-01-01', uri: 'u', releaseDate: '2025-01-01' };
    expect(isSame(whole, said)).toBe(true);
  });

  it.each(['product', 'repository', 'os', 'accelerator', 'framework', 'processor'] as const)('is another one with another %s, or without', (member) => {
    const without = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== member));
    expect(isSame(whole, { ...whole, [member]: 'gpu' })).toBe(false);
    expect(isSame(whole, { ...row('2.3'), ...without })).toBe(false);
  });

  it('is another one with another version', () => expect(isSame(whole, { ...whole, version: '2.30' })).toBe(false));
});

describe('the shipped policies', () => {
  const ends = (family: string, asked: Partial<Claim> & { version: string | null }) => {
    const shipped = shippedPolicies().find((candidate) => candidate.family === family);
    const found = shipped && findReleases(shipped, { family, processor: null, ...asked });
    return found?.map(({ eolFrom, discontinuedFrom }) => discontinuedFrom ?? eolFrom);
  };

  it.each<[string, Partial<Claim> & { version: string | null }, (string | null)[]]>([
    ['sagemaker-distribution', { version: '2.3.1', processor: 'cpu' }, ['2025-04-25']],
    ['sagemaker-distribution', { version: '2.5.0', processor: 'cpu' }, []],
    ['sagemaker-distribution', { version: '4' }, []],
    ['aws-deep-learning-containers', { version: '2.6.0', repository: 'pytorch-training', processor: 'gpu', framework: 'pytorch' }, ['2026-01-29']],
    ['aws-deep-learning-containers', { version: '2.6.0', repository: 'pytorch-inference', processor: 'gpu', framework: 'pytorch' }, ['2026-06-30']],
    ['aws-deep-learning-containers', { version: '2.12.1', repository: 'pytorch', processor: 'cpu', os: 'amzn2023' }, ['2027-07-02']],
    ['aws-deep-learning-containers', { version: '13.0.2', repository: 'base', processor: 'gpu', os: 'amzn2023' }, ['2029-06-30']],
    ['aws-deep-learning-containers', { version: '13.0.2', repository: 'base', processor: 'gpu', os: 'ubuntu22.04' }, ['2026-10-22']],
    ['aws-deep-learning-containers', { version: '2.4.1', repository: 'pytorch-inference', processor: 'cpu', os: 'ubuntu22.04' }, ['2025-07-24']],
    ['aws-deep-learning-containers', { version: '2.6.0', repository: 'huggingface-pytorch-inference', processor: 'gpu', framework: 'pytorch' }, [null]],
    ['aws-deep-learning-containers', { version: '1.4-2-py312', repository: 'sagemaker-scikit-learn', processor: 'cpu' }, ['2026-10-30']],
    ['aws-deep-learning-containers', { version: '2.9.0', repository: 'pytorch-inference-neuronx', framework: 'pytorch' }, [null]],
    ['google-deep-learning-containers', { version: '2.15', repository: 'vertex-ai/prediction/tf2-cpu.2-15', processor: 'cpu', framework: 'tensorflow' }, ['2027-01-14']],
    ['google-deep-learning-containers', { version: '2.47', repository: 'vertex-ai/training/ray-gpu.2-47.py311', processor: 'gpu', framework: 'ray' }, ['2027-07-28']],
    ['google-deep-learning-containers', { version: 'cu113', repository: 'deeplearning-platform-release/gcr.io/base-cu113.py37', processor: 'gpu' }, ['2024-09-01']],
    ['google-deep-learning-containers', { version: '2.16', repository: 'vertex-ai-restricted/prediction/tf_opt-gpu.2-16', processor: 'gpu', framework: 'optimized-tensorflow-runtime' }, ['2025-04-26']],
    ['google-deep-learning-containers', { version: '2.10', repository: 'vertex-ai/training/tf-cpu.2-10.py310', processor: 'cpu', framework: 'tensorflow' }, []],
  ])('%s %j', (family, asked, expected) => expect(ends(family, asked)).toEqual(expected));
});
