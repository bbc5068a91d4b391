import { ENVIRONMENT } from '../../lib/core/contract';

/** What the construct tells the function. */
export interface MonitorSettings {
  readonly monitor: string;
  readonly topicArn: string;
  readonly bucketName: string;
  readonly noticePeriods: readonly number[];
  readonly region: string;
}

/** Reads the function's environment; names every variable that is missing or wrong. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): MonitorSettings {
  const required = (name: string): string => {
    const value = env[name];
    if (value === undefined || value === '') throw new Error(`The environment variable '${name}' must be set, got: nothing. Deploy the function by its construct.`);
    return value;
  };
  const periods = required(ENVIRONMENT.noticePeriods);
  // Periods that were only known at deployment come in any order.
  const noticePeriods = [...new Set(periods.split(',').map(Number))].sort((a, b) => b - a);
  if (!noticePeriods.every((days) => Number.isInteger(days) && days > 0)) {
    throw new Error(`The environment variable '${ENVIRONMENT.noticePeriods}' must list whole days, got: '${periods}'.`);
  }
  return {
    monitor: required(ENVIRONMENT.monitor),
    topicArn: required(ENVIRONMENT.topicArn),
    bucketName: required(ENVIRONMENT.bucketName),
    noticePeriods,
    region: required('AWS_REGION'),
  };
}
