import type { CalendarDate } from '../../lib/core/calendar-date';
import type { BaseImage, Claim, ImageFacts, SettledBase } from '../../lib/core/lineage/base-image';
import type { LineageContext } from '../../lib/core/lineage/context';
import type { KnownBase } from '../../lib/core/lineage/known-bases';
import { resolveBaseImage } from '../../lib/core/lineage/resolve-base-image';
import { goldenPlaces } from './golden-places';
import type { RegistryImage, Repository } from './port';
import { repositoryKey } from './registered';

/** An image of a registry that may be read, which others may be built on. */
export interface LevelImage {
  readonly repository: Repository;
  readonly image: RegistryImage;
  readonly facts: ImageFacts;
}

export interface LevelBases {
  readonly bases: readonly KnownBase[];
  /** Those of `bases` whose own base is a matter of text, and not of proof. */
  readonly fromText: ReadonlySet<KnownBase>;
}

export interface LevelOptions {
  readonly asOf: CalendarDate;
  /** Whether a policy in use dates this release: of an image's tags, these are its versions. */
  readonly isListed: (claim: Claim) => boolean;
}

/** Tags are looked through for one that names a version. */
const MOST_TAGS = 20;

/**
 * What images are that others may be built on, as known bases: whatever begins with their layers is built on what they are
 * built on. The lowest come first, so that each is told by those beneath it; what is only probable of one is not passed on.
 */
export function levelBases(images: readonly LevelImage[], context: LineageContext, { asOf, isListed }: LevelOptions): LevelBases {
  const bases: KnownBase[] = [];
  const fromText = new Set<KnownBase>();
  for (const level of byHeight(images)) {
    const known = { ...context, bases: [...context.bases, ...bases] };
    for (const each of level) {
      for (const { claim, isProven } of claimsOf(each, known, isListed)) {
        const base = { claim, diffIds: each.facts.diffIds, digests: digestsOf(each.facts), source: sourceOf(each), asOf };
        bases.push(base);
        if (!isProven) fromText.add(base);
      }
    }
  }
  return { bases, fromText };
}

/** Digests under which an image can be named. */
export function digestsOf({ digest, platformDigest }: ImageFacts): readonly string[] {
  return platformDigest === undefined ? [digest] : [digest, platformDigest];
}

function byHeight(images: readonly LevelImage[]): readonly (readonly LevelImage[])[] {
  const levels = new Map<number, LevelImage[]>();
  for (const image of images) {
    const height = image.facts.diffIds.length;
    const level = levels.get(height);
    if (level) level.push(image);
    else levels.set(height, [image]);
  }
  return [...levels].sort(([a], [b]) => a - b).map(([, level]) => level);
}

interface PassedOn {
  readonly claim: Claim;
  readonly isProven: boolean;
}

function claimsOf(image: LevelImage, context: LineageContext, isListed: LevelOptions['isListed']): readonly PassedOn[] {
  const { facts } = image;
  const readingsIn = (given: LineageContext) => addressesOf(image).map((baseImage) => {
    return resolveBaseImage({ baseImage, digest: facts.digest, facts }, given);
  });
  const readings = readingsIn(context);
  const [first] = readings;
  if (!first) return [];
  // A team's own image is the release that its repository and label name, and not the one that it was built on.
  const own = context.golden.filter((team) => goldenPlaces([team]).has(repositoryKey(image.repository)));
  const ownReadings = own.length === 0 ? [] : readingsIn({ ...context, bases: [] });
  const families = new Set(context.golden.map(({ family }) => family));
  const isOwn = (family: string) => own.some((team) => team.family === family);
  const golden = [...families].flatMap((family) => bestOf(isOwn(family) ? ownReadings : readings, family, isListed));
  return [...vendorClaim(first, families), ...golden];
}

function vendorClaim(base: BaseImage, golden: ReadonlySet<string>): readonly PassedOn[] {
  const { family, confidence } = base;
  if (family === null || golden.has(family) || confidence === 'weak') return [];
  const { version, versionRange, processor, framework, repository, os } = base;
  const claim = Object.fromEntries(Object.entries({ versionRange, framework, repository, os }).filter(([, value]) => value !== undefined));
  // Where evidence disagrees, all that is said is passed on: whoever is built on it has the same doubt.
  return [{ family, version, processor, ...claim }, ...base.rivals].map((each) => ({ claim: each, isProven: confidence === 'certain' }));
}

/** Of one image's tags, one names the version most exactly. */
function bestOf(readings: readonly BaseImage[], family: string, isListed: LevelOptions['isListed']): readonly PassedOn[] {
  const rank = ({ claim }: SettledBase) => (isListed(claim) ? 1_000 : 0) + (claim.version ?? '').length;
  const settled = readings
    .flatMap(({ golden = [] }) => golden.filter(({ claim, confidence }) => claim.family === family && confidence !== 'weak'))
    .sort((a, b) => rank(b) - rank(a));
  const [best] = settled;
  return best ? [best.claim, ...best.rivals].map((claim) => ({ claim, isProven: true })) : [];
}

function addressesOf({ repository, image }: LevelImage): readonly string[] {
  const address = addressOf(repository);
  return image.tags.length === 0 ? [`${address}@${image.digest}`] : image.tags.slice(0, MOST_TAGS).map((tag) => `${address}:${tag}`);
}

function sourceOf({ repository, image }: LevelImage): string {
  const [tag] = image.tags;
  return `${addressOf(repository)}${tag === undefined ? `@${image.digest}` : `:${tag}`}`;
}

/** Any of a registry's host names leads to it; the shortest is the one that people know. */
export function addressOf({ accountId, region, name }: Repository): string {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `${accountId}.dkr.ecr.${region}.${suffix}/${name}`;
}
