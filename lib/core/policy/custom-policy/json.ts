import type { CalendarDate } from '../../calendar-date';
import type { JsonObject } from '../../json';
import { quote } from '../anomaly';
import type { PolicyAnomaly } from '../policy';
import { parseWrittenDate } from '../written-date';

export type Report = (anomaly: PolicyAnomaly) => void;

/** A value as a message shows it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? quote(value) : quote(JSON.stringify(value)).slice(1, -1);
}

/** Why a member is not used. JSON has no lines to speak of: the member's name says where it is. */
export function problem(code: string, member: string, rule: string, value: unknown): PolicyAnomaly {
  return { code, severity: 'error', line: null, message: `'${member}' must be ${rule}, got: ${shown(value)}. The document is not used until it is.` };
}

/** Reads the members of one object and reports each that is not as it must be; then `ok` is false. */
export class Members {
  ok = true;

  constructor(private readonly json: JsonObject, private readonly name: string, private readonly report: Report) {}

  /** A day, or null where none was published. The member must be there: what is forgotten is no date without an end. */
  date(member: string): CalendarDate | null {
    const value = this.json[member];
    if (value === null) return null;
    const date = typeof value === 'string' ? parseWrittenDate(value) : undefined;
    return date ?? this.refuse('unparsable-date', member, "one whole day such as '2026-12-31', or null where there is none", value);
  }

  optionalDate(member: string): CalendarDate | null | undefined {
    return this.json[member] === undefined ? undefined : this.date(member);
  }

  text(member: string, pattern: RegExp, code: string, rule: string): string | undefined {
    const value = this.json[member];
    if (typeof value === 'string' && pattern.test(value)) return value;
    this.refuse(code, member, rule, value);
    return undefined;
  }

  optionalText(member: string): string | undefined {
    const value = this.json[member] ?? undefined;
    return value === undefined ? undefined : this.text(member, /\S/, 'invalid-member', 'a text that is not empty');
  }

  optionalChoice<T extends string>(member: string, choices: readonly T[]): T | undefined {
    const value = this.json[member] ?? undefined;
    if (value === undefined) return undefined;
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) this.refuse('invalid-member', member, `one of ${choices.map((each) => `'${each}'`).join(', ')}`, value);
    return choice;
  }

  refuse(code: string, member: string, rule: string, value: unknown): null {
    this.ok = false;
    this.report(problem(code, `${this.name}.${member}`, rule, value));
    return null;
  }
}

/** The members that have a value: records tell what is absent by leaving it out. */
export function present<T extends object>(record: T): Present<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Present<T>;
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };
