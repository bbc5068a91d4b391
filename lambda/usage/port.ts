import type { AppDefault, AppRecord } from '../../lib/core/usage';
import type { Page } from '../paging';

/** One row of ListDomains. */
export interface ListedDomain {
  readonly domainId: string;
  readonly domainName?: string;
}

/** One row of ListUserProfiles. */
export interface ListedUserProfile {
  readonly domainId: string;
  readonly userProfileName: string;
  readonly lastModifiedTime: string;
}

/** One row of ListSpaces. */
export interface ListedSpace {
  readonly domainId: string;
  readonly spaceName: string;
  readonly lastModifiedTime: string;
}

/**
 * The read calls of SageMaker that tell which images are in use, one account and Region.
 * Every method rejects with a ServiceError, after the SDK's own retries.
 */
export interface UsageCatalog {
  /** Apps in every state; those that were deleted stay listed for a while. */
  listApps(nextToken?: string): Promise<Page<AppRecord>>;
  listDomains(nextToken?: string): Promise<Page<ListedDomain>>;
  /** What the domain names where nobody else does, for user profiles and for spaces. */
  describeDomain(domainId: string): Promise<readonly AppDefault[]>;
  listUserProfiles(nextToken?: string): Promise<Page<ListedUserProfile>>;
  describeUserProfile(domainId: string, userProfileName: string): Promise<readonly AppDefault[]>;
  listSpaces(nextToken?: string): Promise<Page<ListedSpace>>;
  describeSpace(domainId: string, spaceName: string): Promise<readonly AppDefault[]>;
}
