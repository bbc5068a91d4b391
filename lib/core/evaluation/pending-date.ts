import { daysBetween, type CalendarDate } from '../calendar-date';
import { inDays } from '../describe-finding';
import type { Condition, Severity } from '../finding';
import { rowName } from '../policy/checks/grouping';
import { findReleases } from '../policy/lookup';
import type { PolicyRelease } from '../policy/policy';
import type { Dating } from './dating';
import type { EvaluationOptions } from './options';

/** An earlier end that a refused document gives to the release: to be known, never judged by. */
export function pendingCondition(dating: Dating, { today }: EvaluationOptions): Condition[] {
  const pending = pendingDate(dating);
  if (!pending) return [];
  const { row, date } = pending;
  const ruling = dating.release?.eolFrom ?? null;
  const instead = ruling === null ? 'no date' : `${ruling}, ${daysBetween(date, ruling)} days later,`;
  return [{
    type: 'PENDING_EARLIER_DATE',
    message: `A document that was refused gives ${date}, ${inDays(daysBetween(today, date))}, as the end of support of ${row.version}; ${instead} rules until it is accepted.`,
  }];
}

/** Where the earlier date is past or as near as the last notice, waiting for the document to be mended may take too long. */
export function pendingSeverity(dating: Dating, { today, noticePeriods }: EvaluationOptions): Severity | undefined {
  const pending = pendingDate(dating);
  return pending && daysBetween(today, pending.date) <= Math.min(...noticePeriods) ? 'MEDIUM' : undefined;
}

/** The nearest of the dates that wait, of the rows that the base is judged by; none where its own end was inferred from others'. */
function pendingDate({ policy, claim, release }: Dating): { readonly row: PolicyRelease; readonly date: CalendarDate } | undefined {
  if (!policy?.pending || !release) return undefined;
  const own = findReleases(policy, claim);
  const [nearest] = policy.pending
    .filter((row) => own.some((each) => rowName(each) === rowName(row)))
    .flatMap((row) => (row.eolFrom === null ? [] : [{ row, date: row.eolFrom }]))
    .filter(({ date }) => release.eolFrom === null || date < release.eolFrom)
    .sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
  return nearest;
}
