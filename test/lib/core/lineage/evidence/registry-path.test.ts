import type { PullThroughCacheRule } from '../../../../../lib/core/lineage/context';
import { resolveBaseImage } from '../../../../../lib/core/lineage/resolve-base-image';
import { BASE_NAME, DERIVED, digest, image, resolveWith, summary, VERSION_LABEL } from '../images';

const SMD = 'sagemaker-distribution';
const HERE = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
const HUB = '210987654321.dkr.ecr.us-east-1.amazonaws.com';
const AWS_IMAGES = '763104351884.dkr.ecr.us-east-1.amazonaws.com';

function rule(ecrRepositoryPrefix: string, upstreamRegistryUrl = 'public.ecr.aws', more: Partial<PullThroughCacheRule> = {}): PullThroughCacheRule {
  return { accountId: '123456789012', region: 'us-east-1', ecrRepositoryPrefix, upstreamRegistryUrl, ...more };
}

function registered(reference: string, ...cacheRules: readonly PullThroughCacheRule[]): string {
  return summary(resolveBaseImage(image(reference), { cacheRules }));
}

describe('a repository that a rule caches', () => {
  it.each([
    ['public gallery', `${HERE}/ecr-public/sagemaker/sagemaker-distribution:2.3.1-cpu`, [rule('ecr-public')], `${SMD} 2.3.1 cpu strong`],
    ['a tag that the vendor moves', `${HERE}/ecr-public/sagemaker/sagemaker-distribution:2.3-cpu`, [rule('ecr-public')], `${SMD} 2.3 cpu strong FLOATING_TAG`],
    ['a digest beside the tag', `${HERE}/ecr-public/sagemaker/sagemaker-distribution:2.3-cpu@${digest(1)}`, [rule('ecr-public')], `${SMD} 2.3 cpu strong`],
    ['a prefix of two levels', `${HERE}/cache/public/sagemaker/sagemaker-distribution:2.3.1-cpu`, [rule('cache/public')], `${SMD} 2.3.1 cpu strong`],
    ['a prefix written as a path', `${HERE}/hub/sagemaker/sagemaker-distribution:2.3.1-cpu`, [rule('hub/')], `${SMD} 2.3.1 cpu strong`],
    ['a URL with its scheme', `${HERE}/hub/sagemaker/sagemaker-distribution:2.3.1-cpu`, [rule('hub', 'https://public.ecr.aws/')], `${SMD} 2.3.1 cpu strong`],
    ['the whole registry', `${HERE}/sagemaker/sagemaker-distribution:2.3.1-cpu`, [rule('ROOT')], `${SMD} 2.3.1 cpu strong`],
    ['the more exact of two rules', `${HERE}/hub/sagemaker/sagemaker-distribution:2.3.1-cpu`, [rule('ROOT', 'quay.io'), rule('hub')], `${SMD} 2.3.1 cpu strong`],
    ['the same, in the other order', `${HERE}/hub/sagemaker/sagemaker-distribution:2.3.1-cpu`, [rule('hub'), rule('ROOT', 'quay.io')], `${SMD} 2.3.1 cpu strong`],
    ['a prefix upstream', `${HERE}/smd/sagemaker-distribution:2.3.1-cpu`, [rule('smd', 'public.ecr.aws', { upstreamRepositoryPrefix: 'sagemaker' })],
      `${SMD} 2.3.1 cpu strong`],
    ['any prefix upstream', `${HERE}/smd/sagemaker/sagemaker-distribution:2.3.1-cpu`, [rule('smd', 'public.ecr.aws', { upstreamRepositoryPrefix: 'ROOT' })],
      `${SMD} 2.3.1 cpu strong`],
    ["the vendor's private registry", `${HERE}/dlc/pytorch-training:2.6.0-gpu-py312`, [rule('dlc', AWS_IMAGES)], 'aws-deep-learning-containers 2.6.0 gpu strong'],
    ['the dual-stack host of the registry', '123456789012.dkr-ecr.us-east-1.on.aws/hub/sagemaker/sagemaker-distribution:2.3.1-cpu', [rule('hub')], `${SMD} 2.3.1 cpu strong`],
    ['a cache of a cache', `${HERE}/central/ecr-public/sagemaker/sagemaker-distribution:2.3.1-cpu`,
      [rule('central', HUB), rule('ecr-public', 'public.ecr.aws', { accountId: '210987654321' })], `${SMD} 2.3.1 cpu strong`],
  ])('%s', (_case, reference, rules, expected) => {
    expect(registered(reference, ...rules)).toBe(expected);
  });

  it.each([
    ['another account', [rule('hub', 'public.ecr.aws', { accountId: '210987654321' })]],
    ['another Region', [rule('hub', 'public.ecr.aws', { region: 'eu-west-1' })]],
    ['a prefix that only begins alike', [rule('hu')]],
    ['another upstream', [rule('hub', 'quay.io')]],
    ['another level upstream', [rule('hub', 'public.ecr.aws', { upstreamRepositoryPrefix: 'evil' })]],
    ['the more exact rule is for something else', [rule('hub', 'quay.io'), rule('ROOT')]],
    ['no reference at all upstream', [rule('hub', 'not a host')]],
    ['no rule', []],
  ])('proves nothing by a rule for %s', (_case, rules) => {
    expect(registered(`${HERE}/hub/sagemaker/sagemaker-distribution:2.3.1-cpu`, ...rules)).toBe(`${SMD} 2.3.1 cpu weak PROBABLE_BASE`);
  });

  it("proves nothing by a rule for a repository that is not the vendor's upstream", () => {
    expect(registered(`${HERE}/hub/evil/sagemaker-distribution:2.3-cpu`, rule('hub'))).toBe(`${SMD} 2.3 cpu weak PROBABLE_BASE`);
  });

  it('ends where registries cache each other', () => {
    const rules = [rule('ROOT', HUB), rule('ROOT', HERE, { accountId: '210987654321' })];
    expect(registered(`${HERE}/team/ds:1`, ...rules)).toBe('- - - none');
  });

  it('says that the cached tag can be older, and what it is a cache of', () => {
    const { evidence } = resolveBaseImage(image(`${HERE}/hub/sagemaker/sagemaker-distribution:2.3-cpu`), { cacheRules: [rule('hub')] });
    expect(evidence.map(({ kind, detail }) => `${kind}: ${detail}`)).toEqual([
      'vendor-reference: cache of public.ecr.aws/sagemaker/sagemaker-distribution:2.3-cpu, whose tag can be a day ahead: '
      + 'public gallery repository sagemaker/sagemaker-distribution, tag 2.3-cpu',
    ]);
  });

  it('confirms a label, and is made exact by it', () => {
    const facts = { labels: { [VERSION_LABEL]: '2.3.0-cpu' } };
    expect(summary(resolveWith({ cacheRules: [rule('hub')] }, facts, `${HERE}/hub/sagemaker/sagemaker-distribution:2.3-cpu`))).toBe(`${SMD} 2.3.0 cpu certain`);
  });

  it('is found where a build tool noted it as the base', () => {
    const facts = { annotations: { [BASE_NAME]: `${HERE}/hub/sagemaker/sagemaker-distribution:2.3.1-cpu` } };
    expect(summary(resolveWith({ cacheRules: [rule('hub')] }, facts, DERIVED))).toBe(`${SMD} 2.3.1 cpu strong`);
    expect(summary(resolveWith({}, facts, DERIVED))).toBe(`${SMD} 2.3.1 cpu weak PROBABLE_BASE`);
  });
});
