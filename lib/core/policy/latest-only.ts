import * as semver from 'semver';
import { AWS_DEEP_LEARNING_CONTAINERS, type PolicyRelease } from './policy';

/**
 * Repositories of which the vendor supports the latest release only, and publishes no dates: the notices on vLLM and SGLang in the
 * support policy of github.com/aws/deep-learning-containers, as of 2026-08-21. Variants in repositories of their own
 * (`vllm-arm64`, `huggingface-vllm`) are left out: the notices do not speak of them.
 */
const LATEST_ONLY: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [AWS_DEEP_LEARNING_CONTAINERS, new Set(['vllm', 'sglang'])],
]);

/** Whether a rule, and not a date, ends the support of what is in this repository. */
export function isLatestOnly(family: string, { repository }: Pick<PolicyRelease, 'repository'>): boolean {
  const name = repository?.slice(repository.lastIndexOf('/') + 1);
  return name !== undefined && (LATEST_ONLY.get(family)?.has(name) ?? false);
}

/** What is known of a release's place in time. */
export type Placed = Pick<PolicyRelease, 'version' | 'releaseDate'>;

/** `latest`: none of them is newer. `unknown`: whether one is cannot be told. */
export type Place = 'latest' | 'superseded' | 'unknown';

/** Where a release stands among those that are listed. */
export function placeAmong(listed: readonly Placed[], release: Placed): Place {
  const orders = listed.map((other) => ageOrder(other, release));
  if (orders.some((order) => order === 1)) return 'superseded';
  return orders.includes(undefined) ? 'unknown' : 'latest';
}

/** 1 where the first is newer, -1 where it is older, 0 for the same; undefined where days and versions do not tell, or disagree. */
export function ageOrder(one: Placed, other: Placed): number | undefined {
  if (one.version === other.version) return 0;
  const byDay = one.releaseDate === undefined || other.releaseDate === undefined ? 0 : sign(one.releaseDate, other.releaseDate);
  const [numbers, otherNumbers] = [releaseNumbers(one.version), releaseNumbers(other.version)];
  const byVersion = numbers && otherNumbers ? numbers.compare(otherNumbers) : 0;
  // A patch of an older line that came later, say: neither is certain to be the latest.
  if (byDay !== 0 && byVersion !== 0 && byDay !== byVersion) return undefined;
  return byDay || byVersion || undefined;
}

/** Whether one of another build may be the newer: not where the numbers are the same, which each build writes in its own way. */
export function mayBeNewer(one: Placed, other: Placed): boolean {
  const order = ageOrder(one, other);
  if (order !== undefined) return order === 1;
  const [numbers, otherNumbers] = [releaseNumbers(one.version), releaseNumbers(other.version)];
  return !numbers || !otherNumbers || numbers.compare(otherNumbers) !== 0;
}

/**
 * The numbers that a version begins with. These projects count as Python packages do (PEP 440): where the numbers differ, nothing
 * behind them matters, be it `rc0`, `.dev361` or `+amzn2023.d223c900`; where they do not, what is behind them decides nothing here.
 */
export function releaseNumbers(version: string): semver.SemVer | undefined {
  const numbers = /^\d+(?:\.\d+){0,2}(?!\.?\d|!)/.exec(version)?.[0];
  return numbers === undefined ? undefined : semver.coerce(numbers) ?? undefined;
}

function sign(one: string, other: string): number {
  if (one === other) return 0;
  return one > other ? 1 : -1;
}
