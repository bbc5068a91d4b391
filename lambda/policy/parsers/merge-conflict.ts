import type { PolicyAnomaly } from '../../../lib/core/policy/policy';

/** Markers that Git leaves in a file whose merge nobody finished. A lone `=======` underlines a heading in Markdown. */
const MARKER = /^(?:<{7}|>{7}|\|{7})(?:\s|$)/;

/** One anomaly for each marker: the rows on both sides of it can't both be meant. */
export function mergeConflicts(lines: readonly string[]): readonly PolicyAnomaly[] {
  return lines.flatMap((text, index) => MARKER.test(text) ? [{
    code: 'merge-conflict',
    severity: 'error' as const,
    line: index + 1,
    message: `A policy must be free of merge conflicts, got the marker '${text.slice(0, 40).trim()}'. Which rows hold is open: wait for the vendor to finish the merge.`,
  }] : []);
}
