import { resolveBaseImage } from '../../../../../lib/core/lineage/resolve-base-image';
import { BASE_NAME, DERIVED, digest, ERA, image, knownBase, layers, names, NVIDIA, resolveWith, summary, VERSION_LABEL } from '../images';

const SMD = 'sagemaker-distribution';
const AWS = 'aws-deep-learning-containers';
const GALLERY = 'public.ecr.aws/sagemaker/sagemaker-distribution';
const labelled = (value: string): Record<string, string> => ({ [VERSION_LABEL]: value });

/** A minor version as the vendor builds it: the second patch on the first, the third on the second. */
const patches = [knownBase(`${SMD} 2.9.1 cpu`, 'ab'), knownBase(`${SMD} 2.9.2 cpu`, 'abc'), knownBase(`${SMD} 2.9.3 cpu`, 'abcd')];

describe('the base that the layers begin with', () => {
  it.each([
    ['derived from the first patch', 'abxy', `${SMD} 2.9.1 cpu certain`],
    ['derived from a patch on it', 'abcx', `${SMD} 2.9.2 cpu certain`],
    ['derived from a patch on a patch', 'abcdxyz', `${SMD} 2.9.3 cpu certain`],
    ['the base itself', 'abc', `${SMD} 2.9.2 cpu certain`],
    ['a base further up than the end of the image', 'a', '- - - none'],
    ['the same layers in another order', 'bacd', '- - - none'],
    ['the same layers above others', 'xabcd', '- - - none'],
    ['squashed', 'q', '- - - none'],
    ['no layers at all', '', '- - - none'],
  ])('%s', (_case, chain, expected) => {
    for (const bases of [patches, patches.toReversed()]) {
      expect(summary(resolveWith({ bases }, { diffIds: layers(chain) }))).toBe(expected);
    }
  });

  it('says how far they agree, with what, and when that was read', () => {
    const details = ['abcxy', 'abc'].map((chain) => resolveWith({ bases: patches }, { diffIds: layers(chain) }).evidence.map(({ kind, detail }) => `${kind}: ${detail}`));
    expect(details).toEqual([
      [`layer-chain: the lowest 3 of 5 layers are those of registry.example/${SMD}:2.9.2, read 2026-08-20`],
      [`layer-chain: all 3 layers are those of registry.example/${SMD}:2.9.2, read 2026-08-20`],
    ]);
  });

  it('is not a base whose layers are not known', () => {
    const bases = [knownBase(`${SMD} 2.9.1 cpu`, '', [digest(1)])];
    expect(summary(resolveWith({ bases }, { diffIds: [] }))).toBe('- - - none');
    expect(summary(resolveWith({ bases }, { diffIds: layers('ab') }))).toBe('- - - none');
  });

  it('is pinned by its content, whatever tag it was read from', () => {
    const [base] = patches;
    const moving = base && { ...base, claim: { ...base.claim, floating: true } };
    expect(summary(resolveWith({ bases: moving ? [moving] : [] }, { diffIds: layers('abx') }))).toBe(`${SMD} 2.9.1 cpu certain`);
  });

  it('known under two names is one base; said to be two, it is a conflict', () => {
    const [base] = patches;
    const twice = base ? [base, { ...base, source: 'registry.example/mirror:1' }] : [];
    expect(resolveWith({ bases: twice }, { diffIds: layers('abx') }).evidence).toHaveLength(1);
    const doubtful = [knownBase(`${SMD} 2.9.1 cpu`, 'ab'), knownBase(`${SMD} 2.9.0 cpu`, 'ab')];
    for (const bases of [doubtful, doubtful.toReversed()]) {
      const result = resolveWith({ bases }, { diffIds: layers('abx') });
      expect(summary(result)).toBe(`${SMD} 2.9.0 cpu strong LINEAGE_CONFLICT`);
      expect(names(result.rivals)).toEqual([`${SMD} 2.9.1`]);
      expect(result.evidence.map(({ weight }) => weight)).toEqual([result.evidence[0]?.weight, result.evidence[0]?.weight]);
    }
  });
});

describe('layers and text', () => {
  it.each([
    ['agree', 'abcx', labelled('2.9.2-cpu'), [], `${SMD} 2.9.2 cpu certain`, []],
    ['a label that somebody cleared', 'abcx', labelled(''), ERA.from2_3, `${SMD} 2.9.2 cpu certain`, []],
    ['a label that the patch did not rewrite', 'abcdx', labelled('2.9.2-cpu'), [], `${SMD} 2.9.3 cpu certain`, []],
    ['a label newer than the layers', 'abx', labelled('4.4.1-cpu'), [], `${SMD} 2.9.1 cpu strong LINEAGE_CONFLICT`, [`${SMD} 4.4.1`]],
    ['a label older than the layers', 'abcx', labelled('2.1.0-cpu'), [], `${SMD} 2.9.2 cpu strong LINEAGE_CONFLICT`, [`${SMD} 2.1.0`]],
    ['a label of a patch that the layers stop short of', 'abcx', labelled('2.9.3-cpu'), [], `${SMD} 2.9.2 cpu strong LINEAGE_CONFLICT`, [`${SMD} 2.9.3`]],
    ['a label of a patch that is not known here', 'abcdx', labelled('2.9.4-cpu'), [], `${SMD} 2.9.3 cpu strong LINEAGE_CONFLICT`, [`${SMD} 2.9.4`]],
    ['a label of the same patch for another processor', 'abcx', labelled('2.9.2-gpu'), [], `${SMD} 2.9.2 cpu strong LINEAGE_CONFLICT`, [`${SMD} 2.9.2`]],
    ["another vendor's label", 'abcx', { dlc_major_version: '1', maintainer: 'Amazon AI' }, [], `${SMD} 2.9.2 cpu strong LINEAGE_CONFLICT`, [`${AWS} -`]],
    ['an annotation', 'abx', { [BASE_NAME]: `${GALLERY}:4.4.1-cpu` }, [], `${SMD} 2.9.1 cpu strong LINEAGE_CONFLICT`, [`${SMD} 4.4.1`]],
    ['an annotation that says less', 'abcx', { [BASE_NAME]: `${GALLERY}:2-cpu` }, [], `${SMD} 2.9.2 cpu certain`, []],
    ['variables that the image added', 'abcx', {}, [...ERA.from2_3, ...NVIDIA], `${SMD} 2.9.2 cpu certain`, []],
    ['text that proves nothing', 'abcx', { [VERSION_LABEL]: 'custom', dlc_major_version: '1' }, ['DLC_CONTAINER_TYPE=training'], `${SMD} 2.9.2 cpu certain`, []],
  ])('%s', (_case, chain, labels, env, expected, rivals) => {
    const base = resolveWith({ bases: patches }, { diffIds: layers(chain), labels, env });
    expect(summary(base)).toBe(expected);
    expect(names(base.rivals)).toEqual(rivals);
  });

  it('all of it is kept', () => {
    const base = resolveWith({ bases: patches }, { diffIds: layers('abx'), labels: labelled('4.4.1-cpu') }, 'registry.example/sagemaker-distribution:4.4.1-cpu');
    expect(base.evidence.map(({ kind, claim }) => `${kind} ${claim.version ?? '-'}`))
      .toEqual(['layer-chain 2.9.1', 'vendor-label 4.4.1', 'repository-name -', 'tag-text 4.4.1']);
  });

  it('text makes a base that is known by its layers no more exact', () => {
    const bases = [knownBase(`${SMD} 2.9 cpu`, 'ab')];
    expect(summary(resolveWith({ bases }, { diffIds: layers('abx'), labels: labelled('2.9.2-cpu') }))).toBe(`${SMD} 2.9 cpu certain`);
  });

  it('a vague base beneath is no proof of what a label says', () => {
    const bases = [knownBase(`${SMD} 2.9 cpu`, 'ab'), knownBase(`${SMD} 3.0.0 cpu`, 'abc')];
    const base = resolveWith({ bases }, { diffIds: layers('abcx'), labels: labelled('2.9.2-cpu') });
    expect(summary(base)).toBe(`${SMD} 3.0.0 cpu strong LINEAGE_CONFLICT`);
  });
});

describe('the digest of the registered image', () => {
  const bases = [...patches, knownBase(`${SMD} 2.9.4 cpu`, '', [digest(1), digest(2)])];

  it.each([
    ['in the reference', { baseImage: `${DERIVED}@${digest(1)}` }],
    ['of its index in the reference', { baseImage: `${DERIVED}@${digest(2)}` }],
    ['from the registry', { baseImage: DERIVED, digest: digest(1) }],
  ])('is that of a known base: %s', (_case, input) => {
    expect(summary(resolveBaseImage(input, { bases }))).toBe(`${SMD} 2.9.4 cpu certain`);
    expect(resolveBaseImage(input, { bases }).evidence.map(({ kind }) => kind)).toEqual(['image-digest']);
  });

  it('settles what its layers would only tell in part', () => {
    const input = { ...image(DERIVED, { diffIds: layers('abcdz') }), digest: digest(1) };
    expect(summary(resolveBaseImage(input, { bases }))).toBe(`${SMD} 2.9.4 cpu certain`);
  });

  it('of any other image says nothing', () => {
    expect(summary(resolveBaseImage({ baseImage: DERIVED, digest: digest(3) }, { bases }))).toBe('- - - none');
  });
});
