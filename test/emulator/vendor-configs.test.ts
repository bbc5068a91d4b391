import type { ImageConfig } from '../../emulator/fleet';
import { sageMakerDistributionConfig, sageMakerDistributionLayers, type ProcessorKind } from '../../emulator/sagemaker-distribution';
import { deepLearningContainerConfig, derivedConfig } from '../../emulator/vendor-configs';

const LABEL = 'org.amazon.sagemaker-distribution.image.version';
const variable = (config: ImageConfig, name: string) => config.env?.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);

it.each<[string, string | undefined, string | undefined]>([
  ['0.13.0', undefined, undefined], ['1.11.0', undefined, undefined], ['1.12.0', undefined, '1.12.0-cpu'], ['1.13.1', undefined, '1.13.1-cpu'],
  ['2.0.1', undefined, undefined], ['2.1.0', '2.1.0-cpu', '2.1.0-cpu'], ['4.4.1', '4.4.1-cpu', '4.4.1-cpu'],
])('SageMaker Distribution %s has label %s and variable %s', (version, label, image) => {
  const config = sageMakerDistributionConfig(version, 'cpu');
  expect([config.labels?.[LABEL], variable(config, 'IMAGE_VERSION')]).toEqual([label, image]);
});

it.each([
  ['STUDIO_LOGGING_DIR', ['0.9.0', '1.0.0', '4.0.0'], ['0.8.0']],
  ['SAGEMAKER_LOGGING_DIR', ['0.10.0', '1.0.0', '4.0.0'], ['0.9.0']],
  ['OPENSSL_MODULES', ['0.13.0', '1.6.0', '2.0.0'], ['0.12.0', '1.5.0']],
  ['SAGEMAKER_RECOVERY_MODE_HOME', ['2.3.0', '3.0.0', '4.6.0'], ['1.13.0', '2.2.0']],
  ['PINNED_MICROMAMBA_MINOR_VERSION', ['1.12.0', '1.13.0', '2.3.0'], ['1.11.0', '2.0.1', '2.2.0']],
])('sets %s in %j, not in %j', (name, present, absent) => {
  const has = (version: string) => variable(sageMakerDistributionConfig(version, 'cpu'), name) !== undefined;
  expect([present.map(has), absent.map(has)]).toEqual([present.map(() => true), absent.map(() => false)]);
});

it.each<[ProcessorKind, boolean]>([['cpu', false], ['gpu', true]])('%s has CUDA variables: %s', (processor, expected) => {
  const config = sageMakerDistributionConfig('3.2.0', processor);
  expect(variable(config, 'CUDA_VERSION') !== undefined).toBe(expected);
  expect(config.history?.join()).toContain(`ENV_IN_FILENAME=${processor}.env.in`);
});

it('builds the chain of a patch on that of the patch it was built on', () => {
  const [first, second, third] = ['2.9.1', '2.9.2', '2.9.3'].map((version) => sageMakerDistributionLayers(version, 'cpu'));
  expect(third?.slice(0, second?.length)).toEqual(second);
  expect(second?.slice(0, first?.length)).toEqual(first);
  expect(third).toHaveLength((first?.length ?? 0) + 2);
});

it('labels SageMaker builds of Deep Learning Containers, not EC2 ones', () => {
  const container = { framework: 'pytorch', version: '2.6.0', processor: 'gpu', job: 'training', python: 'py312', cuda: 'cu126', os: 'ubuntu22.04' } as const;
  const prefix = 'com.amazonaws.ml.engines.sagemaker.dlc';
  expect(deepLearningContainerConfig(container).labels).toMatchObject({
    framework: 'pytorch', framework_version: '2.6.0', dlc_major_version: '1',
    [`${prefix}.framework.pytorch.2-6-0`]: 'true', [`${prefix}.device.gpu.cu126`]: 'true', [`${prefix}.job.training`]: 'true',
  });
  const ec2 = deepLearningContainerConfig({ ...container, platform: 'ec2' });
  expect(Object.keys(ec2.labels ?? {}).filter((name) => name.startsWith(prefix))).toEqual([]);
});

it('labels a contributed build with its contributor and library, and without plain labels', () => {
  const labels = deepLearningContainerConfig({
    framework: 'pytorch', version: '2.9.0', transformers: '5.3.0', processor: 'gpu', job: 'training', python: 'py312', cuda: 'cu130', os: 'ubuntu22.04',
  }).labels;
  const prefix = 'com.amazonaws.ml.engines.sagemaker.dlc';
  expect(labels).toMatchObject({ [`${prefix}.contributor.huggingface`]: 'true', [`${prefix}.lib.transformers.5-3-0`]: 'true' });
  expect(labels).not.toHaveProperty('framework');
});

it('derives: keeps what the base has, replaces what is overwritten, adds layers on top', () => {
  const base = sageMakerDistributionConfig('4.4.1', 'cpu');
  const child = derivedConfig(base, { labels: { [LABEL]: '' }, env: ['IMAGE_VERSION=', 'MINE=1'], steps: ['RUN a', 'RUN b'] });
  expect([child.labels?.[LABEL], variable(child, 'IMAGE_VERSION'), variable(child, 'MINE'), variable(child, 'MAMBA_USER')]).toEqual(['', '', '1', 'sagemaker-user']);
  expect(child.env).toHaveLength((base.env?.length ?? 0) + 1);
  expect(child.diffIds?.slice(0, base.diffIds?.length)).toEqual(base.diffIds);
  expect(child.diffIds).toHaveLength((base.diffIds?.length ?? 0) + 2);
});
