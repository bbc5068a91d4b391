/** Types as Hive, Glue and Athena name them; `lambda/dataset/parquet-schema.ts` says how each is written. */
export type ColumnType =
  | 'string' | 'bigint' | 'boolean' | 'date' | 'timestamp' | 'array<string>' | 'map<string,string>' | 'map<string,bigint>';

/** A column as its readers see it. */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: ColumnType;
  /** What Glue keeps beside it: at most 255 characters. */
  readonly comment: string;
}

/** Dates are `YYYY-MM-DD`, timestamps ISO instants. */
export type ColumnValue = string | number | boolean | readonly string[] | Readonly<Record<string, string | number>> | null;

/** A column, and how its value is read from a row. */
export interface Column<Row> extends ColumnDefinition {
  readonly read: (row: Row) => ColumnValue | undefined;
}

type Maker<Value extends ColumnValue> =
  <Row>(name: string, comment: string, read: (row: Row) => Value | null | undefined) => Column<Row>;

function columnsOf<Value extends ColumnValue>(type: ColumnType): Maker<Value> {
  return (name, comment, read) => ({ name, type, comment, read });
}

export const text = columnsOf<string>('string');
export const count = columnsOf<number>('bigint');
export const flag = columnsOf<boolean>('boolean');
export const day = columnsOf<string>('date');
export const instant = columnsOf<string>('timestamp');
export const texts = columnsOf<readonly string[]>('array<string>');
export const textMap = columnsOf<Readonly<Record<string, string>>>('map<string,string>');
export const countMap = columnsOf<Readonly<Record<string, number>>>('map<string,bigint>');
