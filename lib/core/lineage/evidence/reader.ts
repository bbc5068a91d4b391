import type { ImageReference } from '../../image-reference';
import type { Evidence, LineageInput } from '../base-image';
import type { LineageContext } from '../context';

/** Reads one kind of evidence. The reference is the registered image's, undefined where its text could not be parsed. */
export type EvidenceReader = (
  input: LineageInput, reference: ImageReference | undefined, context: LineageContext,
) => Evidence[];
