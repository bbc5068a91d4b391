import type { EvidenceReader } from './reader';
import { readRegistryPath } from './registry-path';
import { collect } from './weights';

/** A repository named like the vendor's, in somebody else's registry: a copy, a cache whose rule is not known, or a mere likeness. */
export const readRepositoryName: EvidenceReader = (_input, reference, { vendors, cacheRules }) => {
  if (!reference) return [];
  const others = vendors.filter((vendor) => !readRegistryPath(vendor, reference, cacheRules));
  return collect('repository-name', others.map((vendor) => vendor.fromLookalike?.(reference.repository, undefined)));
};
