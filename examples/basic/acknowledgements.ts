import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { ImageSupportMonitor } from '../../lib';

/** What cdk-nag's AwsSolutions rules say of a monitor, and why it is as it should be. Copy it if you run them. */
export function acknowledgeAwsSolutions(monitor: ImageSupportMonitor): void {
  const acknowledge = (rule: string, reason: string): void => Validations.of(monitor).acknowledge({ id: `AwsSolutions-${rule}`, reason });
  const here = (service: string, resource: string): string => `arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>:${resource}`;
  const wildcard = (resource: string, reason: string): void => acknowledge(`IAM5[Resource::${resource}]`, reason);

  acknowledge('S1', 'The function alone writes to the bucket, and CloudTrail data events tell more about readers than access logs.');
  acknowledge('SQS3', 'One queue is a dead-letter queue itself, of a schedule and of a function, which the rule does not look at; the other holds nothing but the wish for a scan, which the next scheduled scan fulfils.');
  wildcard('*', 'Lists of images, apps, domains, user profiles and cache rules, and PutMetricData, have no resource type; the last is limited to a namespace. In a VPC, Lambda asks for network interfaces on all resources; the code of the function is denied them.');
  wildcard(here('sagemaker', 'image/*'), 'The monitor watches all images of the account and Region, and only reads them.');
  wildcard(here('sagemaker', 'image-version/*'), 'The monitor watches all image versions of the account and Region, and only reads them.');
  wildcard(here('sagemaker', 'domain/*'), 'The monitor looks for images of AWS in all domains of the account and Region, and only reads them.');
  wildcard(here('sagemaker', 'user-profile/*/*'), 'The monitor looks for images of AWS in all user profiles of the account and Region, and only reads them.');
  wildcard(here('ecr', 'repository/*'), 'Images may be registered from any repository; name them in the prop `repositories` to narrow it.');
  for (const prefix of ['facts/*', 'state/*', 'reports/*', 'policies/*', 'dataset/*']) {
    wildcard(`<${logicalId(monitor.bucket)}.Arn>/${prefix}`, 'The keys below the prefix are made from accounts, Regions and times, which are not known before.');
  }
  wildcard(`<${logicalId(monitor.function)}.Arn>:*`, 'The schedule may start any version of this one function.');
}

/** What the rules say besides of one with the prop `encryptionKey`, or with a topic that has a key. */
export function acknowledgeOwnKey(monitor: ImageSupportMonitor): void {
  const reason = 'Variants of the action on this one key, as the CDK grants them to those who send to its encrypted queues and topics.';
  for (const action of ['kms:GenerateDataKey*', 'kms:ReEncrypt*']) {
    Validations.of(monitor).acknowledge({ id: `AwsSolutions-IAM5[Action::${action}]`, reason });
  }
}

function logicalId(construct: IConstruct): string {
  const element = construct.node.defaultChild;
  if (!CfnElement.isCfnElement(element)) throw new Error(`'${construct.node.path}' must be defined in this app, got: an imported one`);
  return String(Stack.of(construct).resolve(element.logicalId));
}
