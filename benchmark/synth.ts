/**
 * Synthesis of a monitor with its alarms and dashboard, beside a stack of the same kinds of resources written by hand with the CDK's own
 * constructs: the same number of each. In turn, in one process; medians and the ratio of the two.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ImageSupportAlarms, ImageSupportDashboard, ImageSupportMonitor } from '../lib';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 15);
const ALARMS = 13;
const STATEMENTS = 20;

function ours(stack: Stack): void {
  const monitor = new ImageSupportMonitor(stack, 'Monitor');
  new ImageSupportAlarms(stack, 'Alarms', { monitor });
  new ImageSupportDashboard(stack, 'Dashboard', { monitors: [monitor] });
}

function byHand(stack: Stack): void {
  const topic = new sns.Topic(stack, 'Topic', { enforceSSL: true });
  const cloudWatch = new iam.ServicePrincipal('cloudwatch.amazonaws.com');
  topic.addToResourcePolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], principals: [cloudWatch], resources: [topic.topicArn] }));
  const bucket = new s3.Bucket(stack, 'Bucket', {
    enforceSSL: true, versioned: true, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, encryption: s3.BucketEncryption.S3_MANAGED,
    lifecycleRules: [{ prefix: 'reports/', expiration: Duration.days(365) }, { noncurrentVersionExpiration: Duration.days(30) }],
  });
  const dead = new sqs.Queue(stack, 'Dead', { enforceSSL: true });
  const changes = new sqs.Queue(stack, 'Changes.fifo', { fifo: true, enforceSSL: true, visibilityTimeout: Duration.minutes(15) });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  for (let index = 0; index < STATEMENTS; index += 1) {
    role.addToPolicy(new iam.PolicyStatement({ actions: [`sagemaker:Describe${index}`], resources: [bucket.arnForObjects(`${index}/*`)] }));
  }
  const logGroup = new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_MONTH });
  const fn = new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_24_X, handler: 'scan.handler', role, logGroup, timeout: Duration.minutes(15), memorySize: 512, retryAttempts: 2,
    code: lambda.Code.fromAsset(resolve('assets/functions'), { exclude: ['meta.json'] }), onFailure: new destinations.SqsDestination(dead),
    environment: { BUCKET: bucket.bucketName, TOPIC: topic.topicArn },
  });
  fn.addEventSource(new sources.SqsEventSource(changes));
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.sagemaker'], detailType: ['SageMaker Image State Change'] } });
  new ecr.CfnPullTimeUpdateExclusion(stack, 'Exclusion', { principalArn: role.roleArn });
  const daily = scheduler.ScheduleExpression.rate(Duration.days(1));
  new scheduler.Schedule(stack, 'Schedule', { schedule: daily, target: new targets.LambdaInvoke(fn, { deadLetterQueue: dead }) });
  const common = { namespace: 'Own', dimensionsMap: { Monitor: 'own' }, period: Duration.days(1), statistic: 'Maximum' };
  const metric = (name: string) => new cloudwatch.Metric({ ...common, metricName: name });
  for (let index = 0; index < ALARMS; index += 1) metric(`Metric${index}`).createAlarm(stack, `Alarm${index}`, { threshold: 1, evaluationPeriods: 1 });
  const dashboard = new cloudwatch.Dashboard(stack, 'Dashboard');
  for (let index = 0; index < 8; index += 1) {
    dashboard.addWidgets(new cloudwatch.GraphWidget({ left: Array.from({ length: 3 }, (_, line) => metric(`Line${index}${line}`)) }));
  }
}

const folder = mkdtempSync(join(tmpdir(), 'synth-'));
let runs = 0;
function measure(define: (stack: Stack) => void): number {
  const started = performance.now();
  const app = new App({ outdir: join(folder, String(runs += 1)), analyticsReporting: false });
  define(new Stack(app, 'Stack'));
  app.synth();
  return performance.now() - started;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const spread = (values: readonly number[]): string => `${median(values).toFixed(0)} ms (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;
try {
  measure(ours);
  measure(byHand);
  const [mine, theirs, ratios]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [a, b] = round % 2 === 0 ? [measure(ours), measure(byHand)] : [measure(byHand), measure(ours)].toReversed() as [number, number];
    mine.push(a);
    theirs.push(b);
    ratios.push(a / b);
  }
  const ratio = `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`;
  console.log(`monitor, alarms and dashboard: ${spread(mine)}; by hand: ${spread(theirs)}; ratio ${ratio}, ${ROUNDS} rounds`);
} finally {
  rmSync(folder, { recursive: true });
}
