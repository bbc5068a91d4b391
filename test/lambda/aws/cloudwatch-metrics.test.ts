import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import { CloudWatchMetrics } from '../../../lambda/aws/cloudwatch-metrics';
import type { MetricDatum } from '../../../lambda/publishing/port';

const cloudWatch = mockClient(CloudWatchClient);
const sink = new CloudWatchMetrics(new CloudWatchClient({ region: 'eu-west-1' }));
const TIME = '2025-05-06T06:00:00.000Z';
const data = (length: number): MetricDatum[] => Array.from({ length }, (_, value) => ({ name: `M${value}`, value, unit: 'Count' }));
beforeEach(() => cloudWatch.reset());

it('puts metrics with the monitor as their only dimension', async () => {
  cloudWatch.on(PutMetricDataCommand).resolves({});
  await sink.put('ml', TIME, [{ name: 'Expiring', value: 0, unit: 'Count' }]);
  expect(cloudWatch.commandCalls(PutMetricDataCommand)[0]?.args[0].input).toEqual({
    Namespace: 'SageMakerImageSupport',
    MetricData: [{ MetricName: 'Expiring', Value: 0, Unit: 'Count', Timestamp: new Date(TIME), Dimensions: [{ Name: 'Monitor', Value: 'ml' }] }],
  });
});

it.each([[0, []], [1, [1]], [1000, [1000]], [1001, [1000, 1]], [2500, [1000, 1000, 500]]])('puts %p metrics in calls of %j', async (length, calls) => {
  cloudWatch.on(PutMetricDataCommand).resolves({});
  await sink.put('ml', TIME, data(length));
  const batches = cloudWatch.commandCalls(PutMetricDataCommand).map((call) => call.args[0].input.MetricData ?? []);
  expect(batches.map((batch) => batch.length)).toEqual(calls);
  expect(batches.flat().map((datum) => datum.MetricName)).toEqual(data(length).map(({ name }) => name));
});

it('tells a failed call', async () => {
  cloudWatch.on(PutMetricDataCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(sink.put('ml', TIME, data(1))).rejects.toMatchObject({ failure: { operation: 'cloudwatch.PutMetricData', kind: 'denied' } });
});
