import type { ImageReference } from '../../image-reference';
import { AWS_DEEP_LEARNING_CONTAINERS } from '../../policy/policy';
import type { Claim, ClaimWithDetail, Vendor } from '../base-image';
import { REGISTRY_ACCOUNTS, type RegistryAccount } from './aws-deep-learning-containers-accounts';
import { readLabels } from './aws-deep-learning-containers-labels';
import { registryReader, type RegistryReader } from './aws-deep-learning-containers-registries';
import { deepLearningRepository, imitatedRepository } from './aws-deep-learning-containers-repositories';
import { readTag } from './aws-deep-learning-containers-tags';
import { lastSegment, present } from './reading';

const CONTAINER_TYPE = 'DLC_CONTAINER_TYPE';
const VENDORS_REGISTRIES = registryReader(REGISTRY_ACCOUNTS);
const TRAINING_MODULE = /^sagemaker_([a-z]+)_container\./;

/** AWS Deep Learning Containers, with the frameworks of SageMaker's algorithm registry. */
export const awsDeepLearningContainers: Vendor = {
  family: AWS_DEEP_LEARNING_CONTAINERS,

  fromLabels: (labels) => readLabels(labels),

  /**
   * Weak: public Dockerfiles set these very variables on images that may be built on anything, to be launched like the
   * vendor's. They cost as little to write as a tag.
   */
  fromEnvironment(env) {
    const type = present(env.get(CONTAINER_TYPE));
    if (type === undefined) return undefined;
    const framework = TRAINING_MODULE.exec(env.get('SAGEMAKER_TRAINING_MODULE') ?? '')?.[1];
    const claim = { ...familyOnly, ...(framework === undefined ? {} : { framework }) };
    return { claim, detail: `environment ${CONTAINER_TYPE}=${type}`, weak: true };
  },

  fromReference: (reference) => readReference(reference, VENDORS_REGISTRIES),

  fromLookalike(repository, tag) {
    const imitated = imitatedRepository(repository);
    const common = deepLearningRepository(lastSegment(repository))?.common ? lastSegment(repository) : undefined;
    if (tag === undefined) {
      return imitated === undefined ? undefined : { claim: named(imitated), detail: `repository name ${repository}` };
    }
    return tagLookalike(repository, imitated ?? common, tag, imitated !== undefined);
  },

  fromHistory(history) {
    const line = history.find((instruction) => /\bDLC_CONTAINER_TYPE=|\bdlc_major_version=/.test(instruction));
    return line === undefined ? undefined : { claim: familyOnly, detail: 'build instruction that marks a deep learning container' };
  },
};

/** The same vendor where more accounts than the table has serve its images: a new Region's, or a partition's of its own. */
export function awsDeepLearningContainersWith(accounts: readonly RegistryAccount[]): Vendor {
  const registries = registryReader([...REGISTRY_ACCOUNTS, ...accounts]);
  return { ...awsDeepLearningContainers, fromReference: (reference) => readReference(reference, registries) };
}

const familyOnly: Claim = { family: AWS_DEEP_LEARNING_CONTAINERS, version: null, processor: null };

function named(repository: string): Claim {
  const framework = deepLearningRepository(repository)?.framework;
  return { ...familyOnly, repository, ...(framework === undefined ? {} : { framework }) };
}

function tagged(repository: string | undefined, tag: string): Claim {
  const known = repository === undefined ? undefined : deepLearningRepository(repository);
  const { version, processor, os } = readTag(tag, known);
  return {
    ...(repository === undefined ? familyOnly : named(repository)),
    version,
    processor: repository === 'tei-cpu' ? 'cpu' : processor,
    ...(os === undefined ? {} : { os }),
  };
}

function readReference(reference: ImageReference, registries: RegistryReader): ClaimWithDetail | undefined {
  const proven = registries(reference);
  if (!proven) return undefined;
  const repository = deepLearningRepository(proven.repository);
  // The algorithms' registry also serves algorithms that have nothing to do with these containers.
  if (proven.registry === 'algorithms' && !repository?.algorithm) return undefined;
  const tag = reference.tag === undefined ? 'no tag' : `tag ${reference.tag}`;
  return { claim: referenceClaim(proven.repository, reference), detail: `${proven.detail}, ${tag}` };
}

function referenceClaim(repository: string, { tag, digest }: ImageReference): Claim {
  const floating = digest === undefined && (tag === undefined || readTag(tag, deepLearningRepository(repository)).floating);
  const claim = tag === undefined ? named(repository) : tagged(repository, tag);
  return floating ? { ...claim, floating } : claim;
}

/** In a repository of an ordinary name only a tag of the vendor's own grammar counts. */
function tagLookalike(repository: string, imitated: string | undefined, tag: string, specific: boolean): ClaimWithDetail | undefined {
  const reading = readTag(tag, imitated === undefined ? undefined : deepLearningRepository(imitated));
  if (!reading.distinctive && !(specific && reading.version !== null)) return undefined;
  const where = imitated === undefined ? '' : ` in repository ${repository}`;
  return { claim: tagged(imitated, tag), detail: `tag ${tag}${where}` };
}
