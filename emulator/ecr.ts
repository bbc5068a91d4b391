import {
  BatchGetImage$, DescribeImages$, DescribePullThroughCacheRules$, DescribeRepositories$, GetDownloadUrlForLayer$, ImageStatusFilter,
  ListImages$, TagStatus,
} from '@aws-sdk/client-ecr';
import { blobUrl } from './blob-url';
import type { Input } from './input';
import type { Call, Operation } from './operation';
import { page, type Page } from './paging';
import { epochSeconds, type RegistryEntry, type Repository } from './registry';
import { length, memberOf, pattern, range, type Constraints } from './schema';
import { ServiceFault } from './service-fault';
import { REPOSITORY_NAME } from './validation';
import { DIGEST, getImages } from './ecr-batch';

const DEFAULT_PAGE_SIZE = 100;
const MAX_IMAGE_IDS = 100;
const TAG_LENGTH = length(1, 300);
const REGISTRY: Constraints = { registryId: pattern(/^\d{12}$/) };
const REPOSITORY: Constraints = { ...REGISTRY, repositoryName: pattern(REPOSITORY_NAME) };
const PAGED: Constraints = { maxResults: range(1, 1000) };

const ofRegistry = (input: Input) => {
  const accountId = input.optionalText('registryId');
  return accountId === undefined ? {} : { accountId };
};
const ofRepository = (input: Input) => {
  const resource = input.optionalText('repositoryName');
  return { ...ofRegistry(input), ...(resource === undefined ? {} : { resource }) };
};

export const ECR_OPERATIONS: readonly Operation[] = [
  {
    schema: DescribeImages$,
    constraints: {
      ...REPOSITORY, ...PAGED, 'imageIds': length(1, MAX_IMAGE_IDS), 'imageIds.imageTag': TAG_LENGTH, 'imageIds.imageDigest': pattern(DIGEST),
      'filter.tagStatus': memberOf(TagStatus), 'filter.imageStatus': memberOf(ImageStatusFilter),
    },
    family: 'registry',
    subject: ofRepository,
    answer: describeImages,
  },
  {
    schema: ListImages$,
    constraints: {
      ...REPOSITORY, ...PAGED, 'filter.tagStatus': memberOf(TagStatus), 'filter.imageStatus': memberOf(ImageStatusFilter),
    },
    family: 'registry',
    subject: ofRepository,
    answer: listImages,
  },
  {
    schema: BatchGetImage$,
    constraints: { ...REPOSITORY, imageIds: length(1, MAX_IMAGE_IDS), acceptedMediaTypes: length(1, 100) },
    family: 'registry',
    subject: ofRepository,
    answer: (call) => getImages(call, knownRepository(call)),
  },
  {
    schema: GetDownloadUrlForLayer$,
    constraints: { ...REPOSITORY, layerDigest: pattern(/^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/) },
    family: 'registry',
    subject: ofRepository,
    answer: getDownloadUrl,
  },
  {
    schema: DescribeRepositories$,
    constraints: { ...REGISTRY, ...PAGED, repositoryNames: length(1, 100) },
    family: 'registry',
    subject: ofRegistry,
    answer: describeRepositories,
  },
  {
    schema: DescribePullThroughCacheRules$,
    constraints: { ...REGISTRY, ...PAGED, ecrRepositoryPrefixes: length(1, 100) },
    family: 'registry',
    subject: ofRegistry,
    answer: describeCacheRules,
  },
];

function describeImages(call: Call): object {
  const { input } = call;
  const repository = knownRepository(call);
  const ids = input.optionalInputs('imageIds');
  if (ids && (input.optionalText('nextToken') !== undefined || input.optionalNumber('maxResults') !== undefined)) {
    throw invalid("Invalid parameter at 'imageIds' failed to satisfy constraint: 'can not be used with nextToken or maxResults'");
  }
  // Named images come once each, and in the order of the repository, not of the request.
  const named = ids && new Set(ids.map((id) => namedEntry(repository, id)));
  const { items, nextToken } = named
    ? { items: repository.entries.filter((entry) => named.has(entry)), nextToken: undefined }
    : cut(repository.entries.filter(passes(input.input('filter'))), call);
  return { imageDetails: items.map((entry) => detail(repository, entry)), nextToken };
}

/** One id that is not there fails the whole call. */
function namedEntry(repository: Repository, id: Input): RegistryEntry {
  const [tag, digest] = [id.optionalText('imageTag'), id.optionalText('imageDigest')];
  const entry = repository.find(digest ?? tag ?? '');
  if (!entry || (tag !== undefined && !entry.tags.includes(tag))) {
    const shown = `{imageDigest:'${digest ?? 'null'}', imageTag:'${tag ?? 'null'}'}`;
    throw new ServiceFault('ImageNotFoundException', `The image with imageId ${shown} does not exist within the repository `
      + `with name '${repository.name}' in the registry with id '${repository.accountId}'`);
  }
  return entry;
}

function detail(repository: Repository, entry: RegistryEntry): object {
  return {
    registryId: repository.accountId,
    repositoryName: repository.name,
    imageDigest: entry.manifest.digest,
    imageTags: entry.tags.length > 0 ? entry.tags : undefined,
    imageSizeInBytes: entry.manifest.size,
    imagePushedAt: entry.pushedAt,
    imageManifestMediaType: entry.manifest.mediaType,
    artifactMediaType: undefined,
    lastRecordedPullTime: entry.pulledAt,
    imageStatus: entry.status,
    imageScanStatus: entry.scan && { status: 'COMPLETE' },
    imageScanFindingsSummary: entry.scan && { imageScanCompletedAt: entry.scan.completedAt, findingSeverityCounts: entry.scan.counts },
  };
}

/** By the API reference, a filter that names no status lets active images through only. */
function passes(filter: Input): (entry: RegistryEntry) => boolean {
  const [tagStatus, status = 'ACTIVE'] = [filter.optionalText('tagStatus'), filter.optionalText('imageStatus')];
  return (entry) => (status === 'ANY' || entry.status === status)
    && (tagStatus !== 'TAGGED' || entry.tags.length > 0)
    && (tagStatus !== 'UNTAGGED' || entry.tags.length === 0);
}

function listImages(call: Call): object {
  const repository = knownRepository(call);
  const ids = repository.entries.filter(passes(call.input.input('filter'))).flatMap((entry) => {
    const imageDigest = entry.manifest.digest;
    return entry.tags.length === 0 ? [{ imageDigest }] : entry.tags.map((imageTag) => ({ imageDigest, imageTag }));
  });
  const { items, nextToken } = cut(ids, call);
  return { imageIds: items, nextToken };
}

function getDownloadUrl(call: Call): object {
  const repository = knownRepository(call);
  const digest = call.input.text('layerDigest');
  const found = repository.blob(digest);
  if (!found) {
    throw new ServiceFault('LayersNotFoundException', `The layer with digest '${digest}' does not exist in the repository `
      + `with name '${repository.name}' in the registry with id '${repository.accountId}'`);
  }
  if (call.faults.strike({ ...call.subject, ids: [digest, found.entry.manifest.digest, ...found.entry.tags] }, 'kms')) {
    throw new ServiceFault('KmsException', 'The operation failed due to a KMS exception.');
  }
  if (found.entry.status !== 'ACTIVE') {
    throw new ServiceFault('LayerInaccessibleException', `The layer with digest '${digest}' is not available: its image is in status ${found.entry.status}`);
  }
  return { downloadUrl: blobUrl(call.origin, repository, digest), layerDigest: digest };
}

function describeRepositories(call: Call): object {
  const { input, world, subject } = call;
  const names = input.optionalTexts('repositoryNames');
  const state = world.region(subject.accountId, subject.region);
  for (const name of names ?? []) if (!state?.repository(name)) throw noRepository(name, subject.accountId);
  const wanted = (state?.repositories ?? []).filter((repository) => names?.includes(repository.name) ?? true);
  const { items, nextToken } = cut(wanted, call);
  return {
    repositories: items.map((repository) => ({
      repositoryArn: repository.arn,
      registryId: repository.accountId,
      repositoryName: repository.name,
      repositoryUri: `${repository.accountId}.dkr.ecr.${repository.region}.amazonaws.com/${repository.name}`,
      createdAt: repository.createdAt,
      imageTagMutability: 'MUTABLE',
    })),
    nextToken,
  };
}

function describeCacheRules(call: Call): object {
  const { input, world, subject } = call;
  const prefixes = input.optionalTexts('ecrRepositoryPrefixes');
  const rules = world.region(subject.accountId, subject.region)?.cacheRules ?? [];
  for (const prefix of prefixes ?? []) {
    if (!rules.some((rule) => rule.ecrRepositoryPrefix === prefix)) {
      throw new ServiceFault('PullThroughCacheRuleNotFoundException', `The pull through cache rule with repository prefix '${prefix}' was not found `
        + `in the registry with id '${subject.accountId}'`);
    }
  }
  const { items, nextToken } = cut(rules.filter((rule) => prefixes?.includes(rule.ecrRepositoryPrefix) ?? true), call);
  const createdAt = epochSeconds('2025-01-01T00:00:00Z');
  return { pullThroughCacheRules: items.map((rule) => ({ ...rule, createdAt, registryId: subject.accountId })), nextToken };
}

function knownRepository({ input, world, subject }: Call): Repository {
  const name = input.text('repositoryName');
  const repository = world.region(subject.accountId, subject.region)?.repository(name);
  if (!repository) throw noRepository(name, subject.accountId);
  return repository;
}

function noRepository(name: string, accountId: string): ServiceFault {
  return new ServiceFault('RepositoryNotFoundException', `The repository with name '${name}' does not exist in the registry with id '${accountId}'`);
}

function cut<T>(items: readonly T[], call: Call): Page<T> {
  const { input, subject, faults } = call;
  const members = { token: 'nextToken', size: 'maxResults' };
  const invalidToken = () => invalid("Invalid parameter at 'nextToken' failed to satisfy constraint: 'Member must be a token of this request'");
  return page(items, { input, subject, faults, members, defaultSize: DEFAULT_PAGE_SIZE, invalidToken });
}

function invalid(message: string): ServiceFault {
  return new ServiceFault('InvalidParameterException', message);
}
