import { instant, text, type Column, type ColumnDefinition, type ColumnValue } from './column';
import type { DatasetScan } from './dataset-scan';

/** All values of one column, in the order of the rows. */
export interface ColumnValues extends ColumnDefinition {
  readonly values: readonly ColumnValue[];
}

/** A table of the dataset: the writer, the Glue table and the documentation are made from it. */
export interface DatasetTable {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly ColumnDefinition[];
  /** The rows that a scan adds, by column; columns without values where it adds none. */
  read(scan: DatasetScan): readonly ColumnValues[];
}

/** A row, with the scan that it belongs to. */
export interface ScanRow {
  readonly scan: DatasetScan;
}

interface TableDefinition<Row> {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: (scan: DatasetScan) => readonly Row[];
}

export function defineTable<Row extends ScanRow>({ name, description, columns, rows }: TableDefinition<Row>): DatasetTable {
  return {
    name,
    description,
    columns: columns.map((column) => ({ name: column.name, type: column.type, comment: column.comment })),
    read: (scan) => {
      const all = rows(scan);
      return columns.map(({ read, ...definition }) => ({ ...definition, values: all.map((row) => read(row) ?? null) }));
    },
  };
}

/** The column by which Athena and other engines skip days: it is in the path of each file, and not in the file. */
export const PARTITION_COLUMN: ColumnDefinition = {
  name: 'date', type: 'string', comment: 'UTC day of the scan, YYYY-MM-DD. Name it in WHERE: only the days that are asked for are read.',
};

/** Which scan a row is of; `account_id` is the same column in every table. */
export const SCAN_COLUMNS: readonly Column<ScanRow>[] = [
  text('monitor', 'Name of the monitor that scanned', ({ scan }) => scan.monitor),
  instant('scanned_at', 'When the scan began', ({ scan }) => scan.result.scannedAt),
  text('region', 'Region that was scanned', ({ scan }) => scan.region),
];

export const ACCOUNT_COLUMN: Column<ScanRow> = text('account_id', 'Account that was scanned', ({ scan }) => scan.accountId);
