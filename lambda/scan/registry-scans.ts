import type { RegistryScan } from '../../lib/core/finding';
import type { Registry, RegistryImage } from '../lineage/port';

/** A registry that keeps what the registry's own scans found: lineage does not judge by it, so it need not carry it. */
export function rememberingScans(registry: Registry): { readonly registry: Registry; readonly scans: ReadonlyMap<string, RegistryScan> } {
  const scans = new Map<string, RegistryScan>();
  const remember = (images: readonly RegistryImage[]): readonly RegistryImage[] => {
    for (const { digest, scan } of images) if (scan) scans.set(digest, scan);
    return images;
  };
  return {
    scans,
    registry: {
      describeImages: async (repository, ids) => remember(await registry.describeImages(repository, ids)),
      listImages: async (repository) => remember(await registry.listImages(repository)),
      pullThroughCacheRules: (accountId, region) => registry.pullThroughCacheRules(accountId, region),
      getManifests: (repository, digests) => registry.getManifests(repository, digests),
      getBlob: (repository, digest, maxBytes) => registry.getBlob(repository, digest, maxBytes),
    },
  };
}
