import { SCHEMA_VERSION } from '../../lib/core/contract';
import type { DateMove } from '../../lib/core/evaluation/options';
import { isJsonObject } from '../../lib/core/json';
import type { Policy } from '../../lib/core/policy/policy';
import type { ToldDate, ToldPolicyNews } from '../../lib/core/policy/policy-changes-told';
import { toldPoliciesKey, type ScanTarget } from './keys';
import type { ObjectStore } from './port';
import { damaged, parseStored } from './schema';

/** What subscribers know of the policies. */
export interface ToldPolicies {
  /** Those that ruled in the last scan that was told. */
  readonly policies: readonly Policy[];
  readonly news: ToldPolicyNews;
  /** Ends of support that moved lately. */
  readonly moves: readonly DateMove[];
}

/** With the tag that the next scan needs to replace it. */
export interface StoredToldPolicies {
  readonly told: ToldPolicies;
  readonly etag: string;
}

/** Undefined before the first scan. Rejects where the object is damaged or newer: to start afresh is a person's choice. */
export async function loadToldPolicies(store: ObjectStore, target: ScanTarget): Promise<StoredToldPolicies | undefined> {
  const key = toldPoliciesKey(target);
  const stored = await store.get(key);
  if (!stored) return undefined;
  const { policies, news, moves } = parseStored(key, stored.body);
  if (!isListOf(policies, isPolicy)) throw damaged(key, "must have a policy with its rows in each of 'policies'");
  if (!isNews(news)) throw damaged(key, "must have 'dates', 'pending' and 'documents' in 'news'");
  if (!isListOf(moves, isMove)) throw damaged(key, "must have a family, a version and a day in each of 'moves'");
  return { told: { policies, news, moves }, etag: stored.etag };
}

/** Replaces what was loaded. Rejects with PreconditionFailed where another scan has saved since. */
export async function saveToldPolicies(
  store: ObjectStore, target: ScanTarget, told: ToldPolicies, loaded: StoredToldPolicies | undefined,
): Promise<void> {
  const body = JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...told });
  await store.put(toldPoliciesKey(target), body, loaded ? { ifMatch: loaded.etag } : { ifNoneMatch: '*' });
}

function isListOf<T>(value: unknown, isEntry: (entry: unknown) => entry is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isEntry);
}

function isPolicy(value: unknown): value is Policy {
  return isJsonObject(value)
    && [value.family, value.source, value.sha256, value.retrievedAt].every((text) => typeof text === 'string')
    && [value.releases, value.majors, value.pending ?? []].every((rows) => isListOf(rows, isRow));
}

function isRow(value: unknown): value is Policy['majors'][number] {
  return isJsonObject(value) && typeof value.version === 'string';
}

function isNews(value: unknown): value is ToldPolicyNews {
  return isJsonObject(value)
    && isRecordOf(value.dates, (dates) => isListOf(dates, isToldDate))
    && isRecordOf(value.pending, isToldDate)
    && isRecordOf(value.documents, (identity) => typeof identity === 'string');
}

function isToldDate(value: unknown): value is ToldDate {
  return isJsonObject(value) && typeof value.on === 'string' && (value.eolFrom === null || typeof value.eolFrom === 'string');
}

function isRecordOf(value: unknown, isEntry: (entry: unknown) => boolean): boolean {
  return isJsonObject(value) && Object.values(value).every(isEntry);
}

function isMove(value: unknown): value is DateMove {
  return isJsonObject(value) && [value.family, value.version, value.on].every((text) => typeof text === 'string');
}
