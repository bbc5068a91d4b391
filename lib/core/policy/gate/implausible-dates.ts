import { addDays, daysBetween, type CalendarDate } from '../../calendar-date';
import { rowName } from '../checks/grouping';
import type { PolicyAnomaly, PolicyRelease } from '../policy';
import { movedRows, names, reason, type GateRule, type GateView } from './rule';

/** The longest extension that stood was 700 days: base 13.2.1 of AWS Deep Learning Containers, on 2026-08-10. */
export const LONGEST_EXTENSION_DAYS = 731;
/** A new release has outlived all others by two years: that vendor's base images for three years, of 2026-06-15. */
export const FURTHEST_BEYOND_OTHERS_DAYS = 1096;

/** Dates that are wrong whatever the vendor meant. Earlier ones are left alone: they cost nothing if wrong, and much if not believed. */
export const implausibleDates: GateRule = (view) => {
  const later = movedRows(view).flatMap(({ from, to }) => isDate(from.eolFrom) && isDate(to.eolFrom) && to.eolFrom > from.eolFrom
    ? [{ row: to, from: from.eolFrom, to: to.eolFrom }] : []);
  const slips = later.filter(({ from, to }) => from.slice(4) === to.slice(4)).map(({ row }) => row);
  const extended = later.filter(({ from, to, row }) => daysBetween(from, to) > LONGEST_EXTENSION_DAYS && !slips.includes(row))
    .map(({ row }) => row);
  const fresh = [...view.rows.values()].filter((row) => hasNewDate(row, view));
  const backwards = fresh.filter(({ eolFrom, releaseDate }) => eolFrom !== null && releaseDate !== undefined && eolFrom < releaseDate);
  return [
    ...found(slips, 'year-moved', 'A date must not move later by whole years alone, which is how a wrong year looks'),
    ...found(extended, 'extended-too-far', `A date must not move later by more than ${LONGEST_EXTENSION_DAYS} days`),
    ...found(backwards, 'end-before-release', 'A release must not end before it is released'),
    ...found(tooFar(fresh, view), 'end-too-far', `A new release must not outlive all others by more than ${FURTHEST_BEYOND_OTHERS_DAYS} days`),
    ...found(fresh.filter(isGoneBeforeItEnds), 'availability-before-end', 'A release should be available until the end of its support', 'warning'),
  ];
};

function isDate(date: CalendarDate | null): date is CalendarDate {
  return date !== null;
}

function hasNewDate(row: PolicyRelease, { rulingRows }: GateView): boolean {
  const before = rulingRows.get(rowName(row));
  return before === undefined || before.eolFrom !== row.eolFrom || (before.discontinuedFrom ?? null) !== (row.discontinuedFrom ?? null);
}

function tooFar(fresh: readonly PolicyRelease[], { rulingRows }: GateView): readonly PolicyRelease[] {
  const ends = [...rulingRows.values()].flatMap(({ eolFrom }) => eolFrom ?? []).sort();
  const last = ends.at(-1);
  if (last === undefined) return [];
  const furthest = addDays(last, FURTHEST_BEYOND_OTHERS_DAYS);
  return fresh.filter((row) => !rulingRows.has(rowName(row)) && row.eolFrom !== null && row.eolFrom > furthest);
}

function isGoneBeforeItEnds({ eolFrom, discontinuedFrom }: PolicyRelease): boolean {
  return eolFrom !== null && discontinuedFrom !== undefined && discontinuedFrom !== null && discontinuedFrom < eolFrom;
}

function found(rows: readonly PolicyRelease[], code: string, rule: string, severity: 'error' | 'warning' = 'error'): readonly PolicyAnomaly[] {
  const [first] = rows;
  if (first === undefined) return [];
  const told = names(rows, ({ eolFrom, releaseDate, discontinuedFrom }) =>
    ` until ${eolFrom}${code === 'end-before-release' ? `, released ${releaseDate}` : code === 'availability-before-end' ? `, available until ${discontinuedFrom}` : ''}`);
  return [reason(code, severity, `${rule}, got: ${told}.`, first.line)];
}
