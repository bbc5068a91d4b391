import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { S3ObjectStore } from '../../../lambda/aws/s3-object-store';
import { PreconditionFailed } from '../../../lambda/state/port';
import { ServiceError } from '../../../lib/core/service-failure';

const s3 = mockClient(S3Client);
const store = new S3ObjectStore(new S3Client({ region: 'eu-west-1' }), 'bucket');
beforeEach(() => s3.reset());

function s3Error(name: string, httpStatusCode: number): S3ServiceException {
  return new S3ServiceException({ name, $fault: 'client', message: 'because', $metadata: { httpStatusCode } });
}

it('has no object where S3 has none', async () => {
  s3.on(GetObjectCommand).rejects(s3Error('NoSuchKey', 404));
  expect(await store.get('a/b')).toBeUndefined();
});

it.each([
  [{ ifMatch: '"1"' }, { IfMatch: '"1"' }],
  [{ ifNoneMatch: '*' as const }, { IfNoneMatch: '*' }],
  [undefined, {}],
])('writes with the condition %j', async (condition, expected) => {
  s3.on(PutObjectCommand).resolves({ ETag: '"2"' });
  expect(await store.put('a/b', '{}', condition)).toBe('"2"');
  expect(s3.commandCalls(PutObjectCommand)[0]?.args[0].input).toEqual({
    Bucket: 'bucket', Key: 'a/b', Body: '{}', ContentType: 'application/json', ...expected,
  });
});

it.each([['PreconditionFailed', 412], ['ConditionalRequestConflict', 409], ['NoSuchKey', 404]])(
  'has lost to somebody else where S3 answers %s',
  async (name, status) => {
    s3.on(PutObjectCommand).rejects(s3Error(name, status));
    s3.on(DeleteObjectCommand).rejects(s3Error(name, status));
    await expect(store.put('a', '{}', { ifMatch: '"1"' })).rejects.toThrow(PreconditionFailed);
    await expect(store.delete('a', { ifMatch: '"1"' })).rejects.toThrow(PreconditionFailed);
  },
);

it('deletes only what was read', async () => {
  s3.on(DeleteObjectCommand).resolves({});
  await store.delete('a', { ifMatch: '"1"' });
  expect(s3.commandCalls(DeleteObjectCommand)[0]?.args[0].input).toEqual({ Bucket: 'bucket', Key: 'a', IfMatch: '"1"' });
});

it.each<[string, number, string]>([['AccessDenied', 403, 'denied'], ['NoSuchBucket', 404, 'failed'], ['SlowDown', 503, 'throttled']])(
  'tells %s as a failed call',
  async (name, status, kind) => {
    s3.onAnyCommand().rejects(s3Error(name, status));
    const calls = [store.get('a'), store.put('a', '{}'), store.put('a', '{}', { ifMatch: '"1"' }), store.delete('a', { ifMatch: '"1"' })];
    for (const call of calls) {
      const error: unknown = await call.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ServiceError);
      expect(error).toMatchObject({ failure: { kind, subject: 's3://bucket/a' } });
    }
  },
);

it('does not take a conflict without a condition for a lost race', async () => {
  s3.on(PutObjectCommand).rejects(s3Error('OperationAborted', 409));
  await expect(store.put('a', '{}')).rejects.toThrow(ServiceError);
});

it('refuses an answer without an etag, with which nothing could be written safely', async () => {
  s3.on(PutObjectCommand).resolves({});
  await expect(store.put('a', '{}')).rejects.toThrow("s3.PutObject of 's3://bucket/a' failed: The answer has no ETag.");
});

it('writes bytes as they are, with the type that they have', async () => {
  s3.on(PutObjectCommand).resolves({ ETag: '"2"' });
  const bytes = new Uint8Array([0, 255, 128]);
  await store.putBytes('a/b.parquet', bytes, 'application/vnd.apache.parquet');
  expect(s3.commandCalls(PutObjectCommand)[0]?.args[0].input).toEqual({
    Bucket: 'bucket', Key: 'a/b.parquet', Body: bytes, ContentType: 'application/vnd.apache.parquet',
  });
});

it('tells bytes that could not be written as a failed call', async () => {
  s3.on(PutObjectCommand).rejects(s3Error('AccessDenied', 403));
  const error: unknown = await store.putBytes('a', new Uint8Array(), 'x').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ServiceError);
  expect(error).toMatchObject({ failure: { kind: 'denied', subject: 's3://bucket/a', operation: 's3.PutObject' } });
});
