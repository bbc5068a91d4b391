import type { CalendarDate } from './calendar-date';

export interface CompareOptions {
  /** In days, any order. */
  readonly noticePeriods: readonly number[];
  readonly today: CalendarDate;
  /** ISO instant. */
  readonly scannedAt: string;
  /** Whether the scan saw everything there is. */
  readonly complete: boolean;
  /**
   * Names of the images whose versions could not be listed in full, or were not to be. A scan that gives them says that it missed no
   * other version; an incomplete one that does not give them may have missed any.
   */
  readonly unlistedImages?: readonly string[];
  /** Days after which an open finding of which nothing was told is told again; 0 for never. `DEFAULT_REMINDER_DAYS` where absent. */
  readonly reminderDays?: number;
}
