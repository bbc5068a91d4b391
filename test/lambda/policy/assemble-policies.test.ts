import { assemblePolicies, type RulingDocument } from '../../../lambda/policy/assemble-policies';
import type { PolicyRelease, PolicyRule } from '../../../lib/core/policy/policy';
import { release, shippedPolicyOf } from '../../support/policy-documents';

const part = (
  name: string, releases: readonly PolicyRelease[], products?: readonly string[], rule: Exclude<PolicyRule, 'shipped'> = 'fresh', retrievedAt = '2026-06-01T06:00:00Z',
): RulingDocument => ({
  source: name, sha256: name, retrievedAt, rule, document: { family: 'f', releases, majors: [], anomalies: [], ...(products && { products }) },
});
const row = (product: string, version: string, more: Partial<PolicyRelease> = {}) => release(version, '2026-12-31', { product, ...more });
const shipped = shippedPolicyOf('f', [row('a', '1', { source: 'sa' }), row('b', '1', { source: 'sb' }), release('1', '2026-12-31', { source: 'all' })]);
const rowsOf = (shippedToo: boolean, ...documents: readonly RulingDocument[]) => {
  const [policy, ...others] = assemblePolicies(shippedToo ? [shipped] : [], documents);
  expect(others).toEqual([]);
  return policy?.releases.map(({ product = '-', version, source = policy.source, rule = policy.rule }) => `${product} ${version} ${source} ${rule}`);
};

it.each<[string, string[] | undefined, string[]]>([
  ['nothing but what was shipped', rowsOf(true), ['a 1 sa shipped', 'b 1 sb shipped', '- 1 all shipped']],
  ['a whole document', rowsOf(true, part('w', [row('a', '2')])), ['a 2 w fresh']],
  ['a part, and what was shipped of the rest', rowsOf(true, part('p', [row('a', '2')], ['a'])), ['a 2 p fresh', 'b 1 sb shipped', '- 1 all shipped']],
  ['two parts', rowsOf(false, part('p', [row('a', '2')], ['a']), part('q', [row('b', '2')], ['b'], 'last-accepted')), ['a 2 p fresh', 'b 2 q last-accepted']],
  ['parts that overlap', rowsOf(false, part('p', [row('a', '2'), row('b', '2')], ['a', 'b']), part('q', [row('b', '3')], ['b'])), ['a 2 p fresh', 'b 3 q fresh']],
  ['a whole document, then a part', rowsOf(true, part('w', [row('a', '2'), row('b', '2')], undefined, 'last-accepted'), part('p', [row('a', '3')], ['a'])), ['b 2 w last-accepted', 'a 3 p fresh']],
  ['a part, then a whole document', rowsOf(true, part('p', [row('a', '3')], ['a']), part('w', [row('a', '2'), row('b', '2')])), ['a 2 w fresh', 'b 2 w fresh']],
  ['a part alone', rowsOf(false, part('p', [row('a', '2')], ['a'])), ['a 2 p fresh']],
])('%s', (_name, rows, expected) => expect(rows).toEqual(expected));

it('is as old as its oldest part, and has a hash of its own that no order of time changes', () => {
  const parts = [part('p', [row('a', '2')], ['a'], 'fresh', '2026-06-02T00:00:00Z'), part('q', [row('b', '2')], ['b'], 'fresh', '2026-06-01T00:00:00Z')];
  const [policy] = assemblePolicies([], parts);
  expect(policy).toMatchObject({ retrievedAt: '2026-06-01T00:00:00Z', rule: 'fresh', source: 'p and q', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(assemblePolicies([], parts.map((each) => ({ ...each, retrievedAt: '2026-06-09T00:00:00Z' })))[0]!.sha256).toBe(policy!.sha256);
  expect(assemblePolicies([], [parts[0]!, { ...parts[1]!, sha256: 'other' }])[0]!.sha256).not.toBe(policy!.sha256);
});

it('remembers which patches are published, whatever rules: no document lists them', () => {
  const known = { ...shipped, publishedVersions: ['1.0.0'] };
  expect(assemblePolicies([known], [part('w', [row('a', '2')])])[0]!.publishedVersions).toEqual(['1.0.0']);
  expect(assemblePolicies([known], [part('p', [row('a', '2')], ['a'])])[0]!.publishedVersions).toEqual(['1.0.0']);
});

it('keeps the day and the source of a row that a document has lost', () => {
  const lost = row('a', '1', { source: 'old', sha256: 'o', asOf: '2026-01-01', rule: 'last-accepted', withdrawnOn: '2026-05-01' });
  const [policy] = assemblePolicies([shipped], [part('p', [row('a', '2'), lost], ['a'])]);
  expect(policy!.releases[1]).toEqual(lost);
});
