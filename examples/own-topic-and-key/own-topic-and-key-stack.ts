import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ImageSupportMonitor } from '../../lib';
import { acknowledgeAwsSolutions, acknowledgeOwnKey } from '../basic/acknowledgements';

/** A monitor that tells a team's own topic, with all that it keeps under the team's own key. */
export class OwnTopicAndKeyStack extends Stack {
  readonly monitor: ImageSupportMonitor;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const key = new Key(this, 'Key', { description: 'Topics, queues, buckets and logs of the ML platform', enableKeyRotation: true });
    const topic = new Topic(this, 'Platform', { masterKey: key, enforceSSL: true });
    // The monitor lets itself publish, and no one else: the topic is the team's. The alarm below needs this line.
    topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': this.account } } }));

    this.monitor = new ImageSupportMonitor(this, 'ImageSupport', {
      topic,
      encryptionKey: key,
      schedule: ScheduleExpression.cron({ hour: '6', minute: '0' }),
      noticePeriods: [Duration.days(180), Duration.days(60), Duration.days(14)],
    });
    const expired = this.monitor.metricEndOfSupport().createAlarm(this, 'Expired', { threshold: 1, evaluationPeriods: 1 });
    expired.addAlarmAction(new SnsAction(topic));

    acknowledgeAwsSolutions(this.monitor);
    acknowledgeOwnKey(this.monitor);
  }
}
