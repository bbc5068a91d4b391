import type { Processor } from './policy/policy';

/** What an app starts with, as SageMaker tells it: any of the three may be missing. */
export interface ResourceSpec {
  readonly imageArn?: string;
  readonly imageVersionArn?: string;
  readonly imageVersionAlias?: string;
}

/** One row of ListApps. An app belongs to a user profile or to a space. */
export interface AppRecord {
  readonly domainId: string;
  readonly userProfileName?: string;
  readonly spaceName?: string;
  readonly appType: string;
  readonly appName: string;
  readonly status: string;
  readonly spec?: ResourceSpec;
}

/** What new apps start with, where a domain or a user profile says it. */
export interface AppDefault {
  /** Which apps, for a person: `JupyterLab`, `JupyterLab in shared spaces`. */
  readonly apps: string;
  readonly spec: ResourceSpec;
}

/** A spec, and where it was seen: on an app that runs or starts, or as a default that new apps get. */
export interface SeenSpec {
  readonly place: 'app' | 'domain-default' | 'profile-default';
  /** For a person: `app d-abc/lab/JupyterLab/default`. */
  readonly user: string;
  readonly spec: ResourceSpec;
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
  /** Defaults of domains and user profiles. */
  readonly attached: number;
  /** Some of the users, running ones first. */
  readonly examples: readonly string[];
}

/** Names of AWS's images, whichever of its accounts holds them. */
export const DIRECT_IMAGE_NAMES: readonly string[] = ['sagemaker-distribution-cpu', 'sagemaker-distribution-gpu'];

const EXAMPLES = 5;
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
export function directUses(seen: readonly SeenSpec[], accountId: string): readonly DirectUse[] {
  const groups = new Map<string, { readonly matches: Match[]; readonly seen: SeenSpec[] }>();
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
function useOf(matches: readonly Match[], seen: readonly SeenSpec[]): DirectUse {
  const aliases = [...new Set(matches.flatMap(({ alias }) => alias ?? []))]
    .sort((a, b) => exactness(b) - exactness(a) || compareText(a, b));
  const users = (isRunning: boolean) =>
    seen.filter(({ place }) => (place === 'app') === isRunning).map(({ user }) => user).sort(compareText);
  const [running, attached] = [users(true), users(false)];
  return {
    ...matches[0]!,
    ...(aliases[0] !== undefined && { alias: aliases[0] }),
    running: running.length,
    attached: attached.length,
    examples: [...running, ...attached].slice(0, EXAMPLES),
  };
}

/** How many numbers of a version an alias names. */
function exactness(alias: string): number {
  return /^\d+(\.\d+)*/.exec(alias)?.[0].split('.').length ?? 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
