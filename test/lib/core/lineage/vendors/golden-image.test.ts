import type { GoldenImage } from '../../../../../lib/core/lineage/context';
import { resolveBaseImage } from '../../../../../lib/core/lineage/resolve-base-image';
import type { BaseImage } from '../../../../../lib/core/lineage/base-image';
import { BASE_DIGEST, BASE_NAME, DERIVED, digest, image, knownBase, layers, names, resolveWith, summary, VERSION_LABEL } from '../images';

const SMD = 'sagemaker-distribution';
const PLATFORM = '123456789012.dkr.ecr.us-east-1.amazonaws.com/platform/base';
const platform: GoldenImage = { family: 'platform', repositories: [PLATFORM], versionLabel: 'example.platform.version' };
const vision: GoldenImage = { family: 'vision', repositories: ['registry.example/vision'], versionLabel: 'example.vision.version' };
const golden = [platform, vision];
const version = (value: string): Record<string, string> => ({ 'example.platform.version': value });

/** Each team's base as `family version processor confidence conditions`. */
function teams(base: BaseImage): readonly string[] {
  return (base.golden ?? []).map(({ claim, confidence, conditions }) => {
    return [claim.family, claim.version ?? '-', claim.processor ?? '-', confidence, ...conditions].join(' ');
  });
}

describe("a team's base", () => {
  it.each([
    [':1.4.2', 'platform 1.4.2 - strong'],
    [':v1.4', 'platform 1.4 - strong'],
    [':1.4.2-gpu', 'platform 1.4.2 gpu strong'],
    [':1.4.2-rc.1-cpu', 'platform 1.4.2-rc.1 cpu strong'],
    [':2025-05', 'platform 2025-05 - strong'],
    [`:1.4.2@${digest(9)}`, 'platform 1.4.2 - strong'],
    [`@${digest(9)}`, 'platform - - strong'],
    [':latest', 'platform - - strong FLOATING_TAG'],
    [':1e5a7d0', 'platform - - strong FLOATING_TAG'],
    ['', 'platform - - strong FLOATING_TAG'],
  ])("registered from the team's repository: '%s'", (suffix, expected) => {
    const base = resolveBaseImage(image(`${PLATFORM}${suffix}`), { golden });
    expect(summary(base)).toBe(expected);
    expect(teams(base)).toEqual([expected]);
  });

  it.each([
    ['dual-stack host', '123456789012.dkr-ecr.us-east-1.on.aws/platform/base:1.4.2', 'platform 1.4.2 - strong'],
    ['another Region', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/platform/base:1.4.2', '- - - none'],
    ['another account', '210987654321.dkr.ecr.us-east-1.amazonaws.com/platform/base:1.4.2', '- - - none'],
    ['a longer name', `${PLATFORM}-x:1.4.2`, '- - - none'],
    ['a level below', `${PLATFORM}/x:1.4.2`, '- - - none'],
  ])('is told by account, Region and repository: %s', (_case, reference, expected) => {
    expect(summary(resolveBaseImage(image(reference), { golden }))).toBe(expected);
  });

  it.each([
    ['label', { labels: version(' 1.4.2 ') }, 'platform 1.4.2 - strong'],
    ['cleared label', { labels: version('') }, '- - - none'],
    ['label that names no version', { labels: version('stable') }, 'platform - - weak PROBABLE_BASE'],
    ['label of any length', { labels: version(`1.${'4'.repeat(127)}`) }, 'platform - - weak PROBABLE_BASE'],
    ['annotation', { annotations: { [BASE_NAME]: `${PLATFORM}:1.4.2` } }, 'platform 1.4.2 - strong'],
    ['noted digest', { annotations: { [BASE_DIGEST]: digest(1) } }, 'platform 1.4.2 - strong'],
    ['layers', { diffIds: layers('pqx') }, 'platform 1.4.2 - certain'],
    ['layers against the label', { diffIds: layers('pqx'), labels: version('1.5.0') }, 'platform 1.4.2 - strong LINEAGE_CONFLICT'],
  ])('traced by %s', (_case, facts, expected) => {
    const bases = [knownBase('platform 1.4.2', 'pq', [digest(1)])];
    expect(summary(resolveWith({ golden, bases }, facts))).toBe(expected);
  });

  it('label and repository agreeing make it certain, disagreeing a conflict', () => {
    expect(summary(resolveWith({ golden }, { labels: version('1.4.2') }, `${PLATFORM}:1.4`))).toBe('platform 1.4.2 - certain');
    expect(summary(resolveWith({ golden }, { labels: version('1.4.2') }, `${PLATFORM}:1.5.0`))).toBe('platform 1.4.2 - strong LINEAGE_CONFLICT');
    expect(summary(resolveWith({ golden }, { labels: version('1.4.2') }, `${PLATFORM}:stable`))).toBe('platform 1.4.2 - certain');
  });

  it('without a version label is not told by labels', () => {
    const unlabelled = [{ family: 'platform', repositories: [PLATFORM] }];
    expect(summary(resolveWith({ golden: unlabelled }, { labels: version('1.4.2') }))).toBe('- - - none');
  });
});

describe('levels of one lineage', () => {
  const facts = { labels: { ...version('1.4.2'), [VERSION_LABEL]: '2.9.2-cpu' } };

  it("the vendor's is the base, the team's stands beside it, and neither contradicts the other", () => {
    const base = resolveWith({ golden }, facts);
    expect(summary(base)).toBe(`${SMD} 2.9.2 cpu strong`);
    expect(teams(base)).toEqual(['platform 1.4.2 - strong']);
    expect(names(base.evidence.map(({ claim }) => claim))).toEqual([`${SMD} 2.9.2`, 'platform 1.4.2']);
  });

  it("a team's repository does not confirm the vendor's label", () => {
    expect(summary(resolveWith({ golden }, { labels: { [VERSION_LABEL]: '2.9.2-cpu' } }, `${PLATFORM}:1.4.2`))).toBe(`${SMD} 2.9.2 cpu strong`);
  });

  it('all lie in one chain, the nearest first, each by its own layers', () => {
    const bases = [
      knownBase(`${SMD} 2.9.1 cpu`, 'ab'), knownBase(`${SMD} 2.9.2 cpu`, 'abc'),
      knownBase('platform 1.4.1', 'abcp'), knownBase('platform 1.4.2', 'abcpq'), knownBase('vision 7', 'abcpqv'),
    ];
    for (const known of [bases, bases.toReversed()]) {
      const base = resolveWith({ golden, bases: known }, { diffIds: layers('abcpqvx') });
      expect(summary(base)).toBe(`${SMD} 2.9.2 cpu certain`);
      expect(teams(base)).toEqual(['vision 7 - certain', 'platform 1.4.2 - certain']);
    }
  });

  it("layers of one level leave text of another alone", () => {
    const bases = [knownBase('platform 1.4.2', 'pq')];
    const base = resolveWith({ golden, bases }, { diffIds: layers('pqx'), labels: { [VERSION_LABEL]: '2.9.2-cpu' } });
    expect(summary(base)).toBe(`${SMD} 2.9.2 cpu strong`);
    expect(teams(base)).toEqual(['platform 1.4.2 - certain']);
  });

  it('the digest of a team\'s base still lets its layers tell the vendor\'s', () => {
    const bases = [knownBase(`${SMD} 2.9.2 cpu`, 'abc'), knownBase('platform 1.4.2', 'abcp', [digest(1)])];
    const base = resolveBaseImage({ ...image(DERIVED, { diffIds: layers('abcp') }), digest: digest(1) }, { golden, bases });
    expect(summary(base)).toBe(`${SMD} 2.9.2 cpu certain`);
    expect(base.evidence.map(({ kind, claim }) => `${kind} ${claim.family}`)).toEqual(['image-digest platform', `layer-chain ${SMD}`]);
  });

  it("a guess at the vendor gives way to a team's base, and a team's guess to any vendor", () => {
    const lookalike = '123456789012.dkr.ecr.us-east-1.amazonaws.com/sagemaker-distribution:2.3-cpu';
    expect(summary(resolveWith({ golden }, { labels: version('1.4.2') }, lookalike))).toBe('platform 1.4.2 - strong');
    const guess = resolveWith({ golden }, { labels: version('stable') }, lookalike);
    expect(summary(guess)).toBe(`${SMD} 2.3 cpu weak PROBABLE_BASE`);
    expect(teams(guess)).toEqual(['platform - - weak PROBABLE_BASE']);
  });

  it("the vendor's name in a team's repository says nothing of the tag", () => {
    const repository = '123456789012.dkr.ecr.us-east-1.amazonaws.com/sagemaker-distribution-platform';
    const base = resolveBaseImage(image(`${repository}:2.3-cpu`), { golden: [{ family: 'platform', repositories: [repository] }] });
    expect(base.evidence.map(({ kind, claim }) => `${kind} ${claim.family} ${claim.version ?? '-'}`))
      .toEqual(['vendor-reference platform 2.3', `repository-name ${SMD} -`]);
  });

  it('of no team is no member at all', () => {
    expect(resolveWith({ golden }, { labels: { [VERSION_LABEL]: '2.9.2-cpu' } })).not.toHaveProperty('golden');
  });
});
