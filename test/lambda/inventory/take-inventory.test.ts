import type { ImageCatalog } from '../../../lambda/inventory/port';
import { readPages, type Page } from '../../../lambda/paging';
import { takeInventory } from '../../../lambda/inventory/take-inventory';
import type { Image, KnownAliases, ListedVersion, VersionDescription } from '../../../lib/core/inventory';
import type { ImageSelection } from '../../../lib/core/image-selection';
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

describe('a selection of images', () => {
  const fleet = (overrides: Partial<ImageCatalog> = {}): ImageCatalog => catalogOf({
    listImages: async () => page(image('ds-one'), image('ml-two'), image('ds-sandbox')),
    listTags: jest.fn(async (arnOfImage: string) => page<readonly [string, string]>(['team', arnOfImage.includes('ml') ? 'ml' : 'ds'])),
    ...overrides,
  });
  const select = async (catalog: ImageCatalog, selection: ImageSelection) => {
    const warnings: string[] = [];
    const inventory = await takeInventory(catalog, {
      accountId: '111122223333', region: 'us-east-1', descriptions, aliases, selection, warn: (message) => warnings.push(message),
    });
    return { inventory, warnings, names: [...new Set(inventory.versions.map((found) => found.image.imageName))] };
  };

  it('by name: counts the versions of the others, and asks nothing more about them', async () => {
    const catalog = fleet();
    const { inventory, names, warnings } = await select(catalog, { include: [{ name: 'ds-*' }], exclude: [{ name: '*-sandbox' }] });

    expect(names).toEqual(['ds-one']);
    expect(inventory).toMatchObject({ images: 3, versionsListed: 6, excludedByFilter: 4, goneDuringScan: 0, failures: [] });
    expect(catalog.describeImageVersion).toHaveBeenCalledTimes(2);
    expect(catalog.listTags).toHaveBeenCalledTimes(1);
    expect(catalog.listAliases).toHaveBeenCalledTimes(1);
    expect(warnings).toEqual([]);
  });

  it('by tag: asks for the tags of each, and for no more of those that are left out', async () => {
    const catalog = fleet();
    const { inventory, names } = await select(catalog, { include: [{ tag: 'team', value: 'ml' }], exclude: [] });

    expect(names).toEqual(['ml-two']);
    expect(inventory).toMatchObject({ versionsListed: 6, excludedByFilter: 4 });
    expect(catalog.listTags).toHaveBeenCalledTimes(3);
    expect(catalog.describeImageVersion).toHaveBeenCalledTimes(2);
  });

  it('keeps an image whose tags could not be read, and says so', async () => {
    const catalog = fleet({
      listTags: async (arnOfImage) => {
        if (arnOfImage.includes('ml')) throw denied('sagemaker.ListTags');
        return page(['team', 'ds'] as const);
      },
    });
    const { inventory, names, warnings } = await select(catalog, { include: [{ tag: 'team', value: 'ml' }], exclude: [] });

    expect(names).toEqual(['ml-two']);
    expect(inventory.failures).toEqual([expect.objectContaining({ operation: 'sagemaker.ListTags', kind: 'denied' })]);
    expect(warnings).toEqual([]);
  });

  it('is not made incomplete by what is left out', async () => {
    const { inventory } = await select(fleet({
      listImageVersions: async (name) => {
        if (name === 'ml-two') throw denied('sagemaker.ListImageVersions');
        return page(version(name, 1));
      },
    }), { include: [], exclude: [{ name: 'ml-*' }] });

    expect(inventory).toMatchObject({ versionsListed: 2, excludedByFilter: 0, failures: [] });
  });

  it('says which filters pick nothing', async () => {
    const { names, warnings } = await select(fleet(), { include: [{ name: 'dss-*' }, { tag: 'team', value: 'mll' }], exclude: [{ name: 'x' }] });

    expect(names).toEqual([]);
    expect(warnings).toEqual([
      "The filter of images by name 'dss-*' picks none of the 3 images: correct it, or take it out.",
      "The filter of images by tag 'team=mll' picks none of the 3 images: correct it, or take it out.",
      "The filter of images by name 'x' picks none of the 3 images: correct it, or take it out.",
    ]);
  });

  it('is not blamed where the images could not all be listed', async () => {
    const { warnings } = await select(fleet({ listImages: () => Promise.reject(denied('sagemaker.ListImages')) }), { include: [{ name: 'a' }], exclude: [] });

    expect(warnings).toEqual([]);
  });
});
