import type { ImageReference } from '../image-reference';
import type { ServiceFailure } from '../service-failure';
import type { BaseImage } from './base-image';

/** Why the content of a registered image could not be looked at. */
export type LineageProblem =
  /** The registry answers, and the image is not there or lies in its archive. */
  | { readonly kind: 'image-gone'; readonly message: string }
  /** The registered text is no reference, or names a registry that lineage does not read. */
  | { readonly kind: 'not-readable'; readonly message: string }
  /** A call failed: the scan is incomplete unless something else settles the base. */
  | { readonly kind: 'call-failed'; readonly failure: ServiceFailure };

/** What the lineage stage found out about one registered image. */
export interface LineageOutcome {
  readonly base: BaseImage;
  /** Where the registered text could be read as a reference. */
  readonly registered?: ImageReference;
  /** The digest that the evidence was read from. */
  readonly digest?: string;
  readonly problem?: LineageProblem;
}
