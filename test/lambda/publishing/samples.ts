import type { DigestInput } from '../../../lambda/publishing/digest';
import { compareFindings } from '../../../lib/core/compare-findings';
import type { FindingChange, PolicyChange, WaiverChange } from '../../../lib/core/change';
import { describeFinding } from '../../../lib/core/describe-finding';
import type { Finding } from '../../../lib/core/finding';
import type { Waiver } from '../../../lib/core/waiver';
import { ACCOUNT, arnOf, coverageOf, dated, REGION } from './findings-fixture';

export const TODAY = '2026-05-06';
const YESTERDAY = '2026-05-05';

const READ = { source: 'https://example.com/policy.md', retrievedAt: '2026-05-06T05:58:00Z', rule: 'fresh' as const };

/** A version with all that can be known of it. */
export const detailed: Partial<Finding> = {
  base: { family: 'sagemaker-distribution', version: '2.14', processor: 'cpu', confidence: 'certain' },
  evidence: [
    { kind: 'layer-chain', weight: 95, claim: { family: 'sagemaker-distribution', version: '2.14.1', processor: 'cpu' }, detail: 'all 14 layers of 2.14.1-cpu, then 3 more' },
    { kind: 'vendor-label', weight: 80, claim: { family: 'sagemaker-distribution', version: '2.14.1', processor: 'cpu' }, detail: 'label' },
  ],
  successor: { version: '3.4', uri: 'public.ecr.aws/sagemaker/sagemaker-distribution:3.4-cpu', step: 'major', endOfSupport: '2027-01-28' },
  policyRow: { family: 'sagemaker-distribution', sha256: 'abc', line: 21, asWritten: 'May 15th, 2026', ...READ },
};

export const moved: PolicyChange = {
  kind: 'policy', type: 'DATE_MOVED_EARLIER', severity: 'HIGH', key: 'policy|moved',
  message: 'The vendor moved the end of support from 2026-09-09 to 2026-05-15: 117 days earlier, 9 days\' notice.',
  family: 'sagemaker-distribution', version: '2.14', processors: ['cpu', 'gpu'],
  from: '2026-09-09', to: '2026-05-15', days: -117, noticeDays: 9, affected: [arnOf('data-science', 1), arnOf('risk-models', 7)],
};
export const added: PolicyChange = {
  ...moved, type: 'RELEASE_ADDED', severity: 'INFORMATIONAL', key: 'policy|added', message: 'The vendor lists a new release; its support ends on 2027-04-02.',
  version: '3.5', from: null, to: '2027-04-02', days: null, noticeDays: 331,
};
export const refused: PolicyChange = {
  ...moved, type: 'DOCUMENT_REFUSED', severity: 'HIGH', key: 'policy|refused', version: null, processors: [], from: null, to: null, days: null, noticeDays: null,
  message: 'The document was refused: 12 supported releases moved to earlier dates at once. Accept it by its sha256 if this is right.', affected: [],
};
export const pendingMove: PolicyChange = {
  ...moved, key: 'policy|pending', pending: true,
  message: 'A document that was refused (mass move) ends support on 2026-05-15, 117 days earlier. Until it is accepted, 2026-09-09 rules.',
};

export const waiver: Waiver = {
  image: 'legacy-*', versions: '1-5', owner: 'Ana (risk team)', reason: 'Retired with the old platform in January.', expires: '2027-01-31',
};
export const waiverChange: WaiverChange = {
  kind: 'waiver', type: 'WAIVER_ADDED', severity: 'LOW', message: 'Waiver added.', key: 'waiver|added', waiver, affected: [arnOf('legacy-etl', 2), arnOf('legacy-etl', 3)],
};
export const waived: Partial<Finding> = { waiver, conditions: [{ type: 'WAIVED', message: 'waived by Ana' }] };

export function moveOf(version: number, overrides: Partial<PolicyChange> = {}): PolicyChange {
  return { ...moved, version: `2.${version}`, key: `policy|${version}`, affected: [], ...overrides };
}

export function reminderOf(of: Finding): FindingChange {
  return {
    kind: 'finding', type: 'REMINDER', severity: of.severity, imageVersionArn: of.imageVersionArn, from: of.status, to: of.status, key: 'reminder',
    message: `Still open after 30 days: ${describeFinding(of)}`,
  };
}

export function digestOf(findings: readonly Finding[], changes: DigestInput['result']['changes'], overrides: Partial<DigestInput> = {}): DigestInput {
  const result = { scannedAt: `${TODAY}T06:00:00.000Z`, asOf: TODAY, coverage: coverageOf(findings), policies: [], changes, findings };
  return { monitor: 'ml-platform', accountId: ACCOUNT, region: REGION, result, report: 'reports/ml-platform/2026-05-06/060000Z.json', ...overrides };
}

/** What a scan tells of findings, against those of the day before. */
function scanned(now: readonly Finding[], before: readonly Finding[], more: DigestInput['result']['changes'] = []): DigestInput {
  const options = { noticePeriods: [90, 30, 7], today: TODAY, scannedAt: `${TODAY}T06:00:00.000Z`, complete: true };
  const state = compareFindings(undefined, before, { ...options, today: YESTERDAY, scannedAt: `${YESTERDAY}T06:00:00.000Z` }).snapshots;
  const { changes, findings } = compareFindings(state, now, options);
  return digestOf(findings, [...changes, ...more]);
}

const pair = (today: string, end: string): Finding[] => [
  dated(today, end, { ...detailed, aliases: ['prod', 'latest'] }), dated(today, end, { ...detailed, imageName: 'risk-models', version: 7 }),
];
const legacy = [2, 3].map((version) => dated(TODAY, '2026-01-10', { ...detailed, ...waived, imageName: 'legacy-etl', version }));
const late = dated(TODAY, '2026-04-01', { ...detailed, imageName: 'forecasting' });
const pendingNote = { type: 'PENDING_EARLIER_DATE' as const, message: 'A refused document says 2026-05-15, in 9 days.' };

/** The mails that people get, by occasion. */
export const SAMPLES: Readonly<Record<string, DigestInput>> = {
  'policy-moved': scanned([...pair(TODAY, '2026-05-15'), late], [...pair(YESTERDAY, '2026-09-09'), late], [moved, added]),
  'document-refused': digestOf(pair(TODAY, '2026-09-09').map((one) => ({ ...one, conditions: [pendingNote] })), [refused, pendingMove]),
  waivers: digestOf([...legacy, late], [
    waiverChange,
    { ...waiverChange, type: 'WAIVER_CHANGED', key: 'changed', message: 'The expiry moved from 2026-12-31 to 2027-01-31.' },
    { ...waiverChange, type: 'WAIVER_REMOVED', key: 'removed', waiver: { ...waiver, image: 'old', versions: '>=4' }, affected: [] },
    { ...waiverChange, type: 'WAIVER_EXPIRED', severity: 'HIGH', key: 'expired', waiver: { ...waiver, image: 'forecasting', expires: '2026-05-05' }, affected: [arnOf('forecasting', 1)] },
  ]),
  resolved: scanned([dated(TODAY, '2027-01-28', detailed), late], [dated(YESTERDAY, '2026-05-20', detailed), late, dated(YESTERDAY, '2026-05-20', { version: 9 })]),
  reminder: digestOf([late], [reminderOf(late)]),
  'nothing-changed': digestOf([late], []),
};
