import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import type { MetricsSink, Notifier } from '../publishing/port';
import type { ObjectStore } from '../state/port';
import { REQUEST_LIMITS } from './client-options';
import { CloudWatchMetrics } from './cloudwatch-metrics';
import { S3ObjectStore } from './s3-object-store';
import { SnsNotifier } from './sns-notifier';

export interface MonitorResources {
  readonly region: string;
  readonly bucketName: string;
  readonly topicArn: string;
}

export interface MonitorAdapters {
  readonly store: ObjectStore;
  readonly notifier: Notifier;
  readonly metrics: MetricsSink;
}

/** Where a deployed monitor keeps what it knows and tells what it found. */
export function monitorAdapters({ region, bucketName, topicArn }: MonitorResources): MonitorAdapters {
  return {
    store: bucketStore(region, bucketName),
    notifier: new SnsNotifier(new SNSClient({ region, requestHandler: REQUEST_LIMITS }), topicArn),
    metrics: new CloudWatchMetrics(new CloudWatchClient({ region, requestHandler: REQUEST_LIMITS })),
  };
}

/** The objects of a bucket in a Region, with the default credentials. */
export function bucketStore(region: string, bucketName: string): ObjectStore {
  return new S3ObjectStore(new S3Client({ region, requestHandler: REQUEST_LIMITS }), bucketName);
}
