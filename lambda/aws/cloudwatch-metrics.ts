import { PutMetricDataCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { METRIC_DIMENSION, METRIC_NAMESPACE } from '../../lib/core/contract';
import type { MetricDatum, MetricsSink } from '../publishing/port';
import { call } from './service-error';

/** What one PutMetricData call takes. */
const MAX_METRICS = 1_000;

/** Metrics of the project's namespace, each with the monitor as its one dimension. */
export class CloudWatchMetrics implements MetricsSink {
  constructor(private readonly client: CloudWatchClient) {}

  async put(monitor: string, timestamp: string, data: readonly MetricDatum[]): Promise<void> {
    for (let start = 0; start < data.length; start += MAX_METRICS) {
      const batch = data.slice(start, start + MAX_METRICS);
      await call('cloudwatch.PutMetricData', METRIC_NAMESPACE, () => this.client.send(new PutMetricDataCommand({
        Namespace: METRIC_NAMESPACE,
        MetricData: batch.map(({ name, value, unit }) => ({
          MetricName: name,
          Value: value,
          Unit: unit,
          Timestamp: new Date(timestamp),
          Dimensions: [{ Name: METRIC_DIMENSION, Value: monitor }],
        })),
      })));
    }
  }
}
