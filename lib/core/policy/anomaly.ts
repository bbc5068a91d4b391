import type { PolicyAnomaly } from './policy';

const LONGEST_QUOTE = 80;

/** Text from a document as a message shows it: one line, not too long. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `'${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line}'`;
}

/** In the order of the document; what concerns the whole document comes first. */
export function byLine(anomalies: readonly PolicyAnomaly[]): readonly PolicyAnomaly[] {
  return [...anomalies].sort((left, right) => (left.line ?? 0) - (right.line ?? 0));
}
