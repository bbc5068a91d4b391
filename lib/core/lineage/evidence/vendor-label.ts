import type { EvidenceReader } from './reader';
import { collect } from './weights';

/** Labels that the vendor's, or the team's, build set and that every derived image inherits. */
export const readVendorLabel: EvidenceReader = ({ facts }, _reference, { vendors }) => {
  if (!facts) return [];
  return collect('vendor-label', vendors.map((vendor) => vendor.fromLabels?.(facts.labels)));
};
