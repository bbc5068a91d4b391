/** A UTC calendar date, `YYYY-MM-DD`. Two of them compare correctly as text. */
export type CalendarDate = string;

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_IN_MILLISECONDS = 86_400_000;

/** The date that the text names, or undefined where there is no such day in the calendar. */
export function parseCalendarDate(text: string): CalendarDate | undefined {
  const match = ISO_DATE.exec(text);
  return match ? calendarDate(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** The date of a year, month (1 to 12) and day, or undefined where there is no such day: 30 February, month 13. */
export function calendarDate(year: number, month: number, day: number): CalendarDate | undefined {
  const instant = new Date(Date.UTC(year, month - 1, day));
  const exists = instant.getUTCFullYear() === year && instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
  return exists ? instant.toISOString().slice(0, 10) : undefined;
}

/** Whole days from one date to another; negative when `to` is the earlier one. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_IN_MILLISECONDS);
}

/** The date `days` after another (before it, when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(date) + days * DAY_IN_MILLISECONDS).toISOString().slice(0, 10);
}

/** The UTC date of an instant in ISO form, for example of a scan's start. */
export function dateOf(instant: string): CalendarDate {
  return new Date(instant).toISOString().slice(0, 10);
}
