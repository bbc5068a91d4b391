/** Writes the history as the function does into the directory that is named, and prints the questions to ask of it. */
import { writeDataset } from '../../lambda/dataset/write-dataset';
import { DirectoryStore } from '../../lambda/state/directory-store';
import { datasetKey } from '../../lambda/state/keys';
import { DATASET_TABLES } from '../../lib/core/dataset';
import { DATASET_QUERIES } from '../../lib/core/dataset/queries';
import { EXPECTED } from './expected';
import { HISTORY, TODAY } from './history';

const [directory = ''] = process.argv.slice(2);
const store = new DirectoryStore(directory);
for (const { scan, brokeOff } of HISTORY) {
  const failing = { putBytes: async (key: string, bytes: Uint8Array) => (key.includes('/scans/') ? undefined : store.putBytes(key, bytes)) };
  await writeDataset(brokeOff ? failing : store, scan, (table) => datasetKey(scan, table, scan.result.scannedAt));
}
process.stdout.write(JSON.stringify({
  today: TODAY,
  tables: DATASET_TABLES.map(({ name, columns }) => ({ name, columns: columns.map((column) => [column.name, column.type]) })),
  queries: DATASET_QUERIES.map(({ id, name, sql }) => ({ id, name, sql, expected: EXPECTED[id] ?? null })),
}));
