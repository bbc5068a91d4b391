import { timeScale } from '../../../lambda/pages/time-scale';
import { TODAY } from './reports';

it('shows today with the days around it, in order', () => {
  const scale = timeScale(['2026-06-01', '2027-12-31'], TODAY, 600);
  expect([scale.from, scale.to]).toEqual(['2026-05-02', '2028-01-30']);
  expect([scale.from, '2026-06-01', TODAY, '2027-12-31', scale.to].map((date) => scale.at(date))).toEqual([0, 28, 192, 572, 600]);
});

it('has a width without any day', () => {
  const { from, to, at } = timeScale([], TODAY, 600);
  expect([from, to, at(TODAY)]).toEqual(['2026-06-25', '2027-04-21', 300]);
});

it('puts what lies far off at its ends, and does not grow for it', () => {
  const { from, to, at } = timeScale(['2019-01-01', '2099-01-01'], TODAY, 600);
  expect([from, to]).toEqual(['2024-10-23', '2029-12-21']);
  expect([at('2019-01-01'), at('2099-01-01')]).toEqual([0, 600]);
});

it.each([
  [700, '2026-12-20', ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02', '2027-03', '2027-04']],
  [600, '2026-12-20', ['2026-09', '2026-11', '2027-01', '2027-03']],
  [300, '2026-12-20', ['2026-10', '2027-01']],
  [900, '2029-06-01', ['2026-10', '2027-01', '2027-04', '2027-07', '2027-10', '2028-01', '2028-04', '2028-07', '2028-10', '2029-01', '2029-04']],
  [200, '2029-06-01', ['2028-01']],
])('names as many months on %i pixels until %s as there is room for', (pixels, date, months) => {
  expect(timeScale([date], TODAY, pixels).ticks).toEqual(months.map((month) => `${month}-01`));
});

it.each([40, 100, 333, 700, 1600])('never lets two labels touch, nor stand over an end: %i pixels', (pixels) => {
  for (const date of ['2026-12-01', '2027-12-01', '2029-11-01', '2099-01-01']) {
    const { ticks, at } = timeScale(['2025-01-01', date], TODAY, pixels);
    const places = ticks.map(at);
    for (const [index, place] of places.entries()) {
      expect(place).toBeGreaterThanOrEqual(32);
      expect(place).toBeLessThanOrEqual(pixels - 32);
      if (index > 0) expect(place - (places[index - 1] ?? 0)).toBeGreaterThan(52);
    }
  }
});
