import type { SupportStatus } from './finding';

/** The environment that the construct writes and the function reads. */
export const ENVIRONMENT = {
  monitor: 'IMAGE_SUPPORT_MONITOR',
  topicArn: 'IMAGE_SUPPORT_TOPIC_ARN',
  /** Not set where there is no chat. */
  chatTopicArn: 'IMAGE_SUPPORT_CHAT_TOPIC_ARN',
  /** Name or ARN. */
  eventBus: 'IMAGE_SUPPORT_EVENT_BUS',
  bucketName: 'IMAGE_SUPPORT_BUCKET',
  /** Days, longest first, separated by commas. */
  noticePeriods: 'IMAGE_SUPPORT_NOTICE_PERIODS',
  /** `s3://bucket/key`; not set where no catalogue was given. */
  chainCatalogue: 'IMAGE_SUPPORT_CHAIN_CATALOGUE',
  /** JSON, see `PolicySettings`. */
  policies: 'IMAGE_SUPPORT_POLICIES',
  /** `s3://bucket/key` of each set of waivers, separated by commas; not set where there are none. */
  waivers: 'IMAGE_SUPPORT_WAIVERS',
  /** `region=account`, separated by commas; not set where there are none. */
  vendorAccounts: 'IMAGE_SUPPORT_VENDOR_ACCOUNTS',
  /** Days after which an open finding is told again; 0 for never. */
  reminderDays: 'IMAGE_SUPPORT_REMINDER_DAYS',
  /** JSON, see `ImageSelection`; not set where all images are watched. */
  imageFilters: 'IMAGE_SUPPORT_IMAGE_FILTERS',
  /** One of `USAGE_SCOPES`; not set for the default. */
  usageScope: 'IMAGE_SUPPORT_USAGE_SCOPE',
  /** The tag of an image that names its owner; not set where findings have no owners. */
  ownerTag: 'IMAGE_SUPPORT_OWNER_TAG',
} as const;

/** Which policy documents the function reads, and how: the JSON of one environment variable. */
export interface PolicySettings {
  readonly documents: readonly PolicyDocumentSettings[];
  /** Hashes of documents that an operator accepts although the gate refuses them. */
  readonly accepted: readonly string[];
}

export interface PolicyDocumentSettings {
  /** One of the vendors' documents; absent for a document that says itself what it is about. */
  readonly id?: string;
  /** `https://…` or `s3://bucket/key`; absent for the vendor's own address. */
  readonly location?: string;
  /** False where it is not read, and what is there already rules. */
  readonly refresh?: boolean;
}

/** Metrics that every scan emits, zeros too, with the one dimension `Monitor`. */
export const METRIC_NAMESPACE = 'SageMakerImageSupport';
export const METRIC_DIMENSION = 'Monitor';

export const METRICS = {
  imageVersions: 'ImageVersions',
  /** Days until the nearest end of support still to come; not emitted where there is none. */
  nearestEndOfSupport: 'DaysToNearestEndOfSupport',
  /** Percent of image versions whose base and date were found or are known to be missing from the policy. */
  coverage: 'Coverage',
  /** 1 where everything could be read, else 0. */
  scanComplete: 'ScanComplete',
  scanFailures: 'ScanFailures',
  scanDuration: 'ScanDuration',
  /** Days since the oldest policy in use was read at its source. */
  policyAge: 'PolicyAge',
  /** Policy documents that the gate refused, and that wait for the vendor or an operator. */
  policyRefused: 'PolicyDocumentsRefused',
  /** Policy documents that could not be read at their source. */
  policyUnread: 'PolicyDocumentsUnread',
  /** 1 for each scan that ended. */
  heartbeat: 'Heartbeat',
} as const;

/** The metric that counts the image versions in a status. */
export const STATUS_METRICS: Readonly<Record<SupportStatus, string>> = {
  SUPPORTED: 'Supported',
  EXPIRING: 'Expiring',
  END_OF_SUPPORT: 'EndOfSupport',
  END_OF_AVAILABILITY: 'EndOfAvailability',
  NO_DATE_PUBLISHED: 'NoDatePublished',
  NOT_IN_POLICY_YET: 'NotInPolicyYet',
  NOT_IN_POLICY: 'NotInPolicy',
  UNKNOWN_BASE: 'UnknownBase',
  IMAGE_UNAVAILABLE: 'ImageUnavailable',
};

/** Days before the end of support at which people are told. */
export const DEFAULT_NOTICE_PERIODS: readonly number[] = [90, 30, 7];

/** Where things lie in the bucket. The lifecycle rules of the construct name the same prefixes. */
export const BUCKET_PREFIXES = {
  /** What was learned about digests and versions: kept for good. */
  facts: 'facts/',
  /** The last findings and the lease. */
  state: 'state/',
  reports: 'reports/',
  /** The policy documents that were accepted last. */
  policies: 'policies/',
  /** Parquet files of every scan: what the tables of the dataset read. */
  dataset: 'dataset/',
} as const;

export const SCHEMA_VERSION = '1.0';

/** Names of the SNS message attributes that a subscription's filter policy can use. */
export const MESSAGE_ATTRIBUTES = {
  severity: 'severity',
  statuses: 'statuses',
  accountId: 'accountId',
  region: 'region',
  monitor: 'monitor',
  /** Only where findings have owners. */
  owner: 'owner',
} as const;
