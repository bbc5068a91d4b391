import '../support/built-functions';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ImageSupportMonitor, type ImageSupportMonitorProps, PolicySource, SupportPolicy, Waivers } from '../../../lib';
import { BUCKET_PREFIXES, ENVIRONMENT } from '../../../lib/core/contract';
import { addedStatements, allow, arnOf, environmentOf, idOf, monitorWith, newStack, templateWith, warningsOf } from '../support/monitor-template';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const arn = (service: string, resource: string, { account, region }: typeof ENV): string => `arn:aws:${service}:${region}:${account}:${resource}`;
const ABROAD = { ...ENV, region: 'us-east-1' };
const FOREIGN = { ...ENV, account: '999988887777' };

const topic = (stack: Stack, env: typeof ENV): sns.ITopic => sns.Topic.fromTopicArn(stack, 'Topic', arn('sns', 'Orders', env));
const bucket = (stack: Stack, region: string): s3.IBucket => s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'mine', region });

it.each<[string, (stack: Stack) => ImageSupportMonitorProps, string]>([
  ['a topic of another Region', (stack) => ({ topic: topic(stack, ABROAD) }),
    "'topic' must be in the account and Region of the monitor, eu-west-1, got: 'Stack/Topic' in us-east-1"],
  ['a topic of another account', (stack) => ({ topic: topic(stack, FOREIGN) }),
    "'topic' must be in the account and Region of the monitor, 111122223333, got: 'Stack/Topic' in 999988887777"],
  ['a chat topic of another account and Region', (stack) => ({ chatTopic: topic(stack, { ...FOREIGN, region: 'us-east-1' }) }),
    "'chatTopic' must be in the account and Region of the monitor, 111122223333 and eu-west-1, got: 'Stack/Topic' in 999988887777 and us-east-1"],
  ['a FIFO topic, which takes no message without a group', (stack) => ({ topic: new sns.Topic(stack, 'Orders', { fifo: true }) }),
    "'topic' must be a standard topic, got: the FIFO topic 'Stack/Orders'"],
  ['a FIFO topic for a chat', (stack) => ({ chatTopic: new sns.Topic(stack, 'Orders', { fifo: true }) }),
    "'chatTopic' must be a standard topic, got: the FIFO topic 'Stack/Orders'"],
  ['an imported FIFO topic', (stack) => ({ topic: sns.Topic.fromTopicArn(stack, 'Topic', arn('sns', 'Orders.fifo', ENV)) }), "got: the FIFO topic 'Stack/Topic'"],
  ['an event bus of another Region', (stack) => ({ eventBus: events.EventBus.fromEventBusArn(stack, 'Bus', arn('events', 'event-bus/b', ABROAD)) }),
    "'eventBus' must be in the Region of the monitor, eu-west-1, got: 'Stack/Bus' in us-east-1"],
  ['a bucket of another Region', (stack) => ({ bucket: bucket(stack, 'us-east-1') }),
    "'bucket' must be in the Region of the monitor, eu-west-1, got: 'Stack/Mine' in us-east-1"],
  ['a bucket that is a website', (stack) => ({ bucket: new s3.Bucket(stack, 'Site', { websiteIndexDocument: 'index.html' }) }),
    "'bucket' must be private, got: the website 'Stack/Site'"],
  ['a key of another Region', (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', arn('kms', 'key/a', ABROAD)) }),
    "'encryptionKey' must be in the Region of the monitor, eu-west-1, got: 'Stack/Key' in us-east-1"],
  ['waivers in another Region', (stack) => ({ waivers: [Waivers.fromBucket(bucket(stack, 'us-east-1'), 'waivers.json')] }),
    "'bucket' must be in the Region of the monitor, eu-west-1, got: 'Stack/Mine' in us-east-1"],
])('refuses %s', (_case, props, message) => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  expect(() => new ImageSupportMonitor(stack, 'Monitor', props(stack))).toThrow(message);
});

it.each<[string, (stack: Stack) => ImageSupportMonitorProps]>([
  ['topic', (stack) => ({ topic: topic(stack, ENV), chatTopic: sns.Topic.fromTopicArn(stack, 'Chat', arn('sns', 'Chat', ENV)) })],
  ['bus of another account', (stack) => ({ eventBus: events.EventBus.fromEventBusArn(stack, 'Bus', arn('events', 'event-bus/b', FOREIGN)) })],
  ['bucket', (stack) => ({ bucket: bucket(stack, 'eu-west-1') })],
])('takes a %s of its own Region', (_case, props) => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  expect(() => new ImageSupportMonitor(stack, 'Monitor', props(stack))).not.toThrow();
});

it('leaves to the deployment what is not known before', () => {
  const stack = newStack();
  expect(() => monitorWith({ topic: topic(stack, ABROAD), encryptionKey: kms.Key.fromKeyArn(stack, 'Key', arn('kms', 'key/a', ABROAD)) }, stack)).not.toThrow();
});

describe('a bucket of the user', () => {
  it('is the one that the function keeps its things in, and that it sets no rules on', () => {
    const stack = newStack();
    const mine = new s3.Bucket(stack, 'Mine', { versioned: true });
    const { monitor } = monitorWith({ bucket: mine }, stack);
    const template = Template.fromStack(stack);
    expect(monitor.bucket).toBe(mine);
    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.resourceCountIs('AWS::S3::BucketPolicy', 0);
    expect(environmentOf(template)[ENVIRONMENT.bucketName]).toEqual({ Ref: idOf(mine) });
    expect(warningsOf(stack)).toEqual([]);
  });

  it('is written below the prefixes of the monitor only', () => {
    const stack = newStack();
    const mine = new s3.Bucket(stack, 'Mine', { versioned: true });
    const below = (prefix: string): object => ({ 'Fn::Join': ['', [arnOf(mine), `/${prefix}*`]] });
    expect(addedStatements({ bucket: mine }, stack)).toEqual([
      allow('s3:ListBucket', arnOf(mine)),
      allow(['s3:GetObject', 's3:PutObject'], Object.values(BUCKET_PREFIXES).map(below)),
      allow('s3:DeleteObject', below('state/')),
    ]);
  });

  it.each<[string, (stack: Stack) => s3.IBucket, number]>([
    ['is not versioned', (stack) => new s3.Bucket(stack, 'Mine'), 1],
    ['is versioned', (stack) => new s3.Bucket(stack, 'Mine', { versioned: true }), 0],
    ['is imported', (stack) => s3.Bucket.fromBucketName(stack, 'Mine', 'mine'), 0],
  ])('is warned of if that helps: one that %s', (_case, make, count) => {
    const stack = newStack();
    monitorWith({ bucket: make(stack) }, stack);
    expect(warningsOf(stack).filter((text) => text.includes("'bucket' should be versioned"))).toHaveLength(count);
  });

  it.each<[string, (mine: s3.IBucket) => ImageSupportMonitorProps, string]>([
    ['waivers', (mine) => ({ waivers: [Waivers.fromBucket(mine, 'state/waivers.json')] }), "'state/'"],
    ['a policy', (mine) => ({ policies: [SupportPolicy.fromBucket(mine, 'policies/mine.json')] }), "'policies/'"],
    ['a mirror', (mine) => ({ policies: [SupportPolicy.sageMakerDistribution({ source: PolicySource.fromBucket(mine, 'facts/p.md') })] }), "'facts/'"],
  ])('cannot hold %s where the monitor itself writes', (_case, props, prefix) => {
    const stack = newStack();
    const mine = new s3.Bucket(stack, 'Mine', { versioned: true });
    expect(() => monitorWith({ bucket: mine, ...props(mine) }, stack))
      .toThrow(`'objectKey' must not lie below ${prefix} of the monitor's own bucket, where the monitor itself writes, got: `);
  });

  it('can hold them elsewhere', () => {
    const stack = newStack();
    const mine = new s3.Bucket(stack, 'Mine', { versioned: true });
    const other = new s3.Bucket(stack, 'Other');
    const waivers = [Waivers.fromBucket(mine, 'waivers.json'), Waivers.fromBucket(other, 'state/waivers.json')];
    expect(() => templateWith({ bucket: mine, waivers }, stack)).not.toThrow();
  });
});
