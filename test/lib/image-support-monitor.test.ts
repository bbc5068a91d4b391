import './support/built-functions';
import { CfnParameter, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ImageFilter, ImageSupportMonitor, type ImageSupportMonitorProps, SupportPolicy, Waivers } from '../../lib';
import { BUCKET_PREFIXES, ENVIRONMENT } from '../../lib/core/contract';
import {
  allow, arnOf, environmentOf, functionRole, here, idOf, monitorWith, newStack, only, statementsOf, templateWith,
} from './support/monitor-template';
import { testApp } from './support/test-app';

/** The queue that keeps what failed, and not the one that images' changes go through. */
function deadLetterQueue(template: Template): string {
  const [id = ''] = Object.keys(template.findResources('AWS::SQS::Queue', { Properties: { FifoQueue: Match.absent() } }));
  return id;
}

describe('the function', () => {
  it('runs the bundled scan for up to 15 minutes with 512 MiB', () => {
    templateWith().hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x', Handler: 'scan.handler', Timeout: 900, MemorySize: 512,
    });
  });

  it('takes its time and memory from the props', () => {
    templateWith({ timeout: Duration.minutes(5), memorySize: 1024 })
      .hasResourceProperties('AWS::Lambda::Function', { Timeout: 300, MemorySize: 1024 });
  });

  it('is told in its environment of what the monitor is made of', () => {
    const template = templateWith({ monitorName: 'team-a' });
    expect(environmentOf(template)).toEqual({
      [ENVIRONMENT.monitor]: 'team-a',
      [ENVIRONMENT.topicArn]: { Ref: only(template, 'AWS::SNS::Topic').logicalId },
      [ENVIRONMENT.eventBus]: here('events', 'event-bus/default'),
      [ENVIRONMENT.bucketName]: { Ref: only(template, 'AWS::S3::Bucket').logicalId },
      [ENVIRONMENT.noticePeriods]: '90,30,7',
      [ENVIRONMENT.reminderDays]: '30',
      [ENVIRONMENT.policies]: JSON.stringify({
        documents: [
          { id: 'sagemaker-distribution/support-policy' },
          { id: 'aws-deep-learning-containers/repository' },
          { id: 'google-deep-learning-containers/vertex-ai' },
          { id: 'google-deep-learning-containers/deep-learning-containers' },
        ],
        accepted: [],
      }),
    });
  });

  it('is tried three times, and then leaves a trace in the dead-letter queue', () => {
    const template = templateWith();
    const queue = deadLetterQueue(template);
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } } },
    });
  });

  it('logs into a group of the monitor that forgets after a month', () => {
    const template = templateWith();
    const { logicalId } = only(template, 'AWS::Logs::LogGroup');
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Retain' });
    template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: { Ref: logicalId } } });
  });

  it('keeps its logs as long as it is told to', () => {
    templateWith({ logRetention: logs.RetentionDays.ONE_YEAR }).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });
});

describe('notice periods', () => {
  it.each([
    ['are put longest first', [Duration.days(7), Duration.days(60)], '60,7'],
    ['are told once each', [Duration.days(30), Duration.hours(24 * 30)], '30'],
    ['may be given in any unit that makes whole days', [Duration.hours(48)], '2'],
    ['may be as short as a day and as long as two years', [Duration.days(1), Duration.days(730)], '730,1'],
  ])('%s', (_case, noticePeriods, written) => {
    expect(environmentOf(templateWith({ noticePeriods }))[ENVIRONMENT.noticePeriods]).toBe(written);
  });

  it('may be known at deployment only', () => {
    const { stack } = monitorWith();
    const days = new CfnParameter(stack, 'Days', { type: 'Number' });
    const monitor = new ImageSupportMonitor(stack, 'Other', { noticePeriods: [Duration.days(days.valueAsNumber), Duration.days(7)] });
    const template = Template.fromStack(stack);
    const [written] = Object.values(template.findResources('AWS::Lambda::Function', {
      Properties: { Environment: { Variables: { [ENVIRONMENT.monitor]: monitor.monitorName } } },
    }));
    expect(written?.Properties.Environment.Variables[ENVIRONMENT.noticePeriods]).toEqual({ 'Fn::Join': ['', [{ Ref: 'Days' }, ',7']] });
  });
});

describe('the monitor refuses', () => {
  const at = scheduler.ScheduleExpression.at(new Date('2030-01-01T00:00:00Z'));

  it.each<[string, ImageSupportMonitorProps, string]>([
    ['a notice of part of a day', { noticePeriods: [Duration.hours(36)] }, "'noticePeriods' must be whole days, got: 36 hours"],
    ['a notice of no days', { noticePeriods: [Duration.days(0)] }, "'noticePeriods' must be from 1 to 730 days, got: 0 days"],
    ['a notice of more than two years', { noticePeriods: [Duration.days(731)] }, "'noticePeriods' must be from 1 to 730 days, got: 731 days"],
    ['no notice at all', { noticePeriods: [] }, "'noticePeriods' must name at least one period, got: none"],
    ['a name with a space', { monitorName: 'team a' }, "'monitorName' must be 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit, got: 'team a'"],
    ['an empty name', { monitorName: '' }, "the first a letter or digit, got: ''"],
    ['a name of 65 characters', { monitorName: 'n'.repeat(65) }, `got: '${'n'.repeat(65)}'`],
    ['a timeout of seconds', { timeout: Duration.seconds(59) }, "'timeout' must be from 1 to 15 minutes, got: 59 seconds"],
    ['a timeout over the limit of Lambda', { timeout: Duration.minutes(16) }, "'timeout' must be from 1 to 15 minutes, got: 16 minutes"],
    ['too little memory', { memorySize: 127 }, "'memorySize' must be a whole number of MiB from 128 to 10240, got: 127"],
    ['too much memory', { memorySize: 10_241 }, "'memorySize' must be a whole number of MiB from 128 to 10240, got: 10241"],
    ['half a mebibyte', { memorySize: 512.5 }, "'memorySize' must be a whole number of MiB from 128 to 10240, got: 512.5"],
    ['a schedule that ends after one scan', { schedule: at },
      "'schedule' must repeat (use ScheduleExpression.rate or ScheduleExpression.cron), got: at(2030-01-01T00:00:00)"],
    ['a schedule with gaps in daily metrics', { schedule: scheduler.ScheduleExpression.rate(Duration.days(2)) },
      "'schedule' must be at least once a day, or the daily metrics have gaps, got: rate(2 days)"],
    ['a schedule of no time at all', { schedule: scheduler.ScheduleExpression.expression('rate(0 days)') }, "'schedule' must be a rate or a cron expression"],
    ['a schedule that is none', { schedule: scheduler.ScheduleExpression.expression('every noon') },
      "'schedule' must be a rate or a cron expression of six fields (use ScheduleExpression.rate or ScheduleExpression.cron), got: every noon"],
    ['a schedule where there is to be none', { scheduleEnabled: false, schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)) },
      "'schedule' must be left out where 'scheduleEnabled' is false, got: rate(1 hour)"],
    ['a reminder of part of a day', { reminder: Duration.hours(36) }, "'reminder' must be whole days, got: 36 hours"],
    ['a reminder after more than a year', { reminder: Duration.days(366) }, "'reminder' must be at most 365 days, or none for never, got: 366 days"],
    ['an account of 11 digits', { vendorAccounts: [{ region: 'eu-west-1', accountId: '12345678901' }] },
      "'vendorAccounts' must name a Region and its account of 12 digits, such as { region: 'eu-west-1', accountId: '123456789012' }, got: eu-west-1=12345678901"],
    ['an account without a Region', { vendorAccounts: [{ region: '', accountId: '123456789012' }] }, 'got: =123456789012'],
    ['a hash that is none', { acceptedPolicyDocuments: ['ABC'] },
      "'acceptedPolicyDocuments' must be SHA-256 hashes of 64 hexadecimal digits in lower case, as the message on the refused document gives it, got: 'ABC'"],
    ['a hash in upper case', { acceptedPolicyDocuments: ['A'.repeat(64)] }, `got: '${'A'.repeat(64)}'`],
    ["a vendor's policy twice", { policies: [SupportPolicy.sageMakerDistribution(), SupportPolicy.sageMakerDistribution({ refresh: false })] },
      "'policies' must name each vendor's policy once, got: 'sagemaker-distribution/support-policy' more than once"],
    ['a filter that includes nothing', { includeImages: [] }, "'includeImages' must name at least one filter (leave it out to watch all images), got: none"],
    ['a filter that excludes nothing', { excludeImages: [] }, "'excludeImages' must name at least one filter (leave it out to exclude no image), got: none"],
    ['a filter that leaves nothing', { excludeImages: [ImageFilter.byName('*')] }, "'excludeImages' must leave some images to watch, got: a filter by the name '*'"],
    ['a filter that leaves nothing, in other signs', { excludeImages: [ImageFilter.byName('?*')] }, "'excludeImages' must leave some images to watch, got: a filter by the name '?*'"],
    ['filters that take each other back', { includeImages: [ImageFilter.byName('team-*')], excludeImages: [ImageFilter.byName('x'), ImageFilter.byName('team-*')] },
      "'excludeImages' must leave some of the images that 'includeImages' picks, got: the same filters: name 'x', name 'team-*'"],
    ['subnets without a VPC', { vpcSubnets: {} }, "'vpcSubnets' must come with a 'vpc', got: no VPC"],
    ['security groups without a VPC', { securityGroups: [] }, "'securityGroups' must come with a 'vpc', got: no VPC"],
    ['an empty list of repositories', { repositories: [] },
      "'repositories' must name at least one repository (leave it out for all of the account and Region), got: none"],
  ])('%s', (_case, props, message) => {
    expect(() => monitorWith(props)).toThrow(message);
  });

  it.each<[string, string]>([['any object', '*'], ['many', 'team/*.json'], ['none', ''], ['two', 'a,b'], ['none, behind a slash', '/policy.json']])(
    'a key that stands for %s', (_case, key) => {
      const stack = newStack();
      const bucket = new s3.Bucket(stack, 'Mine');
      const message = `'objectKey' must be the key of one object, without '*', '?' and ',', and not begin with '/', got: '${key}'`;
      expect(() => monitorWith({ policies: [SupportPolicy.fromBucket(bucket, key)] }, stack)).toThrow(message);
    },
  );

  it('one topic for people and for the chat', () => {
    const stack = newStack();
    const topic = new sns.Topic(stack, 'Both');
    expect(() => monitorWith({ topic, chatTopic: topic }, stack))
      .toThrow("'chatTopic' must be another topic than 'topic', which takes messages for people, got: 'Stack/Both' for both");
  });

  it.each<[string, readonly string[], boolean]>([
    ['the same Region', ['eu-west-1', 'eu-west-1'], true],
    ['another Region', ['eu-west-1', 'us-east-1'], false],
    ['any Region', ['', ''], false],
  ])('a name that a monitor of another stack has: of %s', (_case, regions, refused) => {
    const app = testApp();
    const stacks = regions.map((region, index) => new Stack(app, `Stack${index}`, region === '' ? {} : { env: { account: '123456789012', region } }));
    for (const stack of stacks) new ImageSupportMonitor(stack, 'Monitor', { monitorName: 'same' });
    const synth = () => Template.fromStack(stacks[0]!);
    if (refused) expect(synth).toThrow("'monitorName' must be unique, or the metrics of two monitors mix, got: 'same' here and at 'Stack1/Monitor'");
    else expect(synth).not.toThrow();
  });

  it('a name that another monitor of the stack has', () => {
    const { stack } = monitorWith({ monitorName: 'same' });
    new ImageSupportMonitor(stack, 'Other', { monitorName: 'same' });
    expect(() => Template.fromStack(stack)).toThrow(
      "'monitorName' must be unique, or the metrics of two monitors mix, got: 'same' here and at 'Stack/Other'",
    );
  });
});

it('leaves values that are known at deployment only to the deployment', () => {
  const stack = newStack();
  const number = new CfnParameter(stack, 'Number', { type: 'Number' });
  const props = {
    monitorName: Fn.importValue('name'),
    memorySize: number.valueAsNumber,
    timeout: Duration.seconds(number.valueAsNumber),
    schedule: scheduler.ScheduleExpression.expression(Fn.importValue('schedule')),
  };
  expect(() => monitorWith(props, stack)).not.toThrow();
});

describe('the schedule', () => {
  it('scans once a day, beginning when it is created', () => {
    const template = templateWith();
    template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 day)', State: 'ENABLED', StartDate: Match.absent() });
  });

  it('is what the props say', () => {
    templateWith({ schedule: scheduler.ScheduleExpression.cron({ hour: '6', minute: '0' }) })
      .hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'cron(0 6 * * ? *)' });
  });

  it('is left out where whoever is let does it', () => {
    const template = templateWith({ scheduleEnabled: false });
    template.resourceCountIs('AWS::Scheduler::Schedule', 0);
    template.resourceCountIs('AWS::IAM::Role', 1);
  });

  it('gives up after ten attempts or six hours, and leaves a trace in the dead-letter queue', () => {
    const template = templateWith();
    const queue = deadLetterQueue(template);
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: {
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queue, 'Arn'] } },
        RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 21_600 },
      },
    });
  });

  it('waits for all that the first scan needs', () => {
    const template = templateWith();
    const needed = ['AWS::ECR::PullTimeUpdateExclusion', 'AWS::Lambda::Function', 'AWS::Lambda::EventInvokeConfig']
      .map((type) => only(template, type).logicalId);
    const policies = Object.keys(template.findResources('AWS::IAM::Policy'));
    expect(policies).toHaveLength(2);
    expect(only(template, 'AWS::Scheduler::Schedule').resource.DependsOn).toEqual(expect.arrayContaining([...needed, ...policies]));
  });

  it('may start this function only, for schedules of this account only', () => {
    const template = templateWith();
    const role = Object.entries(template.findResources('AWS::IAM::Role', {
      Properties: { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'scheduler.amazonaws.com' } }] } },
    }));
    expect(role).toHaveLength(1);
    expect(role[0]?.[1].Properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals).toHaveProperty('aws:SourceAccount', { Ref: 'AWS::AccountId' });
    const fn = only(template, 'AWS::Lambda::Function').logicalId;
    const queue = deadLetterQueue(template);
    const arn = { 'Fn::GetAtt': [fn, 'Arn'] };
    expect(statementsOf(template, role[0]?.[0] ?? '')).toEqual([
      { Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: [arn, { 'Fn::Join': ['', [arn, ':*']] }] },
      { Action: 'sqs:SendMessage', Effect: 'Allow', Resource: { 'Fn::GetAtt': [queue, 'Arn'] } },
    ]);
  });
});

describe('the role of the function', () => {
  it('may do what the scan does, and nothing else', () => {
    const template = templateWith();
    const arnOfOnly = (type: string): object => ({ 'Fn::GetAtt': [only(template, type).logicalId, 'Arn'] });
    const bucket = arnOfOnly('AWS::S3::Bucket');
    const objects = (prefix: string): object => ({ 'Fn::Join': ['', [bucket, `/${prefix}*`]] });
    expect(statementsOf(template, functionRole(template))).toEqual([
      allow('sagemaker:ListImages', '*'),
      allow(['sagemaker:ListImageVersions', 'sagemaker:ListTags'], here('sagemaker', 'image/*')),
      allow('sagemaker:DescribeImageVersion', here('sagemaker', 'image-version/*')),
      allow('sagemaker:ListAliases', [here('sagemaker', 'image/*'), here('sagemaker', 'image-version/*')]),
      allow(['sagemaker:ListApps', 'sagemaker:ListDomains', 'sagemaker:ListUserProfiles'], '*'),
      allow('sagemaker:DescribeDomain', here('sagemaker', 'domain/*')),
      allow('sagemaker:DescribeUserProfile', here('sagemaker', 'user-profile/*/*')),
      allow('s3:ListBucket', bucket),
      allow(['s3:GetObject', 's3:PutObject'], Object.values(BUCKET_PREFIXES).map(objects)),
      allow('s3:DeleteObject', objects('state/')),
      {
        ...allow('cloudwatch:PutMetricData', '*'),
        Condition: { StringEquals: { 'cloudwatch:namespace': 'SageMakerImageSupport' } },
      },
      allow('ecr:DescribePullThroughCacheRules', '*'),
      allow(['ecr:DescribeImages', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], here('ecr', 'repository/*')),
      allow('sns:Publish', { Ref: only(template, 'AWS::SNS::Topic').logicalId }),
      allow('events:PutEvents', here('events', 'event-bus/default')),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arnOfOnly('AWS::Logs::LogGroup')),
      allow(['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'], { 'Fn::GetAtt': [deadLetterQueue(template), 'Arn'] }),
      allow(
        ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        { 'Fn::GetAtt': [Object.keys(template.findResources('AWS::SQS::Queue', { Properties: { FifoQueue: true } }))[0], 'Arn'] },
      ),
    ]);
  });

  it('has no managed policy', () => {
    const template = templateWith();
    for (const role of Object.values(template.findResources('AWS::IAM::Role'))) expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it('reads only the repositories that are named', () => {
    const stack = newStack();
    const repository = new ecr.Repository(stack, 'Repository');
    const other = ecr.Repository.fromRepositoryName(stack, 'Other', 'team/ds');
    monitorWith({ repositories: [repository, other] }, stack);
    const template = Template.fromStack(stack);
    const actions = ['ecr:DescribeImages', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
    const { logicalId } = only(template, 'AWS::ECR::Repository');
    const statements = statementsOf(template, functionRole(template));
    expect(statements).toEqual(expect.arrayContaining([
      allow(actions, { 'Fn::GetAtt': [logicalId, 'Arn'] }),
      allow(actions, here('ecr', 'repository/team/ds')),
    ]));
    expect(JSON.stringify(statements)).not.toContain('repository/*');
  });

  it('gets what a user grants to the monitor', () => {
    const { stack, monitor } = monitorWith();
    const key = new kms.Key(stack, 'Key');
    key.grantDecrypt(monitor);
    const template = Template.fromStack(stack);
    expect(statementsOf(template, functionRole(template)))
      .toContainEqual(allow('kms:Decrypt', { 'Fn::GetAtt': [only(template, 'AWS::KMS::Key').logicalId, 'Arn'] }));
  });
});

describe('pull times', () => {
  it('stay as they are when the function reads', () => {
    const template = templateWith();
    template.hasResourceProperties('AWS::ECR::PullTimeUpdateExclusion', { PrincipalArn: { 'Fn::GetAtt': [functionRole(template), 'Arn'] } });
  });

  it('have no exclusion where it is switched off', () => {
    templateWith({ excludeFromPullTime: false }).resourceCountIs('AWS::ECR::PullTimeUpdateExclusion', 0);
  });
});

describe('the topic', () => {
  it('takes messages over TLS, from the account and from its alarms', () => {
    const template = templateWith();
    const topic = { Ref: only(template, 'AWS::SNS::Topic').logicalId };
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: [topic],
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish', Resource: topic,
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: { 'aws:SourceArn': Match.anyValue() } },
          }),
        ],
      },
    });
  });

  it('may be one that is there, with its key', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    const topic = new sns.Topic(stack, 'Mine', { masterKey: key });
    const { monitor } = monitorWith({ topic }, stack);
    expect(monitor.topic).toBe(topic);
    const template = Template.fromStack(stack);
    const { logicalId } = only(template, 'AWS::SNS::Topic');
    expect(environmentOf(template)[ENVIRONMENT.topicArn]).toEqual({ Ref: logicalId });
    const keyArn = { 'Fn::GetAtt': [only(template, 'AWS::KMS::Key').logicalId, 'Arn'] };
    expect(statementsOf(template, functionRole(template))).toEqual(expect.arrayContaining([
      { Action: 'sns:Publish', Effect: 'Allow', Resource: { Ref: logicalId } },
      { Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Effect: 'Allow', Resource: keyArn },
    ]));
  });
});

describe('the bucket', () => {
  it('is private, encrypted and versioned, and outlives the monitor', () => {
    templateWith().hasResource('AWS::S3::Bucket', {
      Properties: {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('refuses whoever comes without TLS 1.2', () => {
    templateWith().hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
        ]),
      },
    });
  });

  it('lets the function alone write what it judges and tells by', () => {
    const template = templateWith();
    const bucket = { 'Fn::GetAtt': [only(template, 'AWS::S3::Bucket').logicalId, 'Arn'] };
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([{
          Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:PutObject',
          Resource: Object.values(BUCKET_PREFIXES).map((prefix) => ({ 'Fn::Join': ['', [bucket, `/${prefix}*`]] })),
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': [{ 'Fn::GetAtt': [functionRole(template), 'Arn'] }] } },
        }]),
      },
    });
  });

  it('forgets reports after a year and old versions after a month, and never what is current elsewhere', () => {
    templateWith().hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          { Id: 'expire-reports', Prefix: BUCKET_PREFIXES.reports, ExpirationInDays: 365, Status: 'Enabled' },
          {
            Id: 'expire-earlier-versions', NoncurrentVersionExpiration: { NoncurrentDays: 30 }, ExpiredObjectDeleteMarker: true,
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, ExpirationInDays: Match.absent(), Status: 'Enabled',
          },
        ],
      },
    });
  });

  it('goes with the monitor, and so do the logs, where that is asked for', () => {
    const template = templateWith({ removalPolicy: RemovalPolicy.DESTROY });
    template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
    template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
  });
});

it('keeps failed runs for two weeks, encrypted, in a queue that is reached by TLS only', () => {
  const template = templateWith({ scanOnImageChange: false });
  const { logicalId } = only(template, 'AWS::SQS::Queue');
  template.hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    Queues: [{ Ref: logicalId }],
    PolicyDocument: { Statement: [Match.objectLike({ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })] },
  });
});

describe('grants', () => {
  function grantsOf(grant: (monitor: ImageSupportMonitor, user: iam.User) => void): { template: Template; policy: string } {
    const { stack, monitor } = monitorWith();
    grant(monitor, new iam.User(stack, 'User'));
    const template = Template.fromStack(stack);
    const { logicalId } = only(template, 'AWS::IAM::User');
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { Users: [{ Ref: logicalId }] } }));
    return { template, policy: JSON.stringify(policy?.Properties.PolicyDocument.Statement) };
  }

  it('of reading open the reports, not what was learned about images', () => {
    const { policy } = grantsOf((monitor, user) => monitor.grantRead(user));
    expect(policy).toContain('s3:GetObject*');
    expect(policy).toContain('/reports/*');
    expect(policy).not.toContain('facts/');
    expect(policy).not.toContain('state/');
  });

  it('of repair open what is remembered, for writing too', () => {
    const { stack, monitor } = monitorWith();
    const operator = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
    monitor.grantRepair(operator);
    const template = Template.fromStack(stack);
    const bucket = arnOf(monitor.bucket);
    const objects = Object.values(BUCKET_PREFIXES).map((prefix) => ({ 'Fn::Join': ['', [bucket, `/${prefix}*`]] }));
    expect(statementsOf(template, idOf(operator))).toEqual([
      allow(['s3:ListBucket', 's3:ListBucketVersions'], bucket),
      allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject'], objects),
    ]);
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Action: 's3:PutObject', Condition: { ArnNotEquals: { 'aws:PrincipalArn': [
            { 'Fn::GetAtt': [functionRole(template), 'Arn'] }, arnOf(operator),
          ] } } }),
        ]),
      },
    });
  });

  it('of invoking allow to start a scan', () => {
    const { template, policy } = grantsOf((monitor, user) => monitor.grantInvoke(user));
    expect(policy).toContain('"lambda:InvokeFunction"');
    expect(policy).toContain(only(template, 'AWS::Lambda::Function').logicalId);
  });
});

describe('two monitors in one stack', () => {
  const { stack, monitor } = monitorWith();
  const other = new ImageSupportMonitor(stack, 'Other');

  it('have names of their own, which do not depend on the order of their definition', () => {
    const reversed = newStack();
    const names = ['Other', 'Monitor'].map((id) => new ImageSupportMonitor(reversed, id).monitorName);
    expect(names).toEqual([other.monitorName, monitor.monitorName]);
    expect(monitor.monitorName).not.toBe(other.monitorName);
    expect(monitor.monitorName).toMatch(/^Stack-Monitor-[0-9A-F]{8}$/);
  });

  it('share nothing', () => {
    const template = Template.fromStack(stack);
    for (const type of ['AWS::Lambda::Function', 'AWS::S3::Bucket', 'AWS::SNS::Topic', 'AWS::Events::Rule', 'AWS::Scheduler::Schedule']) {
      template.resourceCountIs(type, 2);
    }
    template.resourceCountIs('AWS::SQS::Queue', 4);
    const roots = stack.node.children.map((child) => child.node.id).filter((id) => !/^(Bootstrap|CheckBootstrap)/.test(id));
    expect(roots).toEqual(['Monitor', 'Other']);
  });
});

it('names no partition, account or Region of its own', () => {
  const text = JSON.stringify(templateWith().toJSON());
  expect(text).not.toMatch(/arn:aws/);
});

describe('reminders', () => {
  it.each([
    ['come after the days of the prop', Duration.days(7), '7'],
    ['may never come', Duration.days(0), '0'],
  ])('%s', (_case, reminder, written) => {
    expect(environmentOf(templateWith({ reminder }))[ENVIRONMENT.reminderDays]).toBe(written);
  });
});

it('tells the function of further accounts of the vendor', () => {
  const vendorAccounts = [{ region: 'eu-west-1', accountId: '123456789012' }, { region: 'ap-east-2', accountId: '210987654321' }];
  expect(environmentOf(templateWith({ vendorAccounts }))[ENVIRONMENT.vendorAccounts]).toBe('eu-west-1=123456789012,ap-east-2=210987654321');
  expect(environmentOf(templateWith({ vendorAccounts: [] }))).not.toHaveProperty(ENVIRONMENT.vendorAccounts);
});

it('tells a chat too, if there is one', () => {
  const stack = newStack();
  const chatTopic = new sns.Topic(stack, 'Chat');
  const template = templateWith({ chatTopic }, stack);
  expect(environmentOf(template)[ENVIRONMENT.chatTopicArn]).toEqual({ Ref: idOf(chatTopic) });
  expect(statementsOf(template, functionRole(template))).toContainEqual(allow('sns:Publish', { Ref: idOf(chatTopic) }));
});

describe('the event bus', () => {
  it('may be another one, to which the function may then send, and to the default one not', () => {
    const stack = newStack();
    const eventBus = new events.EventBus(stack, 'Bus');
    const { monitor } = monitorWith({ eventBus }, stack);
    const template = Template.fromStack(stack);
    expect(monitor.eventBus).toBe(eventBus);
    expect(environmentOf(template)[ENVIRONMENT.eventBus]).toEqual(arnOf(eventBus));
    expect(statementsOf(template, functionRole(template)).filter(({ Action }) => Action === 'events:PutEvents')).toEqual([
      allow('events:PutEvents', arnOf(eventBus)),
    ]);
  });

  it.each([
    ['onFindingChanged', 'Image Support Finding Changed'],
    ['onPolicyChanged', 'Image Support Policy Changed'],
    ['onWaiverChanged', 'Image Support Waiver Changed'],
    ['onScanCompleted', 'Image Support Scan Completed'],
  ] as const)('has rules by %s for this monitor of this account alone', (method, detailType) => {
    const stack = newStack();
    const eventBus = new events.EventBus(stack, 'Bus');
    const { monitor } = monitorWith({ eventBus, monitorName: 'team-a', scanOnImageChange: false }, stack);
    const queue = new sqs.Queue(stack, 'Queue');
    monitor[method]('Rule', {
      target: new targets.SqsQueue(queue), ruleName: 'mine', description: 'what for', eventPattern: { detail: { region: ['eu-west-1'] } },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      Name: 'mine',
      Description: 'what for',
      EventBusName: { Ref: idOf(eventBus) },
      EventPattern: {
        source: ['cdk-sagemaker-image-support'],
        'detail-type': [detailType],
        detail: { monitor: ['team-a'], accountId: [{ Ref: 'AWS::AccountId' }], region: ['eu-west-1'] },
      },
      Targets: [Match.objectLike({ Arn: arnOf(queue) })],
    });
  });

  it('can have a rule in another stack', () => {
    const app = testApp();
    const { monitor } = monitorWith({ scanOnImageChange: false }, new Stack(app, 'Stack'));
    const other = new Stack(app, 'Other');
    monitor.onFindingChanged('Rule', { crossStackScope: other });
    Template.fromStack(other).resourceCountIs('AWS::Events::Rule', 1);
    Template.fromStack(monitor.stack).resourceCountIs('AWS::Events::Rule', 0);
  });
});

it('refuses more than fits into the environment of a function', () => {
  const { stack } = monitorWith({ acceptedPolicyDocuments: Array.from({ length: 60 }, (_, index) => index.toString(16).padStart(64, '0')) });
  expect(() => Template.fromStack(stack)).toThrow(/'acceptedPolicyDocuments', .* must together fit into the 4096 bytes of a function's environment, got: \d+ bytes/);
});

it('reads waivers, and each set as a whole', () => {
  const waivers = [Waivers.fromInline([{ image: 'a', owner: 'o', reason: 'r', expires: soon() }]), Waivers.fromInline([])];
  const written = JSON.stringify(environmentOf(templateWith({ waivers }))[ENVIRONMENT.waivers]);
  expect(written.match(/s3:/g)).toHaveLength(2);
});

function soon(): string {
  return new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10);
}
