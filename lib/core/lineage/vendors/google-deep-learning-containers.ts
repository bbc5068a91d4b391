import type { ImageReference } from '../../image-reference';
import { GOOGLE_DEEP_LEARNING_CONTAINERS, type Processor } from '../../policy/policy';
import type { Claim, ClaimWithDetail, Vendor } from '../base-image';
import { lastSegment } from './reading';

/**
 * Where Google serves its images, and how it names them: the tables of "Supported frameworks" and "Choose a container
 * image" in the documentation of Vertex AI and of Deep Learning Containers, read 2026-08-20. Project names are global,
 * so any multi-region or Region of a registry with these projects is Google's.
 */
const CONTAINER_REGISTRY = /^(?:(?:us|eu|asia)\.)?gcr\.io$/;
const ARTIFACT_REGISTRY = /^[a-z0-9-]+-docker\.pkg\.dev$/;
const RELEASE_PROJECT = 'deeplearning-platform-release/';
const VERTEX = /^vertex-ai(?:-restricted)?\/(?:training|prediction)\//;

const FRAMEWORKS: ReadonlyMap<string, string> = new Map([
  ['base', 'base'],
  ['tf', 'tensorflow'],
  ['tf2', 'tensorflow'],
  ['tf_opt', 'optimized-tensorflow-runtime'],
  ['pytorch', 'pytorch'],
  ['sklearn', 'scikit-learn'],
  ['scikit-learn', 'scikit-learn'],
  ['xgboost', 'xgboost'],
  ['ray', 'ray'],
  ['vllm-inference', 'vllm-inference'],
  ['huggingface-pytorch-inference', 'pytorch'],
  ['huggingface-pytorch-training', 'pytorch'],
  ['huggingface-tensorflow-inference', 'tensorflow'],
  ['huggingface-tensorflow-training', 'tensorflow'],
  ['huggingface-text-generation-inference', 'text-generation-inference'],
]);

/** `tf2-cu123.2-16.py310`, `pytorch-xla.2-4`, `vllm-inference.cu121.0-5.ubuntu2204.py310`, `base-cpu-conda.py310`. */
const NAME = /^([a-z0-9_-]+?)[-.](cpu|gpu|xla|tpu|cu\d{2,3})(?=[.-]|$)([a-z0-9._-]*)$/;
/** The version is the first part that is nothing but numbers: `2-14` is 2.14. */
const VERSION_PART = /^\d+(?:-\d+)+$/;

/** Google's Deep Learning Containers and the pre-built containers of Vertex AI. The version stands in the repository's name. */
export const googleDeepLearningContainers: Vendor = {
  family: GOOGLE_DEEP_LEARNING_CONTAINERS,

  fromReference(reference) {
    const repository = provenRepository(reference);
    if (repository === undefined) return undefined;
    const claim: Claim = { ...(readName(repository) ?? familyOnly), repository };
    const moves = claim.version === null && reference.digest === undefined && (reference.tag ?? 'latest') === 'latest';
    return { claim: moves ? { ...claim, floating: true } : claim, detail: `Google's registry ${reference.registry}, repository ${reference.repository}` };
  },

  /** The tag says nothing here. A copy keeps the name, and only a name with a version is unlike everybody's. */
  fromLookalike(repository, tag) {
    if (tag !== undefined) return undefined;
    return copiedPath(repository) ?? copiedName(repository);
  },
};

const familyOnly: Claim = { family: GOOGLE_DEEP_LEARNING_CONTAINERS, version: null, processor: null };

/** The project and all below it, in Artifact Registry's form: Container Registry's paths live on there under `gcr.io`. */
function provenRepository({ registry, repository }: ImageReference): string | undefined {
  if (CONTAINER_REGISTRY.test(registry) && repository.startsWith(RELEASE_PROJECT)) {
    return `${RELEASE_PROJECT}gcr.io/${repository.slice(RELEASE_PROJECT.length)}`;
  }
  const proven = ARTIFACT_REGISTRY.test(registry) && (repository.startsWith(RELEASE_PROJECT) || VERTEX.test(repository));
  return proven ? repository : undefined;
}

function readName(repository: string): Claim | undefined {
  const match = NAME.exec(lastSegment(repository));
  if (!match) return undefined;
  const [, name = '', accelerator = '', rest = ''] = match;
  const framework = FRAMEWORKS.get(name);
  const written = rest.split('.').find((part) => VERSION_PART.test(part))?.replaceAll('-', '.');
  // A base image has no framework to count: Google lists it by its CUDA version.
  const version = written ?? (framework === 'base' && accelerator.startsWith('cu') ? accelerator : null);
  return {
    family: GOOGLE_DEEP_LEARNING_CONTAINERS,
    version,
    processor: processorOf(accelerator),
    ...(framework === undefined ? {} : { framework }),
  };
}

/** `xla` is how the CPU images of PyTorch are called; a TPU is neither. */
function processorOf(accelerator: string): Processor | null {
  if (accelerator === 'tpu') return null;
  return accelerator === 'cpu' || accelerator === 'xla' ? 'cpu' : 'gpu';
}

const COPIED_PATH = /(?:^|\/)(deeplearning-platform-release\/(?:gcr\.io\/)?[^/]+|vertex-ai(?:-restricted)?\/(?:training|prediction)\/[^/]+)$/;

function copiedPath(repository: string): ClaimWithDetail | undefined {
  const path = COPIED_PATH.exec(repository)?.[1];
  const claim = path === undefined ? undefined : readName(path);
  return claim && { claim: { ...claim, repository: canonicalPath(path ?? '') }, detail: `repository name ${repository}` };
}

function canonicalPath(path: string): string {
  return path.replace(/^deeplearning-platform-release\/(?!gcr\.io\/)/, `${RELEASE_PROJECT}gcr.io/`);
}

/** The name alone does not say which of Google's products it was, and their dates differ: no repository is claimed. */
function copiedName(repository: string): ClaimWithDetail | undefined {
  const claim = readName(repository);
  return claim?.framework !== undefined && claim.version !== null ? { claim, detail: `repository name ${repository}` } : undefined;
}
