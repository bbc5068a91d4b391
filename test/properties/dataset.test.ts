import fc from 'fast-check';
import { toParquet } from '../../lambda/dataset/to-parquet';
import type { ColumnType, ColumnValue } from '../../lib/core/dataset/column';
import { readParquet } from '../dataset/read-parquet';

const DAY = 86_400_000;
const nullable = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
/** What UTF-8 can hold. */
const unicode = fc.string({ unit: 'grapheme', maxLength: 40 });
const whole = fc.maxSafeInteger();
const instants = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
const days = fc.integer({ min: -100_000, max: 100_000 }).map((day) => new Date(day * DAY));
const names = unicode.filter((name) => name !== '__proto__');

interface Kind {
  readonly type: ColumnType;
  readonly values: fc.Arbitrary<ColumnValue>;
  readonly read: (value: ColumnValue) => unknown;
}

const same = (value: ColumnValue): unknown => value;
const asDate = (value: ColumnValue): unknown => (value === null ? null : new Date(String(value)));

const KINDS: readonly Kind[] = [
  { type: 'string', values: nullable(unicode), read: same },
  { type: 'bigint', values: nullable(whole), read: (value) => (value === null ? null : BigInt(Number(value))) },
  { type: 'boolean', values: nullable(fc.boolean()), read: same },
  { type: 'date', values: nullable(days.map((day) => day.toISOString().slice(0, 10))), read: asDate },
  { type: 'timestamp', values: nullable(instants.map((instant) => instant.toISOString())), read: asDate },
  { type: 'array<string>', values: nullable(fc.array(unicode, { maxLength: 5 })), read: same },
  { type: 'map<string,string>', values: nullable(fc.dictionary(names, unicode, { maxKeys: 5, noNullPrototype: true })), read: same },
];

it('whatever a row holds, it is read as it was written', async () => {
  const table = fc.integer({ min: 1, max: 40 }).chain((rows) => (
    fc.tuple(...KINDS.map(({ values }) => fc.array(values, { minLength: rows, maxLength: rows })))
  ));
  await fc.assert(fc.asyncProperty(table, async (columns) => {
    const bytes = toParquet(KINDS.map(({ type }, index) => ({ name: type, type, comment: '', values: columns[index] ?? [] })));
    const rows = await readParquet(bytes);
    KINDS.forEach(({ type, read }, index) => {
      expect(rows.map((row) => row[type])).toEqual(columns[index]?.map(read));
    });
  }), { numRuns: 60 });
});
