import { rowName } from './checks/grouping';
import type { PolicyRows } from './checks/policy-check';
import { isEarlier, nearestRows, rowsOfProducts } from './compare-policies';
import type { PolicyDocument, PolicyRelease } from './policy';

/**
 * The rows of a refused document that end a release earlier than the policy that rules: bad news does not wait for a clean
 * document, good news does. Rows that a merge left open or an error stands on say nothing.
 */
export function pendingDates(candidate: PolicyDocument, ruling: PolicyRows & { readonly family: string }): readonly PolicyRelease[] {
  if (candidate.family !== ruling.family) return [];
  const rulingRows = nearestRows(rowsOfProducts(ruling, candidate.products).releases);
  const isOpen = openLines(candidate);
  return [...nearestRows(candidate.releases.filter(({ line }) => !isOpen(line))).values()].filter((row) => {
    const before = rulingRows.get(rowName(row));
    return before !== undefined && isEarlier(row.eolFrom, before.eolFrom);
  });
}

/** Lines whose meaning is not settled. What stands between the first and the last marker of a merge may be on either side. */
function openLines({ anomalies }: PolicyDocument): (line: number | null) => boolean {
  const broken = new Set(anomalies.filter(({ severity, line }) => severity === 'error' && line !== null).map(({ line }) => line));
  const merges = anomalies.filter(({ code }) => code === 'merge-conflict');
  const markers = merges.flatMap(({ line }) => line ?? []);
  if (markers.length < merges.length || markers.length === 1) return () => true;
  const [first, last] = [Math.min(...markers), Math.max(...markers)];
  return (line) => line === null ? markers.length > 0 : broken.has(line) || (line > first && line < last);
}
