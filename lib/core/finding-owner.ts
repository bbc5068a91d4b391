import type { Finding } from './finding';

/** What messages have as the owner of what nobody owns. */
export const UNOWNED = 'unowned';

/**
 * Whose a finding is: what the tag of its image says, else the name of the one domain that uses it. Two domains, or none, are no owner.
 */
export function ownerOf({ tags, usage }: Pick<Finding, 'tags' | 'usage'>, ownerTag: string, domainNames: ReadonlyMap<string, string>): string | null {
  const tagged = tags[ownerTag]?.trim();
  if (tagged) return tagged;
  const [domain, ...others] = usage?.domains ?? [];
  return domain === undefined || others.length > 0 ? null : domainNames.get(domain) ?? null;
}
