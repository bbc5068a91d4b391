import { daysBetween, type CalendarDate } from '../../lib/core/calendar-date';
import { inDays } from '../../lib/core/describe-finding';
import { bar, barKey } from './bar';
import { fitText } from './fit-text';
import { cut, html, type Html } from './html';
import { colorOf, counted, STATUS_WORDS } from './statuses';
import { endOf, nearestWindows, type SupportWindow } from './support-windows';
import { timeScale, type TimeScale } from './time-scale';

export interface TimelineOptions {
  readonly today: CalendarDate;
  /** Pixels. */
  readonly width: number;
  /** Rows at most; the rest is counted. */
  readonly rows: number;
}

const ROW = 22;
const HEAD = 38;
/** `2026-04-25`, and a number of versions: each in a column of its own, so that no text ever stands on a bar. */
const DATE_COLUMN = 88;
const COUNT_COLUMN = 64;
const GAP = 12;
const LONGEST_NAME = 400;

/** Where the parts of a row begin and how wide they are. */
interface Columns {
  readonly name: number;
  readonly chart: number;
  readonly chartWidth: number;
  readonly date: number;
  readonly width: number;
}

/** The support windows of the bases in use against today, as a drawing with its key. */
export function timeline(windows: readonly SupportWindow[], { today, width, rows }: TimelineOptions): Html {
  if (windows.length === 0) return html``;
  const shown = nearestWindows(windows, today, rows);
  const columns = columnsIn(width);
  const scale = timeScale(shown.flatMap(datesOf), today, columns.chartWidth);
  const dated = shown.filter((window) => endOf(window) !== null);
  const height = HEAD + shown.length * ROW + 4;
  return html`
    <svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Support windows of the bases in use">
      ${axis(scale, columns, today, HEAD + dated.length * ROW)}
      ${shown.map((window, index) => row(window, HEAD + index * ROW, scale, columns, today))}
    </svg>
    ${barKey(shown, today)}
    ${rest(windows.filter((window) => !shown.includes(window)))}`;
}

function columnsIn(width: number): Columns {
  const name = Math.round(Math.min(310, Math.max(230, width * 0.3)));
  const date = width - DATE_COLUMN - COUNT_COLUMN;
  return { name, chart: name + GAP, chartWidth: date - name - 2 * GAP, date, width };
}

function datesOf({ released, endOfSupport, endOfAvailability }: SupportWindow): CalendarDate[] {
  return [released, endOfSupport, endOfAvailability].filter((date) => date !== null);
}

function axis({ at, ticks }: TimeScale, { chart, date, width }: Columns, today: CalendarDate, bottom: number): Html {
  const now = chart + at(today);
  return html`
    <text x="0" y="30" class="muted">Base</text>
    <text x="${date}" y="30" class="muted">Ends</text>
    <text x="${width}" y="30" class="muted" text-anchor="end">Versions</text>
    ${ticks.map((tick) => html`
      <line x1="${chart + at(tick)}" y1="${HEAD - 4}" x2="${chart + at(tick)}" y2="${bottom}" class="grid"/>
      <text x="${chart + at(tick)}" y="30" class="muted" text-anchor="middle">${tick.slice(0, 7)}</text>`)}
    <line x1="${now}" y1="16" x2="${now}" y2="${bottom}" class="today"/>
    <text x="${now}" y="12" text-anchor="middle">today</text>`;
}

function row(window: SupportWindow, y: number, scale: TimeScale, columns: Columns, today: CalendarDate): Html {
  const { name, status, versions } = window;
  const baseline = y + 15;
  const ends = endOf(window);
  return html`
    <g>
      <title>${cut(`${cut(name, LONGEST_NAME)}: ${sentence(window, today)}`, 2 * LONGEST_NAME)}</title>
      <text x="0" y="${baseline}">${fitText(cut(name, LONGEST_NAME), columns.name)}</text>
      ${ends === null
    ? html`<text x="${columns.chart}" y="${baseline}" style="fill:${colorOf(status)}">${fitText(undated(window), columns.chartWidth)}</text>`
    : html`<g transform="translate(${columns.chart} ${y + 5})">${bar(window, scale, today)}</g>`}
      <text x="${columns.date}" y="${baseline}" style="fill:${colorOf(status)}">${ends ?? '–'}</text>
      <text x="${columns.width}" y="${baseline}" text-anchor="end">${versions.toLocaleString('en-GB')}</text>
    </g>`;
}

function undated({ status }: SupportWindow): string {
  return status === 'SUPPORTED' ? 'supported as long as it is the latest release' : STATUS_WORDS[status];
}

/** What a row says, in words: for those who point at it, and for those who can't see it. */
function sentence({ status, released, endOfSupport, endOfAvailability, versions }: SupportWindow, today: CalendarDate): string {
  return [
    STATUS_WORDS[status],
    ...(released === null ? [] : [`released on ${released}`]),
    ...(endOfSupport === null ? [] : [`end of support ${endOfSupport} (${inDays(daysBetween(today, endOfSupport))})`]),
    ...(endOfAvailability === null ? [] : [`may be gone after ${endOfAvailability}`]),
    counted(versions, 'image version'),
  ].join(', ');
}

function rest(windows: readonly SupportWindow[]): Html | undefined {
  if (windows.length === 0) return undefined;
  const versions = windows.reduce((sum, window) => sum + window.versions, 0);
  return html`<p class="muted">And ${counted(windows.length, 'more base')} with ${counted(versions, 'image version')}, further from today or without a date.</p>`;
}
