import { isWithin, versionParts } from '../version-parts';
import { label } from './grouping';
import type { PolicyCheck } from './policy-check';
import { meaningOfTag } from './tag-of-uri';

/** A row whose image is that of another version: the version was copied and one of its two places was forgotten. */
export const versionUriMismatch: PolicyCheck = ({ releases }) => releases.flatMap((release) => {
  const tagged = release.uri === undefined ? undefined : meaningOfTag(release.uri).version;
  if (release.uri === undefined || tagged === undefined) return [];
  const [row, tag] = [versionParts(release.version), versionParts(tagged)];
  if (isWithin(tag, row) || isWithin(row, tag)) return [];
  return [{
    code: 'version-uri-mismatch',
    severity: 'warning',
    line: release.line,
    message: `Row '${label(release)}' must link an image of its own version, got: '${release.uri}'. `
      + `The row counts for ${release.version}; check whether a row for ${tagged} is missing.`,
  }];
});
