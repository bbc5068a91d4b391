import type { Processor } from './policy/policy';
import { compareText, exampleUsers, isRunning } from './usage-users';

/** What an app starts with, as SageMaker tells it: any member may be missing. */
export interface ResourceSpec {
  readonly imageArn?: string;
  readonly imageVersionArn?: string;
  readonly imageVersionAlias?: string;
  /** These two say nothing about the image; who changes the spec has to name them again. */
  readonly instanceType?: string;
  readonly lifecycleConfigArn?: string;
}

/** One of the account's images that people may choose. */
export interface CustomImage {
  readonly imageName: string;
  /** Absent where each app gets the version that is newest when it starts. */
  readonly version?: number;
  readonly appImageConfigName?: string;
}

/** One row of ListApps. An app belongs to a user profile or to a space. */
export interface AppRecord {
  readonly domainId: string;
  readonly userProfileName?: string;
  readonly spaceName?: string;
  readonly appType: string;
  readonly appName: string;
  readonly status: string;
  /** ISO instant. */
  readonly creationTime?: string;
  readonly spec?: ResourceSpec;
}

/** An image that a domain, a user profile or a space names for its apps. */
export interface AppDefault {
  /** The type of the apps: `JupyterLab`. */
  readonly apps: string;
  /** Set where a domain says it for shared spaces, and not for user profiles. */
  readonly inSharedSpaces?: true;
  /** What the apps start with; empty where there is a custom image. */
  readonly spec: ResourceSpec;
  /** Present where the image is offered, and not the one that apps start with by themselves. */
  readonly customImage?: CustomImage;
}

/** Who names an image or runs one. */
export interface ImageUser {
  readonly kind: 'app' | 'domain' | 'user-profile' | 'space';
  readonly domainId: string;
  readonly userProfileName?: string;
  readonly spaceName?: string;
  readonly appType: string;
  /** Of an app. */
  readonly appName?: string;
  /** When an app was started; an ISO instant. */
  readonly startedAt?: string;
  readonly inSharedSpaces?: true;
}

/** A spec, and where it was seen: on an app that runs or starts, or as a setting for new apps. */
export interface SeenSpec {
  readonly place: 'app' | 'domain-default' | 'profile-default' | 'space-default';
  /** For a person: `app d-abc/lab/JupyterLab/default`. */
  readonly user: string;
  readonly spec: ResourceSpec;
}

/** A spec that was seen in an account. */
export interface UsedSpec extends SeenSpec {
  readonly by: ImageUser;
  /** Present where the image is offered; the spec is empty then. */
  readonly customImage?: CustomImage;
}

/** One of AWS's own images in use as it is, by all that ask for it in the same way. */
export interface DirectUse {
  readonly imageArn: string;
  /** `sagemaker-distribution-cpu` */
  readonly imageName: string;
  readonly processor: Processor;
  /** Present where a spec names the version by its ARN. */
  readonly imageVersionArn?: string;
  /** Absent where only the ARN of a version is known, or neither was asked for: then SageMaker takes its default. */
  readonly alias?: string;
  /** Apps that run or start now. */
  readonly running: number;
  /** Defaults of domains, user profiles and spaces. */
  readonly attached: number;
  /** Some of the users, running ones first. */
  readonly examples: readonly string[];
}

/** A direct use with all that ask for it. */
export interface SeenDirectUse<S extends SeenSpec = UsedSpec> extends DirectUse {
  readonly seen: readonly S[];
}

/** Names of AWS's images, whichever of its accounts holds them. */
export const DIRECT_IMAGE_NAMES: readonly string[] = ['sagemaker-distribution-cpu', 'sagemaker-distribution-gpu'];

const IMAGE_ARN = /^(arn:aws[\w-]*:sagemaker:[a-z0-9-]+:(\d{12}):image)\/(sagemaker-distribution-(cpu|gpu))$/;
const IMAGE_VERSION_ARN = /^(arn:aws[\w-]*:sagemaker:[a-z0-9-]+:(\d{12}):image)-version\/(sagemaker-distribution-(cpu|gpu))\/\d+$/;
/** What SageMaker's own pattern allows for an ARN that is not there. */
const NO_ARN = 'none';

interface Match {
  readonly imageArn: string;
  readonly imageName: string;
  readonly processor: Processor;
  readonly imageVersionArn?: string;
  readonly alias?: string;
}

/**
 * The distinct ways in which AWS's own SageMaker Distribution images are used. They are known by their name in an account that is not
 * the caller's: AWS has one for each Region and adds more, so no list of them could be trusted to be whole.
 */
export function directUses<S extends SeenSpec>(seen: readonly S[], accountId: string): readonly SeenDirectUse<S>[] {
  const groups = new Map<string, { readonly matches: Match[]; readonly seen: S[] }>();
  for (const each of seen) {
    const match = matchOf(each.spec, accountId);
    if (!match) continue;
    const key = directUseArn(match);
    const group = groups.get(key) ?? { matches: [], seen: [] };
    group.matches.push(match);
    group.seen.push(each);
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, group]) => useOf(group.matches, group.seen));
}

/**
 * What identifies a direct use, in the place of an image version's ARN: that ARN where it is known, else one that no image version
 * has, since a version is a number: `…:image-version/sagemaker-distribution-cpu/alias/3.2.0`, or `…/default`.
 */
export function directUseArn({ imageArn, imageVersionArn, alias }: Pick<DirectUse, 'imageArn' | 'imageVersionArn' | 'alias'>): string {
  if (imageVersionArn !== undefined) return imageVersionArn;
  const start = imageArn.replace(':image/', ':image-version/');
  return alias === undefined ? `${start}/default` : `${start}/alias/${alias}`;
}

/** What a version is called: its number, and for a direct use without one what it is asked for by. */
export function versionName({ imageVersionArn, version }: { readonly imageVersionArn: string; readonly version: number }): string {
  const [, what, alias] = /:image-version\/[^/]+\/(alias|default)(?:\/(.+))?$/.exec(imageVersionArn) ?? [];
  if (what === undefined) return `version ${version}`;
  return alias === undefined ? 'default version' : `alias '${alias}'`;
}

/** A version ARN says more than an image ARN beside it, and rules where the two differ. */
function matchOf({ imageArn, imageVersionArn, imageVersionAlias: alias }: ResourceSpec, accountId: string): Match | undefined {
  const version = imageVersionArn?.toLowerCase();
  const hasVersion = version !== undefined && version !== '' && version !== NO_ARN;
  const match = hasVersion ? IMAGE_VERSION_ARN.exec(version) : IMAGE_ARN.exec(imageArn?.toLowerCase() ?? '');
  const [, start, owner, imageName, processor] = match ?? [];
  if (imageName === undefined || owner === accountId) return undefined;
  return {
    imageArn: `${start}/${imageName}`,
    imageName,
    processor: processor === 'gpu' ? 'gpu' : 'cpu',
    ...(hasVersion && { imageVersionArn: version }),
    ...(alias !== undefined && alias !== '' && { alias }),
  };
}

/** Of several aliases that were seen with the same version, the one that says most. */
function useOf<S extends SeenSpec>(matches: readonly Match[], seen: readonly S[]): SeenDirectUse<S> {
  const aliases = [...new Set(matches.flatMap(({ alias }) => alias ?? []))]
    .sort((a, b) => exactness(b) - exactness(a) || compareText(a, b));
  const running = seen.filter(isRunning).length;
  return {
    ...matches[0]!,
    ...(aliases[0] !== undefined && { alias: aliases[0] }),
    running,
    attached: seen.length - running,
    examples: exampleUsers(seen),
    seen,
  };
}

/** How many numbers of a version an alias names. */
function exactness(alias: string): number {
  return /^\d+(\.\d+)*/.exec(alias)?.[0].split('.').length ?? 0;
}
