import type { Processor } from '../../policy/policy';
import type { DeepLearningRepository } from './aws-deep-learning-containers-repositories';

/** What a tag says. */
export interface TagReading {
  readonly version: string | null;
  readonly processor: Processor | null;
  readonly os?: string;
  /** The tag names no whole version, so the vendor moves it. */
  readonly floating: boolean;
  /** Enough parts of the vendor's own grammar to be told from somebody's tag. */
  readonly distinctive: boolean;
}

const VERSION = /^(\d+\.\d+(?:\.\d+)?(?:[a-z]+\d*)?(?:[.+][0-9a-z.]+)?|b\d+)$/;
const WHOLE_VERSION = /^\d+\.\d+\.\d|^b\d/;
const ALGORITHM_VERSION = /^(\d+\.\d+-\d+(?:-py3\d{1,2}(?!-))?)(?:-(cpu|gpu)(?:-py3\d?)?)?$/;
const OPERATING_SYSTEM = /^(?:ubuntu|amzn)\d[\d.]*$/;
const PYTHON = /^py\d{1,3}$/;
const CUDA = /^cu(\d{2,3})$/;
const EMBEDDINGS_SERVER = /^tei(\d+\.\d+(?:\.\d+)?)$/;
const TIMESTAMP = /-\d{4}(?:-\d\d){5}$/;
/** A release of a release line is never moved: `-v1.4`, unlike `-v1`. */
const RELEASE = /-v\d+\.\d+$/;

/**
 * Reads both grammars: `2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker` and the newer `2.12.1-cu130-amzn2023-sagemaker`
 * (no word for the processor), `runtime-cu130-amzn2023`, `server-sagemaker-cuda-v1`, `3.0-5`.
 */
export function readTag(tag: string, repository: DeepLearningRepository | undefined): TagReading {
  const algorithm = repository?.tags === 'algorithm' ? ALGORITHM_VERSION.exec(tag) : null;
  if (algorithm) {
    // Built on CUDA images or not, these are listed for CPU unless the tag says otherwise.
    return { version: algorithm[1] ?? null, processor: algorithm[2] === 'gpu' ? 'gpu' : 'cpu', floating: false, distinctive: false };
  }
  const fixed = TIMESTAMP.test(tag) || RELEASE.test(tag);
  const parts = tag.replace(TIMESTAMP, '').split('-');
  const version = versionOf(parts, repository);
  const os = parts.find((part) => OPERATING_SYSTEM.test(part));
  const marks = parts.filter((part) => PYTHON.test(part) || CUDA.test(part) || OPERATING_SYSTEM.test(part));
  return {
    version,
    processor: processorOf(parts, repository),
    ...(os === undefined ? {} : { os }),
    floating: !fixed && (version === null || !(WHOLE_VERSION.test(version) || repository?.framework === 'triton')),
    distinctive: version !== null && marks.length >= 1 && (marks.length >= 2 || processorWord(parts) !== undefined),
  };
}

function versionOf(parts: readonly string[], repository: DeepLearningRepository | undefined): string | null {
  if (repository?.tags === 'embeddings') {
    // The version that the vendor counts is the server's; the tag begins with the one of PyTorch.
    for (const part of parts) {
      const version = EMBEDDINGS_SERVER.exec(part)?.[1];
      if (version !== undefined) return version;
    }
  }
  const version = VERSION.exec(parts[0] ?? '')?.[1];
  if (version !== undefined) return version;
  return repository?.tags === 'cuda' ? cudaVersion(parts) : null;
}

/** A base image's version is CUDA's, and the newer tags name its major and minor only: `cu130` is some 13.0. */
function cudaVersion(parts: readonly string[]): string | null {
  for (const part of parts) {
    const digits = CUDA.exec(part)?.[1];
    if (digits !== undefined) return `${Number(digits.slice(0, -1))}.${digits.slice(-1)}`;
  }
  return null;
}

function processorWord(parts: readonly string[]): string | undefined {
  return parts.find((part) => part === 'cpu' || part === 'gpu' || part === 'cuda' || /^neuronx?$/.test(part));
}

function processorOf(parts: readonly string[], repository: DeepLearningRepository | undefined): Processor | null {
  const word = processorWord(parts);
  if (word === 'cpu') return 'cpu';
  if (word === 'gpu' || word === 'cuda') return 'gpu';
  if (word !== undefined) return null;
  if (parts.some((part) => CUDA.test(part)) || repository?.framework === 'triton') return 'gpu';
  return null;
}
