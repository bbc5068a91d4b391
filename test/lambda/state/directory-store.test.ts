import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryStore } from '../../../lambda/state/directory-store';
import { PreconditionFailed } from '../../../lambda/state/port';

let parent: string;
let root: string;
let store: DirectoryStore;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'directory-store-'));
  root = join(parent, 'state');
  store = new DirectoryStore(root);
});
afterEach(() => rmSync(parent, { recursive: true }));

it('gives back what was put, in a directory that it creates', async () => {
  const etag = await store.put('a/b/c.json', '{"ü": "☃"}');
  expect(await store.get('a/b/c.json')).toEqual({ body: '{"ü": "☃"}', etag });
});

it('writes bytes as they are, over what was there, and leaves nothing beside them', async () => {
  await store.put('a/b.parquet', 'longer than what comes');
  await store.putBytes('a/b.parquet', new Uint8Array([0, 255, 128, 10]));
  expect([...readFileSync(join(root, 'a', 'b.parquet'))]).toEqual([0, 255, 128, 10]);
  expect(readdirSync(join(root, 'a'))).toEqual(['b.parquet']);
  await expect(store.putBytes('../outside', new Uint8Array())).rejects.toThrow("'key' must be names separated by single slashes");
});

it('has no object where there is no file', async () => {
  expect(await store.get('a/b.json')).toBeUndefined();
});

it('replaces without a condition', async () => {
  const first = await store.put('a', '1');
  expect(await store.put('a', '2')).not.toBe(first);
  expect((await store.get('a'))?.body).toBe('2');
});

it('leaves nothing beside the objects, whether a write succeeds or not', async () => {
  await store.put('a', '1', { ifNoneMatch: '*' });
  await expect(store.put('a', '2', { ifNoneMatch: '*' })).rejects.toThrow(PreconditionFailed);
  await expect(store.put('a', '2', { ifMatch: 'other' })).rejects.toThrow(PreconditionFailed);
  expect(readdirSync(root)).toEqual(['a']);
  expect((await store.get('a'))?.body).toBe('1');
});

it('replaces what was read, and nothing else', async () => {
  const first = await store.put('a', '1');
  await store.put('a', '2', { ifMatch: first });
  await expect(store.put('a', '3', { ifMatch: first })).rejects.toThrow(PreconditionFailed);
  await expect(store.put('none', '3', { ifMatch: first })).rejects.toThrow(PreconditionFailed);
  expect((await store.get('a'))?.body).toBe('2');
});

it.each(['create', 'replace'])('lets one of many win that %s at the same time', async (kind) => {
  const etag = kind === 'replace' ? await store.put('a', 'old') : undefined;
  const condition = etag === undefined ? { ifNoneMatch: '*' as const } : { ifMatch: etag };
  const attempts = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => new DirectoryStore(root).put('a', `${index}`, condition)));
  const winners = attempts.flatMap((attempt, index) => (attempt.status === 'fulfilled' ? [`${index}`] : []));
  expect(winners).toEqual([(await store.get('a'))?.body]);
});

it('deletes what was read, and nothing else', async () => {
  const first = await store.put('a', '1');
  const second = await store.put('a', '2');
  await expect(store.delete('a', { ifMatch: first })).rejects.toThrow(PreconditionFailed);
  await store.delete('a', { ifMatch: second });
  expect(existsSync(join(root, 'a'))).toBe(false);
  await expect(store.delete('a', { ifMatch: second })).rejects.toThrow(PreconditionFailed);
});

it.each(['', '/', '/etc/passwd', '..', '../outside', 'a/../../outside', 'a/..', './a', 'a//b', 'a/', 'a\\..\\b', 'c:/a', 'a\0b'])(
  'refuses the key %j',
  async (key) => {
    writeFileSync(join(parent, 'outside'), 'secret');
    const message = /^'key' must be names separated by single slashes/;
    await expect(store.get(key)).rejects.toThrow(message);
    await expect(store.put(key, 'x')).rejects.toThrow(message);
    await expect(store.delete(key, { ifMatch: 'x' })).rejects.toThrow(message);
  },
);

it('says what is wrong with the directory itself', async () => {
  writeFileSync(root, 'a file');
  await expect(store.put('a/b', '1')).rejects.toThrow(/EEXIST|ENOTDIR/);
});
