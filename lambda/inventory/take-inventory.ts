import pLimit from 'p-limit';
import pMap from 'p-map';
import { describeCriterion, EVERY_IMAGE, isWatched, meets, TAGS_UNREAD, type ImageSelection, type ReadTags } from '../../lib/core/image-selection';
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
  /** Default: every image. */
  readonly selection?: ImageSelection;
  /** Told what in the selection picks nothing: most often a name that was mistyped, or has changed. */
  readonly warn?: (message: string) => void;
  readonly onProgress?: (progress: { readonly listed: number; readonly described: number }) => void;
}

/** Images read at the same time, and versions described at the same time. The SDK slows down by itself when told to. */
const IMAGE_CONCURRENCY = 10;
const DESCRIBE_CONCURRENCY = 20;

interface ReadImage {
  readonly versions: readonly Omit<ImageVersion, 'description' | 'failure'>[];
  /** Versions of an image that is not watched. */
  readonly excluded: number;
  readonly tags: ReadTags;
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
  const excluded = read.reduce((sum, image) => sum + image.excluded, 0);
  if (!images.failure) {
    warnOfUnmet(options, distinct.map(({ imageName }, index) => ({ imageName, tags: read[index]?.tags ?? TAGS_UNREAD })));
  }
  return {
    images: distinct.length,
    versionsListed: described.length + excluded,
    excludedByFilter: excluded,
    goneDuringScan: described.length - versions.length,
    versions,
    failures: [
      ...(images.failure ? [images.failure] : []),
      ...read.flatMap((image) => image.failures),
      ...versions.flatMap((version) => (version.failure ? [version.failure] : [])),
    ],
  };
}

/** An image whose name leaves it out costs one list: its versions are counted, and nothing else is asked about it. */
async function readImage(catalog: ImageCatalog, image: Image, options: InventoryOptions): Promise<ReadImage> {
  const { imageName, imageArn } = image;
  const { selection = EVERY_IMAGE } = options;
  const maybeWatched = isWatched(selection, imageName, TAGS_UNREAD);
  const [listing, listedTags] = await Promise.all([
    readPages<ListedVersion>('sagemaker.ListImageVersions', imageName, (token) => catalog.listImageVersions(imageName, token)),
    maybeWatched ? readPages('sagemaker.ListTags', imageArn, (token) => catalog.listTags(imageArn, token)) : undefined,
  ]);
  const listed = uniqueBy(listing.items, (version) => version.imageVersionArn.toLowerCase());
  const tags = listedTags ? { tags: Object.fromEntries(listedTags.items), complete: !listedTags.failure } : TAGS_UNREAD;
  if (!listedTags || !isWatched(selection, imageName, tags)) return { versions: [], excluded: listed.length, tags, failures: [] };
  const aliases = await readAliases(catalog, image, listed, options.aliases);
  return {
    versions: listed.map((version) => ({
      accountId: options.accountId,
      region: options.region,
      image,
      listed: version,
      aliases: aliases.byVersion.get(version.version) ?? [],
      tags: tags.tags,
    })),
    excluded: 0,
    tags,
    failures: [...failuresOf(listing, listedTags), ...aliases.failures],
  };
}

function warnOfUnmet(
  { selection = EVERY_IMAGE, warn = () => undefined }: InventoryOptions,
  images: readonly { readonly imageName: string; readonly tags: ReadTags }[],
): void {
  for (const criterion of [...selection.include, ...selection.exclude]) {
    if (images.some(({ imageName, tags }) => meets(criterion, imageName, tags) !== false)) continue;
    warn(`The filter of images by ${describeCriterion(criterion)} picks none of the ${images.length} images: correct it, or take it out.`);
  }
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
