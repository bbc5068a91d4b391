import { toParquet } from '../../../lambda/dataset/to-parquet';
import type { ColumnType, ColumnValue } from '../../../lib/core/dataset/column';
import { readParquet, readSchema } from '../../dataset/read-parquet';

const column = (type: ColumnType, ...values: ColumnValue[]) => ({ name: 'value', type, comment: '', values });

async function roundTrip(type: ColumnType, ...values: ColumnValue[]): Promise<unknown[]> {
  return (await readParquet(toParquet([column(type, ...values)]))).map(({ value }) => value);
}

it.each<[ColumnType, ColumnValue[], unknown[]]>([
  ['string', ['a', '', 'ünï ☃ 😀', null], ['a', '', 'ünï ☃ 😀', null]],
  ['bigint', [0, -1, Number.MAX_SAFE_INTEGER, null], [0n, -1n, 9007199254740991n, null]],
  ['boolean', [true, false, null], [true, false, null]],
  ['date', ['2026-11-22', '1969-12-31', null], [new Date('2026-11-22'), new Date('1969-12-31'), null]],
  ['timestamp', ['2026-11-22T06:00:00.123Z', '2026-11-22', null], [new Date('2026-11-22T06:00:00.123Z'), new Date('2026-11-22'), null]],
  ['array<string>', [['a', 'b'], [], [''], null], [['a', 'b'], [], [''], null]],
  ['map<string,string>', [{ a: '1', 'aws:cloudformation:stack': '' }, {}, null], [{ a: '1', 'aws:cloudformation:stack': '' }, {}, null]],
  ['map<string,bigint>', [{ 'ecr.BatchGetImage': 3 }, {}, null], [{ 'ecr.BatchGetImage': 3n }, {}, null]],
])('gives %s back', async (type, values, expected) => {
  const read = await roundTrip(type, ...values);
  expect(read).toEqual(expected);
});

it('has a value of each column where a number or an instant is none', async () => {
  expect(await roundTrip('timestamp', '', 'yesterday', '2026-11-22T00:00:00Z')).toEqual([null, null, new Date('2026-11-22')]);
  expect(await roundTrip('bigint', Number.NaN, Number.POSITIVE_INFINITY, 1.6, 7)).toEqual([null, null, 2n, 7n]);
});

it('writes a column without any value', async () => {
  expect(await roundTrip('map<string,string>', null, null)).toEqual([null, null]);
});

it('keeps tags that are called like what a map is made of', async () => {
  const tags = { key: 'a', value: 'b', constructor: 'c', '': 'd' };
  expect(await roundTrip('map<string,string>', tags)).toEqual([tags]);
});

it('keeps rows together beyond what a page of the format holds', async () => {
  const values = Array.from({ length: 3000 }, (_, index) => `${index}`.repeat(200));
  const rows = await readParquet(toParquet([column('string', ...values), { ...column('bigint', ...values.map((_, index) => index)), name: 'index' }]));
  expect(rows).toHaveLength(3000);
  expect(rows.every(({ value, index }) => value === values[Number(index)])).toBe(true);
});

it('says which schema it has, and is compressed', async () => {
  const bytes = toParquet([
    column('string', 'a'), ...(['bigint', 'boolean', 'date', 'timestamp', 'array<string>', 'map<string,string>', 'map<string,bigint>'] as const)
      .map((type) => ({ ...column(type, null), name: type })),
  ]);
  expect(await readSchema(bytes)).toEqual({
    columns: [
      'value OPTIONAL UTF8', 'bigint OPTIONAL INT64', 'boolean OPTIONAL BOOLEAN', 'date OPTIONAL DATE', 'timestamp OPTIONAL TIMESTAMP_MILLIS',
      'array<string> OPTIONAL LIST', 'map<string,string> OPTIONAL MAP', 'map<string,bigint> OPTIONAL MAP',
    ],
    keyValues: [{ key: 'schemaVersion', value: '1.0' }],
    codecs: ['SNAPPY'],
  });
});
