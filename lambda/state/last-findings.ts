import type { FindingSnapshot, KnownVerdict } from '../../lib/core/finding-snapshot';
import { SCHEMA_VERSION } from '../../lib/core/contract';
import { SUPPORT_STATUSES, type SupportStatus } from '../../lib/core/finding';
import { lastFindingsKey, type ScanTarget } from './keys';
import type { ObjectStore } from './port';
import { isJsonObject } from '../../lib/core/json';
import { damaged, parseStored } from './schema';

/** What the last scan left, with the tag that the next one needs to replace it. */
export interface LastFindings {
  readonly snapshots: readonly FindingSnapshot[];
  readonly etag: string;
}

/** Undefined before the first scan. Rejects where the object is damaged or newer: to start afresh is a person's choice. */
export async function loadLastFindings(store: ObjectStore, target: ScanTarget): Promise<LastFindings | undefined> {
  const key = lastFindingsKey(target);
  const stored = await store.get(key);
  if (!stored) return undefined;
  const { snapshots } = parseStored(key, stored.body);
  if (!Array.isArray(snapshots)) throw damaged(key, `must have an array 'snapshots', got: ${JSON.stringify(snapshots) ?? 'nothing'}`);
  const entries: readonly unknown[] = snapshots;
  return { snapshots: entries.map((entry, index) => checked(key, entry, index)), etag: stored.etag };
}

/** Replaces what was loaded. Rejects with PreconditionFailed where another scan has saved since. */
export async function saveLastFindings(
  store: ObjectStore,
  target: ScanTarget,
  { scannedAt, snapshots }: { readonly scannedAt: string; readonly snapshots: readonly FindingSnapshot[] },
  loaded: LastFindings | undefined,
): Promise<void> {
  const body = JSON.stringify({ schemaVersion: SCHEMA_VERSION, scannedAt, snapshots });
  await store.put(lastFindingsKey(target), body, loaded ? { ifMatch: loaded.etag } : { ifNoneMatch: '*' });
}

function checked(key: string, entry: unknown, index: number): FindingSnapshot {
  if (isSnapshot(entry)) return entry;
  throw damaged(key, `must have the last verdict on an image version in each of 'snapshots', got in place ${index}: ${JSON.stringify(entry)}`);
}

function isSnapshot(value: unknown): value is FindingSnapshot {
  return isJsonObject(value)
    && typeof value.imageVersionArn === 'string'
    && typeof value.imageName === 'string'
    && typeof value.version === 'number'
    && typeof value.creationTime === 'string'
    && typeof value.firstSeen === 'string'
    && typeof value.statusSince === 'string'
    && isStatus(value.status)
    && isNullOr(isString, value.waivedOn)
    && [value.toldOn, value.directUseKey, value.absentSince].every((text) => text === undefined || isString(text))
    && isNullOr(isKnownVerdict, value.known);
}

function isKnownVerdict(value: unknown): value is KnownVerdict {
  return isJsonObject(value)
    && isStatus(value.status)
    && isNullOr(isString, value.endOfSupport)
    && isNullOr((period) => typeof period === 'number', value.noticePeriod)
    && Array.isArray(value.earlierEnds)
    && value.earlierEnds.every((end) => isNullOr(isString, end));
}

function isStatus(value: unknown): value is SupportStatus {
  return SUPPORT_STATUSES.some((status) => status === value);
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}

function isNullOr(matches: (value: unknown) => boolean, value: unknown): boolean {
  return value === null || matches(value);
}
