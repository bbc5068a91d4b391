import type { CalendarDate } from '../../../lib/core/calendar-date';
import type { DayCounts } from '../../../lib/core/day-counts';
import { WORST_FIRST, type Finding, type SupportStatus } from '../../../lib/core/finding';
import { html, type Html } from '../html';
import { colorOf, counted, STATUS_WORDS, statusCounts } from '../statuses';

const DAYS = 60;
const WIDTH = 1040;
const HEIGHT = 160;
const LABELS = 20;
const LABELLED = 12;
const WIDEST_BAR = 28;
/** Half of a label: beside the first and the last bar. */
const MARGIN = 36;
const OPEN: readonly SupportStatus[] = WORST_FIRST.filter((status) => status !== 'SUPPORTED');

/** How the backlog went: what was not supported, a bar a day. A status that is not counted stands for none. */
export function burnDown(history: readonly DayCounts[], findings: readonly Finding[], today: CalendarDate): Html {
  const now: DayCounts = { date: today, counts: Object.fromEntries(statusCounts(findings)) };
  const earlier = [...history].filter(({ date }) => date < today).sort((a, b) => (a.date < b.date ? -1 : 1));
  if (earlier.length === 0) {
    return html`<p>${counted(openOn(now), 'image version')} ${openOn(now) === 1 ? 'is' : 'are'} not supported on ${today}. There is no history at hand to compare that with.</p>`;
  }
  const days = [...earlier, now].slice(-DAYS);
  const [first = now] = days;
  return html`
    <p>${openOn(first).toLocaleString('en-GB')} were not supported on ${first.date}, ${openOn(now).toLocaleString('en-GB')} are on ${today}.</p>
    <div class="wide" role="region" aria-label="Burn-down" tabindex="0">${drawing(days)}</div>
    ${key(days)}
    <details><summary>The same in numbers</summary><table>
      <thead><tr><th scope="col">Day</th><th scope="col">Not supported</th></tr></thead>
      <tbody>${days.map((day) => html`<tr><td>${day.date}</td><td>${openOn(day).toLocaleString('en-GB')}</td></tr>`)}</tbody>
    </table></details>`;
}

function openOn({ counts }: DayCounts): number {
  return OPEN.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
}

function drawing(days: readonly DayCounts[]): Html {
  const most = Math.max(1, ...days.map(openOn));
  const step = (WIDTH - 2 * MARGIN) / days.length;
  const bar = Math.max(2, Math.round(Math.min(WIDEST_BAR, step * 0.8)));
  const height = (count: number): number => Math.round((count / most) * HEIGHT * 10) / 10;
  const every = Math.ceil(days.length / LABELLED);
  return html`<svg width="${WIDTH}" height="${HEIGHT + 2 * LABELS}" viewBox="0 0 ${WIDTH} ${HEIGHT + 2 * LABELS}" role="img" aria-label="Image versions that were not supported, by day">
    <line x1="0" y1="${LABELS + HEIGHT}" x2="${WIDTH}" y2="${LABELS + HEIGHT}" class="grid"/>
    ${days.map((day, index) => {
    const middle = Math.round(MARGIN + (index + 0.5) * step);
    const label = (days.length - 1 - index) % every === 0;
    return html`<g><title>${day.date}: ${openOn(day)}</title>${stack(day, middle - bar / 2, bar, height)}${label ? html`
      <text x="${middle}" y="${LABELS + HEIGHT - height(openOn(day)) - 5}" text-anchor="middle">${openOn(day).toLocaleString('en-GB')}</text>
      <text x="${middle}" y="${HEIGHT + 2 * LABELS - 4}" class="muted" text-anchor="middle">${day.date}</text>` : undefined}</g>`;
  })}</svg>`;
}

/** The worst at the bottom: what should go first is easiest to follow there. */
function stack({ counts }: DayCounts, x: number, width: number, height: (count: number) => number): Html[] {
  let bottom = LABELS + HEIGHT;
  return OPEN.filter((status) => (counts[status] ?? 0) > 0).map((status) => {
    const tall = height(counts[status] ?? 0);
    bottom -= tall;
    return html`<rect x="${x}" y="${bottom}" width="${width}" height="${tall}" style="fill:${colorOf(status)}"/>`;
  });
}

function key(days: readonly DayCounts[]): Html {
  const drawn = OPEN.filter((status) => days.some(({ counts }) => (counts[status] ?? 0) > 0));
  return html`<p class="muted">${drawn.map((status) => html`
    <span class="key"><svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" style="fill:${colorOf(status)}"/></svg>${STATUS_WORDS[status]}</span>`)}</p>`;
}
