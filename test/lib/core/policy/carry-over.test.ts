import { carryOver } from '../../../../lib/core/policy/carry-over';
import { comparePolicies } from '../../../../lib/core/policy/compare-policies';
import type { Policy, PolicyDocument, PolicyRelease } from '../../../../lib/core/policy/policy';

const row = (version: string, eolFrom: string | null, more: Partial<PolicyRelease> = {}): PolicyRelease => ({ version, eolFrom, asWritten: eolFrom ?? '', line: 7, ...more });
const documentOf = (releases: readonly PolicyRelease[], products?: readonly string[]): PolicyDocument => (
  { family: 'acme', releases, majors: [], anomalies: [], ...(products && { products }) }
);
const last: Policy = { ...documentOf([row('1', '2025-01-31'), row('2', null)]), source: 'old.md', sha256: 'a', retrievedAt: '2026-01-05T06:00:00Z', rule: 'fresh' };
const memory = { source: 'old.md', sha256: 'a', asOf: '2026-01-05', rule: 'last-accepted' as const, withdrawnOn: '2026-02-01' };

it('keeps what the document has lost as it was, with where and when it was read', () => {
  expect(carryOver(documentOf([row('3', '2027-01-31')]), last, '2026-02-01').releases).toEqual([
    row('3', '2027-01-31'), { ...row('1', '2025-01-31'), ...memory }, { ...row('2', null), ...memory },
  ]);
});

it('changes nothing where nothing is lost, and nothing came before', () => {
  const whole = documentOf([row('1', '2025-02-28'), row('2', null)]);
  expect(carryOver(whole, last, '2026-02-01')).toBe(whole);
  expect(carryOver(whole, undefined, '2026-02-01')).toBe(whole);
});

it('remembers the first day, through documents that follow', () => {
  const first = { ...last, ...carryOver(documentOf([row('2', null)]), last, '2026-02-01'), source: 'new.md', sha256: 'b', retrievedAt: '2026-02-01T00:00:00Z' };
  const [, remembered] = carryOver(documentOf([row('2', null)]), first, '2026-03-01').releases;
  expect(remembered).toEqual({ ...row('1', '2025-01-31'), ...memory });
  expect(carryOver(documentOf([row('2', null), row('1', '2025-01-31')]), first, '2026-03-01').releases.every(({ withdrawnOn }) => withdrawnOn === undefined)).toBe(true);
});

it('leaves rows of other products to their own document', () => {
  const mixed = { ...last, releases: [row('1', null, { product: 'a' }), row('1', null, { product: 'b' })] };
  expect(carryOver(documentOf([], ['a']), mixed, '2026-02-01').releases.map(({ product }) => product)).toEqual(['a']);
});

it('keeps a whole product that its own document has lost', () => {
  const both = { ...last, releases: [row('1', null, { product: 'a' }), row('1', null, { product: 'b' })], products: ['a', 'b'] };
  expect(carryOver(documentOf([], ['a']), both, '2026-02-01').releases.map(({ product }) => product)).toEqual(['a', 'b']);
  expect(carryOver(documentOf([], ['c']), both, '2026-02-01').releases).toEqual([]);
});

it('is told once as withdrawn, and as added when it returns', () => {
  const after = carryOver(documentOf([row('2', null)]), last, '2026-02-01');
  expect(comparePolicies(last, after).withdrawn.map(({ release }) => release.version)).toEqual(['1']);
  expect(comparePolicies(after, after)).toMatchObject({ added: [], withdrawn: [] });
  expect(comparePolicies(after, last).added.map(({ release }) => release.version)).toEqual(['1']);
});
