import { loadToldPolicies, saveToldPolicies, type ToldPolicies } from '../../../lambda/state/told-policies';
import { NOTHING_TOLD } from '../../../lib/core/policy/policy-changes-told';
import { release, shippedPolicyOf } from '../../support/policy-documents';
import { MemoryStore } from './memory-store';

const target = { monitor: 'M', accountId: '111122223333', region: 'us-east-1' };
const KEY = 'state/M/111122223333/us-east-1/policies.json';
const policy = shippedPolicyOf('acme', [release('1', null)], { pending: [release('1', '2026-01-01')] });
const told: ToldPolicies = {
  policies: [policy],
  news: { dates: { k: [{ eolFrom: null, on: '2026-01-01' }] }, pending: { k: { eolFrom: '2026-02-01', on: '2026-01-01' } }, documents: { s: 'refused x' } },
  moves: [{ family: 'acme', version: '1', from: null, to: '2026-01-01', on: '2026-01-01' }],
};

it('gives back what was kept, and keeps targets apart', async () => {
  const store = new MemoryStore();
  expect(await loadToldPolicies(store, target)).toBeUndefined();
  await saveToldPolicies(store, target, told, undefined);
  expect([...store.objects.keys()]).toEqual([KEY]);
  expect(await loadToldPolicies(store, target)).toEqual({ told, etag: '"1"' });
  expect(await loadToldPolicies(store, { ...target, region: 'eu-west-1' })).toBeUndefined();
});

it('is not overwritten where another scan has saved in between', async () => {
  const store = new MemoryStore();
  await saveToldPolicies(store, target, told, undefined);
  const loaded = await loadToldPolicies(store, target);
  await saveToldPolicies(store, target, { ...told, moves: [] }, loaded);
  await expect(saveToldPolicies(store, target, told, loaded)).rejects.toThrow('changed by somebody else');
  await expect(saveToldPolicies(store, target, told, undefined)).rejects.toThrow('changed by somebody else');
});

it.each<[string, object, string]>([
  ['newer', { schemaVersion: '1.1' }, "schema version '1.1'"],
  ['without policies', { policies: undefined }, "each of 'policies'"],
  ['with a policy without hash', { policies: [{ ...policy, sha256: null }] }, "each of 'policies'"],
  ['with a row without version', { policies: [{ ...policy, releases: [{}] }] }, "each of 'policies'"],
  ['with rows that wait and have no version', { policies: [{ ...policy, pending: [{}] }] }, "each of 'policies'"],
  ['without majors', { policies: [{ ...policy, majors: undefined }] }, "each of 'policies'"],
  ['without news', { news: null }, "'dates', 'pending' and 'documents' in 'news'"],
  ['with part of the news', { news: { ...NOTHING_TOLD, pending: undefined } }, "'dates', 'pending' and 'documents' in 'news'"],
  ['with lists for news', { news: { ...NOTHING_TOLD, dates: { k: {} } } }, "'dates', 'pending' and 'documents' in 'news'"],
  ['with a date that is none', { news: { ...NOTHING_TOLD, pending: { k: 'x' } } }, "'dates', 'pending' and 'documents' in 'news'"],
  ['with moves of no day', { moves: [{ family: 'a', version: '1' }] }, "each of 'moves'"],
])('refuses an object %s', async (_name, change, message) => {
  const store = new MemoryStore();
  store.write(KEY, JSON.stringify({ schemaVersion: '1.0', ...told, ...change }));
  await expect(loadToldPolicies(store, target)).rejects.toThrow(message);
});
