import type { CalendarDate } from './calendar-date';
import type { InventoryColumns } from './inventory';
import type { Confidence, Evidence } from './lineage/base-image';
import type { PolicyRule, Processor } from './policy/policy';
import type { Waiver } from './waiver';

export const SUPPORT_STATUSES = [
  'SUPPORTED', 'EXPIRING', 'END_OF_SUPPORT', 'END_OF_AVAILABILITY', 'NO_DATE_PUBLISHED', 'NOT_IN_POLICY_YET',
  'NOT_IN_POLICY', 'UNKNOWN_BASE', 'IMAGE_UNAVAILABLE',
] as const;

/** Where an image version stands in its base image's support life. Only `SUPPORTED` is good news. */
export type SupportStatus = (typeof SUPPORT_STATUSES)[number];

/** Statuses as people want to hear of them: the worst first. */
export const WORST_FIRST: readonly SupportStatus[] = [
  'END_OF_AVAILABILITY', 'END_OF_SUPPORT', 'EXPIRING', 'UNKNOWN_BASE', 'IMAGE_UNAVAILABLE', 'NOT_IN_POLICY', 'NOT_IN_POLICY_YET',
  'NO_DATE_PUBLISHED', 'SUPPORTED',
];

export const SEVERITIES = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** Whether `severity` is at least `threshold`. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
}

/** The highest of some severities; undefined for none. */
export function highestSeverity(severities: Iterable<Severity>): Severity | undefined {
  let highest = -1;
  for (const severity of severities) highest = Math.max(highest, SEVERITIES.indexOf(severity));
  return SEVERITIES[highest];
}

export const CONDITION_TYPES = [
  'DATE_MOVED_EARLIER', 'DATE_MOVED_LATER', 'DATE_INFERRED', 'VERSION_INFERRED', 'PENDING_EARLIER_DATE', 'POLICY_STALE',
  'POLICY_INCONSISTENT', 'LINEAGE_CONFLICT', 'PROBABLE_BASE', 'FLOATING_TAG', 'PATCH_BEHIND', 'TO_BE_ARCHIVED', 'ARCHIVED',
  'BACKING_IMAGE_GONE', 'WAIVED', 'WAIVER_EXPIRED',
] as const;

export type ConditionType = (typeof CONDITION_TYPES)[number];

/** Something to know beside the status. */
export interface Condition {
  readonly type: ConditionType;
  readonly message: string;
}

/** The release to move to. */
export interface Successor {
  readonly version: string;
  readonly uri: string;
  /** How far the move is, by semantic versioning. */
  readonly step: 'patch' | 'minor' | 'major';
  readonly endOfSupport: CalendarDate | null;
}

/** The row of the policy that gave the date. */
export interface PolicyRow {
  readonly family: string;
  /** When the release came out, where the policy says. */
  readonly releaseDate?: CalendarDate;
  readonly sha256: string;
  readonly line: number | null;
  readonly asWritten: string;
  /** Where this row was read, and when: an ISO instant or a day. */
  readonly source: string;
  readonly retrievedAt: string;
  readonly rule: PolicyRule;
}

/** A policy as a finding names it. */
export interface FindingPolicy {
  readonly family: string;
  readonly sha256: string;
  readonly retrievedAt: string;
  readonly rule: PolicyRule;
}

/** The base image as a finding shows it; the evidence stands beside it. */
export interface FindingBase {
  readonly family: string;
  readonly version: string | null;
  readonly processor: Processor | null;
  readonly framework?: string;
  readonly confidence: Confidence;
}

/** Who uses one of AWS's own images as it is. */
export interface DirectUsers {
  /** Apps that run or start now. */
  readonly running: number;
  /** Defaults of domains, user profiles and spaces. */
  readonly attached: number;
  /** Some of them, by domain, owner, type and name. */
  readonly examples: readonly string[];
}

/**
 * How much of who uses an image was read: everything; apps with what domains and user profiles name; apps alone; or less than was asked
 * for, because calls failed. Only `full` can tell that nobody uses an image.
 */
export type UsageRead = 'full' | 'apps-and-defaults' | 'apps' | 'incomplete';

/** Who uses an image version, as far as was read: what new apps may start with, and what runs now. Two facts. */
export interface FindingUsage {
  /** Domains, user profiles and spaces that offer it to their apps, or start them with it. */
  readonly attached: number;
  /** Apps that run or start now. */
  readonly running: number;
  /** Of both, those that name no version: they are counted for the newest, and an app gets what is newest when it starts. */
  readonly floating: number;
  /** Some of them in words, running ones first. */
  readonly examples: readonly string[];
  /** The ids of the domains that they are in. */
  readonly domains: readonly string[];
  readonly read: UsageRead;
}

/** How a user of an image version is moved to another. It is shown, and never run. */
export interface UsageHint {
  /** What it does: `offer version 7 in domain d-1 to JupyterLab`. */
  readonly what: string;
  /** A line for a shell, with every value quoted. */
  readonly command: string;
  /** The property to change where a template of CDK or CloudFormation makes the setting. */
  readonly cdk?: string;
}

/** What the registry's own scan found in the image: shown, and never judged by. */
export interface RegistryScan {
  /** By severity, as the registry names them: `CRITICAL`, `HIGH`… */
  readonly counts: Readonly<Record<string, number>>;
  /** ISO instant, where the registry says. */
  readonly scannedAt: string | null;
}

/** A team's own base between the vendor's and the image, with what the team's policy says of it. */
export interface FindingGolden {
  readonly family: string;
  readonly version: string | null;
  readonly endOfSupport: CalendarDate | null;
  readonly status: SupportStatus;
  readonly policyRow: PolicyRow | null;
}

/** The verdict on one image version. There is exactly one for each version that the scan could see. */
export interface Finding extends InventoryColumns {
  readonly imageVersionArn: string;
  readonly imageName: string;
  readonly accountId: string;
  readonly region: string;
  readonly aliases: readonly string[];
  readonly status: SupportStatus;
  readonly severity: Severity;
  readonly conditions: readonly Condition[];
  /** Why the status is what it is, and what to do, where the dates alone do not say it. */
  readonly reason?: string;
  readonly base: FindingBase | null;
  /** Present where the image is built on a team's own base; where there are several, the one that ends first. */
  readonly golden?: FindingGolden;
  readonly evidence: readonly Evidence[];
  readonly endOfSupport: CalendarDate | null;
  readonly endOfAvailability: CalendarDate | null;
  /**
   * Present where the vendor has not dated the release yet: the day on which, or before, its support ends if it lives as long as
   * others. Never judged by.
   */
  readonly estimatedEndOfSupport?: CalendarDate;
  /** From today to the end of support; negative when it has passed. */
  readonly daysLeft: number | null;
  readonly policyRow: PolicyRow | null;
  /** Present where a policy was asked, whether it has a row or not. */
  readonly policy?: FindingPolicy;
  readonly successor: Successor | null;
  /** When a scan first saw this version, and since when it has had this status. ISO instants. */
  readonly firstSeen: string;
  readonly statusSince: string;
  /** Present where a waiver covers the version, or did until it expired: the conditions say which. */
  readonly waiver?: Waiver;
  /** Present where the finding is about an image of AWS's own that is used directly: it is in no inventory of the account's. */
  readonly directUse?: DirectUsers;
  /** Absent where usage was not read. */
  readonly usage?: FindingUsage;
  /** How to move some of its users; absent where there is nothing to move, or nowhere to. */
  readonly hints?: readonly UsageHint[];
  /** Whose it is; null where nobody was found. Absent where owners were not asked for. */
  readonly owner?: string | null;
  readonly registryScan?: RegistryScan;
}
