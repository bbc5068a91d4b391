import { Annotations, type IResource, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { ImageSupportMonitorProps } from '../image-support-monitor-props';
import { refuse } from './checks';

const PLACES = { account: 'account', region: 'Region' } as const;
type Part = keyof typeof PLACES;

/** What was brought along for a monitor, as far as it can be seen here. */
export function checkResources(monitor: Construct, props: ImageSupportMonitorProps): void {
  if (props.topic) checkTopic(monitor, 'topic', props.topic);
  if (props.chatTopic) checkTopic(monitor, 'chatTopic', props.chatTopic);
  // Whoever reads the one by e-mail would get the JSON that is meant for the other.
  if (props.chatTopic && props.chatTopic.topicArn === props.topic?.topicArn) {
    refuse('chatTopic', "be another topic than 'topic', which takes messages for people", `'${props.chatTopic.node.path}' for both`);
  }
  if (props.eventBus) checkPlace(monitor, 'eventBus', props.eventBus, ['region']);
  if (props.bucket) checkBucket(monitor, props.bucket);
  if (props.encryptionKey) checkPlace(monitor, 'encryptionKey', props.encryptionKey, ['region']);
  // Without a VPC they would be left out without a word.
  for (const prop of ['vpcSubnets', 'securityGroups'] as const) {
    if (props[prop] && !props.vpc) refuse(prop, "come with a 'vpc'", 'no VPC');
  }
}

/** A FIFO topic takes no message without a group, and delivers to queues only. */
function checkTopic(monitor: Construct, prop: string, topic: ITopic): void {
  if (topic.fifo) refuse(prop, 'be a standard topic', `the FIFO topic '${topic.node.path}'`);
  checkPlace(monitor, prop, topic, ['account', 'region']);
}

/** The function calls services of its own Region only. What is known at deployment only is left to the deployment. */
export function checkPlace(monitor: Construct, prop: string, resource: IResource, same: readonly Part[], what = 'monitor'): void {
  const stack = Stack.of(monitor);
  const differ = same.filter((part) => Token.compareStrings(resource.env[part], stack[part]) === TokenComparison.DIFFERENT);
  if (differ.length === 0) return;
  const names = same.map((part) => PLACES[part]).join(' and ');
  const of = (env: { readonly account: string; readonly region: string }): string => differ.map((part) => env[part]).join(' and ');
  refuse(prop, `be in the ${names} of the ${what}, ${of(stack)}`, `'${resource.node.path}' in ${of(resource.env)}`);
}

/** Of an imported bucket nothing can be seen. */
function checkBucket(monitor: Construct, bucket: s3.IBucket): void {
  checkPlace(monitor, 'bucket', bucket, ['region']);
  if (bucket.isWebsite === true) refuse('bucket', 'be private', `the website '${bucket.node.path}'`);
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket) || isVersioned(resource)) return;
  Annotations.of(monitor).addWarningV2(
    'cdk-sagemaker-image-support:bucketNotVersioned',
    "'bucket' should be versioned: the monitor rewrites its state in every scan, and since when a version has had its status can't be read anywhere else.",
  );
}

function isVersioned({ versioningConfiguration: versioning }: s3.CfnBucket): boolean {
  return versioning !== undefined && (!('status' in versioning) || versioning.status === 'Enabled');
}
