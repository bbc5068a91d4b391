import type { Change } from '../../../lib/core/change';
import type { Revision } from '../../support/policy-history';
import { DAYS } from './replay-days';
import { ReplayWorld, told, type Ran } from './replay-world';

jest.mock('../../../lib/core/policy/catalog', () => {
  const { REVISIONS: [first] } = jest.requireActual<{ readonly REVISIONS: readonly Revision[] }>('../../support/policy-history');
  const shipped = [{ ...first?.document, source: 'shipped', sha256: '0'.repeat(64), retrievedAt: '2025-03-10', rule: 'shipped' }];
  return { shippedPolicies: () => shipped };
});

let world: ReplayWorld;
const runs = new Map<string, Ran>();

beforeAll(async () => {
  world = await ReplayWorld.start();
  for (const day of DAYS) runs.set(day.on, await world.run(day.on, day));
});
afterAll(() => world.stop());

const ranOn = (day: string): Ran => {
  const ran = runs.get(day);
  if (!ran) throw new Error(`There must be a run on ${day}`);
  return ran;
};
const imagesWith = ({ result }: Ran, condition: string): string => (
  result.findings.filter(({ conditions }) => conditions.some(({ type }) => type === condition)).map(({ imageName }) => imageName).join(' ')
);

it.each(DAYS)('$on: $why', ({ on, fails = false, subject, told: expected = [], pending = '', stale = '', rules = 'fresh fresh' }) => {
  const ran = ranOn(on);
  expect(ran.result.changes.map(told)).toEqual(expected);
  expect(ran.sent.map((message) => message.subject.replace(' - 111122223333 us-east-1', ''))).toEqual(subject === undefined ? [] : [subject]);
  expect(ran.failed).toBe(fails);
  expect([imagesWith(ran, 'PENDING_EARLIER_DATE'), imagesWith(ran, 'POLICY_STALE')]).toEqual([pending, stale]);
  expect(ran.result.policies.map(({ rule }) => rule).join(' ')).toBe(rules);
  // Policies first, whatever else there is.
  const kinds = ran.result.changes.map(({ kind }) => kind === 'policy');
  expect(kinds).toEqual([...kinds].sort().reverse());
});

it('tells nothing twice but after a failure, and then under the same keys', () => {
  const policyKeys = ({ result }: Ran) => result.changes.filter(({ kind }) => kind !== 'finding').map(({ key }) => key);
  const seen = new Set<string>();
  for (const [day, ran] of runs) {
    const keys = policyKeys(ran);
    expect([day, keys.filter((key) => seen.has(key))]).toEqual([day, []]);
    if (!ran.failed) for (const key of keys) seen.add(key);
  }
  const keysOn = (day: string) => ranOn(day).result.changes.map(({ key }) => key);
  expect(keysOn('2026-05-13')).toEqual(keysOn('2026-05-12'));
});

it('contradicts nothing: each move starts from the date that was told last', () => {
  const last = new Map<string, string | null>();
  for (const [day, { result, failed }] of runs) {
    if (failed) continue;
    for (const move of result.changes.flatMap((change) => movesOf(change))) {
      if (last.has(move.of)) expect([day, move.of, move.from]).toEqual([day, move.of, last.get(move.of)]);
      last.set(move.of, move.to);
    }
  }
});

it('has told, in the end, the dates that rule', () => {
  const known = new Map<string, string | null>();
  for (const { result, failed } of runs.values()) {
    for (const { of, to } of failed ? [] : result.changes.flatMap((change) => movesOf(change))) known.set(of, to);
  }
  const { policies } = world.store.json('state/M/111122223333/us-east-1/policies.json') as {
    policies: { family: string; releases: { version: string; processor?: string; eolFrom: string | null }[] }[];
  };
  const ruling = policies.flatMap(({ family, releases }) => (
    releases.map(({ version, processor = '', eolFrom }) => [`${family} ${version} ${processor}`, eolFrom] as const)
  ));
  expect(known.size).toBeGreaterThan(10);
  for (const [of, to] of known) expect(ruling).toContainEqual([of, to]);
});

it('reads a document again only where it has changed', () => {
  const texts = DAYS.flatMap(({ at = {} }) => Object.values(at)).filter((text) => text !== null);
  // The team's policy came back as it was. Of a document that is refused no validators are kept: it is read again until it is mended.
  const [same, again] = [['2026-04-29'], ['2026-05-21', '2026-05-22', '2026-07-06']];
  expect(world.downloads).toBe(texts.length - same.length + again.length);
});

interface Move {
  readonly of: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The dates that a change tells to rule, of each processor for itself. */
function movesOf(change: Change): readonly Move[] {
  if (change.kind !== 'policy' || change.version === null || change.of !== undefined) return [];
  if (change.type === 'DOCUMENT_REFUSED' || change.type === 'DOCUMENT_ACCEPTED_WITH_DOUBTS' || change.pending) return [];
  const { family, version, from, to, processors } = change;
  return (processors.length === 0 ? [''] : processors).map((processor) => ({ of: `${family} ${version} ${processor}`, from, to }));
}
