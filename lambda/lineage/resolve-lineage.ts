import type { CalendarDate } from '../../lib/core/calendar-date';
import type { ImageVersion } from '../../lib/core/inventory';
import type { GoldenImage, PullThroughCacheRule } from '../../lib/core/lineage/context';
import type { Claim, Vendor } from '../../lib/core/lineage/base-image';
import type { KnownBase } from '../../lib/core/lineage/known-bases';
import { VENDORS } from '../../lib/core/lineage/vendors';
import type { LineageOutcome } from '../../lib/core/lineage/outcome';
import { ServiceError, type ServiceFailure } from '../../lib/core/service-failure';
import { Conclusions } from './conclusions';
import { goldenPlaces } from './golden-places';
import { readGoldenRepositories } from './golden-repositories';
import { ImageReader, type FactsMemory } from './image-reader';
import { readNamedBases, type MayRead } from './levels';
import type { Registry } from './port';
import { readRegistered, registrationKey, repositoryKey, type Registered, type Registration } from './registered';

export interface LineageOptions {
  /** Whose registry is the scan's own: what images name there may be read, and its cache rules hold. */
  readonly accountId?: string;
  readonly region?: string;
  /** What earlier scans read, by digest. A digest's content never changes. */
  readonly facts: FactsMemory;
  /** Default: those that are known. */
  readonly vendors?: readonly Vendor[];
  /** Teams' own bases, as the policies in use declare them. */
  readonly golden?: readonly GoldenImage[];
  /** Known bases that were given. */
  readonly catalogue?: readonly KnownBase[];
  /** Whether a policy in use dates this release: of a team's image's tags, these are its versions. */
  readonly isListed?: (claim: Claim) => boolean;
  /** The day of this look into the registry. */
  readonly asOf: CalendarDate;
  readonly onProgress?: (progress: { readonly resolved: number; readonly total: number }) => void;
}

export interface Lineage {
  outcomeOf(version: ImageVersion): LineageOutcome | undefined;
  /** Calls that failed for the whole scan, and not for one image. */
  readonly failures: readonly ServiceFailure[];
}

/** Finds the base image of every version; versions that registered the same image share one look at it. */
export async function resolveLineage(registry: Registry, versions: readonly ImageVersion[], options: LineageOptions): Promise<Lineage> {
  const registered = new Map<string, Registered>();
  for (const version of versions) {
    const key = registrationKey(version);
    if (key !== undefined && version.description && !registered.has(key)) registered.set(key, readRegistered(key, version.description));
  }
  const { outcomes, failures } = await resolveAll(registry, [...registered.values()], options);
  return { outcomeOf: (version) => outcomes.get(registrationKey(version) ?? ''), failures };
}

export interface ResolvedRegistration {
  readonly outcome: LineageOutcome;
  readonly failures: readonly ServiceFailure[];
}

/** The base of one registered image, with nothing remembered. Its own registry is the one that may be read. */
export async function resolveRegistered(
  registry: Registry,
  registration: Registration,
  options: Pick<LineageOptions, 'vendors' | 'golden' | 'catalogue' | 'asOf'>,
): Promise<ResolvedRegistration> {
  const item = readRegistered('', registration);
  const { outcomes, failures } = await resolveAll(registry, [item], { ...options, ...item.reference?.ecr, facts: new Map() });
  return { outcome: outcomes.get(item.key)!, failures };
}

interface Resolved {
  readonly outcomes: ReadonlyMap<string, LineageOutcome>;
  readonly failures: readonly ServiceFailure[];
}

async function resolveAll(registry: Registry, items: readonly Registered[], options: LineageOptions): Promise<Resolved> {
  const { vendors = VENDORS, golden = [], catalogue = [], accountId, asOf, isListed = () => true } = options;
  const reader = new ImageReader(registry, options.facts, accountId);
  const places = await readGoldenRepositories(registry, reader, golden);
  const resolved = () => items.filter(({ lookup }) => !lookup || reader.get(lookup) !== undefined).length;
  const progress = () => options.onProgress?.({ resolved: resolved(), total: items.length });
  await reader.read(items.flatMap(({ lookup }) => lookup ?? []), progress);
  const mayRead = readable(options);
  const read = items.flatMap(({ lookup }) => {
    const image = lookup && reader.get(lookup);
    return image?.kind === 'read' ? [image.facts] : [];
  });
  const named = await readNamedBases(reader, [...read, ...places.images.map(({ facts }) => facts)], mayRead);
  const levels = [...places.images, ...named];
  const conclusions = new Conclusions(reader, { vendors, golden, catalogue, asOf, isListed, mayRead, levels });
  const outcomes = new Map(items.map((item) => [item.key, conclusions.of(item)]));
  const failures = [...places.failures, ...await applyCacheRules(registry, items, outcomes, conclusions, options)];
  return { outcomes, failures };
}

function readable({ accountId, golden = [] }: LineageOptions): MayRead {
  const places = goldenPlaces(golden);
  return ({ repository }) => repository.accountId === accountId || places.has(repositoryKey(repository));
}

/**
 * Judges images of the own registry once more by its pull-through cache rules, where these could prove what is only probable.
 * The rules are asked for once, and only if there is such an image; that they can't be had matters only then.
 */
async function applyCacheRules(
  registry: Registry,
  items: readonly Registered[],
  outcomes: Map<string, LineageOutcome>,
  conclusions: Conclusions,
  { accountId, region }: LineageOptions,
): Promise<readonly ServiceFailure[]> {
  const open = items.filter((item) => isOwn(item, accountId, region) && couldBeCached(item, outcomes.get(item.key)));
  if (accountId === undefined || region === undefined || open.length === 0) return [];
  let rules: readonly PullThroughCacheRule[];
  try {
    rules = await registry.pullThroughCacheRules(accountId, region);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return [error.failure];
  }
  if (rules.length > 0) for (const item of open) outcomes.set(item.key, conclusions.of(item, rules));
  return [];
}

function isOwn({ reference }: Registered, accountId: string | undefined, region: string | undefined): boolean {
  return reference?.ecr !== undefined && reference.ecr.accountId === accountId && reference.ecr.region === region;
}

/** A cached repository keeps the vendor's name below the rule's prefix: what has no such name, or none below another, is no copy. */
function couldBeCached({ reference }: Registered, outcome: LineageOutcome | undefined): boolean {
  return outcome?.base.confidence === 'weak'
    && outcome.base.evidence.some(({ kind }) => kind === 'repository-name')
    && reference !== undefined && reference.repository.includes('/');
}
