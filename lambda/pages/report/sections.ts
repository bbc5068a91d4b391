import { dateOf, daysBetween, type CalendarDate } from '../../../lib/core/calendar-date';
import { versionName } from '../../../lib/core/usage';
import { POLICY_STALE_AFTER_DAYS } from '../../../lib/core/evaluation/options';
import { inDays } from '../../../lib/core/describe-finding';
import { SEVERITIES, type Finding } from '../../../lib/core/finding';
import type { Change } from '../../../lib/core/change';
import type { ScanResult } from '../../../lib/core/scan-result';
import type { Waiver } from '../../../lib/core/waiver';
import { cut, html, type Html } from '../html';
import { counted } from '../statuses';
import { RULE_WORDS } from './details';

const LONGEST_TEXT = 1000;
const NAMED = 5;
const NEWS = 50;
const REASONS = 10;

/** Decisions to live with findings, the first to end before the others. */
export function waivers(findings: readonly Finding[]): Html {
  const covered = new Map<string, { readonly waiver: Waiver; readonly findings: Finding[] }>();
  for (const finding of findings) {
    if (!finding.waiver) continue;
    const key = JSON.stringify(finding.waiver);
    const known = covered.get(key);
    if (known) known.findings.push(finding);
    else covered.set(key, { waiver: finding.waiver, findings: [finding] });
  }
  if (covered.size === 0) return html`<p>No waiver covers any of them.</p>`;
  const sorted = [...covered.values()].sort(({ waiver: a }, { waiver: b }) => (a.expires < b.expires ? -1 : Number(a.expires > b.expires)));
  return table(['Until', 'Owner', 'Reason', 'For', 'Covers'], sorted.map(({ waiver, findings: of }) => [
    `${waiver.expires}${of.every(({ conditions }) => conditions.some(({ type }) => type === 'WAIVER_EXPIRED')) ? ', expired' : ''}`,
    waiver.owner, waiver.reason, `${waiver.image} ${waiver.versions ?? ''}`, `${of.length}: ${names(of)}`,
  ]));
}

function names(findings: readonly Finding[]): string {
  const some = findings.slice(0, NAMED).map((finding) => `${finding.imageName} ${versionName(finding)}`);
  return `${some.join(', ')}${findings.length > NAMED ? ', …' : ''}`;
}

/** What is new since the scan before: of policies and waivers in words, since they explain the findings, and of findings by number. */
export function news(changes: readonly Change[]): Html {
  const told = changes.filter(({ kind }) => kind !== 'finding').sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  const counts = new Map<string, number>();
  for (const { kind, type } of changes) if (kind === 'finding') counts.set(type, (counts.get(type) ?? 0) + 1);
  const findings = [...counts].map(([type, count]) => `${count.toLocaleString('en-GB')} ${type.toLowerCase().replaceAll('_', ' ')}`).join(', ');
  return html`
    ${told.length === 0 ? html`<p>Nothing is new about policies and waivers.</p>` : html`<ul>${told.slice(0, NEWS).map(({ message }) => html`<li>${cut(message, LONGEST_TEXT)}</li>`)}</ul>`}
    ${told.length > NEWS ? html`<p class="muted">And ${counted(told.length - NEWS, 'more change')}.</p>` : undefined}
    <p>${findings === '' ? 'No finding changed.' : `Findings since the scan before: ${findings}.`}</p>`;
}

/** How old the policies are that judged, which copy of each it was, and what became of the documents that were read. */
export function policies({ policies: used, policyDocuments, asOf }: Pick<ScanResult, 'policies' | 'policyDocuments' | 'asOf'>): Html {
  const rows = used.map(({ family, rule, rows: number, retrievedAt, source, sha256 }) => (
    [family, RULE_WORDS[rule], age(dateOf(retrievedAt), asOf), String(number), source, sha256.slice(0, 12)]));
  const documents = policyDocuments.map(({ source, family, verdict, reasons }) => [
    source, family ?? '–', verdict, reasons.length === 0 ? '–' : `${reasons.slice(0, REASONS).map(({ message }) => message).join(' · ')}${reasons.length > REASONS ? ` · and ${reasons.length - REASONS} more` : ''}`,
  ]);
  return html`
    ${rows.length === 0 ? html`<p>No policy was used.</p>` : table(['Policy', 'Which copy ruled', 'Read', 'Rows', 'Source', 'sha256'], rows)}
    ${documents.length === 0 ? html`<p class="muted">No policy document was read in this run.</p>` : html`<h3>Documents read in this run</h3>${table(['Document', 'Policy', 'Verdict', 'Reasons'], documents)}`}`;
}

function age(read: CalendarDate, today: CalendarDate): string {
  const days = daysBetween(read, today);
  return `${read}, ${inDays(-days)}${days > POLICY_STALE_AFTER_DAYS ? ': stale, dates may have moved since' : ''}`;
}

/** What the scan saw and what it could not read: without it, a green report means nothing. */
export function coverage({ coverage: seen }: Pick<ScanResult, 'coverage'>): Html {
  const counts = [
    counted(seen.images, 'image'), `${counted(seen.versionsListed, 'version')} listed`, `${seen.excludedByFilter} excluded by filter`,
    `${seen.goneDuringScan} deleted during the scan`, ...(seen.directUse === undefined ? [] : [`${counted(seen.directUse, 'direct use')} of AWS's own images`]),
  ];
  return html`
    <p${seen.complete ? undefined : html` class="warning"`}>${seen.complete ? 'Everything could be read.' : 'The scan was incomplete: not everything could be read.'}</p>
    <p>${counts.join(', ')}: ${counted(seen.findings, 'finding')}.</p>
    ${seen.failures.length === 0 ? undefined : table(['What failed', 'Times', 'For example'], seen.failures.map(({ cause, count, example }) => [cause, String(count), example]))}
    <details><summary>Calls made</summary>${table(['Call', 'Times'], Object.entries(seen.calls).map(([call, count]) => [call, count.toLocaleString('en-GB')]))}</details>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<div class="wide" role="region" aria-label="${heads[0]}" tabindex="0"><table>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cut(cell, LONGEST_TEXT)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}
