import './support/built-functions';
import { Duration, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Template } from 'aws-cdk-lib/assertions';
import { type IImageSupportMonitor, ImageSupportMonitor } from '../../lib';
import { METRIC_DIMENSION, METRIC_NAMESPACE, METRICS, STATUS_METRICS } from '../../lib/core/contract';
import { testApp } from './support/test-app';

const stack = new Stack(testApp(), 'Stack');
const monitor = new ImageSupportMonitor(stack, 'Monitor', { monitorName: 'team-a' });

type MetricMethod = (from: IImageSupportMonitor, options?: cloudwatch.MetricOptions) => cloudwatch.Metric;

const METHODS: readonly [emitted: string, method: MetricMethod][] = [
  ['ImageVersions', (from, options) => from.metricImageVersions(options)],
  ['Supported', (from, options) => from.metricSupported(options)],
  ['Expiring', (from, options) => from.metricExpiring(options)],
  ['EndOfSupport', (from, options) => from.metricEndOfSupport(options)],
  ['EndOfAvailability', (from, options) => from.metricEndOfAvailability(options)],
  ['NoDatePublished', (from, options) => from.metricNoDatePublished(options)],
  ['NotInPolicyYet', (from, options) => from.metricNotInPolicyYet(options)],
  ['NotInPolicy', (from, options) => from.metricNotInPolicy(options)],
  ['UnknownBase', (from, options) => from.metricUnknownBase(options)],
  ['ImageUnavailable', (from, options) => from.metricImageUnavailable(options)],
  ['DaysToNearestEndOfSupport', (from, options) => from.metricDaysToNearestEndOfSupport(options)],
  ['Coverage', (from, options) => from.metricCoverage(options)],
  ['ScanComplete', (from, options) => from.metricScanComplete(options)],
  ['ScanFailures', (from, options) => from.metricScanFailures(options)],
  ['ScanDuration', (from, options) => from.metricScanDuration(options)],
  ['PolicyAge', (from, options) => from.metricPolicyAge(options)],
  ['PolicyDocumentsRefused', (from, options) => from.metricPolicyDocumentsRefused(options)],
  ['PolicyDocumentsUnread', (from, options) => from.metricPolicyDocumentsUnread(options)],
  ['Heartbeat', (from, options) => from.metricHeartbeat(options)],
];

it('has a method for each metric that a scan emits', () => {
  const emitted = [...Object.values(METRICS), ...Object.values(STATUS_METRICS)];
  expect(METHODS.map(([name]) => name).sort()).toEqual(emitted.sort());
});

describe.each(METHODS)('%s', (emitted, method) => {
  it('is the maximum of a day of this monitor, whatever the unit', () => {
    expect(method(monitor)).toMatchObject({
      namespace: METRIC_NAMESPACE,
      metricName: emitted,
      dimensions: { [METRIC_DIMENSION]: 'team-a' },
      period: Duration.days(1),
      statistic: 'Maximum',
      unit: undefined,
    });
  });

  it('takes options', () => {
    expect(method(monitor, { statistic: 'Minimum', label: 'mine' })).toMatchObject({ metricName: emitted, statistic: 'Minimum', label: 'mine' });
  });
});

it('has metrics that alarms can stand on', () => {
  monitor.metricEndOfSupport().createAlarm(stack, 'Expired', { threshold: 1, evaluationPeriods: 1 });
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: METRIC_NAMESPACE,
    MetricName: 'EndOfSupport',
    Dimensions: [{ Name: METRIC_DIMENSION, Value: 'team-a' }],
    Period: 86_400,
    Statistic: 'Maximum',
  });
});

describe('a monitor that is defined elsewhere', () => {
  const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:scan';
  const imported = ImageSupportMonitor.fromImageSupportMonitorAttributes(stack, 'Imported', { monitorName: 'team-b', functionArn });

  it('is known by its name, its function and where it is', () => {
    expect(imported.monitorName).toBe('team-b');
    expect(imported.function.functionArn).toBe(functionArn);
    expect(imported.env).toMatchObject({ account: '123456789012', region: 'eu-west-1' });
  });

  it('has its own metrics, of its own Region', () => {
    expect(imported.metricExpiring().toMetricConfig().metricStat).toMatchObject({
      metricName: 'Expiring', dimensions: [{ name: METRIC_DIMENSION, value: 'team-b' }], region: 'eu-west-1', account: '123456789012',
    });
  });

  it.each(['nonsense', 'arn:aws:iam::123456789012:role/scan', 'arn:aws:lambda:eu-west-1:123456789012:layer:x'])('is refused with %p for its function', (arn) => {
    expect(() => ImageSupportMonitor.fromImageSupportMonitorAttributes(new Stack(), 'Wrong', { monitorName: 'team-b', functionArn: arn }))
      .toThrow(`'functionArn' must be the ARN of the monitor's function, such as 'arn:aws:lambda:eu-west-1:123456789012:function:name', got: '${arn}'`);
  });

  it('is refused with a name that no monitor can have', () => {
    expect(() => ImageSupportMonitor.fromImageSupportMonitorAttributes(stack, 'Wrong', { monitorName: 'team b', functionArn }))
      .toThrow("'monitorName' must be 1 to 64 letters, digits");
  });
});
