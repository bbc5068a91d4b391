import { supportWindows } from '../../../lambda/pages/support-windows';
import { timeline } from '../../../lambda/pages/timeline';
import type { Finding } from '../../../lib/core/finding';
import { dated, finding } from '../publishing/findings-fixture';
import { fleet, hostileFleet, TODAY } from './reports';
import { elementsOf, textOf } from './text-of';

const draw = (findings: readonly Finding[], rows = 20, width = 1000) => timeline(supportWindows(findings), { today: TODAY, width, rows });

it('has a row for each base: name, end and number of image versions', () => {
  const text = textOf(draw([dated(TODAY, '2026-12-01'), dated(TODAY, '2026-12-01'), finding({ base: null, status: 'UNKNOWN_BASE' })]));
  expect(text).toContain('sagemaker-distribution 2.4 (cpu) 2026-12-01 2');
  expect(text).toContain('Unknown base unknown base – 1');
  expect(text).toContain('today');
});

it('says of a base without an end whether that is good news', () => {
  expect(textOf(draw([finding()]))).toContain('supported as long as it is the latest release –');
  expect(textOf(draw([finding({ status: 'NOT_IN_POLICY_YET' })]))).toContain('newer than the policy –');
});

it('says in words what a row shows', () => {
  const svg = draw([dated(TODAY, '2026-12-01', { endOfAvailability: '2027-12-01' })]).toString();
  expect(svg).toContain(
    '<title>sagemaker-distribution 2.4 (cpu): expiring, end of support 2026-12-01 (in 9 days), may be gone after 2027-12-01, 1 image version</title>',
  );
});

it('counts what it does not show', () => {
  const findings = fleet(300);
  const windows = supportWindows(findings);
  const text = textOf(draw(findings, 5));
  const [, bases, versions] = /And (\d+) more bases with (\d+) image versions, further from today or without a date\./.exec(text) ?? [];
  expect(Number(bases)).toBe(windows.length - 5);
  expect(Number(versions)).toBeGreaterThan(100);
  expect(textOf(draw(findings, windows.length))).not.toContain('more base');
});

it('draws nothing of nothing', () => {
  expect(draw([]).toString()).toBe('');
});

it.each([640, 1000, 1984])('stays within its width: %i', (width) => {
  for (const { attributes } of elementsOf(draw(fleet(300), 20, width))) {
    for (const name of ['x', 'x1', 'x2']) {
      const x = Number(attributes[name] ?? 0);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
    }
  }
});

it('keeps its lines out of the rows that hold words', () => {
  const lines = (findings: readonly Finding[]) => elementsOf(draw(findings)).filter(({ attributes }) => attributes['class'] === 'today');
  const undated = [finding({ base: null, status: 'UNKNOWN_BASE' })];
  expect(lines([dated(TODAY, '2026-12-01'), ...undated])).toEqual(lines([dated(TODAY, '2026-12-01')]));
});

it('lets no text out of its place', () => {
  const elements = elementsOf(draw(hostileFleet(), 100));
  expect(new Set(elements.map(({ name }) => name))).toEqual(new Set(['svg', 'g', 'title', 'text', 'line', 'rect', 'p', 'span']));
  expect(elements.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => name.startsWith('on'))).toEqual([]);
});
