import {
  isImageFacts, isAppDefaults, isKnownAliases, isVersionDescription, KnowledgeStore, loadKnowledge, saveKnowledge,
} from '../../../lambda/state/knowledge';
import { MemoryStore } from './memory-store';

const KEY = 'facts/words/1/eu-west-1.json';
const isWord = (value: unknown): value is string => typeof value === 'string';
const digest = `sha256:${'a'.repeat(64)}`;
const facts = { digest, labels: { a: 'b' }, env: ['A=B'], diffIds: [digest], history: ['RUN x'], annotations: {} };

let store: MemoryStore;
let warnings: string[];
beforeEach(() => {
  store = new MemoryStore();
  warnings = [];
});

async function loaded(): Promise<KnowledgeStore<string>> {
  const words = new KnowledgeStore({ store, key: KEY, isEntry: isWord, warn: (message) => warnings.push(message) });
  await words.load();
  return words;
}

it('knows in the next scan what was learned in this one', async () => {
  const words = await loaded();
  words.set('b', 'B');
  words.set('__proto__', 'P');
  await words.save();
  const next = await loaded();
  expect([next.get('b'), next.get('__proto__'), next.get('toString')]).toEqual(['B', 'P', undefined]);
  expect(warnings).toEqual([]);
});

it('writes nothing where nothing was learned', async () => {
  const words = await loaded();
  await words.save();
  expect(store.writes).toBe(0);
  words.set('a', 'A');
  await words.save();
  await words.save();
  words.set('a', 'A');
  await words.save();
  expect(store.writes).toBe(1);
});

it('keeps what others have saved in between', async () => {
  const [one, other] = [await loaded(), await loaded()];
  one.set('a', 'one');
  one.set('both', 'one');
  other.set('b', 'other');
  other.set('both', 'other');
  await one.save();
  await other.save();
  expect(store.json(KEY)).toEqual({ schemaVersion: '1.0', entries: { a: 'one', b: 'other', both: 'other' } });
  expect(other.get('a')).toBe('one');
  one.set('c', 'one');
  await one.save();
  expect(store.json(KEY)).toMatchObject({ entries: { a: 'one', b: 'other', c: 'one' } });
});

it('says so and gives up where others always come first', async () => {
  const words = await loaded();
  words.set('a', 'A');
  store.beforePut = () => void store.write(KEY, '{"schemaVersion": "1.0", "entries": {}}');
  await words.save();
  expect(warnings).toEqual([expect.stringContaining(`'${KEY}' could not be saved`)]);
});

it.each([
  ['not JSON', 'must hold JSON'],
  ['{"schemaVersion": "1.0", "entries": []}', "'entries' must be an object"],
  ['{"schemaVersion": "2.0", "entries": {"a": "A"}}', "has the schema version '2.0'"],
])('leaves %j as it is: the scan goes on without it and says so', async (body, problem) => {
  store.write(KEY, body);
  const words = await loaded();
  words.set('b', 'B');
  expect([words.get('a'), words.get('b')]).toEqual([undefined, 'B']);
  await words.save();
  expect(store.objects.get(KEY)?.body).toBe(body);
  expect(warnings).toEqual([expect.stringContaining(problem)]);
});

it('does not overwrite what a newer program has saved in between', async () => {
  const words = await loaded();
  words.set('b', 'B');
  store.write(KEY, '{"schemaVersion": "2.0"}');
  await words.save();
  expect(store.json(KEY)).toEqual({ schemaVersion: '2.0' });
  expect(warnings).toHaveLength(1);
});

it('learns again what does not look like an entry', async () => {
  store.write(KEY, '{"schemaVersion": "1.0", "entries": {"a": 1, "b": "B"}}');
  const words = await loaded();
  expect([words.get('a'), words.get('b')]).toEqual([undefined, 'B']);
});

it('goes on where the store does not answer', async () => {
  store.get = async () => {
    throw new Error('no network');
  };
  const words = await loaded();
  words.set('a', 'A');
  await words.save();
  expect(warnings).toEqual([expect.stringContaining('no network')]);
});

it('keeps the kinds of an account and Region in objects of their own', async () => {
  const target = { accountId: '111122223333', region: 'eu-west-1' };
  const knowledge = await loadKnowledge(store, target, (message) => warnings.push(message));
  knowledge.imageFacts.set(digest, facts);
  knowledge.versionDescriptions.set('arn@2025-01-01T00:00:00.000Z', { imageVersionStatus: 'CREATED', horovod: false });
  knowledge.versionAliases.set('arn', { fingerprint: 'f', byVersion: [[1, ['prod']]] });
  knowledge.profileDefaults.set('d-1/ana@2025-01-01T00:00:00.000Z', [{ apps: 'JupyterLab', spec: { imageArn: 'arn' } }]);
  await saveKnowledge(knowledge);
  const next = await loadKnowledge(store, target, (message) => warnings.push(message));
  expect(next.imageFacts.get(digest)).toEqual(facts);
  expect(next.versionDescriptions.get('arn@2025-01-01T00:00:00.000Z')).toEqual({ imageVersionStatus: 'CREATED', horovod: false });
  expect(next.versionAliases.get('arn')).toEqual({ fingerprint: 'f', byVersion: [[1, ['prod']]] });
  expect(next.profileDefaults.get('d-1/ana@2025-01-01T00:00:00.000Z')).toEqual([{ apps: 'JupyterLab', spec: { imageArn: 'arn' } }]);
  expect([...store.objects.keys()].sort()).toEqual([
    'facts/image-facts/111122223333/eu-west-1.json', 'facts/profile-defaults/111122223333/eu-west-1.json', 'facts/version-aliases/111122223333/eu-west-1.json',
    'facts/version-descriptions/111122223333/eu-west-1.json',
  ]);
});

it.each([
  [facts, true], [{ ...facts, digest: 'latest' }, false], [{ ...facts, env: 'A=B' }, false], [{ ...facts, diffIds: [1] }, false],
  [{ ...facts, labels: [] }, false], [{ ...facts, labels: { a: 1 } }, false], [null, false],
])('facts of an image: %j is %p', (value, expected) => {
  expect(isImageFacts(value)).toBe(expected);
});

it.each([
  [{ imageVersionStatus: 'CREATED' }, true], [{ imageVersionStatus: 'CREATED', baseImage: 'x', horovod: true }, true],
  [{ baseImage: 'x' }, false], [{ imageVersionStatus: 'CREATED', horovod: 'true' }, false],
  [{ imageVersionStatus: 'CREATED', baseImage: 1 }, false], [[], false],
])('description of a version: %j is %p', (value, expected) => {
  expect(isVersionDescription(value)).toBe(expected);
});

it.each([
  [{ fingerprint: 'f', byVersion: [[1, ['prod', 'latest']], [2, []]] }, true], [{ byVersion: [] }, false], [{ fingerprint: 'f', byVersion: [[1]] }, false],
  [{ fingerprint: 'f', byVersion: [['1', []]] }, false], [{ fingerprint: 'f', byVersion: [[1, [2]]] }, false],
])('aliases of an image: %j is %p', (value, expected) => {
  expect(isKnownAliases(value)).toBe(expected);
});

it.each([
  [[{ apps: 'JupyterLab', spec: { imageArn: 'a' } }], true], [[], true], [[{ apps: 'JupyterLab', spec: {} }], true], [{}, false],
  [[{ apps: 'JupyterLab' }], false], [[{ spec: {} }], false], [[{ apps: 'JupyterLab', spec: { imageArn: 1 } }], false],
  [[{ apps: 'JupyterLab', spec: {}, customImage: { imageName: 'ds', version: 3 } }], true],
  [[{ apps: 'JupyterLab', spec: {}, customImage: { imageName: 'ds', version: '3' } }], false],
  [[{ apps: 'JupyterLab', spec: {}, customImage: 'ds' }], false],
])('defaults of a profile: %j is %p', (value, expected) => {
  expect(isAppDefaults(value)).toBe(expected);
});
