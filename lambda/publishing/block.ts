import type { Finding, Severity } from '../../lib/core/finding';
import { versionName } from '../../lib/core/usage';
import { clean, counted, shorten } from './plain-text';

/** A label of a few letters and what stands beside it. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  /** A line to copy as it is. */
  readonly copy?: string;
}

/** One item for a person. Blocks with the same severity, title and facts are shown as one, with all their subjects. */
export interface Block {
  readonly severity: Severity;
  readonly title: string;
  /** What it is about: image versions, a release, a waiver. */
  readonly subjects: readonly string[];
  readonly facts: readonly Fact[];
}

const MAX_NAMES = 5;

export function nameOf(finding: Finding): string {
  const { imageName, aliases, directUse } = finding;
  if (directUse) return shorten(clean(`${imageName} ${versionName(finding)}, AWS's own`));
  const more = aliases.length > MAX_NAMES ? `, ${aliases.length - MAX_NAMES} more` : '';
  const also = aliases.length > 0 ? ` (${aliases.slice(0, MAX_NAMES).join(', ')}${more})` : '';
  return shorten(clean(`${imageName} ${versionName(finding)}${also}`));
}

/** How many image versions, and some of them by name: `7 image versions: data-science version 1, …, and 2 more`. */
export function countedNames(count: number, known: readonly Finding[], what = ''): string {
  const names = known.slice(0, MAX_NAMES).map((finding) => shorten(clean(`${finding.imageName} ${versionName(finding)}`), 200));
  const more = count > names.length ? [`and ${count - names.length} more`] : [];
  return `${counted(count, 'image version')}${what}${names.length > 0 ? `: ${[...names, ...more].join(', ')}` : ''}`;
}
