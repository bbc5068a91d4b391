import type { ImageReference } from '../../image-reference';
import type { ClaimWithDetail, Evidence, LineageInput, Vendor } from '../base-image';
import type { LineageContext } from '../context';

/** Reads one kind of evidence. The reference is the registered image's, undefined where its text could not be parsed. */
export type EvidenceReader = (
  input: LineageInput, reference: ImageReference | undefined, context: LineageContext,
) => Evidence[];

/** What somebody wrote on an image is a hint at most where the image's own variables say that it can't be true. */
export function unlessContradicted(
  vendor: Vendor, environment: ReadonlyMap<string, string>, reading: ClaimWithDetail | undefined,
): ClaimWithDetail | undefined {
  const why = vendor.contradictedBy?.(environment);
  return reading === undefined || why === undefined ? reading : { ...reading, detail: `${reading.detail}, on an ${why}`, weak: true };
}
