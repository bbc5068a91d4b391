import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

/** The rows of a Parquet file, as another library reads them. A list or map that is null it leaves undefined. */
export async function readParquet(bytes: Uint8Array): Promise<readonly Record<string, unknown>[]> {
  const rows = await parquetReadObjects({ file: bufferOf(bytes) });
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? null])));
}

interface FileSchema {
  /** Name, repetition and type of each column. */
  readonly columns: readonly string[];
  readonly keyValues: unknown;
  readonly codecs: readonly string[];
}

/** The columns of the file as its schema has them, without what lies in lists and maps. */
export async function readSchema(bytes: Uint8Array): Promise<FileSchema> {
  const { schema, key_value_metadata: keyValues, row_groups: groups } = await parquetMetadataAsync(bufferOf(bytes));
  const columns: string[] = [];
  let inside = 0;
  for (const element of schema.slice(1)) {
    const { name, type, converted_type: converted, repetition_type: repetition, num_children: children = 0 } = element;
    if (inside === 0) columns.push([name, repetition, converted ?? type].join(' '));
    inside = Math.max(0, inside - 1) + children;
  }
  return { columns, keyValues, codecs: [...new Set(groups.flatMap((group) => group.columns.map(({ meta_data: data }) => data?.codec ?? '')))] };
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}
