import { Readable } from 'node:stream';
import { GetObjectCommand, S3Client, S3ServiceException, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { S3Documents } from '../../../lambda/aws/s3-document';
import { PolicyDownloader } from '../../../lambda/policy/download';
import type { Downloaded, Validators } from '../../../lambda/policy/port';

const s3 = mockClient(S3Client);
beforeEach(() => s3.reset());

const LIMITS = { maxBytes: 100, wholeMilliseconds: 5_000, idleMilliseconds: 5_000 };
const DAY = 'Thu, 13 Aug 2026 10:00:00 GMT';
const body = (content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) => Readable.from(content) as unknown as NonNullable<GetObjectCommandOutput['Body']>;
const s3Error = (name: string, httpStatusCode: number) => new S3ServiceException({ name, $fault: 'client', message: 'because.', $metadata: { httpStatusCode } });

function fetch(location = 's3://mirror/policies/smd.md', validators?: Validators): Promise<Downloaded> {
  const transport = new S3Documents(new S3Client({ region: 'eu-west-1' }));
  const downloader = new PolicyDownloader({
    transports: { s3: transport },
    unpack: () => Promise.reject(new Error('no archive')),
    limits: { text: LIMITS, archive: LIMITS },
    backoffMilliseconds: 1,
  });
  return downloader.fetch({ location, form: 'text', ...(validators && { validators }) });
}

it('reads an object with what tells a change', async () => {
  s3.on(GetObjectCommand).resolves({ Body: body([Buffer.from('# Po'), Buffer.from('licy')]), ETag: '"1"', LastModified: new Date(DAY), ContentLength: 8 });

  expect(await fetch()).toEqual({ kind: 'document', text: '# Policy', finalUrl: 's3://mirror/policies/smd.md', etag: '"1"', lastModified: DAY });
  expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input).toEqual({ Bucket: 'mirror', Key: 'policies/smd.md' });
});

it.each<[Validators, object]>([
  [{ etag: '"1"', lastModified: DAY }, { IfNoneMatch: '"1"' }],
  [{ lastModified: DAY }, { IfModifiedSince: new Date(DAY) }],
])('is not sent again what is the same by %j', async (validators, expected) => {
  s3.on(GetObjectCommand).rejects(s3Error('NotModified', 304));

  expect(await fetch('s3://mirror/a', validators)).toEqual({ kind: 'not-modified' });
  expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input).toEqual({ Bucket: 'mirror', Key: 'a', ...expected });
});

it('reads again where the stored day is damaged', async () => {
  s3.on(GetObjectCommand).resolves({ Body: body([]) });

  expect(await fetch('s3://mirror/a', { lastModified: 'a day' })).toMatchObject({ kind: 'document', text: '' });
  expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input).toEqual({ Bucket: 'mirror', Key: 'a' });
});

it.each<[string, number, string, RegExp]>([
  ['NoSuchKey', 404, 'not-found', /put the document there/],
  ['NoSuchBucket', 404, 'not-found', /put the document there/],
  ['AccessDenied', 403, 'denied', /allow 's3:GetObject' on it and the use of its key, and look whether it is there/],
  ['ExpiredToken', 400, 'denied', /allow/],
  ['SlowDown', 503, 'throttled', /check the network/],
  ['InvalidObjectState', 403, 'unreadable', /storage class/],
  ['InternalError', 500, 'unreachable', /check the network and the bucket's Region/],
])('%s is told once, because the SDK has tried again', async (name, status, failure, advice) => {
  s3.on(GetObjectCommand).rejects(s3Error(name, status));
  const result = await fetch();

  expect(result).toMatchObject({ kind: 'failed', failure, message: expect.stringContaining(`'s3://mirror/policies/smd.md' must be an object that can be read, got: ${name}: because; `) });
  expect(result).toMatchObject({ message: expect.stringMatching(advice) });
  expect(s3.commandCalls(GetObjectCommand)).toHaveLength(1);
});

it('reads again what broke off', async () => {
  s3.on(GetObjectCommand)
    .resolvesOnce({ Body: body((async function* () { yield Buffer.from('ha'); throw new Error('aborted'); })()) })
    .resolves({ Body: body([Buffer.from('whole')]) });

  expect(await fetch()).toMatchObject({ kind: 'document', text: 'whole' });
});

it.each<[string, Partial<GetObjectCommandOutput>]>([
  ['says', { ContentLength: 101 }],
  ['does not say', { Body: body([Buffer.alloc(60), Buffer.alloc(60)]) }],
])('refuses an object that is too large, where S3 %s so', async (_name, answer) => {
  s3.on(GetObjectCommand).resolves(answer);
  expect(await fetch()).toMatchObject({ kind: 'failed', failure: 'too-large', message: expect.stringContaining('must be at most 100 bytes') });
});

it('refuses an object in an encoding that it cannot read', async () => {
  s3.on(GetObjectCommand).resolves({ Body: body([Buffer.from('x')]), ContentEncoding: 'br' });
  expect(await fetch()).toMatchObject({ failure: 'unreadable' });
});

it.each(['s3://mirror', 's3://mirror/', 's3:///key'])('refuses %s, which names no object', async (location) => {
  expect(await fetch(location)).toMatchObject({ kind: 'failed', failure: 'not-allowed', message: expect.stringContaining("'s3://bucket/key'") });
  expect(s3.commandCalls(GetObjectCommand)).toHaveLength(0);
});
