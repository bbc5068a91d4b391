import pMap from 'p-map';
import type { Image, KnownAliases, ListedVersion } from '../../lib/core/inventory';
import type { ServiceFailure } from '../../lib/core/service-failure';
import type { ImageCatalog, Memory } from './port';
import { readPages } from './read-pages';

export interface ReadAliases {
  readonly byVersion: ReadonlyMap<number, readonly string[]>;
  readonly failures: readonly ServiceFailure[];
}

const OPERATION = 'sagemaker.ListAliases';
const VERSION_CONCURRENCY = 10;

/**
 * Which alias stands for which version. The service names the aliases of an image, or those of one version, never the
 * version of an alias: so one call an image, and one a version only for images that have any and have changed.
 * An alias moves by UpdateImageVersion, which also changes the version's LastModifiedTime.
 */
export async function readAliases(
  catalog: ImageCatalog,
  image: Image,
  versions: readonly ListedVersion[],
  known: Memory<KnownAliases>,
): Promise<ReadAliases> {
  if (versions.length === 0) return { byVersion: new Map(), failures: [] };
  const all = await readPages(OPERATION, image.imageName, (token) => catalog.listAliases(image.imageName, undefined, token));
  if (all.failure) return { byVersion: new Map(), failures: kept(all.failure) };
  if (all.items.length === 0) return { byVersion: new Map(), failures: [] };

  const fingerprint = fingerprintOf(all.items, versions);
  const remembered = known.get(image.imageArn);
  if (remembered?.fingerprint === fingerprint) return { byVersion: new Map(remembered.byVersion), failures: [] };

  const read = await pMap(versions, async ({ version }) => ({
    version,
    listing: await readPages(OPERATION, `${image.imageName}/${version}`, (token) => catalog.listAliases(image.imageName, version, token)),
  }), { concurrency: VERSION_CONCURRENCY });
  const byVersion = read.map(({ version, listing }) => [version, listing.items] as const);
  const failures = read.flatMap(({ listing }) => kept(listing.failure));
  if (failures.length === 0) known.set(image.imageArn, { fingerprint, byVersion });
  return { byVersion: new Map(byVersion), failures };
}

/** A version that was deleted meanwhile has no aliases, and that is no failure. */
function kept(failure: ServiceFailure | undefined): ServiceFailure[] {
  return failure && failure.kind !== 'not-found' ? [failure] : [];
}

function fingerprintOf(aliases: readonly string[], versions: readonly ListedVersion[]): string {
  return JSON.stringify([[...aliases].sort(), versions.map((v) => `${v.version}@${v.lastModifiedTime}`).sort()]);
}
