import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { IImageSupportMonitor } from './image-support-monitor-base';
import { alarmLimits, checkRegion } from './private/alarm-checks';
import { ALARM_DEFINITIONS, type AlarmName } from './private/alarm-definitions';

const RUNBOOK = 'https://github.com/cdk-sagemaker-image-support/cdk-sagemaker-image-support/blob/main/docs/runbook.md';

/**
 * Properties of `ImageSupportAlarms`. Each alarm is there unless it is switched off by the prop of its name.
 */
export interface ImageSupportAlarmsProps {
  /**
   * The monitor to watch, in the Region of the alarms.
   */
  readonly monitor: IImageSupportMonitor;

  /**
   * What every alarm does when it goes off. For an action of one alarm alone, take the alarm from its property.
   *
   * @default - nothing: alarms show their state only
   */
  readonly action?: cloudwatch.IAlarmAction;

  /**
   * Whether there is an alarm on image versions past their end of support.
   *
   * @default true
   */
  readonly endOfSupport?: boolean;

  /**
   * Whether there is an alarm on image versions whose base image may be gone from its registry.
   *
   * @default true
   */
  readonly endOfAvailability?: boolean;

  /**
   * Whether there is an alarm on image versions whose support ends within the longest notice period.
   *
   * @default true
   */
  readonly expiring?: boolean;

  /**
   * Whether there is an alarm on image versions whose base image could not be found.
   *
   * @default true
   */
  readonly unknownBase?: boolean;

  /**
   * The number of image versions with an unknown base image that is put up with. Waived ones do not count.
   *
   * @default 0
   */
  readonly unknownBaseThreshold?: number;

  /**
   * Whether there is an alarm on too small a part of the image versions that could be judged.
   *
   * @default true
   */
  readonly coverage?: boolean;

  /**
   * The percentage of image versions that must be judged, above 0 and up to 100.
   *
   * @default 80
   */
  readonly minimumCoverage?: number;

  /**
   * Whether there is an alarm on scans that could not read everything.
   *
   * @default true
   */
  readonly scanIncomplete?: boolean;

  /**
   * Whether there is an alarm on the silence of the monitor.
   *
   * @default true
   */
  readonly heartbeat?: boolean;

  /**
   * How long no scan may have come to its end: whole hours, up to 7 days, and longer than the time between two scans.
   *
   * @default Duration.hours(26)
   */
  readonly heartbeatAfter?: Duration;

  /**
   * Whether there is an alarm on failed runs of the function.
   *
   * @default true
   */
  readonly functionErrors?: boolean;

  /**
   * Whether there is an alarm on runs that could not start because the function is throttled.
   *
   * @default true
   */
  readonly functionThrottles?: boolean;

  /**
   * Whether there is an alarm on messages in the dead-letter queue.
   *
   * @default true
   */
  readonly deadLetters?: boolean;

  /**
   * Whether there is an alarm on the age of the oldest policy in use.
   *
   * @default true
   */
  readonly policyStale?: boolean;

  /**
   * How long ago the oldest policy in use may have been read: whole days, up to 365.
   *
   * @default Duration.days(30)
   */
  readonly policyStaleAfter?: Duration;

  /**
   * Whether there is an alarm on policy documents that were refused.
   *
   * @default true
   */
  readonly policyRefused?: boolean;

  /**
   * Whether there is an alarm on policy documents that could not be read for two days.
   *
   * @default true
   */
  readonly policyUnread?: boolean;
}

/**
 * The alarms of a monitor: on what it finds, and on its own health. Each description leads to the section of the runbook that says what
 * to do. What scans report is judged by the worst scan of the last day, and holds until the next one.
 */
export class ImageSupportAlarms extends Construct {
  /**
   * Image versions are past their end of support. Undefined where it is switched off.
   */
  public readonly endOfSupport?: cloudwatch.Alarm;

  /**
   * The base image of image versions may be gone from its registry. Undefined where it is switched off.
   */
  public readonly endOfAvailability?: cloudwatch.Alarm;

  /**
   * The support of image versions ends within the longest notice period. Undefined where it is switched off.
   */
  public readonly expiring?: cloudwatch.Alarm;

  /**
   * The base image of too many image versions could not be found. Undefined where it is switched off.
   */
  public readonly unknownBase?: cloudwatch.Alarm;

  /**
   * Too few of the image versions could be judged. Undefined where it is switched off.
   */
  public readonly coverage?: cloudwatch.Alarm;

  /**
   * A scan could not read everything. Undefined where it is switched off.
   */
  public readonly scanIncomplete?: cloudwatch.Alarm;

  /**
   * No scan came to its end. Undefined where it is switched off.
   */
  public readonly heartbeat?: cloudwatch.Alarm;

  /**
   * A run of the function failed. Undefined where it is switched off.
   */
  public readonly functionErrors?: cloudwatch.Alarm;

  /**
   * The function could not start. Undefined where it is switched off.
   */
  public readonly functionThrottles?: cloudwatch.Alarm;

  /**
   * The dead-letter queue has messages. Undefined where it is switched off.
   */
  public readonly deadLetters?: cloudwatch.Alarm;

  /**
   * A policy was not read for too long. Undefined where it is switched off.
   */
  public readonly policyStale?: cloudwatch.Alarm;

  /**
   * A policy document was refused. Undefined where it is switched off.
   */
  public readonly policyRefused?: cloudwatch.Alarm;

  /**
   * A policy document could not be read. Undefined where it is switched off.
   */
  public readonly policyUnread?: cloudwatch.Alarm;

  /**
   * All alarms that are there.
   */
  public readonly alarms: cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, props: ImageSupportAlarmsProps) {
    super(scope, id);
    checkRegion(this, props.monitor);
    const limits = alarmLimits(props);
    const created: cloudwatch.Alarm[] = [];
    const create = (name: AlarmName): cloudwatch.Alarm | undefined => {
      if (props[name] === false) return undefined;
      const { section, says, ...comparison } = ALARM_DEFINITIONS[name](props.monitor, limits);
      const alarm = new cloudwatch.Alarm(this, name.charAt(0).toUpperCase() + name.slice(1), {
        alarmDescription: `Image support monitor '${props.monitor.monitorName}': ${says} What to do: ${RUNBOOK}#${section}`,
        ...comparison,
      });
      created.push(alarm);
      return alarm;
    };
    this.endOfSupport = create('endOfSupport');
    this.endOfAvailability = create('endOfAvailability');
    this.expiring = create('expiring');
    this.unknownBase = create('unknownBase');
    this.coverage = create('coverage');
    this.scanIncomplete = create('scanIncomplete');
    this.heartbeat = create('heartbeat');
    this.functionErrors = create('functionErrors');
    this.functionThrottles = create('functionThrottles');
    this.deadLetters = create('deadLetters');
    this.policyStale = create('policyStale');
    this.policyRefused = create('policyRefused');
    this.policyUnread = create('policyUnread');
    if (created.length === 0) throw new Error("'ImageSupportAlarms' must have at least one alarm, got: all switched off");
    this.alarms = created;
    if (props.action) this.addAlarmAction(props.action);
  }

  /**
   * Does something when any of the alarms goes off.
   *
   * @param actions what to do, such as `new SnsAction(pager)`
   */
  public addAlarmAction(...actions: cloudwatch.IAlarmAction[]): void {
    for (const alarm of this.alarms) alarm.addAlarmAction(...actions);
  }

  /**
   * Does something when any of the alarms is over.
   *
   * @param actions what to do, such as `new SnsAction(pager)`
   */
  public addOkAction(...actions: cloudwatch.IAlarmAction[]): void {
    for (const alarm of this.alarms) alarm.addOkAction(...actions);
  }
}
