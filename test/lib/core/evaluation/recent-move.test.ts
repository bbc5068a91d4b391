import { evaluate } from '../../../../lib/core/evaluation/evaluate';
import type { DateMove } from '../../../../lib/core/evaluation/options';
import type { Condition } from '../../../../lib/core/finding';
import { FAMILY, imageVersion, lineage, options, release } from '../../../support/evaluation';

const move = (from: string | null, to: string | null, on: string, rest: Partial<DateMove> = {}): DateMove =>
  ({ family: FAMILY, version: '2.3', processor: 'cpu', from, to, on, ...rest });
const judge = (moves: readonly DateMove[], eolFrom: string | null = '2027-01-01', version = '2.3.1'): readonly Condition[] =>
  evaluate(imageVersion(), lineage({ version }), options([release('2.3', eolFrom, { processor: 'cpu' })], { moves }))
    .conditions.filter(({ type }) => type.startsWith('DATE_MOVED'));

it('says how far and when, for 30 days', () => {
  const told = (on: string) => judge([move('2027-04-04', '2027-01-01', on)]);

  expect(told('2026-06-15')).toEqual([{
    type: 'DATE_MOVED_EARLIER',
    message: 'In the policy of sagemaker-distribution the end of support of 2.3 moved on 2026-06-15, from 2027-04-04 to 2027-01-01, 93 days earlier.',
  }]);
  expect(told('2026-05-16')).toHaveLength(1);
  expect(told('2026-05-15')).toEqual([]);
  expect(told('2026-06-16')).toEqual([]);
});

it.each<[string | null, string | null, string, string]>([
  ['2026-12-31', '2027-01-01', 'DATE_MOVED_LATER', '1 day later'],
  [null, '2027-01-01', 'DATE_MOVED_EARLIER', 'from no date to 2027-01-01'],
  ['2027-01-01', null, 'DATE_MOVED_LATER', 'from 2027-01-01 to no date'],
])('from %s to %s is %s', (from, to, type, words) => {
  const [condition] = judge([move(from, to, '2026-06-10')], to);

  expect(condition).toMatchObject({ type, message: expect.stringContaining(words) });
});

it('of several moves tells the last, and that there were others', () => {
  const moves = [move('2026-11-01', '2027-01-01', '2026-06-10'), move('2027-01-01', '2026-11-01', '2026-06-05')];
  const [condition, ...others] = judge(moves);

  expect(condition).toMatchObject({ type: 'DATE_MOVED_LATER', message: expect.stringContaining('It has moved on 2 days of the last 30.') });
  expect(others).toEqual([]);
});

it.each<[string, DateMove]>([
  ['another version', move('2027-04-04', '2027-01-01', '2026-06-10', { version: '2.4' })],
  ['another processor', move('2027-04-04', '2027-01-01', '2026-06-10', { processor: 'gpu' })],
  ['another family', move('2027-04-04', '2027-01-01', '2026-06-10', { family: 'acme' })],
  ['a date that does not rule', move('2027-04-04', '2026-11-01', '2026-06-10')],
  ['no move at all', move('2027-01-01', '2027-01-01', '2026-06-10')],
])('leaves out %s', (_, moved) => expect(judge([moved])).toEqual([]));

it('leaves out the moves of the releases that an end was inferred from', () => {
  const around = [release('2.2', '2026-01-01'), release('2.4', '2026-02-01')];
  const moves = [{ family: FAMILY, version: '2.4', from: '2026-03-01', to: '2026-02-01', on: '2026-06-10' }];

  expect(evaluate(imageVersion(), lineage(), options(around, { moves })).conditions.map(({ type }) => type)).toEqual(['DATE_INFERRED']);
});
