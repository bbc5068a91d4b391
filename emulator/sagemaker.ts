import {
  DescribeImage$, DescribeImageVersion$, ImageSortBy, ImageSortOrder, ImageVersionSortBy, ImageVersionSortOrder, ListAliases$, ListImages$,
  ListImageVersions$, ListTags$,
} from '@aws-sdk/client-sagemaker';
import { order, type CatalogImage, type CatalogVersion } from './catalog';
import type { Input } from './input';
import type { Call, Operation } from './operation';
import { cut, invalid, PAGED, TOKEN } from './sagemaker-pages';
import { STUDIO_OPERATIONS } from './sagemaker-studio';
import { atLeast, memberOf, pattern, type Constraints } from './schema';
import { ServiceFault } from './service-fault';
import { IMAGE_NAME } from './validation';
import type { RegionState, World } from './world';

const ALIAS = pattern(/^(?![.-])[\w.-]{1,128}$/);
const IMAGE: Constraints = { ImageName: pattern(IMAGE_NAME) };

const ofImage = (input: Input) => {
  const [resource, version] = [input.optionalText('ImageName'), input.optionalNumber('Version')];
  return { ...(resource === undefined ? {} : { resource }), ...(version === undefined ? {} : { version }) };
};

export const SAGEMAKER_OPERATIONS: readonly Operation[] = [
  {
    schema: ListImages$,
    constraints: { ...PAGED, NameContains: pattern(/^[a-zA-Z0-9\-.]{0,63}$/), SortBy: memberOf(ImageSortBy), SortOrder: memberOf(ImageSortOrder) },
    family: 'list',
    subject: () => ({}),
    answer: listImages,
  },
  {
    schema: DescribeImage$,
    constraints: IMAGE,
    family: 'describe',
    subject: ofImage,
    answer: ({ state, input }) => describeImage(knownImage(state, input), true),
  },
  {
    schema: ListImageVersions$,
    constraints: { ...IMAGE, ...PAGED, SortBy: memberOf(ImageVersionSortBy), SortOrder: memberOf(ImageVersionSortOrder) },
    family: 'list',
    subject: ofImage,
    answer: listImageVersions,
  },
  {
    schema: DescribeImageVersion$,
    constraints: { ...IMAGE, Version: atLeast(0), Alias: ALIAS },
    family: 'describe',
    subject: ofImage,
    answer: describeImageVersion,
  },
  {
    schema: ListAliases$,
    constraints: { ...IMAGE, ...PAGED, Version: atLeast(0), Alias: ALIAS },
    family: 'list',
    subject: ofImage,
    answer: listAliases,
  },
  {
    schema: ListTags$,
    constraints: { ResourceArn: pattern(/^arn:[a-z-]+:sagemaker:[a-z0-9-]+:\d{12}:.+$/), MaxResults: atLeast(50), NextToken: TOKEN },
    family: 'list',
    subject: (input) => {
      const name = /:image\/(.+)$/.exec(input.text('ResourceArn'))?.[1];
      return name === undefined ? {} : { resource: name };
    },
    answer: listTags,
  },
  ...STUDIO_OPERATIONS,
];

function listImages(call: Call): object {
  const { input, state } = call;
  const part = input.optionalText('NameContains') ?? '';
  const sortBy = input.optionalText('SortBy');
  const key = (image: CatalogImage) => {
    if (sortBy === 'IMAGE_NAME') return image.name;
    return sortBy === 'LAST_MODIFIED_TIME' ? image.modifiedAt : image.createdAt;
  };
  const wanted = state.images.filter((image) => image.name.includes(part) && isInTimes(image, input));
  const { items, nextToken } = cut(order(wanted, key, isDescending(input)), call, (image) => image.isDeleted);
  for (const image of items) {
    if (call.faults.strike({ ...call.subject, resource: image.name }, 'delete-after-list')) image.isDeleted = true;
  }
  return { Images: items.map((image) => describeImage(image, false)), NextToken: nextToken };
}

function describeImage(image: CatalogImage, withRole: boolean): object {
  const { definition } = image;
  return {
    ImageArn: image.arn,
    ImageName: image.name,
    ImageStatus: definition.status ?? 'CREATED',
    CreationTime: image.createdAt,
    LastModifiedTime: image.modifiedAt,
    DisplayName: definition.displayName,
    Description: definition.description,
    FailureReason: definition.failureReason,
    ...(withRole ? { RoleArn: `arn:aws:iam::${image.arn.split(':')[4]}:role/SageMakerImages` } : {}),
  };
}

function listImageVersions(call: Call): object {
  const { input, state } = call;
  const image = knownImage(state, input);
  const sorted = image.versionsBy(input.optionalText('SortBy') ?? 'CREATION_TIME', isDescending(input));
  const hasFilter = TIME_FILTERS.some(([name]) => input.optionalNumber(name) !== undefined);
  const wanted = hasFilter ? sorted.filter((version) => isInTimes(version, input)) : sorted;
  const { items, nextToken } = cut(wanted, call, (version) => version.isDeleted);
  for (const version of items) {
    if (call.faults.strike({ ...call.subject, version: version.definition.version }, 'delete-after-list')) version.isDeleted = true;
  }
  return { ImageVersions: items.map((version) => summary(image, version)), NextToken: nextToken };
}

function summary(image: CatalogImage, version: CatalogVersion): object {
  return {
    CreationTime: version.createdAt,
    FailureReason: version.definition.failureReason,
    ImageArn: image.arn,
    ImageVersionArn: version.arn,
    ImageVersionStatus: version.definition.status ?? 'CREATED',
    LastModifiedTime: version.modifiedAt,
    Version: version.definition.version,
  };
}

function describeImageVersion({ input, state, world }: Call): object {
  const image = knownImage(state, input);
  const [number, alias] = [input.optionalNumber('Version'), input.optionalText('Alias')];
  if (number !== undefined && alias !== undefined) throw invalid('Only one of Version and Alias can be given');
  const version = number === undefined && alias === undefined ? image.latest : find(image, number, alias);
  if (!version) throw noVersion(image, number ?? alias ?? 'latest');
  const { definition } = version;
  return {
    ...summary(image, version),
    BaseImage: withDigest(definition.baseImage, world),
    ContainerImage: withDigest(definition.containerImage ?? definition.baseImage, world),
    VendorGuidance: definition.vendorGuidance,
    JobType: definition.jobType,
    MLFramework: definition.mlFramework,
    ProgrammingLang: definition.programmingLang,
    Processor: definition.processor,
    Horovod: definition.horovod,
    ReleaseNotes: definition.releaseNotes,
  };
}

const UNKNOWN_DIGEST = new RegExp([
  /^(?<registry>(?<accountId>\d{12})\.dkr[.-]ecr[^.]*\.(?<region>[a-z0-9-]+)\.[^/]+)/,
  /\/(?<repository>[^:@{]+)(?<between>[^{]*)\{digest:(?<tag>[^}]+)\}$/,
].map((part) => part.source).join(''));

/** Replaces `{digest:TAG}`; where the repository does not have the tag, the text stays as it is written. */
function withDigest(reference: string, world: World): string {
  const { registry, accountId = '', region = '', repository = '', between = '', tag = '' } = UNKNOWN_DIGEST.exec(reference)?.groups ?? {};
  if (registry === undefined) return reference;
  const digest = world.region(accountId, region)?.repository(repository)?.find(tag)?.manifest.digest;
  return digest === undefined ? reference : `${registry}/${repository}${between}${digest}`;
}

function listAliases(call: Call): object {
  const { input, state } = call;
  const image = knownImage(state, input);
  const [number, alias] = [input.optionalNumber('Version'), input.optionalText('Alias')];
  const found = number === undefined && alias === undefined ? undefined : find(image, number, alias);
  if (!found && (number !== undefined || alias !== undefined)) throw noVersion(image, number ?? alias ?? '');
  const versions = found ? [found] : image.versions.filter((version) => !version.isDeleted);
  const aliases = versions.flatMap((version) => version.definition.aliases ?? []).filter((each) => alias === undefined || each === alias);
  const { items, nextToken } = cut(aliases.sort(), call);
  return { SageMakerImageVersionAliases: items, NextToken: nextToken };
}

function listTags(call: Call): object {
  const resource = call.input.text('ResourceArn');
  if (!/:image\/[^/]+$/i.test(resource)) throw invalid(`Tags are not supported for resource ${resource}`);
  const image = call.state.imageByArn(resource);
  if (!image) throw new ServiceFault('ResourceNotFound', `${resource} does not exist`);
  const tags = Object.entries(image.definition.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  const { items, nextToken } = cut(tags, call, undefined, 50);
  return { Tags: items, NextToken: nextToken };
}

function find(image: CatalogImage, number: number | undefined, alias: string | undefined): CatalogVersion | undefined {
  const version = number === undefined ? image.aliased(alias ?? '') : image.version(number);
  return alias === undefined || image.aliased(alias) === version ? version : undefined;
}

type Times = Pick<CatalogVersion, 'createdAt' | 'modifiedAt'>;
const TIME_FILTERS: readonly (readonly [member: string, passes: (times: Times, limit: number) => boolean])[] = [
  ['CreationTimeAfter', ({ createdAt }, limit) => createdAt > limit],
  ['CreationTimeBefore', ({ createdAt }, limit) => createdAt < limit],
  ['LastModifiedTimeAfter', ({ modifiedAt }, limit) => modifiedAt > limit],
  ['LastModifiedTimeBefore', ({ modifiedAt }, limit) => modifiedAt < limit],
];

function isInTimes(times: Times, input: Input): boolean {
  return TIME_FILTERS.every(([member, passes]) => {
    const limit = input.optionalNumber(member);
    return limit === undefined || passes(times, limit);
  });
}

function isDescending(input: Input): boolean {
  return input.optionalText('SortOrder') !== 'ASCENDING';
}

function knownImage(state: RegionState, input: Input): CatalogImage {
  const image = state.image(input.text('ImageName'));
  if (!image) throw new ServiceFault('ResourceNotFound', `No Image with the name ${input.text('ImageName')} exists.`);
  return image;
}

function noVersion(image: CatalogImage, version: number | string): ServiceFault {
  return new ServiceFault('ResourceNotFound', `No ImageVersion ${version} of Image ${image.name} exists.`);
}
