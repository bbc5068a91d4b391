import { Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { ImageSupportDashboard, ImageSupportMonitor } from '../../lib';
import { acknowledgeAwsSolutions } from './acknowledgements';

export interface ImageSupportStackProps extends StackProps {
  /** Who is told by email; nobody where it is left out. */
  readonly email?: string;
}

/** One monitor with all its defaults, somebody who hears of it, and two alarms: on what it finds, and on its silence. */
export class ImageSupportStack extends Stack {
  readonly monitor: ImageSupportMonitor;

  constructor(scope: Construct, id: string, props: ImageSupportStackProps = {}) {
    super(scope, id, props);

    this.monitor = new ImageSupportMonitor(this, 'ImageSupport');
    if (props.email) this.monitor.topic.addSubscription(new EmailSubscription(props.email));

    const expired = this.monitor.metricEndOfSupport().createAlarm(this, 'Expired', {
      alarmDescription: 'An image version is built on a base image past its end of support. See the latest report for which, and what to move to.',
      threshold: 1,
      evaluationPeriods: 1,
    });
    const silent = this.monitor.metricHeartbeat().createAlarm(this, 'Silent', {
      alarmDescription: 'No scan came to its end for two days. See the dead-letter queue and the logs of the function.',
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
    for (const alarm of [expired, silent]) alarm.addAlarmAction(new SnsAction(this.monitor.topic));

    new ImageSupportDashboard(this, 'Dashboard', { monitors: [this.monitor] });
    acknowledgeAwsSolutions(this.monitor);
  }
}
