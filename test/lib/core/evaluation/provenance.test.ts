import { evaluate } from '../../../../lib/core/evaluation/evaluate';
import type { BaseImage, SettledBase } from '../../../../lib/core/lineage/base-image';
import type { Policy, PolicyRelease } from '../../../../lib/core/policy/policy';
import { imageVersion, lineage, options, policy, release } from '../../../support/evaluation';

const judge = (row: PolicyRelease, base: Partial<BaseImage> = {}, rest: Partial<Policy> = {}) =>
  evaluate(imageVersion(), lineage(base), options([row], { policy: { source: 'page', retrievedAt: '2026-06-01T08:00:00.000Z', rule: 'last-accepted', ...rest } }));
const POLICY = { family: 'sagemaker-distribution', sha256: 'abc', retrievedAt: '2026-06-01T08:00:00.000Z', rule: 'last-accepted' };

it('a row shows where it was read: its own document, else the policy', () => {
  expect(judge(release('2.3', '2027-01-01', { line: 7 })).policyRow)
    .toEqual({ ...POLICY, source: 'page', line: 7, asWritten: '2027-01-01' });
  expect(judge(release('2.3', '2027-01-01', { line: 7, sha256: 'def', source: 'other', asOf: '2026-05-20' })).policyRow)
    .toEqual({ ...POLICY, source: 'other', sha256: 'def', retrievedAt: '2026-05-20', line: 7, asWritten: '2027-01-01' });
});

it.each<[string, Partial<BaseImage>, string]>([
  ['with a row', { version: '2.3.1' }, 'SUPPORTED'],
  ['newer than all rows', { version: '2.4.0' }, 'NOT_IN_POLICY_YET'],
  ['not in it', { version: 'b9522' }, 'NOT_IN_POLICY'],
  ['of no known version', { version: null }, 'UNKNOWN_BASE'],
])('a finding names the policy that was asked: %s', (_, base, status) => {
  const finding = judge(release('2.3', '2027-01-01'), base);

  expect(finding).toMatchObject({ status, policy: POLICY });
  expect(finding.policyRow === null).toBe(status !== 'SUPPORTED');
});

it.each<[string, Partial<BaseImage>]>([
  ['no base is known', { family: null, confidence: 'none' }],
  ['no policy speaks of the family', { family: 'acme' }],
  ['the base is a guess', { confidence: 'weak' }],
])('none was asked where %s', (_, base) => {
  expect(judge(release('2.3', '2027-01-01'), base)).not.toHaveProperty('policy');
});

it("names the team's policy where that decides", () => {
  const settled: SettledBase = { claim: { family: 'acme', version: '7', processor: null }, confidence: 'certain', conditions: [], rivals: [] };
  const base = options([release('2.3', '2028-01-01')]);
  const team = policy([release('7', '2027-01-01')], { family: 'acme', sha256: 'def', rule: 'fresh' });
  const finding = evaluate(imageVersion(), lineage({ golden: [settled] }), { ...base, policies: [...base.policies, team] });

  expect(finding).toMatchObject({ policy: { family: 'acme', sha256: 'def', rule: 'fresh' }, policyRow: { family: 'acme', rule: 'fresh' } });
});
