import type { CalendarDate } from '../calendar-date';
import { calendarDate, parseCalendarDate } from '../calendar-date';

const MONTHS = [
  'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december',
];

/** `Jul 27th, 2025`, `April 23rd 2024`, `Sept. 1, 2024`. */
const MONTH_FIRST = /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(\d{4})$/i;
/** `27 July 2025`, `27th of July, 2025`. */
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]+)\.?(?:\s*,\s*|\s+)(\d{4})$/i;

/** Longer text is no date; the expressions above never see it. */
const LONGEST = 40;

/**
 * The date that a person wrote, or undefined where the text is anything but one whole date.
 *
 * It never guesses: `07/08/2025` reads differently on two continents, and a date with a word or a mark beside it says
 * something that the date alone does not.
 */
export function parseWrittenDate(text: string): CalendarDate | undefined {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return undefined;
  const monthFirst = MONTH_FIRST.exec(trimmed);
  if (monthFirst) return dateFrom(monthFirst[3], monthFirst[1], monthFirst[2]);
  const dayFirst = DAY_FIRST.exec(trimmed);
  if (dayFirst) return dateFrom(dayFirst[3], dayFirst[2], dayFirst[1]);
  return inThisCentury(parseCalendarDate(trimmed));
}

function dateFrom(year = '', month = '', day = ''): CalendarDate | undefined {
  const number = monthNumber(month.toLowerCase());
  return number === undefined ? undefined : inThisCentury(calendarDate(Number(year), number, Number(day)));
}

/** Full names, the usual three letters, and `Sept`. */
function monthNumber(name: string): number | undefined {
  const index = MONTHS.findIndex((month) => name === month || name === month.slice(0, 3) || (name === 'sept' && month === 'september'));
  return index < 0 ? undefined : index + 1;
}

/** No container image is older, and `2205` is a slip of the hand that would keep an image supported for good. */
function inThisCentury(date: CalendarDate | undefined): CalendarDate | undefined {
  return date !== undefined && date >= '2000-01-01' && date <= '2099-12-31' ? date : undefined;
}
