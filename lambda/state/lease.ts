import { SCHEMA_VERSION } from '../../lib/core/contract';
import { PreconditionFailed, type ObjectStore, type StoredObject } from './port';
import { parseStored, UnreadableObject } from './schema';

export interface LeaseHolder {
  readonly owner: string;
  /** ISO instant. */
  readonly expiresAt: string;
}

export interface Lease extends LeaseHolder {
  /** Gives the lease back. Does nothing where it expired and somebody else has taken it. */
  release(): Promise<void>;
}

export type LeaseAttempt =
  | { readonly acquired: true; readonly lease: Lease }
  /** The holder is unknown where it came and went while we looked. */
  | { readonly acquired: false; readonly holder?: LeaseHolder };

export interface LeaseOptions {
  /** Tells this run from others: a request id, which is the same when the run is tried again; a host and process id. */
  readonly owner: string;
  readonly now: Date;
  /** After this time others may take the lease, so that a run which died does not block for ever. */
  readonly ttlMs: number;
}

/** The holder may go, or another may come, between a write that failed and the look at who is there. */
const ATTEMPTS = 3;

/** Takes the lease if nobody holds it, or if the holder's time is over. */
export async function acquireLease(store: ObjectStore, key: string, options: LeaseOptions): Promise<LeaseAttempt> {
  const holder = { owner: options.owner, expiresAt: new Date(options.now.getTime() + options.ttlMs).toISOString() };
  const body = JSON.stringify({ schemaVersion: SCHEMA_VERSION, acquiredAt: options.now.toISOString(), ...holder });
  let seen: LeaseHolder | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const existing = await store.get(key);
    seen = existing && holderOf(key, existing);
    // A run that died and is tried again comes under its own name, and must not wait for itself.
    const held = seen !== undefined && seen.owner !== options.owner && Date.parse(seen.expiresAt) > options.now.getTime();
    if (held) return { acquired: false, ...(seen && { holder: seen }) };
    try {
      const etag = await store.put(key, body, existing ? { ifMatch: existing.etag } : { ifNoneMatch: '*' });
      return { acquired: true, lease: { ...holder, release: () => release(store, key, etag) } };
    } catch (error) {
      if (!(error instanceof PreconditionFailed)) throw error;
    }
  }
  return { acquired: false, ...(seen && { holder: seen }) };
}

/** Undefined for a lease that is damaged: no run that is alive has written it. */
function holderOf(key: string, { body }: StoredObject): LeaseHolder | undefined {
  const { owner, expiresAt } = parseLease(key, body);
  const valid = typeof owner === 'string' && typeof expiresAt === 'string' && !Number.isNaN(Date.parse(expiresAt));
  return valid ? { owner, expiresAt } : undefined;
}

function parseLease(key: string, body: string): Readonly<Record<string, unknown>> {
  try {
    return parseStored(key, body);
  } catch (error) {
    if (error instanceof UnreadableObject && !error.newer) return {};
    throw error;
  }
}

async function release(store: ObjectStore, key: string, etag: string): Promise<void> {
  try {
    await store.delete(key, { ifMatch: etag });
  } catch (error) {
    if (!(error instanceof PreconditionFailed)) throw error;
  }
}
