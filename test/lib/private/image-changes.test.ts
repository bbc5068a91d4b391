import '../support/built-functions';
import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { monitorWith, only, templateWith } from '../support/monitor-template';

const FIFO = { FifoQueue: true };

function changes(): { template: Template; queue: string; properties: Record<string, unknown> } {
  const template = templateWith();
  const [[queue, { Properties: properties }] = ['', { Properties: {} }]] = Object.entries(template.findResources('AWS::SQS::Queue', { Properties: FIFO }));
  return { template, queue, properties };
}

it('are heard of by a rule on the default bus, of this account and Region', () => {
  const { template, queue } = changes();
  const { resource } = only(template, 'AWS::Events::Rule');
  expect(resource).toMatchObject({
    Properties: {
      EventPattern: {
        source: ['aws.sagemaker'],
        'detail-type': ['SageMaker Image State Change', 'SageMaker Image Version State Change'],
        account: [{ Ref: 'AWS::AccountId' }],
        region: [{ Ref: 'AWS::Region' }],
      },
      State: 'ENABLED',
      Targets: [{
        Arn: { 'Fn::GetAtt': [queue, 'Arn'] }, Id: 'Target0', Input: '{"cause":"image-change"}', SqsParameters: { MessageGroupId: 'image-changes' },
      }],
    },
  });
  expect(resource.Properties).not.toHaveProperty('EventBusName');
});

it('are folded into one message before the scan that it brings', () => {
  const { properties } = changes();
  // SQS takes equal messages for one within five minutes; what comes later than a message must find a scan that is still to begin.
  expect(properties.ContentBasedDeduplication).toBe(true);
  expect(properties.DelaySeconds).toBeGreaterThan(Duration.minutes(5).toSeconds());
});

it('bring their message back after the longest scan, some times', () => {
  const { properties } = changes();
  const [visibility, retention] = [Number(properties.VisibilityTimeout), Number(properties.MessageRetentionPeriod)];
  expect(visibility).toBeGreaterThan(Duration.minutes(15).toSeconds());
  expect(retention / visibility).toBeGreaterThanOrEqual(3);
});

it('invoke the function, which says which messages it gives back', () => {
  const { template, queue } = changes();
  expect(only(template, 'AWS::Lambda::EventSourceMapping').resource.Properties).toEqual({
    EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] },
    FunctionName: { Ref: only(template, 'AWS::Lambda::Function').logicalId },
    BatchSize: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
});

it('come from the rule alone, over TLS', () => {
  const { template, queue } = changes();
  const rule = only(template, 'AWS::Events::Rule').logicalId;
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    Queues: [{ Ref: queue }],
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
          Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule, 'Arn'] } } },
        },
      ],
    },
  });
});

it('are encrypted', () => {
  expect(changes().properties).toMatchObject({ SqsManagedSseEnabled: true });
});

it('bring no scan where it is switched off', () => {
  const template = Template.fromStack(monitorWith({ scanOnImageChange: false }).stack);
  for (const type of ['AWS::Events::Rule', 'AWS::Lambda::EventSourceMapping']) template.resourceCountIs(type, 0);
  template.resourceCountIs('AWS::SQS::Queue', 1);
});
