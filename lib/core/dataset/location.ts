import type { CalendarDate } from '../calendar-date';
import { BUCKET_PREFIXES } from '../contract';

/** The month in which the first program came that writes a dataset: no day before it can have files. */
export const FIRST_DAY: CalendarDate = '2026-11-01';

/** Below it lie the files of a table. */
export function tablePrefix(table: string): string {
  return `${BUCKET_PREFIXES.dataset}${table}/`;
}

/** Below it lie the files of a table and a day, in folders for each account and Region. */
export function dayPrefix(table: string, date: CalendarDate): string {
  return `${tablePrefix(table)}date=${date}/`;
}
