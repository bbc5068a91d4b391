import { versionParts } from '../version-parts';
import { groupReleases, label } from './grouping';
import type { PolicyCheck } from './policy-check';

/** A minor version that outlives its major. The vendor has really done that, so the row wins and this is only said. */
export const minorAfterMajor: PolicyCheck = ({ releases, majors }) => {
  const ends = new Map(majors.map((major) => [major.version, major.eolFrom]));
  return [...groupReleases(releases, (release) => `${release.version}\n${release.eolFrom}`).values()].flatMap(([release]) => {
    const major = release === undefined ? undefined : versionParts(release.version)[0];
    const end = major === undefined ? undefined : ends.get(major);
    if (release === undefined || !end || release.eolFrom === null || release.eolFrom <= end) return [];
    return [{
      code: 'minor-after-major',
      severity: 'info',
      line: release.line,
      message: `'${label(release)}' should end with major version ${major} on ${end} at the latest, got: '${release.asWritten}'. The row of the minor version counts.`,
    }];
  });
};
