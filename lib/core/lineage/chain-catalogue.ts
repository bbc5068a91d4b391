import { parseCalendarDate } from '../calendar-date';
import { asObject, parseObject, type JsonObject } from '../json';
import type { Processor } from '../policy/policy';
import type { Claim } from './base-image';
import type { ChainCatalogue, KnownBase } from './known-bases';

const SCHEMA_VERSION = '1.0';
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const LONGEST_SHOWN = 80;
const OPTIONAL_TEXTS = ['versionRange', 'framework', 'repository', 'os'] as const;
const PROCESSORS: readonly Processor[] = ['cpu', 'gpu'];

/** Reads a catalogue of known bases. Throws with the member, the rule and the value where it is not one: half a catalogue is none. */
export function parseChainCatalogue(text: string): ChainCatalogue {
  const json = parseObject(text);
  if (!json) throw refused('the document', "a JSON object with 'schemaVersion' and 'bases'", text);
  const { schemaVersion, bases } = json;
  if (schemaVersion !== SCHEMA_VERSION) throw refused('schemaVersion', `'${SCHEMA_VERSION}', the one form that this program knows`, schemaVersion);
  if (!Array.isArray(bases)) throw refused('bases', 'a list of known bases', bases);
  return { schemaVersion, bases: bases.map((base: unknown, index) => readBase(base, `bases[${index}]`)) };
}

function readBase(value: unknown, name: string): KnownBase {
  const json = objectOf(value, name);
  const { asOf } = json;
  const date = typeof asOf === 'string' ? parseCalendarDate(asOf) : undefined;
  if (date === undefined) throw refused(`${name}.asOf`, 'the day on which the base was read, as YYYY-MM-DD', asOf);
  const diffIds = digestsOf(json, 'diffIds', name);
  const digests = digestsOf(json, 'digests', name);
  if (diffIds.length + digests.length === 0) throw refused(name, "one that has 'diffIds' or 'digests', by which alone a base is known again", value);
  return { claim: readClaim(objectOf(json['claim'], `${name}.claim`), `${name}.claim`), diffIds, digests, source: textOf(json, 'source', name), asOf: date };
}

function readClaim(json: JsonObject, name: string): Claim {
  const { version = null, processor = null } = json;
  if (version !== null && (typeof version !== 'string' || version === '')) throw refused(`${name}.version`, 'a version, or null where it is not known', version);
  const known = PROCESSORS.find((each) => each === processor);
  if (processor !== null && known === undefined) throw refused(`${name}.processor`, "'cpu', 'gpu' or null", processor);
  const texts = OPTIONAL_TEXTS.flatMap((member) => (json[member] === undefined ? [] : [[member, textOf(json, member, name)] as const]));
  return { family: textOf(json, 'family', name), version, processor: known ?? null, ...Object.fromEntries(texts) };
}

function digestsOf(json: JsonObject, member: string, name: string): readonly string[] {
  const value = json[member];
  if (!Array.isArray(value)) throw refused(`${name}.${member}`, 'a list of digests', value);
  return value.map((digest: unknown, index) => {
    if (typeof digest === 'string' && DIGEST.test(digest)) return digest;
    throw refused(`${name}.${member}[${index}]`, "'sha256:' and 64 hexadecimal digits in lower case", digest);
  });
}

function textOf(json: JsonObject, member: string, name: string): string {
  const value = json[member];
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw refused(`${name}.${member}`, 'a text that is not empty', value);
}

function objectOf(value: unknown, name: string): JsonObject {
  const object = asObject(value);
  if (!object) throw refused(name, 'an object', value);
  return object;
}

function refused(member: string, rule: string, value: unknown): Error {
  const text = value === undefined ? 'nothing' : typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  const shown = text.replace(/\s+/g, ' ');
  return new Error(`'${member}' of a catalogue must be ${rule}, got: ${shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown}. Make it anew by the 'catalogue' command.`);
}
