import type { Vendor } from './base-image';
import type { KnownBase } from './known-bases';
import { VENDORS } from './vendors';

/** A rule of the account's registry: repositories below a prefix are copies of an upstream registry's. */
export interface PullThroughCacheRule {
  readonly accountId: string;
  readonly region: string;
  /** `ROOT` stands for the whole registry. */
  readonly ecrRepositoryPrefix: string;
  readonly upstreamRegistryUrl: string;
  readonly upstreamRepositoryPrefix?: string;
}

/** A team's base image, as a policy of the team's declares it. */
export interface GoldenImage {
  /** The family of the policy that dates it. */
  readonly family: string;
  /** Repositories that hold it: `123456789012.dkr.ecr.us-east-1.amazonaws.com/platform/base`, without tag. */
  readonly repositories: readonly string[];
  /** A label that its builds set to their version, and that images built on it inherit. */
  readonly versionLabel?: string;
  /** Whether a date label on an image of these repositories counts even where it brings the end later. */
  readonly trustDateLabels?: boolean;
}

/** All that lineage knows beside the image itself. */
export interface LineageContext {
  readonly vendors: readonly Vendor[];
  readonly bases: readonly KnownBase[];
  readonly cacheRules: readonly PullThroughCacheRule[];
  readonly golden: readonly GoldenImage[];
}

const NOTHING_ELSE: LineageContext = { vendors: VENDORS, bases: [], cacheRules: [], golden: [] };

/** What is given, and for the rest what every image can be judged by: the vendors' own labels and registries. */
export function completeContext(context: Partial<LineageContext>): LineageContext {
  return { ...NOTHING_ELSE, ...context };
}
