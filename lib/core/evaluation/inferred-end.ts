import type * as semver from 'semver';
import type { CalendarDate } from '../calendar-date';
import { majorOf, semanticVersion } from '../policy/compare-versions';
import type { Policy, PolicyRelease } from '../policy/policy';

/** No date counts as later than any. */
const NO_END = '9999-12-31';

/** Orders rows by what ends first. */
export function byEnd(a: PolicyRelease, b: PolicyRelease): number {
  const [left, right] = [endKey(a), endKey(b)];
  return left < right ? -1 : Number(left > right);
}

function endKey({ eolFrom, discontinuedFrom }: PolicyRelease): string {
  return `${eolFrom ?? NO_END} ${discontinuedFrom ?? NO_END}`;
}

/** The row that ends last, with the last of their days as the one from which all of them may be gone. */
export function lastToEnd(rows: readonly PolicyRelease[]): PolicyRelease | undefined {
  const last = [...rows].sort(byEnd).at(-1);
  if (!last) return undefined;
  const gone = rows.map(({ discontinuedFrom }) => discontinuedFrom ?? null);
  return { ...last, discontinuedFrom: gone.includes(null) ? null : [...gone].sort().at(-1) ?? null };
}

export function newestOf(rows: readonly PolicyRelease[]): semver.SemVer | undefined {
  return rows.flatMap((row) => semanticVersion(row.version) ?? []).sort((a, b) => b.compare(a))[0];
}

/** A release in a hole ended no later than its neighbours; one older than the oldest, no later than that. */
export function endedNeighbours(version: semver.SemVer, line: readonly PolicyRelease[], today: CalendarDate): PolicyRelease | undefined {
  const versions = line.flatMap((release) => semanticVersion(release.version) ?? []).sort((a, b) => a.compare(b));
  const above = versions.find((other) => other.compare(version) > 0);
  const below = versions.findLast((other) => other.compare(version) < 0);
  if (!above) return undefined;
  const isNeighbour = (own: semver.SemVer | undefined) => own !== undefined && [above, below].some((other) => other?.compare(own) === 0);
  const neighbours = line.filter((release) => isNeighbour(semanticVersion(release.version)));
  return neighbours.every((release) => hasEnded(release, today)) ? lastToEnd(neighbours) : undefined;
}

/**
 * The vendor's word on a whole major version is the last resort for a minor version without a row. It counts once the rows of its
 * minor versions have ended too: they are the vendor's later word (SageMaker Distribution 2.14 outlived the end of 2 by months).
 */
export function endedMajor(policy: Policy, line: readonly PolicyRelease[], number: number, today: CalendarDate): PolicyRelease | undefined {
  const major = policy.majors.find(({ version }) => version === String(number));
  if (!major || major.eolFrom === null) return undefined;
  const whole: PolicyRelease = { version: major.version, eolFrom: major.eolFrom, asWritten: major.eolFrom, line: major.line ?? null };
  const all = [whole, ...line.filter((release) => majorOf(release.version) === number)];
  return all.every((release) => hasEnded(release, today)) ? lastToEnd(all) : undefined;
}

function hasEnded({ eolFrom }: PolicyRelease, today: CalendarDate): boolean {
  return eolFrom !== null && eolFrom < today;
}
