import { METRICS, STATUS_METRICS } from '../../../lib/core/contract';
import type { Finding } from '../../../lib/core/finding';
import type { Coverage, PolicySummary } from '../../../lib/core/scan-result';
import { scanMetrics } from '../../../lambda/publishing/scan-metrics';
import { coverageOf, dated, finding } from './findings-fixture';

const TODAY = '2025-05-06';
const policy = (retrievedAt: string): PolicySummary => ({ family: 'f', source: 's', sha256: 'x', retrievedAt, rows: 1, rule: 'fresh' });

function valuesOf(findings: Finding[], coverage: Partial<Coverage> = {}, policies = [policy('2025-05-06T01:00:00Z')]): Record<string, number> {
  const data = scanMetrics({ findings, coverage: coverageOf(findings, coverage), policies }, 1234, TODAY);
  return Object.fromEntries(data.map(({ name, value }) => [name, value]));
}

it('emits every metric of the contract once, zeros too', () => {
  const data = scanMetrics({ findings: [dated(TODAY, TODAY)], coverage: coverageOf([]), policies: [policy(TODAY)] }, 0, TODAY);
  const names = [...Object.values(METRICS), ...Object.values(STATUS_METRICS)];
  expect(data.map(({ name }) => name).sort()).toEqual(names.sort());
});

it('leaves out the nearest end where there is none, and the age of policies where there are none', () => {
  const names = Object.keys(valuesOf([finding(), dated(TODAY, '2025-05-05')], {}, []));
  expect(names).not.toContain('DaysToNearestEndOfSupport');
  expect(names).not.toContain('PolicyAge');
  expect(names).toHaveLength(Object.keys(METRICS).length + Object.keys(STATUS_METRICS).length - 2);
});

it('counts versions by status', () => {
  const findings = [dated(TODAY, '2025-05-05'), dated(TODAY, '2025-05-20'), dated(TODAY, '2025-05-10'), finding(), finding({ status: 'UNKNOWN_BASE' })];
  expect(valuesOf(findings)).toMatchObject({
    ImageVersions: 5, EndOfSupport: 1, Expiring: 2, Supported: 1, UnknownBase: 1, EndOfAvailability: 0, NotInPolicy: 0,
    DaysToNearestEndOfSupport: 4, ScanDuration: 1234, Heartbeat: 1,
  });
});

it('keeps waived versions out of what alarms stand on', () => {
  const conditions = [{ type: 'WAIVED' as const, message: '' }];
  expect(valuesOf([dated(TODAY, '2025-05-05', { conditions }), dated(TODAY, '2025-05-08', { conditions }), dated(TODAY, '2025-05-20')]))
    .toMatchObject({ ImageVersions: 3, EndOfSupport: 0, Expiring: 1, DaysToNearestEndOfSupport: 14 });
});

it.each<[string, Finding[], Partial<Coverage>, number]>([
  ['all judged', [finding(), finding({ status: 'NOT_IN_POLICY' }), finding({ status: 'NO_DATE_PUBLISHED' })], {}, 100],
  ['half judged', [finding(), finding({ status: 'UNKNOWN_BASE' })], {}, 50],
  ['one in four', [finding(), ...Array.from({ length: 3 }, () => finding({ status: 'IMAGE_UNAVAILABLE' }))], {}, 25],
  ['nothing there', [], {}, 100],
  ['nothing seen', [], { complete: false }, 0],
])('coverage, %s', (_name, findings, coverage, expected) => {
  expect(valuesOf(findings, coverage).Coverage).toBe(expected);
});

it('says whether the scan was complete and how much failed', () => {
  const failures = [{ cause: 'a', count: 2, example: '' }, { cause: 'b', count: 3, example: '' }];
  expect(valuesOf([], { complete: false, failures })).toMatchObject({ ScanComplete: 0, ScanFailures: 5 });
  expect(valuesOf([])).toMatchObject({ ScanComplete: 1, ScanFailures: 0 });
});

it.each([
  [['2025-05-06T23:00:00Z'], 0], [['2025-05-01T00:00:00Z', '2025-04-06T00:00:00Z'], 30], [['2025-06-01T00:00:00Z'], 0],
])('policies read at %j are %p days old', (retrieved, expected) => {
  expect(valuesOf([], {}, retrieved.map(policy)).PolicyAge).toBe(expected);
});

it('counts the policy documents that were refused or could not be read', () => {
  const data = scanMetrics({ findings: [], coverage: coverageOf([]), policies: [] }, 0, TODAY, { refused: 2, unread: 3 });
  const values = Object.fromEntries(data.map(({ name, value }) => [name, value]));
  expect(values).toMatchObject({ PolicyDocumentsRefused: 2, PolicyDocumentsUnread: 3 });
  expect(valuesOf([])).toMatchObject({ PolicyDocumentsRefused: 0, PolicyDocumentsUnread: 0 });
});
