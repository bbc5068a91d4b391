import pMap from 'p-map';
import type { GoldenImage } from '../../lib/core/lineage/context';
import { ServiceError, type ServiceFailure } from '../../lib/core/service-failure';
import { goldenPlaces } from './golden-places';
import type { ImageReader, ReadImage } from './image-reader';
import type { LevelImage } from './level-bases';
import type { Registry, RegistryImage, Repository } from './port';

/** Of a repository that is rebuilt every day, more than a year's images. */
const NEWEST = 500;
const CONCURRENCY = 4;

export interface GoldenRepositories {
  readonly images: readonly LevelImage[];
  /** Without these images, an image that is built on one of them may look longer supported than it is. */
  readonly failures: readonly ServiceFailure[];
}

/**
 * Reads the images of teams' own bases, the newest of each repository: an image that is built on one of them can then be told by its
 * layers, whatever it says of itself. What was read before is not read again; a list of each repository remains.
 */
export async function readGoldenRepositories(
  registry: Registry, reader: ImageReader, golden: readonly GoldenImage[],
): Promise<GoldenRepositories> {
  const read = await pMap(goldenPlaces(golden).values(), async (repository): Promise<GoldenRepositories> => {
    try {
      const listed = [...await registry.listImages(repository)].sort(newestFirst).slice(0, NEWEST);
      const images = await reader.readListed(repository, listed);
      return { images: images.flatMap((image) => levelImage(repository, image)), failures: images.flatMap(failureOf) };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { images: [], failures: [error.failure] };
    }
  }, { concurrency: CONCURRENCY });
  return { images: read.flatMap(({ images }) => images), failures: read.flatMap(({ failures }) => failures) };
}

function levelImage(repository: Repository, read: ReadImage): LevelImage[] {
  return read.kind === 'read' ? [{ repository, image: read.image, facts: read.facts }] : [];
}

/** Signatures, charts and attestations lie among the images: that one of these is no image is no failure. */
function failureOf(read: ReadImage): ServiceFailure[] {
  return read.kind === 'failed' && read.failure.kind !== 'invalid' ? [read.failure] : [];
}

function newestFirst({ pushedAt: a = '' }: RegistryImage, { pushedAt: b = '' }: RegistryImage): number {
  return a === b ? 0 : a < b ? 1 : -1;
}
