import { rowName } from '../../lib/core/policy/checks/grouping';
import { pendingDates } from '../../lib/core/policy/pending-dates';
import type { Policy, PolicyRelease } from '../../lib/core/policy/policy';
import type { JudgedDocument, RefreshedPolicies } from '../policy/refresh-policies';

/**
 * The earlier dates of refused documents that were told stay on their findings until a document that is about the same releases says
 * otherwise: neither a source that cannot be reached nor an error page in its place does.
 */
export function rememberPending(refreshed: RefreshedPolicies, told: readonly Policy[]): RefreshedPolicies {
  return { ...refreshed, policies: refreshed.policies.map((policy) => withRemembered(policy, refreshed.judged, told)) };
}

function withRemembered(policy: Policy, judged: readonly JudgedDocument[], told: readonly Policy[]): Policy {
  const before = told.find(({ family }) => family === policy.family)?.pending ?? [];
  const own = judged.filter(({ document }) => document.family === policy.family);
  const releases = before.filter((row) => !own.some((each) => hasSay(each, row)));
  const kept = pendingDates({ family: policy.family, releases, majors: [], anomalies: [] }, policy);
  return kept.length === 0 ? policy : { ...policy, pending: [...policy.pending ?? [], ...kept] };
}

/** A refused document may have lost the row by the very damage that it was refused for. */
function hasSay({ document: { products, releases }, verdict }: JudgedDocument, row: PolicyRelease): boolean {
  if (verdict === 'refused') return releases.some((other) => rowName(other) === rowName(row));
  return products === undefined || row.product === undefined || products.includes(row.product);
}
