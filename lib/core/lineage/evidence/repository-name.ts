import type { EvidenceReader } from './reader';
import { collect } from './weights';

/** A repository named like the vendor's, in somebody else's registry: a copy, a pull-through cache, or a mere likeness. */
export const readRepositoryName: EvidenceReader = (_input, reference, vendors) => {
  if (!reference) return [];
  const others = vendors.filter((vendor) => !vendor.fromReference?.(reference));
  return collect('repository-name', others.map((vendor) => vendor.fromLookalike?.(reference.repository, undefined)));
};
