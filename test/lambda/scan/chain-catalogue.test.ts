import { GetObjectCommand, NoSuchKey, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { handler } from '../../../lambda/scan';
import { loadCatalogue } from '../../../lambda/scan/load-catalogue';
import { runScan } from '../../../lambda/scan/run-scan';
import { ENVIRONMENT } from '../../../lib/core/contract';
import { MemoryStore } from '../state/memory-store';

jest.mock('../../../lambda/scan/run-scan', () => ({ runScan: jest.fn(async () => ({ kind: 'busy' })) }));

const ADDRESS = { bucketName: 'assets', key: 'known.json' };
const BASE = {
  claim: { family: 'acme', version: '1.2', processor: null },
  diffIds: [`sha256:${'a'.repeat(64)}`], digests: [], source: 'acme:1.2', asOf: '2026-10-24',
};
const TEXT = JSON.stringify({ schemaVersion: '1.0', bases: [BASE] });

function storeWith(body: string): MemoryStore {
  const store = new MemoryStore();
  store.write(ADDRESS.key, body);
  return store;
}

it('is read from where it lies', async () => {
  expect(await loadCatalogue(storeWith(TEXT), ADDRESS)).toEqual([BASE]);
});

it.each([
  ['is not there', new MemoryStore(), 'There is no such object.'],
  ['is another thing', storeWith('[]'), "'the document' of a catalogue must be a JSON object"],
  ['is of another form', storeWith('{"schemaVersion":"2.0","bases":[]}'), "'schemaVersion' of a catalogue must be '1.0'"],
])('ends the scan where it %s', async (_case, store, reason) => {
  const loaded = loadCatalogue(store, ADDRESS);
  await expect(loaded).rejects.toThrow("The chain catalogue 's3://assets/known.json' must be there and readable");
  await expect(loaded).rejects.toThrow(reason);
  await expect(loaded).rejects.toThrow('Deploy the monitor again');
});

describe('the handler', () => {
  const s3 = mockClient(S3Client);
  const context = { awsRequestId: 'run', invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:scan' };
  const required = {
    [ENVIRONMENT.monitor]: 'Monitor', [ENVIRONMENT.topicArn]: 'arn:aws:sns:us-east-1:111122223333:Topic',
    [ENVIRONMENT.bucketName]: 'bucket', [ENVIRONMENT.noticePeriods]: '90', AWS_REGION: 'us-east-1',
    [ENVIRONMENT.reminderDays]: '30', [ENVIRONMENT.eventBus]: 'default', [ENVIRONMENT.policies]: '{"documents":[],"accepted":[]}',
  };
  const before = process.env;

  beforeEach(() => {
    s3.reset();
    s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }));
    jest.mocked(runScan).mockClear();
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    process.env = { ...before, ...required };
  });
  afterEach(() => {
    process.env = before;
    jest.restoreAllMocks();
  });

  it('scans with the bases of the catalogue', async () => {
    process.env[ENVIRONMENT.chainCatalogue] = 's3://assets/known.json';
    const body = { transformToString: async () => TEXT };
    s3.on(GetObjectCommand, { Bucket: 'assets', Key: 'known.json' }).resolves({ Body: body as never, ETag: '"1"' });
    await handler({}, context);
    expect(jest.mocked(runScan).mock.calls[0]?.[0].catalogue).toEqual([BASE]);
  });

  it('does not scan at all where the catalogue cannot be read', async () => {
    process.env[ENVIRONMENT.chainCatalogue] = 's3://assets/known.json';
    s3.on(GetObjectCommand, { Bucket: 'assets' }).rejects(new S3ServiceException({ name: 'AccessDenied', $fault: 'client', message: 'no', $metadata: { httpStatusCode: 403 } }));
    await expect(handler({}, context)).rejects.toThrow(/'s3:\/\/assets\/known\.json' must be there and readable.*AccessDenied/);
    expect(runScan).not.toHaveBeenCalled();
  });

  it('reads none where none was given', async () => {
    await handler({}, context);
    expect(jest.mocked(runScan).mock.calls[0]?.[0]).not.toHaveProperty('catalogue');
    expect(s3.commandCalls(GetObjectCommand, { Bucket: 'assets' })).toHaveLength(0);
  });
});
