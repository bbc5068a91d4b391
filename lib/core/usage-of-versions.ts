import type { Usage } from './evaluation/severity';
import type { FindingUsage, UsageRead } from './finding';
import type { ImageVersion } from './inventory';
import type { ResourceSpec, UsedSpec } from './usage';
import { exampleUsers, isRunning, ownerKey } from './usage-users';

const MAX_DOMAINS = 20;
const OWN_ARN = /^arn:[^:]+:sagemaker:([^:]*):(\d{12}):image(?:-version\/([^/]+)\/(\d+)|\/([^/]+))$/;

/** What a spec asks for, by name in lower case: SageMaker writes ARNs so, and keeps the case of names. */
interface Asked {
  readonly name: string;
  readonly version?: number;
  readonly alias?: string;
}

/** A use of one version of the account's own. */
export interface VersionUse {
  readonly seen: UsedSpec;
  /** It names no version: an app gets what is newest when it starts. */
  readonly floating: boolean;
  /** It names the version by an alias, which its image's owner can move. */
  readonly alias?: string;
}

/** Who uses which version of the account's own images. */
export class UsageOfVersions {
  private readonly uses = new Map<string, VersionUse[]>();
  /** Images of which an alias is in use that none of the versions is known to have. */
  private readonly unsettled = new Set<string>();

  constructor(seen: readonly UsedSpec[], versions: readonly ImageVersion[], private readonly read: UsageRead) {
    const byName = new Map<string, ImageVersion[]>();
    for (const version of versions) {
      const name = nameOf(version);
      const others = byName.get(name);
      if (others) others.push(version);
      else byName.set(name, [version]);
    }
    const [first] = versions;
    for (const each of first ? seen : []) this.add(each, askedBy(each, first), byName);
  }

  usesOf(version: ImageVersion): readonly VersionUse[] {
    return this.uses.get(keyOf(version)) ?? [];
  }

  usageOf(version: ImageVersion): FindingUsage {
    return findingUsage(this.usesOf(version), this.unsettled.has(nameOf(version)) ? 'incomplete' : this.read);
  }

  private add(seen: UsedSpec, asked: Asked | undefined, byName: ReadonlyMap<string, readonly ImageVersion[]>): void {
    const versions = asked && byName.get(asked.name);
    if (!asked || !versions) return;
    const { name, version: number, alias } = asked;
    const floating = number === undefined && alias === undefined;
    const version = floating ? newest(versions, seen.by.startedAt)
      : versions.find(({ listed, aliases }) => (number === undefined ? aliases.includes(alias ?? '') : listed.version === number));
    if (!version) {
      // A number that is not there was deleted; an alias may only not have been read.
      if (alias !== undefined) this.unsettled.add(name);
      return;
    }
    const use = { seen, floating, ...(number === undefined && alias !== undefined && { alias }) };
    const known = this.uses.get(keyOf(version));
    if (known) known.push(use);
    else this.uses.set(keyOf(version), [use]);
  }
}

/** The facts of some uses of one image. A domain that names it for several types of apps is one that does. */
export function findingUsage(uses: readonly VersionUse[], read: UsageRead): FindingUsage {
  const seen = uses.map((use) => use.seen);
  const running = seen.filter(isRunning).length;
  const owners = (some: readonly VersionUse[]) =>
    new Set(some.flatMap(({ seen: each }) => (isRunning(each) ? [] : ownerKey(each.by)))).size;
  const floating = uses.filter((use) => use.floating);
  return {
    attached: owners(uses),
    running,
    floating: owners(floating) + floating.filter((use) => isRunning(use.seen)).length,
    examples: exampleUsers(seen),
    domains: [...new Set(seen.map(({ by }) => by.domainId))].sort().slice(0, MAX_DOMAINS),
    read,
  };
}

/** What usage means for the severity. That nobody uses a version is known only where everything was read. */
export function usageColumn(usage: FindingUsage | undefined): Usage {
  if (usage === undefined) return 'not-read';
  if (usage.running > 0) return 'running';
  if (usage.attached > 0) return 'attached';
  return usage.read === 'full' ? 'unused' : 'not-read';
}

/** Custom images are always the account's own; ARNs may name those of others. A version's ARN rules over the image's beside it. */
function askedBy({ spec, customImage }: UsedSpec, own: ImageVersion | undefined): Asked | undefined {
  if (customImage) {
    const { imageName, version } = customImage;
    return { name: imageName.toLowerCase(), ...(version !== undefined && { version }) };
  }
  const [, region, accountId, versionOf, version, name] = OWN_ARN.exec(arnOf(spec)) ?? [];
  if (accountId !== own?.accountId || region !== own?.region) return undefined;
  if (versionOf !== undefined) return { name: versionOf, version: Number(version) };
  const alias = spec.imageVersionAlias;
  return name === undefined ? undefined : { name, ...(alias !== undefined && alias !== '' && { alias }) };
}

/** `None` is what SageMaker's own pattern allows for an ARN that is not there. */
function arnOf({ imageArn = '', imageVersionArn = '' }: ResourceSpec): string {
  const version = imageVersionArn.toLowerCase();
  return version === '' || version === 'none' ? imageArn.toLowerCase() : version;
}

/** The newest version that can be used; for an app that runs, that could when it was started. */
function newest(versions: readonly ImageVersion[], startedAt: string | undefined): ImageVersion | undefined {
  const usable = versions.filter(({ listed, description }) =>
    (description?.imageVersionStatus ?? listed.imageVersionStatus) === 'CREATED'
    && (startedAt === undefined || listed.creationTime <= startedAt));
  const [first, ...others] = usable;
  return first && others.reduce((best, each) => (best.listed.version > each.listed.version ? best : each), first);
}

function nameOf({ image }: ImageVersion): string {
  return image.imageName.toLowerCase();
}

function keyOf({ listed }: ImageVersion): string {
  return listed.imageVersionArn.toLowerCase();
}
