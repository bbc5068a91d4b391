import './support/built-functions';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ImageSupportMonitor } from '../../lib';
import { ImageSupportAlarms } from '../../lib/image-support-alarms';
import { repository } from '../../package.json';
import { type AlarmOptions, alarmOf, alarmsOf, alarmsWith, MONITOR, stackInUse } from './support/alarm-template';
import { testApp } from './support/test-app';

const DAY = 86_400;
const HOUR = 3_600;
const SCANS = { Namespace: 'SageMakerImageSupport', Dimensions: [{ Name: 'Monitor', Value: MONITOR }] };
const FUNCTION = { Namespace: 'AWS/Lambda', Dimensions: [{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(/^MonitorFunction/) } }] };
const QUEUE = {
  Namespace: 'AWS/SQS',
  Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [expect.stringMatching(/^MonitorDeadLetterQueue/), 'QueueName'] } }],
};
const AT_LEAST_ONE = { ComparisonOperator: 'GreaterThanOrEqualToThreshold', Threshold: 1 };
const OF_A_DAY = { Period: DAY, EvaluationPeriods: 1, TreatMissingData: 'ignore' };
const OF_AN_HOUR = { Statistic: 'Sum', Period: HOUR, EvaluationPeriods: 1, TreatMissingData: 'notBreaching', ...AT_LEAST_ONE };

const ALARMS: readonly [name: string, properties: object][] = [
  ['endOfSupport', { ...SCANS, MetricName: 'EndOfSupport', Statistic: 'Maximum', ...AT_LEAST_ONE, ...OF_A_DAY }],
  ['endOfAvailability', { ...SCANS, MetricName: 'EndOfAvailability', Statistic: 'Maximum', ...AT_LEAST_ONE, ...OF_A_DAY }],
  ['expiring', { ...SCANS, MetricName: 'Expiring', Statistic: 'Maximum', ...AT_LEAST_ONE, ...OF_A_DAY }],
  ['unknownBase', { ...SCANS, MetricName: 'UnknownBase', Statistic: 'Maximum', ComparisonOperator: 'GreaterThanThreshold', Threshold: 0, ...OF_A_DAY }],
  ['coverage', { ...SCANS, MetricName: 'Coverage', Statistic: 'Minimum', ComparisonOperator: 'LessThanThreshold', Threshold: 80, ...OF_A_DAY }],
  ['scanIncomplete', { ...SCANS, MetricName: 'ScanComplete', Statistic: 'Minimum', ComparisonOperator: 'LessThanThreshold', Threshold: 1, ...OF_A_DAY }],
  ['heartbeat', {
    ...SCANS, MetricName: 'Heartbeat', Statistic: 'Sum', ComparisonOperator: 'LessThanThreshold', Threshold: 1,
    Period: HOUR, EvaluationPeriods: 26, TreatMissingData: 'breaching',
  }],
  ['functionErrors', { ...FUNCTION, MetricName: 'Errors', ...OF_AN_HOUR }],
  ['functionThrottles', { ...FUNCTION, MetricName: 'Throttles', ...OF_AN_HOUR }],
  ['deadLetters', {
    ...QUEUE, MetricName: 'ApproximateNumberOfMessagesVisible', Statistic: 'Maximum', ...AT_LEAST_ONE,
    Period: 300, EvaluationPeriods: 1, TreatMissingData: 'notBreaching',
  }],
  ['policyStale', { ...SCANS, MetricName: 'PolicyAge', Statistic: 'Maximum', ComparisonOperator: 'GreaterThanThreshold', Threshold: 30, ...OF_A_DAY }],
  ['policyRefused', { ...SCANS, MetricName: 'PolicyDocumentsRefused', Statistic: 'Maximum', ...AT_LEAST_ONE, ...OF_A_DAY }],
  ['policyUnread', { ...SCANS, MetricName: 'PolicyDocumentsUnread', Statistic: 'Minimum', ...AT_LEAST_ONE, ...OF_A_DAY, EvaluationPeriods: 2 }],
];
const NAMES = ALARMS.map(([name]) => name);

const ofDefaults = alarmsWith();

describe('by default', () => {
  const found = alarmsOf(ofDefaults.stack);

  it('has every alarm', () => {
    expect(Object.keys(found).sort()).toEqual([...NAMES].sort());
    expect(ofDefaults.alarms.alarms).toHaveLength(NAMES.length);
  });

  it.each(ALARMS)('%s stands on one plain metric', (name, properties) => {
    expect(found[name]).toEqual({ ...properties, AlarmDescription: expect.any(String) });
  });
});

describe('the runbook', () => {
  const runbook = readFileSync(join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');
  const sections = new Map(runbook.split(/^## /m).slice(1).map((section) => [anchorOf(section.split('\n', 1)[0] ?? ''), section]));
  const linked = NAMES.map((name) => [name, /What to do: (\S+)#(\S+)$/.exec(alarmOf(name).AlarmDescription) ?? []] as const);

  it.each(linked)('%s leads to a section that says how to look, what to do and when it is over', (_name, [, , anchor = '']) => {
    const section = sections.get(anchor);
    expect(section).toBeDefined();
    for (const part of ['*Shows as*', '**Look.**', '**Do.**', '**Over**']) expect(section).toContain(part);
  });

  it.each(linked)('%s has a section of its own, which names it', (name, [, , anchor = '']) => {
    expect(sections.get(anchor)).toContain(`alarm \`${name}\``);
    expect(linked.filter(([, [, , other]]) => other === anchor)).toHaveLength(1);
  });

  it('is where the package says that its sources are', () => {
    const sources = repository.url.replace(/\.git$/, '');
    expect(new Set(linked.map(([, [, address]]) => address))).toEqual(new Set([`${sources}/blob/main/docs/runbook.md`]));
  });
});

it.each(NAMES)('%s names its monitor, in the length that CloudWatch takes', (name) => {
  const { AlarmDescription } = alarmOf(name);
  expect(AlarmDescription).toMatch(/^Image support monitor 'team-a': [a-z].*\. What to do: https:/);
  expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
});

it.each(NAMES)('%s can be left out, alone', (name) => {
  const { alarms, stack } = alarmsWith({ [name]: false });
  expect(Object.keys(alarmsOf(stack)).sort()).toEqual(NAMES.filter((other) => other !== name).sort());
  const properties = new Map<string, unknown>(Object.entries(alarms));
  expect(NAMES.filter((property) => properties.get(property) === undefined)).toEqual([name]);
});

it.each(NAMES)('%s is a property', (name) => {
  const alarm = new Map(Object.entries(ofDefaults.alarms)).get(name);
  expect(ofDefaults.alarms.alarms).toContain(alarm);
  expect(alarm.node.id.toLowerCase()).toBe(name.toLowerCase());
});

it.each<[AlarmOptions, string, object]>([
  [{ heartbeatAfter: Duration.hours(1) }, 'heartbeat', { Period: HOUR, EvaluationPeriods: 1 }],
  [{ heartbeatAfter: Duration.days(7) }, 'heartbeat', { Period: HOUR, EvaluationPeriods: 168 }],
  [{ heartbeatAfter: Duration.minutes(180) }, 'heartbeat', { AlarmDescription: expect.stringContaining(' for 3 hours.') }],
  [{ unknownBaseThreshold: 12 }, 'unknownBase', { Threshold: 12, AlarmDescription: expect.stringContaining('more than 12 image versions') }],
  [{ minimumCoverage: 99.5 }, 'coverage', { Threshold: 99.5, AlarmDescription: expect.stringContaining('less than 99.5 percent') }],
  [{ minimumCoverage: 100 }, 'coverage', { Threshold: 100 }],
  [{ policyStaleAfter: Duration.hours(48) }, 'policyStale', { Threshold: 2, AlarmDescription: expect.stringContaining('more than 2 days ago') }],
  [{ policyStaleAfter: Duration.days(365) }, 'policyStale', { Threshold: 365 }],
])('%j of %s', (options, name, expected) => {
  expect(alarmOf(name, options)).toMatchObject(expected);
});

it('takes numbers that are known at deployment only', () => {
  const late = (value: number): number => Lazy.number({ produce: () => value });
  const { stack } = alarmsWith({
    heartbeatAfter: Duration.hours(late(5)),
    unknownBaseThreshold: late(6),
    minimumCoverage: late(7),
    policyStaleAfter: Duration.days(late(8)),
  });
  expect(alarmsOf(stack)).toMatchObject({
    heartbeat: { EvaluationPeriods: 5, AlarmDescription: expect.stringContaining(' for 5 hours.') },
    unknownBase: { Threshold: 6 }, coverage: { Threshold: 7 }, policyStale: { Threshold: 8 },
  });
});

const HEARTBEAT_RULE = "'heartbeatAfter' must be from 1 hour to 7 days, the longest that CloudWatch looks back";

it.each<[AlarmOptions, string]>([
  [{ heartbeatAfter: Duration.days(9) }, `${HEARTBEAT_RULE}, got: 9 days`],
  [{ heartbeatAfter: Duration.hours(169) }, `${HEARTBEAT_RULE}, got: 169 hours`],
  [{ heartbeatAfter: Duration.hours(0) }, `${HEARTBEAT_RULE}, got: 0 hours`],
  [{ heartbeatAfter: Duration.minutes(90) }, "'heartbeatAfter' must be whole hours, got: 90 minutes"],
  [{ unknownBaseThreshold: -1 }, "'unknownBaseThreshold' must be a whole number, 0 or more, got: -1"],
  [{ unknownBaseThreshold: 1.5 }, "'unknownBaseThreshold' must be a whole number, 0 or more, got: 1.5"],
  [{ minimumCoverage: 0 }, "'minimumCoverage' must be a percentage from 1 to 100 (80 for 80 %), got: 0"],
  [{ minimumCoverage: 0.8 }, "'minimumCoverage' must be a percentage from 1 to 100 (80 for 80 %), got: 0.8"],
  [{ minimumCoverage: 101 }, "'minimumCoverage' must be a percentage from 1 to 100 (80 for 80 %), got: 101"],
  [{ minimumCoverage: NaN }, "'minimumCoverage' must be a percentage from 1 to 100 (80 for 80 %), got: NaN"],
  [{ policyStaleAfter: Duration.hours(36) }, "'policyStaleAfter' must be whole days, got: 36 hours"],
  [{ policyStaleAfter: Duration.days(0) }, "'policyStaleAfter' must be from 1 to 365 days, got: 0 days"],
  [{ policyStaleAfter: Duration.days(366) }, "'policyStaleAfter' must be from 1 to 365 days, got: 366 days"],
  [{ heartbeat: false, heartbeatAfter: Duration.hours(5) }, "'heartbeatAfter' must be left out where 'heartbeat' is false, got: 5 hours"],
  [{ unknownBase: false, unknownBaseThreshold: 0 }, "'unknownBaseThreshold' must be left out where 'unknownBase' is false, got: 0"],
  [{ coverage: false, minimumCoverage: 50 }, "'minimumCoverage' must be left out where 'coverage' is false, got: 50"],
  [{ policyStale: false, policyStaleAfter: Duration.days(5) }, "'policyStaleAfter' must be left out where 'policyStale' is false, got: 5 days"],
  [Object.fromEntries(NAMES.map((name) => [name, false])), "'ImageSupportAlarms' must have at least one alarm, got: all switched off"],
])('refuses %j', (options, message) => {
  expect(() => alarmsWith(options)).toThrow(new Error(message));
});

describe('actions', () => {
  const noted = { AlarmActions: Match.absent(), OKActions: Match.absent() };

  it('has none by default', () => {
    Template.fromStack(alarmsWith().stack).allResourcesProperties('AWS::CloudWatch::Alarm', noted);
  });

  it('has the one that is given on every alarm, for the alarm alone', () => {
    const stack = stackInUse();
    const pager = new sns.Topic(stack, 'Pager');
    alarmsWith({ action: new SnsAction(pager) }, stack);
    Template.fromStack(stack).allResourcesProperties('AWS::CloudWatch::Alarm', {
      ...noted, AlarmActions: [{ Ref: stack.getLogicalId(pager.node.defaultChild as sns.CfnTopic) }],
    });
  });

  it('can have more, when alarms go off and when they are over', () => {
    const { alarms, monitor, stack } = alarmsWith();
    alarms.addAlarmAction(new SnsAction(monitor.topic));
    alarms.addOkAction(new SnsAction(monitor.topic));
    const topic = [{ Ref: stack.getLogicalId(monitor.topic.node.defaultChild as sns.CfnTopic) }];
    Template.fromStack(stack).allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: topic, OKActions: topic });
  });
});

describe('a monitor that is defined elsewhere', () => {
  const elsewhere = (stack: Stack, place: string, deadLetterQueueArn?: string) => ImageSupportMonitor.fromImageSupportMonitorAttributes(
    stack, 'Elsewhere', { monitorName: MONITOR, functionArn: `arn:aws:lambda:${place}:function:scan`, deadLetterQueueArn },
  );

  it('has the same alarms in its account and Region', () => {
    const stack = stackInUse();
    const monitor = elsewhere(stack, 'us-east-1:123456789012', 'arn:aws:sqs:us-east-1:123456789012:given-up');
    new ImageSupportAlarms(stack, 'Alarms', { monitor });
    const found = alarmsOf(stack);
    expect(Object.keys(found).sort()).toEqual([...NAMES].sort());
    expect(found).toMatchObject({
      endOfSupport: SCANS,
      functionErrors: { Dimensions: [{ Name: 'FunctionName', Value: 'scan' }] },
      deadLetters: { Dimensions: [{ Name: 'QueueName', Value: 'given-up' }] },
    });
  });

  it('needs its queue, or has no alarm on it', () => {
    const stack = stackInUse();
    const monitor = elsewhere(stack, 'us-east-1:123456789012');
    expect(() => new ImageSupportAlarms(stack, 'Alarms', { monitor })).toThrow("needs the attribute 'deadLetterQueueArn'");
    expect(new ImageSupportAlarms(stack, 'Others', { monitor, deadLetters: false }).deadLetters).toBeUndefined();
  });

  it('is watched from another account where its metrics are', () => {
    const stack = stackInUse();
    const monitor = elsewhere(stack, 'us-east-1:210987654321', 'arn:aws:sqs:us-east-1:210987654321:given-up');
    new ImageSupportAlarms(stack, 'Alarms', { monitor });
    const alarms = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
    expect(alarms).toHaveLength(NAMES.length);
    for (const { Properties } of alarms) expect(Properties.Metrics).toMatchObject([{ AccountId: '210987654321' }]);
  });

  it('is refused from another Region, where its metrics are not', () => {
    const stack = stackInUse();
    const monitor = elsewhere(stack, 'eu-west-1:123456789012');
    expect(() => new ImageSupportAlarms(stack, 'Alarms', { monitor })).toThrow(
      "'monitor' must be in the Region of its alarms, 'us-east-1' (define them in a stack of its own Region), got: 'Stack/Elsewhere' in 'eu-west-1'",
    );
  });

  it('is taken from a stack that may be deployed anywhere', () => {
    const stack = new Stack(testApp(), 'Anywhere');
    const monitor = elsewhere(stack, 'eu-west-1:123456789012');
    expect(() => new ImageSupportAlarms(stack, 'Alarms', { monitor, deadLetters: false })).not.toThrow();
  });
});

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-');
}
