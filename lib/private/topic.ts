import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * The topic of a monitor. The policy that keeps plain HTTP out takes the place of the default one, which let CloudWatch
 * publish: without a statement for it, an alarm with the topic as its action goes off and nobody hears of it.
 *
 * It is not encrypted with the AWS managed key, because CloudWatch and EventBridge can't use that one.
 */
export function createTopic(scope: Construct, id: string): sns.Topic {
  const topic = new sns.Topic(scope, id, { enforceSSL: true });
  const stack = Stack.of(scope);
  const alarms = stack.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  topic.addToResourcePolicy(
    new iam.PolicyStatement({
      actions: ['sns:Publish'],
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': alarms } },
    }),
  );
  return topic;
}
