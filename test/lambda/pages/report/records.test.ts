import { findingRecords } from '../../../../lambda/pages/report/records';
import type { Finding, FindingUsage } from '../../../../lib/core/finding';
import { dated, finding } from '../../publishing/findings-fixture';
import { releasedOn, TODAY } from '../reports';

const recordOf = (overrides: Partial<Finding>) => findingRecords([finding(overrides)], TODAY)[0];
const detail = (overrides: Partial<Finding>, label: string) => recordOf(overrides)?.details().find(([name]) => name === label)?.[1];
const usage = (overrides: Partial<FindingUsage> = {}): FindingUsage => (
  { running: 0, attached: 0, floating: 0, examples: [], domains: [], read: 'full', ...overrides });

it('has the worst first, what is waived after the rest of its severity, then what ends first', () => {
  const names = findingRecords([
    finding({ imageName: 'fine' }),
    dated(TODAY, '2026-11-20', { imageName: 'waived', conditions: [{ type: 'WAIVED', message: '' }] }),
    dated(TODAY, '2026-11-21', { imageName: 'second' }),
    dated(TODAY, '2026-11-20', { imageName: 'first' }),
    finding({ imageName: 'undated', severity: 'HIGH' }),
    finding({ imageName: 'gone', severity: 'CRITICAL' }),
  ], TODAY).map(({ cells }) => cells[0]?.[0]);
  expect(names).toEqual(['gone', 'first', 'second', 'undated', 'waived', 'fine']);
});

it.each<[overrides: Partial<Finding>, column: number, lines: readonly string[]]>([
  [{}, 0, ['data-science', 'version 1']],
  [{ base: null }, 1, ['–']],
  [{ base: { family: 'f', version: '1', processor: null, confidence: 'weak' } }, 1, ['f 1', 'probably, not proven']],
  [{ conditions: [{ type: 'WAIVED', message: '' }], waiver: { image: '*', owner: 'o', reason: 'r', expires: '2027-01-01' } }, 2, ['supported', 'waived until 2027-01-01']],
  [{ severity: 'HIGH' }, 3, ['high']],
  [{ endOfSupport: '2026-11-23', endOfAvailability: '2027-01-01' }, 4, ['2026-11-23', 'in 1 day', 'may be gone after 2027-01-01']],
  [{ estimatedEndOfSupport: '2027-01-01' }, 4, ['–', 'estimate: 2027-01-01 or earlier']],
  [{}, 5, ['–']],
  [{ owner: 'ana' }, 5, ['ana']],
  [{}, 6, ['–']],
  [{ usage: usage() }, 6, ['nobody']],
  [{ usage: usage({ read: 'apps' }) }, 6, ['nobody seen']],
  [{ usage: usage({ running: 2, attached: 1 }) }, 6, ['2 running', '1 attached']],
  [{ directUse: { running: 0, attached: 3, examples: [] } }, 6, ['3 attached']],
  [{ successor: { version: '3', uri: 'u', step: 'major', endOfSupport: '2028-01-01' } }, 7, ['3', 'until 2028-01-01']],
  [{ imageName: 'a\u202Eb\nc' }, 0, ['ab c', 'version 1']],
])('shows %j in column %i', (overrides, column, lines) => {
  expect(recordOf(overrides)?.cells[column]).toEqual(lines);
});

it('says where a version is as soon as there are several places', () => {
  const [first] = findingRecords([finding(), finding({ region: 'us-east-1' })], TODAY);
  expect(first?.cells[0]?.[2]).toBe('111122223333 eu-west-1');
});

it('lets the running ones sort before the attached ones, and the unknown last', () => {
  const keyOf = (overrides: Partial<Finding>) => recordOf(overrides)?.keys[6];
  expect(keyOf({ usage: usage({ running: 1 }) })).toBeLessThan(Number(keyOf({ usage: usage({ attached: 999 }) })));
  expect(keyOf({})).toBeNull();
});

it.each<[label: string, overrides: Partial<Finding>, lines: readonly unknown[]]>([
  ['Why', { reason: 'because' }, ['because']],
  ['To know', { conditions: [{ type: 'PATCH_BEHIND', message: 'behind' }] }, ['behind']],
  ['Registered image', {}, ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/ds:2025-05']],
  ['Evidence of the base', {
    evidence: [{ kind: 'layer-chain', weight: 95, detail: 'all layers', claim: { family: 'f', version: null, versionRange: '>=2', processor: null } }],
  }, ['sagemaker-distribution 2.4 (cpu), certain', 'layer-chain, weight 95: all layers → f >=2']],
  ['Policy row', { policyRow: { ...releasedOn('2026-03-01'), asWritten: 'May 1st', rule: 'last-accepted' } }, [
    'f: “May 1st”, line 1', 'test; the copy accepted last, read 2026-11-22', 'sha256 abc',
  ]],
  ['Policy row', { policy: { family: 'f', sha256: 'abc', retrievedAt: TODAY, rule: 'shipped' } }, [
    'f was asked and has no row for it; the copy that came with the program, read 2026-11-22, sha256 abc',
  ]],
  ['Move to', { successor: { version: '3', uri: 'repo:3', step: 'major', endOfSupport: null } }, ['3, a major step', { code: 'FROM repo:3' }]],
  ['Move to', { successor: { version: '3', uri: 'repo:3', step: 'major', endOfSupport: null }, directUse: { running: 1, attached: 0, examples: ['a'] } }, ['3, a major step']],
  ['Used by', { usage: usage({ running: 1, examples: ['app d-1/x'], domains: ['d-1'] }) }, ['1 running app (app d-1/x)', 'in d-1']],
  ['Used by', { usage: usage({ read: 'incomplete' }) }, ['nobody as far as was read, but not all was']],
  ['How to move its users', { hints: [{ what: 'offer 7', command: `aws ${'x'.repeat(2000)}`, cdk: 'CfnDomain' }] }, [
    'offer 7', { code: `aws ${'x'.repeat(2000)}` }, 'In the CDK: CfnDomain',
  ]],
  ['Waiver', { waiver: { image: 'ds', versions: '1-3', owner: 'ana', reason: 'moving', expires: '2027-01-01' } }, ['moving; ana answers for it, until 2027-01-01, for ds 1-3']],
  ['Owner', { owner: null }, ['nobody was found']],
  ['Team\'s own base', { golden: { family: 'acme', version: '1', endOfSupport: '2027-01-01', status: 'SUPPORTED', policyRow: null } }, ['acme 1, until 2027-01-01']],
  ["Registry's own scan", { registryScan: { counts: { HIGH: 2, LOW: 1 }, scannedAt: null } }, ['2 HIGH, 1 LOW']],
  ['Estimate', { estimatedEndOfSupport: '2027-01-01' }, ['End of support on 2027-01-01 or earlier, if it lives as long as others.']],
])('tells in the details: %s, %j', (label, overrides, lines) => {
  expect(detail(overrides, label)).toEqual(lines);
});

it('leaves out what is not known', () => {
  expect(recordOf({ base_image: null, base: null })?.details().map(([label]) => label)).toEqual(['In one sentence', 'Image version', 'Seen']);
});
