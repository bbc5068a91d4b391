import { addDays, dateOf, daysBetween, type CalendarDate } from '../calendar-date';
import type { Severity } from '../finding';
import { SAGEMAKER_DISTRIBUTION, type Policy } from '../policy/policy';
import type { EvaluationOptions } from './options';
import { readOn } from './provenance';

/**
 * How long a release is planned to be supported, in days, where a vendor's releases resemble each other: from the release tag of
 * SageMaker Distribution's minor versions to their first date, 179 to 196 days, median 184 (support_policy.md and tags of
 * github.com/aws/sagemaker-distribution, 2024-07 to 2026-08).
 */
export const PLANNED_SUPPORT_DAYS: Readonly<Partial<Record<string, number>>> = { [SAGEMAKER_DISTRIBUTION]: 184 };

/** A row that takes longer than this may never come. The slowest of SageMaker Distribution's took 35 days. Same source. */
export const ROW_GRACE_DAYS = 45;

/** What can be said of a release that the policy does not list yet. */
export interface AwaitedRow {
  readonly estimatedEndOfSupport?: CalendarDate;
  readonly reason?: string;
  /** Present once the grace is over. */
  readonly atLeast?: Severity;
}

/**
 * The release is no younger than the image version that was built on it: its support ends, if it is as long as usual, on the day
 * that is estimated or before. An estimate never judges.
 */
export function awaitRow(creationTime: string, policy: Policy, { today }: Pick<EvaluationOptions, 'today'>): AwaitedRow {
  if (Number.isNaN(Date.parse(creationTime))) return {};
  const created = dateOf(creationTime);
  const planned = PLANNED_SUPPORT_DAYS[policy.family];
  const estimate = planned === undefined ? undefined : addDays(created, planned);
  const age = daysBetween(created, today);
  const overdue = age > ROW_GRACE_DAYS;
  const reasons = [
    ...(estimate === undefined ? [] : [
      `An estimate, not a published date: the release existed on ${created}, when this version was created; with the usual ${planned} days its support ends on ${estimate} or earlier.`,
    ]),
    ...(overdue ? [
      `The version is ${age} days old, and the policy, read on ${readOn(policy, undefined)}, has no row for its base; beyond ${ROW_GRACE_DAYS} days none may come: read the policy anew, ask the vendor, or move to a release that is listed.`,
    ] : []),
  ];
  return {
    ...(estimate !== undefined && { estimatedEndOfSupport: estimate }),
    ...(reasons.length > 0 && { reason: reasons.join(' ') }),
    ...(overdue && { atLeast: 'MEDIUM' }),
  };
}
