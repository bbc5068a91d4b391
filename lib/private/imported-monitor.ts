import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ImageSupportMonitorAttributes } from '../image-support-monitor';
import { ImageSupportMonitorBase } from '../image-support-monitor-base';
import { checkMonitorName, refuse } from './checks';
import { placeOf } from './place';

/** A monitor that is defined elsewhere, as far as its attributes tell. */
export class ImportedMonitor extends ImageSupportMonitorBase {
  public readonly monitorName: string;
  public readonly function: lambda.IFunction;
  public readonly eventBus: events.IEventBus;
  private readonly importedTopic?: sns.ITopic;
  private readonly importedBucket?: s3.IBucket;
  private readonly importedQueue?: sqs.IQueue;

  constructor(scope: Construct, id: string, attrs: ImageSupportMonitorAttributes) {
    super(scope, id, { environmentFromArn: checkedFunctionArn(attrs.functionArn) });
    checkMonitorName(attrs.monitorName);
    const { topicArn, bucketName, eventBusName = 'default', deadLetterQueueArn } = attrs;
    const { account, region } = this.env;
    this.monitorName = attrs.monitorName;
    this.function = lambda.Function.fromFunctionArn(this, 'Function', attrs.functionArn);
    this.eventBus = events.EventBus.fromEventBusArn(this, 'EventBus', Stack.of(this).formatArn({
      service: 'events', resource: 'event-bus', resourceName: eventBusName, account, region, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    }));
    if (topicArn !== undefined) this.importedTopic = sns.Topic.fromTopicArn(this, 'Topic', topicArn);
    if (bucketName !== undefined) this.importedBucket = s3.Bucket.fromBucketAttributes(this, 'Bucket', { bucketName, account, region });
    if (deadLetterQueueArn !== undefined) this.importedQueue = sqs.Queue.fromQueueArn(this, 'DeadLetterQueue', deadLetterQueueArn);
  }

  public get topic(): sns.ITopic {
    return this.given(this.importedTopic, 'topic', 'topicArn');
  }

  public get bucket(): s3.IBucket {
    return this.given(this.importedBucket, 'bucket', 'bucketName');
  }

  public get deadLetterQueue(): sqs.IQueue {
    return this.given(this.importedQueue, 'deadLetterQueue', 'deadLetterQueueArn');
  }

  /** The place of a metric is the monitor's, not that of the stack that shows it. */
  public override metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return super.metric(metricName, { ...placeOf(this), ...options });
  }

  private given<T>(resource: T | undefined, name: string, attribute: string): T {
    if (resource !== undefined) return resource;
    throw new Error(`'${name}' of the imported monitor '${this.node.path}' needs the attribute '${attribute}', got: none`);
  }
}

/** Account and Region of all that is looked at come from it. */
function checkedFunctionArn(arn: string): string {
  if (Token.isUnresolved(arn) || /^arn:[^:]+:lambda:[^:]+:[^:]+:function:[^:]+/.test(arn)) return arn;
  return refuse('functionArn', "be the ARN of the monitor's function, such as 'arn:aws:lambda:eu-west-1:123456789012:function:name'", `'${arn}'`);
}
