import { addDays, daysBetween, type CalendarDate } from '../../lib/core/calendar-date';

/** Days on a line of so many pixels. */
export interface TimeScale {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Where a day lies, in pixels from the left; a day off the scale lies on its end. */
  at(date: CalendarDate): number;
  /** First days of months, with room for a label around each. */
  readonly ticks: readonly CalendarDate[];
}

/** What lies further from today is drawn at the end of the scale, so that one date far off does not press all others together. */
const DAYS_BACK = 730;
const DAYS_AHEAD = 1095;
/** Before the first and after the last day. */
const MARGIN_DAYS = 30;
/** On each side of today at least. */
const NEAREST_DAYS = 120;
/** What a label takes, with the space beside it. */
const TICK_PIXELS = 64;
const TICK_MONTHS = [1, 2, 3, 6, 12, 24];

/** A scale that shows today and as many of the days as are near enough. */
export function timeScale(dates: readonly CalendarDate[], today: CalendarDate, pixels: number): TimeScale {
  const [earliest, latest] = [addDays(today, -DAYS_BACK), addDays(today, DAYS_AHEAD)];
  const near = dates.filter((date) => date >= earliest && date <= latest);
  const shown = [addDays(today, -NEAREST_DAYS), ...near, addDays(today, NEAREST_DAYS)].sort();
  const from = addDays(dates.some((date) => date < earliest) ? earliest : shown[0] ?? today, -MARGIN_DAYS);
  const to = addDays(dates.some((date) => date > latest) ? latest : shown.at(-1) ?? today, MARGIN_DAYS);
  const at = (date: CalendarDate): number => {
    const share = daysBetween(from, date) / daysBetween(from, to);
    return Math.round(Math.min(1, Math.max(0, share)) * pixels);
  };
  const ticks = ticksBetween(from, to, Math.max(1, Math.floor(pixels / TICK_PIXELS)));
  return { from, to, at, ticks: ticks.filter((tick) => at(tick) >= TICK_PIXELS / 2 && at(tick) <= pixels - TICK_PIXELS / 2) };
}

/** The first days of months, as close as there is room for. */
function ticksBetween(from: CalendarDate, to: CalendarDate, most: number): CalendarDate[] {
  const months = Math.ceil(daysBetween(from, to) / 30.4);
  const step = TICK_MONTHS.find((each) => months / each <= most) ?? 12 * Math.ceil(months / most / 12);
  const first = Number(from.slice(0, 4)) * 12;
  return Array.from({ length: Math.ceil((months + 12) / step) + 1 }, (_, index) => firstOfMonth(first + index * step))
    .filter((date) => date > from && date < to);
}

/** Of months counted from the year 0. */
function firstOfMonth(months: number): CalendarDate {
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}
