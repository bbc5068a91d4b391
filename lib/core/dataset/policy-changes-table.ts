import type { PolicyChange } from '../change';
import { count, day, flag, text, texts } from './column';
import { ACCOUNT_COLUMN, defineTable, SCAN_COLUMNS, type ScanRow } from './table';

interface PolicyChangeRow extends ScanRow {
  readonly change: PolicyChange;
}

export const POLICY_CHANGES_TABLE = defineTable<PolicyChangeRow>({
  name: 'policy_changes',
  description: 'News about vendors\' and teams\' policies, when they were told. What could not be told is told again under the same change_key.',
  columns: [
    ...SCAN_COLUMNS,
    ACCOUNT_COLUMN,
    text('change_key', 'The same for the same news', ({ change }) => change.key),
    text('type', 'RELEASE_ADDED, DATE_MOVED_EARLIER, DATE_MOVED_LATER, WITHDRAWN, DOCUMENT_REFUSED or DOCUMENT_ACCEPTED_WITH_DOUBTS', ({ change }) => change.type),
    text('severity', 'CRITICAL, HIGH, MEDIUM, LOW or INFORMATIONAL', ({ change }) => change.severity),
    text('family', 'Whose policy it is, such as sagemaker-distribution', ({ change }) => change.family),
    text('version', 'Release that it is about; null for a whole document', ({ change }) => change.version),
    text('framework', 'Where the vendor counts versions by framework', ({ change }) => change.framework),
    texts('processors', 'cpu, gpu or both', ({ change }) => change.processors),
    text('date_kind', 'support, availability or major: which date it is about', ({ change }) => change.of ?? 'support'),
    day('old_date', 'The date that subscribers knew', ({ change }) => change.from),
    day('new_date', 'The date that they were told', ({ change }) => change.to),
    count('days_moved', 'How far the date moved; negative for earlier', ({ change }) => change.days),
    count('notice_days', 'From the day of the scan to the new date; negative where it had passed', ({ change }) => change.noticeDays),
    flag('is_pending', 'Whether the date stands in a document that was refused, and does not rule', ({ change }) => change.pending ?? false),
    texts('affected', 'ARNs of the image versions that it touches', ({ change }) => change.affected),
    text('message', 'What was told', ({ change }) => change.message),
  ],
  rows: (scan) => scan.result.changes.flatMap((change) => (change.kind === 'policy' ? [{ scan, change }] : [])),
});
