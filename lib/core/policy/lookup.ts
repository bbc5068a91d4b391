import { intersects, validRange } from 'semver';
import type { Claim } from '../lineage/base-image';
import type { Policy, PolicyMajor, PolicyRelease } from './policy';
import { isWithin, versionParts } from './version-parts';

/** How the rows of a lookup were found. */
export interface ReleaseLookup {
  /** All rows that apply. There are several where the claim leaves room or the policy repeats itself: the nearest end is the safe one. */
  readonly releases: readonly PolicyRelease[];
  /**
   * `exact`: the row is for this very version, or for this very repository where a repository is one version.
   * `prefix`: the row is for the version that this one belongs to, `2.3` for `2.3.1`.
   * `candidates`: the claim is less precise than the rows, and it is one of these.
   */
  readonly match: 'exact' | 'prefix' | 'candidates' | 'none';
  /** `framework`: the repository is not in the policy, and rows for the same framework stand in. */
  readonly scope: 'repository' | 'framework' | 'family';
  /** The vendor's word on the whole major version: what remains where there is no row, else context. */
  readonly major?: PolicyMajor;
}

/**
 * The rows that a claim is to be judged by; none where it names only a major version, of which each minor has its own row.
 */
export function findReleases(policy: Policy, claim: Claim): readonly PolicyRelease[] {
  const { match, releases } = lookUpReleases(policy, claim);
  const vague = match === 'candidates' && versionParts(claim.version ?? '').length < 2;
  return vague ? [] : releases;
}

/** The rows of the claim's own line of releases, whatever their versions: its neighbours and successors are among them. */
export function releasesInLine(policy: Policy, claim: Claim): readonly PolicyRelease[] {
  return inScope(policy.releases, claim).rows.filter((release) => fits(release, claim));
}

/** The rows that a claim may be about, with how they were found. */
export function lookUpReleases(policy: Policy, claim: Claim): ReleaseLookup {
  const { scope } = inScope(policy.releases, claim);
  const major = majorFor(policy, claim);
  return { ...byVersion(releasesInLine(policy, claim), claim), scope, ...(major && { major }) };
}

function majorFor(policy: Policy, claim: Claim): PolicyMajor | undefined {
  const [first] = versionParts(claim.version ?? '');
  return first === undefined ? undefined : policy.majors.find(({ version }) => version === first);
}

/** The rows of the claim's repository; of its framework, where the policy does not know the repository; else all. */
function inScope(releases: readonly PolicyRelease[], claim: Claim): { rows: readonly PolicyRelease[]; scope: ReleaseLookup['scope'] } {
  const { repository, framework } = claim;
  if (!releases.some((release) => release.repository !== undefined || release.framework !== undefined)) return { rows: releases, scope: 'family' };
  if (repository !== undefined) {
    const exact = releases.filter((release) => release.repository === repository);
    if (exact.length > 0) return { rows: exact, scope: 'repository' };
    const same = releases.filter((release) => release.repository !== undefined && isSameRepository(release.repository, repository));
    if (same.length > 0) return { rows: same, scope: 'repository' };
  }
  // A bare version says nothing where every framework counts its own.
  if (framework === undefined) return { rows: [], scope: 'framework' };
  const rows = releases.filter((release) => release.framework === framework && standsIn(release, claim));
  return { rows, scope: 'framework' };
}

/** The same name where one of the two paths leaves levels out: `pytorch` and `deep-learning-containers/pytorch`. */
function isSameRepository(left: string, right: string): boolean {
  const [a, b] = [left.split('/'), right.split('/')];
  if (a.at(-1) !== b.at(-1)) return false;
  return a.length <= b.length ? isSubsequence(a, b) : isSubsequence(b, a);
}

function isSubsequence(short: readonly string[], long: readonly string[]): boolean {
  let found = 0;
  for (const segment of long) if (segment === short[found]) found += 1;
  return found === short.length;
}

/**
 * Whether a row may stand in for a repository that the policy does not list: only a row of the same product, a repository
 * of the same kind of name. Dates of one vendor's products differ, and variants for other hardware have none.
 */
function standsIn(release: PolicyRelease, { repository, processor }: Claim): boolean {
  if (repository === undefined || release.repository === undefined) return true;
  return processor !== null && parentOf(repository) === parentOf(release.repository) && stemOf(repository) === stemOf(release.repository);
}

function parentOf(repository: string): string {
  return repository.slice(0, Math.max(0, repository.lastIndexOf('/')));
}

function stemOf(repository: string): string {
  return /^[a-z]*/.exec(repository.slice(repository.lastIndexOf('/') + 1))?.[0] ?? '';
}

/** What a row or a claim leaves open excludes nothing. */
function fits(release: PolicyRelease, { processor, os }: Claim): boolean {
  if (processor !== null && (release.processor ?? release.accelerator ?? processor) !== processor) return false;
  return os === undefined || release.os === undefined || release.os === os || isVersionOf(release.os, os);
}

/** A row for `ubuntu` is for `ubuntu22.04` too. */
function isVersionOf(system: string, os: string): boolean {
  return /^[a-z]+$/.test(system) && os.startsWith(system);
}

type Match = Pick<ReleaseLookup, 'releases' | 'match'>;
const NONE: Match = { releases: [], match: 'none' };

function byVersion(rows: readonly PolicyRelease[], claim: Claim): Match {
  const ofRepository = rows.filter((release) => claim.repository !== undefined && namesItsVersion(release, claim.repository));
  if (ofRepository.length > 0) return { releases: ofRepository, match: 'exact' };
  const version = versionParts(claim.version ?? '');
  const holding = version.length === 0 ? NONE : rowsThatHold(rows, version);
  if (holding.match !== 'none') return holding;
  const within = version.length === 0 ? [] : rows.filter((release) => isWithin(versionParts(release.version), version));
  const candidates = claim.versionRange === undefined ? within : inRange(version.length === 0 ? rows : within, claim.versionRange);
  return candidates.length === 0 ? NONE : { releases: candidates, match: 'candidates' };
}

/** The row of the version itself, else of the longest part of it: a minor's row outranks its major's. */
function rowsThatHold(rows: readonly PolicyRelease[], version: readonly string[]): Match {
  const holding = rows
    .map((release) => ({ release, parts: versionParts(release.version) }))
    .filter(({ parts }) => isWithin(version, parts));
  const longest = Math.max(0, ...holding.map(({ parts }) => parts.length));
  if (longest === 0) return NONE;
  const releases = holding.filter(({ parts }) => parts.length === longest).map(({ release }) => release);
  return { releases, match: longest === version.length ? 'exact' : 'prefix' };
}

/** Whether the repository's name carries the row's version: then there is no other version in it. */
function namesItsVersion(release: PolicyRelease, repository: string): boolean {
  if (release.repository === undefined || !isSameRepository(release.repository, repository)) return false;
  const [name, version] = [versionParts(repository.slice(repository.lastIndexOf('/') + 1)), versionParts(release.version)];
  return version.length > 0 && name.some((_, start) => version.every((part, index) => name[start + index] === part));
}

/** Rows with a release in the range. A row for `2.3` covers all of its patches. */
function inRange(rows: readonly PolicyRelease[], range: string): readonly PolicyRelease[] {
  if (validRange(range) === null) return [];
  return rows.filter(({ version }) => /^\d+(?:\.\d+){0,2}$/.test(version) && intersects(version, range));
}
