import { loadAcceptedPolicies, saveAcceptedPolicies } from '../../../lambda/state/accepted-policies';
import type { AcceptedDocument } from '../../../lib/core/policy/accepted-document';
import { release } from '../../support/policy-documents';
import { MemoryStore } from './memory-store';

const KEY = 'policies/accepted.json';
const accepted: AcceptedDocument = {
  id: 'v', source: 'https://v', sha256: 'a', retrievedAt: '2026-06-01T06:00:00.000Z', etag: '"1"', lastModified: 'Mon', readBy: '1.0.0',
  doubts: [{ code: 'revived', severity: 'warning', line: null, message: 'm' }],
  document: { family: 'acme', releases: [release('1', null)], majors: [], anomalies: [], products: ['p'] },
};
const body = (documents: unknown, schemaVersion = '1.0') => JSON.stringify({ schemaVersion, documents });

it('gives back what was kept', async () => {
  const store = new MemoryStore();
  expect(await loadAcceptedPolicies(store)).toBeUndefined();
  await saveAcceptedPolicies(store, [accepted], undefined);
  expect(await loadAcceptedPolicies(store)).toEqual({ documents: [accepted], etag: '"1"' });
});

it('is not overwritten where another run has saved in between, nor where it is there already', async () => {
  const store = new MemoryStore();
  await saveAcceptedPolicies(store, [], undefined);
  const loaded = await loadAcceptedPolicies(store);
  await saveAcceptedPolicies(store, [accepted], loaded);
  await expect(saveAcceptedPolicies(store, [], loaded)).rejects.toThrow('changed by somebody else');
  await expect(saveAcceptedPolicies(store, [], undefined)).rejects.toThrow('changed by somebody else');
  expect((await loadAcceptedPolicies(store))?.documents).toEqual([accepted]);
});

it.each<[string, string, string]>([
  ['newer', body([], '2.0'), "has the schema version '2.0'"],
  ['no JSON', '{', 'must hold JSON'],
  ['no list', body({}), "must have an array 'documents', got: {}"],
  ['nothing', '{"schemaVersion":"1.0"}', "must have an array 'documents', got: nothing"],
  ...([
    ['source', { ...accepted, source: 1 }], ['hash', { ...accepted, sha256: undefined }], ['day', { ...accepted, retrievedAt: null }], ['id', { ...accepted, id: 1 }],
    ['etag', { ...accepted, etag: 5 }], ['reader', { ...accepted, readBy: 5 }], ['doubts', { ...accepted, doubts: ['x'] }], ['document', { ...accepted, document: null }],
    ['family', { ...accepted, document: { ...accepted.document, family: 1 } }], ['majors', { ...accepted, document: { ...accepted.document, majors: null } }],
    ['products', { ...accepted, document: { ...accepted.document, products: 'p' } }], ['rows', { ...accepted, document: { ...accepted.document, releases: {} } }],
    ['version', { ...accepted, document: { ...accepted.document, releases: [{ asWritten: '', eolFrom: null }] } }],
    ['end', { ...accepted, document: { ...accepted.document, releases: [{ version: '1', asWritten: '' }] } }],
  ] as const).map(([name, entry]): [string, string, string] => [`a wrong ${name}`, body([accepted, entry]), "in each of 'documents', got in place 1"]),
])('refuses an object with %s, and names it', async (_name, text, message) => {
  const store = new MemoryStore();
  store.write(KEY, text);
  const loading = loadAcceptedPolicies(store);
  await expect(loading).rejects.toThrow(`'${KEY}'`);
  await expect(loading).rejects.toThrow(message);
});
