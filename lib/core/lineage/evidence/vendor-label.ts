import { environmentOf } from './environment';
import { unlessContradicted, type EvidenceReader } from './reader';
import { collect } from './weights';

/** Labels that the vendor's, or the team's, build set and that every derived image inherits. */
export const readVendorLabel: EvidenceReader = (input, _reference, { vendors }) => {
  const { facts } = input;
  if (!facts) return [];
  const environment = environmentOf(input);
  return collect('vendor-label', vendors.map((vendor) => unlessContradicted(vendor, environment, vendor.fromLabels?.(facts.labels))));
};
