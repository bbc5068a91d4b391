import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, type Datapoint, DescribeAlarmsCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import type { Fault } from '../../emulator/fault';

/** What the deployed stack says of itself. */
export interface Outputs {
  readonly EverythingUrl: string;
  readonly UrgentUrl: string;
  readonly MinorUrl: string;
  readonly FindingsUrl: string;
  readonly PoliciesUrl: string;
  readonly GivenBucketName: string;
  /** JSON: the name of each alarm by its id. */
  readonly AlarmNames: string;
  readonly MonitorName: string;
  readonly FunctionName: string;
  readonly BucketName: string;
}

/** News in a digest. */
interface DigestChange {
  readonly kind: string;
  readonly type: string;
  readonly key: string;
  readonly message: string;
  /** Where the news is of an image version. */
  readonly finding?: { readonly imageName: string; readonly version: number };
  /** Where it is of a policy. */
  readonly version?: string;
  readonly from?: string;
  readonly to?: string;
  readonly affectedCount?: number;
}

/** The part of a digest that a subscriber's program would read. */
export interface Digest {
  readonly scannedAt: string;
  readonly highestSeverity: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly changes: readonly DigestChange[];
}

/** What the function returns. */
export interface Summary {
  readonly kind: string;
  readonly findings: number;
  readonly changes: number;
  readonly complete: boolean;
  readonly failures: readonly { readonly cause: string; readonly count: number }[];
  readonly calls: Readonly<Record<string, number>>;
}

export interface Message {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

const sqs = new SQSClient();
const s3 = new S3Client();
const lambda = new LambdaClient({ maxAttempts: 1 });
// MiniStack's answer in the client's default protocol has times that the client can't read.
const cloudWatch = new CloudWatchClient({ protocol: AwsQueryProtocol });

export function readOutputs(): Outputs {
  const [outputs] = Object.values<Outputs>(JSON.parse(readFileSync(process.env.E2E_OUTPUTS ?? '', 'utf8')));
  if (!outputs) throw new Error(`'${process.env.E2E_OUTPUTS}' must hold the outputs of the stack, got: none. Run 'npm run test:e2e'.`);
  return outputs;
}

/** The messages that come into a queue within some seconds: the first that there are, and they are gone from it. */
export async function receive(queueUrl: string, seconds: number): Promise<Message[]> {
  const deadline = Date.now() + seconds * 1_000;
  do {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({
      QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: Math.min(seconds, 5), MessageAttributeNames: ['All'],
    }));
    for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    if (Messages.length > 0) return Messages.map(({ Body = '', MessageAttributes = {} }) => ({ body: Body, attributes: strings(MessageAttributes) }));
  } while (Date.now() < deadline);
  return [];
}

function strings(attributes: Readonly<Record<string, { readonly StringValue?: string }>>): Message['attributes'] {
  return Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]));
}

/** Has the function scan where that must fail; gives the error. */
export async function failingScan(functionName: string): Promise<string> {
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName: functionName }));
  if (FunctionError === undefined) throw new Error(`The function must have failed, got: ${Payload?.transformToString()}`);
  return Payload?.transformToString() ?? '';
}

/** Has the function scan now; where the schedule's own scan is under way, after that one. */
export async function scan(functionName: string): Promise<Summary> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName: functionName }));
    const answer = Payload?.transformToString() ?? '';
    if (FunctionError !== undefined) throw new Error(`The function failed: ${answer}`);
    const summary: Summary = JSON.parse(answer);
    if (summary.kind !== 'busy') return summary;
    await sleep(500);
  }
  throw new Error('The function was busy each time that it was invoked: who has the lease?');
}

export async function listKeys(bucket: string): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.map(({ Key = '' }) => Key);
}

export async function readObject(bucket: string, key: string): Promise<unknown> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return JSON.parse(await Body?.transformToString() ?? '');
}

export async function writeObject(bucket: string, key: string, text: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));
}

/** Everything that is in a queue, and gone from it then. */
export async function drain(queueUrl: string): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const some = await receive(queueUrl, 1);
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** The smallest value of the last hour: the first scan's, where a number only grows. */
export async function smallest(metricName: string, monitor: string): Promise<number> {
  return Math.min(...(await datapoints(metricName, monitor)).map(({ Minimum = NaN }) => Minimum));
}

/** The largest value of the last hour. */
export async function largest(metricName: string, monitor: string): Promise<number> {
  return Math.max(...(await datapoints(metricName, monitor)).map(({ Maximum = NaN }) => Maximum));
}

async function datapoints(metricName: string, monitor: string): Promise<readonly Datapoint[]> {
  const now = Date.now();
  const { Datapoints = [] } = await cloudWatch.send(new GetMetricStatisticsCommand({
    Namespace: 'SageMakerImageSupport',
    MetricName: metricName,
    Dimensions: [{ Name: 'Monitor', Value: monitor }],
    StartTime: new Date(now - 3_600_000),
    EndTime: new Date(now + 60_000),
    Period: 3_600,
    Statistics: ['Minimum', 'Maximum'],
  }));
  return Datapoints;
}

/** By the id of the alarm in its construct. */
export async function alarmStates(outputs: Outputs): Promise<Readonly<Record<string, string | undefined>>> {
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand());
  const names: Readonly<Record<string, string>> = JSON.parse(outputs.AlarmNames);
  const stateOf = (name: string) => MetricAlarms.find(({ AlarmName }) => AlarmName === name)?.StateValue;
  return Object.fromEntries(Object.entries(names).map(([id, name]) => [id, stateOf(name)]));
}

/** Asks the surroundings of the deployment for something: see surroundings.ts. */
async function control<T>(path: string, body: unknown): Promise<T> {
  const answer = await fetch(`${process.env.E2E_CONTROL}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return await answer.json() as T;
}

/** Calls to SageMaker and ECR fail from now on as is said here; none where the list is empty. */
export const setFaults = (faults: readonly Fault[]): Promise<unknown> => control('/faults', faults);

/** The next messages to any topic are refused. */
export const refusePublishes = (count: number): Promise<unknown> => control('/refuse', count);

/** What was published since the last look, as it went over the wire: a body for each protocol. */
export async function publishedBodies(): Promise<readonly Readonly<Record<string, string>>[]> {
  return (await control<string[]>('/published', null)).map((message): Readonly<Record<string, string>> => JSON.parse(message));
}

/** For people: what the test saw, as it comes. */
export function tell(text: string): void {
  process.stderr.write(`          ${text}\n`);
}
