import { bar, barKey } from '../../../lambda/pages/bar';
import type { SupportWindow } from '../../../lambda/pages/support-windows';
import { daysBetween } from '../../../lib/core/calendar-date';
import { TODAY } from './reports';
import { elementsOf, textOf } from './text-of';

/** A pixel a day, today at 100. */
const scale = {
  from: '2026-08-14', to: '2027-03-02', at: (date: string) => Math.min(200, Math.max(0, daysBetween('2026-08-14', date))),
};

interface Drawn {
  readonly support: readonly [from: number, to: number] | undefined;
  readonly fades: boolean;
  readonly stripes: readonly [from: number, to: number] | undefined;
  readonly dots: readonly [from: number, to: number] | undefined;
  readonly arrows: number;
}

function drawn(window: Partial<SupportWindow>): Drawn {
  const elements = elementsOf(`<svg>${bar({ released: null, endOfSupport: null, endOfAvailability: null, status: 'EXPIRING', ...window }, scale, TODAY)}</svg>`);
  const rects = elements.filter(({ name }) => name === 'rect').map(({ attributes }) => ({ x: Number(attributes['x']), width: Number(attributes['width']) }));
  const lines = elements.filter(({ name }) => name === 'line').map(({ attributes }) => attributes);
  const ends = (width: string) => lines.filter((line) => line['stroke-width'] === width).map(({ x1, x2 }) => [Number(x1), Number(x2)] as const)[0];
  const last = rects.at(-1);
  return {
    support: rects[0] && last && [rects[0].x, last.x + last.width],
    fades: rects.length > 1,
    stripes: ends('12'),
    dots: ends('2'),
    arrows: elements.filter(({ name }) => name === 'path').length,
  };
}

it.each<[what: string, window: Partial<SupportWindow>, expected: Partial<Drawn>]>([
  ['from release to end', { released: '2026-09-13', endOfSupport: '2026-12-22' }, { support: [30, 130], fades: false, stripes: undefined, dots: undefined, arrows: 0 }],
  ['fading, where the release is not known', { endOfSupport: '2026-12-22' }, { support: [0, 130], fades: true }],
  ['hatched until it is gone', { endOfSupport: '2026-12-22', endOfAvailability: '2027-01-11' }, { stripes: [130, 150], dots: undefined }],
  ['dotted from its end until today', { endOfSupport: '2026-10-03' }, { support: [0, 50], dots: [52, 100], stripes: undefined }],
  ['dotted only from where it is gone', { endOfSupport: '2026-10-03', endOfAvailability: '2026-11-02' }, { stripes: [50, 80], dots: [82, 100] }],
  ['without dots while it is there', { endOfSupport: '2026-10-03', endOfAvailability: '2026-12-22' }, { stripes: [50, 130], dots: undefined }],
  ['without dots on its last day', { endOfSupport: TODAY }, { support: [0, 100], dots: undefined }],
  ['with an arrow, where it goes on', { endOfSupport: '2029-01-01' }, { support: [0, 200], arrows: 1, dots: undefined }],
  ['with an arrow, where it was over before', { endOfSupport: '2020-01-01' }, { support: [0, 3], arrows: 1, dots: [5, 100] }],
  ['hatched alone, where nobody says when support ends', { endOfAvailability: '2026-12-22' }, { support: undefined, stripes: [3, 130] }],
  ['for a release after its own end', { released: '2027-01-01', endOfSupport: '2026-12-22' }, { support: [127, 130] }],
])('is drawn %s', (_what, window, expected) => {
  expect(drawn(window)).toMatchObject(expected);
});

it('needs no ids: several drawings stand on one page', () => {
  const markup = bar({ released: null, endOfSupport: '2026-10-03', endOfAvailability: '2026-11-02', status: 'EXPIRING' }, scale, TODAY).toString();
  expect(markup).not.toMatch(/\bid=|url\(|<use/);
});

it('explains what is drawn, and nothing else', () => {
  const window = { released: '2026-09-13', endOfSupport: '2026-12-22', endOfAvailability: null, status: 'EXPIRING' } as const;
  expect(textOf(barKey([window], TODAY))).toBe('supported');
  expect(textOf(barKey([{ ...window, released: null }], TODAY))).toBe('supported release day not known');
  expect(textOf(barKey([{ ...window, endOfAvailability: '2027-01-01' }], TODAY))).toBe('supported available without support');
  expect(textOf(barKey([{ ...window, endOfSupport: '2026-11-21' }], TODAY))).toBe('supported out of support until today');
  expect(textOf(barKey([{ ...window, endOfSupport: null }], TODAY))).toBe('');
});
