import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SNSClient } from '@aws-sdk/client-sns';
import type { EventSink, MetricsSink, Notifier } from '../publishing/port';
import type { ObjectStore } from '../state/port';
import { bucketStore } from './bucket-store';
import { REQUEST_LIMITS } from './client-options';
import { CloudWatchMetrics } from './cloudwatch-metrics';
import { SnsNotifier } from './sns-notifier';

export interface MonitorResources {
  readonly region: string;
  readonly bucketName: string;
  readonly topicArn: string;
  readonly chatTopicArn?: string;
  /** Name or ARN. */
  readonly eventBus: string;
}

export interface MonitorAdapters {
  readonly store: ObjectStore;
  readonly notifier: Notifier;
  readonly chat?: Notifier;
  readonly events: EventSink;
  readonly metrics: MetricsSink;
}

/** Where a deployed monitor keeps what it knows and tells what it found. */
export function monitorAdapters({ region, bucketName, topicArn, chatTopicArn, eventBus }: MonitorResources): MonitorAdapters {
  const sns = new SNSClient({ region, requestHandler: REQUEST_LIMITS });
  return {
    store: bucketStore(region, bucketName),
    notifier: new SnsNotifier(sns, topicArn),
    ...(chatTopicArn !== undefined && { chat: new SnsNotifier(sns, chatTopicArn) }),
    // Loaded when a scan has come to its end, and not while the function starts.
    events: { put: async (entries) => (await import('./event-bridge')).eventBridgeSink(region, eventBus).put(entries) },
    metrics: new CloudWatchMetrics(new CloudWatchClient({ region, requestHandler: REQUEST_LIMITS })),
  };
}
