import { compareFindings } from '../../../lib/core/compare-findings';
import { loadLastFindings, saveLastFindings } from '../../../lambda/state/last-findings';
import { PreconditionFailed } from '../../../lambda/state/port';
import { dated, finding } from '../publishing/findings-fixture';
import { MemoryStore } from './memory-store';

const target = { monitor: 'ml', accountId: '111122223333', region: 'eu-west-1' };
const KEY = 'state/ml/111122223333/eu-west-1/findings.json';
const scannedAt = '2025-05-06T06:00:00.000Z';
const { snapshots } = compareFindings(
  undefined,
  [
    dated('2025-05-06', '2025-06-01', { version: 1 }), finding({ version: 2, status: 'UNKNOWN_BASE' }),
    finding({ version: 3, status: 'NOT_IN_POLICY', conditions: [{ type: 'WAIVED', message: '' }] }),
  ],
  { noticePeriods: [90, 30, 7], today: '2025-05-06', scannedAt, complete: true },
);

let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore();
});

it('has none before the first scan', async () => {
  expect(await loadLastFindings(store, target)).toBeUndefined();
});

it('loads what was saved, and saves over what was loaded', async () => {
  await saveLastFindings(store, target, { scannedAt, snapshots }, undefined);
  const loaded = await loadLastFindings(store, target);
  expect(loaded?.snapshots).toEqual(snapshots);
  await saveLastFindings(store, target, { scannedAt, snapshots: [] }, loaded);
  expect((await loadLastFindings(store, target))?.snapshots).toEqual([]);
  expect(store.json(KEY)).toMatchObject({ schemaVersion: '1.0', scannedAt });
});

it('does not save over what another scan has saved', async () => {
  await saveLastFindings(store, target, { scannedAt, snapshots }, undefined);
  const loaded = await loadLastFindings(store, target);
  await saveLastFindings(store, target, { scannedAt, snapshots: [] }, loaded);
  await expect(saveLastFindings(store, target, { scannedAt, snapshots }, loaded)).rejects.toThrow(PreconditionFailed);
  await expect(saveLastFindings(store, target, { scannedAt, snapshots }, undefined)).rejects.toThrow(PreconditionFailed);
});

const damagedSnapshot = (change: object): string => JSON.stringify({ schemaVersion: '1.0', snapshots: [snapshots[0], { ...snapshots[1], ...change }] });

it.each([
  ['{"schemaVersion": "1.0", "snapshots": [', 'must hold JSON, got 39 characters that are not'],
  ['', 'must hold JSON, got 0 characters that are not'],
  ['[]', 'must hold a JSON object, got: an array'],
  ['{"snapshots": []}', "must have a 'schemaVersion' such as '1.0', got: undefined"],
  ['{"schemaVersion": 1, "snapshots": []}', "must have a 'schemaVersion' such as '1.0', got: 1"],
  ['{"schemaVersion": "1.0"}', "must have an array 'snapshots', got: nothing"],
  [damagedSnapshot({ status: 'FINE' }), "in place 1: {"],
  [damagedSnapshot({ imageVersionArn: 7 }), 'in place 1: {'],
  [damagedSnapshot({ known: undefined }), 'in place 1: {'],
  [damagedSnapshot({ toldOn: 20250506 }), 'in place 1: {'],
  [damagedSnapshot({ directUseKey: true }), 'in place 1: {'],
  [damagedSnapshot({ absentSince: null }), 'in place 1: {'],
  [damagedSnapshot({ known: { ...snapshots[0]?.known, earlierEnds: [1] } }), 'in place 1: {'],
  [damagedSnapshot({ known: { ...snapshots[0]?.known, noticePeriod: '90' } }), 'in place 1: {'],
])('refuses %j and names the object and what to do', async (body, problem) => {
  store.write(KEY, body);
  const loading = loadLastFindings(store, target);
  await expect(loading).rejects.toThrow(`'${KEY}' `);
  await expect(loading).rejects.toThrow(problem);
  await expect(loading).rejects.toThrow('restore an earlier version of it, or delete it to start afresh');
});

it.each(['1.1', '2.0', '10.0'])('refuses the newer schema version %s', async (schemaVersion) => {
  store.write(KEY, JSON.stringify({ schemaVersion, snapshots: 'of another form' }));
  await expect(loadLastFindings(store, target)).rejects.toThrow(
    `'${KEY}' has the schema version '${schemaVersion}', and this program knows '1.0' at most; update this program`,
  );
});

it('reads what was saved before there were days of telling, and direct uses', async () => {
  const older = snapshots.map((snapshot) => ({ ...snapshot, toldOn: undefined }));
  store.write(KEY, JSON.stringify({ schemaVersion: '1.0', snapshots: older }));
  expect((await loadLastFindings(store, target))?.snapshots).toEqual(older);
  const paused = { ...older[0], directUseKey: 'key', absentSince: '2025-05-06', toldOn: '2025-05-01' };
  store.write(KEY, JSON.stringify({ schemaVersion: '1.0', snapshots: [paused] }));
  expect((await loadLastFindings(store, target))?.snapshots).toEqual([paused]);
});

it('reads an older schema version', async () => {
  store.write(KEY, JSON.stringify({ schemaVersion: '0.9', snapshots }));
  expect((await loadLastFindings(store, target))?.snapshots).toHaveLength(3);
});
