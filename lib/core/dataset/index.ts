import { FINDINGS_TABLE } from './findings-table';
import { POLICY_CHANGES_TABLE } from './policy-changes-table';
import { SCANS_TABLE } from './scans-table';
import type { DatasetTable } from './table';
import { USAGE_TABLE } from './usage-table';

/** In the order in which they are written: `scans` says that the others are there. */
export const DATASET_TABLES: readonly DatasetTable[] = [FINDINGS_TABLE, USAGE_TABLE, POLICY_CHANGES_TABLE, SCANS_TABLE];
