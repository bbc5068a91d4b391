import { scanSummary } from '../../../lambda/pages/scan-summary';
import type { Finding } from '../../../lib/core/finding';
import { coverageOf, dated, finding } from '../publishing/findings-fixture';
import { NOW, reportOf, TODAY } from './reports';
import { textOf } from './text-of';

const summary = (findings: readonly Finding[], overrides: Parameters<typeof reportOf>[1] = {}, now = NOW): string => (
  textOf(scanSummary(reportOf(findings, overrides), now)));

it('counts image versions by status, the worst first', () => {
  const findings = [finding(), dated(TODAY, '2026-12-01'), dated(TODAY, '2026-01-01'), finding({ version: 2 })];
  expect(summary(findings)).toMatch(/^1 out of support 1 expiring 2 supported Scanned/);
});

it.each([[1, '1 image version of these is waived.'], [2, '2 image versions of these are waived.']])('says how many are waived: %i', (count, words) => {
  const waived = finding({ status: 'END_OF_SUPPORT', conditions: [{ type: 'WAIVED', message: '' }] });
  expect(summary(Array.from({ length: count }, () => waived))).toContain(words);
});

it('does not speak of waivers where there are none', () => {
  expect(summary([finding({ conditions: [{ type: 'WAIVER_EXPIRED', message: '' }] })])).not.toContain('waived');
});

it('says that there is nothing', () => {
  expect(summary([])).toContain('No image versions were found.');
});

it.each([
  [`${TODAY}T06:00:01.000Z`, 'Scanned 2026-11-22 06:00 UTC, less than an hour ago.'],
  [`${TODAY}T05:00:00.000Z`, 'Scanned 2026-11-22 06:00 UTC, less than an hour ago.'],
  [`${TODAY}T07:00:00.000Z`, 'Scanned 2026-11-22 06:00 UTC, 1 hour ago.'],
  ['2026-11-23T08:00:00.000Z', 'Scanned 2026-11-22 06:00 UTC, 26 hours ago.'],
  ['2026-11-23T09:00:00.000Z', 'The last report is old: scanned 2026-11-22 06:00 UTC, 27 hours ago. No scan has ended since, and what follows is as it was then.'],
  ['2026-11-30T09:00:00.000Z', 'The last report is old: scanned 2026-11-22 06:00 UTC, 8 days ago. No scan has ended since, and what follows is as it was then.'],
])('says how old the report is at %s', (now, words) => {
  expect(summary([finding()], {}, now)).toContain(words);
});

it('says that the scan was incomplete, and why', () => {
  const failures = [{ cause: 'denied', count: 2, example: 'ecr.BatchGetImage was denied.' }, { cause: 'throttled', count: 3, example: 'Later.' }];
  const text = summary([finding()], { coverage: coverageOf([], { complete: false, failures }) });
  expect(text).toContain('The scan was incomplete, there may be more image versions than are shown. First of 5 failures: ecr.BatchGetImage was denied.');
  expect(summary([finding()])).not.toContain('incomplete');
});
