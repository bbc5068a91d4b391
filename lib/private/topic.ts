import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { fromAlarms } from './encryption';

/**
 * The topic of a monitor. The policy that keeps plain HTTP out takes the place of the default one, which let CloudWatch
 * publish: without a statement for it, an alarm with the topic as its action goes off and nobody hears of it.
 *
 * It is not encrypted with the AWS managed key, because CloudWatch and EventBridge can't use that one.
 */
export function createTopic(scope: Construct, id: string, masterKey?: kms.IKey): sns.Topic {
  const topic = new sns.Topic(scope, id, { enforceSSL: true, masterKey });
  topic.addToResourcePolicy(
    new iam.PolicyStatement({
      actions: ['sns:Publish'],
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      resources: [topic.topicArn],
      conditions: fromAlarms(Stack.of(scope)),
    }),
  );
  return topic;
}
