import { version } from '../../../package.json';
import { refreshPolicies, type DocumentRequest, type RefreshedPolicies, type RefreshOptions } from '../../../lambda/policy/refresh-policies';
import type { AcceptedDocument } from '../../../lib/core/policy/accepted-document';
import { omit } from '../../../lib/core/omit';
import { shippedPolicy } from '../../../lib/core/policy/catalog';
import type { PolicySet } from '../../../lib/core/policy/policy';
import { documentOf } from '../../support/policy-history';
import { distributionMarkdown } from '../../support/policy-markdown';
import { FakeSources, refreshOptions, release, sha256, shippedPolicyOf, TEAM_REQUEST, teamPolicy } from '../../support/policy-documents';
import { CONTAINERS, mirrorPage, VERTEX, withRows, written } from './fixtures/google-page';

let sources: FakeSources;
beforeEach(() => {
  sources = new FakeSources();
});

/** The days of a source, one after the other, each with what the one before left. */
async function days(
  texts: readonly (string | null)[], more: (index: number) => Partial<RefreshOptions> = () => ({}),
): Promise<readonly RefreshedPolicies[]> {
  const runs: RefreshedPolicies[] = [];
  for (const [index, text] of texts.entries()) {
    if (text === null) sources.texts.clear();
    else sources.texts.set(TEAM_REQUEST.location, text);
    const day = `2026-06-0${index + 1}`;
    const known = runs.at(-1)?.known ?? [];
    runs.push(await refreshPolicies(refreshOptions({ known, today: day, now: `${day}T06:00:00.000Z`, ...more(index) }), sources));
  }
  return runs;
}

const ends = ({ policies }: Pick<RefreshedPolicies, 'policies'>, family = 'acme') => (
  policies.find((policy) => policy.family === family)?.releases.map(({ version: name, eolFrom }) => `${name} ${eolFrom}`)
);
const rules = ({ policies }: RefreshedPolicies) => policies.map(({ family, rule }) => `${family} ${rule}`);
const A = teamPolicy({ 1: '2026-12-31', 2: '2027-06-30' });
const B = teamPolicy({ 1: '2026-11-30', 2: '2027-06-30' });
/** Refused: a release that is supported has gone. */
const LOST = teamPolicy({ 1: '2026-10-31' });

describe('which policy rules', () => {
  const shipped = [shippedPolicyOf('acme', [release('1', '2026-01-31'), release('2', '2026-02-28')])];

  it.each<[string, readonly (string | null)[], Partial<RefreshOptions>, string[], string[]]>([
    ['what was read now', [A], {}, ['acme fresh'], ['1 2026-12-31', '2 2027-06-30']],
    ['what was accepted last, where it cannot be read', [A, null], {}, ['acme last-accepted'], ['1 2026-12-31', '2 2027-06-30']],
    ['what was accepted last, where what was read is refused', [A, LOST], {}, ['acme last-accepted'], ['1 2026-12-31', '2 2027-06-30']],
    ['what was accepted last, where nothing is read', [A, A], { requests: [{ ...TEAM_REQUEST, refresh: false }] }, ['acme last-accepted'], ['1 2026-12-31', '2 2027-06-30']],
    ['what was shipped, where nothing was ever read', [null], { shipped }, ['acme shipped'], ['1 2026-01-31', '2 2026-02-28']],
    ['what was shipped, where all that was read is refused', [LOST], { shipped: [shippedPolicyOf('acme', [release('2', '2027-02-28')])] }, ['acme shipped'], ['2 2027-02-28']],
    ['nothing, where there is nothing', [null], {}, [], []],
    ['what is unchanged since it was read, as fresh', [A, A], {}, ['acme fresh'], ['1 2026-12-31', '2 2027-06-30']],
    ['what replaces it', [A, B], {}, ['acme fresh'], ['1 2026-11-30', '2 2027-06-30']],
  ])('%s', async (_name, texts, last, expected, rows) => {
    const run = (await days(texts, (index) => (index === texts.length - 1 ? last : {}))).at(-1)!;
    expect(rules(run)).toEqual(expected);
    expect(ends(run) ?? []).toEqual(rows);
  });

  it('without downloads nothing is read, and nothing said of it', async () => {
    const [first] = await days([A]);
    const run = await refreshPolicies(refreshOptions({ known: first!.known }));
    expect(rules(run)).toEqual(['acme last-accepted']);
    expect([run.judged, run.unread]).toEqual([[], []]);
  });

  it('says what could not be read, and why', async () => {
    const [, run] = await days([A, null]);
    expect(run!.unread).toEqual([{ source: TEAM_REQUEST.location, message: `'${TEAM_REQUEST.location}' is down.` }]);
    expect(run!.policies[0]!.retrievedAt).toBe('2026-06-01T06:00:00.000Z');
  });
});

describe('an unchanged document', () => {
  it('is asked for by its validators and confirmed: its age is counted from then', async () => {
    const [, run] = await days([A, A]);
    expect(sources.asked.map(({ validators }) => validators)).toEqual([{}, { etag: `"${sha256(A).slice(0, 8)}"` }]);
    expect(run!.policies[0]!.retrievedAt).toBe('2026-06-02T06:00:00.000Z');
    expect(run!.known[0]).toMatchObject({ retrievedAt: '2026-06-02T06:00:00.000Z', sha256: sha256(A), readBy: version });
  });

  it.each<[string, (known: AcceptedDocument) => AcceptedDocument]>([
    ['it was read elsewhere', (known) => ({ ...known, id: 'x', source: 's3://other/place' })],
    ['another release of this program has read it', (known) => ({ ...known, id: 'x', readBy: '0.0.1' })],
  ])('is read whole where %s', async (_name, change) => {
    const [first] = await days([A]);
    await days([A], () => ({ known: first!.known.map(change), requests: [{ ...TEAM_REQUEST, id: 'x' }] }));
    expect(sources.asked.at(-1)!.validators).toEqual({});
  });

  it('stays accepted by the word of an operator, and keeps its doubts', async () => {
    const accepted = [sha256(LOST)];
    const [, with304, without] = await days([A, LOST, LOST], (index) => ({ acceptedHashes: index === 1 ? accepted : [] }));
    expect(with304!.judged[0]).toMatchObject({ verdict: 'accepted-with-doubts', reasons: [{ code: 'accepted-by-operator' }, { code: 'supported-row-vanished' }] });
    expect(without!.judged[0]).toMatchObject({ verdict: 'accepted-with-doubts', reasons: with304!.judged[0]!.reasons });
    // Also where a server knows no validators.
    const known = without!.known.map((document) => omit(document, 'etag'));
    const again = await refreshPolicies(refreshOptions({ known, today: '2026-06-05', now: '2026-06-05T06:00:00.000Z' }), sources);
    expect(again.judged[0]!.verdict).toBe('accepted-with-doubts');
    expect(again.known[0]).toMatchObject({ retrievedAt: '2026-06-05T06:00:00.000Z', etag: `"${sha256(LOST).slice(0, 8)}"` });
  });
});

describe('a refused document', () => {
  it('gives its earlier dates to be shown, with where they stand, and is not kept', async () => {
    const [, run] = await days([A, LOST]);
    expect(run!.judged[0]).toMatchObject({ verdict: 'refused', sha256: sha256(LOST) });
    expect(run!.policies[0]!.pending).toEqual([expect.objectContaining({ version: '1', eolFrom: '2026-10-31', source: TEAM_REQUEST.location, sha256: sha256(LOST) })]);
    expect(run!.known.map((document) => document.sha256)).toEqual([sha256(A)]);
  });

  it('is asked for again without validators, so that it is judged anew', async () => {
    await days([A, LOST, LOST]);
    expect(sources.asked.at(-1)!.validators).toEqual({ etag: `"${sha256(A).slice(0, 8)}"` });
  });

  it('rules where an operator names its hash, in whatever case; a supported row that it lost is still there', async () => {
    const [, run] = await days([A, LOST], () => ({ acceptedHashes: [sha256(LOST).toUpperCase()] }));
    expect(rules(run!)).toEqual(['acme fresh']);
    expect(ends(run!)).toEqual(['1 2026-10-31', '2 2027-06-30']);
    expect(run!.policies[0]!.releases[1]).toMatchObject({ withdrawnOn: '2026-06-02', asOf: '2026-06-01', sha256: sha256(A), rule: 'last-accepted' });
    expect(run!.policies[0]!.pending).toBeUndefined();
  });

  it.each(['', '{"family": "acme"', '<!DOCTYPE html><html></html>', teamPolicy({})])('of no use at all leaves all as it is, whatever an operator says: %p', async (text) => {
    const vendor: Partial<RefreshOptions> = { requests: [{ ...TEAM_REQUEST, id: 'v', family: 'sagemaker-distribution' }], acceptedHashes: [sha256(text)] };
    const good = distributionMarkdown(documentOf({ '2.0': '2025-02-25', '3.0': '2026-12-31' }), '2026-06-01');
    const [first, run] = await days([good, text], () => vendor);
    expect(ends(run!, 'sagemaker-distribution')).toEqual(ends(first!, 'sagemaker-distribution'));
    expect(rules(run!)).toContain('sagemaker-distribution last-accepted');
    expect(run!.judged[0]!.verdict).toBe('refused');
  });
});

it("of another family than its address had is refused, so that a slip of the name loses no team's policy", async () => {
  const [, run, mended] = await days([A, teamPolicy({ 1: '2026-12-31' }, 'acmee'), B]);
  expect(run!.judged[0]).toMatchObject({ verdict: 'refused', reasons: [{ code: 'other-family' }] });
  expect(rules(run!)).toEqual(['acme last-accepted']);
  expect(rules(mended!)).toEqual(['acme fresh']);
});

it('of a family that its address has had is taken, whatever else it has had', async () => {
  const [acme] = await days([A]);
  const [other] = await days([teamPolicy({ 1: '2026-12-31' }, 'acmee')]);
  const [run] = await days([teamPolicy({ 1: '2026-11-30' }, 'acmee')], () => ({ known: [...acme!.known, ...other!.known] }));
  expect(run!.judged.map(({ verdict }) => verdict)).toEqual(['accepted']);
});

describe('a document at hand', () => {
  const good = distributionMarkdown(documentOf({ '2.0': '2025-02-25', '3.0': '2026-12-31' }), '2026-06-01');
  const vendor: DocumentRequest = { id: 'v', family: 'sagemaker-distribution', location: 'https://v', form: 'text', refresh: true };
  const shipped = [shippedPolicyOf('sagemaker-distribution', documentOf({ '2.0': '2025-02-25', '3.0': '2026-11-30' }).releases)];
  const options = (text: string) => refreshOptions({ requests: [vendor], atHand: [{ source: 'mine.md', text }], shipped });

  it("takes the place of the vendor's, which is not read", async () => {
    const run = await refreshPolicies(options(good), sources);
    expect(run.policies).toEqual([expect.objectContaining({ source: 'mine.md', rule: 'fresh' })]);
    expect(sources.asked).toEqual([]);
  });

  it("does not where it is refused: the vendor's is read", async () => {
    sources.texts.set('https://v', good);
    const run = await refreshPolicies(options(`${good}\n<<<<<<< HEAD\n`), sources);
    expect(run.policies).toEqual([expect.objectContaining({ source: 'https://v', rule: 'fresh' })]);
    expect(run.judged.map(({ source, verdict }) => `${source} ${verdict}`)).toEqual(['https://v accepted', 'mine.md refused']);
  });

  it("that is refused does not bring back what was accepted before the vendor's of today", async () => {
    const { known } = await refreshPolicies(options(good), sources);
    const newer = good.replace(/Dec 31st/g, 'Dec 30th');
    sources.texts.set('https://v', newer);
    const run = await refreshPolicies({ ...options(`${good}\n<<<<<<< HEAD\n`), known }, sources);
    expect(run.policies).toEqual([expect.objectContaining({ source: 'https://v', rule: 'fresh', sha256: sha256(newer) })]);
  });

  it('is what rules on days without one, and what the next one is compared with', async () => {
    const first = await refreshPolicies(options(good), sources);
    const later = await refreshPolicies(refreshOptions({ requests: [vendor], known: first.known, shipped }), sources);
    expect(later.policies).toEqual([expect.objectContaining({ source: 'mine.md', rule: 'last-accepted' })]);
    sources.texts.set('https://v', good.replace(/Dec 31st/g, 'Dec 30th'));
    const read = await refreshPolicies(refreshOptions({ requests: [vendor], known: first.known, shipped }), sources);
    expect(read.known.map(({ source }) => source)).toEqual(['https://v']);
  });

  it('of a family of its own stands beside the others', async () => {
    const run = await refreshPolicies(refreshOptions({ requests: [], shipped, atHand: [{ source: 'acme.json', text: A }] }), sources);
    expect(rules(run)).toEqual(['sagemaker-distribution shipped', 'acme fresh']);
  });

  it('of two about the same the later one rules, and that is said', async () => {
    const run = await refreshPolicies(refreshOptions({ requests: [], atHand: [{ source: 'one.json', text: A }, { source: 'two.json', text: B }] }));
    expect(ends(run)).toEqual(['1 2026-11-30', '2 2027-06-30']);
    expect(run.judged.map(({ source }) => source)).toEqual(['two.json']);
    expect(run.unread).toEqual([{ source: 'one.json', message: expect.stringContaining("'one.json' is not used: 'two.json' is about the same releases of 'acme'") }]);
  });
});

describe('a family whose products have documents of their own', () => {
  const FAMILY = 'google-deep-learning-containers';
  const google = shippedPolicy(FAMILY)!;
  const requests = ['vertex-ai', 'containers'].map((id): DocumentRequest => ({ id, family: FAMILY, location: `https://${id}`, form: 'text', refresh: true }));
  const options = (more: Partial<RefreshOptions> = {}) => refreshOptions({
    requests, shipped: [google], today: '2026-09-01', now: '2026-09-01T06:00:00.000Z', ...more,
  });
  const vertex = mirrorPage(VERTEX);
  const of = (policies: PolicySet, product: string) => policies[0]!.releases.filter((row) => row.product === product);
  const provenance = (policies: PolicySet, product: string) => [...new Set(of(policies, product).map(({ source, rule }) => `${source} ${rule}`))];

  it('is one policy, each row with where it was read, no better founded than its worst part', async () => {
    sources.texts.set('https://vertex-ai', vertex);
    const { policies, unread } = await refreshPolicies(options(), sources);
    expect(policies).toHaveLength(1);
    expect(policies[0]).toMatchObject({ rule: 'shipped', retrievedAt: google.retrievedAt });
    expect(provenance(policies, 'vertex-training')).toEqual(['https://vertex-ai fresh']);
    expect(provenance(policies, 'deep-learning-containers')).toEqual([expect.stringMatching(/^https:.* shipped$/)]);
    expect(of(policies, 'vertex-prediction')[0]).toMatchObject({ sha256: sha256(vertex), asOf: '2026-09-01' });
    expect(unread.map(({ source }) => source)).toEqual(['https://containers']);
    expect(policies[0]!.releases.length).toBeGreaterThanOrEqual(google.releases.length);
  });

  it('is fresh where all parts are, and has the hash of all of them', async () => {
    sources.texts.set('https://vertex-ai', vertex).set('https://containers', mirrorPage(CONTAINERS));
    const { policies } = await refreshPolicies(options(), sources);
    expect(policies[0]).toMatchObject({ rule: 'fresh', source: 'https://vertex-ai and https://containers', retrievedAt: '2026-09-01T06:00:00.000Z' });
    expect(policies[0]!.sha256).not.toBe(google.sha256);
  });

  it.each([
    ['an error page', '<!doctype html><html lang="en"><body>Error</body></html>'], ['nothing', ''], ['a page of another language', '<!doctype html><html lang="de"><body></body></html>'],
    ['a page cut off before its second product', mirrorPage(VERTEX.slice(0, VERTEX.findIndex((part) => 'heading' in part && part.heading.includes('predictions'))))],
    ['a page that has lost the tables of a product', mirrorPage(VERTEX.filter((part) => !('product' in part) || part.product === 'vertex-prediction'))],
  ])('keeps what was accepted last of a document, where there is %s in its place', async (_name, text) => {
    const moved = mirrorPage(withRows(VERTEX, (row) => (row.endOfSupport === written('2026-12-31') ? { ...row, endOfSupport: written('2026-12-30') } : row)));
    sources.texts.set('https://vertex-ai', moved);
    const first = await refreshPolicies(options(), sources);
    sources.texts.set('https://vertex-ai', text);
    const { policies, judged, known } = await refreshPolicies(options({ known: first.known }), sources);
    expect(judged.map(({ verdict }) => verdict)).toEqual(['refused']);
    expect(provenance(policies, 'vertex-training')).toEqual(['https://vertex-ai last-accepted']);
    expect(of(policies, 'vertex-prediction')).toHaveLength(of(first.policies, 'vertex-prediction').length);
    expect(known).toEqual(first.known);
  });

  it('keeps one state of a document, also where it gets a product', async () => {
    const known = (products: readonly string[], sha: string): AcceptedDocument => ({
      id: 'vertex-ai', source: 'https://vertex-ai', sha256: sha, retrievedAt: '2026-08-30T00:00:00Z',
      document: { family: FAMILY, releases: google.releases.filter(({ product = '' }) => products.includes(product)), majors: [], anomalies: [], products },
    });
    sources.texts.set('https://vertex-ai', vertex);
    const run = await refreshPolicies(options({ known: [known(['vertex-training'], 'old')] }), sources);
    expect(run.known.map(({ sha256: sha, document }) => [sha, document.products])).toEqual([[sha256(vertex), ['vertex-training', 'vertex-prediction']]]);
  });

  it('what a document at hand says of a product is not doubled', async () => {
    sources.texts.set('https://vertex-ai', vertex);
    const { policies, judged } = await refreshPolicies(options({ atHand: [{ source: 'mine.md', text: vertex }] }), sources);
    expect(provenance(policies, 'vertex-training')).toEqual(['mine.md fresh']);
    expect(judged.map(({ source }) => source)).toEqual(['mine.md']);
  });
});

describe('a release of this program that has newer facts', () => {
  const known: AcceptedDocument = {
    source: TEAM_REQUEST.location, sha256: 'x', retrievedAt: '2026-03-01T06:00:00.000Z', document: { family: 'acme', releases: [release('1', '2026-10-01')], majors: [], anomalies: [] },
  };
  const shippedOn = (day: string, asOf?: string) => [shippedPolicyOf('acme', [release('1', '2026-11-01', asOf === undefined ? {} : { asOf })], { retrievedAt: day })];

  it.each([
    ['older', '2026-02-28', undefined, 'last-accepted'], ['of the same day', '2026-03-01', undefined, 'last-accepted'], ['newer', '2026-03-02', undefined, 'shipped'],
    ['newer in these rows', '2026-01-01', '2026-03-02', 'shipped'], ['older in these rows', '2026-03-02', '2026-02-28', 'last-accepted'],
  ])('shipped facts that are %s', async (_name, retrievedAt, asOf, rule) => {
    const run = await refreshPolicies(refreshOptions({ known: [known], shipped: shippedOn(retrievedAt, asOf) }), sources);
    expect(rules(run)).toEqual([`acme ${rule}`]);
    expect(run.known).toEqual([known]);
  });

  it('is not told from what it knows: the document is read whole', async () => {
    await refreshPolicies(refreshOptions({ known: [{ ...known, etag: '"x"', readBy: version }], shipped: shippedOn('2026-05-01') }), sources);
    expect(sources.asked[0]!.validators).toEqual({});
  });
});

describe('a mirror in a bucket', () => {
  const filled = 'Sun, 03 May 2026 10:00:00 GMT';
  const vendor = (location: string): DocumentRequest => ({ id: 'acme/policy', family: 'sagemaker-distribution', location, form: 'text', refresh: true });
  const document = () => distributionMarkdown(shippedPolicy('sagemaker-distribution')!, '2026-06-01');
  const from = (location: string) => ({
    fetch: async ({ validators }: { readonly validators?: object }) => (validators && 'lastModified' in validators
      ? { kind: 'not-modified' as const }
      : { kind: 'document' as const, text: document(), finalUrl: location, lastModified: filled }),
  });

  it.each<[string, DocumentRequest, string]>([
    ['of a vendor\'s document is as old as the last filling', vendor('s3://mirror/policy.md'), '2026-05-03T10:00:00.000Z'],
    ['that is an address is as old as the last look', vendor('https://mirror.example/policy.md'), '2026-06-02T06:00:00.000Z'],
  ])('%s, also where it is unchanged', async (_name, request, expected) => {
    const run = (day: string, known: RefreshedPolicies['known']) => (
      refreshPolicies(refreshOptions({ requests: [request], known, today: day, now: `${day}T06:00:00.000Z` }), from(request.location))
    );
    const first = await run('2026-06-01', []);
    expect(first.policies[0]?.retrievedAt).toBe(expected.replace('06-02', '06-01'));
    const second = await run('2026-06-02', first.known);
    expect(second.policies[0]).toMatchObject({ rule: 'fresh', retrievedAt: expected });
  });

  it('that holds a team\'s own policy is the policy', async () => {
    const own = { fetch: async () => ({ kind: 'document' as const, text: A, finalUrl: TEAM_REQUEST.location, lastModified: filled }) };
    expect((await refreshPolicies(refreshOptions(), own)).policies[0]?.retrievedAt).toBe('2026-06-01T06:00:00.000Z');
  });
});
