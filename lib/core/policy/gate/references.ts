import { groupReleases, releaseName, rowName } from '../checks/grouping';
import { processorUriMismatch } from '../checks/processor-uri-mismatch';
import { versionUriMismatch } from '../checks/version-uri-mismatch';
import { isEarlier } from '../compare-policies';
import type { PolicyRelease } from '../policy';
import { names, reason, type GateRule, type GateView } from './rule';

/**
 * Rows and their images agree. The edits that broke this (2ea2d7d3 with three rows, bf8bb62c with six, the cpu and gpu images
 * of whole blocks exchanged) had the right dates: it was the image that was copied wrongly. So what counts is not how many rows
 * there are but what hangs on them: a date that is as it was or nearer is told with a doubt; one that is new or later waits if
 * only rows vouch for it whose own image is of another version.
 */
export const references: GateRule = (view) => {
  const wrongVersion = mismatching(view, versionUriMismatch);
  const wrongProcessor = mismatching(view, processorUriMismatch);
  const refused = wrongVersion.filter((row) => isGoodNews(row, view) && !isBorneOut(row, view));
  const doubtful = [...new Set([...wrongVersion, ...wrongProcessor])].filter((row) => !refused.includes(row));
  const told = (rows: readonly PolicyRelease[]) => names(rows, ({ uri }) => ` with '${uri}'`);
  return [
    ...(refused.length === 0 ? [] : [reason('reference-of-other-version', 'error', `A date that is new or later must not hang on rows of unclear version, got: ${told(refused)}.`)]),
    ...(doubtful.length === 0 ? [] : [reason('reference-mismatch', 'warning', `Rows should link images of their own version and processor, got: ${told(doubtful)}. The rows count as they stand in their tables.`)]),
  ];
};

/** Rows that contradict their image, and did not before. */
function mismatching({ candidate, rulingRows }: GateView, check: typeof versionUriMismatch): readonly PolicyRelease[] {
  return candidate.releases.filter((row) =>
    check({ releases: [row], majors: [] }).length > 0 && rulingRows.get(rowName(row))?.uri !== row.uri);
}

function isGoodNews(row: PolicyRelease, { rulingRows, ruling }: GateView): boolean {
  if (ruling === undefined) return false;
  const before = rulingRows.get(rowName(row));
  return before === undefined || isEarlier(before.eolFrom, row.eolFrom);
}

/** Whether the row of the other processor says the same date of the same version, and its image is of that version. */
function isBorneOut(row: PolicyRelease, { candidate }: GateView): boolean {
  const sisters = groupReleases(candidate.releases, releaseName).get(releaseName(row)) ?? [];
  return sisters.some((sister) => sister.processor !== row.processor && sister.eolFrom === row.eolFrom && sister.uri !== undefined
    && versionUriMismatch({ releases: [sister], majors: [] }).length === 0);
}
