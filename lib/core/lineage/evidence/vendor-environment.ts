import { environmentOf } from './environment';
import type { EvidenceReader } from './reader';
import { collect } from './weights';

/** Variables that, in each other's company, only the vendor's build sets. */
export const readVendorEnvironment: EvidenceReader = (input, _reference, { vendors }) => {
  const environment = environmentOf(input);
  return collect('vendor-environment', vendors.map((vendor) => vendor.fromEnvironment?.(environment)));
};
