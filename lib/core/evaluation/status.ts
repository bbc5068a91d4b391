import { daysBetween, type CalendarDate } from '../calendar-date';
import type { SupportStatus } from '../finding';

/** The dates that rule, as published or inferred. */
export interface SupportDates {
  readonly endOfSupport: CalendarDate | null;
  readonly endOfAvailability: CalendarDate | null;
}

/**
 * Where a day stands against the dates of a release. Support lasts through its last day, so the status changes the day after.
 * The date alone judges: which table of a document a row stands in lags behind by weeks.
 */
export function statusOn(today: CalendarDate, dates: SupportDates, longestNotice: number): SupportStatus {
  const { endOfSupport, endOfAvailability } = dates;
  if (endOfAvailability !== null && today > endOfAvailability) return 'END_OF_AVAILABILITY';
  if (endOfSupport === null) return 'NO_DATE_PUBLISHED';
  if (today > endOfSupport) return 'END_OF_SUPPORT';
  return daysBetween(today, endOfSupport) <= longestNotice ? 'EXPIRING' : 'SUPPORTED';
}
