/** What the name of one of the vendor's repositories says. */
export interface DeepLearningRepository {
  readonly framework: string;
  /** How its tags name the version, where not as `2.6.0-gpu-…`. */
  readonly tags?: 'algorithm' | 'cuda' | 'embeddings';
  /** Its name is so common that somebody else's repository of that name says nothing. */
  readonly common?: boolean;
  /** Also in the algorithms' registry. */
  readonly algorithm?: boolean;
}

/**
 * Repositories by name: docs/src/data of github.com/aws/deep-learning-containers, as of 2026-08-21. Those for MXNet, text
 * generation and TensorFlow's training compiler are not in it (any more): from memory of older releases, so that an old image
 * is at least named. Variants (`-arm64`, `-neuronx`) are found by their stem.
 */
const REPOSITORIES: ReadonlyMap<string, DeepLearningRepository> = new Map(Object.entries<DeepLearningRepository>({
  'autogluon-inference': { framework: 'autogluon' },
  'autogluon-training': { framework: 'autogluon' },
  'base': { framework: 'base', tags: 'cuda', common: true },
  'djl-inference': { framework: 'djl' },
  'huggingface-llamacpp': { framework: 'huggingface-llama.cpp' },
  'huggingface-pytorch-inference': { framework: 'huggingface-pytorch' },
  'huggingface-pytorch-tgi-inference': { framework: 'huggingface-pytorch' },
  'huggingface-pytorch-training': { framework: 'huggingface-pytorch' },
  'huggingface-pytorch-trcomp-training': { framework: 'huggingface-pytorch' },
  'huggingface-sglang': { framework: 'huggingface-sglang' },
  'huggingface-tensorflow-inference': { framework: 'huggingface-tensorflow' },
  'huggingface-tensorflow-training': { framework: 'huggingface-tensorflow' },
  'huggingface-tensorflow-trcomp-training': { framework: 'huggingface-tensorflow' },
  'huggingface-vllm': { framework: 'huggingface-vllm' },
  'huggingface-vllm-inference-neuronx': { framework: 'huggingface-vllm' },
  'huggingface-vllm-omni': { framework: 'huggingface-vllm-omni' },
  'mxnet-inference': { framework: 'mxnet' },
  'mxnet-training': { framework: 'mxnet' },
  'pytorch': { framework: 'pytorch', common: true },
  'pytorch-inference': { framework: 'pytorch' },
  'pytorch-training': { framework: 'pytorch' },
  'pytorch-trcomp-training': { framework: 'pytorch' },
  'ray': { framework: 'ray', common: true },
  'sagemaker-scikit-learn': { framework: 'scikit-learn', tags: 'algorithm', algorithm: true },
  'sagemaker-tritonserver': { framework: 'triton' },
  'sagemaker-xgboost': { framework: 'xgboost', tags: 'algorithm', algorithm: true },
  'sglang': { framework: 'sglang', common: true },
  'stabilityai-pytorch-inference': { framework: 'stabilityai-pytorch' },
  'tei': { framework: 'tei', tags: 'embeddings', common: true, algorithm: true },
  'tei-cpu': { framework: 'tei', tags: 'embeddings', algorithm: true },
  'tensorflow-inference': { framework: 'tensorflow' },
  'tensorflow-training': { framework: 'tensorflow' },
  'vllm': { framework: 'vllm', common: true },
  'whisperx': { framework: 'whisperx', common: true },
}));

const VARIANT = /-(?:arm64|neuronx?|graviton|eia)$/;

/** The vendor's repository of that exact name, variants included. */
export function deepLearningRepository(name: string): DeepLearningRepository | undefined {
  return REPOSITORIES.get(name) ?? REPOSITORIES.get(name.replace(VARIANT, ''));
}

const SPECIFIC = [...REPOSITORIES].filter(([, repository]) => !repository.common).map(([name]) => name).sort((a, b) => b.length - a.length);
const LOOKALIKE = new RegExp(`(?:^|[/._-])((?:${SPECIFIC.join('|')})(?:-(?:arm64|neuronx?))?)(?:$|[/._-])`);

/** The vendor's repository name inside somebody else's: `pytorch-training` in `team/my-pytorch-training`. */
export function imitatedRepository(repository: string): string | undefined {
  return LOOKALIKE.exec(repository)?.[1];
}

/** What the labels of a SageMaker build say beside the framework. */
export interface BuildLabels {
  readonly job?: string;
  readonly version: string | null;
  readonly contributor?: string;
  /** Built for AWS's own accelerators: repositories of their own, with other dates or none. */
  readonly neuron?: boolean;
}

/**
 * The framework label's spelling → repository. The mapping of the vendor's build configuration; what depends on the job
 * needs it, and PyTorch has one repository for all jobs since 2.11. Undefined where it can't be told.
 */
export function repositoryOfLabel(name: string, { job, version, contributor, neuron }: BuildLabels): string | undefined {
  const framework = frameworkOfLabel(name);
  const byJob = job === 'training' || job === 'inference' ? `${framework}-${job}` : undefined;
  const known = (repository: string | undefined): string | undefined => {
    const whole = repository !== undefined && neuron ? `${repository}-neuronx` : repository;
    return whole !== undefined && deepLearningRepository(whole) ? whole : undefined;
  };
  if (contributor === 'huggingface') return known(byJob && `huggingface-${byJob}`) ?? known(`huggingface-${framework.replace('.', '')}`);
  if (contributor !== undefined || neuron) return contributor === undefined ? known(byJob) : undefined;
  if (framework === 'scikit-learn' || framework === 'xgboost') return `sagemaker-${framework}`;
  if (framework === 'djl') return 'djl-inference';
  if (framework === 'pytorch') return /^pytorch[-_]runtime$/.test(name) || isUnified(version) ? 'pytorch' : known(byJob);
  return known(byJob) ?? known(framework);
}

/** The framework that a label's spelling means: `sklearn-1-4-2-py312`, `vllm_server`, `pytorch-runtime`. */
export function frameworkOfLabel(name: string): string {
  if (name.startsWith('sklearn') || name.startsWith('scikit')) return 'scikit-learn';
  if (name.startsWith('llama')) return 'llama.cpp';
  return /^[a-z]+/.exec(name.toLowerCase())?.[0] ?? name;
}

function isUnified(version: string | null): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 11);
}
