import type { CalendarDate } from '../../lib/core/calendar-date';
import type { BaseImage, Claim, ImageFacts } from '../../lib/core/lineage/base-image';
import type { ChainCatalogue, KnownBase } from '../../lib/core/lineage/known-bases';
import { resolveBaseImage } from '../../lib/core/lineage/resolve-base-image';
import type { ServiceFailure } from '../../lib/core/service-failure';
import { ImageReader, type ReadImage } from './image-reader';
import { addressOf, digestsOf } from './level-bases';
import type { Registry, RegistryImage, Repository } from './port';

export interface CatalogueOptions {
  readonly asOf: CalendarDate;
  /** Whether the repository's tags may name versions where nothing in an image does. */
  readonly trustTags: boolean;
}

export interface BuiltCatalogue {
  readonly catalogue: ChainCatalogue;
  /** Images that are not in it, by the reason. */
  readonly leftOut: ReadonlyMap<LeftOutReason, readonly string[]>;
  readonly failures: readonly ServiceFailure[];
}

export type LeftOutReason = 'nothing-recognised' | 'only-by-name' | 'conflict' | 'no-image';

type Judged = { readonly base: KnownBase } | { readonly leftOut: LeftOutReason };

/**
 * Makes known bases of the vendors' images that a repository holds: copies, whose layers are the vendor's own. Each is entered by
 * what it says of itself; the catalogue then tells images that were built on it and have lost what it said.
 */
export async function buildCatalogue(registry: Registry, repository: Repository, options: CatalogueOptions): Promise<BuiltCatalogue> {
  const reader = new ImageReader(registry, new Map<string, ImageFacts>(), repository.accountId);
  const listed = await registry.listImages(repository);
  const read = await reader.readListed(repository, listed);
  const parts = new Set(read.flatMap((each) => (each.kind === 'read' && each.facts.platformDigest !== undefined ? [each.facts.platformDigest] : [])));
  const bases: KnownBase[] = [];
  const leftOut = new Map<LeftOutReason, string[]>();
  const failures: ServiceFailure[] = [];
  for (const [index, image] of listed.entries()) {
    const each = read[index]!;
    if (each.kind === 'failed' && each.failure.kind !== 'invalid') failures.push(each.failure);
    // The image of an index is entered with the index, whose tags name it.
    if (isFailure(each) || parts.has(image.digest)) continue;
    const judged = judge(repository, image, each, options);
    if ('base' in judged) bases.push(judged.base);
    else leftOut.set(judged.leftOut, [...leftOut.get(judged.leftOut) ?? [], sourceOf(repository, image)]);
  }
  return { catalogue: { schemaVersion: '1.0', bases: bases.sort(bySource) }, leftOut, failures };
}

function isFailure(read: ReadImage): boolean {
  return read.kind === 'failed' && read.failure.kind !== 'invalid';
}

function judge(repository: Repository, image: RegistryImage, read: ReadImage, { asOf, trustTags }: CatalogueOptions): Judged {
  if (read.kind !== 'read') return { leftOut: 'no-image' };
  const { facts } = read;
  const { tags } = image;
  const [best] = addressesOf(repository, image).map((baseImage) => resolveBaseImage({ baseImage, tags, facts })).sort(mostExact);
  if (!best || best.family === null) return { leftOut: 'nothing-recognised' };
  if (best.rivals.length > 0) return { leftOut: 'conflict' };
  if (best.confidence === 'weak' && !trustTags) return { leftOut: 'only-by-name' };
  const source = sourceOf(repository, image);
  return { base: { claim: claimOf(best, best.family), diffIds: facts.diffIds, digests: digestsOf(facts), source, asOf } };
}

/** An image's own word first; then the tag that names the version most exactly. */
function mostExact(a: BaseImage, b: BaseImage): number {
  const rank = ({ confidence }: BaseImage) => ['certain', 'strong', 'weak', 'none'].indexOf(confidence);
  return rank(a) - rank(b) || (b.version ?? '').length - (a.version ?? '').length;
}

/** What lies under a digest does not move, whatever its tag does. */
function claimOf({ version, versionRange, processor, framework, repository, os }: BaseImage, family: string): Claim {
  const rest = Object.entries({ versionRange, framework, repository, os }).filter(([, value]) => value !== undefined);
  return { family, version, processor, ...Object.fromEntries(rest) };
}

function addressesOf(repository: Repository, { digest, tags }: RegistryImage): readonly string[] {
  const address = addressOf(repository);
  return tags.length === 0 ? [`${address}@${digest}`] : tags.map((tag) => `${address}:${tag}`);
}

function sourceOf(repository: Repository, image: RegistryImage): string {
  const [tag] = [...image.tags].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return `${addressOf(repository)}${tag === undefined ? `@${image.digest}` : `:${tag}`}`;
}

function bySource({ source: a }: KnownBase, { source: b }: KnownBase): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
