import { acquireLease } from '../../../lambda/state/lease';
import { MemoryStore } from './memory-store';

const KEY = 'state/m/lease.json';
const NOON = new Date('2025-05-06T12:00:00.000Z');
const minutesLater = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);
const first = { owner: 'first', now: NOON, ttlMs: 15 * 60_000 };

let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore();
});

it('is given to the first, and the second learns who has it until when', async () => {
  expect(await acquireLease(store, KEY, first)).toMatchObject({ acquired: true, lease: { owner: 'first' } });
  expect(await acquireLease(store, KEY, { ...first, owner: 'second', now: minutesLater(14) }))
    .toEqual({ acquired: false, holder: { owner: 'first', expiresAt: '2025-05-06T12:15:00.000Z' } });
});

it('is given to one of two that come at the same time', async () => {
  store.beforePut = () => {
    store.beforePut = () => undefined;
    store.write(KEY, JSON.stringify({ schemaVersion: '1.0', owner: 'faster', expiresAt: '2025-05-06T12:15:00.000Z' }));
  };
  expect(await acquireLease(store, KEY, first)).toMatchObject({ acquired: false, holder: { owner: 'faster' } });
});

it('can be had again after its release', async () => {
  const attempt = await acquireLease(store, KEY, first);
  if (attempt.acquired) await attempt.lease.release();
  expect(await acquireLease(store, KEY, { ...first, owner: 'second' })).toMatchObject({ acquired: true });
});

it('is taken over when its time is over, and the late release of the first does not end the second', async () => {
  const attempt = await acquireLease(store, KEY, first);
  expect(await acquireLease(store, KEY, { ...first, owner: 'second', now: minutesLater(15) })).toMatchObject({ acquired: true });
  if (attempt.acquired) await attempt.lease.release();
  expect(await acquireLease(store, KEY, { ...first, owner: 'third', now: minutesLater(16) }))
    .toMatchObject({ acquired: false, holder: { owner: 'second' } });
});

it('is taken over by one of two that see it expire', async () => {
  await acquireLease(store, KEY, first);
  store.beforePut = () => {
    store.beforePut = () => undefined;
    store.write(KEY, JSON.stringify({ schemaVersion: '1.0', owner: 'faster', expiresAt: '2025-05-06T13:15:00.000Z' }));
  };
  expect(await acquireLease(store, KEY, { ...first, owner: 'second', now: minutesLater(20) }))
    .toMatchObject({ acquired: false, holder: { owner: 'faster' } });
});

it('is no obstacle to the same run, tried again after it died', async () => {
  await acquireLease(store, KEY, { ...first, owner: 'request-1' });

  expect(await acquireLease(store, KEY, { ...first, owner: 'request-1' })).toMatchObject({ acquired: true });
  expect(await acquireLease(store, KEY, { ...first, owner: 'request-2' })).toMatchObject({ acquired: false });
});

it('gives up where others always come first', async () => {
  store.beforePut = () => void store.write(KEY, JSON.stringify({ schemaVersion: '1.0', owner: 'gone', expiresAt: '2025-05-06T11:00:00.000Z' }));
  expect(await acquireLease(store, KEY, first)).toEqual({ acquired: false, holder: { owner: 'gone', expiresAt: '2025-05-06T11:00:00.000Z' } });
});

it.each(['', 'not JSON', '[]', '{"schemaVersion": "1.0"}', '{"schemaVersion": "1.0", "owner": "x", "expiresAt": "soon"}'])(
  'is taken over where it is damaged: %j',
  async (body) => {
    store.write(KEY, body);
    expect(await acquireLease(store, KEY, first)).toMatchObject({ acquired: true });
  },
);

it('is not taken from a newer program, whose terms are not known', async () => {
  store.write(KEY, '{"schemaVersion": "2.0", "owner": "x", "expiresAt": "2020-01-01T00:00:00.000Z"}');
  await expect(acquireLease(store, KEY, first)).rejects.toThrow("'state/m/lease.json' has the schema version '2.0'");
  expect(store.writes).toBe(1);
});

it('passes on what is wrong with the store', async () => {
  store.beforePut = () => {
    throw new Error('disk full');
  };
  await expect(acquireLease(store, KEY, first)).rejects.toThrow('disk full');
});
