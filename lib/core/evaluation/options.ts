import type { CalendarDate } from '../calendar-date';
import type { ReleaseIdentity } from '../policy/checks/grouping';
import type { PolicySet } from '../policy/policy';

/** An end of support that a policy gave and then another, seen on a day. */
export interface DateMove extends ReleaseIdentity {
  readonly family: string;
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  readonly on: CalendarDate;
}

/** What a judgement depends on beside the image itself: the day, the policies, and the periods in use. */
export interface EvaluationOptions {
  readonly today: CalendarDate;
  /** The instant of the scan: from when on a new finding is known. */
  readonly scannedAt: string;
  readonly policies: PolicySet;
  /** Days before the end of support at which people are told; the longest makes a finding `EXPIRING`. */
  readonly noticePeriods: readonly number[];
  /** Ends of support that moved lately, as far as is remembered, in any order: shown, never judged by. */
  readonly moves?: readonly DateMove[];
}

/** A policy older than this may have been overtaken: vendors have moved dates with as little as nine days' notice. */
export const POLICY_STALE_AFTER_DAYS = 30;

/** Days without news after which subscribers are reminded of what is still open. */
export const DEFAULT_REMINDER_DAYS = 30;
