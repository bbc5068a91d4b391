import { REGISTRY_ACCOUNTS } from '../../../../../lib/core/lineage/vendors/aws-deep-learning-containers-accounts';
import { BASE_NAME, DERIVED, DLC, resolve, summary } from '../images';

const FAMILY = 'aws-deep-learning-containers';
const REGISTRY = '763104351884.dkr.ecr.us-east-1.amazonaws.com';
const TAG = '2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker';

function host(region: string, accountId: string): string {
  return `${accountId}.dkr.ecr.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

describe('accounts', () => {
  it.each(REGISTRY_ACCOUNTS.map((row) => [row.registry, row.region, row.accountId] as const))('%s in %s is %s', (registry, region, accountId) => {
    const reference = registry === 'algorithms' ? 'sagemaker-xgboost:3.0-5' : `pytorch-training:${TAG}`;
    expect(summary(resolve(`${host(region, accountId)}/${reference}`)))
      .toBe(registry === 'algorithms' ? `${FAMILY} 3.0-5 cpu strong` : `${FAMILY} 2.6.0 gpu strong`);
  });

  it('holds both registries in full, each pair once', () => {
    const pairs = REGISTRY_ACCOUNTS.map((row) => `${row.registry} ${row.region}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(REGISTRY_ACCOUNTS.filter((row) => row.registry === 'deep-learning-containers')).toHaveLength(41);
    expect(REGISTRY_ACCOUNTS.filter((row) => row.registry === 'algorithms')).toHaveLength(29);
    expect(REGISTRY_ACCOUNTS.filter((row) => !/^\d{12}$/.test(row.accountId))).toEqual([]);
  });

  it('a Region that the table does not have is believed in the same partition, and said', () => {
    const base = resolve(`${host('ap-south-9', '763104351884')}/pytorch-training:${TAG}`);
    expect(summary(base)).toBe(`${FAMILY} 2.6.0 gpu strong`);
    expect(base.evidence[0]?.detail).toContain('in a Region that is not in the table');
    expect(resolve(`${REGISTRY}/pytorch-training:${TAG}`).evidence[0]?.detail).not.toContain('not in the table');
  });

  it.each([
    ['the same number in China', `${host('cn-north-1', '763104351884')}/pytorch-training:${TAG}`],
    ['the same number in GovCloud', `${host('us-gov-west-1', '763104351884')}/pytorch-training:${TAG}`],
    ['a Chinese account elsewhere', `${host('us-east-1', '727897471807')}/pytorch-training:${TAG}`],
    ['another account', `${host('us-east-1', '123456789012')}/pytorch-training:${TAG}`],
    ['another gallery', `public.ecr.aws/evil/pytorch-training:${TAG}`],
    ['an imitated host', `${REGISTRY}.evil.example/pytorch-training:${TAG}`],
  ])('%s proves nothing', (_case, reference) => {
    expect(summary(resolve(reference))).toBe(`${FAMILY} 2.6.0 gpu weak PROBABLE_BASE`);
  });

  it("other algorithms in the algorithms' registry are not of this family", () => {
    expect(summary(resolve(`${host('us-east-1', '683313688378')}/linear-learner:1`))).toBe('- - - none');
  });
});

describe('repositories and tags', () => {
  it.each([
    // repository, tag, version and processor, framework, os
    ['pytorch-training', TAG, '2.6.0 gpu strong', 'pytorch', 'ubuntu22.04'],
    ['pytorch-training', '2.6-gpu-py312-cu126-ubuntu22.04-sagemaker-v1', '2.6 gpu strong FLOATING_TAG', 'pytorch', 'ubuntu22.04'],
    ['pytorch-training', '2.1-gpu-py310-cu121-ubuntu20.04-sagemaker-v1.0-2024-02-21-18-47-28', '2.1 gpu strong', 'pytorch', 'ubuntu20.04'],
    ['pytorch-training', '2.6.0-gpu-py312', '2.6.0 gpu strong', 'pytorch', undefined],
    ['pytorch-training', '1.5.1-cpu-py36-ubuntu16.04', '1.5.1 cpu strong', 'pytorch', 'ubuntu16.04'],
    ['pytorch-training-arm64', '2.7.0-gpu-py312-cu128-ubuntu22.04-ec2', '2.7.0 gpu strong', 'pytorch', 'ubuntu22.04'],
    ['pytorch-inference-neuronx', '2.9.0-neuronx-py312-sdk2.31.1-ubuntu24.04', '2.9.0 - strong', 'pytorch', 'ubuntu24.04'],
    ['pytorch', '2.12.1-cu130-amzn2023-sagemaker', '2.12.1 gpu strong', 'pytorch', 'amzn2023'],
    ['pytorch', '2.11.0-cpu-amzn2023', '2.11.0 cpu strong', 'pytorch', 'amzn2023'],
    ['base', 'runtime-cu130-amzn2023', '13.0 gpu strong FLOATING_TAG', 'base', 'amzn2023'],
    ['base', '13.0.2-gpu-py313-cu130-ubuntu22.04-ec2', '13.0.2 gpu strong', 'base', 'ubuntu22.04'],
    ['vllm', 'server-sagemaker-cuda-v1', '- gpu strong FLOATING_TAG', 'vllm', undefined],
    ['vllm', 'server-sagemaker-cuda-v1.4', '- gpu strong', 'vllm', undefined],
    ['sagemaker-xgboost', '3.0-5', '3.0-5 cpu strong', 'xgboost', undefined],
    ['sagemaker-scikit-learn', '1.4-2-py312', '1.4-2-py312 cpu strong', 'scikit-learn', undefined],
    ['sagemaker-scikit-learn', '0.23-1-cpu-py3', '0.23-1 cpu strong', 'scikit-learn', undefined],
    ['tei', '2.0.1-tei1.9.3-gpu-py310-cu129-ubuntu24.04', '1.9.3 gpu strong', 'tei', 'ubuntu24.04'],
    ['tei-cpu', '2.0.1-tei1.9.3-cpu-py310-ubuntu24.04', '1.9.3 cpu strong', 'tei', 'ubuntu24.04'],
    ['djl-inference', '0.36.0-lmi28.0.0-cu130', '0.36.0 gpu strong', 'djl', undefined],
    ['huggingface-pytorch-training', '2.5.1-transformers4.49.0-gpu-py311-cu124-ubuntu22.04', '2.5.1 gpu strong', 'huggingface-pytorch', 'ubuntu22.04'],
    ['huggingface-llamacpp', 'b9522-cpu-ubuntu24.04-v1.0', 'b9522 cpu strong', 'huggingface-llama.cpp', 'ubuntu24.04'],
    ['sagemaker-tritonserver', '26.03-py3', '26.03 gpu strong', 'triton', undefined],
    ['something-new', '9.1.0-gpu-py315', '9.1.0 gpu strong', undefined, undefined],
  ])('%s:%s', (repository, tag, expected, framework, os) => {
    for (const registry of [REGISTRY, 'public.ecr.aws/deep-learning-containers']) {
      const base = resolve(`${registry}/${repository}:${tag}`);
      expect(summary(base)).toBe(`${FAMILY} ${expected}`);
      expect([base.repository, base.framework, base.os]).toEqual([repository, framework, os]);
    }
  });

  it('a missing tag is the newest image of the day, unless a digest pins it', () => {
    expect(summary(resolve(`${REGISTRY}/pytorch-training`))).toBe(`${FAMILY} - - strong FLOATING_TAG`);
    expect(summary(resolve(`${REGISTRY}/pytorch-training@sha256:${'0'.repeat(64)}`))).toBe(`${FAMILY} - - strong`);
  });

  it.each([
    ['registry.example/my-pytorch-training:2.3', `${FAMILY} 2.3 - weak PROBABLE_BASE`],
    ['registry.example/mirror/pytorch-training:latest', `${FAMILY} - - weak PROBABLE_BASE`],
    [`registry.example/team/notebooks:${TAG}`, `${FAMILY} 2.6.0 gpu weak PROBABLE_BASE`],
    ['registry.example/team/pytorch:2.12.1-cu130-amzn2023-sagemaker', `${FAMILY} 2.12.1 gpu weak PROBABLE_BASE`],
    ['registry.example/team/pytorch:2.3', '- - - none'],
    ['registry.example/team/base:1.0.0', '- - - none'],
    ['registry.example/team/ray:2.9', '- - - none'],
    ['registry.example/pytorch-trainings:2.3', '- - - none'],
    ['pytorch/pytorch:2.3.1-cuda12.1-cudnn8-runtime', '- - - none'],
  ])('elsewhere: %s', (reference, expected) => {
    expect(summary(resolve(reference))).toBe(expected);
  });
});

describe('labels', () => {
  const labelled = (...keys: string[]): Record<string, string> => Object.fromEntries(keys.map((key) => [DLC + key, 'true']));

  it.each([
    ['one repository since 2.11', ['framework.pytorch-runtime.2-12-1', 'device.gpu.cu130', 'os.amzn2023', 'job.training', 'arch.x86', 'python.py312'],
      '2.12.1 gpu', 'pytorch', 'pytorch', 'amzn2023'],
    ['training before 2.11', ['framework.pytorch.2-6-0', 'device.cpu', 'job.training'], '2.6.0 cpu', 'pytorch', 'pytorch-training', undefined],
    ['inference before 2.11', ['framework.pytorch.2-6-0', 'device.gpu.cu124', 'job.inference'], '2.6.0 gpu', 'pytorch', 'pytorch-inference', undefined],
    ['TensorFlow by job', ['framework.tensorflow.2-19-0', 'device.cpu', 'job.inference'], '2.19.0 cpu', 'tensorflow', 'tensorflow-inference', undefined],
    ['Hugging Face', ['framework.pytorch.2-5-1', 'job.training', 'device.gpu.cu124', 'contributor.huggingface', 'lib.transformers.4-49-0'],
      '2.5.1 gpu', 'huggingface-pytorch', 'huggingface-pytorch-training', undefined],
    ['Hugging Face, without a job', ['framework.pytorch.2-5-1', 'contributor.huggingface'], '2.5.1 -', 'huggingface-pytorch', undefined, undefined],
    ['Hugging Face vLLM', ['framework.vllm.0-22-1', 'device.gpu.cu130', 'job.inference', 'contributor.huggingface'],
      '0.22.1 gpu', 'huggingface-vllm', 'huggingface-vllm', undefined],
    ['somebody else contributing', ['framework.pytorch.2-0-1', 'job.inference', 'contributor.stabilityai'], '2.0.1 -', 'stabilityai-pytorch', undefined, undefined],
    ['nobody contributing', ['framework.pytorch.2-6-0', 'job.inference', 'contributor.None'], '2.6.0 -', 'pytorch', 'pytorch-inference', undefined],
    ['vLLM', ['framework.vllm-server.0-20-0-dev361', 'device.gpu.cu130', 'job.general'], '0.20.0.dev361 gpu', 'vllm', 'vllm', undefined],
    ['SGLang', ['framework.sglang_server.0-5-12', 'device.gpu.cu130'], '0.5.12 gpu', 'sglang', 'sglang', undefined],
    ['Scikit-learn', ['framework.sklearn-1-4-2-py312.1-4-2', 'device.cpu'], '1.4-2-py312 cpu', 'scikit-learn', 'sagemaker-scikit-learn', undefined],
    ['XGBoost on CUDA', ['framework.xgboost.3-0-5', 'device.cpu'], '3.0-5 cpu', 'xgboost', 'sagemaker-xgboost', undefined],
    ['older DJL', ['framework.djl.deepspeed', 'framework.djl.v0-26-0.deepspeed'], '0.26.0 -', 'djl', 'djl-inference', undefined],
    ['Neuron', ['framework.pytorch.2-9-0', 'device.neuronx', 'job.training'], '2.9.0 -', 'pytorch', 'pytorch-training-neuronx', undefined],
    ['Ubuntu', ['framework.tensorflow.2-19-0', 'job.training', 'os.ubuntu22-04'], '2.19.0 -', 'tensorflow', 'tensorflow-training', 'ubuntu22.04'],
    ['a build on an earlier build', ['framework.pytorch.2-6-0', 'framework.pytorch.2-6-1', 'job.training'], '2.6 -', 'pytorch', 'pytorch-training', undefined],
    ['two frameworks', ['framework.pytorch.2-6-0', 'framework.tensorflow.2-19-0'], '- -', undefined, undefined, undefined],
    ['both devices', ['framework.djl.v0-26-0', 'device.cpu', 'device.gpu'], '0.26.0 -', 'djl', 'djl-inference', undefined],
  ])('of a SageMaker build: %s', (_case, keys, expected, framework, repository, os) => {
    const base = resolve(DERIVED, { labels: labelled(...keys) });
    expect(summary(base)).toBe(`${FAMILY} ${expected} strong`);
    expect([base.framework, base.repository, base.os]).toEqual([framework, repository, os]);
  });

  it.each([
    ['framework and version', { dlc_major_version: '1', framework: 'pytorch', framework_version: '2.12.1' }, '2.12.1 - strong', 'pytorch'],
    ['framework before 2.11', { dlc_major_version: '1', framework: 'pytorch', framework_version: '2.6.0' }, '2.6.0 - strong', undefined],
    ['a base image', { dlc_major_version: '1', dlc_minor_version: '0', maintainer: 'Amazon AI' }, '- - strong', undefined],
    ['the key alone', { dlc_major_version: '1' }, '- - weak PROBABLE_BASE', undefined],
  ])('of an EC2 build: %s', (_case, labels, expected, repository) => {
    const base = resolve(DERIVED, { labels });
    expect(summary(base)).toBe(`${FAMILY} ${expected}`);
    expect(base.repository).toBe(repository);
  });

  it.each([
    ['a value that is not true', { [`${DLC}framework.pytorch.2-6-0`]: 'false' }],
    ['an empty value', { [`${DLC}framework.pytorch.2-6-0`]: '', dlc_major_version: '' }],
    ['a framework of anybody', { framework: 'pytorch', framework_version: '2.6.0', maintainer: 'Amazon AI' }],
  ])('that say nothing: %s', (_case, labels) => {
    expect(summary(resolve(DERIVED, { labels }))).toBe('- - - none');
  });

  it('are not overruled by CUDA variables, which a CPU image can have', () => {
    const base = resolve(DERIVED, { labels: labelled('framework.xgboost.3-0-5', 'device.cpu'), env: ['CUDA_VERSION=12.9', 'NVIDIA_VISIBLE_DEVICES=all'] });
    expect(base.processor).toBe('cpu');
  });
});

describe('environment and history', () => {
  it('the container type is copied into images on other bases: it only hints', () => {
    const base = resolve(DERIVED, { env: ['DLC_CONTAINER_TYPE=training', 'SAGEMAKER_TRAINING_MODULE=sagemaker_pytorch_container.training:main'] });
    expect(summary(base)).toBe(`${FAMILY} - - weak PROBABLE_BASE`);
    expect(base.framework).toBe('pytorch');
  });

  it('a build instruction hints too', () => {
    expect(summary(resolve(DERIVED, { history: ['LABEL dlc_major_version=1'] }))).toBe(`${FAMILY} - - weak PROBABLE_BASE`);
  });
});

it('reads the base that a build tool noted', () => {
  const base = resolve(DERIVED, { annotations: { [BASE_NAME]: `${REGISTRY}/pytorch-training:${TAG}` } });
  expect(summary(base)).toBe(`${FAMILY} 2.6.0 gpu strong`);
});
