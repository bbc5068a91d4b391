import pLimit from 'p-limit';
import pMap from 'p-map';
import {
  descriptionKey, type Image, type ImageVersion, type Inventory, type KnownAliases, type ListedVersion, type VersionDescription,
} from '../../lib/core/inventory';
import { ServiceError, type ServiceFailure } from '../../lib/core/service-failure';
import { readPages, uniqueBy } from '../paging';
import type { ImageCatalog, Memory } from './port';
import { readAliases } from './read-aliases';

export interface InventoryOptions {
  readonly accountId: string;
  readonly region: string;
  /** Descriptions by version ARN and LastModifiedTime: the same two, the same description. */
  readonly descriptions: Memory<VersionDescription>;
  readonly aliases: Memory<KnownAliases>;
  readonly onProgress?: (progress: { readonly listed: number; readonly described: number }) => void;
}

/** Images read at the same time, and versions described at the same time. The SDK slows down by itself when told to. */
const IMAGE_CONCURRENCY = 10;
const DESCRIBE_CONCURRENCY = 20;

interface ReadImage {
  readonly versions: readonly Omit<ImageVersion, 'description' | 'failure'>[];
  readonly failures: readonly ServiceFailure[];
}

/** Lists every image and image version of one account and Region, and describes each version that is not known yet. */
export async function takeInventory(catalog: ImageCatalog, options: InventoryOptions): Promise<Inventory> {
  const images = await readPages('sagemaker.ListImages', `${options.accountId}/${options.region}`, (token) => catalog.listImages(token));
  const distinct = uniqueBy(images.items, (image) => image.imageArn.toLowerCase());
  const progress = { listed: 0, described: 0 };
  const report = (step: Partial<typeof progress>): void => {
    progress.listed += step.listed ?? 0;
    progress.described += step.described ?? 0;
    options.onProgress?.({ ...progress });
  };
  // Lists and describes are limited apart from each other: describing starts with the first image that is listed.
  const describing = pLimit(DESCRIBE_CONCURRENCY);
  const read = await pMap(distinct, async (image) => {
    const result = await readImage(catalog, image, options);
    report({ listed: result.versions.length });
    const described = Promise.all(result.versions.map((version) => describing(async () => {
      const outcome = await describe(catalog, version, options.descriptions);
      report({ described: 1 });
      return outcome;
    })));
    // Awaited below, after every image is listed: until then a defect in one must not end the process.
    described.catch(() => undefined);
    return { ...result, described };
  }, { concurrency: IMAGE_CONCURRENCY });
  const described = (await Promise.all(read.map((image) => image.described))).flat();

  const versions = described.filter((version) => version !== 'gone');
  return {
    images: distinct.length,
    versionsListed: described.length,
    // Nothing can be excluded yet; the count is part of what other tools read.
    excludedByFilter: 0,
    goneDuringScan: described.length - versions.length,
    versions,
    failures: [
      ...(images.failure ? [images.failure] : []),
      ...read.flatMap((image) => image.failures),
      ...versions.flatMap((version) => (version.failure ? [version.failure] : [])),
    ],
  };
}

async function readImage(catalog: ImageCatalog, image: Image, options: InventoryOptions): Promise<ReadImage> {
  const [listing, tags] = await Promise.all([
    readPages<ListedVersion>('sagemaker.ListImageVersions', image.imageName, (token) => catalog.listImageVersions(image.imageName, token)),
    readPages('sagemaker.ListTags', image.imageArn, (token) => catalog.listTags(image.imageArn, token)),
  ]);
  const listed = uniqueBy(listing.items, (version) => version.imageVersionArn.toLowerCase());
  const tagMap = Object.fromEntries(tags.items);
  const aliases = await readAliases(catalog, image, listed, options.aliases);
  return {
    versions: listed.map((version) => ({
      accountId: options.accountId,
      region: options.region,
      image,
      listed: version,
      aliases: aliases.byVersion.get(version.version) ?? [],
      tags: tagMap,
    })),
    failures: [...failuresOf(listing, tags), ...aliases.failures],
  };
}

async function describe(
  catalog: ImageCatalog,
  version: Omit<ImageVersion, 'description' | 'failure'>,
  known: Memory<VersionDescription>,
): Promise<ImageVersion | 'gone'> {
  const { listed, image } = version;
  const key = descriptionKey(listed);
  const remembered = known.get(key);
  // The state is told by the list too: a version that was on its way to another state is asked for again.
  if (remembered?.imageVersionStatus === listed.imageVersionStatus) return { ...version, description: remembered };
  try {
    const description = await catalog.describeImageVersion(image.imageName, listed.version);
    known.set(key, description);
    return { ...version, description };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // Deleted since it was listed: not a failure, and nothing to judge.
    return error.failure.kind === 'not-found' ? 'gone' : { ...version, failure: error.failure };
  }
}

/** The failures of lists, less those of an image that was deleted meanwhile. */
function failuresOf(...listings: readonly { readonly failure?: ServiceFailure }[]): ServiceFailure[] {
  return listings.flatMap(({ failure }) => (failure && failure.kind !== 'not-found' ? [failure] : []));
}
