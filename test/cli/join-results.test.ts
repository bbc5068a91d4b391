import { joinResults } from '../../cli/join-results';
import type { Change, FindingChange, PolicyChange } from '../../lib/core/change';
import type { Severity } from '../../lib/core/finding';
import type { Coverage, ScanResult } from '../../lib/core/scan-result';

const coverage: Coverage = { images: 1, versionsListed: 2, excludedByFilter: 1, goneDuringScan: 1, findings: 2, complete: true, failures: [], calls: { 'a.B': 1 } };
const resultOf = (changes: readonly Change[], more: Partial<Coverage> = {}): ScanResult => ({
  schemaVersion: '1.0', scannedAt: '2026-06-01T06:00:00Z', asOf: '2026-06-01', coverage: { ...coverage, ...more }, policies: [], policyDocuments: [], changes, findings: [],
});
const moved = (severity: Severity, affected: readonly string[], key = 'k'): PolicyChange => ({
  kind: 'policy', type: 'DATE_MOVED_EARLIER', severity, message: `of ${affected.join()}`, key, family: 'f', version: '1', processors: [], from: null, to: null, days: null, noticeDays: null, affected,
});
const found = (key: string): FindingChange => ({ kind: 'finding', type: 'NEW', severity: 'LOW', message: key, key, imageVersionArn: key, from: null, to: 'EXPIRING' });

it('refuses nothing to join', () => expect(() => joinResults([])).toThrow('at least one scan'));

it('is the scan itself where there is one', () => {
  const only = resultOf([found('a')]);
  expect(joinResults([only])).toBe(only);
});

it.each<[string, Severity, Severity, string]>([
  ['the first where both are as bad', 'LOW', 'LOW', 'of a'], ['the worse one where the second is worse', 'LOW', 'HIGH', 'of b,a2'], ['the worse one where the first is', 'HIGH', 'LOW', 'of a'],
])('tells news of a policy once, touching the images of all Regions, in the words of %s', (_name, first, second, message) => {
  const { changes } = joinResults([resultOf([moved(first, ['a'])]), resultOf([moved(second, ['b', 'a2'])]), resultOf([moved('LOW', ['a'])])]);
  expect(changes).toEqual([expect.objectContaining({ kind: 'policy', key: 'k', message, severity: [first, second].includes('HIGH') ? 'HIGH' : 'LOW' })]);
  expect([...(changes[0] as PolicyChange).affected].sort()).toEqual(['a', 'a2', 'b']);
});

it('keeps what is other news', () => {
  const { changes } = joinResults([resultOf([moved('LOW', ['a']), found('x')]), resultOf([moved('LOW', ['a'], 'other'), found('y')])]);
  expect(changes.map(({ key }) => key)).toEqual(['k', 'x', 'other', 'y']);
});

it('adds up what was seen, and is complete where all are', () => {
  const failure = { cause: 'c', count: 1, example: 'first' };
  const joined = joinResults([
    resultOf([], { failures: [failure], complete: false, calls: { 'a.B': 1, 'c.D': 2 } }), resultOf([], { failures: [{ ...failure, example: 'second' }], directUse: 3 }),
  ]).coverage;
  expect(joined).toEqual({
    images: 2, versionsListed: 4, excludedByFilter: 2, goneDuringScan: 2, directUse: 3, findings: 4, complete: false, failures: [{ cause: 'c', count: 2, example: 'first' }],
    calls: { 'a.B': 2, 'c.D': 2 },
  });
  expect(joinResults([resultOf([]), resultOf([])]).coverage).not.toHaveProperty('directUse');
});
