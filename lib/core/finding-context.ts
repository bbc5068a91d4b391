import type { Finding } from './finding';
import { ownerOf } from './finding-owner';
import type { UsedSpec } from './usage';
import { UsageHints } from './usage-hints';
import type { VersionUse } from './usage-of-versions';

/** A finding with who uses its image; the hints on how to move them need both. */
export interface UsedFinding {
  readonly finding: Finding;
  /** Of a version of the account's own. */
  readonly uses?: readonly VersionUse[];
  /** Of one of AWS's own images. */
  readonly seen?: readonly UsedSpec[];
}

export interface ContextOptions {
  /** All that was seen of usage. */
  readonly seen: readonly UsedSpec[];
  /** The tag of an image that names its owner. Absent: findings have no owners. */
  readonly ownerTag?: string;
  /** By domain id. */
  readonly domainNames: ReadonlyMap<string, string>;
}

/** Adds to each finding how its users are moved, and whose it is. */
export function withContext(used: readonly UsedFinding[], { seen, ownerTag, domainNames }: ContextOptions): readonly Finding[] {
  const advice = new UsageHints(seen, used.map(({ finding }) => finding));
  return used.map(({ finding, uses = [], seen: users = [] }) => {
    const hints = finding.directUse ? advice.ofDirectUse(finding, users) : advice.ofVersion(finding, uses);
    return {
      ...finding,
      ...(hints.length > 0 && { hints }),
      ...(ownerTag !== undefined && { owner: ownerOf(finding, ownerTag, domainNames) }),
    };
  });
}
