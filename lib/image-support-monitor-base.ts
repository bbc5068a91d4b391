import { Duration, type IResource, Resource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { DETAIL_TYPES } from './core/events';
import { METRIC_DIMENSION, METRIC_NAMESPACE, METRICS, STATUS_METRICS } from './core/contract';
import { monitorRule } from './private/monitor-rule';
import { checkPlace } from './private/resource-checks';

/**
 * A monitor, defined here or elsewhere: its metrics, and what dashboards and alarms need.
 */
export interface IImageSupportMonitor extends IResource {
  /**
   * The name that the monitor's metrics carry as their dimension `Monitor`.
   *
   * @attribute
   */
  readonly monitorName: string;

  /**
   * The function that scans.
   */
  readonly function: lambda.IFunction;

  /**
   * Where people are told. Throws for a monitor that is defined elsewhere, if its topic was not given.
   */
  readonly topic: sns.ITopic;

  /**
   * Where events go.
   */
  readonly eventBus: events.IEventBus;

  /**
   * Where the monitor keeps what it has learned, its last findings and its reports. Throws for a monitor that is defined elsewhere,
   * if its bucket was not given.
   */
  readonly bucket: s3.IBucket;

  /**
   * Where the traces of scans go that could not be started, or that failed after all retries. Throws for a monitor that is
   * defined elsewhere, if its queue was not given.
   */
  readonly deadLetterQueue: sqs.IQueue;

  /**
   * A rule that matches each change of a finding of this monitor: new, another status, a moved date, a notice period, a reminder, resolved.
   *
   * @param id the id of the rule
   * @param options its target and name
   */
  onFindingChanged(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule that matches each change of a policy that this monitor judges by: moved dates, releases added and withdrawn, documents refused.
   *
   * @param id the id of the rule
   * @param options its target and name
   */
  onPolicyChanged(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule that matches each change of a waiver of this monitor: added, changed, removed, expired.
   *
   * @param id the id of the rule
   * @param options its target and name
   */
  onWaiverChanged(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule that matches each scan of this monitor that came to its end.
   *
   * @param id the id of the rule
   * @param options its target and name
   */
  onScanCompleted(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A metric of this monitor, by name.
   *
   * @param metricName the name under which the scan emits it
   * @default - maximum over 1 day
   */
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of image versions that the scan judged.
   *
   * @default - maximum over 1 day
   */
  metricImageVersions(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of image versions whose base image is supported for longer than the longest notice period.
   *
   * @default - maximum over 1 day
   */
  metricSupported(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of image versions whose base image reaches its end of support within the longest notice period.
   *
   * @default - maximum over 1 day
   */
  metricExpiring(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of image versions whose base image is past its end of support.
   *
   * @default - maximum over 1 day
   */
  metricEndOfSupport(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of image versions whose base image may already be gone from its registry.
   *
   * @default - maximum over 1 day
   */
  metricEndOfAvailability(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of image versions whose base image is in its vendor's policy, without a date.
   *
   * @default - maximum over 1 day
   */
  metricNoDatePublished(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of image versions whose base image is newer than the newest one in its vendor's policy.
   *
   * @default - maximum over 1 day
   */
  metricNotInPolicyYet(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of image versions whose base image is not in its vendor's policy.
   *
   * @default - maximum over 1 day
   */
  metricNotInPolicy(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of image versions whose base image could not be found.
   *
   * @default - maximum over 1 day
   */
  metricUnknownBase(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of image versions that are not usable, or whose container image is gone.
   *
   * @default - maximum over 1 day
   */
  metricImageUnavailable(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Days until the nearest end of support still to come. Has no data where none is to come.
   *
   * @default - maximum over 1 day
   */
  metricDaysToNearestEndOfSupport(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Percent of image versions whose base image and date were found, or are known to be missing from the policy.
   *
   * @default - maximum over 1 day
   */
  metricCoverage(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * 1 where the scan could read everything, 0 where it could not.
   *
   * @default - maximum over 1 day
   */
  metricScanComplete(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of calls that failed for good during the scan.
   *
   * @default - maximum over 1 day
   */
  metricScanFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How long the scan took, in milliseconds.
   *
   * @default - maximum over 1 day
   */
  metricScanDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Days since the oldest policy in use was read at its source.
   *
   * @default - maximum over 1 day
   */
  metricPolicyAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of policy documents that were refused, and wait for their vendor or an operator.
   *
   * @default - maximum over 1 day
   */
  metricPolicyDocumentsRefused(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of policy documents that could not be read at their source.
   *
   * @default - maximum over 1 day
   */
  metricPolicyDocumentsUnread(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * 1 for each scan that came to its end. Has no data where none did: treat missing data as breaching.
   *
   * @default - maximum over 1 day
   */
  metricHeartbeat(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/**
 * What monitors have in common, wherever they are defined: one method for each metric that a scan emits.
 */
export abstract class ImageSupportMonitorBase extends Resource implements IImageSupportMonitor {
  /**
   * The name that the monitor's metrics carry as their dimension `Monitor`.
   *
   * @attribute
   */
  public abstract readonly monitorName: string;

  /**
   * The function that scans.
   */
  public abstract readonly function: lambda.IFunction;

  /**
   * Where people are told. Throws for a monitor that is defined elsewhere, if its topic was not given.
   */
  public abstract readonly topic: sns.ITopic;

  /**
   * Where events go.
   */
  public abstract readonly eventBus: events.IEventBus;

  /**
   * Where the monitor keeps what it has learned, its last findings and its reports. Throws for a monitor that is defined elsewhere,
   * if its bucket was not given.
   */
  public abstract readonly bucket: s3.IBucket;

  /**
   * Where the traces of scans go that could not be started, or that failed after all retries. Throws for a monitor that is
   * defined elsewhere, if its queue was not given.
   */
  public abstract readonly deadLetterQueue: sqs.IQueue;

  /**
   * A rule that matches each change of a finding of this monitor: new, another status, a moved date, a notice period, a reminder, resolved.
   *
   * @param id the id of the rule
   * @param options its target and name
   */
  public onFindingChanged(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onEvent(id, DETAIL_TYPES.finding, options);
  }

  /**
   * A rule that matches each change of a policy that this monitor judges by: moved dates, releases added and withdrawn, documents refused.
   *
   * @param id the id of the rule
   * @param options its target and name
   */
  public onPolicyChanged(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onEvent(id, DETAIL_TYPES.policy, options);
  }

  /**
   * A rule that matches each change of a waiver of this monitor: added, changed, removed, expired.
   *
   * @param id the id of the rule
   * @param options its target and name
   */
  public onWaiverChanged(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onEvent(id, DETAIL_TYPES.waiver, options);
  }

  /**
   * A rule that matches each scan of this monitor that came to its end.
   *
   * @param id the id of the rule
   * @param options its target and name
   */
  public onScanCompleted(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onEvent(id, DETAIL_TYPES.scan, options);
  }

  /**
   * A metric of this monitor, by name.
   *
   * @param metricName the name under which the scan emits it
   * @default - maximum over 1 day
   */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensionsMap: { [METRIC_DIMENSION]: this.monitorName },
      period: Duration.days(1),
      statistic: cloudwatch.Stats.MAXIMUM,
      ...options,
    }).attachTo(this);
  }

  /**
   * The number of image versions that the scan judged.
   *
   * @default - maximum over 1 day
   */
  public metricImageVersions(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(METRICS.imageVersions, options);
  }

  /**
   * The number of image versions whose base image is supported for longer than the longest notice period.
   *
   * @default - maximum over 1 day
   */
  public metricSupported(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRICS.SUPPORTED, options);
  }

  /**
   * The number of image versions whose base image reaches its end of support within the longest notice period.
   *
   * @default - maximum over 1 day
   */
  public metricExpiring(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRICS.EXPIRING, options);
  }

  /**
   * The number of image versions whose base image is past its end of support.
   *
   * @default - maximum over 1 day
   */
  public metricEndOfSupport(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRICS.END_OF_SUPPORT, options);
  }

  /**
   * The number of image versions whose base image may already be gone from its registry.
   *
   * @default - maximum over 1 day
   */
  public metricEndOfAvailability(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRICS.END_OF_AVAILABILITY, options);
  }

  /**
   * The number of image versions whose base image is in its vendor's policy, without a date.
   *
   * @default - maximum over 1 day
   */
  public metricNoDatePublished(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRICS.NO_DATE_PUBLISHED, options);
  }

  /**
   * The number of image versions whose base image is newer than the newest one in its vendor's policy.
   *
   * @default - maximum over 1 day
   */
  public metricNotInPolicyYet(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRICS.NOT_IN_POLICY_YET, options);
  }

  /**
   * The number of image versions whose base image is not in its vendor's policy.
   *
   * @default - maximum over 1 day
   */
  public metricNotInPolicy(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRICS.NOT_IN_POLICY, options);
  }

  /**
   * The number of image versions whose base image could not be found.
   *
   * @default - maximum over 1 day
   */
  public metricUnknownBase(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRICS.UNKNOWN_BASE, options);
  }

  /**
   * The number of image versions that are not usable, or whose container image is gone.
   *
   * @default - maximum over 1 day
   */
  public metricImageUnavailable(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(STATUS_METRICS.IMAGE_UNAVAILABLE, options);
  }

  /**
   * Days until the nearest end of support still to come. Has no data where none is to come.
   *
   * @default - maximum over 1 day
   */
  public metricDaysToNearestEndOfSupport(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(METRICS.nearestEndOfSupport, options);
  }

  /**
   * Percent of image versions whose base image and date were found, or are known to be missing from the policy.
   *
   * @default - maximum over 1 day
   */
  public metricCoverage(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(METRICS.coverage, options);
  }

  /**
   * 1 where the scan could read everything, 0 where it could not.
   *
   * @default - maximum over 1 day
   */
  public metricScanComplete(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(METRICS.scanComplete, options);
  }

  /**
   * The number of calls that failed for good during the scan.
   *
   * @default - maximum over 1 day
   */
  public metricScanFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(METRICS.scanFailures, options);
  }

  /**
   * How long the scan took, in milliseconds.
   *
   * @default - maximum over 1 day
   */
  public metricScanDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(METRICS.scanDuration, options);
  }

  /**
   * Days since the oldest policy in use was read at its source.
   *
   * @default - maximum over 1 day
   */
  public metricPolicyAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(METRICS.policyAge, options);
  }

  /**
   * The number of policy documents that were refused, and wait for their vendor or an operator.
   *
   * @default - maximum over 1 day
   */
  public metricPolicyDocumentsRefused(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(METRICS.policyRefused, options);
  }

  /**
   * The number of policy documents that could not be read at their source.
   *
   * @default - maximum over 1 day
   */
  public metricPolicyDocumentsUnread(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(METRICS.policyUnread, options);
  }

  /**
   * 1 for each scan that came to its end. Has no data where none did: treat missing data as breaching.
   *
   * @default - maximum over 1 day
   */
  public metricHeartbeat(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(METRICS.heartbeat, options);
  }

  private onEvent(id: string, detailType: string, options: events.OnEventOptions): events.Rule {
    // A bus takes rules of its own account and Region only.
    checkPlace(options.crossStackScope ?? this, 'eventBus', this.eventBus, ['account', 'region']);
    const { monitorName, eventBus } = this;
    return monitorRule(this, id, detailType, { monitorName, eventBus, accountId: this.env.account }, options);
  }
}
