import { parquetWriteBuffer } from 'hyparquet-writer';
import { SCHEMA_VERSION } from '../../lib/core/contract';
import type { ColumnType, ColumnValue } from '../../lib/core/dataset/column';
import type { ColumnValues } from '../../lib/core/dataset/table';
import { parquetSchema } from './parquet-schema';

/** A file of one row group: a scan has thousands of rows, not millions. */
const ROWS_IN_A_GROUP = 1_000_000;

/** The rows of one table as a Parquet file, compressed with Snappy, which every engine reads. */
export function toParquet(columns: readonly ColumnValues[]): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({
    columnData: columns.map(({ name, type, values }) => ({ name, data: values.map((value) => written(type, value)) })),
    schema: parquetSchema(columns),
    rowGroupSize: ROWS_IN_A_GROUP,
    kvMetadata: [{ key: 'schemaVersion', value: SCHEMA_VERSION }],
  }));
}

/** What the writer takes for a value of a type. */
function written(type: ColumnType, value: ColumnValue): unknown {
  if (value === null) return null;
  switch (type) {
    case 'bigint': return wholeNumber(value);
    case 'date':
    case 'timestamp': return date(value);
    case 'map<string,bigint>': return Object.fromEntries(Object.entries(value).map(([key, count]) => [key, wholeNumber(count)]));
    default: return value;
  }
}

/** A number that is none is no value; it must not take the other rows with it. */
function wholeNumber(value: unknown): bigint | null {
  return typeof value === 'number' && Number.isFinite(value) ? BigInt(Math.round(value)) : null;
}

/** Of an image of AWS's own the times are empty texts. */
function date(value: ColumnValue): Date | null {
  const instant = new Date(String(value));
  return Number.isNaN(instant.getTime()) ? null : instant;
}
