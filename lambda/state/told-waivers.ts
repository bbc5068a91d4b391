import { parseCalendarDate } from '../../lib/core/calendar-date';
import { SCHEMA_VERSION } from '../../lib/core/contract';
import { isJsonObject } from '../../lib/core/json';
import type { Waiver } from '../../lib/core/waiver';
import type { ToldWaivers } from '../../lib/core/waivers/compare-waivers';
import { toldWaiversKey, type ScanTarget } from './keys';
import type { ObjectStore } from './port';
import { damaged, parseStored } from './schema';

/** The waivers that were told last, with the tag that the next scan needs to replace them. */
export interface StoredWaivers {
  readonly told: ToldWaivers;
  readonly etag: string;
}

/** Undefined before the first scan. Rejects where the object is damaged or newer: to start afresh is a person's choice. */
export async function loadToldWaivers(store: ObjectStore, target: ScanTarget): Promise<StoredWaivers | undefined> {
  const key = toldWaiversKey(target);
  const stored = await store.get(key);
  if (!stored) return undefined;
  const { on, waivers } = parseStored(key, stored.body);
  if (!isDate(on)) throw damaged(key, `must have the day of the last scan as 'on', got: ${JSON.stringify(on) ?? 'nothing'}`);
  if (!Array.isArray(waivers)) throw damaged(key, `must have an array 'waivers', got: ${JSON.stringify(waivers) ?? 'nothing'}`);
  const entries: readonly unknown[] = waivers;
  return { told: { on, waivers: entries.map((entry, index) => checked(key, entry, index)) }, etag: stored.etag };
}

/** Replaces what was loaded. Rejects with PreconditionFailed where another scan has saved since. */
export async function saveToldWaivers(
  store: ObjectStore,
  target: ScanTarget,
  { on, waivers }: ToldWaivers,
  loaded: StoredWaivers | undefined,
): Promise<void> {
  const body = JSON.stringify({ schemaVersion: SCHEMA_VERSION, on, waivers });
  await store.put(toldWaiversKey(target), body, loaded ? { ifMatch: loaded.etag } : { ifNoneMatch: '*' });
}

function checked(key: string, entry: unknown, index: number): Waiver {
  if (isWaiver(entry)) return entry;
  throw damaged(key, `must have a waiver in each of 'waivers', got in place ${index}: ${JSON.stringify(entry)}`);
}

function isWaiver(value: unknown): value is Waiver {
  return isJsonObject(value)
    && [value.image, value.owner, value.reason].every((text) => typeof text === 'string')
    && ['string', 'undefined'].includes(typeof value.versions)
    && isDate(value.expires);
}

function isDate(value: unknown): value is string {
  return typeof value === 'string' && parseCalendarDate(value) !== undefined;
}
