import { intersects, subset, validRange } from 'semver';
import type { Claim } from './base-image';

/** Whether two claims can both be true: what one does not say, the other may. */
export function agree(one: Claim, other: Claim): boolean {
  return one.family === other.family
    && compatible(one.processor ?? undefined, other.processor ?? undefined)
    && frameworksAgree(one.framework, other.framework)
    && compatible(one.os, other.os)
    && versionsAgree(one, other);
}

/** Whether the first claim leaves no doubt about the second: they agree, and it names a version at least as exactly. */
export function implies(one: Claim, other: Claim): boolean {
  const exact = other.version === null || (one.version !== null && isPrefix(other.version, one.version));
  return exact && agree(one, other);
}

/**
 * The first claim with what the second adds: more exact numbers of the same version, and members the first left open.
 * Only for claims that agree.
 */
export function refine(claim: Claim, addition: Claim): Claim {
  const { version, floating } = isMoreExact(addition, claim) ? addition : claim;
  const versionRange = openRange(version, claim.versionRange ?? addition.versionRange);
  const framework = longer(claim.framework, addition.framework);
  const repository = claim.repository ?? addition.repository;
  const os = claim.os ?? addition.os;
  return {
    family: claim.family,
    version,
    processor: claim.processor ?? addition.processor,
    ...(versionRange === undefined ? {} : { versionRange }),
    ...(framework === undefined ? {} : { framework }),
    ...(repository === undefined ? {} : { repository }),
    ...(os === undefined ? {} : { os }),
    ...(floating ? { floating } : {}),
  };
}

/** The range while it says more than the version does: beside `2`, from 2.3 on is news; beside `2.9` it is not. */
function openRange(version: string | null, range: string | undefined): string | undefined {
  const settled = range !== undefined && version !== null && validRange(version) !== null && subset(version, range);
  return settled ? undefined : range;
}

function compatible(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

/** One may be part of the other: `pytorch` of `huggingface-pytorch`, which a label without its contributor does not tell. */
function frameworksAgree(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  return `-${one}-`.includes(`-${other}-`) || `-${other}-`.includes(`-${one}-`);
}

function longer(one: string | undefined, other: string | undefined): string | undefined {
  return (other?.length ?? 0) > (one?.length ?? 0) ? other : one;
}

function versionsAgree(one: Claim, other: Claim): boolean {
  const numbers = one.version === null || other.version === null
    || isPrefix(one.version, other.version) || isPrefix(other.version, one.version);
  return numbers && inRange(one, other) && inRange(other, one);
}

/** Whether a version is another's beginning: `2.3` of `2.3.1`, but not of `2.30`. */
function isPrefix(short: string, long: string): boolean {
  return long === short || long.startsWith(`${short}.`);
}

function inRange({ versionRange }: Claim, { version, versionRange: otherRange }: Claim): boolean {
  const other = version ?? otherRange;
  if (versionRange === undefined || other === undefined) return true;
  // Versions that are not semantic have no place in a range: nothing says that they disagree.
  return validRange(other) === null || intersects(versionRange, other, { includePrerelease: true });
}

function isMoreExact({ version }: Claim, { version: than }: Claim): boolean {
  return version !== null && (than === null || version.length > than.length);
}
