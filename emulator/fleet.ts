import type { AppStatus, AppType, DefaultSpaceSettings, DomainStatus, ResourceSpec, SpaceSettings, UserSettings } from '@aws-sdk/client-sagemaker';
import type { Fault } from './fault';
import type { Throttling } from './throttle';

/** What the emulator serves: a plain JSON document. Account ids and Region names are keys, so that none can occur twice. */
export interface Fleet {
  readonly description?: string;
  readonly accounts: Readonly<Record<string, FleetAccount>>;
  /** The account of callers whose access key names none. Default: the first account of the document. */
  readonly defaultAccountId?: string;
  /** The Region that the printed environment names. Default: the first Region of the default account. */
  readonly defaultRegion?: string;
  readonly faults?: readonly Fault[];
  /** Default: nothing is throttled. */
  readonly throttling?: Throttling;
  /** How long every answer takes. Default: 0. */
  readonly latencyMilliseconds?: number;
}

export interface FleetAccount {
  readonly regions: Readonly<Record<string, FleetRegion>>;
}

export interface FleetRegion {
  readonly images?: readonly FleetImage[];
  readonly repositories?: readonly FleetRepository[];
  readonly pullThroughCacheRules?: readonly FleetPullThroughCacheRule[];
  readonly domains?: readonly FleetDomain[];
}

export const IMAGE_STATUSES = [
  'CREATING', 'CREATED', 'CREATE_FAILED', 'UPDATING', 'UPDATE_FAILED', 'DELETING', 'DELETE_FAILED',
] as const;
export const IMAGE_VERSION_STATUSES = ['CREATING', 'CREATED', 'CREATE_FAILED', 'DELETING', 'DELETE_FAILED'] as const;
export const VENDOR_GUIDANCES = ['NOT_PROVIDED', 'STABLE', 'TO_BE_ARCHIVED', 'ARCHIVED'] as const;
export const JOB_TYPES = ['TRAINING', 'INFERENCE', 'NOTEBOOK_KERNEL'] as const;
export const PROCESSORS = ['CPU', 'GPU'] as const;
export const REGISTRY_IMAGE_STATUSES = ['ACTIVE', 'ARCHIVED', 'ACTIVATING'] as const;

/** A SageMaker image. Its ARN is always in lower case, as the service's is; the name keeps its case. */
export interface FleetImage {
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Default: CREATED. */
  readonly status?: (typeof IMAGE_STATUSES)[number];
  readonly failureReason?: string;
  /** ISO instant. Default: 2025-01-01T00:00:00Z. */
  readonly created?: string;
  /** ISO instant. Default: when it was created. */
  readonly modified?: string;
  readonly versions: readonly FleetImageVersion[];
}

export interface FleetImageVersion {
  readonly version: number;
  /**
   * The registered image: any text. `{digest:TAG}` in it becomes the digest that the emulator computed for that tag of the
   * same repository, since a document that is written by hand can't know it.
   */
  readonly baseImage: string;
  /** Default: the same as `baseImage`. */
  readonly containerImage?: string;
  /** Default: CREATED. */
  readonly status?: (typeof IMAGE_VERSION_STATUSES)[number];
  readonly failureReason?: string;
  /** ISO instant. Default: as many hours after the image as the version's number says. */
  readonly created?: string;
  readonly modified?: string;
  readonly aliases?: readonly string[];
  readonly vendorGuidance?: (typeof VENDOR_GUIDANCES)[number];
  readonly jobType?: (typeof JOB_TYPES)[number];
  readonly mlFramework?: string;
  readonly programmingLang?: string;
  readonly processor?: (typeof PROCESSORS)[number];
  readonly horovod?: boolean;
  readonly releaseNotes?: string;
}

export interface FleetRepository {
  readonly name: string;
  readonly images: readonly FleetRegistryImage[];
  /** ISO instant. Default: 2025-01-01T00:00:00Z. */
  readonly created?: string;
}

/** An image of a repository: a plain manifest, or an index over one manifest a platform where `platforms` is given. */
export interface FleetRegistryImage {
  /** None: reached by digest only. */
  readonly tags?: readonly string[];
  readonly config: ImageConfig;
  /** `linux/amd64`. Each gets the config with its own architecture. Default: a plain manifest for linux/amd64. */
  readonly platforms?: readonly string[];
  /** Adds to the index one attestation manifest a platform, as BuildKit pushes them. Needs `platforms`. */
  readonly attestation?: { readonly materials?: readonly string[] };
  /** Annotations of each platform's manifest. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly indexAnnotations?: Readonly<Record<string, string>>;
  /** Media types. Default: `oci` where there are platforms or annotations, else `docker`. */
  readonly format?: 'docker' | 'oci';
  /** Default: ACTIVE. */
  readonly status?: (typeof REGISTRY_IMAGE_STATUSES)[number];
  /** ISO instant. Default: when the repository was created. */
  readonly pushed?: string;
  /** What a scan of the registry found in it. Default: it was not scanned. */
  readonly scan?: FleetScan;
}

export interface FleetScan {
  /** Findings by severity: `CRITICAL`, `HIGH`… */
  readonly counts: Readonly<Record<string, number>>;
  /** ISO instant. Default: when the image was pushed. */
  readonly completed?: string;
}

/** The part of an image config that lineage can look at. */
export interface ImageConfig {
  readonly labels?: Readonly<Record<string, string>>;
  /** `KEY=value` */
  readonly env?: readonly string[];
  /** `created_by` of each build step, bottom first. */
  readonly history?: readonly string[];
  /** Digests of the uncompressed layers, bottom first. Default: made up from the rest of the config. */
  readonly diffIds?: readonly string[];
  readonly user?: string;
  readonly workingDir?: string;
}

export interface FleetPullThroughCacheRule {
  readonly ecrRepositoryPrefix: string;
  readonly upstreamRegistryUrl: string;
  readonly upstreamRegistry?: string;
  readonly upstreamRepositoryPrefix?: string;
}

/** A SageMaker domain with the people, spaces and apps in it. Settings and specs are written as the API writes them. */
export interface FleetDomain {
  /** `d-` and letters and digits. */
  readonly id: string;
  /** Default: the id. */
  readonly name?: string;
  /** Default: InService. */
  readonly status?: DomainStatus;
  /** ISO instant. Default: 2025-01-01T00:00:00Z. */
  readonly created?: string;
  /** ISO instant. Default: when it was created. */
  readonly modified?: string;
  readonly defaultUserSettings?: UserSettings;
  readonly defaultSpaceSettings?: DefaultSpaceSettings;
  readonly userProfiles?: readonly FleetUserProfile[];
  readonly spaces?: readonly FleetSpace[];
  readonly apps?: readonly FleetApp[];
}

export interface FleetUserProfile {
  readonly name: string;
  /** Default: InService. */
  readonly status?: DomainStatus;
  /** ISO instant. Default: when the domain was created. */
  readonly created?: string;
  readonly modified?: string;
  readonly userSettings?: UserSettings;
}

export interface FleetSpace {
  readonly name: string;
  /** Default: InService. */
  readonly status?: DomainStatus;
  /** ISO instant. Default: when the domain was created. */
  readonly created?: string;
  readonly modified?: string;
  readonly spaceSettings?: SpaceSettings;
}

/** An app of a user profile or of a space, one of the two. Deleted ones stay listed. */
export interface FleetApp {
  readonly name: string;
  readonly type: AppType;
  readonly userProfile?: string;
  readonly space?: string;
  /** Default: InService. */
  readonly status?: AppStatus;
  /** ISO instant. Default: when the domain was created. */
  readonly created?: string;
  readonly resourceSpec?: ResourceSpec;
}
