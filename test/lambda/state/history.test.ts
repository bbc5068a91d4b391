import { loadHistory, saveHistory } from '../../../lambda/state/history';
import { historyKey } from '../../../lambda/state/keys';
import { MemoryStore } from './memory-store';

const target = { monitor: 'ml', accountId: '111122223333', region: 'us-east-1' };
const days = [{ date: '2026-10-01', counts: { EXPIRING: 1 } }];

it('gives back what was saved, and nothing before', async () => {
  const store = new MemoryStore();
  expect(await loadHistory(store, target)).toEqual([]);
  await saveHistory(store, target, days);
  expect(await loadHistory(store, target)).toEqual(days);
});

it.each([
  ['no list', '{"schemaVersion":"1.0"}', "'days'"],
  ['a day that is none', '{"schemaVersion":"1.0","days":[{"date":"2026-02-30","counts":{}}]}', "'days'"],
  ['a count that is none', '{"schemaVersion":"1.0","days":[{"date":"2026-02-03","counts":{"EXPIRING":"1"}}]}', "'days'"],
  ['a newer form', '{"schemaVersion":"9.0","days":[]}', "schema version '9.0'"],
])('refuses %s', async (_name, body, message) => {
  const store = new MemoryStore();
  store.write(historyKey(target), body);
  await expect(loadHistory(store, target)).rejects.toThrow(message);
});
