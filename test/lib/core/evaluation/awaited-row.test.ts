import { awaitRow } from '../../../../lib/core/evaluation/awaited-row';
import { evaluate } from '../../../../lib/core/evaluation/evaluate';
import type { Usage } from '../../../../lib/core/evaluation/severity';
import type { Severity } from '../../../../lib/core/finding';
import { imageVersion, lineage, options, policy, release } from '../../../support/evaluation';

/** The version was created on 2026-01-01. */
const rows = [release('4.5', '2027-03-10')];
const on = (today: string, usage: Usage = 'not-read', version = '4.6.0') =>
  evaluate(imageVersion(), lineage({ version }), options(rows, { today }), usage);

it('estimates the end by the version that was built on it, and marks the estimate as one', () => {
  const finding = on('2026-01-10');

  expect(finding).toMatchObject({
    status: 'NOT_IN_POLICY_YET', severity: 'LOW', estimatedEndOfSupport: '2026-07-04', endOfSupport: null, daysLeft: null, policyRow: null,
  });
  expect(finding.reason).toContain('An estimate, not a published date: the release existed on 2026-01-01');
  expect(finding.reason).toContain('ends on 2026-07-04 or earlier');
});

it('never judges by the estimate', () => {
  expect(on('2027-06-01')).toMatchObject({ status: 'NOT_IN_POLICY_YET', severity: 'MEDIUM', endOfSupport: null, daysLeft: null });
});

it.each<[string, Usage, Severity]>([
  ['2026-02-15', 'unused', 'INFORMATIONAL'],
  ['2026-02-15', 'attached', 'LOW'],
  ['2026-02-16', 'unused', 'MEDIUM'],
  ['2026-02-16', 'running', 'MEDIUM'],
])('on %s, %s, it is %s: the grace is 45 days', (today, usage, severity) => {
  const finding = on(today, usage);

  expect(finding.severity).toBe(severity);
  expect(finding.reason?.includes('has no row for its base')).toBe(severity === 'MEDIUM');
});

it('says how old the version and the policy are, once the grace is over', () => {
  expect(on('2026-02-16').reason).toContain('The version is 46 days old, and the policy, read on 2026-06-01, has no row for its base');
});

it('estimates nothing for what the policy lists or knows to have ended', () => {
  expect(on('2026-02-16', 'not-read', '4.5.0')).not.toHaveProperty('estimatedEndOfSupport');
  expect(on('2027-04-16', 'not-read', '4.4.0')).not.toHaveProperty('estimatedEndOfSupport');
});

it('estimates nothing where it is not known how long releases live, and waits all the same', () => {
  const acme = policy(rows, { family: 'acme' });

  expect(awaitRow('2026-01-01T00:00:00.000Z', acme, { today: '2026-01-10' })).toEqual({});
  expect(awaitRow('2026-01-01T00:00:00.000Z', acme, { today: '2026-02-16' })).toEqual({ reason: expect.stringContaining('46 days old'), atLeast: 'MEDIUM' });
});

it.each(['', 'yesterday'])("says nothing where the version's own time cannot be read: '%s'", (creationTime) => {
  expect(awaitRow(creationTime, policy(rows), { today: '2026-06-15' })).toEqual({});
});
