import type { CalendarDate } from '../../../../lib/core/calendar-date';
import type { PolicyRelease } from '../../../../lib/core/policy/policy';
import { byRowKey, collapseRows } from '../collapse-rows';

/** What one file of `docs/src/data` says of its image, under the vendor's names. */
export interface ImageFacts {
  readonly directory: string;
  /** The ECR repository, where the file names one. */
  readonly repository?: string;
  readonly framework: string;
  readonly version: string;
  readonly accelerator?: string;
  readonly platform?: string;
  readonly os?: string;
  readonly ga?: CalendarDate;
  readonly eop?: CalendarDate;
  /** The end of patching as it stands in the file, where that is not the date itself. */
  readonly eopAsWritten?: string;
  readonly tags: readonly string[];
  /** The account of the vendor's example; a text in angle brackets where images lie in another one in each Region. */
  readonly account?: string;
  readonly line?: number | null;
}

/** What `docs/src/legacy/legacy_support.yml` says of a version that has no files any more. */
export interface LegacyFacts {
  readonly framework: string;
  readonly version: string;
  readonly ga?: CalendarDate;
  readonly eop?: CalendarDate;
  readonly eopAsWritten?: string;
  readonly line?: number | null;
}

/**
 * The repositories that the vendor's support table groups under a framework, as far as they were there for the versions of
 * the legacy list (`framework_groups` in docs/src/global.yml).
 */
const LEGACY_REPOSITORIES: Readonly<Record<string, readonly string[]>> = {
  pytorch: ['pytorch-training', 'pytorch-training-arm64', 'pytorch-inference', 'pytorch-inference-arm64'],
  tensorflow: ['tensorflow-training', 'tensorflow-inference', 'tensorflow-inference-arm64'],
};
/** Directories that are not called like the repository; the files below them name it too, as a rule. */
const REPOSITORIES: Readonly<Record<string, string>> = {
  'base-ubuntu': 'base', 'vllm-server': 'vllm', 'vllm-omni': 'vllm', 'sglang-server': 'sglang', 'huggingface-tei': 'tei',
};
/** A pattern for authors, not an image. */
const NOT_AN_IMAGE = new Set(['template']);
/** The vendor's account in us-east-1; the algorithms' images have another one. Every Region has its own. */
const ACCOUNT = '763104351884';
const REGISTRY = `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com`;
const ALGORITHM_REGISTRY = '683313688378.dkr.ecr.us-east-1.amazonaws.com';
const ALGORITHMS = new Set(['sagemaker-scikit-learn', 'sagemaker-xgboost', 'tei', 'tei-cpu']);

/** Whether the files of a directory are about images. */
export function describesImages(directory: string): boolean {
  return !NOT_AN_IMAGE.has(directory);
}

/** The repositories that a framework of the legacy list stands for; undefined where nobody has told. */
export function legacyRepositories(framework: string): readonly string[] | undefined {
  return Object.hasOwn(LEGACY_REPOSITORIES, framework) ? LEGACY_REPOSITORIES[framework] : undefined;
}

/** The rows of a policy: one for images that a policy cannot tell apart, in the order of their names. */
export function deepLearningReleases(images: readonly ImageFacts[], legacy: readonly LegacyFacts[]): readonly PolicyRelease[] {
  const inOrder = images.filter(({ directory }) => describesImages(directory)).sort((left, right) => preference(left) - preference(right));
  const rows = collapseRows(inOrder.map(imageRow));
  const listed = new Set(rows.map(({ repository, version }) => `${repository} ${version}`));
  const others = collapseRows(legacy.flatMap(legacyRows)).filter(({ repository, version }) => !listed.has(`${repository} ${version}`));
  return [...rows, ...others].sort(byRowKey);
}

/** Of images that become one row, the one for SageMaker gives the reference. */
function preference({ platform }: ImageFacts): number {
  return platform === 'sagemaker' ? 0 : 1;
}

function imageRow(image: ImageFacts): PolicyRelease {
  const { framework, version, accelerator, os, ga, eop, eopAsWritten, line = null } = image;
  const repository = repositoryOf(image);
  const uri = referenceOf(image, repository);
  return {
    version,
    ...hardware(accelerator),
    repository,
    ...(os !== undefined && { os }),
    framework: frameworkName(framework, repository),
    ...(uri !== undefined && { uri }),
    ...(ga !== undefined && { releaseDate: ga }),
    eolFrom: eop ?? null,
    asWritten: eopAsWritten ?? eop ?? '',
    line,
  };
}

function legacyRows({ framework, version, ga, eop, eopAsWritten, line = null }: LegacyFacts): readonly PolicyRelease[] {
  const rest = { framework, ...(ga !== undefined && { releaseDate: ga }), eolFrom: eop ?? null, asWritten: eopAsWritten ?? eop ?? '', line };
  const repositories = legacyRepositories(framework);
  return repositories?.map((repository) => ({ version, repository, ...rest })) ?? [{ version, ...rest }];
}

function hardware(accelerator: string | undefined): Pick<PolicyRelease, 'processor' | 'accelerator'> {
  if (accelerator === undefined) return {};
  return accelerator === 'cpu' || accelerator === 'gpu' ? { processor: accelerator } : { accelerator };
}

function repositoryOf({ directory, repository, accelerator }: ImageFacts): string {
  if (repository !== undefined) return repository;
  const name = Object.hasOwn(REPOSITORIES, directory) ? REPOSITORIES[directory] : undefined;
  return name === 'tei' && accelerator === 'cpu' ? 'tei-cpu' : name ?? directory;
}

/** A release without a date is never a successor, so its reference would only take space. */
function referenceOf({ eop, tags, account }: ImageFacts, repository: string): string | undefined {
  const [tag] = tags;
  if (eop === undefined || tag === undefined) return undefined;
  if (ALGORITHMS.has(repository)) return `${ALGORITHM_REGISTRY}/${repository}:${tag}`;
  return account === undefined || account === ACCOUNT ? `${REGISTRY}/${repository}:${tag}` : undefined;
}

/** One word a framework. Images that others contribute have dates of their own, so their framework is another one. */
function frameworkName(framework: string, repository: string): string {
  const name = framework.toLowerCase().replace(/ (?:devel|runtime)$/, '').replace(/^djlserving$/, 'djl');
  const contributor = /^(huggingface|stabilityai)-/.exec(repository)?.[1];
  return contributor === undefined || contributor === name ? name : `${contributor}-${name}`;
}
