import './support/built-functions';
import { CfnParameter, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ImageSupportMonitor, type ImageSupportMonitorProps } from '../../lib';
import { BUCKET_PREFIXES, ENVIRONMENT } from '../../lib/core/contract';
import { testApp } from './support/test-app';

function monitorWith(props?: ImageSupportMonitorProps, stack = new Stack(testApp(), 'Stack')): { stack: Stack; monitor: ImageSupportMonitor } {
  return { stack, monitor: new ImageSupportMonitor(stack, 'Monitor', props) };
}

function templateWith(props?: ImageSupportMonitorProps): Template {
  return Template.fromStack(monitorWith(props).stack);
}

/** The only resource of a type. */
function only(template: Template, type: string): { logicalId: string; resource: Record<string, unknown> } {
  const found = Object.entries(template.findResources(type));
  expect(found).toHaveLength(1);
  const [[logicalId, resource]] = found as [[string, Record<string, unknown>]];
  return { logicalId, resource };
}

function environmentOf(template: Template): Record<string, unknown> {
  const { resource } = only(template, 'AWS::Lambda::Function');
  return (resource as { Properties: { Environment: { Variables: Record<string, unknown> } } }).Properties.Environment.Variables;
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

  it('reads from its environment exactly what the contract names', () => {
    const template = templateWith({ monitorName: 'team-a' });
    expect(environmentOf(template)).toEqual({
      [ENVIRONMENT.monitor]: 'team-a',
      [ENVIRONMENT.topicArn]: { Ref: only(template, 'AWS::SNS::Topic').logicalId },
      [ENVIRONMENT.bucketName]: { Ref: only(template, 'AWS::S3::Bucket').logicalId },
      [ENVIRONMENT.noticePeriods]: '90,30,7',
    });
    const required = Object.values(ENVIRONMENT).filter((name) => name !== ENVIRONMENT.chainCatalogue);
    expect(Object.keys(environmentOf(template)).sort()).toEqual(required.sort());
  });

  it('is tried three times, and then leaves a trace in the dead-letter queue', () => {
    const template = templateWith();
    const queue = only(template, 'AWS::SQS::Queue').logicalId;
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
    ['a schedule that is none', { schedule: scheduler.ScheduleExpression.expression('every noon') },
      "'schedule' must be a rate or a cron expression of six fields (use ScheduleExpression.rate or ScheduleExpression.cron), got: every noon"],
    ['an empty list of repositories', { repositories: [] },
      "'repositories' must name at least one repository (leave it out for all of the account and Region), got: none"],
  ])('%s', (_case, props, message) => {
    expect(() => monitorWith(props)).toThrow(message);
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
  const stack = new Stack(testApp(), 'Stack');
  const number = new CfnParameter(stack, 'Number', { type: 'Number' });
  const props = {
    monitorName: Fn.importValue('name'),
    memorySize: number.valueAsNumber,
    timeout: Duration.seconds(number.valueAsNumber),
    schedule: scheduler.ScheduleExpression.expression(Fn.importValue('schedule')),
  };
  expect(() => monitorWith(props, stack)).not.toThrow();
});

it('refuses a FIFO topic, which takes no message without a group', () => {
  const stack = new Stack();
  const topic = new sns.Topic(stack, 'Orders', { fifo: true });
  expect(() => new ImageSupportMonitor(stack, 'Monitor', { topic })).toThrow("'topic' must be a standard topic, got: the FIFO topic 'Default/Orders'");
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

  it('gives up after ten attempts or six hours, and leaves a trace in the dead-letter queue', () => {
    const template = templateWith();
    const queue = only(template, 'AWS::SQS::Queue').logicalId;
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
    const queue = only(template, 'AWS::SQS::Queue').logicalId;
    const arn = { 'Fn::GetAtt': [fn, 'Arn'] };
    expect(statementsOf(template, role[0]?.[0] ?? '')).toEqual([
      { Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: [arn, { 'Fn::Join': ['', [arn, ':*']] }] },
      { Action: 'sqs:SendMessage', Effect: 'Allow', Resource: { 'Fn::GetAtt': [queue, 'Arn'] } },
    ]);
  });
});

function statementsOf(template: Template, role: string): unknown {
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: role }] } }));
  return policy?.Properties.PolicyDocument.Statement;
}

function functionRole(template: Template): string {
  const [role] = Object.keys(template.findResources('AWS::IAM::Role', {
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'lambda.amazonaws.com' } }] } },
  }));
  return role ?? '';
}

describe('the role of the function', () => {
  const allow = (Action: string | string[], Resource: unknown): object => ({ Action, Effect: 'Allow', Resource });
  const here = (service: string, resource: string): object => ({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:`, { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${resource}`]],
  });

  it('may do what the scan does, and nothing else', () => {
    const template = templateWith();
    const arnOf = (type: string): object => ({ 'Fn::GetAtt': [only(template, type).logicalId, 'Arn'] });
    const bucket = arnOf('AWS::S3::Bucket');
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
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arnOf('AWS::Logs::LogGroup')),
      allow(['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'], arnOf('AWS::SQS::Queue')),
    ]);
  });

  it('has no managed policy', () => {
    const template = templateWith();
    for (const role of Object.values(template.findResources('AWS::IAM::Role'))) expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it('reads only the repositories that are named', () => {
    const stack = new Stack(testApp(), 'Stack');
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
    const stack = new Stack(testApp(), 'Stack');
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
  const template = templateWith();
  template.hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
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
    const reversed = new Stack(testApp(), 'Stack');
    const names = ['Other', 'Monitor'].map((id) => new ImageSupportMonitor(reversed, id).monitorName);
    expect(names).toEqual([other.monitorName, monitor.monitorName]);
    expect(monitor.monitorName).not.toBe(other.monitorName);
    expect(monitor.monitorName).toMatch(/^Stack-Monitor-[0-9A-F]{8}$/);
  });

  it('share nothing', () => {
    const template = Template.fromStack(stack);
    for (const type of ['AWS::Lambda::Function', 'AWS::S3::Bucket', 'AWS::SNS::Topic', 'AWS::SQS::Queue', 'AWS::Scheduler::Schedule']) {
      template.resourceCountIs(type, 2);
    }
    const roots = stack.node.children.map((child) => child.node.id).filter((id) => !/^(Bootstrap|CheckBootstrap)/.test(id));
    expect(roots).toEqual(['Monitor', 'Other']);
  });
});

it('names no partition, account or Region of its own', () => {
  const text = JSON.stringify(templateWith().toJSON());
  expect(text).not.toMatch(/arn:aws/);
});
