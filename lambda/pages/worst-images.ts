import { daysBetween, type CalendarDate } from '../../lib/core/calendar-date';
import { baseName, inDays } from '../../lib/core/describe-finding';
import { SEVERITIES, type Finding } from '../../lib/core/finding';
import { versionName } from '../../lib/core/usage';
import { cut, html, type Html } from './html';
import { colorOf, counted, isWaived, STATUS_WORDS } from './statuses';

export interface WorstImagesOptions {
  readonly today: CalendarDate;
  /** Rows at most; the rest is counted. */
  readonly rows: number;
}

/** Names are 63 characters at most; references and versions are as long as anybody writes them. */
const LONGEST_TEXT = 200;
const NO_END = '9999-12-31';

/** Image versions that are not supported, the worst first and what is waived last: what each is built on, until when, and where to go. */
export function worstImages(findings: readonly Finding[], { today, rows }: WorstImagesOptions): Html {
  const open = findings.filter(({ status }) => status !== 'SUPPORTED').sort(worstFirst);
  if (open.length === 0) return findings.length === 0 ? html`` : html`<p>All image versions are supported.</p>`;
  return html`<table>${HEAD}<tbody>${open.slice(0, rows).map((finding) => row(finding, today))}</tbody></table>${rest(open.slice(rows))}`;
}

const COLUMNS = [['Image', 22], ['Base', 23], ['Status', 16], ['Support ends', 17], ['Move to', 22]] as const;

const HEAD = html`
  <colgroup>${COLUMNS.map(([, percent]) => html`<col style="width:${percent}%">`)}</colgroup>
  <thead><tr>${COLUMNS.map(([name]) => html`<th>${name}</th>`)}</tr></thead>`;

function row(finding: Finding, today: CalendarDate): Html {
  const { imageName, status, reason } = finding;
  return html`<tr>
    <td>${cut(imageName, LONGEST_TEXT)} <small>${cut(versionName(finding), LONGEST_TEXT)}</small></td>
    <td>${baseOf(finding)}</td>
    <td style="color:${colorOf(status)}" title="${cut(reason ?? '', 2 * LONGEST_TEXT)}"><b>${STATUS_WORDS[status]}</b>${waiver(finding)}</td>
    <td>${ends(finding, today)}</td>
    <td>${moveTo(finding)}</td>
  </tr>`;
}

function baseOf({ base }: Finding): Html {
  if (base === null) return html`–`;
  return html`${cut(baseName(base), LONGEST_TEXT)}${base.confidence === 'weak' ? html`<small class="line">probably, not proven</small>` : undefined}`;
}

function waiver(finding: Finding): Html | undefined {
  return isWaived(finding) ? html`<small class="line">waived${finding.waiver ? ` until ${finding.waiver.expires}` : ''}</small>` : undefined;
}

function ends({ endOfSupport, endOfAvailability, estimatedEndOfSupport }: Finding, today: CalendarDate): Html {
  const removal = endOfAvailability === null ? undefined : html`<small class="line">may be gone after <span class="date">${endOfAvailability}</span></small>`;
  if (endOfSupport !== null) return html`<span class="date">${endOfSupport}</span> <small class="date">${inDays(daysBetween(today, endOfSupport))}</small>${removal}`;
  return html`–${estimatedEndOfSupport === undefined ? undefined : html` <small>estimate: <span class="date">${estimatedEndOfSupport}</span> or earlier</small>`}${removal}`;
}

/** AWS's own image is chosen, not built on. */
function moveTo({ successor, directUse }: Finding): Html {
  if (successor === null) return html`–`;
  const line = directUse || successor.uri === '' ? undefined : html`<small class="line">FROM ${cut(successor.uri, LONGEST_TEXT)}</small>`;
  return html`${cut(successor.version, LONGEST_TEXT)}${line}`;
}

function rest(findings: readonly Finding[]): Html | undefined {
  return findings.length === 0 ? undefined : html`<p class="muted">And ${counted(findings.length, 'more image version')} that ${findings.length === 1 ? 'is' : 'are'} not supported.</p>`;
}

function worstFirst(a: Finding, b: Finding): number {
  return Number(isWaived(a)) - Number(isWaived(b))
    || SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)
    || compareText(a.endOfSupport ?? NO_END, b.endOfSupport ?? NO_END)
    || compareText(a.imageVersionArn, b.imageVersionArn);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
