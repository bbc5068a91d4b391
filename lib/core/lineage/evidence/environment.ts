import type { LineageInput } from '../base-image';

/** The environment of an image as a map; of a variable given twice, the last value counts, as it does for a process. */
export function environmentOf(input: LineageInput): ReadonlyMap<string, string> {
  const environment = new Map<string, string>();
  for (const entry of input.facts?.env ?? []) {
    const equals = entry.indexOf('=');
    if (equals > 0) environment.set(entry.slice(0, equals), entry.slice(equals + 1));
  }
  return environment;
}
