import type { EvidenceReader } from './reader';
import { collect } from './weights';

/** The registered image itself, where its registry is the vendor's: no image of anybody else can have that address. */
export const readVendorReference: EvidenceReader = (_input, reference, vendors) => {
  if (!reference) return [];
  return collect('vendor-reference', vendors.map((vendor) => vendor.fromReference?.(reference)));
};
