import { Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Both may come more than once for one change: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html */
const DETAIL_TYPES = ['SageMaker Image State Change', 'SageMaker Image Version State Change'];

/**
 * Longer than the five minutes within which SQS takes equal messages for one: whatever is folded into a message has happened before
 * the scan that the message brings begins.
 */
const DELAY = Duration.minutes(6);

/** Longer than any scan, so that a message never comes back while the scan that it brought is under way. */
const RETRY_AFTER = Duration.minutes(20);

/** Some tries. After them the next scheduled scan sees what has changed. */
const RETENTION = Duration.hours(2);

/**
 * Scans after something has happened to an image. Every event becomes the same message of one group, so that SQS folds those of five
 * minutes into one and hands out one at a time: a build of fifty images brings one or two scans, and they never meet. A scan that
 * finds another under way gives its message back.
 */
export function scanOnImageChange(scope: Construct, scan: lambda.Function, encryptionMasterKey?: kms.IKey): void {
  const queue = new sqs.Queue(scope, 'ImageChanges', {
    fifo: true,
    contentBasedDeduplication: true,
    deliveryDelay: DELAY,
    visibilityTimeout: RETRY_AFTER,
    retentionPeriod: RETENTION,
    ...(encryptionMasterKey
      ? { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey }
      : { encryption: sqs.QueueEncryption.SQS_MANAGED }),
    enforceSSL: true,
  });
  const { account, region } = Stack.of(scope);
  const rule = new events.Rule(scope, 'ImageChangeRule', {
    description: 'Brings a scan after an image or an image version has changed',
    // SageMaker's events are on the default bus, to which other accounts and Regions may send theirs.
    eventPattern: { source: ['aws.sagemaker'], detailType: DETAIL_TYPES, account: [account], region: [region] },
  });
  rule.addTarget({
    bind: () => ({
      arn: queue.queueArn,
      input: events.RuleTargetInput.fromObject({ cause: 'image-change' }),
      sqsParameters: { messageGroupId: 'image-changes' },
      targetResource: queue,
    }),
  });
  // The CDK's own target would let rules of any account send to an encrypted queue.
  queue.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
  }));
  scan.addEventSource(new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true }));
}
