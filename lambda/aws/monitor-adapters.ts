import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import type { EventSink, MetricsSink, Notifier } from '../publishing/port';
import type { ObjectStore } from '../state/port';
import { REQUEST_LIMITS } from './client-options';
import { CloudWatchMetrics } from './cloudwatch-metrics';
import { S3ObjectStore } from './s3-object-store';
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

/** The objects of a bucket in a Region, with the default credentials. */
export function bucketStore(region: string, bucketName: string): ObjectStore {
  return new S3ObjectStore(new S3Client({ region, requestHandler: REQUEST_LIMITS }), bucketName);
}
