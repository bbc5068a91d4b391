import { createHash } from 'node:crypto';
import type { DayCounts } from '../../../lib/core/day-counts';
import type { ScanResult } from '../../../lib/core/scan-result';
import { html, type Html } from '../html';
import { STATUS_WORDS, statusCounts } from '../statuses';
import { supportWindows } from '../support-windows';
import { PAGE_CLASS } from '../theme';
import { timeline } from '../timeline';
import { burnDown } from './burn-down';
import { findingsTable, packed, ROWS_AT_ONCE, statusClass } from './findings-table';
import { headline } from './headline';
import { findingRecords } from './records';
import { REPORT_SCRIPT } from './script';
import { coverage, news, policies, waivers } from './sections';
import { reportStyle } from './style';

export interface ReportInput {
  readonly result: ScanResult;
  /** How many image versions stood where on earlier days, as far as that is at hand. */
  readonly history?: readonly DayCounts[];
}

/** One for a screen and for paper, one for a phone: a drawing that shrinks cannot be read. */
const TIMELINE_WIDTHS = [['wide-drawing', 1040], ['narrow-drawing', 600]] as const;
const TIMELINE_ROWS = 40;

/** One file that shows a whole scan and asks nobody for anything: to be opened, mailed, kept and printed. */
export function reportPage(input: ReportInput): string {
  const { result } = input;
  const records = findingRecords(result.findings, result.asOf);
  const body = bodyOf(input, findingsTable(records)).toString();
  const style = reportStyle();
  // Only the last three hold text of ours alone; the others went through the escaping.
  return [
    `<!doctype html>\n<html lang="en" data-rows="${ROWS_AT_ONCE}"${html` data-scanned="${result.scannedAt}"`}>`,
    `<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${contentSecurity(style, body)}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><link rel="icon" href="data:,">',
    `<title>${html`SageMaker image support, ${result.asOf}`}</title>`,
    `<style>${style}</style></head>`,
    `<body>${body}${records.length === 0 ? '' : `<script type="application/json" id="records">${packed(records)}</script>`}<script>${REPORT_SCRIPT}</script></body></html>`,
  ].join('\n');
}

function bodyOf({ result, history = [] }: ReportInput, findings: Html): Html {
  const { asOf } = result;
  return html`<main class="${PAGE_CLASS}">
    <header>
      <h1>Support of SageMaker images, ${targets(result)}as of ${asOf}</h1>
      <p class="headline">${headline(result)}</p>
      <p class="counts">${statusCounts(result.findings).map(([status, count]) => (
    html`<span class="${statusClass(STATUS_WORDS[status])}"><b>${count.toLocaleString('en-GB')}</b> ${STATUS_WORDS[status]}</span> `))}</p>
      <p class="muted">Scanned ${result.scannedAt.slice(0, 16).replace('T', ' ')} UTC.</p>
      <p id="age" class="warning" hidden></p>
    </header>
    ${result.findings.length === 0 ? undefined : section('Support windows of the bases in use', drawn(result))}
    ${section('Findings', findings)}
    ${section('Burn-down', burnDown(history, result.findings, asOf))}
    ${section('Waivers', waivers(result.findings))}
    ${section('What is new', news(result.changes))}
    ${section('Policies', policies(result))}
    ${section('Coverage', coverage(result))}
  </main>`;
}

function section(title: string, content: Html): Html {
  return html`<section><h2>${title}</h2>${content}</section>`;
}

function drawn({ findings, asOf }: ScanResult): Html {
  const windows = supportWindows(findings);
  const drawings = TIMELINE_WIDTHS.map(([name, width]) => html`<div class="${name}">${timeline(windows, { today: asOf, width, rows: TIMELINE_ROWS })}</div>`);
  return html`<div class="wide" role="region" aria-label="Support windows" tabindex="0">${drawings}</div>`;
}

const NAMED_TARGETS = 5;

function targets({ findings }: ScanResult): string {
  const all = [...new Set(findings.map(({ accountId, region }) => `${accountId} ${region}`))];
  const some = all.slice(0, NAMED_TARGETS).join(', ');
  return all.length === 0 ? '' : `${some}${all.length > NAMED_TARGETS ? ` and ${all.length - NAMED_TARGETS} more` : ''}, `;
}

/**
 * Nothing but the page's own style and script, by hash, and no request at all. The drawings have their colours in attributes: each of these
 * few is allowed by its hash too. No text from outside can look like one, its quotes are escaped.
 */
function contentSecurity(style: string, body: string): string {
  const attributes = [...new Set([...body.matchAll(/ style="([^"]*)"/g)].map(([, value = '']) => value))];
  const styles = [style, ...attributes].map(hashOf).join(' ');
  return [
    "default-src 'none'", `script-src ${hashOf(REPORT_SCRIPT)}`, `style-src 'unsafe-hashes' ${styles}`, 'img-src data:', "base-uri 'none'", "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
