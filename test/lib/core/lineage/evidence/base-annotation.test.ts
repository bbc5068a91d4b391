import { BASE_DIGEST, BASE_NAME, digest, knownBase, layers, names, resolveWith, summary, VERSION_LABEL } from '../images';

const SMD = 'sagemaker-distribution';
const GALLERY = 'public.ecr.aws/sagemaker/sagemaker-distribution';
/** The manifest's digest, and the index's. */
const bases = [knownBase(`${SMD} 2.9.2 cpu`, '', [digest(1), digest(2)]), knownBase(`${SMD} 2.9.3 cpu`, '', [digest(3)])];

describe('a noted digest', () => {
  it.each([
    ['annotation, manifest', { annotations: { [BASE_DIGEST]: digest(1) } }, `${SMD} 2.9.2 cpu strong`],
    ['annotation, index', { annotations: { [BASE_DIGEST]: digest(2) } }, `${SMD} 2.9.2 cpu strong`],
    ['label', { labels: { [BASE_DIGEST]: ` ${digest(3)} ` } }, `${SMD} 2.9.3 cpu strong`],
    ['with the name', { annotations: { [BASE_NAME]: `${GALLERY}:2.9-cpu`, [BASE_DIGEST]: digest(1) } }, `${SMD} 2.9.2 cpu strong`],
    ['in the name', { annotations: { [BASE_NAME]: `registry.example/copy:1@${digest(3)}` } }, `${SMD} 2.9.3 cpu strong`],
    ['of no known base', { annotations: { [BASE_DIGEST]: digest(9) } }, '- - - none'],
    ['malformed', { annotations: { [BASE_DIGEST]: '2.9.2' } }, '- - - none'],
    ['beside a name that says otherwise', { annotations: { [BASE_NAME]: `${GALLERY}:2.8.0-cpu`, [BASE_DIGEST]: digest(1) } },
      `${SMD} 2.8.0 cpu strong LINEAGE_CONFLICT`],
  ])('%s', (_case, facts, expected) => {
    expect(summary(resolveWith({ bases }, facts))).toBe(expected);
  });

  it('says where it stood and whose it is', () => {
    const { evidence } = resolveWith({ bases }, { annotations: { [BASE_DIGEST]: digest(3) } });
    expect(evidence.map(({ kind, detail }) => [kind, detail]))
      .toEqual([['base-annotation', `annotation ${BASE_DIGEST}=${digest(3)}: the digest of registry.example/${SMD}:2.9.3`]]);
  });

  it('of the label and the annotation can differ: the label may be inherited', () => {
    const base = resolveWith({ bases }, { labels: { [BASE_DIGEST]: digest(1) }, annotations: { [BASE_DIGEST]: digest(3) } });
    expect(summary(base)).toBe(`${SMD} 2.9.3 cpu strong LINEAGE_CONFLICT`);
    expect(names(base.rivals)).toEqual([`${SMD} 2.9.2`]);
  });

  it('noted twice is one', () => {
    const note = { [BASE_DIGEST]: digest(3) };
    expect(resolveWith({ bases }, { labels: note, annotations: note }).evidence).toHaveLength(1);
  });
});

describe('a noted digest and the layers', () => {
  const layered = [knownBase(`${SMD} 2.9.2 cpu`, 'ab', [digest(1), digest(2)]), knownBase(`${SMD} 2.9.2 gpu`, 'gh', [digest(2)])];
  const noted = { [BASE_DIGEST]: digest(1) };

  it.each([
    ['begin with the base', 'abx', noted, `${SMD} 2.9.2 cpu certain`],
    ['are others', 'qx', noted, `${SMD} 2.9.2 cpu weak PROBABLE_BASE`],
    ['are fewer', 'a', noted, `${SMD} 2.9.2 cpu weak PROBABLE_BASE`],
    ['are those of the base above another', 'xab', noted, `${SMD} 2.9.2 cpu weak PROBABLE_BASE`],
    ['are not known', '', noted, `${SMD} 2.9.2 cpu strong`],
    ['belong to one of the bases of an index', 'ghx', { [BASE_DIGEST]: digest(2) }, `${SMD} 2.9.2 gpu certain`],
    ['are others than the digest in a name', 'qx', { [BASE_NAME]: `${GALLERY}:2.9.2-cpu@${digest(1)}` }, `${SMD} 2.9.2 cpu weak PROBABLE_BASE`],
    ['are others, of a name whose digest is not known', 'qx', { [BASE_NAME]: `${GALLERY}:2.9.2-cpu@${digest(9)}` }, `${SMD} 2.9.2 cpu strong`],
  ])('that %s', (_case, chain, annotations, expected) => {
    for (const known of [layered, layered.toReversed()]) {
      expect(summary(resolveWith({ bases: known }, { diffIds: layers(chain), annotations }))).toBe(expected);
    }
  });

  it('that fit one base of an index leave the name that is pinned to it as strong as any', () => {
    const name = { [BASE_NAME]: `${GALLERY}:2.9.2-gpu@${digest(2)}` };
    const { evidence } = resolveWith({ bases: layered }, { diffIds: layers('ghx'), annotations: name });
    const weights = evidence.filter(({ kind, claim }) => kind === 'base-annotation' && claim.processor === 'gpu').map(({ weight }) => weight);
    expect(weights).toEqual([60, 60]);
  });

  it('that contradict it: the doubt is said, and it is no rival of what is proven', () => {
    const facts = { diffIds: layers('qx'), annotations: noted, labels: { [VERSION_LABEL]: '2.3.1-cpu' } };
    const base = resolveWith({ bases: layered }, facts);
    expect(summary(base)).toBe(`${SMD} 2.3.1 cpu strong`);
    expect(base.evidence.at(-1)?.detail).toMatch(/, whose layers are not those that the image begins with$/);
  });
});

it("the operating system's own labels speak of no base", () => {
  const ubuntu = { 'org.opencontainers.image.version': '22.04', 'org.opencontainers.image.ref.name': 'ubuntu', 'org.opencontainers.image.revision': digest(1) };
  expect(summary(resolveWith({ bases }, { labels: ubuntu, annotations: ubuntu }))).toBe('- - - none');
});
