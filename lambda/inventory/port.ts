import type { Image, ListedVersion, VersionDescription } from '../../lib/core/inventory';
import type { Page } from '../paging';

/**
 * The read calls of SageMaker that the inventory needs, one account and Region.
 * Every method rejects with a ServiceError, after the SDK's own retries.
 */
export interface ImageCatalog {
  listImages(nextToken?: string): Promise<Page<Image>>;
  listImageVersions(imageName: string, nextToken?: string): Promise<Page<ListedVersion>>;
  describeImageVersion(imageName: string, version: number): Promise<VersionDescription>;
  /** Aliases of the image, or of one version where it is given. */
  listAliases(imageName: string, version?: number, nextToken?: string): Promise<Page<string>>;
  listTags(imageArn: string, nextToken?: string): Promise<Page<readonly [key: string, value: string]>>;
}

/** What earlier scans learned, by key. Reading and writing are in memory; the state stage loads and saves. */
export interface Memory<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): unknown;
}
