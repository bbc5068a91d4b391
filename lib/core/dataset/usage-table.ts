import type { DirectUsers, Finding } from '../finding';
import { text } from './column';
import { ACCOUNT_COLUMN, defineTable, SCAN_COLUMNS, type ScanRow } from './table';

interface UserRow extends ScanRow {
  readonly finding: Finding;
  readonly usedBy: string;
  readonly isRunning: boolean;
}

export const USAGE_TABLE = defineTable<UserRow>({
  name: 'usage',
  description: 'Who uses an image version, one row each, as far as the findings name them: some of many. The counts are in findings.',
  columns: [
    ...SCAN_COLUMNS,
    ACCOUNT_COLUMN,
    text('finding_key', 'The _key of the finding', ({ finding }) => finding._key),
    text('image_version_arn', 'ARN of the version; of an image of AWS\'s own, of what it is asked for by', ({ finding }) => finding.image_version_arn),
    text('image_name', 'Name of the image', ({ finding }) => finding.imageName),
    text('used_as', 'running for an app, attached for what new apps start with', ({ isRunning }) => (isRunning ? 'running' : 'attached')),
    text('used_by', 'Domain, user profile or space, and app', ({ usedBy }) => usedBy),
  ],
  rows: (scan) => scan.result.findings.flatMap((finding) => namedUsers(finding).map((user) => ({ scan, finding, ...user }))),
});

/** Who uses a version, where that was read: of the account's own images, or of AWS's. */
export function usersOf({ usage, directUse }: Finding): DirectUsers | undefined {
  return usage ?? directUse;
}

/** Examples name those that run before the others. */
function namedUsers(finding: Finding): readonly Pick<UserRow, 'usedBy' | 'isRunning'>[] {
  const users = usersOf(finding);
  return users?.examples.map((usedBy, index) => ({ usedBy, isRunning: index < users.running })) ?? [];
}
