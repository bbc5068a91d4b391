import { SCHEMA_VERSION } from '../../lib/core/contract';
import { isJsonObject, type JsonObject } from '../../lib/core/json';

/** An object in the store that this code cannot read, or must not overwrite. */
export class UnreadableObject extends Error {
  constructor(
    readonly key: string,
    /** Whether a newer program wrote it; else it is damaged. */
    readonly newer: boolean,
    problem: string,
    advice: string,
    options?: { cause?: unknown },
  ) {
    super(`'${key}' ${problem}; ${advice}`, options);
    this.name = 'UnreadableObject';
  }
}

/** The object's JSON, if it has a schema version that this code knows. */
export function parseStored(key: string, body: string): JsonObject {
  const value = parseJson(key, body);
  if (!isJsonObject(value)) throw damaged(key, `must hold a JSON object, got: ${Array.isArray(value) ? 'an array' : typeof value}`);
  const { schemaVersion } = value;
  if (typeof schemaVersion !== 'string' || !/^\d+\.\d+$/.test(schemaVersion)) {
    throw damaged(key, `must have a 'schemaVersion' such as '${SCHEMA_VERSION}', got: ${JSON.stringify(schemaVersion)}`);
  }
  if (isNewer(schemaVersion)) {
    const advice = 'update this program; nothing was written, so that the newer program finds its data as it left them';
    throw new UnreadableObject(key, true, `has the schema version '${schemaVersion}', and this program knows '${SCHEMA_VERSION}' at most`, advice);
  }
  return value;
}

export function damaged(key: string, problem: string, cause?: unknown): UnreadableObject {
  return new UnreadableObject(key, false, problem, 'restore an earlier version of it, or delete it to start afresh', { cause });
}

function parseJson(key: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw damaged(key, `must hold JSON, got ${body.length} characters that are not: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

function isNewer(schemaVersion: string): boolean {
  const [major = 0, minor = 0] = schemaVersion.split('.').map(Number);
  const [knownMajor = 0, knownMinor = 0] = SCHEMA_VERSION.split('.').map(Number);
  return major !== knownMajor ? major > knownMajor : minor > knownMinor;
}
