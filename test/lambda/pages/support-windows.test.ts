import { endOf, nearestWindows, supportWindows, type SupportWindow } from '../../../lambda/pages/support-windows';
import { addDays } from '../../../lib/core/calendar-date';
import type { Finding } from '../../../lib/core/finding';
import { dated, finding } from '../publishing/findings-fixture';
import { releasedOn, TODAY } from './reports';

const base = (version: string | null) => ({ family: 'f', version, processor: null, confidence: 'certain' }) as const;

it('counts the image versions on each base', () => {
  const findings = ['1', '2', '1', '1'].map((version) => dated(TODAY, '2027-01-01', { base: base(version) }));
  expect(supportWindows(findings).map(({ name, versions }) => [name, versions])).toEqual([['f 1', 3], ['f 2', 1]]);
});

it.each<[what: string, overrides: Partial<Finding>]>([
  ['end of support', { endOfSupport: '2027-01-02' }],
  ['end of availability', { endOfAvailability: '2028-01-01' }],
  ['status', { status: 'EXPIRING' }],
])('keeps windows with another %s apart', (_what, overrides) => {
  expect(supportWindows([dated(TODAY, '2027-12-01'), dated(TODAY, '2027-12-01', overrides)])).toHaveLength(2);
});

it.each<[what: string, overrides: Partial<Finding>, name: string]>([
  ['a guess', { status: 'UNKNOWN_BASE', base: { ...base('1'), confidence: 'weak' } }, 'probably f 1'],
  ['no base', { status: 'UNKNOWN_BASE', base: null }, 'Unknown base'],
  ['no image', { status: 'IMAGE_UNAVAILABLE', base: null }, 'Image unavailable'],
  ["a team's base that decides", {
    status: 'EXPIRING', endOfSupport: '2026-12-01', golden: { family: 'acme', version: '7', endOfSupport: '2026-12-01', status: 'EXPIRING', policyRow: null },
  }, 'acme 7'],
  ["a team's base that ends later in the same status", {
    base: base('1'), status: 'EXPIRING', endOfSupport: '2026-12-01', golden: { family: 'acme', version: '7', endOfSupport: '2026-12-09', status: 'EXPIRING', policyRow: null },
  }, 'f 1'],
  ["a team's base that does not", {
    base: base('1'), status: 'EXPIRING', endOfSupport: '2026-12-01', golden: { family: 'acme', version: '7', endOfSupport: '2027-12-01', status: 'SUPPORTED', policyRow: null },
  }, 'f 1'],
])('names %s', (_what, overrides, name) => {
  expect(supportWindows([finding(overrides)]).map((window) => window.name)).toEqual([name]);
});

it('knows the day of release where one of the rows says it', () => {
  const findings = [dated(TODAY, '2027-12-01'), dated(TODAY, '2027-12-01', { policyRow: releasedOn('2026-03-01') })];
  expect(supportWindows(findings)).toMatchObject([{ released: '2026-03-01', versions: 2 }]);
});

it.each(['soon', '2026-02-30', ''])('takes %j for no day', (text) => {
  const [window] = supportWindows([finding({ endOfSupport: text, endOfAvailability: text, policyRow: releasedOn(text) })]);
  expect(window).toMatchObject({ released: null, endOfSupport: null, endOfAvailability: null });
});

it('has the first to end first, and those without an end behind, the worst first', () => {
  const findings = [
    finding({ base: base('supported') }),
    finding({ base: null, status: 'UNKNOWN_BASE' }),
    dated(TODAY, '2027-01-01', { base: base('later') }),
    dated(TODAY, '2026-01-01', { base: base('ended') }),
    finding({ base: base('removal'), endOfAvailability: '2026-06-01' }),
  ];
  const order = ['f ended', 'f removal', 'f later', 'Unknown base', 'f supported'];
  expect(supportWindows(findings).map(({ name }) => name)).toEqual(order);
  expect(supportWindows(findings.reverse()).map(({ name }) => name)).toEqual(order);
});

describe('of more windows than rows', () => {
  const window = (days: number | null): SupportWindow => ({
    name: String(days), status: 'EXPIRING', released: null, endOfSupport: days === null ? null : addDays(TODAY, days), endOfAvailability: null, versions: 1,
  });
  const shown = (days: readonly (number | null)[], rows: number) => nearestWindows(days.map(window), TODAY, rows).map(({ name }) => name);

  it('keeps those that end nearest to today, in their order', () => {
    expect(shown([-500, -20, -3, 1, 50, 400], 4)).toEqual(['-20', '-3', '1', '50']);
  });

  it('leaves a part to those without an end, and no more', () => {
    expect(shown([-3, 1, 50, 400, null, null, null], 4)).toEqual(['-3', '1', '50', 'null']);
    expect(shown([-3, null, null, null, null, null], 4)).toEqual(['-3', 'null', 'null', 'null']);
  });

  it('keeps all where there is room', () => {
    expect(shown([-3, 1, null], 3)).toEqual(['-3', '1', 'null']);
  });
});

it('ends a window with its support, or with its availability where nothing else is known', () => {
  const window: SupportWindow = { name: '', status: 'SUPPORTED', released: null, endOfSupport: '2027-01-01', endOfAvailability: '2028-01-01', versions: 1 };
  expect(endOf(window)).toBe('2027-01-01');
  expect(endOf({ ...window, endOfSupport: null })).toBe('2028-01-01');
  expect(endOf({ ...window, endOfSupport: null, endOfAvailability: null })).toBeNull();
});
