import './support/built-functions';
import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { readReports } from '../../lambda/widget/settings';
import { readRequest } from '../../lambda/widget/request';
import { latestReportKey } from '../../lambda/state/keys';
import { ImageSupportMonitor } from '../../lib';
import { WIDGET_REPORTS } from '../../lib/core/widget-contract';
import { ImageSupportWidget } from '../../lib/image-support-widget';
import { testApp } from './support/test-app';

const ENV = { account: '123456789012', region: 'us-east-1' };
const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:scan';

function stackWith(...monitorNames: string[]): { stack: Stack; monitors: ImageSupportMonitor[] } {
  const stack = new Stack(testApp(), 'Stack', { env: ENV });
  return { stack, monitors: monitorNames.map((monitorName) => new ImageSupportMonitor(stack, monitorName, { monitorName })) };
}

interface WidgetResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>> & {
    readonly Environment: { readonly Variables: Readonly<Record<string, string | Join>> };
    readonly PolicyDocument: { readonly Statement: readonly object[] };
  };
}

interface Join {
  readonly 'Fn::Join': readonly [separator: string, parts: readonly (string | object)[]];
}

/** The widget's resources of a type, without those of the monitors. */
function resourcesOf(stack: Stack, type: string): readonly WidgetResource[] {
  const resources: Readonly<Record<string, WidgetResource>> = Template.fromStack(stack).toJSON()['Resources'];
  return Object.entries(resources).filter(([id, { Type }]) => id.startsWith('Widget') && Type === type).map(([, resource]) => resource);
}

function statementsOf(stack: Stack): readonly object[] {
  return resourcesOf(stack, 'AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

/** What the function gets, in parts where the template puts it together. */
function reportsOf(stack: Stack): readonly (string | object)[] {
  const value = resourcesOf(stack, 'AWS::Lambda::Function')[0]?.Properties.Environment.Variables[WIDGET_REPORTS] ?? '';
  return typeof value === 'string' ? [value] : value['Fn::Join'][1];
}

it('has one function, which may read the last report of each monitor, write its logs, and nothing else', () => {
  const { stack, monitors } = stackWith('one', 'two');
  new ImageSupportWidget(stack, 'Widget', { monitors });
  const object = (name: string) => ({
    Action: 's3:GetObject',
    Effect: 'Allow',
    Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(`^${name}Bucket`), 'Arn'] }, `/reports/${name}/123456789012/us-east-1/latest.json`]] },
  });
  expect(statementsOf(stack)).toEqual([
    object('one'),
    object('two'),
    { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': [expect.stringMatching('^WidgetLogGroup'), 'Arn'] } },
  ]);
  expect(resourcesOf(stack, 'AWS::Lambda::Function')).toHaveLength(1);
});

it('tells the function where the scan writes, as the function reads it', () => {
  const { stack, monitors } = stackWith('one');
  new ImageSupportWidget(stack, 'Widget', { monitors });
  const text = reportsOf(stack).map((part) => (typeof part === 'string' ? part : 'the-bucket')).join('');
  const key = latestReportKey({ monitor: 'one', accountId: ENV.account, region: ENV.region });
  expect(readReports({ [WIDGET_REPORTS]: text })).toEqual([{ monitor: 'one', bucketName: 'the-bucket', key, region: ENV.region }]);
});

it('works where account and Region are known at deployment only', () => {
  const stack = new Stack(testApp(), 'Stack');
  new ImageSupportWidget(stack, 'Widget', { monitors: [new ImageSupportMonitor(stack, 'one', { monitorName: 'one' })] });
  expect(reportsOf(stack)).toEqual(expect.arrayContaining([{ Ref: 'AWS::AccountId' }, { Ref: 'AWS::Region' }]));
});

it('may use the key of an encrypted bucket', () => {
  const { stack } = stackWith();
  const bucket = new s3.Bucket(stack, 'Own', { encryptionKey: new kms.Key(stack, 'Key'), versioned: true, enforceSSL: true });
  const monitor = new ImageSupportMonitor(stack, 'one', { monitorName: 'one', bucket });
  new ImageSupportWidget(stack, 'Widget', { monitors: [monitor] });
  expect(statementsOf(stack)).toContainEqual({
    Action: 'kms:Decrypt', Effect: 'Allow', Resource: { 'Fn::GetAtt': [expect.stringMatching('^Key'), 'Arn'] },
  });
});

it.each([[12, true], [40, false]])('takes %i monitors with names of 20 characters: %p', (count, fits) => {
  const stack = new Stack(testApp(), 'Stack', { env: ENV });
  const monitors = Array.from({ length: count }, (_, index) => ImageSupportMonitor.fromImageSupportMonitorAttributes(stack, `M${index}`, {
    monitorName: `monitor-${index}`.padEnd(20, 'x'), functionArn: FUNCTION, bucketName: `bucket-${index}`,
  }));
  new ImageSupportWidget(stack, 'Widget', { monitors });
  if (fits) expect(() => Template.fromStack(stack)).not.toThrow();
  else expect(() => Template.fromStack(stack)).toThrow(/'monitors' must fit into the 4096 bytes of a function's environment, got: \d+ bytes; share them out/);
});

it('runs what the bundle holds', () => {
  const { stack, monitors } = stackWith('one');
  new ImageSupportWidget(stack, 'Widget', { monitors });
  expect(resourcesOf(stack, 'AWS::Lambda::Function')[0]?.Properties).toMatchObject({ Handler: 'widget.handler', Runtime: 'nodejs24.x', Timeout: 30, MemorySize: 1024 });
});

it('keeps its logs for a month, or as long as it is told', () => {
  const { stack, monitors } = stackWith('one');
  new ImageSupportWidget(stack, 'Widget', { monitors });
  new ImageSupportWidget(stack, 'WidgetB', { monitors, logRetention: logs.RetentionDays.ONE_WEEK });
  expect(resourcesOf(stack, 'AWS::Logs::LogGroup').map(({ Properties }) => Properties['RetentionInDays'])).toEqual([30, 7]);
});

describe('on a dashboard', () => {
  function propertiesOf(widget: cloudwatch.IWidget): Record<string, unknown> {
    const [{ type, width, height, properties }] = widget.toJson();
    return { type, width, height, ...properties };
  }

  it('shows all monitors in full width, and does not follow the time range', () => {
    const { stack, monitors } = stackWith('one', 'two');
    const widget = new ImageSupportWidget(stack, 'Widget', { monitors });
    expect(propertiesOf(widget.widget())).toEqual({
      type: 'custom',
      width: 24,
      height: 14,
      title: 'Images that need action, and support windows',
      endpoint: widget.function.functionArn,
      updateOn: { refresh: true, resize: true, timeRange: false },
    });
  });

  it('shows what it is told to', () => {
    const { stack, monitors } = stackWith('one', 'two');
    const { title, width, height, params } = propertiesOf(
      new ImageSupportWidget(stack, 'Widget', { monitors }).widget({ monitors: monitors.slice(1), title: 'Two', width: 12, height: 8 }),
    );
    expect({ title, width, height, params }).toEqual({ title: 'Two', width: 12, height: 8, params: { monitors: ['two'] } });
    expect(readRequest({ ...params as object, widgetContext: {} })).toMatchObject({ monitors: ['two'] });
  });

  it('shows no monitor that the function may not read', () => {
    const { stack, monitors } = stackWith('one', 'two');
    const widget = new ImageSupportWidget(stack, 'Widget', { monitors: monitors.slice(0, 1) });
    expect(() => widget.widget({ monitors })).toThrow("'monitors' must be among those of the 'ImageSupportWidget', got: 'two', which is not; give it there too");
  });

  it('names at least one', () => {
    const { stack, monitors } = stackWith('one');
    const widget = new ImageSupportWidget(stack, 'Widget', { monitors });
    expect(() => widget.widget({ monitors: [] })).toThrow("'monitors' must name at least one monitor, got: none");
  });
});

it('lets people look', () => {
  const { stack, monitors } = stackWith('one');
  const widget = new ImageSupportWidget(stack, 'Widget', { monitors });
  widget.grantView(new iam.Role(stack, 'People', { assumedBy: new iam.AccountRootPrincipal() }));
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyName: Match.stringLikeRegexp('^People'),
    PolicyDocument: { Statement: [Match.objectLike({ Action: 'lambda:InvokeFunction' })] },
  });
});

it('reads a monitor that is defined elsewhere from its bucket, there', () => {
  const { stack } = stackWith();
  const monitor = ImageSupportMonitor.fromImageSupportMonitorAttributes(stack, 'Far', { monitorName: 'far', functionArn: FUNCTION, bucketName: 'far-bucket' });
  new ImageSupportWidget(stack, 'Widget', { monitors: [monitor] });
  expect(JSON.parse(reportsOf(stack).join(''))).toEqual([
    { monitor: 'far', bucketName: 'far-bucket', key: 'reports/far/123456789012/eu-west-1/latest.json', region: 'eu-west-1' },
  ]);
});

it('refuses a monitor whose bucket nobody names', () => {
  const { stack } = stackWith();
  const monitor = ImageSupportMonitor.fromImageSupportMonitorAttributes(stack, 'Far', { monitorName: 'far', functionArn: FUNCTION });
  expect(() => new ImageSupportWidget(stack, 'Widget', { monitors: [monitor] })).toThrow(/bucketName/);
});

it('refuses to show nothing', () => {
  expect(() => new ImageSupportWidget(stackWith().stack, 'Widget', { monitors: [] })).toThrow("'monitors' must name at least one monitor, got: none");
});

it('breaks no rule of AwsSolutions', () => {
  const { stack, monitors } = stackWith('one');
  const widget = new ImageSupportWidget(stack, 'Widget', { monitors });
  const checks = new AwsSolutionsChecks(testApp());
  const violations = (scope: IConstruct) => checks.validateScope(scope).violations.map(({ ruleName }) => ruleName);
  expect(violations(stack)).not.toEqual([]);
  expect(violations(widget)).toEqual([]);
});
