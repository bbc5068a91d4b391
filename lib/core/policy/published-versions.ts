import * as semver from 'semver';
import type { Policy } from './policy';

/** The newest published patch of the minor version that `version` belongs to; undefined where that is not known. */
export function newestPatch({ publishedVersions = [] }: Policy, version: string | null): string | undefined {
  const parsed = version === null ? null : semver.parse(version);
  if (!parsed) return undefined;
  return semver.maxSatisfying([...publishedVersions], `~${parsed.major}.${parsed.minor}.0`) ?? undefined;
}
