import type { Evidence, Vendor } from '../../../../lib/core/lineage/base-image';
import { resolveBaseImage } from '../../../../lib/core/lineage/resolve-base-image';
import { BASE_NAME, DERIVED, DLC, ERA, image, resolve, summary, VERSION_LABEL } from './images';

const SMD = 'sagemaker-distribution';
const AWS = 'aws-deep-learning-containers';
const GALLERY = 'public.ecr.aws/sagemaker/sagemaker-distribution';
const label = (value: string): { labels: Record<string, string> } => ({ labels: { [VERSION_LABEL]: value } });

describe('certainty', () => {
  it.each([
    ['label and registry agree', `${GALLERY}:2.3.1-cpu`, label('2.3.1-cpu'), `${SMD} 2.3.1 cpu certain`],
    ['label makes a moving tag exact', `${GALLERY}:2.3-cpu`, label('2.3.1-cpu'), `${SMD} 2.3.1 cpu certain`],
    ['the registry alone proves the author', `${GALLERY}:latest-cpu`, label('4.4.1-cpu'), `${SMD} 4.4.1 cpu certain`],
    ['label alone', DERIVED, label('2.3.1-cpu'), `${SMD} 2.3.1 cpu strong`],
    ['a label that names no version confirms none', '763104351884.dkr.ecr.us-east-1.amazonaws.com/base:12.8.1-gpu-py312-cu128-ubuntu24.04-ec2',
      { labels: { dlc_major_version: '1', maintainer: 'Amazon AI' } }, `${AWS} 12.8.1 gpu strong`],
    ['an annotation is text, not an address', DERIVED, { ...label('2.3.1-cpu'), annotations: { [BASE_NAME]: `${GALLERY}:2.3.1-cpu` } },
      `${SMD} 2.3.1 cpu strong`],
  ])('%s', (_case, reference, facts, expected) => {
    expect(summary(resolve(reference, facts))).toBe(expected);
  });
});

describe('disagreement of equal rank', () => {
  it.each([
    ['label and variable', DERIVED, { ...label('4.4.1-cpu'), env: [...ERA.from2_3, 'IMAGE_VERSION=2.3.1-cpu'] }, '4.4.1 cpu', [[SMD, '2.3.1'], [SMD, '2']]],
    ['a label on an environment of older builds', DERIVED, { ...label('4.5.0-cpu'), env: [...ERA.from2_0] }, '4.5.0 cpu', [[SMD, null]]],
    ['a label later than all that were read, on an environment of older builds', DERIVED, { ...label('4.6.0-cpu'), env: [...ERA.from2_3] }, '4.6.0 cpu', [[SMD, '2']]],
    ['label and registry', `${GALLERY}:2.3-cpu`, label('2.4.0-cpu'), '2.4.0 cpu', [[SMD, '2.3']]],
    ['a version that only begins alike', `${GALLERY}:2.1-cpu`, label('2.10.0-cpu'), '2.10.0 cpu', [[SMD, '2.1']]],
    ['processors', `${GALLERY}:2.3.1-gpu`, label('2.3.1-cpu'), '2.3.1 cpu', [[SMD, '2.3.1']]],
    ['label and annotation of another vendor', DERIVED,
      { ...label('2.3.1-cpu'), annotations: { [BASE_NAME]: 'us-docker.pkg.dev/vertex-ai/training/tf-cpu.2-14.py310' } },
      '2.3.1 cpu', [['google-deep-learning-containers', '2.14']]],
    ["two vendors' labels", DERIVED, { labels: { [VERSION_LABEL]: '2.3.1-cpu', [`${DLC}framework.pytorch.2-6-0`]: 'true' } }, '2.3.1 cpu', [[AWS, '2.6.0']]],
    ['annotation and label that names the base', DERIVED,
      { labels: { [BASE_NAME]: `${GALLERY}:2.2.0-cpu` }, annotations: { [BASE_NAME]: `${GALLERY}:2.3.0-cpu` } }, '2.3.0 cpu', [[SMD, '2.2.0']]],
    ['an annotation outside the era', DERIVED,
      { env: [...ERA.from2_0], annotations: { [BASE_NAME]: `${GALLERY}:4.4.1-cpu` } }, '4.4.1 cpu', [[SMD, null]]],
  ])('%s', (_case, reference, facts, expected, rivals) => {
    const base = resolve(reference, facts);
    expect(summary(base)).toBe(`${SMD} ${expected} strong LINEAGE_CONFLICT`);
    expect(base.rivals.map(({ family, version }) => [family, version])).toEqual(rivals);
  });

  it.each([['2.1.3-cpu', ERA.from2_0], ['2.9.3-cpu', ERA.from2_3], ['4.6.0-cpu', ERA.from3_0], ['5.0.0-cpu', ERA.from2_3]])('a label %s fits its era, or is of a later major than all that are known', (value, env) => {
    expect(resolve(DERIVED, { ...label(value), env: [...env] }).rivals).toEqual([]);
  });

  const ELSEWHERE = ['PATH=/usr/local/sbin:/usr/bin', 'LANG=C.UTF-8'];
  it.each([
    ['another environment', ELSEWHERE, 'weak PROBABLE_BASE'],
    ['a PATH of its own and the user variable', [...ELSEWHERE, 'MAMBA_USER=someone'], 'strong'],
    ['a PATH to its packages', ['PATH=/team/bin:/opt/conda/bin:/usr/bin'], 'strong'],
    ['an environment that is not whole', ['LANG=C.UTF-8'], 'strong'],
  ])("what is written on an image of %s", (_case, env, expected) => {
    expect(summary(resolve(DERIVED, { ...label('2.9.3-cpu'), env }))).toBe(`${SMD} 2.9.3 cpu ${expected}`);
    expect(summary(resolve(DERIVED, { annotations: { [BASE_NAME]: `${GALLERY}:2.9.3-cpu` }, env }))).toBe(`${SMD} 2.9.3 cpu ${expected}`);
    expect(summary(resolve(DERIVED, { labels: { [BASE_NAME]: `${GALLERY}:2.9.3-cpu` }, env }))).toBe(`${SMD} 2.9.3 cpu ${expected}`);
    // Where the image lies is no word of its author's.
    expect(summary(resolve(`${GALLERY}:2.9.3-cpu`, { env }))).toBe(`${SMD} 2.9.3 cpu strong`);
  });

  it('takes the certainty that label and registry give', () => {
    const base = resolve(`${GALLERY}:2.3.1-cpu`, { ...label('2.3.1-cpu'), env: [...ERA.from2_3, 'IMAGE_VERSION=2.4.0-cpu'] });
    expect(summary(base)).toBe(`${SMD} 2.3.1 cpu strong LINEAGE_CONFLICT`);
  });

  it('a rival that was inferred keeps its range, so that it can be dated', () => {
    const base = resolve(DERIVED, { env: [...ERA.from2_0], annotations: { [BASE_NAME]: `${GALLERY}:4.4.1-cpu` } });
    expect(base.rivals[0]?.versionRange).toBe('>=0.9.0 <1.12.0 || >=2.0.0 <2.3.0');
    expect(base.versionRange).toBeUndefined();
  });

  it('label and variable overwritten alike by a patch build are no conflict', () => {
    const base = resolve(DERIVED, { ...label('2.9.3-cpu'), env: [...ERA.from2_3, 'IMAGE_VERSION=2.9.3-cpu'] });
    expect(summary(base)).toBe(`${SMD} 2.9.3 cpu strong`);
    expect(base.rivals).toEqual([]);
  });
});

describe('refinement', () => {
  it.each([
    ['an annotation names the version within an era', { env: [...ERA.from2_3], annotations: { [BASE_NAME]: `${GALLERY}:2.9.3-cpu` } }, '2.9.3 cpu strong'],
    ['a moving tag names part of it', { env: [...ERA.from2_3], annotations: { [BASE_NAME]: `${GALLERY}:2.9-cpu` } }, '2.9 cpu strong FLOATING_TAG'],
    ['a tag that says less than the era leaves it', { env: [...ERA.from2_3], annotations: { [BASE_NAME]: `${GALLERY}:2-cpu` } },
      '2 cpu strong FLOATING_TAG VERSION_INFERRED'],
  ])('%s', (_case, facts, expected) => {
    expect(summary(resolve(DERIVED, facts))).toBe(`${SMD} ${expected}`);
  });

  it("the registry's repository beats the one worked out from a label", () => {
    const labels = { [`${DLC}framework.pytorch.2-7-0`]: 'true', [`${DLC}job.training`]: 'true' };
    const base = resolve('763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training-arm64:2.7.0-gpu-py312-cu128-ubuntu22.04-ec2', { labels });
    expect(base).toMatchObject({ repository: 'pytorch-training-arm64', version: '2.7.0', processor: 'gpu', confidence: 'certain' });
  });
});

describe('weak evidence', () => {
  it.each([
    ['version', { env: [...ERA.from2_0] }, 'registry.example/sagemaker-distribution:4.4.1-gpu', `${SMD} - cpu strong VERSION_INFERRED`],
    ['processor', { labels: { [`${DLC}framework.pytorch.2-6-0`]: 'true' } }, 'registry.example/pytorch-training:2.6.0-gpu-py312-cu126-ubuntu22.04',
      `${AWS} 2.6.0 - strong`],
    ['family', label('2.3.1-cpu'), 'registry.example/pytorch-training:2.6.0-gpu-py312-cu126-ubuntu22.04', `${SMD} 2.3.1 cpu strong`],
  ])('changes nothing that is settled: %s', (_case, facts, reference, expected) => {
    const base = resolve(reference, facts);
    expect(summary(base)).toBe(expected);
    expect(base.evidence.length).toBeGreaterThan(1);
  });

  it('among itself can disagree', () => {
    const base = resolve('registry.example/sagemaker-distribution:2.3-cpu', undefined, ['2.3-cpu', '2.4-cpu', 'nightly']);
    expect(summary(base)).toBe(`${SMD} 2.3 cpu weak LINEAGE_CONFLICT PROBABLE_BASE`);
    expect(base.evidence.filter((item) => item.kind === 'tag-text')).toHaveLength(2);
  });

  it("reads a tag by the repository's vendor only", () => {
    const base = resolve('registry.example/my-pytorch-training:2.3-cpu');
    expect(summary(base)).toBe(`${AWS} 2.3 cpu weak PROBABLE_BASE`);
    expect(new Set(base.evidence.map((item) => item.claim.family))).toEqual(new Set([AWS]));
  });

  it('comes from other tags of the digest too', () => {
    expect(summary(resolve('registry.example/mirror/sagemaker-distribution:stable', undefined, ['2.3.1-gpu']))).toBe(`${SMD} 2.3.1 gpu weak PROBABLE_BASE`);
  });

  it('an annotation that names a copy is no more than a likeness', () => {
    const base = resolve(DERIVED, { annotations: { [BASE_NAME]: 'registry.example/mirror/sagemaker-distribution:2.3.1-gpu' } });
    expect(summary(base)).toBe(`${SMD} 2.3.1 gpu weak PROBABLE_BASE`);
  });
});

describe('evidence', () => {
  it('is kept in full, heaviest first', () => {
    const base = resolve('registry.example/sagemaker-distribution:2.3-cpu', {
      ...label('2.3.1-cpu'), env: [...ERA.from2_3, 'IMAGE_VERSION=2.3.1-cpu', 'DLC_CONTAINER_TYPE=training'],
      annotations: { [BASE_NAME]: `${GALLERY}:2.3-cpu` }, history: ['|1 ENV_IN_FILENAME=cpu.env.in'],
    });
    expect(base.evidence.map((item) => item.kind)).toEqual([
      'vendor-label', 'vendor-environment', 'base-annotation', 'vendor-environment', 'repository-name', 'tag-text', 'history',
    ]);
    const weights = base.evidence.map((item) => item.weight);
    expect([...weights].sort((one, other) => other - one)).toEqual(weights);
  });

  it.each<[string, Evidence['kind'], Parameters<typeof resolve>[1], string]>([
    ['label', 'vendor-label', label('2.3.1-cpu'), `label ${VERSION_LABEL}=2.3.1-cpu`],
    ['era', 'environment-era', { env: [...ERA.from2_3] }, 'environment MAMBA_USER=sagemaker-user with SAGEMAKER_RECOVERY_MODE_HOME'],
    ['annotation', 'base-annotation', { annotations: { [BASE_NAME]: `${GALLERY}:2.3-cpu` } },
      `annotation ${BASE_NAME}=${GALLERY}:2.3-cpu: public gallery repository sagemaker/sagemaker-distribution, tag 2.3-cpu`],
  ])('says what was seen: %s', (_case, kind, facts, detail) => {
    expect(resolve(DERIVED, facts).evidence).toContainEqual(expect.objectContaining({ kind, detail }));
  });

  it('of one base noted twice is one', () => {
    const name = { [BASE_NAME]: `${GALLERY}:2.3-cpu` };
    expect(resolve(DERIVED, { labels: name, annotations: name }).evidence).toHaveLength(1);
  });

  it('is none where nothing is recognised', () => {
    expect(resolve(DERIVED, { annotations: { [BASE_NAME]: 'docker.io/library/ubuntu:22.04' } }))
      .toEqual({ family: null, version: null, processor: null, confidence: 'none', evidence: [], conditions: [], rivals: [] });
  });

  it.each(['', 'UPPER/case', 'x'.repeat(5000)])('is read from the content where the reference is malformed: %p', (reference) => {
    expect(summary(resolve(reference, label('2.3.1-cpu')))).toBe(`${SMD} 2.3.1 cpu strong`);
    expect(summary(resolve(reference))).toBe('- - - none');
  });
});

it('knows the vendors that it is given, and no other', () => {
  const ours: Vendor = {
    family: 'golden', fromLabels: (labels) => (labels['golden'] ? { claim: { family: 'golden', version: '7', processor: null }, detail: 'label golden' } : undefined),
  };
  const base = resolveBaseImage(image(DERIVED, { labels: { golden: 'yes', [VERSION_LABEL]: '2.3.1-cpu' } }), { vendors: [ours] });
  expect(summary(base)).toBe('golden 7 - strong');
});
