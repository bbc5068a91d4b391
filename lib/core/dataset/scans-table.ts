import { SUPPORT_STATUSES, type SupportStatus } from '../finding';
import { isWaived } from '../finding-snapshot';
import { count, countMap, day, flag, instant, texts, type Column } from './column';
import { ACCOUNT_COLUMN, defineTable, SCAN_COLUMNS, type ScanRow } from './table';

/** Waived ones among them: a waiver makes nothing supported. */
const STATUSES: readonly Column<ScanRow>[] = SUPPORT_STATUSES.map((status) => (
  count(status.toLowerCase(), `Image versions in the status ${status}`, ({ scan }: ScanRow) => countOf(scan, status))
));

export const SCANS_TABLE = defineTable<ScanRow>({
  name: 'scans',
  description: 'Each scan: what it saw and what it could not see. Written last: a scan that is not here did not write all of its rows.',
  columns: [
    ...SCAN_COLUMNS,
    ACCOUNT_COLUMN,
    day('as_of', 'The day that was judged by', ({ scan }) => scan.result.asOf),
    flag('complete', 'Whether everything could be read', ({ scan }) => scan.result.coverage.complete),
    count('images', 'Images that were listed', ({ scan }) => scan.result.coverage.images),
    count('versions_listed', 'Image versions that were listed', ({ scan }) => scan.result.coverage.versionsListed),
    count('excluded_by_filter', 'Image versions that a filter left out', ({ scan }) => scan.result.coverage.excludedByFilter),
    count('gone_during_scan', 'Image versions that were deleted while the scan went on', ({ scan }) => scan.result.coverage.goneDuringScan),
    count('direct_use', 'Images of AWS\'s own in use; null where usage was not read', ({ scan }) => scan.result.coverage.directUse),
    count('findings', 'Rows in findings', ({ scan }) => scan.result.findings.length),
    ...STATUSES,
    count('waived', 'Image versions on which a waiver holds', ({ scan }) => scan.result.findings.filter(isWaived).length),
    count('failures', 'Calls that failed for good', ({ scan }) => scan.result.coverage.failures.reduce((sum, failure) => sum + failure.count, 0)),
    texts('failure_causes', 'Why they failed, each cause once', ({ scan }) => scan.result.coverage.failures.map(({ cause }) => cause)),
    countMap('calls', 'Calls that were made, by service.Operation', ({ scan }) => scan.result.coverage.calls),
    count('duration_ms', 'Milliseconds until all was found, before it was told', ({ scan }) => scan.durationMs),
    instant('oldest_policy_retrieved_at', 'When the oldest policy in use was read at its source', ({ scan }) => oldestPolicy(scan)),
    count('documents_refused', 'Policy documents that were refused', ({ scan }) => documents(scan, 'refused')),
    count('documents_unread', 'Policy documents that could not be read', ({ scan }) => documents(scan, 'unread')),
  ],
  rows: (scan) => [{ scan }],
});

function countOf({ result }: ScanRow['scan'], status: SupportStatus): number {
  return result.findings.filter((finding) => finding.status === status).length;
}

function oldestPolicy({ result }: ScanRow['scan']): string | undefined {
  return result.policies.map(({ retrievedAt }) => retrievedAt).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

function documents({ result }: ScanRow['scan'], verdict: 'refused' | 'unread'): number {
  return result.policyDocuments.filter((document) => document.verdict === verdict).length;
}
