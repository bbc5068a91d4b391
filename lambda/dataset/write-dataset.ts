import { DATASET_TABLES } from '../../lib/core/dataset';
import type { DatasetScan } from '../../lib/core/dataset/dataset-scan';
import type { DatasetStore } from './port';
import { toParquet } from './to-parquet';

const CONTENT_TYPE = 'application/vnd.apache.parquet';

/**
 * Adds a scan to the dataset: one file for each table that it has rows for. `scans` comes last, and queries count only scans that
 * stand there: of a scan that broke off, nothing is seen.
 */
export async function writeDataset(store: DatasetStore, scan: DatasetScan, keyOf: (table: string) => string): Promise<void> {
  for (const table of DATASET_TABLES) {
    const columns = table.read(scan);
    if (columns[0]?.values.length) await store.putBytes(keyOf(table.name), toParquet(columns), CONTENT_TYPE);
  }
}
