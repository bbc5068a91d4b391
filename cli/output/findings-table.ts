import Table from 'cli-table3';
import { daysBetween, dateOf } from '../../lib/core/calendar-date';
import { POLICY_STALE_AFTER_DAYS } from '../../lib/core/evaluation/options';
import { SEVERITIES, WORST_FIRST, type ConditionType, type Finding, type Severity, type SupportStatus } from '../../lib/core/finding';
import type { ScanResult } from '../../lib/core/scan-result';
import { versionName } from '../../lib/core/usage';
import { BORDERLESS } from './borderless';
import { policyNews } from './policy-news';
import { printable, type Style } from './style';

const STATUS_WORDS: Readonly<Record<SupportStatus, string>> = {
  SUPPORTED: 'supported',
  EXPIRING: 'expiring',
  END_OF_SUPPORT: 'end of support',
  END_OF_AVAILABILITY: 'end of availability',
  NO_DATE_PUBLISHED: 'no date published',
  NOT_IN_POLICY_YET: 'not in policy yet',
  NOT_IN_POLICY: 'not in policy',
  UNKNOWN_BASE: 'unknown base',
  IMAGE_UNAVAILABLE: 'image unavailable',
};

const FAMILY_WORDS: Readonly<Record<string, string>> = {
  'sagemaker-distribution': 'SageMaker Distribution',
  'aws-deep-learning-containers': 'AWS DLC',
  'google-deep-learning-containers': 'Google DLC',
};

/** Worth a word beside each finding. What holds for the whole run is said once, below the table. */
const SHOWN_CONDITIONS: Readonly<Partial<Record<ConditionType, string>>> = {
  DATE_MOVED_EARLIER: 'date moved earlier',
  DATE_MOVED_LATER: 'date moved later',
  DATE_INFERRED: 'date inferred',
  VERSION_INFERRED: 'version inferred',
  PENDING_EARLIER_DATE: 'earlier date pending',
  POLICY_INCONSISTENT: 'policy inconsistent',
  LINEAGE_CONFLICT: 'evidence conflicts',
  PROBABLE_BASE: 'probable base',
  FLOATING_TAG: 'floating tag',
  PATCH_BEHIND: 'patch behind',
  TO_BE_ARCHIVED: 'to be archived',
  ARCHIVED: 'archived',
  BACKING_IMAGE_GONE: 'image gone from registry',
  WAIVED: 'waived',
  WAIVER_EXPIRED: 'waiver expired',
};

/** The findings as a person reads them: what is worst and nearest first. */
export function findingsTable(result: ScanResult, style: Style, columns: number): string {
  const findings = [...result.findings].sort(worstFirst);
  return [
    headline(result, style),
    ...policyNews(result, style),
    ...(findings.length === 0 ? [] : ['', statusLine(findings, style), '', table(findings, style, columns)]),
    ...reasons(findings, style),
    '',
    ...footer(result, style),
  ].join('\n');
}

function worstFirst(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)
    || (a.daysLeft ?? Number.MAX_SAFE_INTEGER) - (b.daysLeft ?? Number.MAX_SAFE_INTEGER)
    || (a.imageName < b.imageName ? -1 : a.imageName > b.imageName ? 1 : a.version - b.version);
}

function headline({ coverage, findings, asOf }: ScanResult, style: Style): string {
  const targets = [...new Set(findings.map((finding) => `${finding.accountId} ${finding.region}`))].join(', ');
  const { directUse = 0 } = coverage;
  const direct = directUse > 0 ? `, ${count(directUse, 'direct use')} of AWS's own` : '';
  const what = `${count(coverage.findings - directUse, 'image version')} in ${count(coverage.images, 'image')}${direct}`;
  return style.bold(`${what}${targets ? ` of ${targets}` : ''}, judged as of ${asOf}`);
}

function statusLine(findings: readonly Finding[], style: Style): string {
  return WORST_FIRST
    .map((status) => ({ status, of: findings.filter((finding) => finding.status === status) }))
    .filter(({ of }) => of.length > 0)
    .map(({ status, of }) => style.severity(worst(of), `${of.length} ${STATUS_WORDS[status]}`))
    .join(style.dim(' · '));
}

function worst(findings: readonly Finding[]): Severity {
  return findings.map(({ severity }) => severity).reduce((a, b) => (SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b));
}

function table(findings: readonly Finding[], style: Style, columns: number): string {
  const rows = findings.map((finding) => cellsOf(finding, style));
  const heads = ['Severity', 'Image', 'V', 'Base', 'Status', 'Ends', 'Days', 'Move to', 'Note'].map((head) => style.dim(head));
  const output = new Table({
    head: heads,
    chars: BORDERLESS,
    style: { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: ['left', 'left', 'right', 'left', 'left', 'left', 'right', 'left', 'left'],
    colWidths: [null, null, null, null, null, null, null, null, noteWidth(rows, columns)],
    wordWrap: true,
  });
  output.push(...rows);
  return output.toString().split('\n').map((line) => line.trimEnd()).join('\n');
}

/** What is left of the line for the notes; they wrap, and are never narrower than their longest words. */
function noteWidth(rows: readonly (readonly string[])[], columns: number): number {
  const others = rows[0]!.slice(0, -1).map((_, column) => Math.max(...rows.map((row) => plainLength(row[column]!)), 4));
  const used = others.reduce((sum, width) => sum + width + 2, 2);
  const wanted = Math.max(...rows.map((row) => plainLength(row.at(-1)!)), 4) + 1;
  return Math.max(16, Math.min(wanted, columns - used));
}

function plainLength(text: string): number {
  return text.replace(/\u001b\[\d+m/g, '').length;
}

function cellsOf(finding: Finding, style: Style): string[] {
  const colour = (text: string) => style.severity(finding.severity, text);
  return [
    colour(finding.severity === 'INFORMATIONAL' ? 'ok' : finding.severity.toLowerCase()),
    printable(finding.imageName),
    printable(finding.directUse ? finding.aliases[0] ?? (finding.version === 0 ? 'default' : String(finding.version)) : String(finding.version)),
    baseText(finding),
    colour(STATUS_WORDS[finding.status]),
    finding.endOfSupport ?? style.dim('-'),
    finding.daysLeft === null ? style.dim('-') : colour(String(finding.daysLeft)),
    successorText(finding, style),
    notes(finding),
  ];
}

/** A newer patch of a release that has ended is no news beside its end. */
function notes({ conditions, status, directUse }: Finding): string {
  const shown = status === 'SUPPORTED' || status === 'EXPIRING' ? conditions : conditions.filter(({ type }) => type !== 'PATCH_BEHIND');
  return [...users(directUse), ...shown.flatMap(({ type }) => SHOWN_CONDITIONS[type] ?? [])].join(', ');
}

function users(direct: Finding['directUse']): string[] {
  if (!direct) return [];
  const { running, attached } = direct;
  return [...(running > 0 ? [count(running, 'running app')] : []), ...(attached > 0 ? [count(attached, 'default')] : [])];
}

function baseText({ base, golden }: Finding): string {
  if (!base) return '-';
  const team = golden === undefined || golden.family === base.family ? '' : `${[golden.family, golden.version].filter(Boolean).join(' ')} on `;
  const name = FAMILY_WORDS[base.family] ?? base.family;
  const parts = [name, base.framework, base.version ?? '(version?)', base.processor?.toUpperCase()];
  return printable(`${team}${parts.filter(Boolean).join(' ')}${base.confidence === 'weak' ? ' ?' : ''}`);
}

function successorText({ successor }: Finding, style: Style): string {
  if (!successor) return style.dim('-');
  return printable(`${successor.version}${successor.endOfSupport ? `, to ${successor.endOfSupport}` : ''}`);
}

/** Reasons in full, once each, with the versions that they hold for: they do not fit into a cell. */
function reasons(findings: readonly Finding[], style: Style): string[] {
  const byReason = new Map<string, string[]>();
  for (const finding of findings) {
    const { reason, imageName, version, directUse } = finding;
    if (reason === undefined) continue;
    const name = printable(`${imageName} ${directUse ? versionName(finding) : `v${version}`}`);
    const names = byReason.get(reason);
    if (names) names.push(name);
    else byReason.set(reason, [name]);
  }
  if (byReason.size === 0) return [];
  return ['', style.bold('Why'), ...[...byReason].map(([reason, names]) => `  ${names.join(', ')}: ${style.dim(printable(reason))}`)];
}

function footer({ coverage, policies, asOf }: ScanResult, style: Style): string[] {
  const calls = Object.values(coverage.calls).reduce((sum, number) => sum + number, 0);
  const left = [
    coverage.excludedByFilter > 0 ? `${coverage.excludedByFilter} excluded by filter` : '',
    coverage.goneDuringScan > 0 ? `${coverage.goneDuringScan} deleted during the scan` : '',
  ].filter(Boolean);
  const seen = `${coverage.complete ? 'Everything could be read' : 'INCOMPLETE: not everything could be read'}, in ${count(calls, 'call')}`;
  return [
    style.bold('Coverage'),
    `  ${[seen, ...left].join('; ')}.`,
    ...coverage.failures.map((failure) => `  ${style.severity('HIGH', `${failure.count} x ${failure.cause}`)}  ${printable(failure.example)}`),
    style.bold('Policies'),
    ...policies.map((policy) => {
      const age = daysBetween(dateOf(policy.retrievedAt), asOf);
      const read = `read ${dateOf(policy.retrievedAt)}${age > 0 ? `, ${count(age, 'day')} before` : ''}`;
      const stale = age > POLICY_STALE_AFTER_DAYS ? style.severity('MEDIUM', ' (stale: dates may have moved since)') : '';
      return `  ${printable(policy.family)}: ${count(policy.rows, 'row')}, ${policy.rule}, ${style.dim(read)}${stale}`;
    }),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
