import type { CalendarDate } from './calendar-date';

/** A decision to live with the findings of some image versions until a day. */
export interface Waiver {
  /** An image's name or ARN, with `*` for any text and `?` for any character. */
  readonly image: string;
  /** The image's version numbers that it covers, as a range: `3`, `1-5`, `>=4`. All of them where absent. */
  readonly versions?: string;
  /** Who answers for it. */
  readonly owner: string;
  readonly reason: string;
  /** The last day on which it holds. */
  readonly expires: CalendarDate;
}
