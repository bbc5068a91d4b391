import type { CalendarDate } from '../../lib/core/calendar-date';
import { html, type Html } from './html';
import { colorOf } from './statuses';
import type { SupportWindow } from './support-windows';
import type { TimeScale } from './time-scale';

/**
 * Pixels. Dashes and steps of opacity stand for hatching and fading: patterns, gradients and markers need ids, which several drawings on
 * one dashboard would share.
 */
export const BAR_HEIGHT = 12;
const MIDDLE = BAR_HEIGHT / 2;
const LEAST_WIDTH = 3;
const FADE_WIDTH = 64;
const FADE_STEPS = [0.1, 0.2, 0.3, 0.42, 0.54, 0.66, 0.78, 0.9];

type Dates = Pick<SupportWindow, 'released' | 'endOfSupport' | 'endOfAvailability' | 'status'>;

/** Support as a bar, availability beyond it hatched, and a dotted line for the time without support. */
export function bar({ released, endOfSupport, endOfAvailability, status }: Dates, scale: Pick<TimeScale, 'at' | 'from' | 'to'>, today: CalendarDate): Html {
  const color = colorOf(status);
  const known = endOfSupport === null ? 0 : scale.at(endOfSupport);
  const end = Math.max(LEAST_WIDTH, known);
  const start = released === null ? 0 : Math.min(scale.at(released), end - LEAST_WIDTH);
  const removal = endOfAvailability === null ? end : Math.max(end, scale.at(endOfAvailability));
  const last = [endOfSupport, endOfAvailability].reduce((a, b) => ((b ?? '') > (a ?? '') ? b : a)) ?? today;
  return html`
    ${endOfSupport === null ? undefined : support(start, end, released === null, color)}
    ${removal > end ? stripes(end, removal, color) : undefined}
    ${last < today ? dots(removal, scale.at(today), color) : undefined}
    ${last > scale.to ? beyond(removal, 1, color) : undefined}
    ${last < scale.from ? beyond(0, -1, color) : undefined}`;
}

/** From a day that nobody has published, the bar comes out of the dark. */
function support(start: number, end: number, fades: boolean, color: string): Html {
  const fade = fades ? Math.min(FADE_WIDTH, Math.floor((end - start) / 2)) : 0;
  const step = fade / FADE_STEPS.length;
  const steps = fade === 0 ? [] : FADE_STEPS.map((opacity, index) => (
    html`<rect x="${start + index * step}" y="0" width="${step}" height="${BAR_HEIGHT}" opacity="${opacity}" style="fill:${color}"/>`));
  return html`${steps}<rect x="${start + fade}" y="0" width="${end - start - fade}" height="${BAR_HEIGHT}" style="fill:${color}"/>`;
}

function stripes(from: number, to: number, color: string): Html {
  return html`<line x1="${from}" y1="${MIDDLE}" x2="${to}" y2="${MIDDLE}" stroke-width="${BAR_HEIGHT}" stroke-dasharray="2 3" style="stroke:${color}"/>`;
}

function dots(from: number, to: number, color: string): Html {
  return html`<line x1="${from + 2}" y1="${MIDDLE}" x2="${Math.max(from + 2, to)}" y2="${MIDDLE}" stroke-width="2" stroke-dasharray="2 4" style="stroke:${color}"/>`;
}

/** An arrow: the day lies further off than the scale goes. */
function beyond(x: number, direction: 1 | -1, color: string): Html {
  return html`<path d="M${x} 0l${MIDDLE * direction} ${MIDDLE}l${-MIDDLE * direction} ${MIDDLE}z" style="fill:${color}"/>`;
}

const KEY_WIDTH = 28;
const KEY_COLOR = 'var(--muted)';

/** What the parts of the bars of some windows mean, as far as they are drawn. */
export function barKey(windows: readonly Dates[], today: CalendarDate): Html {
  const dated = windows.filter(({ endOfSupport }) => endOfSupport !== null);
  const parts: readonly (readonly [drawn: boolean, sample: Html, words: string])[] = [
    [dated.length > 0, support(0, KEY_WIDTH, false, KEY_COLOR), 'supported'],
    [dated.some(({ released }) => released === null), support(0, KEY_WIDTH, true, KEY_COLOR), 'release day not known'],
    [dated.some(({ endOfAvailability }) => endOfAvailability !== null), stripes(0, KEY_WIDTH, KEY_COLOR), 'available without support'],
    [dated.some(({ endOfSupport }) => (endOfSupport ?? today) < today), dots(0, KEY_WIDTH, KEY_COLOR), 'out of support until today'],
  ];
  return html`<p class="muted">${parts.filter(([drawn]) => drawn).map(([, sample, words]) => html`
    <span class="key"><svg width="${KEY_WIDTH}" height="${BAR_HEIGHT}" aria-hidden="true">${sample}</svg>${words}</span>`)}</p>`;
}
