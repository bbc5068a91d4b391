import type { Image, KnownAliases, ListedVersion } from '../../lib/core/inventory';
import type { ServiceFailure } from '../../lib/core/service-failure';
import { readPages } from '../paging';
import type { ImageCatalog, Memory } from './port';

export interface ReadAliases {
  readonly byVersion: ReadonlyMap<number, readonly string[]>;
  readonly failures: readonly ServiceFailure[];
}

const OPERATION = 'sagemaker.ListAliases';
/**
 * Which alias stands for which version. The service names the aliases of an image, or those of one version, never the
 * version of an alias. An alias stands for one version only and mostly for a new one: so one call an image, and for those that
 * have any and have changed, one a version from the newest down until every alias is found.
 * An alias moves by UpdateImageVersion, which also changes the version's LastModifiedTime.
 */
export async function readAliases(
  catalog: ImageCatalog,
  image: Image,
  versions: readonly ListedVersion[],
  known: Memory<KnownAliases>,
): Promise<ReadAliases> {
  if (versions.length === 0) return NO_ALIASES;
  const all = await readPages(OPERATION, image.imageName, (token) => catalog.listAliases(image.imageName, undefined, token));
  if (all.failure) return { byVersion: new Map(), failures: kept(all.failure) };
  if (all.items.length === 0) return NO_ALIASES;

  const fingerprint = fingerprintOf(all.items, versions);
  const remembered = known.get(image.imageArn);
  if (remembered?.fingerprint === fingerprint) return { byVersion: new Map(remembered.byVersion), failures: [] };

  const found = await findVersions(catalog, image, versions, new Set(all.items));
  if (found.failures.length === 0) known.set(image.imageArn, { fingerprint, byVersion: [...found.byVersion] });
  return found;
}

const NO_ALIASES: ReadAliases = { byVersion: new Map(), failures: [] };

async function findVersions(
  catalog: ImageCatalog,
  { imageName }: Image,
  versions: readonly ListedVersion[],
  wanted: Set<string>,
): Promise<ReadAliases> {
  const byVersion = new Map<number, readonly string[]>();
  const failures: ServiceFailure[] = [];
  for (const { version } of [...versions].sort((a, b) => b.version - a.version)) {
    if (wanted.size === 0) break;
    const listing = await readPages(OPERATION, `${imageName}/${version}`, (token) => catalog.listAliases(imageName, version, token));
    failures.push(...kept(listing.failure));
    if (listing.items.length > 0) byVersion.set(version, listing.items);
    for (const alias of listing.items) wanted.delete(alias);
  }
  return { byVersion, failures };
}

/** A version that was deleted meanwhile has no aliases, and that is no failure. */
function kept(failure: ServiceFailure | undefined): ServiceFailure[] {
  return failure && failure.kind !== 'not-found' ? [failure] : [];
}

function fingerprintOf(aliases: readonly string[], versions: readonly ListedVersion[]): string {
  return JSON.stringify([[...aliases].sort(), versions.map((v) => `${v.version}@${v.lastModifiedTime}`).sort()]);
}
