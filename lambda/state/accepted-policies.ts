import { SCHEMA_VERSION } from '../../lib/core/contract';
import { isJsonObject } from '../../lib/core/json';
import type { AcceptedDocument } from '../../lib/core/policy/accepted-document';
import { acceptedPoliciesKey } from './keys';
import type { ObjectStore } from './port';
import { damaged, parseStored } from './schema';

/** The policy documents that were accepted last, with the tag that is needed to replace them. */
export interface StoredPolicies {
  readonly documents: readonly AcceptedDocument[];
  readonly etag: string;
}

/** Undefined before any was accepted. Rejects where the object is damaged or newer: what was shipped may be far behind it. */
export async function loadAcceptedPolicies(store: ObjectStore): Promise<StoredPolicies | undefined> {
  const key = acceptedPoliciesKey();
  const stored = await store.get(key);
  if (!stored) return undefined;
  const { documents } = parseStored(key, stored.body);
  if (!Array.isArray(documents)) throw damaged(key, `must have an array 'documents', got: ${JSON.stringify(documents) ?? 'nothing'}`);
  const entries: readonly unknown[] = documents;
  return { documents: entries.map((entry, index) => checked(key, entry, index)), etag: stored.etag };
}

/** Replaces what was loaded. Rejects with PreconditionFailed where another run has saved since. */
export async function saveAcceptedPolicies(
  store: ObjectStore, documents: readonly AcceptedDocument[], loaded: StoredPolicies | undefined,
): Promise<void> {
  const body = JSON.stringify({ schemaVersion: SCHEMA_VERSION, documents });
  await store.put(acceptedPoliciesKey(), body, loaded ? { ifMatch: loaded.etag } : { ifNoneMatch: '*' });
}

function checked(key: string, entry: unknown, index: number): AcceptedDocument {
  if (isAccepted(entry)) return entry;
  const shown = JSON.stringify(entry) ?? 'nothing';
  throw damaged(key, `must have a policy document with its source in each of 'documents', got in place ${index}: ${shown.slice(0, 200)}`);
}

function isAccepted(value: unknown): value is AcceptedDocument {
  return isJsonObject(value)
    && [value.source, value.sha256, value.retrievedAt].every((text) => typeof text === 'string')
    && [value.id, value.etag, value.lastModified, value.readBy].every((text) => ['string', 'undefined'].includes(typeof text))
    && (value.doubts === undefined || (Array.isArray(value.doubts) && value.doubts.every(isJsonObject)))
    && isDocument(value.document);
}

function isDocument(value: unknown): boolean {
  return isJsonObject(value)
    && typeof value.family === 'string'
    && [value.majors, value.anomalies].every((list) => Array.isArray(list))
    && (value.products === undefined || Array.isArray(value.products))
    && Array.isArray(value.releases) && value.releases.every(isRelease);
}

function isRelease(value: unknown): boolean {
  return isJsonObject(value)
    && [value.version, value.asWritten].every((text) => typeof text === 'string')
    && (value.eolFrom === null || typeof value.eolFrom === 'string');
}
