/** Adds what is wrong with `value` at `path` to `problems`. */
export type Rule = (value: unknown, path: string, problems: string[]) => void;

/** A rule for every member of T: adding a member to the type without a rule doesn't compile. */
export type Members<T> = { readonly [K in keyof Required<T>]: Rule };

function refuse(path: string, rule: string, value: unknown, problems: string[]): void {
  const shown = JSON.stringify(value) ?? String(value);
  problems.push(`'${path}' must be ${rule}, got: ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}`);
}

function holds(rule: string, test: (value: unknown) => boolean): Rule {
  return (value, path, problems) => {
    if (!test(value)) refuse(path, rule, value, problems);
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const text: Rule = holds('text', (value) => typeof value === 'string');
export const flag: Rule = holds('true or false', (value) => typeof value === 'boolean');
export const instant: Rule = holds(
  'an ISO instant such as 2026-01-31T00:00:00Z',
  (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value)),
);

export function textLike(pattern: RegExp, rule: string, maxLength = Infinity): Rule {
  return holds(rule, (value) => typeof value === 'string' && pattern.test(value) && value.length <= maxLength);
}

export function wholeNumber(min: number): Rule {
  return holds(`a whole number, ${min} or more`, (value) => Number.isSafeInteger(value) && Number(value) >= min);
}

export const amount: Rule = holds('a number, 0 or more', (value) => typeof value === 'number' && value >= 0);

export function oneOf(values: readonly string[]): Rule {
  return holds(`one of ${values.join(', ')}`, (value) => typeof value === 'string' && values.includes(value));
}

/** A list whose items differ in `key`, where it is given. */
export function listOf(item: Rule, key?: { readonly name: string; readonly of: (item: unknown) => unknown }): Rule {
  return (value, path, problems) => {
    if (!Array.isArray(value)) return refuse(path, 'a list', value, problems);
    const seen = new Set<unknown>();
    value.forEach((entry: unknown, index) => {
      item(entry, `${path}[${index}]`, problems);
      const identity = key?.of(entry);
      if (key && identity !== undefined && seen.has(identity)) {
        refuse(`${path}[${index}].${key.name}`, 'different from those before it', identity, problems);
      }
      seen.add(identity);
    });
  };
}

export function mapOf(item: Rule, key?: { readonly pattern: RegExp; readonly rule: string }): Rule {
  return (value, path, problems) => {
    if (!isRecord(value)) return refuse(path, 'an object', value, problems);
    for (const [name, entry] of Object.entries(value)) {
      if (key && !key.pattern.test(name)) refuse(`${path}.${name}`, `named by ${key.rule}`, name, problems);
      item(entry, path === '' ? name : `${path}.${name}`, problems);
    }
  };
}

/** An object with the members named: those of `required` must be there, no others may. */
export function objectOf<T>(members: Members<T>, required: readonly (keyof T & string)[]): Rule {
  const rules = new Map<string, Rule>(Object.entries(members));
  return (value, path, problems) => {
    if (!isRecord(value)) return refuse(path || 'fleet', 'an object', value, problems);
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    for (const name of required) {
      if (value[name] === undefined) problems.push(`'${at(name)}' must be given: it is missing`);
    }
    for (const [name, entry] of Object.entries(value)) {
      const rule = rules.get(name);
      if (!rule) problems.push(`'${at(name)}' must be one of the members ${[...rules.keys()].join(', ')}: there is no '${name}' here`);
      else if (entry !== undefined) rule(entry, at(name), problems);
    }
  };
}

export function allOf(...rules: readonly Rule[]): Rule {
  return (value, path, problems) => rules.forEach((rule) => rule(value, path, problems));
}
