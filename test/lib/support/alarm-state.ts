import type { PutMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';

export type AlarmState = 'OK' | 'ALARM';

/** An alarm as the template has it. */
export interface AlarmProperties {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Unit?: string;
  readonly Statistic: 'Maximum' | 'Minimum' | 'Sum';
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly ComparisonOperator: keyof typeof COMPARISONS;
  readonly Threshold: number;
  readonly TreatMissingData: 'breaching' | 'notBreaching' | 'ignore';
  readonly AlarmDescription: string;
}

/** What CloudWatch was sent. */
export type MetricData = readonly Pick<PutMetricDataCommandInput, 'Namespace' | 'MetricData'>[];

export interface Instant {
  readonly now: Date;
  /** The state that the alarm was in so far. */
  readonly before: AlarmState;
}

const COMPARISONS = {
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
};

const STATISTICS = {
  Maximum: (values: readonly number[]) => Math.max(...values),
  Minimum: (values: readonly number[]) => Math.min(...values),
  Sum: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0),
};

/**
 * The state of an alarm at an instant, as CloudWatch finds it over the last periods: only data of exactly its namespace, name, dimensions
 * and unit counts. CloudWatch also looks back some periods more before it takes one for missing, which is left out here.
 */
export function stateOf(alarm: AlarmProperties, sent: MetricData, { now, before }: Instant): AlarmState {
  const data = matching(alarm, sent);
  const periods = Array.from({ length: alarm.EvaluationPeriods }, (_, back) => {
    const end = now.getTime() - back * alarm.Period * 1000;
    const values = data.filter(({ at }) => at > end - alarm.Period * 1000 && at <= end).map(({ value }) => value);
    return values.length === 0 ? undefined : STATISTICS[alarm.Statistic](values);
  });
  if (alarm.TreatMissingData === 'ignore' && periods.includes(undefined)) return before;
  const isBreaching = (value: number | undefined): boolean => (
    value === undefined ? alarm.TreatMissingData === 'breaching' : COMPARISONS[alarm.ComparisonOperator](value, alarm.Threshold)
  );
  return periods.every(isBreaching) ? 'ALARM' : 'OK';
}

function matching(alarm: AlarmProperties, sent: MetricData): { readonly at: number; readonly value: number }[] {
  const wanted = JSON.stringify(alarm.Dimensions);
  return sent.filter(({ Namespace }) => Namespace === alarm.Namespace)
    .flatMap(({ MetricData = [] }) => MetricData)
    .filter(({ MetricName, Dimensions, Unit }) => (
      MetricName === alarm.MetricName && JSON.stringify(Dimensions) === wanted && (alarm.Unit === undefined || alarm.Unit === Unit)
    ))
    .map(({ Timestamp, Value }) => ({ at: Timestamp?.getTime() ?? NaN, value: Value ?? NaN }));
}
