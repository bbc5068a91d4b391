import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription, type SqsSubscriptionProps } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { ImageSupportAlarms, ImageSupportDashboard, ImageSupportMonitor, PolicySource, SupportPolicy, Waivers } from '../../lib';

const stack = new Stack(new App(), 'ImageSupportEndToEnd');

/** What people put where the monitor reads it: a mirror of the vendor's policy, and waivers. */
const given = new Bucket(stack, 'Given', { removalPolicy: RemovalPolicy.DESTROY });

const monitor = new ImageSupportMonitor(stack, 'ImageSupport', {
  monitorName: 'end-to-end',
  schedule: ScheduleExpression.rate(Duration.minutes(1)),
  removalPolicy: RemovalPolicy.DESTROY,
  // A second deployment changes something that everything else must survive.
  memorySize: process.env.E2E_DEPLOYMENT === 'second' ? 640 : 512,
  eventBus: new EventBus(stack, 'Bus'),
  // There is no way out of the machine: one policy has a mirror, the others rule as they were shipped.
  policies: [
    SupportPolicy.sageMakerDistribution({ source: PolicySource.fromBucket(given, 'support_policy.md') }),
    SupportPolicy.awsDeepLearningContainers({ refresh: false }),
    SupportPolicy.googleDeepLearningContainers({ refresh: false }),
  ],
  waivers: [Waivers.fromBucket(given, 'waivers.yaml')],
  // MiniStack can't create AWS::ECR::PullTimeUpdateExclusion, and would roll the whole stack back.
  excludeFromPullTime: false,
});
const alarms = new ImageSupportAlarms(stack, 'Alarms', { monitor });
new ImageSupportDashboard(stack, 'Dashboard', { monitors: [monitor] });

/** A queue that hears of what the monitor tells. Its URL becomes an output of the stack. */
function subscribe(name: string, props: SqsSubscriptionProps = {}): void {
  const queue = new Queue(stack, name);
  monitor.topic.addSubscription(new SqsSubscription(queue, props));
  new CfnOutput(stack, `${name}Url`, { value: queue.queueUrl });
}

const severities = (...allowlist: string[]): SqsSubscriptionProps => ({
  filterPolicy: { severity: SubscriptionFilter.stringFilter({ allowlist }) },
});
subscribe('Everything');
subscribe('Urgent', { rawMessageDelivery: true, ...severities('CRITICAL', 'HIGH') });
subscribe('Minor', severities('LOW', 'INFORMATIONAL'));

for (const [name, rule] of [['Findings', monitor.onFindingChanged('FindingChanged')], ['Policies', monitor.onPolicyChanged('PolicyChanged')]] as const) {
  const queue = new Queue(stack, name);
  rule.addTarget(new SqsQueue(queue));
  new CfnOutput(stack, `${name}Url`, { value: queue.queueUrl });
}

new CfnOutput(stack, 'AlarmNames', { value: JSON.stringify(Object.fromEntries(alarms.alarms.map((alarm) => [alarm.node.id, alarm.alarmName]))) });
new CfnOutput(stack, 'GivenBucketName', { value: given.bucketName });
new CfnOutput(stack, 'MonitorName', { value: monitor.monitorName });
new CfnOutput(stack, 'FunctionName', { value: monitor.function.functionName });
new CfnOutput(stack, 'BucketName', { value: monitor.bucket.bucketName });
