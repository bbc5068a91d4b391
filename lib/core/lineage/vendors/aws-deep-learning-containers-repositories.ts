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
 * Repositories by name. docs/src/data of github.com/aws/deep-learning-containers, read 2026-08-21, and the retired
 * ones (mxnet) that its release notes name. Variants (`-arm64`, `-neuronx`) are found by their stem.
 */
const REPOSITORIES: ReadonlyMap<string, DeepLearningRepository> = new Map(Object.entries<DeepLearningRepository>({
  'autogluon-inference': { framework: 'autogluon' },
  'autogluon-training': { framework: 'autogluon' },
  'base': { framework: 'base', tags: 'cuda', common: true },
  'djl-inference': { framework: 'djl' },
  'huggingface-llamacpp': { framework: 'llama.cpp' },
  'huggingface-pytorch-inference': { framework: 'pytorch' },
  'huggingface-pytorch-tgi-inference': { framework: 'pytorch' },
  'huggingface-pytorch-training': { framework: 'pytorch' },
  'huggingface-pytorch-trcomp-training': { framework: 'pytorch' },
  'huggingface-sglang': { framework: 'sglang' },
  'huggingface-tensorflow-inference': { framework: 'tensorflow' },
  'huggingface-tensorflow-training': { framework: 'tensorflow' },
  'huggingface-tensorflow-trcomp-training': { framework: 'tensorflow' },
  'huggingface-vllm': { framework: 'vllm' },
  'huggingface-vllm-inference': { framework: 'vllm' },
  'huggingface-vllm-omni': { framework: 'vllm' },
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
  'stabilityai-pytorch-inference': { framework: 'pytorch' },
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

/**
 * The framework label's spelling → repository. The mapping of the vendor's build configuration; what depends on the job
 * needs it, and PyTorch has one repository for all jobs since 2.11.
 */
export function repositoryOfLabel(
  name: string, { job, version, contributor }: { job: string | undefined; version: string | null; contributor: string | undefined },
): string | undefined {
  const framework = frameworkOfLabel(name);
  if (framework === 'scikit-learn' || framework === 'xgboost') return `sagemaker-${framework}`;
  if (framework === 'vllm' || framework === 'sglang' || framework === 'ray' || framework === 'base') return framework;
  if (framework === 'djl') return 'djl-inference';
  const byJob = job === 'training' || job === 'inference' ? `${framework}-${job}` : undefined;
  if (contributor === 'huggingface') return byJob && `huggingface-${byJob}`;
  if (framework === 'pytorch' && (/^pytorch[-_]runtime$/.test(name) || isUnified(version))) return 'pytorch';
  return byJob !== undefined && deepLearningRepository(byJob) ? byJob : undefined;
}

/** The framework that a label's spelling means: `sklearn-1-4-2-py312`, `vllm_server`, `pytorch-runtime`. */
export function frameworkOfLabel(name: string): string {
  if (name.startsWith('sklearn') || name.startsWith('scikit')) return 'scikit-learn';
  const first = /^[a-z]+/.exec(name.toLowerCase())?.[0];
  return first ?? name;
}

function isUnified(version: string | null): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 11);
}
