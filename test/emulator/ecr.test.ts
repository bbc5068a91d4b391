import {
  BatchGetImageCommand, DescribeImagesCommand, DescribePullThroughCacheRulesCommand, DescribeRepositoriesCommand,
  GetDownloadUrlForLayerCommand, ListImagesCommand,
} from '@aws-sdk/client-ecr';
import { createHash } from 'node:crypto';
import { fleet, PUBLIC_GALLERY_CACHE, repository } from '../../emulator/builders';
import { digestOf, MEDIA_TYPES } from '../../emulator/content';
import type { Fleet } from '../../emulator/fleet';
import { sageMakerDistributionConfig } from '../../emulator/sagemaker-distribution';
import { pythonConfig } from '../../emulator/vendor-configs';
import { serve, type Clients } from './support';

const NOW = new Date('2026-10-24T12:00:00Z');
const PLAIN = sageMakerDistributionConfig('2.3.1', 'cpu');
const INDEX = {
  config: PLAIN, platforms: ['linux/amd64', 'linux/arm64'], attestation: { materials: ['pkg:docker/a@1'] },
  annotations: { 'org.opencontainers.image.base.name': 'x' }, indexAnnotations: { on: 'index' },
};
const OWN = fleet({
  repositories: [
    repository('team/ds', { plain: PLAIN, index: INDEX, away: { config: pythonConfig(), status: 'ARCHIVED' } }),
    { name: 'empty', images: [] },
    { name: 'many', images: Array.from({ length: 105 }, (_, index) => ({ tags: [`v${index}`], config: { env: [`N=${index}`] } })) },
    { name: 'untagged', images: [{ config: pythonConfig('3.9.1') }] },
  ],
  pullThroughCacheRules: [PUBLIC_GALLERY_CACHE, { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' }],
});
const DOCUMENT: Fleet = {
  ...OWN,
  defaultAccountId: '111122223333',
  accounts: {
    ...OWN.accounts,
    '222222222222': { regions: { 'us-east-1': { repositories: [repository('theirs', { a: pythonConfig('3.8.1') })] } } },
  },
};

let clients: Clients;
beforeEach(async () => {
  clients = await serve({ fleet: DOCUMENT, now: () => NOW });
});
afterEach(() => clients.stop());

const sha256 = (content: string | Uint8Array) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
const getImage = async (repositoryName: string, imageId: { imageTag?: string; imageDigest?: string }, registryId?: string) => {
  const { images, failures } = await clients.ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [imageId], registryId }));
  return { image: images?.[0], failure: failures?.[0] };
};
const manifestOf = async (tag: string) => JSON.parse((await getImage('team/ds', { imageTag: tag })).image?.imageManifest ?? '');
const download = async (repositoryName: string, layerDigest: string) => {
  const { downloadUrl } = await clients.ecr.send(new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest }));
  return fetch(downloadUrl ?? '');
};

describe('content', () => {
  it('leads from a tag to a config whose bytes have the digest that names them', async () => {
    const { image } = await getImage('team/ds', { imageTag: 'plain' });
    expect(sha256(image?.imageManifest ?? '')).toBe(image?.imageId?.imageDigest);
    expect(image?.imageManifestMediaType).toBe(MEDIA_TYPES.docker.manifest);
    const manifest = JSON.parse(image?.imageManifest ?? '');
    const bytes = Buffer.from(await (await download('team/ds', manifest.config.digest)).arrayBuffer());
    expect(sha256(bytes)).toBe(manifest.config.digest);
    expect(bytes.byteLength).toBe(manifest.config.size);
    const config = JSON.parse(bytes.toString());
    expect(config.config.Labels).toEqual(PLAIN.labels);
    expect(config.config.Env).toEqual(PLAIN.env);
    expect(config.rootfs.diff_ids).toEqual(PLAIN.diffIds);
    expect(config.history.map((step: { created_by: string }) => step.created_by)).toEqual(PLAIN.history);
  });

  it('has an index over platforms, then attestations for each of them', async () => {
    const index = await manifestOf('index');
    expect(index.mediaType).toBe(MEDIA_TYPES.oci.index);
    expect(index.annotations).toEqual({ on: 'index' });
    expect(index.manifests.map((each: { platform: object }) => each.platform)).toEqual([
      { os: 'linux', architecture: 'amd64' }, { os: 'linux', architecture: 'arm64' },
      { os: 'unknown', architecture: 'unknown' }, { os: 'unknown', architecture: 'unknown' },
    ]);
    expect(index.manifests[3].annotations).toEqual({
      'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': index.manifests[1].digest,
    });
  });

  it('has every manifest that an index names, under its digest and with its size', async () => {
    const index = await manifestOf('index');
    for (const { digest, size } of index.manifests) {
      const { image } = await getImage('team/ds', { imageDigest: digest });
      expect(sha256(image?.imageManifest ?? '')).toBe(digest);
      expect(Buffer.byteLength(image?.imageManifest ?? '')).toBe(size);
      const manifest = JSON.parse(image?.imageManifest ?? '');
      for (const part of [manifest.config, ...manifest.layers]) {
        expect(sha256(Buffer.from(await (await download('team/ds', part.digest)).arrayBuffer()))).toBe(part.digest);
      }
    }
    expect(new Set(index.manifests.map((each: { digest: string }) => each.digest)).size).toBe(4);
  });

  it('gives each platform its architecture and the annotations', async () => {
    const index = await manifestOf('index');
    const arm = JSON.parse((await getImage('team/ds', { imageDigest: index.manifests[1].digest })).image?.imageManifest ?? '');
    expect(arm.annotations).toEqual(INDEX.annotations);
    const config: unknown = await (await download('team/ds', arm.config.digest)).json();
    expect(config).toMatchObject({ architecture: 'arm64', os: 'linux' });
  });
});

describe('DescribeImages', () => {
  it('finds by tag and by digest, each image once, archived ones with their status', async () => {
    const digest = digestOf({ config: PLAIN });
    const { imageDetails } = await clients.ecr.send(new DescribeImagesCommand({
      repositoryName: 'team/ds', imageIds: [{ imageTag: 'away' }, { imageTag: 'plain' }, { imageDigest: digest }],
    }));
    expect(imageDetails?.map((each) => [each.imageTags, each.imageStatus])).toEqual([[['plain'], 'ACTIVE'], [['away'], 'ARCHIVED']]);
    expect(imageDetails?.[0]).toMatchObject({ imageDigest: digest, registryId: '111122223333', repositoryName: 'team/ds' });
  });

  it('fails as a whole for one image that is not there, and names it', async () => {
    const call = new DescribeImagesCommand({ repositoryName: 'team/ds', imageIds: [{ imageTag: 'plain' }, { imageTag: 'gone' }] });
    await expect(clients.ecr.send(call)).rejects.toMatchObject({
      name: 'ImageNotFoundException',
      message: "The image with imageId {imageDigest:'null', imageTag:'gone'} does not exist within the repository with name 'team/ds' "
        + "in the registry with id '111122223333'",
    });
  });

  it('lists active images only, 100 a page', async () => {
    const listed = await clients.ecr.send(new DescribeImagesCommand({ repositoryName: 'team/ds' }));
    expect(listed.imageDetails?.length).toBe(1 + 5);
    const any = await clients.ecr.send(new DescribeImagesCommand({ repositoryName: 'team/ds', filter: { imageStatus: 'ANY', tagStatus: 'TAGGED' } }));
    expect(any.imageDetails?.flatMap((each) => each.imageTags)).toEqual(['plain', 'index', 'away']);
    const first = await clients.ecr.send(new DescribeImagesCommand({ repositoryName: 'many' }));
    const second = await clients.ecr.send(new DescribeImagesCommand({ repositoryName: 'many', nextToken: first.nextToken }));
    expect([first.imageDetails?.length, second.imageDetails?.length, second.nextToken]).toEqual([100, 5, undefined]);
  });

  it('records a pull for BatchGetImage, not for anything else', async () => {
    const call = () => clients.ecr.send(new DescribeImagesCommand({ repositoryName: 'team/ds', imageIds: [{ imageTag: 'plain' }] }));
    const describe = async () => (await call()).imageDetails?.[0];
    expect((await describe())?.lastRecordedPullTime).toBeUndefined();
    await getImage('team/ds', { imageTag: 'plain' });
    expect((await describe())?.lastRecordedPullTime).toEqual(NOW);
    clients.emulator.reset();
    expect((await describe())?.lastRecordedPullTime).toBeUndefined();
  });

  it.each([
    ['paging beside ids', { repositoryName: 'team/ds', imageIds: [{ imageTag: 'plain' }], maxResults: 5 }, 'InvalidParameterException'],
    ['101 ids', { repositoryName: 'many', imageIds: Array.from({ length: 101 }, () => ({ imageTag: 'v1' })) }, 'InvalidParameterException'],
    ['an unknown repository', { repositoryName: 'nowhere' }, 'RepositoryNotFoundException'],
    ['a token that was made up', { repositoryName: 'many', nextToken: 'abc' }, 'InvalidParameterException'],
  ])('refuses %s', async (_title, input, name) => {
    await expect(clients.ecr.send(new DescribeImagesCommand(input))).rejects.toMatchObject({ name });
  });
});

describe('BatchGetImage', () => {
  it.each([
    ['ImageNotFound', { imageTag: 'gone' }],
    ['ImageNotFound', { imageDigest: `sha256:${'0'.repeat(64)}` }],
    ['ImageTagDoesNotMatchDigest', { imageTag: 'away', imageDigest: digestOf({ config: PLAIN }) }],
    ['InvalidImageDigest', { imageDigest: 'sha256:short' }],
    ['InvalidImageTag', { imageTag: 'no spaces' }],
    ['MissingDigestAndTag', {}],
    ['ImageInaccessible', { imageTag: 'away' }],
  ])('lists %s among the failures for %j', async (failureCode, imageId) => {
    const { image, failure } = await getImage('team/ds', imageId);
    expect(image).toBeUndefined();
    expect(failure).toMatchObject({ failureCode, imageId });
  });

  it('answers the rest beside failures, and not in the order of the request', async () => {
    const imageIds = [{ imageTag: 'plain' }, { imageTag: 'gone' }, { imageTag: 'index' }];
    const { images, failures } = await clients.ecr.send(new BatchGetImageCommand({ repositoryName: 'team/ds', imageIds }));
    expect([images?.map((each) => each.imageId?.imageTag), failures?.length]).toEqual([['index', 'plain'], 1]);
  });

  it('gives no manifest of a media type that is not accepted', async () => {
    const input = { repositoryName: 'team/ds', imageIds: [{ imageTag: 'index' }] };
    const refused = await clients.ecr.send(new BatchGetImageCommand({ ...input, acceptedMediaTypes: [MEDIA_TYPES.oci.manifest] }));
    expect(refused.failures?.[0]?.failureCode).toBe('ImageNotFound');
    const acceptedMediaTypes = [MEDIA_TYPES.oci.manifest, MEDIA_TYPES.oci.index];
    const accepted = await clients.ecr.send(new BatchGetImageCommand({ ...input, acceptedMediaTypes }));
    expect(accepted.images).toHaveLength(1);
  });
});

describe('GetDownloadUrlForLayer', () => {
  it.each([
    ['a digest of no layer', `sha256:${'0'.repeat(64)}`, 'LayersNotFoundException'],
    ['what is no digest', 'latest', 'InvalidParameterException'],
  ])('refuses %s', async (_title, layerDigest, name) => {
    await expect(clients.ecr.send(new GetDownloadUrlForLayerCommand({ repositoryName: 'team/ds', layerDigest }))).rejects.toMatchObject({ name });
  });

  it('does not give the layers of an archived image', async () => {
    const active = await serve({ fleet: fleet({ repositories: [repository('team/ds', { away: pythonConfig() })] }) });
    const { images } = await active.ecr.send(new BatchGetImageCommand({ repositoryName: 'team/ds', imageIds: [{ imageTag: 'away' }] }));
    const layerDigest = JSON.parse(images?.[0]?.imageManifest ?? '').config.digest;
    await active.emulator.close();
    await expect(clients.ecr.send(new GetDownloadUrlForLayerCommand({ repositoryName: 'team/ds', layerDigest })))
      .rejects.toMatchObject({ name: 'LayerInaccessibleException' });
  });

  it('gives a URL of the host that was asked, good without credentials and only without', async () => {
    const { config } = await manifestOf('plain');
    const { downloadUrl = '' } = await clients.ecr.send(new GetDownloadUrlForLayerCommand({ repositoryName: 'team/ds', layerDigest: config.digest }));
    expect(downloadUrl.startsWith(`${clients.emulator.url}/`)).toBe(true);
    expect((await fetch(downloadUrl)).status).toBe(200);
    expect((await fetch(downloadUrl, { headers: { authorization: 'AWS4-HMAC-SHA256 x' } })).status).toBe(400);
    expect((await fetch(downloadUrl.replace(/Signature=./, 'Signature=-'))).status).toBe(403);
  });
});

it('ListImages gives one id for each tag, and the digest alone where there is none', async () => {
  const tagged = await clients.ecr.send(new ListImagesCommand({ repositoryName: 'team/ds', filter: { tagStatus: 'TAGGED' } }));
  expect(tagged.imageIds?.map((each) => each.imageTag)).toEqual(['plain', 'index']);
  const untagged = await clients.ecr.send(new ListImagesCommand({ repositoryName: 'untagged' }));
  expect(untagged.imageIds).toEqual([{ imageDigest: digestOf({ config: pythonConfig('3.9.1') }) }]);
});

it('DescribeRepositories lists, or finds by name', async () => {
  const all = await clients.ecr.send(new DescribeRepositoriesCommand({ maxResults: 2 }));
  expect(all.repositories?.map((each) => each.repositoryUri)).toEqual([
    '111122223333.dkr.ecr.us-east-1.amazonaws.com/team/ds', '111122223333.dkr.ecr.us-east-1.amazonaws.com/empty',
  ]);
  expect(all.nextToken).toBeDefined();
  await expect(clients.ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['empty', 'nowhere'] })))
    .rejects.toMatchObject({ name: 'RepositoryNotFoundException' });
});

it('DescribePullThroughCacheRules lists, or finds by prefix', async () => {
  const all = await clients.ecr.send(new DescribePullThroughCacheRulesCommand({}));
  expect(all.pullThroughCacheRules?.map((each) => [each.ecrRepositoryPrefix, each.upstreamRegistryUrl])).toEqual([
    ['ecr-public', 'public.ecr.aws'], ['quay', 'quay.io'],
  ]);
  await expect(clients.ecr.send(new DescribePullThroughCacheRulesCommand({ ecrRepositoryPrefixes: ['k8s'] })))
    .rejects.toMatchObject({ name: 'PullThroughCacheRuleNotFoundException' });
});

it('reads the registry of another account of the fleet, and knows none outside it', async () => {
  expect((await getImage('theirs', { imageTag: 'a' }, '222222222222')).image?.registryId).toBe('222222222222');
  await expect(getImage('theirs', { imageTag: 'a' })).rejects.toMatchObject({ name: 'RepositoryNotFoundException' });
  await expect(getImage('theirs', { imageTag: 'a' }, '999999999999')).rejects.toMatchObject({ name: 'RepositoryNotFoundException' });
});

it('shows what a scan found in an image, and nothing where there was none', async () => {
  await clients.stop();
  clients = await serve({ fleet: fleet({ repositories: [repository('scanned', {
    a: { config: pythonConfig('3.9.1'), scan: { counts: { CRITICAL: 3 } } }, b: { config: pythonConfig('3.9.2'), scan: { counts: {}, completed: '2026-01-02T00:00:00Z' } },
    c: pythonConfig('3.9.3'),
  })] }) });
  const { imageDetails = [] } = await clients.ecr.send(new DescribeImagesCommand({ repositoryName: 'scanned' }));

  expect(imageDetails.map(({ imageScanStatus, imageScanFindingsSummary: summary }) =>
    [imageScanStatus?.status, summary?.findingSeverityCounts, summary?.imageScanCompletedAt?.toISOString()])).toEqual([
    ['COMPLETE', { CRITICAL: 3 }, '2025-01-01T00:00:00.000Z'], ['COMPLETE', {}, '2026-01-02T00:00:00.000Z'], [undefined, undefined, undefined],
  ]);
});
