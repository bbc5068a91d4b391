import { daysBetween, type CalendarDate } from '../calendar-date';
import type { PolicyChange } from '../change';
import { isAtLeast, type Finding, type Severity } from '../finding';
import type { GateVerdict } from './gate';
import { UNACCEPTABLE } from './gate/identity';
import type { Policy, PolicyAnomaly, PolicyDocument } from './policy';
import { driftItems, keysOf, pendingItems, type NewsItem, type NewsOfPolicies } from './policy-changes-items';
import { remember, type ToldPolicyNews } from './policy-changes-told';
import { againWords, count, dateWord, moveWords, releasesName, sentence, some, touchedWords, whyRefused } from './policy-changes-words';

/** What became of one document of a run. */
export interface JudgedDocument {
  readonly candidate: PolicyDocument;
  /** A path or an address, for people. */
  readonly source: string;
  readonly sha256: string;
  readonly verdict: GateVerdict;
  readonly reasons: readonly PolicyAnomaly[];
  /** The policy that ruled until now; undefined for a family that is read for the first time. */
  readonly before: Policy | undefined;
  /** The one that rules now, with the earlier dates of a refused document as `pending`; undefined where nothing rules. */
  readonly after: Policy | undefined;
}

export interface NewsContext {
  readonly today: CalendarDate;
  readonly noticePeriods: readonly number[];
  /** Of the scan under way: what the news touches. */
  readonly findings: readonly Finding[];
  /** What subscribers know from earlier runs. */
  readonly told: ToldPolicyNews;
}

export interface PolicyNews {
  readonly changes: readonly PolicyChange[];
  /** What they know when these changes have been told. */
  readonly told: ToldPolicyNews;
}

/** What subscribers have to be told of one document: drift, earlier dates that wait, and the document itself where it is in doubt. */
export function policyChanges(judged: JudgedDocument, context: NewsContext): PolicyNews {
  const { after, verdict } = judged;
  const news = after && { candidate: judged.candidate, before: judged.before, after, isRefused: verdict === 'refused' };
  const items = news === undefined ? [] : [...driftItems(news, context), ...pendingItems(news, context)];
  const [document, documents] = documentChange(judged, context.told.documents);
  const changes = [...document, ...groupsOf(items).map((group) => changeOf(group, judged, context))];
  return { changes: changes.sort(byUrgency), told: { ...toldAfter(items, news, context), documents } };
}

function toldAfter(items: readonly NewsItem[], news: NewsOfPolicies | undefined, { told, today }: NewsContext): Omit<ToldPolicyNews, 'documents'> {
  let { dates } = told;
  const pending = { ...told.pending };
  if (news && !news.isRefused) for (const key of keysOf(pending, news.candidate)) delete pending[key];
  for (const { type, from, to, keys, pending: waits } of items) {
    if (type !== 'DATE_MOVED_EARLIER' && type !== 'DATE_MOVED_LATER') continue;
    for (const key of keys) {
      if (waits === 'announced') {
        pending[key] = { eolFrom: to, on: today };
        continue;
      }
      dates = remember(dates, key, { eolFrom: from, on: today });
      delete pending[key];
    }
  }
  return { dates, pending };
}

/** Together: what says the same of one version in several repositories; of a whole framework, what touches nobody. */
function groupsOf(items: readonly NewsItem[]): readonly Group[] {
  const groups = new Map<string, [NewsItem, ...NewsItem[]]>();
  for (const item of items) {
    const { type, of, release: { version }, from, to, pending, last, told, quiet } = item;
    const key = JSON.stringify(quiet ? [type, lineOf(item)] : [type, of, lineOf(item), version, from, to, pending, last, told]);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

function lineOf({ release: { framework, repository } }: NewsItem): string {
  return framework ?? repository ?? '';
}

type Group = readonly [NewsItem, ...NewsItem[]];

function changeOf(group: Group, judged: JudgedDocument, context: NewsContext): PolicyChange {
  const [first] = group;
  const { family } = judged.candidate;
  const { type, of, pending } = first;
  const framework = common(group, ({ release }) => release.framework ?? null) ?? undefined;
  const version = common(group, ({ release }) => release.version);
  const [from, to] = [common(group, (item) => item.from), common(group, (item) => item.to)];
  const processors = [...new Set(group.flatMap(({ release }) => release.processors))].sort();
  const findings = unique(group.flatMap(({ affected }) => affected));
  const isMove = type === 'DATE_MOVED_EARLIER' || type === 'DATE_MOVED_LATER';
  const noticeDays = to === null ? null : daysBetween(context.today, to);
  const place = [lineOf(first), version, processors.join('+')];
  const identity = first.quiet ? [lineOf(first), judged.sha256] : [...place, from ?? '-', to ?? '-', first.told];
  return {
    kind: 'policy',
    type,
    severity: severityOf(first, findings.length, noticeDays, context.noticePeriods),
    message: messageOf(group, { family, findings, from, to }, judged, context),
    key: ['policy', family, type, ...(of === 'support' ? [] : [of]), ...(pending ? [pending] : []), ...identity].join('/'),
    family,
    version,
    ...(framework !== undefined && { framework }),
    ...(of !== 'support' && { of }),
    processors,
    from,
    to,
    days: isMove && from !== null && to !== null ? daysBetween(from, to) : null,
    noticeDays,
    ...(pending && { pending: true }),
    affected: [...new Set(findings.map(({ imageVersionArn }) => imageVersionArn))].sort(),
  };
}

/** What all of a group have; null where they differ. */
function common<T>(group: Group, of: (item: NewsItem) => T): T | null {
  const value = of(group[0]);
  return group.every((item) => of(item) === value) ? value : null;
}

function unique(findings: readonly Finding[]): readonly Finding[] {
  const name = ({ imageName, version, imageVersionArn }: Finding) => `${imageName} ${String(version).padStart(6, '0')} ${imageVersionArn}`;
  return [...new Set(findings)].sort((left, right) => (name(left) < name(right) ? -1 : 1));
}

/** By what it does to images in the account; a date that comes nearer weighs by the notice that is left. */
function severityOf({ type, from }: NewsItem, affected: number, noticeDays: number | null, noticePeriods: readonly number[]): Severity {
  switch (type) {
    case 'DATE_MOVED_EARLIER': {
      if (affected === 0 || noticeDays === null) return 'LOW';
      if (noticeDays < Math.min(...noticePeriods)) return 'HIGH';
      // A first date that is far away is what everybody has waited for.
      return from === null && noticeDays > Math.max(...noticePeriods) ? 'LOW' : 'MEDIUM';
    }
    case 'WITHDRAWN':
      return affected > 0 ? 'MEDIUM' : 'LOW';
    case 'DATE_MOVED_LATER':
    case 'RELEASE_ADDED':
      return affected > 0 ? 'LOW' : 'INFORMATIONAL';
  }
}

interface Facts {
  readonly family: string;
  readonly findings: readonly Finding[];
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
}

function messageOf(group: Group, facts: Facts, judged: JudgedDocument, context: NewsContext): string {
  const { family, findings, from, to } = facts;
  const [{ type, pending, last }] = group;
  const name = releasesName(family, group.map(({ release }) => release));
  const touched = touchedWords(findings, 'is built on it', 'are built on it');
  if (type === 'RELEASE_ADDED') return addedMessage(group, name, to, findings);
  if (type === 'WITHDRAWN') return `${name}: no longer in the policy, where support was until ${dates(group, ({ from: end }) => end)}.${touched}`;
  if (pending === 'taken-back') {
    return `${name}: the end of support on ${dateWord(from)}, told on ${last?.on} from a document that was refused, is taken back; ${dateWord(to)} rules.${touched}`;
  }
  return movedMessage(group, name, facts, judged, context) + touched;
}

function movedMessage(
  [{ of, release, pending, last }]: Group, name: string, { family, from, to }: Facts, { reasons }: JudgedDocument, { today }: NewsContext,
): string {
  const what = of === 'availability' ? 'availability ends' : 'support ends';
  const whole = of === 'major' ? `${family}, major version ${release.version}` : name;
  const moved = to === null ? `has no end of ${of === 'availability' ? 'availability' : 'support'} any more, was ${dateWord(from)}`
    : from === null ? `${what} on ${to}, where there was no date: ${moveWords(from, to, today)}`
      : `${what} on ${to} instead of ${from}: ${moveWords(from, to, today)}`;
  const waits = pending ? ` The document that says so was refused (${whyRefused(reasons)}) and ${dateWord(from)} still rules; plan for the earlier day.` : '';
  return `${whole}: ${moved}.${againWords(last, from, to)}${waits}`;
}

function addedMessage(group: Group, name: string, to: CalendarDate | null, findings: readonly Finding[]): string {
  const versions = new Set(group.map(({ release }) => release.version)).size;
  const what = versions > 1 ? `${count(versions, 'release')} added` : 'added';
  const support = to === null && versions > 1 ? dates(group, (item) => item.to) : dateWord(to);
  return `${name}: ${what}, supported until ${support}.${touchedWords(findings, 'could move to it', 'could move to it')}`;
}

function dates(group: Group, of: (item: NewsItem) => CalendarDate | null): string {
  return some([...new Set(group.map((item) => dateWord(of(item))))].sort());
}

/** News about the document itself, once for each content. */
function documentChange(judged: JudgedDocument, documents: ToldPolicyNews['documents']): [readonly PolicyChange[], ToldPolicyNews['documents']] {
  const { source, sha256, verdict, candidate: { family }, reasons, after } = judged;
  const { [source]: told, ...others } = documents;
  if (verdict === 'accepted') return [[], others];
  const identity = `${verdict} ${sha256}`;
  if (told === identity) return [[], documents];
  const [first, ...rest] = reasons;
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
  const word = reasons.some(({ code }) => UNACCEPTABLE.has(code)) ? '' : ` To use it all the same, accept it by its sha256, ${sha256}.`;
  const rules = after ? 'The policy used before still rules; earlier dates in the document are told, later ones wait.' : 'The policies in use stay as they are.';
  const isRefused = verdict === 'refused';
  const change: PolicyChange = {
    kind: 'policy',
    type: isRefused ? 'DOCUMENT_REFUSED' : 'DOCUMENT_ACCEPTED_WITH_DOUBTS',
    severity: isRefused ? 'HIGH' : 'LOW',
    message: isRefused ? `'${source}' was refused as a policy: ${whyRefused(reasons)} ${rules}${word}`
      : `'${source}' was accepted as a policy with doubts: ${first ? sentence(first) : ''}${more}`,
    key: `policy/${family}/${isRefused ? 'DOCUMENT_REFUSED' : 'DOCUMENT_ACCEPTED_WITH_DOUBTS'}/${sha256}`,
    family, version: null, processors: [], from: null, to: null, days: null, noticeDays: null, affected: [],
  };
  return [[change], { ...others, [source]: identity }];
}

/** Most severe first, then the nearest date: the same news in any order gives the same list. */
function byUrgency(left: PolicyChange, right: PolicyChange): number {
  if (left.severity !== right.severity) return isAtLeast(left.severity, right.severity) ? -1 : 1;
  const place = ({ to, key }: PolicyChange) => `${to ?? '9999'} ${key}`;
  return place(left) < place(right) ? -1 : Number(place(left) > place(right));
}
