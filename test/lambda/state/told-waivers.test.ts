import { loadToldWaivers, saveToldWaivers } from '../../../lambda/state/told-waivers';
import { PreconditionFailed } from '../../../lambda/state/port';
import { waiver } from '../../lib/core/waivers/fixture';
import { MemoryStore } from './memory-store';

const target = { monitor: 'ml', accountId: '111122223333', region: 'eu-west-1' };
const KEY = 'state/ml/111122223333/eu-west-1/waivers.json';
const told = { on: '2025-05-06', waivers: [waiver(), waiver({ versions: '1-5', expires: '2024-01-31' })] };

let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore();
});

it('has none before the first scan', async () => {
  expect(await loadToldWaivers(store, target)).toBeUndefined();
});

it('loads what was saved, and saves over what was loaded', async () => {
  await saveToldWaivers(store, target, told, undefined);
  const loaded = await loadToldWaivers(store, target);
  expect(loaded?.told).toEqual(told);
  await saveToldWaivers(store, target, { on: '2025-05-07', waivers: [] }, loaded);
  expect((await loadToldWaivers(store, target))?.told).toEqual({ on: '2025-05-07', waivers: [] });
  expect(store.json(KEY)).toEqual({ schemaVersion: '1.0', on: '2025-05-07', waivers: [] });
});

it('does not save over what another scan has saved', async () => {
  await saveToldWaivers(store, target, told, undefined);
  const loaded = await loadToldWaivers(store, target);
  await saveToldWaivers(store, target, told, loaded);
  await expect(saveToldWaivers(store, target, told, loaded)).rejects.toThrow(PreconditionFailed);
  await expect(saveToldWaivers(store, target, told, undefined)).rejects.toThrow(PreconditionFailed);
});

const damaged = (change: object): string => JSON.stringify({ schemaVersion: '1.0', ...told, waivers: [waiver(), { ...waiver(), ...change }] });

it.each([
  ['{"schemaVersion": "1.0"', 'must hold JSON'],
  ['{"schemaVersion": "1.0", "waivers": []}', "must have the day of the last scan as 'on', got: nothing"],
  ['{"schemaVersion": "1.0", "on": "2025-02-30", "waivers": []}', "got: \"2025-02-30\""],
  ['{"schemaVersion": "1.0", "on": "2025-05-06"}', "must have an array 'waivers', got: nothing"],
  [damaged({ image: 1 }), "must have a waiver in each of 'waivers', got in place 1: {"],
  [damaged({ owner: null }), 'in place 1: {'], [damaged({ reason: undefined }), 'in place 1: {'], [damaged({ versions: 3 }), 'in place 1: {'],
  [damaged({ expires: 'never' }), 'in place 1: {'],
])('refuses %j and names the object and what to do', async (body, problem) => {
  store.write(KEY, body);
  const loading = loadToldWaivers(store, target);
  await expect(loading).rejects.toThrow(`'${KEY}' `);
  await expect(loading).rejects.toThrow(problem);
  await expect(loading).rejects.toThrow('restore an earlier version of it, or delete it to start afresh');
});

it('refuses a newer schema version', async () => {
  store.write(KEY, JSON.stringify({ schemaVersion: '1.1', ...told }));
  await expect(loadToldWaivers(store, target)).rejects.toThrow('update this program');
});
