import { daysBetween, parseCalendarDate, type CalendarDate } from '../../lib/core/calendar-date';
import { baseName } from '../../lib/core/describe-finding';
import { WORST_FIRST, type Finding, type PolicyRow, type SupportStatus } from '../../lib/core/finding';

const DATED_SHARE = 0.75;

/** A base in use: from when to when it is supported, and how many image versions stand on it. */
export interface SupportWindow {
  readonly name: string;
  readonly status: SupportStatus;
  /** Null where no policy says it. */
  readonly released: CalendarDate | null;
  readonly endOfSupport: CalendarDate | null;
  readonly endOfAvailability: CalendarDate | null;
  readonly versions: number;
}

/** The bases in use, the first to end before the others; those without an end follow, the worst of them first. */
export function supportWindows(findings: readonly Finding[]): readonly SupportWindow[] {
  const windows = new Map<string, SupportWindow>();
  for (const finding of findings) {
    const window = windowOf(finding);
    const key = JSON.stringify([window.name, window.status, window.endOfSupport, window.endOfAvailability]);
    const known = windows.get(key);
    windows.set(key, known ? { ...known, released: known.released ?? window.released, versions: known.versions + 1 } : window);
  }
  return [...windows.values()].sort(byEnd);
}

/** The day with which a window closes; null where it has none. */
export function endOf({ endOfSupport, endOfAvailability }: SupportWindow): CalendarDate | null {
  return endOfSupport ?? endOfAvailability;
}

/** As many windows as there are rows, in their order: those that end nearest to today, and with a part of the rows those without an end. */
export function nearestWindows(windows: readonly SupportWindow[], today: CalendarDate, rows: number): readonly SupportWindow[] {
  const undated = windows.filter((window) => endOf(window) === null);
  const distance = (window: SupportWindow): number => Math.abs(daysBetween(today, endOf(window) ?? today));
  const dated = windows.filter((window) => endOf(window) !== null).sort((a, b) => distance(a) - distance(b));
  const forDated = Math.max(rows - undated.length, Math.ceil(rows * DATED_SHARE));
  const kept = new Set([...dated.slice(0, forDated), ...undated]);
  return windows.filter((window) => kept.has(window)).slice(0, rows);
}

function windowOf(finding: Finding): SupportWindow {
  const { status, policyRow } = finding;
  return {
    name: nameOf(finding),
    status,
    released: releaseOf(policyRow),
    endOfSupport: dateIn(finding.endOfSupport),
    endOfAvailability: dateIn(finding.endOfAvailability),
    versions: 1,
  };
}

/** The base whose end it is: a team's own, where that one decides. */
function nameOf({ base, golden, endOfSupport, status }: Finding): string {
  if (golden && golden.status === status && golden.endOfSupport === endOfSupport) {
    return [golden.family, golden.version].filter((part) => part !== null).join(' ');
  }
  if (base === null) return status === 'IMAGE_UNAVAILABLE' ? 'Image unavailable' : 'Unknown base';
  return base.confidence === 'weak' ? `probably ${baseName(base)}` : baseName(base);
}

/** Reports from before the release day was part of the row have none. */
function releaseOf(row: PolicyRow | null): CalendarDate | null {
  return dateIn(row?.releaseDate ?? null);
}

function dateIn(text: string | null): CalendarDate | null {
  return text === null ? null : parseCalendarDate(text) ?? null;
}

const NO_END = '9999-12-31';

function byEnd(a: SupportWindow, b: SupportWindow): number {
  return compareText(endOf(a) ?? NO_END, endOf(b) ?? NO_END)
    || WORST_FIRST.indexOf(a.status) - WORST_FIRST.indexOf(b.status)
    || compareText(a.name, b.name);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
