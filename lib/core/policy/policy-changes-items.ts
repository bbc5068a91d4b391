import type { CalendarDate } from '../calendar-date';
import type { PolicyChangeType } from '../change';
import type { Finding } from '../finding';
import { rowName } from './checks/grouping';
import { comparePolicies, isEarlier, rowsOfProducts, type ComparedRelease, type DatedRelease, type MovedRelease } from './compare-policies';
import type { Policy, PolicyDocument, PolicyRelease } from './policy';
import { affectedBy, type Affected } from './policy-changes-affected';
import { lastTold, type LastTold, type ToldDate, type ToldPolicyNews } from './policy-changes-told';

/** One thing that befell one release, before things that read alike are told together. */
export interface NewsItem {
  readonly type: Exclude<PolicyChangeType, 'DOCUMENT_REFUSED' | 'DOCUMENT_ACCEPTED_WITH_DOUBTS'>;
  /** Which date it is about. */
  readonly of: 'support' | 'availability' | 'major';
  readonly release: ComparedRelease;
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  readonly pending?: 'announced' | 'taken-back';
  /** Nobody has to hear of it apart: releases without a date, and what no image is touched by. */
  readonly quiet?: boolean;
  readonly last?: LastTold;
  /** How much was told of the release before: tells a move from the same move after it was taken back. */
  readonly told: number;
  readonly affected: readonly Finding[];
  /** In what was told, one for each processor. */
  readonly keys: readonly string[];
}

export interface NewsOfPolicies {
  readonly candidate: PolicyDocument;
  readonly before: Policy | undefined;
  readonly after: Policy;
  readonly isRefused: boolean;
}

export interface ItemContext {
  readonly today: CalendarDate;
  readonly findings: readonly Finding[];
  readonly told: ToldPolicyNews;
}

/** What moved, came and went between two policies. One that is read for the first time has moved nothing. */
export function driftItems({ candidate, before, after }: NewsOfPolicies, context: ItemContext): readonly NewsItem[] {
  if (before === undefined || before === after) return [];
  const scoped = [rowsOfProducts(before, candidate.products), rowsOfProducts(after, candidate.products)] as const;
  const { added, withdrawn, moved, movedAvailability, majors } = comparePolicies(...scoped);
  const [old, now] = [affectedBy(before, context.findings), affectedBy(after, context.findings)];
  const item = itemMaker(after.family, context);
  return [
    ...moved.map((move) => item(typeOf(move), 'support', move, builtOn(now, move.release))),
    ...movedAvailability.map((move) => item(typeOf(move), 'availability', move, builtOn(now, move.release))),
    ...majors.moved.map((move) => item(typeOf(move), 'major', move, now.ofMajor(move.release.version))),
    ...withdrawn.map(({ release, eolFrom }) => {
      const affected = builtOn(old, release);
      return { ...item('WITHDRAWN', 'support', { release, from: eolFrom, to: null }, affected), quiet: affected.length === 0 };
    }),
    ...added.map((entry) => ({
      ...item('RELEASE_ADDED', 'support', { release: entry.release, from: null, to: entry.eolFrom }, movers(now, after, entry)),
      quiet: entry.eolFrom === null || entry.eolFrom < context.today,
    })),
  ];
}

/** Earlier dates of a refused document that were not told yet, and those that were told and are not in it any more. */
export function pendingItems(news: NewsOfPolicies, context: ItemContext): readonly NewsItem[] {
  const { after } = news;
  const item = itemMaker(after.family, context);
  const affected = affectedBy(after, context.findings);
  const pending = after.pending ?? [];
  const { moved } = comparePolicies({ releases: counterparts(after, pending), majors: [] }, { releases: pending, majors: [] });
  const announced = moved
    .flatMap((move) => apart(move))
    .map((move) => ({ ...item('DATE_MOVED_EARLIER', 'support', move, builtOn(affected, move.release)), pending: 'announced' as const }))
    .filter(({ keys, to }) => keys.some((key) => context.told.pending[key]?.eolFrom !== to));
  const takenBackNow = takenBack(news, context).map(({ told, ...move }) => ({
    ...item('DATE_MOVED_LATER', 'support', move, builtOn(affected, move.release)),
    pending: 'taken-back' as const,
    last: { kind: 'pending' as const, ...told },
  }));
  return [...announced, ...takenBackNow];
}

/** Where a release's key in what was told begins with the family, the policies of several stay apart. */
export function toldKey(family: string, row: PolicyRelease): string {
  return `${family}\n${rowName(row)}`;
}

/** The keys of what was told that a document has a say in: those of its family and its products. */
export function keysOf(told: Readonly<Record<string, unknown>>, { family, products }: PolicyDocument): readonly string[] {
  return Object.keys(told).filter((key) => {
    const [of, product = ''] = key.split('\n');
    return of === family && (products === undefined || product === '' || products.includes(product));
  });
}

/** Told dates that the document no longer has. One that cannot be read takes nothing back, and neither does a move to a third date. */
function takenBack(
  { candidate, before, after, isRefused }: NewsOfPolicies, { told }: ItemContext,
): readonly (MovedRelease & { readonly told: ToldDate })[] {
  if (candidate.family !== after.family || candidate.anomalies.some(({ code }) => code === 'merge-conflict')) return [];
  const read = isRefused ? candidate.releases : after.releases;
  return keysOf(told.pending, candidate).flatMap((key) => {
    const find = (releases: readonly PolicyRelease[] = []) => nearest(releases.filter((row) => toldKey(after.family, row) === key));
    const [row, ruling, was, waiting] = [find(read), find(after.releases), find(before?.releases), told.pending[key]];
    if (!row || !ruling || !waiting || isEarlier(row.eolFrom, ruling.eolFrom)) return [];
    if (was !== undefined && was.eolFrom !== ruling.eolFrom) return [];
    const { processor, ...release } = row;
    const processors = processor ? [processor] : [];
    return [{ release: { ...release, processors }, from: waiting.eolFrom, to: ruling.eolFrom, told: waiting }];
  });
}

function nearest(rows: readonly PolicyRelease[]): PolicyRelease | undefined {
  return rows.reduce<PolicyRelease | undefined>((found, row) => (found && !isEarlier(row.eolFrom, found.eolFrom) ? found : row), undefined);
}

/** The ruling rows of some releases. */
function counterparts({ releases }: Policy, of: readonly PolicyRelease[]): readonly PolicyRelease[] {
  const keys = new Set(of.map(rowName));
  return releases.filter((row) => keys.has(rowName(row)));
}

function itemMaker(family: string, { told, today }: ItemContext) {
  return (type: NewsItem['type'], of: NewsItem['of'], move: MovedRelease, affected: readonly Finding[]): NewsItem => {
    const keys = of === 'support' ? rowsOf(move.release).map((row) => toldKey(family, row)) : [];
    const [key] = keys;
    const last = key === undefined ? undefined : lastTold(told, key, today);
    const times = key === undefined ? 0 : told.dates[key]?.length ?? 0;
    return { type, of, ...move, told: times, affected, keys, ...(last && { last }) };
  };
}

function typeOf({ from, to }: MovedRelease): 'DATE_MOVED_EARLIER' | 'DATE_MOVED_LATER' {
  return isEarlier(to, from) ? 'DATE_MOVED_EARLIER' : 'DATE_MOVED_LATER';
}

/** The rows that were joined, one for each processor. */
function rowsOf({ processors, ...release }: ComparedRelease): readonly PolicyRelease[] {
  const row = { ...release, eolFrom: null, asWritten: '', line: null };
  return processors.length === 0 ? [row] : processors.map((processor) => ({ ...row, processor }));
}

/** One move for each processor: what was told may differ between them. */
function apart(move: MovedRelease): readonly MovedRelease[] {
  const { processors } = move.release;
  if (processors.length < 2) return [move];
  return processors.map((processor) => ({ ...move, release: { ...move.release, processors: [processor] } }));
}

function builtOn(affected: Affected, release: ComparedRelease): readonly Finding[] {
  return rowsOf(release).flatMap((row) => affected.builtOn(rowName(row)));
}

/** Only a release that the policy dates and does not list as unsupported is somewhere to move to. */
function movers(affected: Affected, after: Policy, { release }: DatedRelease): readonly Finding[] {
  const keys = new Set(rowsOf(release).map(rowName));
  return after.releases.filter((row) => keys.has(rowName(row))).flatMap((row) => affected.couldMoveTo(row));
}
