import { evaluate } from '../../../../lib/core/evaluation/evaluate';
import type { Severity, SupportStatus } from '../../../../lib/core/finding';
import type { BaseImage, SettledBase } from '../../../../lib/core/lineage/base-image';
import type { PolicyRelease } from '../../../../lib/core/policy/policy';
import { imageVersion, lineage, options, policy, release } from '../../../support/evaluation';

const RULING = release('2.3', '2027-01-01', { processor: 'cpu' });
const judge = (pending: readonly PolicyRelease[], releases: readonly PolicyRelease[] = [RULING], base: Partial<BaseImage> = {}) =>
  evaluate(imageVersion(), lineage(base), options(releases, { policy: { pending } }), 'unused');
const messages = (finding: ReturnType<typeof judge>) =>
  finding.conditions.flatMap(({ type, message }) => (type === 'PENDING_EARLIER_DATE' ? [message] : []));

it.each<[string, SupportStatus, Severity, string]>([
  ['2026-12-31', 'SUPPORTED', 'INFORMATIONAL', 'in 199 days'],
  ['2026-06-23', 'SUPPORTED', 'INFORMATIONAL', 'in 8 days'],
  ['2026-06-22', 'SUPPORTED', 'MEDIUM', 'in 7 days'],
  ['2026-06-15', 'SUPPORTED', 'MEDIUM', 'today'],
  ['2026-05-01', 'SUPPORTED', 'MEDIUM', '45 days ago'],
])('%s waits: still %s, at least %s', (date, status, severity, when) => {
  const finding = judge([{ ...RULING, eolFrom: date }]);

  expect(finding).toMatchObject({ status, severity, endOfSupport: '2027-01-01', policyRow: { asWritten: '2027-01-01' } });
  expect(messages(finding)[0]).toContain(`A document that was refused gives ${date}, ${when}, as the end of support of 2.3; 2027-01-01, `);
  expect(messages(finding)).toHaveLength(1);
});

it('raises severity, and never lowers it', () => {
  const ended = release('2.3', '2026-06-14', { processor: 'cpu' });
  const finding = evaluate(imageVersion(), lineage(), options([ended], { policy: { pending: [{ ...ended, eolFrom: '2026-01-01' }] } }), 'running');

  expect(finding).toMatchObject({ status: 'END_OF_SUPPORT', severity: 'CRITICAL', endOfSupport: '2026-06-14' });
});

it.each<[string, readonly PolicyRelease[]]>([
  ['none', []],
  ['a later date', [{ ...RULING, eolFrom: '2027-01-02' }]],
  ['the same date', [RULING]],
  ['no date', [{ ...RULING, eolFrom: null }]],
  ['another version', [release('2.4', '2026-06-01', { processor: 'cpu' })]],
  ['another processor', [release('2.3', '2026-06-01', { processor: 'gpu' })]],
  ['another operating system', [{ ...RULING, eolFrom: '2026-06-01', os: 'amzn2023' }]],
  ['another product', [{ ...RULING, eolFrom: '2026-06-01', product: 'other' }]],
])('%s is no earlier date of this release', (_, pending) => {
  const finding = judge(pending);

  expect(messages(finding)).toEqual([]);
  expect(finding.severity).toBe('INFORMATIONAL');
});

it('any date is earlier than none', () => {
  const finding = judge([{ ...RULING, eolFrom: '2026-06-20' }], [{ ...RULING, eolFrom: null }]);

  expect(finding).toMatchObject({ status: 'NO_DATE_PUBLISHED', severity: 'MEDIUM' });
  expect(messages(finding)[0]).toContain('no date rules until it is accepted');
});

it('takes the nearest of all rows that the base may be of, whichever of them rules', () => {
  const both = [RULING, release('2.3', '2027-01-01', { processor: 'gpu' })];
  const pending = [{ ...RULING, eolFrom: '2026-12-01' }, release('2.3', '2026-11-01', { processor: 'gpu' })];

  expect(messages(judge(pending, both, { processor: null }))[0]).toContain('gives 2026-11-01');
});

it('says nothing where the end was inferred from other releases', () => {
  const around = [release('2.2', '2026-01-01'), release('2.4', '2026-02-01')];

  expect(messages(judge([release('2.4', '2026-01-15')], around))).toEqual([]);
});

it("tells a team's base the same way, whoever decides", () => {
  const settled: SettledBase = { claim: { family: 'acme', version: '7', processor: null }, confidence: 'certain', conditions: [], rivals: [] };
  const base = options([RULING]);
  const team = (end: string) => policy([release('7', end)], { family: 'acme', pending: [release('7', '2026-06-20')] });
  const judged = (end: string) => evaluate(imageVersion(), lineage({ golden: [settled] }), { ...base, policies: [...base.policies, team(end)] }, 'unused');
  const onlyTeam = evaluate(imageVersion(), lineage({ ...settled.claim, golden: [settled] }), { ...base, policies: [team('2028-01-01')] }, 'unused');

  for (const finding of [judged('2028-01-01'), judged('2026-12-01'), onlyTeam]) {
    expect(finding).toMatchObject({ status: 'SUPPORTED', severity: 'MEDIUM' });
    expect(messages(finding)[0]).toContain('gives 2026-06-20');
  }
});
