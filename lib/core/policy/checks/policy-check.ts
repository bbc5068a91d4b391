import type { CalendarDate } from '../../calendar-date';
import type { PolicyAnomaly, PolicyMajor, PolicyRelease } from '../policy';

/** The rows of one document, all of them readable on their own. */
export interface PolicyRows {
  readonly releases: readonly PolicyRelease[];
  readonly majors: readonly PolicyMajor[];
}

/** Looks for rows that contradict each other or themselves. It reports; it never changes or drops a row. */
export type PolicyCheck = (rows: PolicyRows) => readonly PolicyAnomaly[];

/** The same, for contradictions with the calendar. */
export type DatedPolicyCheck = (rows: PolicyRows, asOf: CalendarDate) => readonly PolicyAnomaly[];
