import fc from 'fast-check';
import type { ImageFacts } from '../../lib/core/lineage/base-image';
import { resolveBaseImage } from '../../lib/core/lineage/resolve-base-image';
import { resolveCase } from '../../lib/core/lineage/resolve-case';
import { BASE_NAME, DLC, ERA, image, NVIDIA, VERSION_LABEL } from '../lib/core/lineage/images';

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
