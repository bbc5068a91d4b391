import Table from 'cli-table3';
import { dateOf, daysBetween, type CalendarDate } from '../../lib/core/calendar-date';
import type { Policy, PolicyRelease } from '../../lib/core/policy/policy';
import { BORDERLESS } from './borderless';
import { printable, type Style } from './style';

/** The policies in use, one a line. */
export function policiesText(policies: readonly Policy[], today: CalendarDate, style: Style): string {
  return render(['Family', 'Rows', 'Used', 'Read', 'Days ago', 'Source'], policies.map((policy) => [
    policy.family,
    String(policy.releases.length),
    policy.rule,
    dateOf(policy.retrievedAt),
    String(daysBetween(dateOf(policy.retrievedAt), today)),
    policy.source,
  ]), style);
}

/** One policy with its rows, the longest living first. */
export function policyText(policy: Policy, today: CalendarDate, style: Style): string {
  const rows = [...policy.releases].sort((a, b) => ((a.eolFrom ?? '') < (b.eolFrom ?? '') ? 1 : -1));
  const table = render(['Version', 'For', 'Released', 'End of support', 'Days', 'End of availability'], rows.map((release) => [
    release.version,
    [release.repository, release.processor, release.os].filter(Boolean).join(' '),
    release.releaseDate ?? '-',
    endText(release, today, style),
    release.eolFrom === null ? '-' : String(daysBetween(today, release.eolFrom)),
    release.discontinuedFrom ?? '-',
  ]), style);
  return `${policiesText([policy], today, style)}\n\n${table}`;
}

function endText({ eolFrom }: PolicyRelease, today: CalendarDate, style: Style): string {
  if (eolFrom === null) return style.dim('none published');
  return eolFrom < today ? style.dim(eolFrom) : style.bold(eolFrom);
}

function render(head: readonly string[], rows: readonly (readonly string[])[], style: Style): string {
  const table = new Table({ head: head.map((text) => style.dim(text)), chars: BORDERLESS, style: { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 0 } });
  table.push(...rows.map((row) => row.map((cell) => printableCell(cell))));
  return table.toString().split('\n').map((line) => line.trimEnd()).join('\n');
}

/** Cells carry the terminal's own colour codes beside text from documents. */
function printableCell(cell: string): string {
  return cell.split(/(\u001b\[\d+m)/).map((part, index) => (index % 2 === 1 ? part : printable(part))).join('');
}
