import { obtainPolicies } from '../../../lambda/scan/obtain-policies';
import { FakeSources, sha256, TEAM_REQUEST, teamPolicy } from '../../support/policy-documents';
import { MemoryStore } from '../state/memory-store';

const KEY = 'policies/accepted.json';
const A = teamPolicy({ 1: '2027-12-31', 2: '2027-06-30' });
const B = teamPolicy({ 1: '2027-11-30', 2: '2027-06-30' });

let store: MemoryStore;
let sources: FakeSources;
let warnings: string[];
beforeEach(() => {
  store = new MemoryStore();
  sources = new FakeSources();
  warnings = [];
});

const obtain = (today: string, text: string | null, withStore = true) => {
  if (text === null) sources.texts.clear();
  else sources.texts.set(TEAM_REQUEST.location, text);
  return obtainPolicies({ requests: [TEAM_REQUEST], today }, {
    ...(withStore && { store }), downloads: sources, now: () => new Date(`${today}T06:00:00.000Z`), warn: (message) => void warnings.push(message),
  });
};
const acme = ({ policies }: Awaited<ReturnType<typeof obtain>>) => policies.find(({ family }) => family === 'acme');

it('keeps what was accepted for the days on which nothing can be read', async () => {
  await obtain('2026-10-01', A);
  expect(acme(await obtain('2026-10-02', null))).toMatchObject({ rule: 'last-accepted', sha256: sha256(A), retrievedAt: '2026-10-01T06:00:00.000Z' });
  expect(warnings).toEqual([`'${TEAM_REQUEST.location}' is down.`]);
});

it('remembers nothing without a store, and has what was shipped', async () => {
  await obtain('2026-10-01', A, false);
  const run = await obtain('2026-10-02', null, false);
  expect(acme(run)).toBeUndefined();
  expect(run.policies.map(({ rule }) => rule)).toEqual(['shipped', 'shipped', 'shipped']);
  expect(store.writes).toBe(0);
});

it('writes only where something is known that was not: a new document, or that an old one still stands', async () => {
  await obtain('2026-10-01', null);
  expect(store.writes).toBe(0);
  await obtain('2026-10-01', A);
  await obtain('2026-10-01', A);
  expect(store.writes).toBe(1);
  await obtain('2026-10-02', null);
  expect(store.writes).toBe(1);
  await obtain('2026-10-03', A);
  expect(store.writes).toBe(2);
});

it('does not overwrite what another run has saved in between, and judges by what it has read all the same', async () => {
  await obtain('2026-10-01', A);
  let theirs = '';
  store.beforePut = (key) => {
    theirs = store.objects.get(key)?.body.replace('2026-10-01', '2026-10-09') ?? '';
    store.write(key, theirs);
  };
  expect(acme(await obtain('2026-10-02', B))).toMatchObject({ rule: 'fresh', sha256: sha256(B) });
  expect(store.objects.get(KEY)?.body).toBe(theirs);
  expect(warnings).toEqual([expect.stringContaining('The accepted policies could not be kept: ')]);
});

it.each([['{', 'must hold JSON'], ['{"schemaVersion":"9.0"}', "schema version '9.0'"]])(
  'fails where the state is damaged or newer, and leaves it: %p', async (body, message) => {
    store.write(KEY, body);
    await expect(obtain('2026-10-01', A)).rejects.toThrow(message);
    expect(store.objects.get(KEY)?.body).toBe(body);
    expect(sources.asked).toEqual([]);
  },
);
