import { daysBetween, type CalendarDate } from '../../lib/core/calendar-date';
import type { PolicyChange } from '../../lib/core/change';
import type { DateMove } from '../../lib/core/evaluation/options';
import { MOVE_SHOWN_FOR_DAYS } from '../../lib/core/evaluation/recent-move';
import type { Finding } from '../../lib/core/finding';
import { comparePolicies, isEarlier, nearestRows } from '../../lib/core/policy/compare-policies';
import type { Policy, PolicyDocument, PolicySet } from '../../lib/core/policy/policy';
import { policyChanges, type JudgedDocument, type NewsContext, type PolicyNews as DocumentNews } from '../../lib/core/policy/policy-changes';
import { NOTHING_TOLD, type ToldPolicyNews } from '../../lib/core/policy/policy-changes-told';
import { toldKey } from '../../lib/core/policy/policy-changes-items';
import { omit } from '../../lib/core/omit';
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
  const context = (): NewsContext => ({ today, noticePeriods, findings, told: known });
  const add = (news: DocumentNews): void => {
    changes.push(...news.changes);
    known = news.told;
  };
  const read = readDocuments(refreshed, told.policies);
  for (const judged of read) add(readNews(judged, context()));
  for (const judged of refreshed.policies.flatMap((policy) => unreadPart(policy, ofFamily(told.policies, policy.family), read))) {
    add(unreadNews(judged, context()));
  }
  return { changes, told: { policies: refreshed.policies, news: known, moves } };
}

function ofFamily(policies: readonly Policy[], family: string): Policy | undefined {
  return policies.find((policy) => policy.family === family);
}

function readDocuments({ policies, judged }: RefreshedPolicies, told: readonly Policy[]): readonly JudgedDocument[] {
  return judged.map(({ document, source, sha256, verdict, reasons }, index): JudgedDocument => {
    const before = ofFamily(told, document.family);
    // Its doubts were told when it came to rule.
    const isTold = verdict === 'accepted-with-doubts' && isPartOf(before, sha256);
    const judgement = isTold ? { verdict: 'accepted' as const, reasons: [] } : { verdict, reasons };
    const products = ownProducts(document, judged.slice(index + 1).map((later) => later.document));
    const candidate = { ...document, ...(products && { products }) };
    return { candidate, source, sha256, ...judgement, before, after: ofFamily(policies, document.family) };
  });
}

function isPartOf(policy: Policy | undefined, sha256: string): boolean {
  if (policy === undefined) return false;
  return policy.sha256 === sha256 || policy.releases.some((row) => row.sha256 === sha256 && row.withdrawnOn === undefined);
}

/** Of a product that two documents are about, the news is told with the later one. */
function ownProducts({ family, products }: PolicyDocument, later: readonly PolicyDocument[]): readonly string[] | undefined {
  const taken = later.flatMap((other) => (other.family === family ? other.products ?? [] : []));
  return products?.filter((product) => !taken.includes(product));
}

/**
 * What rules without having been read in this run may have changed all the same: it came with a new release of this program, or was
 * accepted by a run that could not tell it any more.
 */
function unreadPart(after: Policy, before: Policy | undefined, read: readonly JudgedDocument[]): readonly JudgedDocument[] {
  const own = read.filter(({ candidate }) => candidate.family === after.family);
  if (own.some(({ candidate }) => candidate.products === undefined)) return [];
  const covered = own.flatMap(({ candidate }) => candidate.products ?? []);
  const products = [...new Set([...after.releases, ...before?.releases ?? []].flatMap(({ product }) => product ?? []))];
  const rest = products.filter((product) => !covered.includes(product));
  if (products.length > 0 && rest.length === 0) return [];
  const candidate = { ...after, ...(products.length > 0 && { products: rest }) };
  return [{ candidate, source: after.source, sha256: after.sha256, verdict: 'accepted', reasons: [], before, after }];
}

/** A date that was told to wait, and waits, stays told, also where the one that rules has moved beside it. */
function readNews(judged: JudgedDocument, context: NewsContext): DocumentNews {
  const { after } = judged;
  const news = policyChanges(judged, context);
  const waiting = new Map(after?.pending?.map((row) => [toldKey(after.family, row), row.eolFrom]));
  const kept = Object.fromEntries(Object.entries(context.told.pending).filter(([key, { eolFrom }]) => waiting.get(key) === eolFrom));
  return { ...news, told: { ...news.told, pending: { ...kept, ...news.told.pending } } };
}

/** Who could not be asked takes nothing back: neither the earlier dates of a refused document, nor that it was refused. */
function unreadNews({ before, after, ...judged }: JudgedDocument, context: NewsContext): DocumentNews {
  const { told } = context;
  const news = policyChanges(
    { ...judged, before: before && omit(before, 'pending'), after: after && omit(after, 'pending') },
    { ...context, told: { ...told, pending: {} } },
  );
  return { ...news, told: { dates: news.told.dates, documents: told.documents, pending: stillPending(told.pending, after) } };
}

/** Without those that have come to rule. */
function stillPending(pending: ToldPolicyNews['pending'], after: Policy | undefined): ToldPolicyNews['pending'] {
  if (!after) return pending;
  const ruling = new Map([...nearestRows(after.releases).values()].map((row) => [toldKey(after.family, row), row.eolFrom]));
  return Object.fromEntries(Object.entries(pending).filter(([key, { eolFrom }]) => {
    const rules = ruling.get(key);
    return rules === undefined || isEarlier(eolFrom, rules);
  }));
}
