import type { EvidenceReader } from './reader';
import { readRegistryPath } from './registry-path';
import { collect } from './weights';

/** The registered image itself, where its address is the vendor's or a cache's of it: nobody else's image can have it. */
export const readVendorReference: EvidenceReader = (_input, reference, { vendors, cacheRules }) => {
  if (!reference) return [];
  return collect('vendor-reference', vendors.map((vendor) => readRegistryPath(vendor, reference, cacheRules)));
};
