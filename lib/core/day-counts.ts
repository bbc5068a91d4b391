import type { CalendarDate } from './calendar-date';
import type { Finding, SupportStatus } from './finding';

/** How many image versions stood where on a day. */
export interface DayCounts {
  readonly date: CalendarDate;
  readonly counts: Partial<Readonly<Record<SupportStatus, number>>>;
}

/** More than a year, so that a year can be looked back on. */
const KEPT_DAYS = 400;

/** The history with a day's last scan in it: in order, each day once. */
export function withDay(history: readonly DayCounts[], date: CalendarDate, findings: readonly Pick<Finding, 'status'>[]): readonly DayCounts[] {
  const counts: Partial<Record<SupportStatus, number>> = {};
  for (const { status } of findings) counts[status] = (counts[status] ?? 0) + 1;
  const others = history.filter((day) => day.date !== date);
  return [...others, { date, counts }].sort((a, b) => (a.date < b.date ? -1 : 1)).slice(-KEPT_DAYS);
}
