import fc from 'fast-check';
import { obtainPolicies } from '../../lambda/scan/obtain-policies';
import { nothingTold, policyNews } from '../../lambda/scan/policy-news';
import { rememberPending } from '../../lambda/scan/remember-pending';
import type { RefreshedPolicies } from '../../lambda/policy/refresh-policies';
import type { ToldPolicies } from '../../lambda/state/told-policies';
import { addDays } from '../../lib/core/calendar-date';
import { rowName } from '../../lib/core/policy/checks/grouping';
import { nearestRows } from '../../lib/core/policy/compare-policies';
import type { Policy } from '../../lib/core/policy/policy';
import { FakeSources, sha256, TEAM_REQUEST, teamPolicy } from '../support/policy-documents';
import { MemoryStore } from '../lambda/state/memory-store';

/** The shipped ones are large, and what is shown here holds of any. */
jest.mock('../../lib/core/policy/catalog', () => ({
  shippedPolicies: () => [
    {
      family: 'other', releases: [], majors: [], anomalies: [], source: 'shipped', sha256: '0', retrievedAt: '2026-01-01', rule: 'shipped',
    },
  ],
}));

const FIRST = '2027-01-01';
const VERSIONS = ['1', '2', '3', '4', '5', '6', '7'];
const dates = fc.integer({ min: -60, max: 400 }).map((after) => addDays(FIRST, after));
const ends = fc.dictionary(fc.constantFrom(...VERSIONS), fc.option(dates, { freq: 9 }), { minKeys: 4 });
/** What lies at an address on a day: few documents, so that they come back; a damaged one, an error page; nothing that can be reached. */
const state = fc.oneof(
  { weight: 6, arbitrary: ends.map((rows) => teamPolicy(rows)) },
  { weight: 1, arbitrary: fc.constantFrom('', '<!DOCTYPE html><html></html>', '{"family": "acme", "releases": []}', '{"family": "acme"') },
  { weight: 1, arbitrary: fc.constant(null) },
);
interface Day {
  readonly text: string | null;
  /** The operator names the document of this day. */
  readonly accepts: boolean;
  /** All that is new can be told. */
  readonly tells: boolean;
}
const days: fc.Arbitrary<readonly Day[]> = fc.array(state, { minLength: 1, maxLength: 4 }).chain((texts) => fc.array(fc.record({
  text: fc.constantFrom(...texts), accepts: fc.boolean(), tells: fc.integer({ min: 0, max: 3 }).map((chance) => chance > 0),
}), { minLength: 1, maxLength: 10 }));

interface Run {
  readonly day: Day;
  readonly today: string;
  readonly refreshed: RefreshedPolicies;
  readonly news: ReturnType<typeof policyNews>;
  /** What subscribers knew before. */
  readonly told: ToldPolicies;
}

const newsOf = (refreshed: RefreshedPolicies, told: ToldPolicies, today: string) => (
  policyNews({ refreshed, told, findings: [], moves: [], today, noticePeriods: [90, 30, 7] })
);

async function live(series: readonly Day[]): Promise<readonly Run[]> {
  const [store, sources] = [new MemoryStore(), new FakeSources()];
  const runs: Run[] = [];
  let told: ToldPolicies | undefined;
  for (const [index, day] of series.entries()) {
    const today = addDays(FIRST, index);
    sources.texts.clear();
    if (day.text !== null) sources.texts.set(TEAM_REQUEST.location, day.text);
    const order = { requests: [TEAM_REQUEST], today, acceptedHashes: day.accepts && day.text !== null ? [sha256(day.text)] : [] };
    const now = () => new Date(`${today}T06:00:00Z`);
    const obtained = await obtainPolicies(order, { store, downloads: sources, now, warn: () => undefined });
    const known: ToldPolicies = told ?? nothingTold(obtained.shipped);
    const refreshed = rememberPending(obtained, known.policies);
    const news = newsOf(refreshed, known, today);
    runs.push({ day, today, refreshed, news, told: known });
    if (day.tells) told = news.told;
  }
  return runs;
}

const acme = ({ policies }: { readonly policies: readonly Policy[] }) => policies.find(({ family }) => family === 'acme');
const datesOf = (policy: Policy | undefined) => (
  new Map([...nearestRows(policy?.releases ?? []).values()].map((row) => [row.version, row.eolFrom]))
);
const check = (holds: (runs: readonly Run[]) => void) => (
  fc.assert(fc.asyncProperty(days, async (series) => holds(await live(series))), { numRuns: 200 })
);

it('there is one policy for each family, whatever comes', () => check((runs) => {
  for (const { refreshed: { policies } } of runs) {
    const families = policies.map(({ family }) => family);
    expect(new Set(families).size).toBe(families.length);
    expect(families).toContain('other');
  }
}));

it('once there is a policy there is one on each day after, and none of its rows is lost', () => check((runs) => {
  for (const [index, { refreshed }] of runs.slice(1).entries()) {
    const before = acme(runs[index]!.refreshed);
    const rows = new Set(acme(refreshed)?.releases.map(rowName));
    for (const row of before?.releases ?? []) expect(rows).toContain(rowName(row));
  }
}));

it('a supported row is in the document that rules until an operator says otherwise', () => check((runs) => {
  for (const [index, { refreshed, today, day }] of runs.slice(1).entries()) {
    const supported = [...datesOf(acme(runs[index]!.refreshed))].filter(([, end]) => end !== null && end >= today);
    const now = datesOf(acme(refreshed));
    for (const [version] of day.accepts ? [] : supported) expect([...now.keys()]).toContain(version);
  }
}));

it('a later end comes from a document that was accepted', () => check((runs) => {
  for (const [index, { refreshed }] of runs.slice(1).entries()) {
    const before = datesOf(acme(runs[index]!.refreshed));
    const moved = [...datesOf(acme(refreshed))].some(([version, end]) => before.has(version) && before.get(version) !== end);
    if (moved) expect(refreshed.judged.some(({ verdict, document }) => document.family === 'acme' && verdict !== 'refused')).toBe(true);
  }
}));

it('whoever was told everything hears nothing of the same run again', () => check((runs) => {
  for (const { refreshed, news, today } of runs) {
    const again = newsOf(rememberPending(refreshed, news.told.policies), news.told, today);
    expect(again.changes).toEqual([]);
    expect(newsOf(rememberPending(refreshed, again.told.policies), again.told, today).changes).toEqual([]);
  }
}));

it('a failure repeats the same keys on the same state', () => check((runs) => {
  for (const { refreshed, told, today, news } of runs) expect(newsOf(refreshed, told, today).changes).toEqual(news.changes);
}));

it('what subscribers were told adds up to the dates that rule', () => check((runs) => {
  let known: Map<string, string | null> | undefined;
  for (const { day, refreshed, news } of runs) {
    if (!day.tells) continue;
    // A family that is read for the first time is no news: its rows are known from the findings.
    known ??= acme(refreshed) && datesOf(acme(refreshed));
    for (const change of known ? news.changes : []) {
      if (change.family !== 'acme' || change.pending || change.of !== undefined || change.version === null) continue;
      if (change.type === 'WITHDRAWN') known?.delete(change.version);
      else if (change.type !== 'DOCUMENT_REFUSED' && change.type !== 'DOCUMENT_ACCEPTED_WITH_DOUBTS') {
        if (known?.has(change.version)) expect([change.version, change.from]).toEqual([change.version, known.get(change.version)]);
        known?.set(change.version, change.to);
      }
    }
    // What touches nobody is told of several releases together, without their names.
    const quiet = news.changes.some(({ type, version }) => version === null && (type === 'WITHDRAWN' || type === 'RELEASE_ADDED'));
    if (quiet) known = datesOf(acme(refreshed));
    if (known) expect([...known].sort()).toEqual([...datesOf(acme(refreshed))].sort());
  }
}));

it('an earlier date that waits is told before it is taken back, and once', () => check((runs) => {
  const waiting = new Map<string, string | null>();
  for (const { day, news } of runs) {
    if (!day.tells) continue;
    // What rules now comes first: what waits is told against it.
    const ordered = [...news.changes.filter(({ pending }) => !pending), ...news.changes.filter(({ pending }) => pending)];
    for (const { type, version, pending, from, to } of ordered) {
      if (version === null || (type !== 'DATE_MOVED_EARLIER' && type !== 'DATE_MOVED_LATER')) continue;
      if (pending && type === 'DATE_MOVED_EARLIER') {
        expect([version, waiting.get(version)]).not.toEqual([version, to]);
        waiting.set(version, to);
      } else {
        if (pending) expect([version, waiting.get(version)]).toEqual([version, from]);
        waiting.delete(version);
      }
    }
    for (const version of [...waiting.keys()]) {
      if (!Object.keys(news.told.news.pending).some((key) => key.split('\n').includes(version))) waiting.delete(version);
    }
  }
}));
