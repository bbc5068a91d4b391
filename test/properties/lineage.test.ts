import fc from 'fast-check';
import type { ImageFacts } from '../../lib/core/lineage/base-image';
import { resolveBaseImage } from '../../lib/core/lineage/resolve-base-image';
import { resolveCase } from '../../lib/core/lineage/resolve-case';
import { BASE_DIGEST, BASE_NAME, digest, DLC, ERA, image, knownBase, layers, names, NVIDIA, VERSION_LABEL } from '../lib/core/lineage/images';

const GALLERY = 'public.ecr.aws/sagemaker/sagemaker-distribution';

const version = fc.tuple(fc.nat(5), fc.nat(20), fc.nat(20), fc.constantFrom('cpu', 'gpu')).map(([x, y, z, processor]) => `${x}.${y}.${z}-${processor}`);
const junkLabels = fc.dictionary(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), { maxKeys: 6 });
const junkEnv = fc.array(fc.string({ maxLength: 30 }), { maxLength: 6 });
const baseName = fc.oneof(fc.constantFrom(`${GALLERY}:2-cpu`, `${GALLERY}:latest-gpu`, 'gcr.io/deeplearning-platform-release/tf2-gpu.2-8'),
  version.map((tag) => `${GALLERY}:${tag}`));

const vendorLabels = fc.oneof(
  version.map((value) => ({ [VERSION_LABEL]: value })),
  fc.constantFrom<Record<string, string>>({ [VERSION_LABEL]: '' }, { [VERSION_LABEL]: 'custom' },
    { [`${DLC}framework.pytorch.2-6-0`]: 'true', [`${DLC}device.gpu.cu126`]: 'true' }, { dlc_major_version: '1' }, {}),
);
const vendorEnv = fc.tuple(fc.constantFrom(...Object.values(ERA)), fc.constantFrom([], NVIDIA), fc.option(version))
  .map(([era, nvidia, value]) => [...era, ...nvidia, ...(value === null ? [] : [`IMAGE_VERSION=${value}`])]);

const facts: fc.Arbitrary<Partial<ImageFacts>> = fc.record({
  labels: fc.tuple(junkLabels, vendorLabels).map(([junk, labels]) => ({ ...junk, ...labels })),
  env: fc.tuple(junkEnv, fc.oneof(fc.constant([]), vendorEnv))
    .map(([junk, env]) => [...env, ...junk.filter((entry) => !entry.includes('='))]),
  annotations: fc.option(baseName, { nil: undefined })
    .map((name): Record<string, string> => (name === undefined ? {} : { [BASE_NAME]: name })),
});

const plain = 'registry.example/team/ds:1';
const reference = fc.oneof(fc.constantFrom(plain, `${GALLERY}:2.3-cpu`, 'registry.example/my-pytorch-training:2.3', 'not a reference'), fc.webUrl());

describe('lineage', () => {
  it('is the same whatever the order of labels and variables', () => {
    fc.assert(fc.property(facts, reference, fc.infiniteStream(fc.nat()), (known, registered, random) => {
      const shuffled = <T>(items: readonly T[]): T[] => items.map((item) => [random.next().value ?? 0, item] as const)
        .sort(([one], [other]) => one - other).map(([, item]) => item);
      const labels = Object.fromEntries(shuffled(Object.entries(known.labels ?? {})));
      const reordered = { ...known, labels, env: shuffled(known.env ?? []) };
      expect(resolveBaseImage(image(registered, reordered))).toEqual(resolveBaseImage(image(registered, known)));
    }), { numRuns: 300 });
  });

  it('is never found in labels and variables of nobody', () => {
    fc.assert(fc.property(junkLabels, fc.array(fc.tuple(fc.string(), fc.string())), (labels, variables) => {
      const env = variables.map((pair) => pair.join('='));
      expect(resolveBaseImage(image(plain, { labels, env })).family).toBeNull();
    }), { numRuns: 300 });
  });

  it('once settled by strong evidence is not changed by weak evidence', () => {
    const lookalike = fc.constantFrom('registry.example/sagemaker-distribution:4.4.1-gpu',
      'registry.example/my-pytorch-training:2.6.0-gpu-py312-cu126', 'registry.example/vertex-ai/training/tf-cpu.2-14', plain);
    const history = fc.subarray(['|1 ENV_IN_FILENAME=gpu.env.in', `LABEL ${VERSION_LABEL}=4.4.1-gpu`, 'LABEL dlc_major_version=1']);
    const tags = fc.subarray(['4.4.1-gpu', '2-cpu', '2.6.0-gpu-py312-cu126-ubuntu22.04', 'latest']);
    fc.assert(fc.property(facts, lookalike, history, tags, fc.boolean(), (known, registered, instructions, others, hinted) => {
      const before = resolveBaseImage(image(plain, known));
      fc.pre(before.confidence === 'strong');
      const env = [...(known.env ?? []), ...(hinted ? ['DLC_CONTAINER_TYPE=training'] : [])];
      const after = resolveBaseImage(image(registered, { ...known, env, history: instructions }, others));
      expect({ ...after, evidence: [] }).toEqual({ ...before, evidence: [] });
      expect(after.evidence).toEqual(expect.arrayContaining([...before.evidence]));
    }), { numRuns: 300 });
  });

  it('is at most weak where only names and tags speak', () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,6}(?:[-/](?:sagemaker-distribution|pytorch-training|vertex-ai|tf2-gpu\.2-8|base|[a-z]{1,5})){1,3}$/);
    const tag = fc.oneof(version, fc.constantFrom('2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker', '3.0-5', 'latest'));
    fc.assert(fc.property(name, tag, fc.array(tag), (repository, registered, tags) => {
      const base = resolveBaseImage(image(`registry.example/${repository}:${registered}`, undefined, tags));
      expect(['weak', 'none']).toContain(base.confidence);
      expect(base.conditions.includes('PROBABLE_BASE')).toBe(base.confidence === 'weak');
    }), { numRuns: 300 });
  });

  it('names a conflict exactly where there are rivals, none of which agrees', () => {
    fc.assert(fc.property(facts, reference, (known, registered) => {
      const base = resolveBaseImage(image(registered, known));
      expect(base.conditions.includes('LINEAGE_CONFLICT')).toBe(base.rivals.length > 0);
      expect(base.confidence === 'certain' && base.rivals.length > 0).toBe(false);
      expect(base.conditions.includes('VERSION_INFERRED')).toBe(base.versionRange !== undefined);
    }), { numRuns: 300 });
  });
});

describe('layers', () => {
  const letters = (maxLength: number) => fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength });
  const catalogue = fc.uniqueArray(letters(5), { minLength: 1, maxLength: 12 })
    .map((chains) => chains.map((chain, index) => knownBase(`sagemaker-distribution ${index % 4}.${index}.0 cpu`, chain, [digest(index)])));
  const golden = [{ family: 'platform', repositories: ['registry.example/platform'], versionLabel: 'example.version' }];
  const chosen = fc.tuple(facts, reference, fc.option(fc.nat(12)), fc.option(fc.nat(20), { nil: undefined }));

  it('tell the longest base that they begin with, whatever the order of the catalogue', () => {
    fc.assert(fc.property(catalogue, letters(8), fc.infiniteStream(fc.nat()), (bases, chain, random) => {
      const shuffled = bases.map((base) => [random.next().value ?? 0, base] as const)
        .sort(([one], [other]) => one - other).map(([, base]) => base);
      const beneath = bases.filter((base) => layers(chain).join().startsWith(base.diffIds.join()));
      const longest = beneath.sort((one, other) => other.diffIds.length - one.diffIds.length)[0];
      const base = resolveBaseImage(image(plain, { diffIds: layers(chain) }), { bases: shuffled });
      expect([base.version, base.confidence]).toEqual(longest ? [longest.claim.version, 'certain'] : [null, 'none']);
    }), { numRuns: 500 });
  });

  it('settle the base: no text changes it, and what it says else is dated beside it', () => {
    fc.assert(fc.property(catalogue, letters(3), chosen, (bases, top, [known, registered, noted, platform]) => {
      const content = { diffIds: [...bases[0]?.diffIds ?? [], ...layers(top)] };
      const before = resolveBaseImage(image(plain, content), { bases, golden });
      const labels = { ...known.labels, ...(platform === undefined ? {} : { 'example.version': `${platform}` }) };
      const annotations = { ...known.annotations, ...(noted === null ? {} : { [BASE_DIGEST]: digest(noted) }) };
      const after = resolveBaseImage(image(registered, { ...known, ...content, labels, annotations }), { bases, golden });
      expect([after.family, after.version, after.processor]).toEqual([before.family, before.version, before.processor]);
      expect(after.confidence).toBe(after.rivals.length > 0 ? 'strong' : 'certain');
      expect(after.conditions).toEqual(after.rivals.length > 0 ? ['LINEAGE_CONFLICT'] : []);
      expect(names(after.evidence.map(({ claim }) => claim))).toEqual(expect.arrayContaining([...names(after.rivals)]));
    }), { numRuns: 500 });
  });

  it("that are in doubt themselves are all dated, so that no text brings the end later", () => {
    fc.assert(fc.property(catalogue, chosen, (bases, [known, registered]) => {
      const doubtful = bases.map((base) => ({ ...base, diffIds: layers('ab') }));
      const base = resolveBaseImage(image(registered, { ...known, diffIds: layers('abc') }), { bases: doubtful });
      const dated = names([{ family: base.family ?? '', version: base.version }, ...base.rivals]);
      expect(dated).toEqual(expect.arrayContaining([...names(bases.map(({ claim }) => claim))]));
    }), { numRuns: 200 });
  });

  it("of a vendor's base and of a team's contradict each other never", () => {
    fc.assert(fc.property(facts, fc.nat(20), fc.boolean(), (known, team, registered) => {
      const without = resolveBaseImage(image(plain, known), { golden });
      fc.pre(without.family !== null && without.confidence !== 'weak');
      const labels = { ...known.labels, 'example.version': `${team}` };
      const base = resolveBaseImage(image(registered ? `registry.example/platform:${team}` : plain, { ...known, labels }), { golden });
      expect({ ...base, evidence: [], golden: undefined }).toEqual({ ...without, evidence: [], golden: undefined });
      expect(base.golden).toEqual([{
        claim: { family: 'platform', version: `${team}`, processor: null }, confidence: registered ? 'certain' : 'strong', conditions: [], rivals: [],
      }]);
    }), { numRuns: 300 });
  });
});

describe('a batch case', () => {
  const named = fc.record({
    baseImage: fc.oneof(fc.string(), reference, fc.jsonValue()),
    labels: fc.oneof(vendorLabels, fc.jsonValue()),
    env: fc.oneof(vendorEnv, fc.jsonValue()),
    tags: fc.jsonValue(), diffIds: fc.jsonValue(), annotations: fc.jsonValue(), history: fc.jsonValue(),
  }, { requiredKeys: [] });

  it('always has one answer that can be written as one line', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), named.map((value) => JSON.stringify(value))), (line) => {
      const answer = resolveCase(line);
      const keys = Object.keys(answer).filter((key) => key !== 'framework');
      expect(keys.length === 1 ? keys : keys.sort()).toEqual(keys.length === 1 ? ['error']
        : ['conditions', 'confidence', 'evidence', 'family', 'processor', 'version']);
      expect(JSON.stringify(answer)).not.toContain('\n');
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    }), { numRuns: 500 });
  });
});
