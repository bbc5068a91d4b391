import { loadWaivers } from '../../../lambda/scan/load-waivers';
import { ServiceError } from '../../../lib/core/service-failure';
import { MemoryStore } from '../state/memory-store';

const waiver = (image: string) => ({ image, owner: 'ana', reason: 'r', expires: '2026-12-31' });
const storeOf = (objects: Readonly<Record<string, string>>) => (bucketName: string) => {
  const store = new MemoryStore();
  for (const [address, body] of Object.entries(objects)) {
    const [bucket, key = ''] = address.split('/');
    if (bucket === bucketName) store.write(key, body);
  }
  return store;
};
const addressOf = (text: string) => {
  const [bucketName = '', key = ''] = text.split('/');
  return { bucketName, key };
};
const load = (objects: Readonly<Record<string, string>>, ...addresses: readonly string[]) => (
  loadWaivers(storeOf(objects), addresses.map(addressOf), '2026-06-01')
);

it('reads every set, YAML and JSON, of several buckets', async () => {
  const objects = { 'a/w.json': JSON.stringify({ waivers: [waiver('x')] }), 'b/w.yaml': 'waivers: [{image: y, owner: o, reason: r, expires: 2026-12-31}]' };
  const { waivers, refused } = await load(objects, 'a/w.json', 'b/w.yaml');
  expect(waivers.map(({ image }) => image)).toEqual(['x', 'y']);
  expect(refused).toEqual([]);
});

it('reads nothing where there is nothing to read', async () => expect(await load({})).toEqual({ waivers: [], refused: [] }));

it('one that is missing, or has a mistake, silences nothing, and that is said; the others hold', async () => {
  const objects = { 'a/w.json': JSON.stringify({ waivers: [waiver('x')] }), 'a/bad.json': JSON.stringify({ waivers: [{ ...waiver('y'), expires: undefined }] }) };
  const { waivers, refused } = await load(objects, 'a/none.json', 'a/w.json', 'a/bad.json');
  expect(waivers.map(({ image }) => image)).toEqual(['x']);
  expect(refused).toEqual([
    "Waivers of 's3://a/none.json' are not used: there is no such object; put it there, or take it out of the monitor's waivers.",
    expect.stringContaining("Waivers of 's3://a/bad.json' are not used: "),
  ]);
});

it('one that cannot be read fails the scan: people would be told of all that was waived', async () => {
  const denied = new ServiceError({ operation: 's3.GetObject', kind: 'denied', subject: 'k', message: 'no' });
  await expect(loadWaivers(() => ({ get: () => Promise.reject(denied) }), [{ bucketName: 'a', key: 'k' }], '2026-06-01')).rejects.toBe(denied);
});
