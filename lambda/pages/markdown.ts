import { daysBetween } from '../../lib/core/calendar-date';
import { inDays } from '../../lib/core/describe-finding';
import type { ScanResult } from '../../lib/core/scan-result';
import { cut, visible } from './html';
import { headline } from './report/headline';
import { COLUMNS, findingRecords } from './report/records';
import { STATUS_WORDS, statusCounts } from './statuses';

const LONGEST_TEXT = 500;

/** A scan as Markdown: a summary and a table, for a pull request, a ticket or a wiki. */
export function reportMarkdown(result: ScanResult): string {
  const { findings, asOf, scannedAt, coverage, policies, changes } = result;
  const records = findingRecords(findings, asOf);
  const news = changes.filter(({ kind }) => kind !== 'finding');
  return [
    `# Support of SageMaker images, as of ${asOf}`,
    '', text(headline(result)),
    ...(findings.length === 0 ? [] : ['', ...statusCounts(findings).map(([status, count]) => `- ${count} ${STATUS_WORDS[status]}`)]),
    ...(news.length === 0 ? [] : ['', '## What is new', '', ...news.map(({ message }) => `- ${text(message)}`)]),
    ...(records.length === 0 ? [] : ['', '## Findings', '', line(COLUMNS), line(COLUMNS.map(() => '---')), ...records.map(({ cells }) => line(cells.map((lines) => text(lines.join(', ')))))]),
    '', '## Coverage', '',
    coverage.complete ? 'Everything could be read.' : '**The scan was incomplete: not everything could be read.**',
    ...(coverage.failures.length === 0 ? [] : ['', ...coverage.failures.map(({ cause, count, example }) => `- ${count} times ${text(cause)}: ${text(example)}`)]),
    ...(policies.length === 0 ? [] : ['', '## Policies', '', ...policies.map(({ family, rows, rule, retrievedAt }) => (
      `- ${text(family)}: ${rows} rows, ${rule}, read ${retrievedAt.slice(0, 10)}, ${inDays(daysBetween(asOf, retrievedAt.slice(0, 10)))}`))]),
    '', `Scanned ${scannedAt}.`,
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Text that stays text: any of these characters can stand behind a backslash, and none of them means anything then. */
function text(value: string): string {
  return cut(visible(value), LONGEST_TEXT).trim()
    .replace(/[\\`*_{}[\]<>()#!|~&:@$^]/g, '\\$&')
    .replace(/^[-+]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}
