import { daysBetween, type CalendarDate } from '../../lib/core/calendar-date';
import type { PolicyChange } from '../../lib/core/change';
import type { DateMove } from '../../lib/core/evaluation/options';
import { MOVE_SHOWN_FOR_DAYS } from '../../lib/core/evaluation/recent-move';
import type { Finding } from '../../lib/core/finding';
import { comparePolicies } from '../../lib/core/policy/compare-policies';
import type { Policy, PolicySet } from '../../lib/core/policy/policy';
import { policyChanges, type JudgedDocument, type NewsContext } from '../../lib/core/policy/policy-changes';
import { NOTHING_TOLD } from '../../lib/core/policy/policy-changes-told';
import type { RefreshedPolicies } from '../policy/refresh-policies';
import type { ToldPolicies } from '../state/told-policies';

/** Without state, subscribers know what came with this program: what has changed since is news. */
export function nothingTold(shipped: PolicySet): ToldPolicies {
  return { policies: shipped, news: NOTHING_TOLD, moves: [] };
}

/** Ends of support that moved: those remembered, and those that this run has seen. */
export function recentMoves({ policies }: Pick<RefreshedPolicies, 'policies'>, told: ToldPolicies, today: CalendarDate): readonly DateMove[] {
  const seen = policies.flatMap((after) => {
    const before = told.policies.find(({ family }) => family === after.family);
    return before ? movesBetween(before, after, today) : [];
  });
  return [...told.moves.filter(({ on }) => daysBetween(on, today) <= MOVE_SHOWN_FOR_DAYS), ...seen];
}

function movesBetween(before: Policy, after: Policy, on: CalendarDate): readonly DateMove[] {
  return comparePolicies(before, after).moved.flatMap(({ release: { processors, ...release }, from, to }) => {
    const move = { family: after.family, ...release, from, to, on };
    return processors.length === 0 ? [move] : processors.map((processor) => ({ ...move, processor }));
  });
}

export interface PolicyNewsInput {
  readonly refreshed: RefreshedPolicies;
  readonly told: ToldPolicies;
  readonly findings: readonly Finding[];
  readonly moves: readonly DateMove[];
  readonly today: CalendarDate;
  readonly noticePeriods: readonly number[];
}

export interface PolicyNews {
  readonly changes: readonly PolicyChange[];
  /** What subscribers know once they were told. */
  readonly told: ToldPolicies;
}

/** What is to be told of the policies: of each document that was read, and of what rules now for any other reason. */
export function policyNews({ refreshed, told, findings, moves, today, noticePeriods }: PolicyNewsInput): PolicyNews {
  const changes: PolicyChange[] = [];
  let known = told.news;
  for (const judged of documentsOf(refreshed, told.policies)) {
    const context: NewsContext = { today, noticePeriods, findings, told: known };
    const news = policyChanges(judged, context);
    changes.push(...news.changes);
    known = news.told;
  }
  return { changes, told: { policies: refreshed.policies, news: known, moves } };
}

function documentsOf({ policies, judged }: RefreshedPolicies, before: readonly Policy[]): readonly JudgedDocument[] {
  const find = (set: readonly Policy[], family: string) => set.find((policy) => policy.family === family);
  const read = judged.map(({ document, source, sha256, verdict, reasons }): JudgedDocument => ({
    candidate: document, source, sha256, verdict, reasons, before: find(before, document.family), after: find(policies, document.family),
  }));
  return [...read, ...policies.flatMap((policy) => unread(policy, find(before, policy.family), read))];
}

/**
 * What rules without having been read in this run may have changed all the same: it came with a new release of this program, or was
 * accepted by a run that could not tell it any more.
 */
function unread(after: Policy, before: Policy | undefined, read: readonly JudgedDocument[]): readonly JudgedDocument[] {
  const own = read.filter(({ candidate }) => candidate.family === after.family);
  if (own.some(({ candidate }) => candidate.products === undefined)) return [];
  const covered = own.flatMap(({ candidate }) => candidate.products ?? []);
  const products = [...new Set([...after.releases, ...before?.releases ?? []].flatMap(({ product }) => product ?? []))];
  const rest = products.filter((product) => !covered.includes(product));
  if (products.length > 0 && rest.length === 0) return [];
  const candidate = { ...after, ...(products.length > 0 && { products: rest }) };
  return [{ candidate, source: after.source, sha256: after.sha256, verdict: 'accepted', reasons: [], before, after }];
}
