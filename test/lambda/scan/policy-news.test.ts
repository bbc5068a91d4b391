import type { JudgedDocument, RefreshedPolicies } from '../../../lambda/policy/refresh-policies';
import { nothingTold, policyNews, recentMoves } from '../../../lambda/scan/policy-news';
import { rememberPending } from '../../../lambda/scan/remember-pending';
import type { ToldPolicies } from '../../../lambda/state/told-policies';
import type { Policy, PolicyAnomaly, PolicyRelease } from '../../../lib/core/policy/policy';
import { NOTHING_TOLD } from '../../../lib/core/policy/policy-changes-told';
import { release, shippedPolicyOf } from '../../support/policy-documents';

const TODAY = '2026-06-10';
const policyOf = (ends: Readonly<Record<string, string>>, more: Partial<Policy> = {}) => (
  shippedPolicyOf('acme', Object.entries(ends).map(([version, eolFrom]) => release(version, eolFrom)), { source: 'doc', rule: 'fresh', ...more })
);
const refreshed = (policies: readonly Policy[], judged: readonly JudgedDocument[] = []): RefreshedPolicies => (
  { policies, judged, shipped: [], unread: [], known: [] }
);
const judgedOf = (document: Policy, more: Partial<JudgedDocument> = {}): JudgedDocument => (
  { source: document.source, sha256: document.sha256, document, verdict: 'accepted', reasons: [], ruling: undefined, ...more }
);
const toldOf = (policies: readonly Policy[], news: Partial<ToldPolicies['news']> = {}): ToldPolicies => ({ policies, news: { ...NOTHING_TOLD, ...news }, moves: [] });
const newsOf = (run: RefreshedPolicies, told: ToldPolicies, today = TODAY) => (
  policyNews({ refreshed: rememberPending(run, told.policies), told, findings: [], moves: [], today, noticePeriods: [90, 30, 7] })
);
const types = ({ changes }: { readonly changes: readonly { readonly type: string; readonly version?: string | null }[] }) => changes.map(({ type, version }) => `${type} ${version ?? ''}`.trim());
const doubt: PolicyAnomaly = { code: 'revived', severity: 'warning', line: null, message: 'm' };
const damage: PolicyAnomaly = { code: 'mass-move', severity: 'error', line: null, message: 'm' };

const before = policyOf({ 1: '2026-12-31', 2: '2027-06-30' });
const after = policyOf({ 1: '2026-11-30', 2: '2027-06-30' }, { sha256: 'b' });
/** Refused, with an earlier date. */
const refused = judgedOf(policyOf({ 1: '2026-08-31', 2: '2027-06-30' }, { sha256: 'r' }), { verdict: 'refused', reasons: [damage] });
const waiting = { ...before, pending: [release('1', '2026-08-31', { source: 'doc', sha256: 'r' })] };
/** After the refused document was told. */
const told = newsOf(refreshed([waiting], [refused]), toldOf([before])).told;

it('tells of a document that was read what moved, and nothing the next time', () => {
  const first = newsOf(refreshed([after], [judgedOf(after)]), toldOf([before]));
  expect(types(first)).toEqual(['DATE_MOVED_EARLIER 1']);
  expect(newsOf(refreshed([after], [judgedOf(after)]), first.told).changes).toEqual([]);
});

it('tells what moved without a document: accepted by a run that could not tell it, or shipped with a new release', () => {
  expect(types(newsOf(refreshed([after]), toldOf([before])))).toEqual(['DATE_MOVED_EARLIER 1']);
});

it('tells once of two documents about the same family', () => {
  const news = newsOf(refreshed([{ ...after, releases: after.releases.map((row) => ({ ...row, product: 'p' })) }], ['x', 'y'].map((sha256) => (
    judgedOf({ ...after, sha256, products: ['p'], releases: after.releases.map((row) => ({ ...row, product: 'p' })) })
  ))), toldOf([{ ...before, releases: before.releases.map((row) => ({ ...row, product: 'p' })) }]));
  expect(types(news)).toEqual(['DATE_MOVED_EARLIER 1']);
});

it('tells of each product once, read or not', () => {
  const both = (policy: Policy): Policy => ({ ...policy, releases: ['p', 'q'].flatMap((product) => policy.releases.map((row): PolicyRelease => ({ ...row, product }))) });
  const news = newsOf(refreshed([both(after)], [judgedOf({ ...both(after), products: ['p'] })]), toldOf([both(before)]));
  expect(types(news)).toEqual(['DATE_MOVED_EARLIER 1', 'DATE_MOVED_EARLIER 1']);
});

it('tells doubts as long as they were not told, and not again', () => {
  const judged = judgedOf(after, { verdict: 'accepted-with-doubts', reasons: [doubt] });
  const first = newsOf(refreshed([after], [judged]), toldOf([before]));
  expect(types(first)).toEqual(expect.arrayContaining(['DOCUMENT_ACCEPTED_WITH_DOUBTS', 'DATE_MOVED_EARLIER 1']));
  expect(newsOf(refreshed([after], [judged]), first.told).changes).toEqual([]);
  // Also where a refused document came in between.
  const between = newsOf(refreshed([after], [refused]), first.told);
  expect(types(between)).toContain('DOCUMENT_REFUSED');
  expect(types(newsOf(refreshed([after], [judged]), between.told))).not.toContain('DOCUMENT_ACCEPTED_WITH_DOUBTS');
});

describe('an earlier date of a refused document', () => {
  it('is told once, with the document', () => {
    expect(types(newsOf(refreshed([waiting], [refused]), toldOf([before])))).toEqual(['DOCUMENT_REFUSED', 'DATE_MOVED_EARLIER 1']);
    expect(newsOf(refreshed([waiting], [refused]), told).changes).toEqual([]);
  });

  it.each<[string, readonly JudgedDocument[]]>([
    ['the source cannot be read', []],
    ['an error page stands in its place', [judgedOf({ ...before, releases: [], sha256: 'e' }, { verdict: 'refused', reasons: [damage] })]],
    ['another product is read', [judgedOf({ ...before, releases: [], products: ['other'], sha256: 'o' }, { verdict: 'refused', reasons: [damage] })]],
  ])('stays where %s: shown, neither told again nor taken back, the refusal not forgotten', (_name, judged) => {
    const run = rememberPending(refreshed([before], judged), told.policies);
    expect(run.policies[0]!.pending).toEqual(waiting.pending);
    const news = newsOf(refreshed([before], judged), told);
    expect(types(news).filter((type) => type !== 'DOCUMENT_REFUSED')).toEqual([]);
    expect(Object.values(news.told.news.pending)).toEqual([{ eolFrom: '2026-08-31', on: TODAY }]);
    if (judged.length === 0) {
      expect(news.told.news.documents).toEqual({ doc: 'refused r' });
      expect(newsOf(refreshed([waiting], [refused]), news.told).changes).toEqual([]);
    }
  });

  it.each<[string, JudgedDocument, Policy]>([
    ['the document that rules is back', judgedOf(before), before],
    ['another refused one has it no more', judgedOf(policyOf({ 1: '2026-12-31' }, { sha256: 's' }), { verdict: 'refused', reasons: [damage] }), before],
  ])('is taken back where %s', (_name, judged, policy) => {
    expect(rememberPending(refreshed([policy], [judged]), told.policies).policies[0]!.pending).toBeUndefined();
    const news = newsOf(refreshed([policy], [judged]), told);
    expect(news.changes).toContainEqual(expect.objectContaining({ type: 'DATE_MOVED_LATER', pending: true, from: '2026-08-31', to: '2026-12-31' }));
    expect(news.told.news.pending).toEqual({});
  });

  it('that has come to rule without having been read is no longer waited for', () => {
    const news = newsOf(refreshed([policyOf({ 1: '2026-08-31', 2: '2027-06-30' })]), told);
    expect(types(news)).toEqual(['DATE_MOVED_EARLIER 1']);
    expect(news.told.news.pending).toEqual({});
  });

  it('of a family that is there no more is left alone', () => {
    expect(newsOf(refreshed([]), told)).toMatchObject({ changes: [], told: { policies: [], news: { pending: told.news.pending } } });
  });
});

describe('what moved lately', () => {
  const move = { family: 'acme', version: '1', from: '2026-12-31', to: '2026-11-30' };
  it('is what this run has seen, for each processor, and what is remembered', () => {
    const processor = (policy: Policy): Policy => ({ ...policy, releases: policy.releases.flatMap((row) => (['cpu', 'gpu'] as const).map((each) => ({ ...row, processor: each }))) });
    const old = { ...move, version: '9', on: '2026-06-01' };
    const moves = recentMoves(refreshed([processor(after)]), { ...toldOf([processor(before)]), moves: [old] }, TODAY);
    expect(moves).toEqual([old, { ...move, processor: 'cpu', on: TODAY }, { ...move, processor: 'gpu', on: TODAY }]);
  });

  it.each([['2026-05-11', 1], ['2026-05-10', 0]])('is forgotten in time: from %s', (on, count) => {
    const shownFor = recentMoves(refreshed([]), { ...toldOf([]), moves: [{ ...move, on }] }, '2026-06-10');
    expect(shownFor).toHaveLength(count);
  });

  it('is nothing of a family that is new', () => expect(recentMoves(refreshed([after]), toldOf([]), TODAY)).toEqual([]));
});

it('without state, what came with the program is known', () => {
  expect(nothingTold([before])).toEqual({ policies: [before], news: NOTHING_TOLD, moves: [] });
});
