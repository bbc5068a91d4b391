import { evaluate } from '../../../../lib/core/evaluation/evaluate';
import type { EvaluationOptions } from '../../../../lib/core/evaluation/options';
import type { Finding, SupportStatus } from '../../../../lib/core/finding';
import type { Confidence, SettledBase } from '../../../../lib/core/lineage/base-image';
import type { LineageOutcome } from '../../../../lib/core/lineage/outcome';
import { imageVersion, lineage, options, policy, release } from '../../../support/evaluation';

const TEAM = 'acme-base';

const settled = (version: string | null = '2026.1', confidence: Confidence = 'certain', rest: Partial<SettledBase> = {}): SettledBase => ({
  claim: { family: TEAM, version, processor: null }, confidence, conditions: [], rivals: [], ...rest,
});

/** The vendor's 2.3 and the team's 2026.1 with their ends; undefined for no row. */
function given(vendor: string | null | undefined, team: string | null | undefined): EvaluationOptions {
  const around = (version: string) => [0, 9].map((minor) => release(`${version.split('.')[0]}.${minor}`, '2099-01-01'));
  const rows = (version: string, end?: string | null) => (end === undefined ? around(version) : [release(version, end)]);
  const base = options(rows('2.3', vendor));
  return { ...base, policies: [...base.policies, policy(rows('2026.1', team), { family: TEAM, sha256: 'def' })] };
}

const judge = (outcome: LineageOutcome, using: EvaluationOptions): Finding => evaluate(imageVersion(), outcome, using);
const onBoth = (...golden: readonly SettledBase[]) => lineage({ golden: golden.length === 0 ? [settled()] : golden });
const onTeamOnly = (base = settled()) =>
  lineage({ ...base.claim, confidence: base.confidence, conditions: base.conditions, golden: [base] });

describe("the vendor's end and the team's: the worse rules, and both show", () => {
  it.each<[string, string | null | undefined, string | null | undefined, SupportStatus, string | null, 'vendor' | 'team']>([
    ['both to come, the vendor nearer', '2027-01-01', '2028-01-01', 'SUPPORTED', '2027-01-01', 'vendor'],
    ['both to come, the team nearer', '2028-01-01', '2027-01-01', 'SUPPORTED', '2027-01-01', 'team'],
    ['the team ends soon', '2028-01-01', '2026-06-20', 'EXPIRING', '2026-06-20', 'team'],
    ['the vendor ends soon', '2026-06-20', '2028-01-01', 'EXPIRING', '2026-06-20', 'vendor'],
    ['the team has ended', '2028-01-01', '2026-06-14', 'END_OF_SUPPORT', '2026-06-14', 'team'],
    ['the vendor has ended', '2026-06-14', '2028-01-01', 'END_OF_SUPPORT', '2026-06-14', 'vendor'],
    ['both have ended', '2026-05-01', '2026-04-01', 'END_OF_SUPPORT', '2026-04-01', 'team'],
    ['on the same day', '2027-01-01', '2027-01-01', 'SUPPORTED', '2027-01-01', 'vendor'],
    ['the team sets no end of its own', '2028-01-01', null, 'SUPPORTED', '2028-01-01', 'vendor'],
    ['the vendor publishes none', null, '2028-01-01', 'NO_DATE_PUBLISHED', null, 'vendor'],
    ['neither has one', null, null, 'NO_DATE_PUBLISHED', null, 'vendor'],
    ['the team does not list it', '2028-01-01', undefined, 'NOT_IN_POLICY', null, 'team'],
    ['the vendor does not list it', undefined, '2028-01-01', 'NOT_IN_POLICY', null, 'vendor'],
  ])('%s', (_, vendor, team, status, endOfSupport, ruling) => {
    const finding = judge(onBoth(), given(vendor, team));

    expect(finding).toMatchObject({
      status, endOfSupport, base: { family: 'sagemaker-distribution', version: '2.3.1' }, golden: { family: TEAM, version: '2026.1', endOfSupport: team ?? null },
    });
    if (endOfSupport !== null) expect(finding.policyRow?.family).toBe(ruling === 'team' ? TEAM : 'sagemaker-distribution');
    expect(finding.reason).toContain(`${ruling === 'team' ? 'acme-base 2026.1' : 'sagemaker-distribution 2.3.1'} decides: `);
  });

  it('names both ends in one sentence', () => {
    expect(judge(onBoth(), given('2028-01-01', '2027-01-01')).reason)
      .toBe('acme-base 2026.1 decides: supported through 2027-01-01; sagemaker-distribution 2.3.1: supported through 2028-01-01.');
  });

  it('of several team bases, the one that ends first shows', () => {
    const other = settled('7', 'certain', { claim: { family: 'os-base', version: '7', processor: null } });
    const using = given('2028-01-01', '2027-06-01');
    const finding = judge(onBoth(settled(), other), { ...using, policies: [...using.policies, policy([release('7', '2027-01-01')], { family: 'os-base' })] });

    expect(finding).toMatchObject({ endOfSupport: '2027-01-01', golden: { family: 'os-base', version: '7' } });
  });

  it('a team base of which the version is not known takes away good news', () => {
    expect(judge(onBoth(settled(null)), given('2028-01-01', '2028-01-01'))).toMatchObject({ status: 'UNKNOWN_BASE', golden: { version: null, status: 'UNKNOWN_BASE' } });
  });

  it('where claims of the team base disagree, the nearer end rules', () => {
    const rivals = [{ family: TEAM, version: '2025.1', processor: null }];
    const using = given('2028-01-01', '2028-01-01');
    const both = { ...using, policies: [using.policies[0]!, policy([release('2026.1', '2028-01-01'), release('2025.1', '2026-01-01')], { family: TEAM })] };
    const finding = judge(onBoth(settled('2026.1', 'strong', { rivals, conditions: ['LINEAGE_CONFLICT'] })), both);

    expect(finding).toMatchObject({ status: 'END_OF_SUPPORT', golden: { version: '2025.1' } });
    expect(finding.conditions.map(({ type }) => type)).toContain('LINEAGE_CONFLICT');
  });
});

describe('a team base without a known vendor', () => {
  it('is the base', () => {
    expect(judge(onTeamOnly(), given(undefined, '2028-01-01'))).toMatchObject({
      status: 'SUPPORTED', endOfSupport: '2028-01-01', base: { family: TEAM, version: '2026.1' }, golden: { family: TEAM, status: 'SUPPORTED' }, policyRow: { sha256: 'def' },
    });
  });

  it('that is only probable gives no verdict', () => {
    expect(judge(onTeamOnly(settled('2026.1', 'weak')), given(undefined, '2028-01-01'))).toMatchObject({ status: 'UNKNOWN_BASE', endOfSupport: null });
  });
});

describe('a team base that only text speaks for', () => {
  it('decides nothing beside a known vendor, and weighs what it would weigh', () => {
    const finding = judge(onBoth(settled('2026.1', 'weak')), given('2028-01-01', '2026-01-01'));

    expect(finding).toMatchObject({ status: 'SUPPORTED', severity: 'HIGH', endOfSupport: '2028-01-01' });
    expect(finding.golden).toBeUndefined();
    expect(finding.conditions).toContainEqual(expect.objectContaining({ type: 'PROBABLE_BASE', message: expect.stringContaining('acme-base 2026.1') }));
  });

  it('is not worth a word where it would be no worse', () => {
    expect(judge(onBoth(settled('2026.1', 'weak')), given('2027-01-01', '2028-01-01'))).toMatchObject({ severity: 'INFORMATIONAL', conditions: [] });
  });
});

describe('date labels that the policy trusts', () => {
  const trustedDates = (date: string) => [{ family: TEAM, date, label: 'until' }];

  it.each<[string, string, SupportStatus, string]>([
    ['later than its row', '2027-09-01', 'SUPPORTED', '2027-09-01'],
    ['nearer than its row', '2026-06-20', 'EXPIRING', '2026-06-20'],
    ["later than the vendor's end", '2030-01-01', 'SUPPORTED', '2028-01-01'],
  ])('%s', (_, date, status, endOfSupport) => {
    expect(judge({ ...onBoth(), trustedDates: trustedDates(date) }, given('2028-01-01', '2026-12-31'))).toMatchObject({ status, endOfSupport, golden: { endOfSupport: date, policyRow: null } });
  });

  it('date a release that the policy does not list', () => {
    expect(judge({ ...onTeamOnly(), trustedDates: trustedDates('2027-01-01') }, given(undefined, undefined))).toMatchObject({ status: 'SUPPORTED', endOfSupport: '2027-01-01' });
  });

  it("of another team's base count for nothing", () => {
    expect(judge({ ...onTeamOnly(), trustedDates: [{ family: 'os-base', date: '2030-01-01', label: 'until' }] }, given(undefined, '2026-01-01')).status).toBe('END_OF_SUPPORT');
  });
});
