import { dateOf, type CalendarDate } from '../calendar-date';
import type { FindingPolicy, PolicyRow } from '../finding';
import type { Policy, PolicyRelease } from '../policy/policy';

/** The row that ruled, with where and when it was read: rows of one policy may come from several documents. */
export function policyRow(policy: Policy, release: PolicyRelease): PolicyRow {
  return {
    family: policy.family,
    sha256: release.sha256 ?? policy.sha256,
    line: release.line,
    ...(release.releaseDate !== undefined && { releaseDate: release.releaseDate }),
    asWritten: release.asWritten,
    source: release.source ?? policy.source,
    retrievedAt: release.asOf ?? policy.retrievedAt,
    rule: release.rule ?? policy.rule,
  };
}

/** The policy that was asked, whether it had a row or not. */
export function findingPolicy({ family, sha256, retrievedAt, rule }: Policy): FindingPolicy {
  return { family, sha256, retrievedAt, rule };
}

/** The day on which the vendor's word was read: the row's own, where it has one. */
export function readOn(policy: Policy, release: PolicyRelease | undefined): CalendarDate {
  return release?.asOf ?? dateOf(policy.retrievedAt);
}
