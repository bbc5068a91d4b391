import { type Duration, type IResource, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { POLICY_STALE_AFTER_DAYS } from '../core/evaluation/options';
import { placeOf } from './place';

/** What CloudWatch looks back over at most: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const MAX_HEARTBEAT_HOURS = 7 * 24;
/** A day and what a scan may take, with some hours for a schedule that drifts. */
const DEFAULT_HEARTBEAT_HOURS = 26;
const DEFAULT_UNKNOWN_BASES = 0;
const DEFAULT_COVERAGE_PERCENT = 80;
const MAX_STALE_DAYS = 365;

/** The numbers that alarms compare with. */
export interface AlarmLimits {
  readonly heartbeatHours: number;
  readonly unknownBases: number;
  readonly coveragePercent: number;
  readonly policyStaleDays: number;
}

/** Those of the constructor's props that give a limit, and the alarms that they are for. */
export interface AlarmLimitProps {
  readonly heartbeat?: boolean;
  readonly heartbeatAfter?: Duration;
  readonly unknownBase?: boolean;
  readonly unknownBaseThreshold?: number;
  readonly coverage?: boolean;
  readonly minimumCoverage?: number;
  readonly policyStale?: boolean;
  readonly policyStaleAfter?: Duration;
}

const ALARM_OF_LIMIT = [
  ['heartbeatAfter', 'heartbeat'],
  ['unknownBaseThreshold', 'unknownBase'],
  ['minimumCoverage', 'coverage'],
  ['policyStaleAfter', 'policyStale'],
] as const;

export function alarmLimits(props: AlarmLimitProps): AlarmLimits {
  for (const [limit, alarm] of ALARM_OF_LIMIT) {
    const value = props[limit];
    if (value !== undefined && props[alarm] === false) refuse(limit, `be left out where '${alarm}' is false`, describe(value));
  }
  const { heartbeatAfter, unknownBaseThreshold, minimumCoverage, policyStaleAfter } = props;
  return {
    heartbeatHours: heartbeatAfter ? heartbeatHours(heartbeatAfter) : DEFAULT_HEARTBEAT_HOURS,
    unknownBases: wholeNumber('unknownBaseThreshold', unknownBaseThreshold ?? DEFAULT_UNKNOWN_BASES),
    coveragePercent: percent('minimumCoverage', minimumCoverage ?? DEFAULT_COVERAGE_PERCENT),
    policyStaleDays: policyStaleAfter ? staleDays(policyStaleAfter) : POLICY_STALE_AFTER_DAYS,
  };
}

/** An alarm sees metrics of its own Region only, and one that looks elsewhere would never have data. */
export function checkRegion(scope: Construct, monitor: IResource): void {
  const [here, there] = [Stack.of(scope).region, placeOf(monitor).region];
  if (there === undefined || Token.isUnresolved(here) || here === there) return;
  refuse('monitor', `be in the Region of its alarms, '${here}' (define them in a stack of its own Region)`, `'${monitor.node.path}' in '${there}'`);
}

function heartbeatHours(after: Duration): number {
  if (after.isUnresolved()) return after.toHours();
  const hours = after.toHours({ integral: false });
  if (!Number.isInteger(hours)) refuse('heartbeatAfter', 'be whole hours', describe(after));
  if (hours < 1 || hours > MAX_HEARTBEAT_HOURS) refuse('heartbeatAfter', 'be from 1 hour to 7 days, the longest that CloudWatch looks back', describe(after));
  return hours;
}

function staleDays(after: Duration): number {
  if (after.isUnresolved()) return after.toDays();
  const days = after.toDays({ integral: false });
  if (!Number.isInteger(days)) refuse('policyStaleAfter', 'be whole days', describe(after));
  if (days < 1 || days > MAX_STALE_DAYS) refuse('policyStaleAfter', `be from 1 to ${MAX_STALE_DAYS} days`, describe(after));
  return days;
}

function wholeNumber(prop: string, value: number): number {
  if (!Token.isUnresolved(value) && (!Number.isInteger(value) || value < 0)) refuse(prop, 'be a whole number, 0 or more', describe(value));
  return value;
}

function percent(prop: string, value: number): number {
  if (!Token.isUnresolved(value) && !(value >= 1 && value <= 100)) refuse(prop, 'be a percentage from 1 to 100 (80 for 80 %)', describe(value));
  return value;
}

function describe(value: Duration | number): string {
  return typeof value === 'number' ? String(value) : value.formatTokenToNumber();
}

function refuse(prop: string, rule: string, value: string): never {
  throw new Error(`'${prop}' must ${rule}, got: ${value}`);
}
