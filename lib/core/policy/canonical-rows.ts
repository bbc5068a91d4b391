import type { PolicyDocument, PolicyMajor, PolicyRelease } from './policy';

/** Where a row was read is not part of what it says. */
const PROVENANCE = new Set(['source', 'asOf', 'line']);

/**
 * The rows of a policy as one text that depends on nothing but what they say: neither on the order of rows or members
 * nor on where and when they were read. Its hash names the content of a policy that has no document of its own.
 */
export function canonicalRows({ releases, majors }: Pick<PolicyDocument, 'releases' | 'majors'>): string {
  return [...majors.map((row) => `major ${canonicalRow(row)}`), ...releases.map((row) => `release ${canonicalRow(row)}`)].sort().join('\n');
}

function canonicalRow(row: PolicyMajor | PolicyRelease): string {
  const members = Object.entries(row).filter(([name, value]) => value !== undefined && !PROVENANCE.has(name));
  return JSON.stringify(Object.fromEntries(members.sort(([left], [right]) => (left < right ? -1 : 1))));
}
