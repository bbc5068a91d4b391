import semver from 'semver';
import { sha256 } from './content';
import type { ImageConfig } from './fleet';

export type ProcessorKind = 'cpu' | 'gpu';

const VERSION_LABEL = 'org.amazon.sagemaker-distribution.image.version';

/** Published patches that were built on the patch before them, so that their layer chain contains its chain. */
const BUILT_ON: Readonly<Record<string, string>> = {
  '2.8.7': '2.8.6', '2.9.2': '2.9.1', '2.9.3': '2.9.2', '2.9.6': '2.9.5', '2.9.9': '2.9.8', '2.10.3': '2.10.2', '2.11.1': '2.11.0',
  '3.3.2': '3.3.1', '3.3.6': '3.3.5', '3.4.1': '3.4.0', '3.4.4': '3.4.3', '3.4.6': '3.4.5', '3.4.9': '3.4.8', '3.5.3': '3.5.2', '3.6.1': '3.6.0',
};

/** By major version. */
const UBUNTU = ['22.04', '22.04', '22.04', '22.04', '24.04'];
const CUDA = ['11.8.0', '11.8.0', '12.6.0', '12.6.3', '12.9.1'];
const LAYERS = 4;

/** Environment variables with the versions whose Dockerfiles set them. */
const MARKERS: readonly (readonly [versions: string, variables: readonly string[]])[] = [
  ['>=0.0.0', ['MAMBA_USER=sagemaker-user', 'MAMBA_ROOT_PREFIX=/opt/conda', 'LANG=C.UTF-8']],
  ['>=0.9.0', ['STUDIO_LOGGING_DIR=/var/log/studio/']],
  ['>=0.10.0', ['SAGEMAKER_LOGGING_DIR=/var/log/sagemaker/']],
  ['0.13.x || 1.6 - 1.x || >=2.0.0', ['EDITOR=nano', 'OPENSSL_MODULES=/opt/conda/lib64/ossl-modules/']],
  ['1.12.x || 1.13.x || >=2.3.0', ['PINNED_MICROMAMBA_MINOR_VERSION=1.5.8']],
  ['>=2.3.0', ['SAGEMAKER_RECOVERY_MODE_HOME=/tmp/sagemaker-recovery-mode-home', 'DOCKER_BUILDKIT=0']],
];
const VERSIONS_WITH_VARIABLE = '1.12.x || 1.13.x || >=2.1.0';
const VERSIONS_WITH_LABEL = '>=2.1.0';
const VERSIONS_WITH_INFERENCE_SERVER = '>=3.0.0';

/** The config of a published SageMaker Distribution image: each version has what Dockerfiles of its time set. */
export function sageMakerDistributionConfig(version: string, processor: ProcessorKind): ImageConfig {
  const major = semver.major(version);
  const isIn = (range: string) => semver.satisfies(version, range, { includePrerelease: true });
  const tag = `${version}-${processor}`;
  const ubuntu = UBUNTU[major] ?? '24.04';
  const path = '/opt/conda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  return {
    labels: {
      ...(processor === 'gpu' ? { maintainer: 'NVIDIA CORPORATION <cudatools@nvidia.com>' } : {}),
      // Ubuntu's own labels: they come along with its base image.
      'org.opencontainers.image.ref.name': 'ubuntu',
      'org.opencontainers.image.version': ubuntu,
      ...(isIn(VERSIONS_WITH_LABEL) ? { [VERSION_LABEL]: tag } : {}),
    },
    env: [
      `PATH=${isIn(VERSIONS_WITH_INFERENCE_SERVER) ? '/etc/sagemaker-inference-server:' : ''}${path}`,
      ...(processor === 'gpu' ? cudaVariables(CUDA[major] ?? '12.9.1') : []),
      ...MARKERS.flatMap(([range, variables]) => (isIn(range) ? variables : [])),
      ...(isIn(VERSIONS_WITH_VARIABLE) ? [`IMAGE_VERSION=${tag}`] : []),
    ],
    history: history(ubuntu, processor),
    diffIds: sageMakerDistributionLayers(version, processor),
    user: 'sagemaker-user',
    workingDir: '/home/sagemaker-user',
  };
}

/** The layer chain of a published version: made-up digests, but with the parts that versions share in fact. */
export function sageMakerDistributionLayers(version: string, processor: ProcessorKind): readonly string[] {
  const previous = BUILT_ON[version];
  const own = (index: number) => sha256(`sagemaker-distribution ${version}-${processor} layer ${index}`);
  if (previous !== undefined) return [...sageMakerDistributionLayers(previous, processor), own(0)];
  const ubuntu = sha256(`ubuntu ${UBUNTU[semver.major(version)] ?? '24.04'}`);
  return [ubuntu, ...Array.from({ length: LAYERS }, (_, index) => own(index))];
}

function cudaVariables(cuda: string): readonly string[] {
  const minor = cuda.split('.').slice(0, 2).join('.');
  return [`NVIDIA_REQUIRE_CUDA=cuda>=${minor}`, 'NVIDIA_VISIBLE_DEVICES=all', 'NVIDIA_DRIVER_CAPABILITIES=compute,utility', `CUDA_VERSION=${cuda}`];
}

/** The classic builder writes the build arguments into each step. */
function history(ubuntu: string, processor: ProcessorKind): readonly string[] {
  const build = `|2 ARG_BASED_ENV_IN_FILENAME=${processor}.env.in ENV_IN_FILENAME=${processor}.env.in`;
  return [
    `/bin/sh -c #(nop) ADD file:ubuntu-${ubuntu} in / `,
    '/bin/sh -c #(nop)  ENV MAMBA_USER=sagemaker-user',
    `${build} /bin/bash -o pipefail -c usermod --login=sagemaker-user`,
    `${build} /bin/bash -o pipefail -c micromamba install -y --name base --file /tmp/$ENV_IN_FILENAME`,
    '/bin/sh -c #(nop) WORKDIR /home/sagemaker-user',
  ];
}
