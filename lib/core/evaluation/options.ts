import type { CalendarDate } from '../calendar-date';
import type { PolicySet } from '../policy/policy';

/** What a judgement depends on beside the image itself: the day, the policies, and the periods in use. */
export interface EvaluationOptions {
  readonly today: CalendarDate;
  /** The instant of the scan: from when on a new finding is known. */
  readonly scannedAt: string;
  readonly policies: PolicySet;
  /** Days before the end of support at which people are told; the longest makes a finding `EXPIRING`. */
  readonly noticePeriods: readonly number[];
}

/** A policy older than this may have been overtaken: vendors have moved dates with as little as nine days' notice. */
export const POLICY_STALE_AFTER_DAYS = 30;
