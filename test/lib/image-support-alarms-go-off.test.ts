import './support/built-functions';
import { CloudWatchClient, PutMetricDataCommand, type Dimension } from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import { Duration } from 'aws-cdk-lib';
import { CloudWatchMetrics } from '../../lambda/aws/cloudwatch-metrics';
import { scanMetrics, type PolicyDocumentCounts } from '../../lambda/publishing/scan-metrics';
import type { Finding } from '../../lib/core/finding';
import type { Coverage } from '../../lib/core/scan-result';
import { coverageOf, dated, finding } from '../lambda/publishing/findings-fixture';
import { type AlarmProperties, type AlarmState, type MetricData, stateOf } from './support/alarm-state';
import { type AlarmOptions, alarmOf, MONITOR } from './support/alarm-template';

const TODAY = '2025-05-06';
const HOUR = 3_600_000;
const NOW = new Date(`${TODAY}T12:00:00Z`);
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * HOUR);

/** What is special about a scan; the rest of it is well. */
interface Scan {
  readonly findings?: readonly Finding[];
  readonly coverage?: Partial<Coverage>;
  readonly policyRead?: string;
  readonly documents?: PolicyDocumentCounts;
  readonly monitor?: string;
  /** Default: one. */
  readonly hoursAgo?: number;
}

const cloudWatch = mockClient(CloudWatchClient);

/** All that CloudWatch gets of scans, through the code that sends it. */
async function sentBy(scans: readonly Scan[]): Promise<MetricData> {
  cloudWatch.reset();
  cloudWatch.on(PutMetricDataCommand).resolves({});
  const sink = new CloudWatchMetrics(new CloudWatchClient({ region: 'us-east-1' }));
  for (const scan of scans) {
    const { findings = [finding()], policyRead = TODAY, documents = { refused: 0, unread: 0 } } = scan;
    const policies = [{ family: 'f', source: 's', sha256: 'x', retrievedAt: `${policyRead}T00:00:00Z`, rows: 1, rule: 'fresh' as const }];
    const data = scanMetrics({ findings, coverage: coverageOf(findings, scan.coverage), policies }, 1_000, TODAY, documents);
    await sink.put(scan.monitor ?? MONITOR, hoursAgo(scan.hoursAgo ?? 1).toISOString(), data);
  }
  return cloudWatch.commandCalls(PutMetricDataCommand).map(({ args: [{ input }] }) => input);
}

/** What a service sends of its own accord, of the resource that the alarm watches. */
function sentOf(alarm: AlarmProperties, namespace: string, name: string, value: number, minutesAgo = 1): MetricData {
  const [Dimensions, Timestamp] = [alarm.Dimensions as Dimension[], new Date(NOW.getTime() - minutesAgo * 60_000)];
  return [{ Namespace: namespace, MetricData: [{ MetricName: name, Value: value, Unit: 'Count', Timestamp, Dimensions }] }];
}

async function stateAfter(name: string, scans: readonly Scan[], before: AlarmState, options?: AlarmOptions): Promise<AlarmState> {
  return stateOf(alarmOf(name, options), await sentBy(scans), { now: NOW, before });
}

const many = (count: number, overrides: Partial<Finding>): Finding[] => (
  Array.from({ length: count }, (_, index) => finding({ version: index + 1, ...overrides }))
);
const waived = { conditions: [{ type: 'WAIVED' as const, message: '' }] };
const incomplete = { coverage: { complete: false, failures: [{ cause: 'ecr.BatchGetImage denied', count: 1, example: '' }] } };
const unread = { documents: { refused: 0, unread: 1 } };

it.each<[name: string, what: string, scans: readonly Scan[], options?: AlarmOptions]>([
  ['endOfSupport', 'one version past its end', [{ findings: [finding(), dated(TODAY, '2025-05-05')] }]],
  ['endOfAvailability', 'one version that may be gone', [{ findings: [finding({ status: 'END_OF_AVAILABILITY' })] }]],
  ['expiring', 'one version within the notice period', [{ findings: [dated(TODAY, '2025-06-01')] }]],
  ['expiring', 'the last day of support', [{ findings: [dated(TODAY, TODAY)] }]],
  ['unknownBase', 'one version of unknown base', [{ findings: [finding({ status: 'UNKNOWN_BASE' })] }]],
  ['unknownBase', 'one more than is put up with', [{ findings: many(4, { status: 'UNKNOWN_BASE' }) }], { unknownBaseThreshold: 3 }],
  ['coverage', 'a third that could not be judged', [{ findings: [...many(2, {}), finding({ status: 'IMAGE_UNAVAILABLE' })] }]],
  ['coverage', 'nothing seen at all', [{ findings: [], ...incomplete }]],
  ['coverage', 'the worst of several scans', [{ hoursAgo: 9 }, { findings: many(5, { status: 'UNKNOWN_BASE' }), hoursAgo: 5 }, { hoursAgo: 1 }]],
  ['scanIncomplete', 'a call that was denied', [incomplete]],
  ['scanIncomplete', 'the worst of several scans', [{ hoursAgo: 9 }, { ...incomplete, hoursAgo: 5 }, { hoursAgo: 1 }]],
  ['heartbeat', 'nothing at all', []],
  ['heartbeat', 'the last scan too long ago', [{ hoursAgo: 26.5 }]],
  ['heartbeat', 'another monitor alone', [{ monitor: 'team-b' }]],
  ['heartbeat', 'less than it is set to', [{ hoursAgo: 3.5 }], { heartbeatAfter: Duration.hours(3) }],
  ['policyStale', 'a policy of 31 days', [{ policyRead: '2025-04-05' }]],
  ['policyStale', 'a policy older than it is set to', [{ policyRead: '2025-05-03' }], { policyStaleAfter: Duration.days(2) }],
  ['policyRefused', 'one document refused', [{ documents: { refused: 1, unread: 0 } }]],
  ['policyUnread', 'no source for two days', [{ ...unread, hoursAgo: 30 }, { ...unread, hoursAgo: 6 }]],
])('%s goes off after %s', async (name, _what, scans, ...[options]) => {
  expect(await stateAfter(name, scans, 'OK', options)).toBe('ALARM');
});

const SCANNED = ['endOfSupport', 'endOfAvailability', 'expiring', 'unknownBase', 'coverage', 'scanIncomplete', 'heartbeat', 'policyStale', 'policyRefused'];

it.each([...SCANNED, 'policyUnread'])('%s is over when scans of two days found all well', async (name) => {
  expect(await stateAfter(name, [{ hoursAgo: 25 }, { hoursAgo: 1 }], 'ALARM')).toBe('OK');
});

it.each<[name: string, what: string, scans: readonly Scan[], options?: AlarmOptions]>([
  ['endOfSupport', 'a waived version', [{ findings: [dated(TODAY, '2025-05-05', waived)] }]],
  ['endOfSupport', 'another monitor', [{ hoursAgo: 2 }, { findings: [dated(TODAY, '2025-05-05')], monitor: 'team-b' }]],
  ['expiring', 'a version that has ended', [{ findings: [dated(TODAY, '2025-05-05')] }]],
  ['unknownBase', 'as many as are put up with', [{ findings: many(3, { status: 'UNKNOWN_BASE' }) }], { unknownBaseThreshold: 3 }],
  ['coverage', 'just enough that could be judged', [{ findings: [...many(4, {}), finding({ status: 'UNKNOWN_BASE' })] }]],
  ['coverage', 'an account without images', [{ findings: [] }]],
  ['heartbeat', 'a scan within the time', [{ hoursAgo: 25.5 }]],
  ['policyStale', 'a policy of 30 days', [{ policyRead: '2025-04-06' }]],
  ['policyRefused', 'a document that could not be read', [unread]],
  ['policyUnread', 'a source that was away for a day', [{ hoursAgo: 30 }, { ...unread, hoursAgo: 6 }]],
  ['policyUnread', 'a source that was away for one scan of several', [{ ...unread, hoursAgo: 30 }, { ...unread, hoursAgo: 18 }, { hoursAgo: 6 }]],
])('%s is quiet after %s', async (name, _what, scans, ...[options]) => {
  expect(await stateAfter(name, scans, 'OK', options)).toBe('OK');
});

it.each(SCANNED.filter((name) => name !== 'heartbeat'))('%s stays as the last scan left it while there is none', async (name) => {
  const late = [{ hoursAgo: 24.2 }];
  expect([await stateAfter(name, late, 'ALARM'), await stateAfter(name, late, 'OK')]).toEqual(['ALARM', 'OK']);
});

it.each([
  ['functionErrors', 'AWS/Lambda', 'Errors', 59],
  ['functionThrottles', 'AWS/Lambda', 'Throttles', 59],
  ['deadLetters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 4],
])('%s goes off after one, and is over without', (name, namespace, metric, minutesAgo) => {
  const alarm = alarmOf(name);
  const after = (value: number, minutes: number): AlarmState => (
    stateOf(alarm, sentOf(alarm, namespace, metric, value, minutes), { now: NOW, before: 'OK' })
  );
  expect(after(1, minutesAgo)).toBe('ALARM');
  expect(after(0, minutesAgo)).toBe('OK');
  expect(after(1, minutesAgo + 2)).toBe('OK');
});
