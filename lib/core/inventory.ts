import type { ServiceFailure } from './service-failure';

/** A SageMaker image. ListImages gives all but the tags, which come from ListTags. */
export interface Image {
  readonly imageArn: string;
  readonly imageName: string;
  readonly imageStatus: string;
  readonly creationTime: string;
  readonly lastModifiedTime: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly failureReason?: string;
}

/** One row of ListImageVersions: a version is known to exist, nothing is known of what it contains. */
export interface ListedVersion {
  readonly imageArn: string;
  readonly imageVersionArn: string;
  readonly version: number;
  readonly imageVersionStatus: string;
  readonly creationTime: string;
  readonly lastModifiedTime: string;
  readonly failureReason?: string;
}

/** The name under which a version's description is remembered: the same version unchanged, the same description. */
export function descriptionKey({ imageVersionArn, lastModifiedTime }: Pick<ListedVersion, 'imageVersionArn' | 'lastModifiedTime'>): string {
  return `${imageVersionArn}@${lastModifiedTime}`;
}

/** What DescribeImageVersion adds. It never changes for one version and one LastModifiedTime. */
export interface VersionDescription {
  readonly baseImage?: string;
  readonly containerImage?: string;
  readonly imageVersionStatus: string;
  readonly failureReason?: string;
  readonly vendorGuidance?: string;
  readonly jobType?: string;
  readonly mlFramework?: string;
  readonly programmingLang?: string;
  /** The image author's word, `CPU` or `GPU`: shown, never used to find the base. */
  readonly processor?: string;
  readonly horovod?: boolean;
  readonly releaseNotes?: string;
}

/** The aliases of an image's versions, good as long as the image's aliases and its versions are what they were. */
export interface KnownAliases {
  readonly fingerprint: string;
  readonly byVersion: readonly (readonly [version: number, aliases: readonly string[]])[];
}

/** A version of a SageMaker image, as the inventory stage hands it on. */
export interface ImageVersion {
  readonly accountId: string;
  readonly region: string;
  readonly image: Image;
  readonly listed: ListedVersion;
  /** Absent where the describe call failed; `failure` then says why. */
  readonly description?: VersionDescription;
  readonly failure?: ServiceFailure;
  readonly aliases: readonly string[];
  /** The tags of the image: a version cannot be tagged. */
  readonly tags: Readonly<Record<string, string>>;
}

/** All versions of one account and Region, with what was met on the way to them. */
export interface Inventory {
  readonly images: number;
  readonly versionsListed: number;
  readonly excludedByFilter: number;
  readonly goneDuringScan: number;
  readonly versions: readonly ImageVersion[];
  readonly failures: readonly ServiceFailure[];
}

/** The columns of the public dataset `aws.sagemaker_image_version`, name for name; what is not there is null. */
export interface InventoryColumns {
  readonly _key: string;
  readonly account_id: string;
  readonly base_image: string | null;
  readonly container_image: string | null;
  readonly creation_time: string;
  readonly failure_reason: string | null;
  readonly horovod: boolean | null;
  readonly image_arn: string;
  readonly image_version_arn: string;
  readonly image_version_status: string;
  readonly job_type: string | null;
  readonly last_modified_time: string;
  readonly ml_framework: string | null;
  readonly processor: string | null;
  readonly programming_lang: string | null;
  readonly release_notes: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly vendor_guidance: string | null;
  readonly version: number;
}

/** A version as a row of the dataset. */
export function inventoryColumns(imageVersion: ImageVersion): InventoryColumns {
  const { listed, description } = imageVersion;
  return {
    _key: listed.imageVersionArn,
    account_id: imageVersion.accountId,
    base_image: description?.baseImage ?? null,
    container_image: description?.containerImage ?? null,
    creation_time: listed.creationTime,
    failure_reason: description?.failureReason ?? listed.failureReason ?? null,
    horovod: description?.horovod ?? null,
    image_arn: listed.imageArn,
    image_version_arn: listed.imageVersionArn,
    image_version_status: description?.imageVersionStatus ?? listed.imageVersionStatus,
    job_type: description?.jobType ?? null,
    last_modified_time: listed.lastModifiedTime,
    ml_framework: description?.mlFramework ?? null,
    processor: description?.processor ?? null,
    programming_lang: description?.programmingLang ?? null,
    release_notes: description?.releaseNotes ?? null,
    tags: imageVersion.tags,
    vendor_guidance: description?.vendorGuidance ?? null,
    version: listed.version,
  };
}
