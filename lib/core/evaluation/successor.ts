import type * as semver from 'semver';
import { daysBetween } from '../calendar-date';
import type { Successor, SupportStatus } from '../finding';
import type { Claim } from '../lineage/base-image';
import { semanticVersion } from '../policy/compare-versions';
import { releaseNumbers } from '../policy/latest-only';
import { releasesInLine } from '../policy/lookup';
import type { Policy, PolicyRelease } from '../policy/policy';
import { newestPatch } from '../policy/published-versions';
import type { Dating } from './dating';
import type { EvaluationOptions } from './options';

/**
 * The release to move to: with the same processor, repository and operating system, in the same major version if one there
 * lives longer, else in a newer one; among those the one that lives longest. A supported image needs a newer patch at most.
 */
export function findSuccessor(status: SupportStatus, dating: Dating, options: EvaluationOptions): Successor | null {
  const { policy, claim } = dating;
  if (!policy) return null;
  if (status === 'SUPPORTED') return patchSuccessor(policy, dating);
  if (dating.supersededBy) return latestRelease(dating, dating.supersededBy);
  const current = currentVersion(dating);
  if (!current) return null;
  const candidates = releasesInLine(policy, lineOf(dating))
    .filter((release) => livesLonger(release, dating, options))
    .flatMap((release) => {
      const version = semanticVersion(release.version);
      return version && version.compare(current) > 0 ? [{ release, version }] : [];
    })
    .sort((a, b) => compare(b.release.eolFrom ?? '', a.release.eolFrom ?? '') || b.version.compare(a.version));
  const chosen = candidates.find(({ version }) => version.major === current.major) ?? candidates[0];
  if (!chosen) return null;
  return {
    version: chosen.release.version,
    uri: uriOf(chosen.release, claim.processor),
    step: stepBetween(current, chosen.version),
    endOfSupport: chosen.release.eolFrom,
  };
}

/** Where the vendor supports the latest release only. Without a reference of its own no tag is made up: none follows from the version. */
function latestRelease({ claim, release }: Dating, latest: PolicyRelease): Successor {
  const [from, to] = [releaseNumbers(claim.version ?? release?.version ?? ''), releaseNumbers(latest.version)];
  const uri = latest.uri ?? latest.repository ?? '';
  return { version: latest.version, uri, step: from && to ? stepBetween(from, to) : 'major', endOfSupport: latest.eolFrom };
}

function patchSuccessor(policy: Policy, dating: Dating): Successor | null {
  const patch = newestPatch(policy, dating.claim.version);
  if (patch === undefined || patch === dating.claim.version || !dating.release) return null;
  const uri = uriOf(dating.release, dating.claim.processor).replace(`:${dating.release.version}-`, `:${patch}-`);
  return { version: patch, uri, step: 'patch', endOfSupport: dating.endOfSupport };
}

/** Where the exact version is not known, the newest that it can be. */
function currentVersion({ claim, release }: Dating): semver.SemVer | undefined {
  return (claim.version === null ? undefined : semanticVersion(claim.version)) ?? (release && semanticVersion(release.version));
}

/** What the row says more exactly than the image did decides too: a release for another operating system is no successor. */
function lineOf({ claim, release }: Dating): Claim {
  return {
    ...claim,
    processor: claim.processor ?? release?.processor ?? null,
    ...(release?.repository !== undefined && { repository: release.repository }),
    ...(release?.os !== undefined && { os: release.os }),
  };
}

/** Longer than the image that it is for, and longer than the last notice: who moves does not want to move again next week. */
function livesLonger(release: PolicyRelease, dating: Dating, { today, noticePeriods }: EvaluationOptions): boolean {
  if (release.eolFrom === null || release.section === 'unsupported' || release.withdrawnOn !== undefined) return false;
  if (daysBetween(today, release.eolFrom) <= Math.min(...noticePeriods)) return false;
  return dating.endOfSupport === null || release.eolFrom > dating.endOfSupport;
}

function stepBetween(from: semver.SemVer, to: semver.SemVer): Successor['step'] {
  if (from.major !== to.major) return 'major';
  return from.minor !== to.minor ? 'minor' : 'patch';
}

function uriOf(release: PolicyRelease, processor: string | null): string {
  return release.uri ?? [release.repository, [release.version, processor].filter(Boolean).join('-')].filter(Boolean).join(':');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
