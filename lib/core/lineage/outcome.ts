import type { CalendarDate } from '../calendar-date';
import type { ImageReference } from '../image-reference';
import type { ServiceFailure } from '../service-failure';
import type { BaseImage } from './base-image';
import type { DateLabel } from './date-labels';

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
  /** The ends of support that are written on the image itself: they may only bring its end nearer. */
  readonly dateLabels?: readonly DateLabel[];
  /** Ends of support that are written on a team's own base, where the policy of its family says that they count. */
  readonly trustedDates?: readonly TrustedDate[];
  /** What a reader should know of the way that was gone, and of where it ended: whole sentences. */
  readonly notes?: readonly string[];
}

/** A team's word on the end of its own base: it takes the place of its policy's date. */
export interface TrustedDate {
  readonly family: string;
  readonly date: CalendarDate;
  readonly label: string;
}
