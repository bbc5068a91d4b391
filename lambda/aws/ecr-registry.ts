import {
  BatchGetImageCommand, DescribeImagesCommand, DescribePullThroughCacheRulesCommand, GetDownloadUrlForLayerCommand, ImageNotFoundException,
  type ECRClient, type ImageDetail, type ImageScanFindingsSummary,
} from '@aws-sdk/client-ecr';
import type { RegistryScan } from '../../lib/core/finding';
import type { PullThroughCacheRule } from '../../lib/core/lineage/context';
import { ServiceError, type FailureKind } from '../../lib/core/service-failure';
import type { ImageId, ManifestFailure, Manifest, Registry, RegistryImage, Repository } from '../lineage/port';
import { readPages, type Page } from '../paging';
import { downloadBlob } from './download-blob';
import type { CallCounts } from './client-options';
import { call } from './service-error';

const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** Codes in the `failures` of BatchGetImage; what is not listed here has failed for a reason of its own. */
const FAILURE_KINDS: Readonly<Record<string, FailureKind>> = {
  ImageNotFound: 'not-found',
  ImageTagDoesNotMatchDigest: 'not-found',
  KmsError: 'kms',
  ImageInaccessible: 'archived',
  UpstreamAccessDenied: 'denied',
  UpstreamTooManyRequests: 'throttled',
};

/** The most that a page can hold. */
const MAX_RESULTS = 1000;

/** Private registries of ECR, of any account and Region. */
export class EcrRegistry implements Registry {
  constructor(private readonly clientFor: (region: string) => ECRClient, private readonly counts: CallCounts) {}

  /**
   * The service refuses a whole call when one of its ids is not there, and names that one: it is left out and the rest asked
   * again. Where the text does not tell which, halves are asked until the missing one stands alone.
   */
  async describeImages(repository: Repository, ids: readonly ImageId[]): Promise<readonly RegistryImage[]> {
    if (ids.length === 0) return [];
    try {
      const answer = await this.clientFor(repository.region).send(new DescribeImagesCommand({
        registryId: repository.accountId,
        repositoryName: repository.name,
        imageIds: ids.map((id) => ('digest' in id ? { imageDigest: id.digest } : { imageTag: id.tag })),
      }));
      return (answer.imageDetails ?? []).flatMap(registryImage);
    } catch (error) {
      if (!(error instanceof ImageNotFoundException)) return call('ecr.DescribeImages', repository.name, () => Promise.reject(error));
      if (ids.length === 1) return [];
      const rest = ids.filter((id) => !names(error.message, id));
      if (rest.length < ids.length) return this.describeImages(repository, rest);
      const half = Math.ceil(ids.length / 2);
      return [
        ...await this.describeImages(repository, ids.slice(0, half)),
        ...await this.describeImages(repository, ids.slice(half)),
      ];
    }
  }

  async listImages(repository: Repository): Promise<readonly RegistryImage[]> {
    const pages = await readAll('ecr.DescribeImages', repository.name, async (nextToken) => {
      const { imageDetails = [], nextToken: next } = await this.clientFor(repository.region).send(new DescribeImagesCommand({
        registryId: repository.accountId, repositoryName: repository.name, maxResults: MAX_RESULTS, nextToken,
      }));
      return { items: imageDetails, ...(next !== undefined && { nextToken: next }) };
    });
    return pages.flatMap(registryImage);
  }

  async pullThroughCacheRules(accountId: string, region: string): Promise<readonly PullThroughCacheRule[]> {
    const rules = await readAll('ecr.DescribePullThroughCacheRules', `${accountId} ${region}`, async (nextToken) => {
      const { pullThroughCacheRules = [], nextToken: next } = await this.clientFor(region).send(new DescribePullThroughCacheRulesCommand({
        registryId: accountId, maxResults: MAX_RESULTS, nextToken,
      }));
      return { items: pullThroughCacheRules, ...(next !== undefined && { nextToken: next }) };
    });
    return rules.flatMap(({ ecrRepositoryPrefix, upstreamRegistryUrl, upstreamRepositoryPrefix }): PullThroughCacheRule[] => {
      if (ecrRepositoryPrefix === undefined || upstreamRegistryUrl === undefined) return [];
      const rule = { accountId, region, ecrRepositoryPrefix, upstreamRegistryUrl };
      return [upstreamRepositoryPrefix === undefined ? rule : { ...rule, upstreamRepositoryPrefix }];
    });
  }

  async getManifests(repository: Repository, digests: readonly string[]): ReturnType<Registry['getManifests']> {
    const answer = await call('ecr.BatchGetImage', repository.name, () =>
      this.clientFor(repository.region).send(new BatchGetImageCommand({
        registryId: repository.accountId,
        repositoryName: repository.name,
        imageIds: digests.map((imageDigest) => ({ imageDigest })),
        acceptedMediaTypes: MANIFEST_TYPES,
      })));
    const manifests = (answer.images ?? []).flatMap((image): Manifest[] => {
      const digest = image.imageId?.imageDigest;
      if (digest === undefined || image.imageManifest === undefined) return [];
      return [{ digest, body: image.imageManifest }];
    });
    const failures = (answer.failures ?? []).flatMap((failure): ManifestFailure[] => {
      const digest = failure.imageId?.imageDigest;
      const message = `${failure.failureCode ?? 'unknown'}: ${failure.failureReason ?? 'the registry gives no reason.'}`;
      return digest === undefined ? [] : [{ digest, kind: FAILURE_KINDS[failure.failureCode ?? ''] ?? 'failed', message }];
    });
    return { manifests, failures };
  }

  async getBlob(repository: Repository, digest: string, maxBytes: number): Promise<Uint8Array> {
    const subject = `${repository.name}@${digest}`;
    return downloadBlob(subject, maxBytes, async () => {
      const answer = await call('ecr.GetDownloadUrlForLayer', subject, () =>
        this.clientFor(repository.region).send(new GetDownloadUrlForLayerCommand({
          registryId: repository.accountId, repositoryName: repository.name, layerDigest: digest,
        })));
      this.counts['ecr.DownloadBlob'] = (this.counts['ecr.DownloadBlob'] ?? 0) + 1;
      return answer.downloadUrl ?? '';
    });
  }
}

function registryImage(detail: ImageDetail): RegistryImage[] {
  const { imageDigest: digest, imageTags: tags = [], imageStatus: status, imagePushedAt: pushedAt, imageScanFindingsSummary } = detail;
  if (digest === undefined) return [];
  const scan = imageScanFindingsSummary && scanOf(imageScanFindingsSummary);
  return [{
    digest, tags, ...(status !== undefined && { status }), ...(pushedAt && { pushedAt: pushedAt.toISOString() }), ...(scan && { scan }),
  }];
}

/**
 * Only some kinds of scanning leave a summary here; the others tell it by a call of their own, which is not made:
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageDetail.html
 */
function scanOf({ findingSeverityCounts, imageScanCompletedAt }: ImageScanFindingsSummary): RegistryScan | undefined {
  const counts = Object.fromEntries(Object.entries(findingSeverityCounts ?? {}).filter(([, count]) => Number.isInteger(count)));
  if (!findingSeverityCounts && !imageScanCompletedAt) return undefined;
  return { counts, scannedAt: imageScanCompletedAt?.toISOString() ?? null };
}

/** The whole list or none: what follows from half of one would be wrong. */
async function readAll<T>(operation: string, subject: string, readPage: (nextToken?: string) => Promise<Page<T>>): Promise<readonly T[]> {
  const { items, failure } = await readPages(operation, subject, (nextToken) => call(operation, subject, () => readPage(nextToken)));
  if (failure) throw new ServiceError(failure);
  return items;
}

/** Whether the service's text names this id, as in `{imageDigest:'null', imageTag:'2025-05'}`. */
function names(message: string, id: ImageId): boolean {
  return 'digest' in id ? message.includes(id.digest) : message.includes(`imageTag:'${id.tag}'`);
}
