import { BatchGetImageCommand, DescribeImagesCommand, GetDownloadUrlForLayerCommand } from '@aws-sdk/client-ecr';
import {
  DescribeImageVersionCommand, ListAliasesCommand, ListImagesCommand, ListImageVersionsCommand, type ListImageVersionsCommandOutput,
} from '@aws-sdk/client-sagemaker';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { createHash } from 'node:crypto';
import { fleet, image, repository } from '../../emulator/builders';
import type { Fault } from '../../emulator/fault';
import { pythonConfig } from '../../emulator/vendor-configs';
import { serve, type Clients } from './support';

let clients: Clients;
beforeEach(async () => {
  clients = await serve({
    fleet: fleet({
      images: [image('a', ['1', '2', '3', '4', '5']), image('b', ['1'])],
      repositories: [repository('r', { t: pythonConfig('3.8.1'), u: pythonConfig('3.9.1') }), repository('s', { t: pythonConfig('3.8.1') })],
    }),
  });
});
afterEach(() => clients.stop());

const strike = (...faults: Fault[]) => clients.emulator.faults.push(...faults);
const list = (NextToken?: string) => clients.sagemaker.send(new ListImageVersionsCommand({ ImageName: 'a', MaxResults: 2, NextToken }));
const describeVersion = (ImageName: string, Version: number) =>
  clients.sagemaker.send(new DescribeImageVersionCommand({ ImageName, Version }));
const numbers = ({ ImageVersions }: ListImageVersionsCommandOutput) => ImageVersions?.map((each) => each.Version);
const getImage = async (repositoryName: string, imageTag: string) => {
  const { images, failures } = await clients.ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag }] }));
  return { manifest: images?.[0]?.imageManifest, failure: failures?.[0]?.failureCode };
};
const configDigest = async (tag: string) => JSON.parse((await getImage('r', tag)).manifest ?? '').config.digest;
const download = async (layerDigest: string) => {
  const { downloadUrl } = await clients.ecr.send(new GetDownloadUrlForLayerCommand({ repositoryName: 'r', layerDigest }));
  return fetch(downloadUrl ?? '');
};

describe('of requests', () => {
  it.each([
    [{ kind: 'deny' }, 'AccessDeniedException', 400],
    [{ kind: 'throttle' }, 'ThrottlingException', 400],
    [{ kind: 'server-error' }, 'InternalFailure', 500],
    [{ kind: 'region-disabled' }, 'UnrecognizedClientException', 400],
    [{ kind: 'error', code: 'ResourceLimitExceeded', message: 'enough', status: 409 }, 'ResourceLimitExceeded', 409],
  ] as const)('%j answers %s', async (fault, name, httpStatusCode) => {
    strike(fault);
    await expect(list()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  it('says "Rate exceeded" when it throttles', async () => {
    strike({ kind: 'throttle' });
    await expect(list()).rejects.toMatchObject({ message: 'Rate exceeded' });
  });

  it('has the errors of each service', async () => {
    strike({ kind: 'server-error', service: 'ecr' }, { kind: 'deny', service: 'sts' });
    await expect(getImage('r', 't')).rejects.toMatchObject({ name: 'ServerException' });
    await expect(clients.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
    clients.emulator.faults.splice(0, 2, { kind: 'region-disabled' });
    await expect(clients.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it.each([
    ['operation', { operation: 'ListAliases' }],
    ['service', { service: 'ecr' }],
    ['image', { resource: 'B' }],
    ['version', { resource: 'a', version: 2 }],
    ['Region', { region: 'eu-west-1' }],
    ['account', { accountId: '222222222222' }],
  ] as const)('keeps within its %s', async (_title, scope) => {
    strike({ kind: 'deny', ...scope });
    await expect(describeVersion('a', 1)).resolves.toMatchObject({ Version: 1 });
  });

  it.each([
    ['operation', { operation: 'DescribeImageVersion' }],
    ['image, in any case', { resource: 'A' }],
    ['version', { resource: 'a', version: 1 }],
    ['Region and account', { region: 'us-east-1', accountId: '111122223333' }],
  ] as const)('strikes what is in its %s', async (_title, scope) => {
    strike({ kind: 'deny', ...scope });
    await expect(describeVersion('a', 1)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('strikes as often as it says, after as many calls as it says, and again after a reset', async () => {
    await clients.stop();
    clients = await serve({ fleet: fleet({ images: [image('a', ['1'])] }, { faults: [{ kind: 'server-error', after: 1, times: 2 }] }) });
    const outcomes = async () => {
      const seen: string[] = [];
      for (let call = 0; call < 5; call++) seen.push(await list().then(() => 'ok', () => 'failed'));
      return seen.join(' ');
    };
    expect(await outcomes()).toBe('ok failed failed ok ok');
    clients.emulator.faults.length = 0;
    clients.emulator.reset();
    expect(await outcomes()).toBe('ok failed failed ok ok');
    expect(clients.emulator.calls()).toEqual({ 'sagemaker.ListImageVersions': { count: 5, throttled: 0, failed: 2 } });
  });

  it.each([
    ['breaks', { kind: 'abort' }],
    ['stays silent, then breaks', { kind: 'stall', milliseconds: 20 }],
  ] as const)('%s', async (_title, fault) => {
    strike(fault);
    await expect(list()).rejects.toMatchObject({ name: expect.not.stringContaining('Exception'), $metadata: { attempts: 1 } });
    expect(clients.emulator.calls()['sagemaker.ListImageVersions']).toEqual({ count: 1, throttled: 0, failed: 1 });
  });

  it('ends connections that it keeps silent on when it is closed', async () => {
    strike({ kind: 'stall' });
    const pending = list().then(() => 'answered', () => 'ended');
    while (clients.emulator.calls()['sagemaker.ListImageVersions'] === undefined) await new Promise((done) => setTimeout(done, 1));
    await clients.emulator.close();
    expect(await pending).toBe('ended');
  });
});

describe('of pages', () => {
  it('gives empty pages with tokens that differ, then the page', async () => {
    strike({ kind: 'empty-page', operation: 'ListImageVersions', times: 2 });
    const first = await list();
    const second = await list(first.NextToken);
    const third = await list(second.NextToken);
    expect([numbers(first), numbers(second), numbers(third)]).toEqual([[], [], [5, 4]]);
    expect(new Set([first.NextToken, second.NextToken, third.NextToken]).size).toBe(3);
  });

  it('gives short pages that lose nothing', async () => {
    strike({ kind: 'short-page', size: 1, times: 2 });
    const first = await list();
    const second = await list(first.NextToken);
    const third = await list(second.NextToken);
    expect([numbers(first), numbers(second), numbers(third)]).toEqual([[5], [4], [3, 2]]);
  });

  it('repeats a token', async () => {
    strike({ kind: 'repeat-token', after: 1 });
    const first = await list();
    const second = await list(first.NextToken);
    expect(numbers(second)).toEqual([3, 2]);
    expect(second.NextToken).toBe(first.NextToken);
  });

  it('repeats a token from the first page on', async () => {
    strike({ kind: 'repeat-token' });
    const first = await list();
    const second = await list(first.NextToken);
    expect([numbers(second), second.NextToken]).toEqual([numbers(first), first.NextToken]);
    expect(first.NextToken).toBeDefined();
  });

  it('deletes a version once it was listed', async () => {
    strike({ kind: 'delete-after-list', resource: 'a', version: 4 });
    await expect(describeVersion('a', 4)).resolves.toMatchObject({ Version: 4 });
    expect(numbers(await list())).toEqual([5, 4]);
    await expect(describeVersion('a', 4)).rejects.toMatchObject({ name: 'ResourceNotFound' });
    await expect(clients.sagemaker.send(new ListAliasesCommand({ ImageName: 'a', Version: 4 }))).rejects.toMatchObject({ name: 'ResourceNotFound' });
    await expect(describeVersion('a', 5)).resolves.toMatchObject({ Version: 5 });
    const again = await list();
    expect([numbers(again), numbers(await list(again.NextToken))]).toEqual([[5], [3, 2]]);
    clients.emulator.reset();
    await expect(describeVersion('a', 4)).resolves.toMatchObject({ Version: 4 });
  });

  it('deletes an image once it was listed', async () => {
    strike({ kind: 'delete-after-list', operation: 'ListImages', resource: 'a' });
    expect((await clients.sagemaker.send(new ListImagesCommand({}))).Images).toHaveLength(2);
    await expect(list()).rejects.toMatchObject({ name: 'ResourceNotFound' });
    expect((await clients.sagemaker.send(new ListImagesCommand({}))).Images?.map((each) => each.ImageName)).toEqual(['b']);
  });
});

describe('of images in a repository', () => {
  it.each([
    [{ kind: 'kms' }, 'KmsError'],
    [{ kind: 'batch-failure', code: 'UpstreamAccessDenied' }, 'UpstreamAccessDenied'],
    [{ kind: 'batch-failure', code: 'UpstreamTooManyRequests', reason: 'later' }, 'UpstreamTooManyRequests'],
  ] as const)('%j is a failure %s of that image alone', async (fault, code) => {
    strike({ ...fault, resource: 'r', image: 't' });
    expect(await getImage('r', 't')).toEqual({ manifest: undefined, failure: code });
    expect((await getImage('r', 'u')).failure).toBeUndefined();
    expect((await getImage('s', 't')).failure).toBeUndefined();
  });

  it('answers KmsException and LayerInaccessibleException for a layer', async () => {
    const layerDigest = await configDigest('t');
    strike({ kind: 'kms', resource: 'r' });
    await expect(download(layerDigest)).rejects.toMatchObject({ name: 'KmsException' });
    clients.emulator.faults.splice(0, 1, { kind: 'error', code: 'LayerInaccessibleException', operation: 'GetDownloadUrlForLayer' });
    await expect(download(layerDigest)).rejects.toMatchObject({ name: 'LayerInaccessibleException' });
  });

  it('breaks a manifest', async () => {
    strike({ kind: 'invalid-manifest', image: 't' });
    const { manifest = '' } = await getImage('r', 't');
    expect(manifest).not.toBe('');
    expect(() => JSON.parse(manifest)).toThrow();
    expect(await configDigest('u')).toMatch(/^sha256:/);
  });

  it('denies one repository', async () => {
    strike({ kind: 'deny', resource: 'r' });
    await expect(clients.ecr.send(new DescribeImagesCommand({ repositoryName: 'r' }))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(clients.ecr.send(new DescribeImagesCommand({ repositoryName: 's' }))).resolves.toBeDefined();
  });
});

describe('of blobs', () => {
  it('changes bytes, so that only the digest tells', async () => {
    const digest = await configDigest('t');
    const honest = await (await download(digest)).text();
    strike({ kind: 'corrupt-blob', image: 't' });
    const text = await (await download(digest)).text();
    expect(text).toHaveLength(honest.length);
    expect(`sha256:${createHash('sha256').update(text).digest('hex')}`).not.toBe(digest);
    const other = await configDigest('u');
    expect(`sha256:${createHash('sha256').update(await (await download(other)).text()).digest('hex')}`).toBe(other);
  });

  it.each([
    [{ kind: 'oversized-blob' }, 5 * 1024 * 1024, '5242880'],
    [{ kind: 'oversized-blob', bytes: 100_000, chunked: true }, 100_000, null],
  ] as const)('%j sends that many bytes', async (fault, bytes, contentLength) => {
    strike(fault);
    const response = await download(await configDigest('t'));
    expect([response.headers.get('content-length'), (await response.arrayBuffer()).byteLength]).toEqual([contentLength, bytes]);
  });

  it.each([
    [{ kind: 'missing-blob' }, 404],
    [{ kind: 'deny', service: 'blob' }, 403],
    [{ kind: 'throttle', service: 'blob' }, 503],
    [{ kind: 'server-error', service: 'blob' }, 500],
  ] as const)('%j answers %d', async (fault, status) => {
    strike({ ...fault, times: 1 });
    const digest = await configDigest('t');
    expect((await download(digest)).status).toBe(status);
    expect((await download(digest)).status).toBe(200);
    expect(clients.emulator.calls()['blob.Get']).toEqual({ count: 2, throttled: 0, failed: 1 });
  });

  it('breaks off half way', async () => {
    strike({ kind: 'abort', service: 'blob' });
    const response = await download(await configDigest('t'));
    await expect(response.arrayBuffer()).rejects.toThrow();
  });
});
