import type { BaseImage, Claim, ImageFacts, LineageInput } from '../../../../lib/core/lineage/base-image';
import type { GoldenImage, LineageContext, PullThroughCacheRule } from '../../../../lib/core/lineage/context';
import { resolveBaseImage } from '../../../../lib/core/lineage/resolve-base-image';
import { BASE_DIGEST, BASE_NAME, DERIVED, digest, DLC, ERA, image, knownBase, layers, NVIDIA, VERSION_LABEL } from './images';

/** What an image is really built on, as `describe` writes a base, or `unknown` where nothing about it can be proven. */
export interface LineageCase {
  readonly name: string;
  readonly input: LineageInput;
  readonly context?: Partial<LineageContext>;
  readonly expected: string;
}

/** `disputed`: not what is expected, and yet said to be in conflict with it; the nearest end of the two rules. */
export type Verdict = 'right' | 'unknown' | 'disputed' | 'wrong';

export function verdictOf({ input, context, expected }: LineageCase): Verdict {
  const base = resolveBaseImage(input, context);
  if (base.confidence === 'weak' || base.confidence === 'none') return 'unknown';
  if (describeBase(base) === expected) return 'right';
  const told = base.confidence === 'strong' && base.conditions.includes('LINEAGE_CONFLICT');
  return told && base.rivals.some((rival) => describeClaim(rival) === expected) ? 'disputed' : 'wrong';
}

/** `sagemaker-distribution 2 cpu of >=2.3.0 <3.0.0 + platform 1.4.2 -`: the vendor's with its range, then the teams'. */
function describeBase({ golden = [], family, ...base }: BaseImage): string {
  const teams = golden.filter(({ claim, confidence }) => confidence !== 'weak' && claim.family !== family).map(({ claim }) => describeClaim(claim));
  return [describeClaim({ ...base, family: family ?? '-' }), ...teams].join(' + ');
}

function describeClaim({ family, version, processor, versionRange }: Claim): string {
  const range = versionRange === undefined ? '' : ` of ${versionRange}`;
  return `${family} ${version ?? '-'} ${processor ?? '-'}${range}`;
}

const SMD = 'sagemaker-distribution';
const AWS = 'aws-deep-learning-containers';
const GOOGLE = 'google-deep-learning-containers';
const GALLERY = 'public.ecr.aws/sagemaker/sagemaker-distribution';
const HERE = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
const OURS = `${HERE}/platform/base`;
const TRAINING = 'pytorch-training:2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker';
const ERAS = { oldest: '>=0.9.0 <1.12.0 || >=2.0.0 <2.3.0', late1: '>=1.12.0 <2.0.0', late2: '>=2.3.0 <3.0.0', from3: '>=3.0.0' };

/** What builds on the catalogue's bases are judged by: patches that are built on patches, and a team's base on one. */
const bases = [
  knownBase(`${SMD} 2.9.1 cpu`, 'ab'), knownBase(`${SMD} 2.9.2 cpu`, 'abc', [digest(1)]), knownBase(`${SMD} 2.9.3 cpu`, 'abcd'),
  knownBase(`${SMD} 2.9.2 gpu`, 'ghi'), knownBase(`${AWS} 2.6.0 gpu`, 'stu', [digest(2)]), knownBase(`${GOOGLE} 2.14 cpu`, 'klm'),
  knownBase('platform 1.4.2', 'abcpq', [digest(3)]), knownBase('vision 7', 'abcpqv'),
];
const golden: readonly GoldenImage[] = [
  { family: 'platform', repositories: [OURS], versionLabel: 'example.platform.version' },
  { family: 'vision', repositories: [`${HERE}/vision/base`], versionLabel: 'example.vision.version' },
];
const everything = { bases, golden };

const distribution = (value: string): Record<string, string> => ({ [VERSION_LABEL]: value });
const learning = (...keys: string[]): Record<string, string> => Object.fromEntries(keys.map((key) => [DLC + key, 'true']));
const team = (value: string): Record<string, string> => ({ 'example.platform.version': value });

/** An image of a team's own repository whose content was read. */
function derived(name: string, facts: Partial<ImageFacts>, expected: string, baseImage = DERIVED): LineageCase {
  return { name, input: image(baseImage, facts), context: everything, expected };
}

/** A registered reference whose content was not read. */
function registered(baseImage: string, expected: string, rules: readonly PullThroughCacheRule[] = []): LineageCase {
  return { name: baseImage, input: image(baseImage), context: { ...everything, cacheRules: rules }, expected };
}

function rule(prefix: string, upstreamRegistryUrl: string, accountId = '123456789012'): PullThroughCacheRule {
  return { accountId, region: 'us-east-1', ecrRepositoryPrefix: prefix, upstreamRegistryUrl };
}

const UBUNTU = { 'org.opencontainers.image.ref.name': 'ubuntu', 'org.opencontainers.image.version': '22.04' };

export const CASES: Readonly<Record<string, readonly LineageCase[]>> = {
  'labelled': [
    derived('CPU, a minor with label and variable', { labels: distribution('2.3.1-cpu'), env: [...ERA.from2_3, 'IMAGE_VERSION=2.3.1-cpu'] }, `${SMD} 2.3.1 cpu`),
    derived('GPU', { labels: { ...UBUNTU, ...distribution('3.2.0-gpu') }, env: [...ERA.from3_0, ...NVIDIA] }, `${SMD} 3.2.0 gpu`),
    derived('the first release with a label', { labels: distribution('2.1.0-cpu'), env: [...ERA.from2_0] }, `${SMD} 2.1.0 cpu`),
    derived('a pre-release', { labels: distribution('4.0.0-beta-cpu'), env: [...ERA.from3_0behind] }, `${SMD} 4.0.0-beta cpu`),
    derived('squashed, its config kept', { labels: distribution('2.9.2-cpu'), env: [...ERA.from2_3], diffIds: layers('y') }, `${SMD} 2.9.2 cpu`),
    derived('PyTorch training', { labels: learning('framework.pytorch.2-6-0', 'device.gpu.cu126', 'job.training') }, `${AWS} 2.6.0 gpu`),
    derived('PyTorch, one repository', { labels: learning('framework.pytorch-runtime.2-12-1', 'device.cpu', 'os.amzn2023') }, `${AWS} 2.12.1 cpu`),
    derived('Hugging Face', { labels: learning('framework.pytorch.2-5-1', 'device.gpu.cu124', 'contributor.huggingface') }, `${AWS} 2.5.1 gpu`),
    derived('Scikit-learn', { labels: learning('framework.sklearn-1-4-2-py312.1-4-2', 'device.cpu') }, `${AWS} 1.4-2-py312 cpu`),
    derived('an EC2 build', { labels: { dlc_major_version: '1', framework: 'pytorch', framework_version: '2.12.1' } }, `${AWS} 2.12.1 -`),
    derived('two frameworks', { labels: learning('framework.pytorch.2-6-0', 'framework.tensorflow.2-19-0') }, `${AWS} - -`),
  ],
  'environment only': [
    derived('variable in its company', { env: [...ERA.from2_3, ...NVIDIA, 'IMAGE_VERSION=2.9.2-gpu'] }, `${SMD} 2.9.2 gpu`),
    derived('an older release', { env: [...ERA.from2_0, 'IMAGE_VERSION=2.0.0-cpu'] }, `${SMD} 2.0.0 cpu`),
    derived("another project's variable", { env: ['IMAGE_VERSION=2.3.1-cpu'] }, 'unknown'),
    derived('a copied container type', { env: ['DLC_CONTAINER_TYPE=training'] }, 'unknown'),
  ],
  'unlabelled': [
    derived('before a logging directory', { env: [...ERA.before0_9] }, 'unknown'),
    derived('0.9', { env: [...ERA.from0_9] }, `${SMD} - cpu of ${ERAS.oldest}`),
    derived('2.0 on CUDA', { env: [...ERA.from2_0, ...NVIDIA] }, `${SMD} - gpu of ${ERAS.oldest}`),
    derived('1.12', { env: [...ERA.from1_12] }, `${SMD} 1 cpu of ${ERAS.late1}`),
    derived('2.3', { env: [...ERA.from2_3] }, `${SMD} 2 cpu of ${ERAS.late2}`),
    derived('2.3 that asks for devices, for CPU or GPU', { env: [...ERA.from2_3, 'NVIDIA_VISIBLE_DEVICES=all', 'NVIDIA_DRIVER_CAPABILITIES=compute,utility'] },
      `${SMD} 2 - of ${ERAS.late2}`),
    derived('3.0', { env: [...ERA.from3_0] }, `${SMD} - cpu of ${ERAS.from3}`),
    derived("3.0 behind the team's directory", { env: [...ERA.from3_0behind, ...NVIDIA] }, `${SMD} - gpu of ${ERAS.from3}`),
  ],
  'cleared label': [
    derived('its era is left', { labels: distribution(''), env: [...ERA.from2_3] }, `${SMD} 2 cpu of ${ERAS.late2}`),
    derived('its variable is left', { labels: distribution(' '), env: [...ERA.from2_3, 'IMAGE_VERSION=2.9.2-cpu'] }, `${SMD} 2.9.2 cpu`),
    derived('its layers are left', { labels: distribution(''), diffIds: layers('abcx') }, `${SMD} 2.9.2 cpu`),
    derived('Deep Learning Containers, its layers are left', { labels: { [`${DLC}framework.pytorch.2-6-0`]: '' }, diffIds: layers('stux') }, `${AWS} 2.6.0 gpu`),
    derived('Deep Learning Containers, nothing is left', { labels: { [`${DLC}framework.pytorch.2-6-0`]: '', dlc_major_version: '' } }, 'unknown'),
  ],
  'squashed': [
    derived('nothing', { diffIds: layers('y') }, 'unknown'),
    derived('a tag', { diffIds: layers('y') }, 'unknown', `${HERE}/team/ds:2.3-cpu`),
    derived('a repository and its tag', { diffIds: layers('y') }, 'unknown', `${HERE}/team/sagemaker-distribution:2.3-cpu`),
    derived('a whole tag of Deep Learning Containers', { diffIds: layers('y') }, 'unknown', `${HERE}/team/${TRAINING}`),
    derived('a noted digest whose layers are gone', { diffIds: layers('y'), annotations: { [BASE_DIGEST]: digest(1) } }, 'unknown'),
  ],
  'annotated': [
    derived('SageMaker Distribution', { annotations: { [BASE_NAME]: `${GALLERY}:2.3.1-cpu` } }, `${SMD} 2.3.1 cpu`),
    derived('Deep Learning Containers', { annotations: { [BASE_NAME]: `763104351884.dkr.ecr.us-east-1.amazonaws.com/${TRAINING}` } }, `${AWS} 2.6.0 gpu`),
    derived('Google', { labels: { [BASE_NAME]: 'us-docker.pkg.dev/vertex-ai/training/tf-cpu.2-14.py310' } }, `${GOOGLE} 2.14 cpu`),
    derived('a digest', { annotations: { [BASE_DIGEST]: digest(2) }, diffIds: [] }, `${AWS} 2.6.0 gpu`),
    derived('a copy', { annotations: { [BASE_NAME]: `${HERE}/mirror/sagemaker-distribution:2.3.1-cpu` } }, 'unknown'),
  ],
  'golden': [
    derived('label', { labels: team('1.4.2') }, 'platform 1.4.2 -'),
    derived("label beside the vendor's", { labels: { ...team('1.4.2'), ...distribution('2.9.2-cpu') } }, `${SMD} 2.9.2 cpu + platform 1.4.2 -`),
    derived("annotation beside the vendor's variables", { annotations: { [BASE_NAME]: `${OURS}:1.4.2` }, env: [...ERA.from2_3] },
      `${SMD} 2 cpu of ${ERAS.late2} + platform 1.4.2 -`),
    derived('noted digest', { annotations: { [BASE_DIGEST]: digest(3) } }, 'platform 1.4.2 -'),
    derived('layers', { diffIds: layers('abcpqx') }, `${SMD} 2.9.2 cpu + platform 1.4.2 -`),
    derived('layers, two levels', { diffIds: layers('abcpqvx') }, `${SMD} 2.9.2 cpu + vision 7 - + platform 1.4.2 -`),
    registered(`${OURS}:1.4.2`, 'platform 1.4.2 -'),
    derived('a label that names no version', { labels: team('stable') }, 'unknown'),
    registered('210987654321.dkr.ecr.us-east-1.amazonaws.com/platform/base:1.4.2', 'unknown'),
  ],
  'direct': [
    registered(`${GALLERY}:2.3.1-cpu`, `${SMD} 2.3.1 cpu`),
    registered(`${GALLERY}:2-gpu`, `${SMD} 2 gpu`),
    registered(`${GALLERY}:latest-cpu`, `${SMD} - cpu`),
    registered(`${HERE}/copy@${digest(1)}`, `${SMD} 2.9.2 cpu`),
    registered(`763104351884.dkr.ecr.eu-west-1.amazonaws.com/${TRAINING}`, `${AWS} 2.6.0 gpu`),
    registered(`626614931356.dkr.ecr.af-south-1.amazonaws.com/${TRAINING}`, `${AWS} 2.6.0 gpu`),
    registered(`727897471807.dkr.ecr.cn-north-1.amazonaws.com.cn/${TRAINING}`, `${AWS} 2.6.0 gpu`),
    registered(`442386744353.dkr.ecr.us-gov-west-1.amazonaws.com/${TRAINING}`, `${AWS} 2.6.0 gpu`),
    registered(`public.ecr.aws/deep-learning-containers/${TRAINING}`, `${AWS} 2.6.0 gpu`),
    registered('683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:3.0-5', `${AWS} 3.0-5 cpu`),
    registered('450853457545.dkr.ecr.cn-north-1.amazonaws.com.cn/sagemaker-scikit-learn:1.4-2-py312', `${AWS} 1.4-2-py312 cpu`),
    registered('gcr.io/deeplearning-platform-release/tf2-gpu.2-8', `${GOOGLE} 2.8 gpu`),
    registered('europe-docker.pkg.dev/vertex-ai/training/tf-cpu.2-14.py310:latest', `${GOOGLE} 2.14 cpu`),
    registered('us-docker.pkg.dev/vertex-ai/prediction/pytorch-tpu.2-3', `${GOOGLE} 2.3 -`),
  ],
  'pull-through cache': [
    registered(`${HERE}/ecr-public/sagemaker/sagemaker-distribution:2.3.1-cpu`, `${SMD} 2.3.1 cpu`, [rule('ecr-public', 'public.ecr.aws')]),
    registered(`${HERE}/dlc/${TRAINING}`, `${AWS} 2.6.0 gpu`, [rule('dlc', '763104351884.dkr.ecr.us-east-1.amazonaws.com')]),
    registered(`${HERE}/hub/ecr-public/sagemaker/sagemaker-distribution:2-cpu`, `${SMD} 2 cpu`,
      [rule('hub', '210987654321.dkr.ecr.us-east-1.amazonaws.com'), rule('ecr-public', 'public.ecr.aws', '210987654321')]),
    registered(`${HERE}/ecr-public/sagemaker/sagemaker-distribution:2.3.1-cpu`, 'unknown'),
    registered(`${HERE}/quay/sagemaker/sagemaker-distribution:2.3.1-cpu`, 'unknown', [rule('quay', 'quay.io')]),
    registered(`${HERE}/ecr-public/evil/sagemaker-distribution:2.3.1-cpu`, 'unknown', [rule('ecr-public', 'public.ecr.aws')]),
  ],
  'layer chain': [
    derived('the first patch', { diffIds: layers('abxy') }, `${SMD} 2.9.1 cpu`),
    derived('a patch on it', { diffIds: layers('abcx') }, `${SMD} 2.9.2 cpu`),
    derived('a patch on a patch', { diffIds: layers('abcdxy') }, `${SMD} 2.9.3 cpu`),
    derived('a patch whose label was not rewritten', { diffIds: layers('abcdx'), labels: distribution('2.9.2-cpu') }, `${SMD} 2.9.3 cpu`),
    derived('GPU', { diffIds: layers('ghix') }, `${SMD} 2.9.2 gpu`),
    derived('Deep Learning Containers', { diffIds: layers('stux') }, `${AWS} 2.6.0 gpu`),
    derived('Google, which labels nothing', { diffIds: layers('klmx') }, `${GOOGLE} 2.14 cpu`),
    derived('a patch on the last one that is known here', { diffIds: layers('abcdex'), labels: distribution('2.9.4-cpu') }, `${SMD} 2.9.4 cpu`),
    derived('only the first layer of a base', { diffIds: layers('ax') }, 'unknown'),
  ],
  'unrelated': [
    derived('Ubuntu', { labels: UBUNTU, annotations: { [BASE_NAME]: 'docker.io/library/ubuntu:22.04' } }, 'unknown'),
    derived('Jupyter', { env: ['NB_USER=jovyan', 'CONDA_DIR=/opt/conda'], labels: { maintainer: 'Jupyter Project <jupyter@googlegroups.com>' } }, 'unknown'),
    derived('CUDA', { env: [...NVIDIA], labels: { maintainer: 'NVIDIA CORPORATION <cudatools@nvidia.com>' } }, 'unknown'),
    derived('PyTorch of its own project', { env: [...NVIDIA] }, 'unknown', 'pytorch/pytorch:2.3.1-cuda12.1-cudnn8-runtime'),
    derived('micromamba', { env: ['MAMBA_USER=mambauser', 'MAMBA_ROOT_PREFIX=/opt/conda'] }, 'unknown'),
    registered('', 'unknown'),
  ],
  'lookalike': [
    registered('registry.example/evil/sagemaker-distribution-fork:2.3-cpu', 'unknown'),
    registered('public.ecr.aws/evil/sagemaker-distribution:2.3.1-cpu', 'unknown'),
    registered('registry.example/my-pytorch-training:2.3', 'unknown'),
    registered(`763104351884.dkr.ecr.us-east-1.amazonaws.com.evil.example/${TRAINING}`, 'unknown'),
    registered(`763104351884.dkr.ecr.cn-north-1.amazonaws.com.cn/${TRAINING}`, 'unknown'),
    registered('gcr.io.evil.example/deeplearning-platform-release/tf2-gpu.2-8', 'unknown'),
    derived('a value that the vendor never writes', { labels: distribution('custom') }, 'unknown'),
    derived('a label that the layers belie', { diffIds: layers('abcx'), labels: distribution('4.4.1-cpu') }, `${SMD} 2.9.2 cpu`),
    derived("another vendor's label on known layers", { diffIds: layers('klmx'), labels: learning('framework.pytorch.2-6-0', 'device.gpu') }, `${GOOGLE} 2.14 cpu`),
    derived('a name that the content belies', { labels: distribution('2.3.1-cpu'), env: [...ERA.from2_3] }, `${SMD} 2.3.1 cpu`, `${HERE}/team/${TRAINING}`),
    derived('a digest that the layers belie', { diffIds: layers('ghix'), annotations: { [BASE_DIGEST]: digest(2) } }, `${SMD} 2.9.2 gpu`),
    derived('a forged label on an older environment', { labels: distribution('4.4.1-cpu'), env: [...ERA.from2_0] }, `${SMD} - cpu of ${ERAS.oldest}`),
    derived('a forged label later than all that were read', { labels: distribution('4.6.0-cpu'), env: [...ERA.from2_3] }, `${SMD} 2 cpu of ${ERAS.late2}`),
    derived("a label on another's environment", { labels: distribution('2.3.1-cpu'), env: ['PATH=/usr/local/bin:/usr/bin', 'PYTHON_VERSION=3.12'] }, 'unknown'),
    derived("a base name on another's environment", { annotations: { [BASE_NAME]: `${GALLERY}:4.4.1-cpu` }, env: ['PATH=/usr/local/bin:/usr/bin'] }, 'unknown'),
  ],
};
