import { Readable } from 'node:stream';
import { GetObjectCommand, S3Client, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { policyDownloads } from '../../../lambda/aws/policy-downloads';
import { IMPATIENT } from '../../../lambda/policy/download';

const s3 = mockClient(S3Client);
beforeEach(() => s3.reset());
const body = (content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) => Readable.from(content) as unknown as NonNullable<GetObjectCommandOutput['Body']>;
async function* broken(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('ha');
  throw new Error('broke off');
}

it('reads objects of buckets', async () => {
  s3.on(GetObjectCommand).resolves({ Body: body([Buffer.from('text')]), ETag: '"1"' });
  expect(await policyDownloads('us-east-1').fetch({ location: 's3://mirror/policy.md', form: 'text' })).toMatchObject({ kind: 'document', text: 'text', etag: '"1"' });
  expect(s3.commandCalls(GetObjectCommand)[0]!.args[0].input).toEqual({ Bucket: 'mirror', Key: 'policy.md' });
});

it.each([['https://elsewhere.example/policy.md', 'must be at a host that is allowed'], ['http://raw.githubusercontent.com/x', "begins with 'https://' or 's3://'"]])(
  'asks no host that nobody named: %s', async (location, message) => {
    expect(await policyDownloads('us-east-1', ['https://mirror.example/a']).fetch({ location, form: 'text' })).toMatchObject({
      kind: 'failed', failure: 'not-allowed', message: expect.stringContaining(message),
    });
  },
);

it.each([[{}, 3], [IMPATIENT, 1]])('tries as often as the one who waits has patience: %#', async (patience, attempts) => {
  s3.on(GetObjectCommand).callsFake(() => ({ Body: body(broken()) }));
  const answer = await policyDownloads('us-east-1', [], patience).fetch({ location: 's3://mirror/policy.md', form: 'text' });
  expect(answer.kind).toBe('failed');
  expect(s3.commandCalls(GetObjectCommand)).toHaveLength(attempts);
});
