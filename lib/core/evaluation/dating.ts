import * as semver from 'semver';
import type { CalendarDate } from '../calendar-date';
import type { Condition, PolicyRow, SupportStatus } from '../finding';
import type { BaseImage, Claim } from '../lineage/base-image';
import { majorOf, semanticVersion } from '../policy/compare-versions';
import { findReleases, releasesInLine } from '../policy/lookup';
import type { Policy, PolicyRelease } from '../policy/policy';
import { byEnd, endedMajor, endedNeighbours, lastToEnd, newestOf } from './inferred-end';
import type { EvaluationOptions } from './options';
import { policyRow } from './provenance';
import { statusOn } from './status';
import { judgeByRule, type RuleVerdict } from './superseded';

/** What a policy says of a base on a day, and the row that says it. */
export interface Dating {
  readonly status: SupportStatus;
  readonly endOfSupport: CalendarDate | null;
  readonly endOfAvailability: CalendarDate | null;
  readonly reason?: string;
  readonly conditions: readonly Condition[];
  /** The claim that was dated: the base itself, or the rival that ends sooner. */
  readonly claim: Claim;
  readonly policy?: Policy;
  readonly release?: PolicyRelease;
  /** Present where no date but a newer release ended the support. */
  readonly supersededBy?: PolicyRelease;
  readonly policyRow: PolicyRow | null;
}

/** Dates a base, and every claim that disagrees with it at its own rank: the worst of them rules. */
export function dateBase(base: BaseImage, options: EvaluationOptions): Dating {
  return dateClaims([claimOf(base), ...base.rivals], options);
}

/** Dates claims that disagree, of which there is one at least: the worst of them rules. */
export function dateClaims(claims: readonly Claim[], options: EvaluationOptions): Dating {
  const datings = claims.map((claim) => dateClaim(claim, options));
  return datings.reduce((worst, dating) => (isWorse(dating, worst) ? dating : worst));
}

function claimOf(base: BaseImage): Claim {
  return { ...base, family: base.family ?? '' };
}

/** A verdict with the day that it rests on, as far as verdicts can be compared. */
export interface Standing {
  readonly status: SupportStatus;
  readonly endOfSupport: CalendarDate | null;
}

/**
 * What is worse to hear, worst first. A base that is not known is worse than one that still has a while: a date that only
 * one side speaks for is no comfort.
 */
const BADNESS: readonly SupportStatus[] = [
  'END_OF_AVAILABILITY', 'END_OF_SUPPORT', 'IMAGE_UNAVAILABLE', 'UNKNOWN_BASE', 'NOT_IN_POLICY', 'EXPIRING', 'NOT_IN_POLICY_YET',
  'NO_DATE_PUBLISHED', 'SUPPORTED',
];

/** Whether a standing is worse news than another; of two with the same status, the one that ends sooner. */
export function isWorse(a: Standing, b: Standing): boolean {
  const rank = ({ status }: Standing) => BADNESS.indexOf(status);
  if (rank(a) !== rank(b)) return rank(a) < rank(b);
  return a.endOfSupport !== null && (b.endOfSupport === null || a.endOfSupport < b.endOfSupport);
}

function dateClaim(claim: Claim, options: EvaluationOptions): Dating {
  const policy = options.policies.find(({ family }) => family === claim.family);
  if (!policy) return undated('NOT_IN_POLICY', claim, undefined, `No policy for the family '${claim.family}' is in use.`);
  const rows = findReleases(policy, claim);
  const ruling = ruler(rows, options.today);
  if (ruling) return ruled(dated(claim, policy, ruling, options), rows, policy, options);
  const range = claim.versionRange ?? majorRange(claim.version);
  if (claim.version === null || range !== undefined) return dateRange(claim, range, policy, options);
  return dateMissing(claim, claim.version, policy, options);
}

/** A whole major version: which minor it is decides. */
function majorRange(version: string | null): string | undefined {
  return version !== null && /^\d+$/.test(version) ? `${version}.x` : undefined;
}

function dated(
  claim: Claim,
  policy: Policy,
  release: PolicyRelease,
  options: EvaluationOptions,
  conditions: readonly Condition[] = [],
): Dating {
  const dates = { endOfSupport: release.eolFrom, endOfAvailability: release.discontinuedFrom ?? null };
  const status = statusOn(options.today, dates, Math.max(...options.noticePeriods));
  const reason = status === 'NO_DATE_PUBLISHED' ? { reason: `The vendor lists ${release.version} and publishes no end of support for it.` } : {};
  return { status, ...dates, ...reason, conditions, claim, policy, release, policyRow: policyRow(policy, release) };
}

/** A release without a date may be one that a rule speaks for. */
function ruled(dating: Dating, rows: readonly PolicyRelease[], policy: Policy, options: EvaluationOptions): Dating {
  const verdict = dating.status === 'NO_DATE_PUBLISHED' ? judgeByRule(dating.claim, rows, policy, options) : undefined;
  return verdict ? { ...dating, ...verdict } : dating;
}

function undated(status: SupportStatus, claim: Claim, policy: Policy | undefined, reason: string): Dating {
  return { status, endOfSupport: null, endOfAvailability: null, reason, conditions: [], claim, ...(policy && { policy }), policyRow: null };
}

/**
 * The version is one of several. If all of them have ended, so has this one, whichever it is; the latest of their ends is
 * the day by which that is certain. If any has not, nothing is known.
 */
function dateRange(claim: Claim, range: string | undefined, policy: Policy, options: EvaluationOptions): Dating {
  const unknown = undated('UNKNOWN_BASE', claim, policy, `The base is ${claim.family}, and which version of it cannot be told.`);
  if (range === undefined) return unknown;
  const line = releasesInLine(policy, claim);
  const candidates = line.filter((release) => {
    const version = semanticVersion(release.version);
    return version !== undefined && semver.satisfies(version, range);
  });
  const last = lastToEnd(candidates);
  if (!last || last.eolFrom === null || last.eolFrom >= options.today || !isClosed(range, line)) return unknown;
  return dated(claim, policy, last, options, [{
    type: 'DATE_INFERRED',
    message: `Every version that it can be has ended; ${last.version} was the last, on ${last.eolFrom}.`,
  }]);
}

/**
 * Whether no release that the policy does not list yet could fall into the range. Rows come at most weeks after a release that
 * lives for months: a line whose last row has ended is over, unless it is the newest line of all.
 */
function isClosed(range: string, line: readonly PolicyRelease[]): boolean {
  const newest = newestOf(line);
  return newest !== undefined && !semver.satisfies(newest.inc('minor'), range);
}

/** The policy has no row for this version: before its first, after its last, or in a hole between. */
function dateMissing(claim: Claim, version: string, policy: Policy, options: EvaluationOptions): Dating {
  const notListed = undated('NOT_IN_POLICY', claim, policy, `The policy of ${claim.family} has no row for ${describe(claim)}; ask the vendor, or move to a release that it lists.`);
  const rule = judgeByRule(claim, [], policy, options);
  if (rule) return byRule(notListed, rule, policy);
  const semantic = semanticVersion(version);
  if (!semantic) return notListed;
  const line = releasesInLine(policy, claim);
  const newest = newestOf(line.filter((release) => majorOf(release.version) === semantic.major)) ?? newestOf(line);
  if (!newest) return notListed;
  if (semantic.compare(newest) > 0) {
    const major = endedMajor(policy, line, semantic.major, options.today);
    if (major) return dated(claim, policy, major, options, [{
      type: 'DATE_INFERRED',
      message: `${version} has no row of its own; the whole major version ${semantic.major} and all of its releases have ended, the last on ${major.eolFrom}.`,
    }]);
    return undated('NOT_IN_POLICY_YET', claim, policy, `${version} is newer than ${newest.major}.${newest.minor}, the newest of its major version in the policy; vendors add rows days or weeks after a release.`);
  }
  const ended = endedNeighbours(semantic, line, options.today);
  if (!ended) return notListed;
  return dated(claim, policy, ended, options, [{
    type: 'DATE_INFERRED',
    message: `${version} has no row of its own; the releases next to it have ended, the last of them (${ended.version}) on ${ended.eolFrom}.`,
  }]);
}

/** No row says it, but the list of the others does. */
function byRule(missing: Dating, verdict: RuleVerdict, policy: Policy): Dating {
  const { supersededBy } = verdict;
  return { ...missing, ...verdict, ...(supersededBy && { release: supersededBy, policyRow: policyRow(policy, supersededBy) }) };
}

/** Of rows that all apply, the one that ends first; but a row without a date outranks one that has not ended yet. */
function ruler(rows: readonly PolicyRelease[], today: CalendarDate): PolicyRelease | undefined {
  const ordered = [...rows].sort(byEnd);
  const gone = ordered.find(({ discontinuedFrom }) => discontinuedFrom && discontinuedFrom < today);
  const ended = ordered.find(({ eolFrom }) => eolFrom !== null && eolFrom < today);
  return gone ?? ended ?? ordered.find(({ eolFrom }) => eolFrom === null) ?? ordered[0];
}

function describe(claim: Claim): string {
  return [claim.repository, claim.version, claim.processor].filter((part) => part !== undefined && part !== null).join(' ');
}
