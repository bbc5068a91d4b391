import { daysBetween, type CalendarDate } from '../calendar-date';
import type { Condition } from '../finding';
import { rowName } from '../policy/checks/grouping';
import { findReleases } from '../policy/lookup';
import type { Dating } from './dating';
import type { DateMove, EvaluationOptions } from './options';

/** For so long a moved date is worth a word beside the finding: a month's reports all show it, next month's do not. */
export const MOVE_SHOWN_FOR_DAYS = 30;

/** That the release's own end moved not long ago; where it moved several times, the last move and how many there were. */
export function moveCondition({ policy, claim, release }: Dating, { moves = [], today }: EvaluationOptions): Condition[] {
  if (moves.length === 0 || !policy || !release) return [];
  const rows = findReleases(policy, claim);
  const own = moves
    .filter((move) => move.family === policy.family && isRecent(move, today) && rows.some((row) => rowName(row) === rowName(move)))
    .sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
  const last = own.at(-1);
  // What the policy in use does not say (any more) is no news about it.
  if (!last || last.to !== release.eolFrom || last.to === last.from) return [];
  const days = new Set(own.map(({ on }) => on)).size;
  const often = days > 1 ? ` It has moved on ${days} days of the last ${MOVE_SHOWN_FOR_DAYS}.` : '';
  return [{
    type: isEarlier(last) ? 'DATE_MOVED_EARLIER' : 'DATE_MOVED_LATER',
    message: `In the policy of ${policy.family} the end of support of ${release.version} moved on ${last.on}, ${movement(last)}.${often}`,
  }];
}

function isRecent({ on }: DateMove, today: CalendarDate): boolean {
  const age = daysBetween(on, today);
  return age >= 0 && age <= MOVE_SHOWN_FOR_DAYS;
}

/** No date counts as later than any. */
function isEarlier({ from, to }: DateMove): boolean {
  return to !== null && (from === null || to < from);
}

function movement({ from, to }: DateMove): string {
  if (from === null || to === null) return `from ${from ?? 'no date'} to ${to ?? 'no date'}`;
  const days = Math.abs(daysBetween(from, to));
  return `from ${from} to ${to}, ${days} ${days === 1 ? 'day' : 'days'} ${to < from ? 'earlier' : 'later'}`;
}
