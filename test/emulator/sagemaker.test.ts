import {
  DescribeImageCommand, DescribeImageVersionCommand, ListAliasesCommand, ListImagesCommand, ListImageVersionsCommand, ListTagsCommand,
  paginateListImageVersions, type ListImagesCommandOutput,
} from '@aws-sdk/client-sagemaker';
import { fleet, image, repository, uri } from '../../emulator/builders';
import { digestOf } from '../../emulator/content';
import { pythonConfig } from '../../emulator/vendor-configs';
import { serve, type Clients } from './support';

const DOCUMENT = fleet({
  images: [
    image('RecSys-Studio', [
      { baseImage: uri('recsys/studio:a'), aliases: ['old', 'first'] },
      { baseImage: uri('recsys/studio@{digest:a}'), containerImage: uri('recsys/studio:a@{digest:a}'), aliases: ['prod'], vendorGuidance: 'STABLE', horovod: false },
      { baseImage: uri('recsys/studio:gone@{digest:gone}'), status: 'CREATE_FAILED', failureReason: 'no manifest', processor: 'GPU' },
    ], { tags: { team: 'rec', env: 'dev' }, displayName: 'Recommendations', created: '2026-01-01T00:00:00Z' }),
    image('older', ['anything: at all'], { created: '2025-01-01T00:00:00Z' }),
    image('newer', [], { created: '2026-06-01T00:00:00Z', modified: '2026-06-02T00:00:00.500Z' }),
    image('many', Array.from({ length: 25 }, (_, index) => uri(`many:v${index + 1}`)), { created: '2024-01-01T00:00:00Z' }),
  ],
  repositories: [repository('recsys/studio', { a: pythonConfig() })],
});

let clients: Clients;
beforeAll(async () => {
  clients = await serve({ fleet: DOCUMENT });
});
afterAll(() => clients.stop());

const versionsOf = (images: readonly { Version?: number | undefined }[] | undefined) => (images ?? []).map((each) => each.Version);

describe('ListImages', () => {
  it.each([
    ['newest first by default', {}, ['newer', 'RecSys-Studio', 'older', 'many']],
    ['by name', { SortBy: 'IMAGE_NAME', SortOrder: 'ASCENDING' }, ['RecSys-Studio', 'many', 'newer', 'older']],
    ['by part of the name', { NameContains: 'e', SortOrder: 'ASCENDING' }, ['older', 'RecSys-Studio', 'newer']],
    ['by time', { CreationTimeAfter: new Date('2025-06-01'), LastModifiedTimeBefore: new Date('2026-05-01') }, ['RecSys-Studio']],
  ] as const)('lists %s', async (_title, input, expected) => {
    const { Images } = await clients.sagemaker.send(new ListImagesCommand(input));
    expect(Images?.map((each) => each.ImageName)).toEqual(expected);
  });

  it('gives ARNs in lower case and times as instants', async () => {
    const { Images } = await clients.sagemaker.send(new ListImagesCommand({}));
    expect(Images?.[1]).toMatchObject({ ImageArn: 'arn:aws:sagemaker:us-east-1:111122223333:image/recsys-studio', ImageName: 'RecSys-Studio' });
    expect(Images?.[0]?.LastModifiedTime).toEqual(new Date('2026-06-02T00:00:00.500Z'));
  });

  it('pages with tokens that lead through all of it once', async () => {
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const answer: ListImagesCommandOutput = await clients.sagemaker.send(new ListImagesCommand({ MaxResults: 3, NextToken }));
      seen.push(...(answer.Images ?? []).map((each) => each.ImageName));
      NextToken = answer.NextToken;
      pages += 1;
    } while (NextToken !== undefined);
    expect([pages, seen]).toEqual([2, ['newer', 'RecSys-Studio', 'older', 'many']]);
  });
});

describe('ListImageVersions', () => {
  it('gives 10 a page by default, and never what DescribeImageVersion alone knows', async () => {
    const answer = await clients.sagemaker.send(new ListImageVersionsCommand({ ImageName: 'many' }));
    expect(versionsOf(answer.ImageVersions)).toEqual([25, 24, 23, 22, 21, 20, 19, 18, 17, 16]);
    expect(answer.NextToken).toBeDefined();
    expect(answer.ImageVersions?.[0]).not.toHaveProperty('BaseImage');
  });

  it('serves the SDK paginator', async () => {
    const seen: (number | undefined)[] = [];
    const input = { ImageName: 'many', SortBy: 'VERSION', SortOrder: 'ASCENDING' } as const;
    const pages = paginateListImageVersions({ client: clients.sagemaker, pageSize: 7 }, input);
    for await (const answer of pages) seen.push(...versionsOf(answer.ImageVersions));
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
  });

  it('has the failure reason of a failed version', async () => {
    const { ImageVersions } = await clients.sagemaker.send(new ListImageVersionsCommand({ ImageName: 'RecSys-Studio' }));
    expect(ImageVersions?.[0]).toMatchObject({ Version: 3, ImageVersionStatus: 'CREATE_FAILED', FailureReason: 'no manifest' });
  });

  it('refuses a token of another request', async () => {
    const { NextToken } = await clients.sagemaker.send(new ListImageVersionsCommand({ ImageName: 'many', MaxResults: 1 }));
    const other = new ListImageVersionsCommand({ ImageName: 'RecSys-Studio', NextToken });
    await expect(clients.sagemaker.send(other)).rejects.toMatchObject({ name: 'ValidationException' });
    const made = new ListImageVersionsCommand({ ImageName: 'many', NextToken: 'bm90IGEgdG9rZW4' });
    await expect(clients.sagemaker.send(made)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('DescribeImageVersion', () => {
  it.each([
    ['a number', { Version: 1 }, 1],
    ['an alias', { Alias: 'prod' }, 2],
    ['neither: the latest', {}, 3],
  ])('finds by %s', async (_title, by, expected) => {
    const answer = await clients.sagemaker.send(new DescribeImageVersionCommand({ ImageName: 'RecSys-Studio', ...by }));
    expect(answer.Version).toBe(expected);
    expect(answer.ImageVersionArn).toBe(`arn:aws:sagemaker:us-east-1:111122223333:image-version/recsys-studio/${expected}`);
  });

  it('gives the metadata, and the digest where the document asks for it', async () => {
    const answer = await clients.sagemaker.send(new DescribeImageVersionCommand({ ImageName: 'RecSys-Studio', Version: 2 }));
    const digest = digestOf({ config: pythonConfig() });
    expect(answer).toMatchObject({
      BaseImage: uri(`recsys/studio@${digest}`), ContainerImage: uri(`recsys/studio:a@${digest}`), VendorGuidance: 'STABLE', Horovod: false,
    });
  });

  it('leaves the text of a registered image alone', async () => {
    const [odd, unknown] = await Promise.all([
      clients.sagemaker.send(new DescribeImageVersionCommand({ ImageName: 'older', Version: 1 })),
      clients.sagemaker.send(new DescribeImageVersionCommand({ ImageName: 'RecSys-Studio', Version: 3 })),
    ]);
    expect([odd.BaseImage, odd.ContainerImage]).toEqual(['anything: at all', 'anything: at all']);
    expect(unknown.BaseImage).toBe(uri('recsys/studio:gone@{digest:gone}'));
  });

  it.each([
    ['a number that is not there', { ImageName: 'RecSys-Studio', Version: 9 }],
    ['an alias that is not there', { ImageName: 'RecSys-Studio', Alias: 'nobody' }],
    ['an image without versions', { ImageName: 'newer' }],
    ['a name in the wrong case', { ImageName: 'recsys-studio', Version: 1 }],
  ])('answers ResourceNotFound for %s', async (_title, input) => {
    await expect(clients.sagemaker.send(new DescribeImageVersionCommand(input)))
      .rejects.toMatchObject({ name: 'ResourceNotFound', $metadata: { httpStatusCode: 400 } });
  });

  it('refuses a number together with an alias', async () => {
    const input = { ImageName: 'RecSys-Studio', Version: 1, Alias: 'old' };
    await expect(clients.sagemaker.send(new DescribeImageVersionCommand(input))).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

it('DescribeImage gives the role beside what the list has', async () => {
  await expect(clients.sagemaker.send(new DescribeImageCommand({ ImageName: 'RecSys-Studio' }))).resolves.toMatchObject({
    ImageName: 'RecSys-Studio', DisplayName: 'Recommendations', ImageStatus: 'CREATED', RoleArn: 'arn:aws:iam::111122223333:role/SageMakerImages',
  });
  await expect(clients.sagemaker.send(new DescribeImageCommand({ ImageName: 'nothing' }))).rejects.toMatchObject({ name: 'ResourceNotFound' });
});

describe('ListAliases', () => {
  it.each([
    ['of the image', {}, ['first', 'old', 'prod']],
    ['of a version', { Version: 1 }, ['first', 'old']],
    ['one of them', { Alias: 'prod' }, ['prod']],
    ['of a version without any', { Version: 3 }, []],
  ])('lists those %s', async (_title, input, expected) => {
    const answer = await clients.sagemaker.send(new ListAliasesCommand({ ImageName: 'RecSys-Studio', ...input }));
    expect(answer.SageMakerImageVersionAliases).toEqual(expected);
  });

  it('pages', async () => {
    const first = await clients.sagemaker.send(new ListAliasesCommand({ ImageName: 'RecSys-Studio', MaxResults: 2 }));
    const second = await clients.sagemaker.send(new ListAliasesCommand({ ImageName: 'RecSys-Studio', MaxResults: 2, NextToken: first.NextToken }));
    expect([first.SageMakerImageVersionAliases, second.SageMakerImageVersionAliases, second.NextToken]).toEqual([['first', 'old'], ['prod'], undefined]);
  });

  it('answers ResourceNotFound for a version that is not there', async () => {
    await expect(clients.sagemaker.send(new ListAliasesCommand({ ImageName: 'RecSys-Studio', Version: 7 })))
      .rejects.toMatchObject({ name: 'ResourceNotFound' });
  });
});

describe('ListTags', () => {
  const arn = (resource: string) => `arn:aws:sagemaker:us-east-1:111122223333:${resource}`;

  it('lists the tags of an image by its ARN', async () => {
    const answer = await clients.sagemaker.send(new ListTagsCommand({ ResourceArn: arn('image/recsys-studio') }));
    expect(answer.Tags).toEqual([{ Key: 'team', Value: 'rec' }, { Key: 'env', Value: 'dev' }]);
  });

  it.each([
    ['an image version, which cannot have tags', arn('image-version/recsys-studio/1'), 'ValidationException'],
    ['an image that is not there', arn('image/none'), 'ResourceNotFound'],
    ['what is no ARN', 'recsys-studio', 'ValidationException'],
  ])('refuses %s', async (_title, ResourceArn, name) => {
    await expect(clients.sagemaker.send(new ListTagsCommand({ ResourceArn }))).rejects.toMatchObject({ name });
  });
});
