import { parseCalendarDate } from '../../lib/core/calendar-date';
import { SCHEMA_VERSION } from '../../lib/core/contract';
import type { DayCounts } from '../../lib/core/day-counts';
import { isJsonObject } from '../../lib/core/json';
import { historyKey, type ScanTarget } from './keys';
import type { ObjectStore } from './port';
import { damaged, parseStored } from './schema';

/** How many image versions stood where on each day; empty before the first scan. Rejects where the object is damaged or newer. */
export async function loadHistory(store: ObjectStore, target: ScanTarget): Promise<readonly DayCounts[]> {
  const key = historyKey(target);
  const stored = await store.get(key);
  if (!stored) return [];
  const { days } = parseStored(key, stored.body);
  if (Array.isArray(days) && days.every(isDay)) return days;
  throw damaged(key, "must have a date with its counts in each of 'days'");
}

/** The lease keeps two scans of one monitor apart. */
export async function saveHistory(store: ObjectStore, target: ScanTarget, days: readonly DayCounts[]): Promise<void> {
  await store.put(historyKey(target), JSON.stringify({ schemaVersion: SCHEMA_VERSION, days }));
}

function isDay(value: unknown): value is DayCounts {
  return isJsonObject(value) && typeof value['date'] === 'string' && parseCalendarDate(value['date']) !== undefined
    && isJsonObject(value['counts']) && Object.values(value['counts']).every((count) => typeof count === 'number');
}
