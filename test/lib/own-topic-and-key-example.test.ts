import './support/built-functions';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { OwnTopicAndKeyStack } from '../../examples/own-topic-and-key/own-topic-and-key-stack';
import { arnOf, warningsOf } from './support/monitor-template';
import { testApp } from './support/test-app';

describe('the stack', () => {
  const stack = new OwnTopicAndKeyStack(testApp(), 'Stack');
  const template = Template.fromStack(stack);

  it('has the one topic and the one key, which all that can be is encrypted with', () => {
    for (const type of ['AWS::SNS::Topic', 'AWS::KMS::Key']) template.resourceCountIs(type, 1);
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    const keyArn = { 'Fn::GetAtt': [key, 'Arn'] };
    for (const type of ['AWS::SNS::Topic', 'AWS::SQS::Queue']) template.allResourcesProperties(type, { KmsMasterKeyId: keyArn });
    expect(arnOf(stack.monitor.bucket)).toBeDefined();
    expect(warningsOf(stack)).toEqual([]);
  });

  it('lets alarms publish to it', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish' })]) },
    });
  });
});

it('has nothing that the AwsSolutions rules of cdk-nag are against and that is not acknowledged', () => {
  const app = testApp();
  new OwnTopicAndKeyStack(app, 'Stack');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).not.toThrow();
});
