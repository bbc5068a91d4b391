import { gzipSync } from 'node:zlib';
import { SEVERITIES, WORST_FIRST } from '../../../lib/core/finding';
import { html, type Html } from '../html';
import { counted, STATUS_WORDS } from '../statuses';
import type { Detail, Line } from './details';
import { COLUMNS, FILTERS, type FilterName, type FindingRecord } from './records';

/** Rows that are drawn with all their details; the script draws more of them when it is asked to. */
export const ROWS_AT_ONCE = 100;

/** The findings as a table that needs no script to be read, with what the script sorts and filters. */
export function findingsTable(records: readonly FindingRecord[]): Html {
  if (records.length === 0) return html`<p>No image versions were found.</p>`;
  const rest = records.slice(ROWS_AT_ONCE);
  return html`
    ${filters(records)}
    <p id="count" role="status" class="muted">${records.length > ROWS_AT_ONCE ? `The worst ${ROWS_AT_ONCE} of ${counted(records.length, 'image version')}.` : `${counted(records.length, 'image version')}.`}</p>
    <div class="wide" role="region" aria-label="Findings" tabindex="0">
      <table id="findings">
        <thead><tr>${COLUMNS.map((name, column) => html`<th scope="col" class="c${column}">${name}</th>`)}</tr></thead>
        <tbody>${records.slice(0, ROWS_AT_ONCE).map(row)}</tbody>
      </table>
    </div>
    <p id="more" hidden><button type="button">Show ${ROWS_AT_ONCE} more</button> <button type="button">Show all</button></p>
    ${rest.length === 0 ? undefined : withoutScript(rest)}`;
}

function filters(records: readonly FindingRecord[]): Html {
  return html`
    <form id="filters" role="search" aria-label="Findings" hidden>
      <label>Search <input type="search" name="text" autocomplete="off" spellcheck="false"></label>
      ${FILTERS.map((name) => select(name, options(name, records)))}
      <button type="reset">Show everything</button>
      <button type="button" name="open" aria-pressed="false">Open all details</button>
    </form>`;
}

/** Where there is one value, there is nothing to choose. */
function select(name: FilterName, values: readonly Html[]): Html {
  if (values.length < 2) return html``;
  return html`<label>${name} <select name="${name}"><option value="">all</option>${values}</select></label>`;
}

/** In the order that people think in; names by the alphabet. */
const ORDERS: Readonly<Record<FilterName, readonly string[]>> = {
  Status: WORST_FIRST.map((status) => STATUS_WORDS[status]),
  Severity: [...SEVERITIES].reverse().map((severity) => severity.toLowerCase()),
  Owner: [],
  Region: [],
};

function options(name: FilterName, records: readonly FindingRecord[]): Html[] {
  const counts = new Map<string, number>();
  for (const { chosen } of records) counts.set(chosen[name], (counts.get(chosen[name]) ?? 0) + 1);
  const known = ORDERS[name].filter((value) => counts.has(value));
  const values = known.length > 0 ? known : [...counts.keys()].sort();
  return values.map((value) => html`<option value="${value}">${value} (${counts.get(value)})</option>`);
}

function row({ cells, chosen, details }: FindingRecord): Html {
  const [image = []] = cells;
  return html`
    <tr>${cells.map((lines, column) => cell(lines, column, chosen.Status))}</tr>
    <tr class="more"><td colspan="${COLUMNS.length}"><details><summary>Details<span class="unseen"> of ${image[0]} ${image[1]}</span></summary>${definitions(details())}</details></td></tr>`;
}

function cell([first = '', ...others]: readonly string[], column: number, status: string): Html {
  const small = others.map((line) => html`<small class="line">${line}</small>`);
  const content = html`${column === 2 ? html`<b class="${statusClass(status)}">${first}</b>` : first}${small}`;
  return column === 0 ? html`<th scope="row" class="c0">${content}</th>` : html`<td class="c${column}">${content}</td>`;
}

/** The class that has the colour of a status, from its words. */
export function statusClass(words: string): string {
  return `s-${words.replaceAll(' ', '-')}`;
}

function definitions(details: readonly Detail[]): Html {
  return html`<dl>${details.map(([label, lines]) => html`<dt>${label}</dt>${lines.map(definition)}`)}</dl>`;
}

function definition(line: Line): Html {
  return typeof line === 'string' ? html`<dd>${line}</dd>` : html`<dd><code>${line.code}</code></dd>`;
}

/** A browser that runs scripts does not even parse this, so that it costs nobody else anything. */
function withoutScript(records: readonly FindingRecord[]): Html {
  const rows = records.map(({ cells: [image = [], base = [], status = [], , ends = [], owner = []] }) => (
    html`<tr><td>${image.slice(0, 2).join(' ')}<td>${base[0]}<td>${status.join(', ')}<td>${ends[0]}<td>${owner[0]}`));
  return html`<noscript>
    <h3>The other ${counted(records.length, 'image version')}</h3>
    <p>Their details need a script; they are also in the scan's JSON.</p>
    <table><thead><tr><th>Image<th>Base<th>Status<th>Support ends<th>Owner</thead><tbody>${rows}</tbody></table>
  </noscript>`;
}

/** The records for the script. Packed they are small, and hold no character that markup could be made of. */
export function packed(records: readonly FindingRecord[]): string {
  const parts = records.map((record, index) => (
    Buffer.from(`${index === 0 ? '[' : ','}${JSON.stringify({ ...record, details: record.details() })}`)));
  return gzipSync(Buffer.concat([...parts, Buffer.from(']')])).toString('base64');
}
