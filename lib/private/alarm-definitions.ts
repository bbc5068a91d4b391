import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IImageSupportMonitor } from '../image-support-monitor-base';
import type { AlarmLimits } from './alarm-checks';
import { placeOf } from './place';

/** Each names its prop and its property of `ImageSupportAlarms`. */
export type AlarmName =
  | 'endOfSupport' | 'endOfAvailability' | 'expiring' | 'unknownBase'
  | 'coverage' | 'scanIncomplete' | 'heartbeat' | 'functionErrors' | 'functionThrottles' | 'deadLetters'
  | 'policyStale' | 'policyRefused' | 'policyUnread';

export interface AlarmDefinition {
  /** The anchor of its section in docs/runbook.md. */
  readonly section: string;
  /** What has happened, for whoever is woken by it. */
  readonly says: string;
  readonly metric: cloudwatch.Metric;
  readonly comparisonOperator: cloudwatch.ComparisonOperator;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly treatMissingData: cloudwatch.TreatMissingData;
}

const {
  GREATER_THAN_OR_EQUAL_TO_THRESHOLD: AT_LEAST, GREATER_THAN_THRESHOLD: MORE_THAN, LESS_THAN_THRESHOLD: LESS_THAN,
} = cloudwatch.ComparisonOperator;
const { BREACHING, IGNORE, NOT_BREACHING } = cloudwatch.TreatMissingData;

/** With several scans a day the worst one counts. */
const LOWEST = { statistic: cloudwatch.Stats.MINIMUM };

/**
 * What a scan emits, by the worst scan of the last day. Scans are never exactly a day apart, so that there are moments without data:
 * what the last scan has found holds until the next one says otherwise. That none comes is for the heartbeat to say.
 */
const OF_A_DAY = { evaluationPeriods: 1, treatMissingData: IGNORE };

/** What a service emits when something happens: no data is good news. An hour holds a run and its retries. */
const OF_AN_HOUR = { comparisonOperator: AT_LEAST, threshold: 1, evaluationPeriods: 1, treatMissingData: NOT_BREACHING };

export const ALARM_DEFINITIONS: Readonly<Record<AlarmName, (monitor: IImageSupportMonitor, limits: AlarmLimits) => AlarmDefinition>> = {
  endOfSupport: (monitor) => ({
    section: 'end-of-support-is-reached',
    says: 'image versions are built on a base image past its end of support.',
    metric: monitor.metricEndOfSupport(),
    comparisonOperator: AT_LEAST,
    threshold: 1,
    ...OF_A_DAY,
  }),
  endOfAvailability: (monitor) => ({
    section: 'end-of-availability-is-reached',
    says: 'image versions are built on a base image that its vendor may already have removed.',
    metric: monitor.metricEndOfAvailability(),
    comparisonOperator: AT_LEAST,
    threshold: 1,
    ...OF_A_DAY,
  }),
  expiring: (monitor) => ({
    section: 'images-are-expiring',
    says: 'the support of image versions ends within the longest notice period.',
    metric: monitor.metricExpiring(),
    comparisonOperator: AT_LEAST,
    threshold: 1,
    ...OF_A_DAY,
  }),
  unknownBase: (monitor, { unknownBases }) => ({
    section: 'base-images-are-unknown',
    says: `the base image of more than ${unknownBases} image versions could not be found, so nobody knows when their support ends.`,
    metric: monitor.metricUnknownBase(),
    comparisonOperator: MORE_THAN,
    threshold: unknownBases,
    ...OF_A_DAY,
  }),
  coverage: (monitor, { coveragePercent }) => ({
    section: 'the-coverage-is-low',
    says: `less than ${coveragePercent} percent of the image versions could be judged.`,
    metric: monitor.metricCoverage(LOWEST),
    comparisonOperator: LESS_THAN,
    threshold: coveragePercent,
    ...OF_A_DAY,
  }),
  scanIncomplete: (monitor) => ({
    section: 'the-scan-is-incomplete',
    says: 'a scan could not read everything, so there may be more than it shows.',
    metric: monitor.metricScanComplete(LOWEST),
    comparisonOperator: LESS_THAN,
    threshold: 1,
    ...OF_A_DAY,
  }),
  heartbeat: (monitor, { heartbeatHours }) => ({
    section: 'the-heartbeat-is-missing',
    says: `no scan came to its end for ${heartbeatHours} hours.`,
    // By the hour: before CloudWatch takes a period for missing, it looks back some periods more, which with long ones takes days.
    metric: monitor.metricHeartbeat({ period: Duration.hours(1), statistic: cloudwatch.Stats.SUM }),
    comparisonOperator: LESS_THAN,
    threshold: 1,
    evaluationPeriods: heartbeatHours,
    treatMissingData: BREACHING,
  }),
  functionErrors: (monitor) => ({
    section: 'the-function-fails',
    says: 'a run of the scanning function failed.',
    metric: monitor.function.metricErrors({ ...placeOf(monitor.function), period: Duration.hours(1), statistic: cloudwatch.Stats.SUM }),
    ...OF_AN_HOUR,
  }),
  functionThrottles: (monitor) => ({
    section: 'the-function-is-throttled',
    says: 'the scanning function was throttled: it could not start.',
    metric: monitor.function.metricThrottles({ ...placeOf(monitor.function), period: Duration.hours(1), statistic: cloudwatch.Stats.SUM }),
    ...OF_AN_HOUR,
  }),
  deadLetters: ({ deadLetterQueue }) => ({
    section: 'the-dead-letter-queue-has-messages',
    says: 'a scan could not be started, or failed after all retries.',
    metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible({
      ...placeOf(deadLetterQueue), period: Duration.minutes(5), statistic: cloudwatch.Stats.MAXIMUM,
    }),
    comparisonOperator: AT_LEAST,
    threshold: 1,
    evaluationPeriods: 1,
    // SQS sends no data of a queue that nobody has used for hours, and never of one with messages:
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    treatMissingData: NOT_BREACHING,
  }),
  policyStale: (monitor, { policyStaleDays }) => ({
    section: 'a-policy-is-stale',
    says: `a support policy was last read more than ${policyStaleDays} days ago, and dates may have moved since.`,
    metric: monitor.metricPolicyAge(),
    comparisonOperator: MORE_THAN,
    threshold: policyStaleDays,
    ...OF_A_DAY,
  }),
  policyRefused: (monitor) => ({
    section: 'a-policy-document-is-refused',
    says: 'a policy document was refused, and the policy that was used before still rules.',
    metric: monitor.metricPolicyDocumentsRefused(),
    comparisonOperator: AT_LEAST,
    threshold: 1,
    ...OF_A_DAY,
  }),
  policyUnread: (monitor) => ({
    section: 'a-policy-document-cannot-be-read',
    says: 'no scan of two days could read all policy documents at their sources.',
    // A source may be down for a day; who moved or closed it for good shows on the second.
    metric: monitor.metricPolicyDocumentsUnread(LOWEST),
    comparisonOperator: AT_LEAST,
    threshold: 1,
    ...OF_A_DAY,
    evaluationPeriods: 2,
  }),
};
