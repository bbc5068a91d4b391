import { diffIdsOf, sha256 } from './content';
import type { ImageConfig } from './fleet';

export interface DeepLearningContainer {
  /** The label's framework: `pytorch`, `tensorflow`, `pytorch-runtime`. */
  readonly framework: string;
  /** `2.6.0` */
  readonly version: string;
  readonly processor: 'cpu' | 'gpu';
  readonly job: 'training' | 'inference' | 'general';
  /** `py312` */
  readonly python: string;
  /** `cu126`; none for CPU. */
  readonly cuda?: string;
  /** `ubuntu22.04`, `amzn2023` */
  readonly os: string;
  /** The version of transformers, of builds that Hugging Face contributes. */
  readonly transformers?: string;
  /** Builds for EC2 have none of the labels of SageMaker builds. Default: sagemaker. */
  readonly platform?: 'sagemaker' | 'ec2';
}

const DLC_LABEL = 'com.amazonaws.ml.engines.sagemaker.dlc';
/** Only these builds name framework and version in plain labels. */
const PLAINLY_LABELLED = ['pytorch', 'tensorflow'];

/** The config of an AWS Deep Learning Container. */
export function deepLearningContainerConfig(container: DeepLearningContainer): ImageConfig {
  const { framework, version, processor, job } = container;
  const cuda = container.cuda;
  return {
    labels: {
      maintainer: 'Amazon AI',
      dlc_major_version: '1',
      dlc_minor_version: '0',
      ...(PLAINLY_LABELLED.includes(framework) && container.transformers === undefined ? { framework, framework_version: version } : {}),
      ...(container.platform === 'ec2' ? {} : sageMakerLabels(container)),
    },
    env: [
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'LANG=C.UTF-8',
      ...(job === 'general' ? [] : [`DLC_CONTAINER_TYPE=${job}`]),
      ...(job === 'training' ? [`SAGEMAKER_TRAINING_MODULE=sagemaker_${framework.replace(/-/g, '_')}_container.training:main`] : []),
      ...(cuda === undefined ? [] : ['CUDA_HOME=/usr/local/cuda', 'NVIDIA_VISIBLE_DEVICES=all']),
    ],
    history: ['ARG PYTHON=python3', `ARG FRAMEWORK_VERSION=${version}`, 'RUN /bin/sh -c pip install # buildkit'],
    diffIds: ['os', 'python', 'framework'].map((layer) => sha256(`dlc ${framework} ${version} ${container.transformers ?? ''} ${processor} ${job} ${layer}`)),
  };
}

function sageMakerLabels(container: DeepLearningContainer): Readonly<Record<string, string>> {
  const { framework, version, processor, job, python, cuda, os, transformers } = container;
  const names = [
    'arch.x86',
    processor === 'gpu' && cuda !== undefined ? `device.gpu.${cuda}` : `device.${processor}`,
    `framework.${framework}.${version.replace(/\./g, '-')}`,
    `job.${job}`,
    `os.${os.replace(/\./g, '-')}`,
    `python.${python}`,
    ...(transformers === undefined ? [] : ['contributor.huggingface', `lib.transformers.${transformers.replace(/\./g, '-')}`]),
  ];
  return Object.fromEntries(names.map((name) => [`${DLC_LABEL}.${name}`, 'true']));
}

/** An image that was not made by any vendor whose policy is known: Docker's python image. */
export function pythonConfig(version = '3.11.9'): ImageConfig {
  return {
    env: ['PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin', 'LANG=C.UTF-8', `PYTHON_VERSION=${version}`, 'GPG_KEY=A035C8C1'],
    history: ["# debian.sh --arch 'amd64' out/ 'bookworm' '@1719792000'", 'RUN /bin/sh -c set -eux; apt-get update # buildkit', 'CMD ["python3"]'],
  };
}

export interface Derivation {
  /** Added to, or over, those of the base. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly env?: readonly string[];
  /** Build steps; each adds a layer. Default: one. */
  readonly steps?: readonly string[];
}

/** What a Dockerfile that says FROM the base makes of its config: labels and variables can be replaced, not removed. */
export function derivedConfig(base: ImageConfig, derivation: Derivation = {}): ImageConfig {
  const steps = derivation.steps ?? ['RUN /bin/sh -c pip install -r requirements.txt # buildkit'];
  const variables = new Map([...base.env ?? [], ...derivation.env ?? []].map((variable) => [variable.split('=', 1)[0], variable]));
  const below = diffIdsOf(base);
  const seed = JSON.stringify([below, derivation]);
  return {
    ...base,
    labels: { ...base.labels, ...derivation.labels },
    env: [...variables.values()],
    history: [...base.history ?? [], ...steps],
    diffIds: [...below, ...steps.map((step, index) => sha256(`${index} ${step} ${seed}`))],
  };
}
