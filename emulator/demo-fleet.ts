import { distributionSpec as aws, fleet, image, PUBLIC_GALLERY_CACHE, repository, uri } from './builders';
import type { Fleet, FleetDomain, FleetImage, FleetRepository, ImageConfig } from './fleet';
import { sageMakerDistributionConfig as distribution, type ProcessorKind } from './sagemaker-distribution';
import { deepLearningContainerConfig, derivedConfig, pythonConfig } from './vendor-configs';

const DLC_ACCOUNT = '763104351884';
const BASE_NAME = 'org.opencontainers.image.base.name';

/** A team's image on a SageMaker Distribution release, with a step of its own. */
function onDistribution(version: string, processor: ProcessorKind = 'cpu'): ImageConfig {
  return derivedConfig(distribution(version, processor), { steps: [`RUN pip install team-tools for ${version}-${processor} # buildkit`] });
}

function onPyTorch(version: string, cuda: string): ImageConfig {
  return derivedConfig(deepLearningContainerConfig({
    framework: 'pytorch', version, processor: 'gpu', job: 'training', python: 'py312', cuda, os: 'ubuntu22.04',
  }));
}

const unifiedPyTorch = derivedConfig(deepLearningContainerConfig({
  framework: 'pytorch-runtime', version: '2.12.1', processor: 'gpu', job: 'general', python: 'py312', cuda: 'cu130', os: 'amzn2023',
}));

function huggingFace(version: string, transformers: string, cuda: string): ImageConfig {
  return deepLearningContainerConfig({
    framework: 'pytorch', version, transformers, processor: 'gpu', job: 'training', python: 'py312', cuda, os: 'ubuntu22.04',
  });
}

/** Rebuilt with empty arguments: what was overwritten is empty, what came with the base is still there. */
const relabelled = derivedConfig(distribution('2.8.6', 'cpu'), {
  labels: { 'org.amazon.sagemaker-distribution.image.version': '' }, env: ['IMAGE_VERSION='],
});

/** Label and variable name different bases. */
const contradicting = derivedConfig(distribution('4.4.1', 'cpu'), { env: ['IMAGE_VERSION=2.9.3-cpu'] });

const NOTEBOOKS: readonly FleetRepository[] = [
  repository('ds/notebook', {
    '2026-06': onDistribution('3.9.4'), '2026-07': onDistribution('4.2.0'), '2026-08': onDistribution('4.3.0'),
    '2026-09': onDistribution('4.4.0'), '2026-10': onDistribution('4.4.1'),
  }),
  repository('genomics/studio-gpu', {
    'r1': onDistribution('1.12.2', 'gpu'), 'r2': onDistribution('2.3.1', 'gpu'), 'r3': onDistribution('2.9.3', 'gpu'),
    'r4': onDistribution('2.14.10', 'gpu'), 'r5': onDistribution('4.1.1', 'gpu'), 'r6': onDistribution('4.4.1', 'gpu'),
  }),
  repository('platform/base', {
    '1.0': onDistribution('1.8.1'), '2.0': onDistribution('2.0.1'), '2.1': relabelled, '3.0': onDistribution('4.5.0'),
  }),
  repository('recsys/studio', {
    'spring': onDistribution('2.5.0'), 'summer': onDistribution('3.9.4'), 'autumn': onDistribution('4.0.2'), 'winter': onDistribution('4.6.0'),
  }),
  repository('ecr-public/sagemaker/sagemaker-distribution', {
    '0.5.0-cpu': distribution('0.5.0', 'cpu'), '3-cpu': distribution('3.9.4', 'cpu'), '2.13.2-gpu': distribution('2.13.2', 'gpu'),
  }),
  repository('risk/models', { '2026-10': contradicting }),
  repository('forecasting/lab', {
    'blue': { config: onDistribution('4.3.0'), platforms: ['linux/amd64', 'linux/arm64'], attestation: { materials: ['pkg:docker/team/builder@1'] } },
    'green': { config: onDistribution('4.4.1'), platforms: ['linux/amd64', 'linux/arm64'], attestation: {} },
    'grey': onDistribution('2.14.10'),
  }),
];

const TRAINING: readonly FleetRepository[] = [
  repository('churn/training', {
    'pt26': onPyTorch('2.6.0', 'cu126'), 'pt29': onPyTorch('2.9.1', 'cu128'), 'pt210': onPyTorch('2.10.0', 'cu129'), 'pt212': unifiedPyTorch,
  }),
  repository('nlp/transformers', { 'hf28': derivedConfig(huggingFace('2.8.0', '4.56.2', 'cu129')) }),
  repository('vision/ported', {
    'tf28': { config: pythonConfig('3.7.12'), annotations: { [BASE_NAME]: 'us-docker.pkg.dev/deeplearning-platform-release/gcr.io/tf2-gpu.2-8.py37' } },
    'sk16': { config: pythonConfig('3.10.14'), annotations: { [BASE_NAME]: 'us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest' } },
  }),
  repository('evil/sagemaker-distribution-fork', { '2.3-cpu': derivedConfig(pythonConfig(), { env: ['FORK=1'] }) }),
  repository('tools/utilities', { 'python-3.11-slim': pythonConfig() }),
  repository('pricing/experiments', {
    'kept': onDistribution('4.2.0'), 'stored-away': { config: onDistribution('2.3.1'), status: 'ARCHIVED' },
  }),
];

/** The vendor's own registry: its images can be registered without a build of one's own. */
const VENDOR: readonly FleetRepository[] = [
  repository('pytorch-training', {
    '2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker': deepLearningContainerConfig({
      framework: 'pytorch', version: '2.6.0', processor: 'gpu', job: 'training', python: 'py312', cuda: 'cu126', os: 'ubuntu22.04',
    }),
    // Of a time before the labels.
    '1.5.1-cpu-py36-ubuntu16.04': { config: { labels: { maintainer: 'Amazon AI' }, env: ['LANG=C.UTF-8', 'PYTHONUNBUFFERED=TRUE'] } },
  }),
  repository('huggingface-pytorch-training', { '2.9.0-transformers5.3.0-gpu-py312-cu130-ubuntu22.04': huggingFace('2.9.0', '5.3.0', 'cu130') }),
];

const STUDIO_IMAGES: readonly FleetImage[] = [
  image('ds-notebook', [
    { baseImage: uri('ds/notebook:2026-06') },
    { baseImage: uri('ds/notebook:2026-07'), aliases: ['2026.07'] },
    { baseImage: uri('ds/notebook:2026-08'), aliases: ['2026.08'] },
    { baseImage: uri('ds/notebook:2026-09'), aliases: ['2026.09'], processor: 'CPU', jobType: 'NOTEBOOK_KERNEL' },
    { baseImage: uri('ds/notebook@{digest:2026-10}'), aliases: ['2026.10', 'latest'], processor: 'CPU', jobType: 'NOTEBOOK_KERNEL' },
  ], { displayName: 'Data science notebook', tags: { 'team': 'data-science', 'cost-center': '4711' }, created: '2026-06-02T08:00:00Z' }),
  image('genomics-gpu', [
    uri('genomics/studio-gpu:r1'), uri('genomics/studio-gpu:r2'), uri('genomics/studio-gpu:r3'), uri('genomics/studio-gpu:r4'),
    { baseImage: uri('genomics/studio-gpu:r5'), processor: 'GPU' },
    { baseImage: uri('genomics/studio-gpu:r6'), processor: 'GPU', aliases: ['stable'], vendorGuidance: 'STABLE' },
  ], { displayName: 'Genomics (GPU)', tags: { team: 'genomics' }, created: '2025-02-11T10:30:00Z' }),
  image('platform-base', [
    uri('platform/base:1.0'), uri('platform/base:2.0'), uri('platform/base:2.1'),
    { baseImage: uri('platform/base:3.0'), aliases: ['golden'], releaseNotes: 'Base of all teams from October 2026 on' },
  ], { tags: { team: 'ml-platform' }, created: '2024-11-20T09:00:00Z' }),
  image('RecSys-Studio', [
    uri('recsys/studio:spring'), uri('recsys/studio:summer'), uri('recsys/studio:autumn'), { baseImage: uri('recsys/studio:winter'), aliases: ['next'] },
  ], { displayName: 'RecSys Studio', tags: { team: 'recommendations' }, created: '2025-04-01T07:15:00Z' }),
  image('gallery-cache', [
    uri('ecr-public/sagemaker/sagemaker-distribution:0.5.0-cpu'), uri('ecr-public/sagemaker/sagemaker-distribution:2.13.2-gpu'),
    uri('ecr-public/sagemaker/sagemaker-distribution:3-cpu'), 'public.ecr.aws/sagemaker/sagemaker-distribution:4-cpu',
  ], { description: 'Unchanged images of the public gallery', created: '2025-01-15T12:00:00Z' }),
  image('risk-models', [uri('risk/models:2026-10')], { tags: { team: 'risk' }, created: '2026-10-05T16:45:00Z' }),
  image('forecasting-lab', [
    { baseImage: uri('forecasting/lab:grey'), vendorGuidance: 'ARCHIVED' },
    { baseImage: uri('forecasting/lab:blue'), vendorGuidance: 'TO_BE_ARCHIVED' },
    { baseImage: uri('forecasting/lab:green'), vendorGuidance: 'STABLE', aliases: ['green'] },
  ], { tags: { team: 'forecasting' }, created: '2026-08-17T14:00:00Z' }),
];

const OTHER_IMAGES: readonly FleetImage[] = [
  image('churn-training', [
    uri('pytorch-training:2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker', DLC_ACCOUNT), uri('churn/training:pt26'), uri('churn/training:pt29'),
    uri('churn/training:pt210'),
    { baseImage: uri('churn/training:pt212'), jobType: 'TRAINING', mlFramework: 'PyTorch 2.12', programmingLang: 'Python 3.12', aliases: ['prod'] },
  ], { tags: { team: 'churn' }, created: '2025-03-10T11:00:00Z' }),
  image('nlp-transformers', [
    uri('nlp/transformers:hf28'), uri('huggingface-pytorch-training:2.9.0-transformers5.3.0-gpu-py312-cu130-ubuntu22.04', DLC_ACCOUNT),
  ], { tags: { team: 'nlp' }, created: '2026-01-20T13:00:00Z' }),
  image('fraud-scoring', [uri('pytorch-training:1.5.1-cpu-py36-ubuntu16.04', DLC_ACCOUNT)], { tags: { team: 'fraud' } }),
  image('vision-ported', [uri('vision/ported:tf28'), uri('vision/ported:sk16')], {
    description: 'Built on Google images, copied to ECR', tags: { team: 'vision' }, created: '2025-09-01T06:00:00Z',
  }),
  image('marketing-fork', [uri('evil/sagemaker-distribution-fork:2.3-cpu')], { created: '2025-05-05T05:05:00Z' }),
  image('utilities', [uri('tools/utilities:python-3.11-slim')], { created: '2025-07-07T07:07:00Z' }),
  image('pricing-experiments', [
    { baseImage: uri('pricing/experiments:first'), status: 'CREATE_FAILED', failureReason: 'The image in the repository has no manifest for linux/amd64.' },
    uri('pricing/experiments:deleted-by-lifecycle'), uri('pricing/experiments:stored-away'), uri('pricing/experiments:kept'),
  ], { tags: { team: 'pricing' }, created: '2026-05-30T15:30:00Z' }),
  image('scratch', ['docker pull my image::latest'], { description: 'Trying things out', created: '2025-12-24T18:00:00Z' }),
];

const OWN_IMAGE = 'arn:aws:sagemaker:us-east-1:111122223333:image-version/ds-notebook/4';

/** Most people start AWS's own images as they are; one team starts its own, two apps of last week are still listed. */
const STUDIO: FleetDomain = {
  id: 'd-studio4demo',
  name: 'data-science',
  created: '2024-10-01T08:00:00Z',
  defaultUserSettings: {
    JupyterLabAppSettings: { DefaultResourceSpec: { ...aws('cpu'), InstanceType: 'ml.t3.medium' } },
    CodeEditorAppSettings: { DefaultResourceSpec: { ...aws('cpu', { alias: '3.2.0' }), InstanceType: 'ml.t3.medium' } },
  },
  userProfiles: [
    { name: 'ana' },
    { name: 'ben', userSettings: { JupyterLabAppSettings: { DefaultResourceSpec: { ...aws('gpu', { alias: '2.6' }), InstanceType: 'ml.g5.xlarge' } } } },
    { name: 'chidi' },
  ],
  spaces: [{ name: 'ana-lab' }, { name: 'ben-lab' }, { name: 'chidi-lab' }, { name: 'forecasting' }, { name: 'genomics' }],
  apps: [
    { name: 'default', type: 'JupyterLab', space: 'ana-lab', resourceSpec: { ...aws('cpu', { alias: '3.2.0' }), InstanceType: 'ml.t3.medium' } },
    { name: 'default', type: 'JupyterLab', space: 'chidi-lab', resourceSpec: { ...aws('cpu', { alias: '3.2.0' }), InstanceType: 'ml.m5.large' } },
    { name: 'default', type: 'JupyterLab', space: 'ben-lab', resourceSpec: { ...aws('gpu', { alias: '4.4' }), InstanceType: 'ml.g5.xlarge' } },
    { name: 'default', type: 'CodeEditor', space: 'forecasting', status: 'Pending', resourceSpec: aws('cpu', { alias: '4' }) },
    { name: 'default', type: 'CodeEditor', space: 'ana-lab', resourceSpec: aws('cpu') },
    { name: 'default', type: 'JupyterLab', space: 'genomics', resourceSpec: { ...aws('gpu', { version: 41 }), InstanceType: 'ml.g5.xlarge' } },
    { name: 'datascience', type: 'KernelGateway', userProfile: 'ana', resourceSpec: { SageMakerImageVersionArn: OWN_IMAGE, InstanceType: 'ml.t3.medium' } },
    { name: 'default', type: 'JupyterLab', space: 'forecasting', status: 'Deleted', resourceSpec: aws('cpu', { alias: '2.3.1' }) },
    { name: 'default', type: 'JupyterServer', userProfile: 'dora', status: 'Deleted' },
  ],
};

/** One account as a real one looks after two years: on 24 October 2026 it shows nearly all that a scan can say. */
export function demoFleet(): Fleet {
  const own = fleet({
    images: [...STUDIO_IMAGES, ...OTHER_IMAGES],
    repositories: [...NOTEBOOKS, ...TRAINING],
    pullThroughCacheRules: [PUBLIC_GALLERY_CACHE],
    domains: [STUDIO],
  }, { defaultAccountId: '111122223333', defaultRegion: 'us-east-1' });
  const vendor = fleet({ repositories: VENDOR }, { accountId: DLC_ACCOUNT });
  return { ...own, accounts: { ...own.accounts, ...vendor.accounts } };
}
