import { resolve, summary } from '../images';

const GOOGLE = 'google-deep-learning-containers';

describe("Google's own registries", () => {
  it.each([
    // reference, version and processor, framework, repository
    ['gcr.io/deeplearning-platform-release/tf2-gpu.2-8', '2.8 gpu', 'tensorflow', 'deeplearning-platform-release/gcr.io/tf2-gpu.2-8'],
    ['eu.gcr.io/deeplearning-platform-release/pytorch-gpu.1-13:m123', '1.13 gpu', 'pytorch', 'deeplearning-platform-release/gcr.io/pytorch-gpu.1-13'],
    ['gcr.io/deeplearning-platform-release/sklearn-cpu.0-23', '0.23 cpu', 'scikit-learn', 'deeplearning-platform-release/gcr.io/sklearn-cpu.0-23'],
    ['gcr.io/deeplearning-platform-release/base-cu101', 'cu101 gpu', 'base', 'deeplearning-platform-release/gcr.io/base-cu101'],
    ['us-docker.pkg.dev/deeplearning-platform-release/gcr.io/tf2-cpu.2-14', '2.14 cpu', 'tensorflow', 'deeplearning-platform-release/gcr.io/tf2-cpu.2-14'],
    ['us-docker.pkg.dev/deeplearning-platform-release/gcr.io/pytorch-cu124.2-4.py310:latest', '2.4 gpu', 'pytorch',
      'deeplearning-platform-release/gcr.io/pytorch-cu124.2-4.py310'],
    ['asia-docker.pkg.dev/deeplearning-platform-release/gcr.io/base-cu113.py310', 'cu113 gpu', 'base',
      'deeplearning-platform-release/gcr.io/base-cu113.py310'],
    ['us-docker.pkg.dev/deeplearning-platform-release/gcr.io/huggingface-pytorch-inference-cu121.2-2.transformers.4-44.ubuntu2204.py311', '2.2 gpu', 'pytorch',
      'deeplearning-platform-release/gcr.io/huggingface-pytorch-inference-cu121.2-2.transformers.4-44.ubuntu2204.py311'],
    ['us-docker.pkg.dev/deeplearning-platform-release/vertex-model-garden/vllm-inference.cu121.0-5.ubuntu2204.py310', '0.5 gpu', 'vllm-inference',
      'deeplearning-platform-release/vertex-model-garden/vllm-inference.cu121.0-5.ubuntu2204.py310'],
    ['europe-docker.pkg.dev/vertex-ai/training/tf-cpu.2-14.py310:latest', '2.14 cpu', 'tensorflow', 'vertex-ai/training/tf-cpu.2-14.py310'],
    ['us-docker.pkg.dev/vertex-ai/training/pytorch-xla.2-4.py310', '2.4 cpu', 'pytorch', 'vertex-ai/training/pytorch-xla.2-4.py310'],
    ['us-docker.pkg.dev/vertex-ai/training/tf-tpu.2-15.cp310', '2.15 -', 'tensorflow', 'vertex-ai/training/tf-tpu.2-15.cp310'],
    ['us-docker.pkg.dev/vertex-ai/training/scikit-learn-cpu.0-23', '0.23 cpu', 'scikit-learn', 'vertex-ai/training/scikit-learn-cpu.0-23'],
    ['us-docker.pkg.dev/vertex-ai/training/xgboost-gpu.2-1', '2.1 gpu', 'xgboost', 'vertex-ai/training/xgboost-gpu.2-1'],
    ['us-docker.pkg.dev/vertex-ai/training/ray-gpu.2-47.py311', '2.47 gpu', 'ray', 'vertex-ai/training/ray-gpu.2-47.py311'],
    ['us-docker.pkg.dev/vertex-ai/prediction/tf2-cpu.2-15:latest', '2.15 cpu', 'tensorflow', 'vertex-ai/prediction/tf2-cpu.2-15'],
    ['us-docker.pkg.dev/vertex-ai/prediction/pytorch-tpu.2-3', '2.3 -', 'pytorch', 'vertex-ai/prediction/pytorch-tpu.2-3'],
    ['us-docker.pkg.dev/vertex-ai-restricted/prediction/tf_opt-gpu.2-17', '2.17 gpu', 'optimized-tensorflow-runtime', 'vertex-ai-restricted/prediction/tf_opt-gpu.2-17'],
  ])('%s', (reference, expected, framework, repository) => {
    const base = resolve(reference);
    expect(summary(base)).toBe(`${GOOGLE} ${expected} strong`);
    expect(base).toMatchObject({ framework, repository });
  });

  it.each([
    ['gcr.io/deeplearning-platform-release/base-cpu', `${GOOGLE} - cpu strong FLOATING_TAG`],
    ['gcr.io/deeplearning-platform-release/base-cpu:m129', `${GOOGLE} - cpu strong`],
    ['gcr.io/deeplearning-platform-release/workbench-container:20250609-2200-rc0', `${GOOGLE} - - strong`],
    ['us-docker.pkg.dev/vertex-ai-restricted/prediction/tf_opt-cpu.nightly', `${GOOGLE} - cpu strong FLOATING_TAG`],
  ])('a name without a version: %s', (reference, expected) => {
    expect(summary(resolve(reference))).toBe(expected);
  });
});

describe('anywhere else', () => {
  it.each([
    ['gcr.io/evil/tf2-gpu.2-8', '2.8 gpu weak PROBABLE_BASE'],
    ['gcr.io/evil/deeplearning-platform-release/tf2-gpu.2-8', '2.8 gpu weak PROBABLE_BASE'],
    ['gcr.io.evil.example/deeplearning-platform-release/tf2-gpu.2-8', '2.8 gpu weak PROBABLE_BASE'],
    ['us-docker.pkg.dev.evil.example/vertex-ai/training/tf-cpu.2-14', '2.14 cpu weak PROBABLE_BASE'],
    ['123456789012.dkr.ecr.us-east-1.amazonaws.com/mirror/pytorch-cu124.2-4.py310:latest', '2.4 gpu weak PROBABLE_BASE'],
    ['123456789012.dkr.ecr.us-east-1.amazonaws.com/vertex-ai/prediction/base-cpu', '- cpu weak PROBABLE_BASE'],
  ])('%s is a likeness', (reference, expected) => {
    expect(summary(resolve(reference))).toBe(`${GOOGLE} ${expected}`);
  });

  it.each([
    'registry.example/team/base-cpu:1', 'registry.example/team/service-gpu.2-8', 'us-docker.pkg.dev/team/vertex-ai/x',
    'us-docker.pkg.dev/vertex-ai/other/thing',
  ])('%s is nothing', (reference) => {
    expect(summary(resolve(reference))).toBe('- - - none');
  });
});
