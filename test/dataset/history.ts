import type { PolicyChange } from '../../lib/core/change';
import type { DatasetScan } from '../../lib/core/dataset/dataset-scan';
import type { Finding } from '../../lib/core/finding';
import type { ScanResult } from '../../lib/core/scan-result';
import { coverageOf, finding } from '../lambda/publishing/findings-fixture';

/** The day on which the queries are asked. */
export const TODAY = '2026-11-22';

export const HERE = { monitor: 'nightly', accountId: '111122223333', region: 'eu-west-1' };
export const THERE = { monitor: 'nightly', accountId: '444455556666', region: 'us-east-1' };

export function datasetScan(
  place: typeof HERE, scannedAt: string, findings: readonly Finding[], changes: readonly PolicyChange[] = [], complete = true,
): DatasetScan {
  const result: ScanResult = {
    schemaVersion: '1.0',
    scannedAt,
    asOf: scannedAt.slice(0, 10),
    coverage: coverageOf(findings, { complete, calls: { 'sagemaker.ListImages': 1, 'ecr.BatchGetImage': 3 } }),
    policies: [],
    policyDocuments: [],
    changes,
    findings: findings.map((each) => ({ ...each, accountId: place.accountId, account_id: place.accountId, region: place.region })),
  };
  return { ...place, durationMs: 1500, result };
}

function version(imageName: string, number: number, rest: Partial<Finding> = {}): Finding {
  return finding({ imageName, version: number, ...rest });
}

const gone = version('data-science', 1, { status: 'END_OF_SUPPORT', severity: 'HIGH', endOfSupport: '2026-08-01' });
const later = version('data-science', 2, { endOfSupport: '2027-02-10' });
const ending = version('data-science', 2, {
  status: 'EXPIRING', severity: 'MEDIUM', endOfSupport: '2027-02-10', daysLeft: 80,
  successor: { version: '2.14', uri: 'public.ecr.aws/sagemaker/sagemaker-distribution:2.14-cpu', step: 'minor', endOfSupport: '2027-08-01' },
  owner: 'team-ml',
  usage: {
    running: 1, attached: 2, floating: 1, domains: ['d-9'], read: 'full',
    examples: ['app d-9/eve/JupyterLab/default', 'domain d-9', 'user profile d-9/eve'],
  },
});
const newer = version('data-science', 3, { endOfSupport: '2027-06-30' });
const unknown = version('modelling', 1, {
  status: 'UNKNOWN_BASE', severity: 'MEDIUM', base: { family: 'sagemaker-distribution', version: '2', processor: null, confidence: 'weak' },
  reason: 'Nothing in the image\'s config names a vendor.', evidence: [{
    kind: 'tag-text', weight: 10, detail: 'tag smd-2', claim: { family: 'sagemaker-distribution', version: '2', processor: null },
  }],
});
const language = version('language', 1, { endOfSupport: '2028-01-01' });
const languageBad = version('language', 1, { status: 'NOT_IN_POLICY', severity: 'MEDIUM', reason: 'The policy has no row for 2.99.' });
const waiver = (expires: string) => ({ image: 'legacy*', owner: 'ana', reason: 'Is replaced in spring.', expires });
const waived = (number: number, expires: string): Finding => version('legacy', number, {
  status: 'END_OF_SUPPORT', severity: 'HIGH', endOfSupport: '2025-04-25', waiver: waiver(expires),
  conditions: [{ type: 'WAIVED', message: 'Waived by ana' }],
});
const waiverOver = version('legacy', 3, {
  status: 'END_OF_SUPPORT', severity: 'HIGH', endOfSupport: '2025-04-25', waiver: waiver('2026-11-10'),
  conditions: [{ type: 'WAIVER_EXPIRED', message: 'Was waived by ana' }],
});
/** Is away for some time, and back when it is supported. */
const visionBad = version('vision', 1, { status: 'EXPIRING', severity: 'MEDIUM', endOfSupport: '2026-11-30' });
const vision = version('vision', 1, { endOfSupport: '2028-01-01' });
const direct = version('sagemaker-distribution-cpu', 0, {
  status: 'EXPIRING', severity: 'MEDIUM', endOfSupport: '2027-01-31', daysLeft: 70, creation_time: '', last_modified_time: '', base_image: null,
  directUse: { running: 2, attached: 1, examples: ['app d-1/bo/JupyterLab/default', 'app d-1/ana/JupyterLab/default', 'domain d-1'] },
});

const moved: PolicyChange = {
  kind: 'policy', type: 'DATE_MOVED_EARLIER', severity: 'HIGH', message: 'The end of support of 2.4 moved.', key: 'moved-2.4',
  family: 'sagemaker-distribution', version: '2.4', processors: ['cpu', 'gpu'], from: '2027-05-10', to: '2027-02-10', days: -89, noticeDays: 118,
  affected: [ending.imageVersionArn],
};
const pending: PolicyChange = {
  ...moved, key: 'pending-3.1', version: '3.1', from: '2027-09-01', to: '2027-08-01', days: -31, noticeDays: 252, pending: true, affected: [],
};
const added: PolicyChange = {
  ...moved, type: 'RELEASE_ADDED', severity: 'INFORMATIONAL', key: 'added-4.1', version: '4.1', from: null, to: '2027-11-01', days: null, noticeDays: 344,
  affected: [],
};

export interface PastScan {
  readonly scan: DatasetScan;
  /** Whether it broke off before all was written. */
  readonly brokeOff?: boolean;
}

/** Some months of two accounts. */
export const HISTORY: readonly PastScan[] = [
  { scan: datasetScan(HERE, '2026-09-10T06:00:00.000Z', [gone, later, unknown, languageBad, visionBad]) },
  { scan: datasetScan(HERE, '2026-10-15T06:00:00.000Z', [gone, later, unknown, language], [moved, added]) },
  // Not all could be listed, and nothing could be told: it is told again.
  { scan: datasetScan(HERE, '2026-10-20T06:00:00.000Z', [ending, languageBad], [{ ...moved, noticeDays: 113 }], false) },
  { scan: datasetScan(HERE, '2026-10-21T06:00:00.000Z', [ending, unknown, languageBad], [{ ...moved, noticeDays: 112 }]) },
  { scan: datasetScan(HERE, '2026-11-22T05:00:00.000Z', [gone, ending]), brokeOff: true },
  { scan: datasetScan(HERE, '2026-11-22T06:00:00.123Z', [ending, newer, unknown, language, vision]) },
  { scan: datasetScan(THERE, '2026-11-22T00:30:00.000Z', [direct]) },
  { scan: datasetScan(THERE, '2026-11-22T07:00:00.000Z', [direct, waived(1, '2026-12-05'), waived(2, '2027-06-01'), waiverOver], [pending]) },
];
