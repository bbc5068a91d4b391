import type { ImageCatalog } from '../../../lambda/inventory/port';
import { readPages, type Page } from '../../../lambda/paging';
import { takeInventory } from '../../../lambda/inventory/take-inventory';
import type { Image, KnownAliases, ListedVersion, VersionDescription } from '../../../lib/core/inventory';
import { ServiceError } from '../../../lib/core/service-failure';

const TIMES = { creationTime: '2026-01-01T00:00:00.000Z', lastModifiedTime: '2026-01-01T00:00:00.000Z' };
const arn = (name: string) => `arn:aws:sagemaker:us-east-1:111122223333:image/${name}`;
const image = (imageName: string): Image => ({ imageArn: arn(imageName), imageName, imageStatus: 'CREATED', ...TIMES });
const version = (name: string, number: number, rest: Partial<ListedVersion> = {}): ListedVersion => ({
  imageArn: arn(name), imageVersionArn: `${arn(name)}/${number}`, version: number, imageVersionStatus: 'CREATED', ...TIMES, ...rest,
});
const page = <T>(...items: readonly T[]): Page<T> => ({ items });
const denied = (operation: string) => new ServiceError({ operation, kind: 'denied', subject: 's', message: 'no' });

function catalogOf(overrides: Partial<ImageCatalog> = {}): ImageCatalog {
  return {
    listImages: async () => page(image('a')),
    listImageVersions: async (name) => page(version(name, 1), version(name, 2)),
    describeImageVersion: jest.fn(async () => ({ imageVersionStatus: 'CREATED', baseImage: 'x' })),
    listAliases: jest.fn(async () => page<string>()),
    listTags: async () => page(),
    ...overrides,
  };
}

let descriptions: Map<string, VersionDescription>;
let aliases: Map<string, KnownAliases>;
beforeEach(() => {
  descriptions = new Map();
  aliases = new Map();
});
const take = (catalog: ImageCatalog) => takeInventory(catalog, { accountId: '111122223333', region: 'us-east-1', descriptions, aliases });

it('counts and describes once what a list shows on two pages', async () => {
  const catalog = catalogOf({
    listImages: async () => page(image('a'), image('a')),
    listImageVersions: async (name) => page(version(name, 1), version(name, 1), version(name, 2)),
  });
  const inventory = await take(catalog);

  expect(inventory).toMatchObject({ images: 1, versionsListed: 2 });
  expect(inventory.versions).toHaveLength(2);
  expect(catalog.describeImageVersion).toHaveBeenCalledTimes(2);
});

it('keeps the order of the lists, whatever is answered first', async () => {
  const inventory = await take(catalogOf({
    listImages: async () => page(image('slow'), image('fast')),
    describeImageVersion: async (name) => {
      if (name === 'slow') await new Promise((resolve) => setTimeout(resolve, 20));
      return { imageVersionStatus: 'CREATED' };
    },
  }));

  expect(inventory.versions.map(({ listed }) => listed.imageVersionArn)).toEqual(['slow/1', 'slow/2', 'fast/1', 'fast/2'].map(arn));
});

it('asks again for a version whose state in the list is not the one that is remembered', async () => {
  const creating = catalogOf({
    listImageVersions: async (name) => page(version(name, 1, { imageVersionStatus: 'CREATING' })),
    describeImageVersion: async () => ({ imageVersionStatus: 'CREATING' }),
  });
  await take(creating);
  const created = catalogOf({ listImageVersions: async (name) => page(version(name, 1)) });
  const inventory = await take(created);

  expect(created.describeImageVersion).toHaveBeenCalledTimes(1);
  expect(inventory.versions[0]?.description?.imageVersionStatus).toBe('CREATED');
});

it('passes a defect on without leaving a rejection behind', async () => {
  const inventory = take(catalogOf({
    listImages: async () => page(image('a'), image('late')),
    listImageVersions: async (name) => {
      if (name === 'late') await new Promise((resolve) => setTimeout(resolve, 50));
      return page(version(name, 1));
    },
    describeImageVersion: () => Promise.reject(new TypeError('a defect')),
  }));

  await expect(inventory).rejects.toThrow('a defect');
});

describe('aliases', () => {
  const withAliases = (calls: (number | undefined)[], lastModifiedTime = TIMES.lastModifiedTime): ImageCatalog => catalogOf({
    listImageVersions: async (name) => page(version(name, 1, { lastModifiedTime }), version(name, 2)),
    listAliases: async (_name, number) => {
      calls.push(number);
      if (number === undefined) return page('b', 'a');
      return number === 1 ? page('a', 'b') : page();
    },
  });

  it('are read again only where the image has others, or one of its versions has changed', async () => {
    const calls: (number | undefined)[] = [];
    await take(withAliases(calls));
    expect(calls).toEqual([undefined, 2, 1]);
    await take(withAliases(calls));
    expect(calls).toEqual([undefined, 2, 1, undefined]);
    const inventory = await take(withAliases(calls, '2026-02-02T00:00:00.000Z'));
    expect(calls).toEqual([undefined, 2, 1, undefined, undefined, 2, 1]);
    expect(inventory.versions.map((found) => found.aliases)).toEqual([['a', 'b'], []]);
  });

  it('are not remembered where a call failed', async () => {
    const inventory = await take(catalogOf({
      listAliases: async (_name, number) => {
        if (number === undefined) return page('a');
        throw denied('sagemaker.ListAliases');
      },
    }));

    expect(inventory.failures).toHaveLength(2);
    expect(aliases.size).toBe(0);
  });
});

describe('pages', () => {
  it('end at an empty token', async () => {
    expect(await readPages('o', 's', async () => ({ items: [1], nextToken: '' }))).toEqual({ items: [1] });
  });

  it('end at a cap, with what was read and a failure', async () => {
    let number = 0;
    const listing = await readPages('o', 's', async () => ({ items: [], nextToken: String(number += 1) }));

    expect(listing.failure).toMatchObject({ kind: 'invalid', operation: 'o', subject: 's' });
    expect(number).toBe(10_000);
  });

  it('keep what was read before a call failed', async () => {
    const listing = await readPages<number>('o', 's', async (token) => {
      if (token) throw denied('o');
      return { items: [1, 2], nextToken: 'more' };
    });

    expect(listing).toEqual({ items: [1, 2], failure: expect.objectContaining({ kind: 'denied' }) });
  });
});
