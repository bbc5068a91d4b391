import { noticePeriodReached } from '../../../lib/core/finding-snapshot';

it.each<[number | null, number[], number | null]>([
  [null, [90, 30, 7], null], [91, [90, 30, 7], null], [90, [90, 30, 7], 90], [30, [7, 90, 30], 30], [7, [90, 30, 7], 7],
  [-5, [90, 30, 7], 7], [5, [], null],
])('with %p days left, of %p the shortest period reached is %p', (daysLeft, periods, expected) => {
  expect(noticePeriodReached(daysLeft, periods)).toBe(expected);
});
