import type { EvidenceReader } from './reader';
import { collect } from './weights';

/** Build instructions that the image's history kept. Text that any build can contain: it only corroborates. */
export const readHistory: EvidenceReader = ({ facts }, _reference, { vendors }) => {
  if (!facts) return [];
  return collect('history', vendors.map((vendor) => vendor.fromHistory?.(facts.history)));
};
