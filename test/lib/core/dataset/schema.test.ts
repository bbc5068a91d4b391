import { DATASET_TABLES } from '../../../../lib/core/dataset';
import { PARTITION_COLUMN } from '../../../../lib/core/dataset/table';
import schema from '../../../dataset/schema.json';

const COMMITTED: Readonly<Record<string, Readonly<Record<string, string>>>> = schema;
const current = Object.fromEntries(DATASET_TABLES.map(({ name, columns }) => (
  [name, Object.fromEntries(columns.map((column) => [column.name, column.type]))]
)));

/** What would break the queries that people have saved, or the files that are there already. */
function breaks(before: typeof COMMITTED, now: typeof COMMITTED): string[] {
  return Object.entries(before).flatMap(([table, columns]) => Object.entries(columns).flatMap(([column, type]) => {
    const found = now[table]?.[column];
    if (found === type) return [];
    return [`'${table}.${column}' must stay '${type}', got: ${found ?? 'no such column'}; files have it, and queries may use it: add another column instead`];
  }));
}

it('keeps every column that was ever written', () => {
  expect(breaks(COMMITTED, current)).toEqual([]);
});

it('has each column in test/dataset/schema.json: add what is new', () => {
  expect(COMMITTED).toEqual(current);
});

it.each([
  ['a column that is gone', { scans: {} }, "'scans.complete' must stay 'boolean', got: no such column;"],
  ['a table that is gone', {}, "'scans.complete' must stay 'boolean', got: no such column;"],
  ['another type', { scans: { complete: 'string' } }, "'scans.complete' must stay 'boolean', got: string;"],
])('notices %s', (_case, now, message) => {
  expect(breaks({ scans: { complete: 'boolean' } }, now)).toEqual([expect.stringContaining(message)]);
});

it('has the columns of aws.sagemaker_image_version first, by name and type', () => {
  const columns = DATASET_TABLES.find(({ name }) => name === 'findings')?.columns.slice(0, 19).map(({ name, type }) => `${name} ${type}`);
  expect(columns).toEqual([
    '_key string', 'account_id string', 'base_image string', 'container_image string', 'creation_time timestamp', 'failure_reason string',
    'horovod boolean', 'image_arn string', 'image_version_arn string', 'image_version_status string', 'job_type string',
    'last_modified_time timestamp', 'ml_framework string', 'processor string', 'programming_lang string', 'release_notes string',
    'tags map<string,string>', 'vendor_guidance string', 'version bigint',
  ]);
});

it.each(DATASET_TABLES.map((table) => [table.name, table] as const))('%s has columns that Glue takes', (_name, { columns, description }) => {
  const names = columns.map(({ name }) => name);
  expect(new Set([...names, PARTITION_COLUMN.name]).size).toBe(names.length + 1);
  for (const { name, comment } of columns) {
    expect(name).toMatch(/^_?[a-z][a-z0-9_]*$/);
    expect(comment.length).toBeGreaterThan(0);
    expect(comment.length).toBeLessThanOrEqual(255);
  }
  expect(description.length).toBeLessThanOrEqual(2048);
});

it('says of which scan each row is', () => {
  for (const { columns } of DATASET_TABLES) {
    expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['monitor', 'scanned_at', 'account_id', 'region']));
  }
});

it('writes the table of scans last, because it says that the others are there', () => {
  expect(DATASET_TABLES.at(-1)?.name).toBe('scans');
});
