import type { ScanResult } from '../../lib/core/scan-result';
import { html, type Html } from './html';
import { colorOf, counted, isWaived, STATUS_WORDS, statusCounts } from './statuses';

/** A report is old when the scan of a day did not run. */
const OLD_AFTER_HOURS = 26;
const HOUR_IN_MILLISECONDS = 3_600_000;

/** How many image versions stand where, and what the numbers rest on: the age of the scan, and what it could not read. */
export function scanSummary(result: Pick<ScanResult, 'scannedAt' | 'coverage' | 'findings'>, now: string): Html {
  const { findings } = result;
  const waived = findings.filter(isWaived).length;
  return html`
    ${findings.length === 0 ? html`<p>No image versions were found.</p>` : html`<p class="counts">${counts(findings)}</p>`}
    ${waived === 0 ? undefined : html`<p class="muted">${counted(waived, 'image version')} of these ${waived === 1 ? 'is' : 'are'} waived.</p>`}
    ${ageOf(result.scannedAt, now)}
    ${incomplete(result)}`;
}

function counts(findings: ScanResult['findings']): Html[] {
  return statusCounts(findings).map(
    ([status, count]) => html`<span style="color:${colorOf(status)}"><b>${count.toLocaleString('en-GB')}</b> ${STATUS_WORDS[status]}</span> `,
  );
}

function ageOf(scannedAt: string, now: string): Html {
  const hours = Math.max(0, Math.floor((Date.parse(now) - Date.parse(scannedAt)) / HOUR_IN_MILLISECONDS));
  const when = `${scannedAt.slice(0, 16).replace('T', ' ')} UTC, ${age(hours)}`;
  if (hours <= OLD_AFTER_HOURS) return html`<p class="muted">Scanned ${when}.</p>`;
  return html`<p class="warning">The last report is old: scanned ${when}. No scan has ended since, and what follows is as it was then.</p>`;
}

function age(hours: number): string {
  if (hours === 0) return 'less than an hour ago';
  return hours < 48 ? `${counted(hours, 'hour')} ago` : `${counted(Math.floor(hours / 24), 'day')} ago`;
}

function incomplete({ coverage }: Pick<ScanResult, 'coverage'>): Html | undefined {
  if (coverage.complete) return undefined;
  const calls = coverage.failures.reduce((sum, { count }) => sum + count, 0);
  const [first] = coverage.failures;
  const example = first ? ` First of ${counted(calls, 'failure')}: ${first.example}` : '';
  return html`<p class="warning">The scan was incomplete, there may be more image versions than are shown.${example}</p>`;
}
