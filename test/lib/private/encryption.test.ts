import '../support/built-functions';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { addedStatements, allow, arnOf, here, monitorWith, newStack, only, warningsOf } from '../support/monitor-template';

function encrypted(): { template: Template; key: kms.Key; keyArn: object } {
  const stack = newStack();
  const key = new kms.Key(stack, 'Key');
  monitorWith({ encryptionKey: key }, stack);
  return { template: Template.fromStack(stack), key, keyArn: arnOf(key) };
}

it('encrypts all that the monitor creates and that can be', () => {
  const { template, keyArn } = encrypted();
  template.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: keyArn });
  template.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: keyArn });
  template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: keyArn });
  template.allResourcesProperties('AWS::S3::Bucket', {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn } }],
    },
  });
});

it('lets in those services that use the key in their own name, and nobody else', () => {
  const { template } = encrypted();
  const { resource } = only(template, 'AWS::KMS::Key');
  const { Statement } = (resource as { Properties: { KeyPolicy: { Statement: { Principal: object }[] } } }).Properties.KeyPolicy;
  const ofServices = Statement.filter(({ Principal }) => 'Service' in Principal);
  expect(ofServices).toEqual([
    {
      ...allow(['kms:Decrypt', 'kms:GenerateDataKey*'], '*'),
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: { 'aws:SourceArn': here('cloudwatch', 'alarm:*') } },
    },
    { ...allow(['kms:Decrypt', 'kms:GenerateDataKey*'], '*'), Principal: { Service: 'events.amazonaws.com' } },
    {
      ...allow(['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'], '*'),
      Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': here('logs', 'log-group:*') } },
    },
  ]);
  expect(Statement).toHaveLength(ofServices.length + 1);
});

it('lets the function use the key, and no other', () => {
  const stack = newStack();
  const key = new kms.Key(stack, 'Key');
  const statements = addedStatements({ encryptionKey: key }, stack);
  expect(statements).toEqual([
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], arnOf(key)),
    allow(['kms:Decrypt', 'kms:GenerateDataKey*'], arnOf(key)),
    allow(['kms:Decrypt', 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'], arnOf(key)),
    allow('kms:Decrypt', arnOf(key)),
  ]);
});

it('lets the schedule leave its traces in the encrypted queue', () => {
  const { template, keyArn } = encrypted();
  const schedule = Object.keys(template.findResources('AWS::IAM::Role', {
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'scheduler.amazonaws.com' } }] } },
  }));
  template.hasResourceProperties('AWS::IAM::Policy', {
    Roles: [{ Ref: schedule[0] }],
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: keyArn })]) },
  });
});

it('uses the key of a bucket that is brought along', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Mine', { versioned: true, encryption: s3.BucketEncryption.KMS });
  expect(addedStatements({ bucket }, stack)).toContainEqual(allow(['kms:Decrypt', 'kms:GenerateDataKey'], arnOf(bucket.encryptionKey!)));
});

it('says of a key whose policy it cannot change what that must have', () => {
  const stack = newStack();
  monitorWith({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012') }, stack);
  expect(warningsOf(stack)).toEqual([expect.stringContaining("'encryptionKey' is imported, so its policy can't be seen: it must let CloudWatch alarms, EventBridge and CloudWatch Logs use the key")]);
  const own = newStack();
  monitorWith({ encryptionKey: new kms.Key(own, 'Key') }, own);
  expect(warningsOf(own)).toEqual([]);
});
