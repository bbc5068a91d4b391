import '../support/built-functions';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ImportedMonitor } from '../../../lib/private/imported-monitor';
import { ImageSupportMonitor, type ImageSupportMonitorAttributes } from '../../../lib';

const THERE = { account: '111122223333', region: 'eu-west-1' };
const arn = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const MINIMUM = { monitorName: 'team-a', functionArn: arn('lambda', 'function:scan') };

function imported(attrs: Partial<ImageSupportMonitorAttributes> = {}): ImportedMonitor {
  return new ImportedMonitor(new Stack(new App(), 'Stack', { env: { account: '999988887777', region: 'us-east-1' } }), 'Monitor', { ...MINIMUM, ...attrs });
}

it('has what its attributes name, where the monitor is', () => {
  const monitor = imported({ topicArn: arn('sns', 'Topic'), bucketName: 'reports', eventBusName: 'platform', deadLetterQueueArn: arn('sqs', 'Dead') });
  const { stack } = monitor;
  expect(monitor.env).toEqual(THERE);
  expect(stack.resolve(monitor.topic.topicArn)).toBe(arn('sns', 'Topic'));
  expect(stack.resolve(monitor.bucket.bucketName)).toBe('reports');
  expect(monitor.deadLetterQueue.queueName).toBe('Dead');
  expect(JSON.stringify(stack.resolve(monitor.eventBus.eventBusArn))).toContain(':events:eu-west-1:111122223333:event-bus/platform');
  for (const resource of [monitor.topic, monitor.bucket, monitor.eventBus, monitor.deadLetterQueue]) expect(resource.env).toEqual(THERE);
});

it('sends to the default event bus, unless it is said', () => {
  const monitor = imported();
  expect(JSON.stringify(monitor.stack.resolve(monitor.eventBus.eventBusArn))).toContain(':event-bus/default');
});

it.each(['topic', 'bucket', 'deadLetterQueue'] as const)('says which attribute its %s needs', (name) => {
  const attribute = { topic: 'topicArn', bucket: 'bucketName', deadLetterQueue: 'deadLetterQueueArn' }[name];
  expect(() => imported()[name]).toThrow(`'${name}' of the imported monitor 'Stack/Monitor' needs the attribute '${attribute}', got: none`);
});

it('shows metrics of the place where the monitor is', () => {
  expect(imported().metricEndOfSupport()).toMatchObject(THERE);
});

it('refuses a name that no monitor has', () => {
  expect(() => imported({ monitorName: 'team a' })).toThrow("'monitorName' must be 1 to 64 letters");
});

describe('rules', () => {
  it('match what the monitor sends in its account', () => {
    const stack = new Stack(new App(), 'Stack', { env: THERE });
    const monitor = ImageSupportMonitor.fromImageSupportMonitorAttributes(stack, 'Monitor', { ...MINIMUM, eventBusName: 'platform' });
    monitor.onFindingChanged('Rule');
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventBusName: 'platform',
      EventPattern: { detail: { monitor: ['team-a'], accountId: [THERE.account] } },
    });
  });

  it('cannot stand elsewhere than the bus', () => {
    expect(() => imported().onFindingChanged('Rule')).toThrow("'eventBus' must be in the account and Region of the monitor, 999988887777 and us-east-1");
  });
});
