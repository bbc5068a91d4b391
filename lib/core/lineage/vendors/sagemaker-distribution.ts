import type { ImageReference } from '../../image-reference';
import type { Processor } from '../../policy/policy';
import { SAGEMAKER_DISTRIBUTION } from '../../policy/policy';
import type { Claim, ClaimWithDetail, Vendor } from '../base-image';
import { present } from './reading';
import { agree } from '../claims';
import { eraOf, isLaterThanEras } from './sagemaker-distribution-eras';

/** Names and values below: the Dockerfiles and build scripts of github.com/aws/sagemaker-distribution, read in August 2026. */
const VERSION_LABEL = 'org.amazon.sagemaker-distribution.image.version';
const VERSION_VARIABLE = 'IMAGE_VERSION';
const USER_VARIABLE = 'MAMBA_USER';
const USER = 'sagemaker-user';
const LOGGING_VARIABLES = ['SAGEMAKER_LOGGING_DIR', 'STUDIO_LOGGING_DIR'];
const CONDA = '/opt/conda';
const PUBLIC_GALLERY = 'public.ecr.aws';
const REPOSITORY = 'sagemaker/sagemaker-distribution';

/** What the build writes into label and variable: a whole version and the processor. */
const FULL_VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+?))?-(cpu|gpu)$/;
/** Tags name less, and then move: `2.3-cpu` with each patch, `2-cpu` and `latest-cpu` across minors. */
const TAG = /^(\d+(?:\.\d+(?:\.\d+(?:-[0-9A-Za-z.-]+?)?)?)?|latest(?:-[0-9a-z]+)?)-(cpu|gpu)$/;
const LOOKALIKE = /sagemaker[-_.]?distribution/;
const TAG_WITHOUT_CONTEXT = /^\d+\.\d+(?:\.\d+)?-(?:cpu|gpu)$/;

/** Amazon SageMaker Distribution: the images of Studio's JupyterLab and Code Editor. */
export const sageMakerDistribution: Vendor = {
  family: SAGEMAKER_DISTRIBUTION,

  fromLabels(labels) {
    const value = present(labels[VERSION_LABEL]);
    if (value === undefined) return undefined;
    const detail = `label ${VERSION_LABEL}=${value}`;
    const claim = fullVersion(value);
    // The key is this vendor's own; a value that it never writes says that somebody changed it.
    return claim ? { claim, detail } : { claim: claimOf(null, null), detail, weak: true };
  },

  fromEnvironment(env) {
    const value = present(env.get(VERSION_VARIABLE));
    // Any project may call a variable IMAGE_VERSION: it counts only in this vendor's company.
    const claim = value !== undefined && hasCompanions(env) ? fullVersion(value) : undefined;
    return claim && { claim, detail: `environment ${VERSION_VARIABLE}=${value} with ${USER_VARIABLE}=${USER}` };
  },

  fromEnvironmentEra(env, named) {
    if (env.get(USER_VARIABLE) !== USER) return undefined;
    if (!hasCompanions(env)) {
      if (named) return undefined;
      return { claim: claimOf(null, null), detail: `environment ${USER_VARIABLE}=${USER} alone`, weak: true };
    }
    const era = eraOf(env);
    const claim = { ...claimOf(era.version, processorOf(env)), versionRange: era.versionRange };
    // Beside a version that fits it the era says nothing new; of versions later than the table it knows nothing.
    if (named && (agree({ ...claim, processor: null }, named) || isLaterThanEras(named.version))) return undefined;
    return {
      claim,
      detail: `environment ${USER_VARIABLE}=${USER} ${era.seen}`,
    };
  },

  fromReference(reference) {
    if (reference.registry !== PUBLIC_GALLERY || reference.repository !== REPOSITORY) return undefined;
    return { claim: taggedClaim(reference), detail: `public gallery repository ${REPOSITORY}, ${tagDetail(reference.tag)}` };
  },

  fromLookalike(repository, tag) {
    const claim = (tag === undefined ? undefined : tagClaim(tag));
    if (LOOKALIKE.test(repository)) {
      const detail = `repository name ${repository}`;
      return tag === undefined ? { claim: claimOf(null, null), detail } : claim && { claim, detail: `${detail} with tag ${tag}` };
    }
    if (tag === undefined || claim === undefined || !TAG_WITHOUT_CONTEXT.test(tag)) return undefined;
    return { claim, detail: `tag ${tag}`, weak: true };
  },

  contradictedBy: (env) => (isAnothers(env) ? `environment without ${USER_VARIABLE} and ${CONDA}` : undefined),

  fromHistory: (history) => historyClaim(history),
};

function claimOf(version: string | null, processor: Processor | null): Claim {
  return { family: SAGEMAKER_DISTRIBUTION, version, processor };
}

function fullVersion(value: string): Claim | undefined {
  const match = FULL_VERSION.exec(value);
  if (!match) return undefined;
  const [, major, minor, patch, prerelease, processor] = match;
  return claimOf(`${major}.${minor}.${patch}${prerelease ? `-${prerelease}` : ''}`, processor === 'gpu' ? 'gpu' : 'cpu');
}

function hasCompanions(env: ReadonlyMap<string, string>): boolean {
  return env.get(USER_VARIABLE) === USER && LOGGING_VARIABLES.some((name) => present(env.get(name)) !== undefined);
}

/**
 * Every release sets the user variable and has its packages in one place, and a derived image can overwrite a variable, not remove it.
 * Without a PATH the environment isn't whole, and nothing follows from what is missing in it.
 */
function isAnothers(env: ReadonlyMap<string, string>): boolean {
  const path = env.get('PATH');
  return path !== undefined && !env.has(USER_VARIABLE) && !path.includes(CONDA);
}

/** These ask the container runtime for devices: teams set them on CPU images too, so alone they prove neither. */
const DEVICE_REQUESTS: ReadonlySet<string> = new Set(['NVIDIA_VISIBLE_DEVICES', 'NVIDIA_DRIVER_CAPABILITIES']);

/** GPU builds start from an NVIDIA CUDA image, whose variables every derived image inherits. CPU builds have none. */
function processorOf(env: ReadonlyMap<string, string>): Processor | null {
  let processor: Processor | null = 'cpu';
  for (const [name, value] of env) {
    const nvidia = name.startsWith('NVIDIA_') || name.startsWith('NV_') || name === 'CUDA_VERSION';
    if (!nvidia || value.trim() === '' || value === 'void' || value === 'none') continue;
    if (!DEVICE_REQUESTS.has(name)) return 'gpu';
    processor = null;
  }
  return processor;
}

function tagClaim(tag: string): Claim | undefined {
  const match = TAG.exec(tag);
  if (!match) return undefined;
  const [, name = '', processor] = match;
  return claimOf(name.startsWith('latest') ? null : name, processor === 'gpu' ? 'gpu' : 'cpu');
}

/** Only a tag with all three numbers is never moved; a digest pins whatever the tag says. */
function taggedClaim(reference: ImageReference): Claim {
  const claim = (reference.tag === undefined ? undefined : tagClaim(reference.tag)) ?? claimOf(null, null);
  const moves = reference.digest === undefined && (claim.version?.split('.').length ?? 0) < 3;
  return moves ? { ...claim, floating: true } : claim;
}

function tagDetail(tag: string | undefined): string {
  return tag === undefined ? 'no tag' : `tag ${tag}`;
}

const HISTORY_LABEL = /org\.amazon\.sagemaker-distribution\.image\.version"?=\s*"?([0-9A-Za-z.-]+)/;
const HISTORY_PROCESSOR = /(?:^|[\s|])ENV_IN_FILENAME=(cpu|gpu)\.env\.in/;

/** The last instruction that sets the label counts: a patch build repeats it on top of its predecessor's. */
function historyClaim(history: readonly string[]): ClaimWithDetail | undefined {
  let labelled: Claim | undefined;
  let built: Claim | undefined;
  for (const line of history) {
    const value = HISTORY_LABEL.exec(line)?.[1];
    if (value !== undefined) labelled = fullVersion(value) ?? labelled;
    const processor = HISTORY_PROCESSOR.exec(line)?.[1];
    if (processor !== undefined) built = claimOf(null, processor === 'gpu' ? 'gpu' : 'cpu');
  }
  if (labelled) return { claim: labelled, detail: `build instruction that sets label ${VERSION_LABEL}` };
  return built && { claim: built, detail: `build argument ENV_IN_FILENAME=${built.processor}.env.in` };
}
