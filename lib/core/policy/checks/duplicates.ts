import type { PolicyAnomaly, PolicyRelease } from '../policy';
import { groupReleases, label, place, rowName } from './grouping';
import type { PolicyCheck } from './policy-check';

/** The same release on two lines: harmless where they agree, a contradiction where they don't. */
export const duplicates: PolicyCheck = ({ releases }) =>
  [...groupReleases(releases, rowName).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : others.flatMap((other) => compare(first, other)));

function compare(first: PolicyRelease, other: PolicyRelease): readonly PolicyAnomaly[] {
  const found: PolicyAnomaly[] = [];
  const where = `'${label(other)}' must stand in the policy once; it stands on ${place(first)} too`;
  if (first.eolFrom !== other.eolFrom) {
    found.push({
      code: 'duplicate-conflict', severity: 'warning', line: other.line,
      message: `${where}, with another date: '${first.asWritten}' against '${other.asWritten}'. The nearer end counts until the vendor repairs it.`,
    });
  }
  if (first.section !== other.section) {
    found.push({
      code: 'repeated-supported', severity: 'warning', line: other.line,
      message: `${where}: once as '${first.section}', once as '${other.section}'. The date decides, not the table.`,
    });
  }
  return found.length > 0 ? found : [{
    code: 'duplicate-row', severity: 'info', line: other.line, message: `${where}, with the same date. Nothing is lost.`,
  }];
}
