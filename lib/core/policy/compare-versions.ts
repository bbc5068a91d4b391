import * as semver from 'semver';

/**
 * A vendor's version as a semantic one: `2.3` is 2.3.0. Undefined for versions that only look like numbers, such as
 * `1.4-2-py312` or `b9522`, which can be told apart but not put in order.
 */
export function semanticVersion(version: string): semver.SemVer | undefined {
  return /^\d+(\.\d+){0,2}$/.test(version) ? semver.coerce(version) ?? undefined : undefined;
}

/** The major version, where there is one. */
export function majorOf(version: string): number | undefined {
  return semanticVersion(version)?.major;
}
