// The same app as app.py, statement by statement: scripts/languages.mjs compares what the two synthesise.
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { ImageSupportAlarms, ImageSupportDashboard, ImageSupportMonitor, PolicySource, SupportPolicy, Waivers } from '../../lib';

const GOLDEN_IMAGES = join(__dirname, 'golden-images.json');

const app = new App();

const plain = new Stack(app, 'Plain');
const monitor = new ImageSupportMonitor(plain, 'ImageSupport');
monitor.metricEndOfSupport().createAlarm(plain, 'Expired', { threshold: 1, evaluationPeriods: 1 });
new ImageSupportDashboard(plain, 'Dashboard', { monitors: [monitor] });
new ImageSupportAlarms(plain, 'Alarms', { monitor, action: new SnsAction(monitor.topic), heartbeatAfter: Duration.hours(30), expiring: false });

const full = new Stack(app, 'Full', { env: { account: '111122223333', region: 'us-east-1' } });
const documents = Bucket.fromBucketName(full, 'Documents', 'team-documents');
const watcher = new ImageSupportMonitor(full, 'ImageSupport', {
  monitorName: 'research',
  schedule: ScheduleExpression.rate(Duration.hours(12)),
  noticePeriods: [Duration.days(120), Duration.days(14)],
  reminder: Duration.days(7),
  topic: new Topic(full, 'Topic'),
  chatTopic: new Topic(full, 'ChatTopic'),
  eventBus: new EventBus(full, 'Bus'),
  repositories: [Repository.fromRepositoryName(full, 'Repository', 'platform/base')],
  policies: [
    SupportPolicy.sageMakerDistribution({ source: PolicySource.fromBucket(documents, 'support_policy.md') }),
    SupportPolicy.googleDeepLearningContainers({ refresh: false }),
    SupportPolicy.fromAsset(GOLDEN_IMAGES),
    SupportPolicy.fromInline({
      family: 'lab-base',
      releases: [{ version: '7', eolFrom: '2027-01-31' }, { version: '8', eolFrom: '2027-07-31' }],
      golden: { repositories: ['111122223333.dkr.ecr.us-east-1.amazonaws.com/lab/base'] },
    }),
  ],
  waivers: [
    Waivers.fromInline([
      { image: 'risk-*', versions: '1-5', owner: 'risk@example.com', reason: 'Validated models, replaced at the end of the year', expires: '2026-12-31' },
      { image: 'archive', owner: 'platform@example.com', reason: 'Nothing runs on it', expires: '2026-11-30' },
    ]),
    Waivers.fromBucket(documents, 'waivers.yaml'),
  ],
  vendorAccounts: [{ region: 'us-east-1', accountId: '763104351884' }],
  excludeFromPullTime: false,
});
watcher.onFindingChanged('ToQueue', { target: new SqsQueue(new Queue(full, 'Findings')) });
const elsewhere = ImageSupportMonitor.fromImageSupportMonitorAttributes(full, 'Elsewhere', {
  monitorName: 'elsewhere',
  functionArn: 'arn:aws:lambda:eu-west-1:444455556666:function:elsewhere',
});
new ImageSupportDashboard(full, 'Dashboard', { monitors: [watcher, elsewhere], dashboardName: 'images' });

app.synth();
