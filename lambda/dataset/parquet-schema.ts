import type { SchemaElement } from 'hyparquet-writer';
import type { ColumnDefinition, ColumnType } from '../../lib/core/dataset/column';

type Element = Omit<SchemaElement, 'name'>;

const STRING: Element = { type: 'BYTE_ARRAY', converted_type: 'UTF8' };
const INT64: Element = { type: 'INT64' };

/** A column as elements of its file's schema, in depth-first order: lists in three levels, maps with required keys, all else nullable. */
const ELEMENTS: Readonly<Record<ColumnType, (name: string) => readonly SchemaElement[]>> = {
  'string': (name) => [optional(name, STRING)],
  'bigint': (name) => [optional(name, INT64)],
  'boolean': (name) => [optional(name, { type: 'BOOLEAN' })],
  'date': (name) => [optional(name, { type: 'INT32', converted_type: 'DATE' })],
  'timestamp': (name) => [optional(name, { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' })],
  'array<string>': (name) => [
    optional(name, { converted_type: 'LIST', num_children: 1 }),
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    optional('element', STRING),
  ],
  'map<string,string>': (name) => mapOf(name, STRING),
  'map<string,bigint>': (name) => mapOf(name, INT64),
};

export function parquetSchema(columns: readonly ColumnDefinition[]): SchemaElement[] {
  return [{ name: 'schema', num_children: columns.length }, ...columns.flatMap(({ name, type }) => ELEMENTS[type](name))];
}

function optional(name: string, element: Element): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...element };
}

function mapOf(name: string, value: Element): readonly SchemaElement[] {
  return [
    optional(name, { converted_type: 'MAP', num_children: 1 }),
    { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
    { name: 'key', repetition_type: 'REQUIRED', ...STRING },
    optional('value', value),
  ];
}
