import type { RegistryScan } from '../../lib/core/finding';
import type { PullThroughCacheRule } from '../../lib/core/lineage/context';
import type { FailureKind } from '../../lib/core/service-failure';

/** A repository in a private ECR registry. */
export interface Repository {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

/** An image as DescribeImages shows it: no pull is recorded for this call. */
export interface RegistryImage {
  readonly digest: string;
  readonly tags: readonly string[];
  /** `ACTIVE`, `ARCHIVED` or `ACTIVATING`, where the registry says. */
  readonly status?: string;
  /** ISO instant, where the registry says. */
  readonly pushedAt?: string;
  /** What the registry's own scan found, where DescribeImages tells it. */
  readonly scan?: RegistryScan;
}

export interface Manifest {
  readonly digest: string;
  /** The manifest's JSON text. */
  readonly body: string;
}

/** One image of a batch that could not be had. */
export interface ManifestFailure {
  readonly digest: string;
  readonly kind: FailureKind;
  readonly message: string;
}

/** The read calls of ECR that lineage needs. Every method rejects with a ServiceError, after the SDK's own retries. */
export interface Registry {
  /** At most 100 ids; those that are not in the repository are missing from the answer. */
  describeImages(repository: Repository, ids: readonly ImageId[]): Promise<readonly RegistryImage[]>;
  /** Every active image of a repository, in any order. No pull is recorded for it. */
  listImages(repository: Repository): Promise<readonly RegistryImage[]>;
  /** The rules of a whole registry. */
  pullThroughCacheRules(accountId: string, region: string): Promise<readonly PullThroughCacheRule[]>;
  /** At most 100 digests. Counts as a pull unless the caller is excluded. */
  getManifests(repository: Repository, digests: readonly string[]): Promise<{
    readonly manifests: readonly Manifest[];
    readonly failures: readonly ManifestFailure[];
  }>;
  /** The bytes of a blob; rejects with kind `invalid` where it is larger than `maxBytes`. */
  getBlob(repository: Repository, digest: string, maxBytes: number): Promise<Uint8Array>;
}

export type ImageId = { readonly tag: string } | { readonly digest: string };
