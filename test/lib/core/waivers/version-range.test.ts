import { includesVersion, parseVersionRange } from '../../../../lib/core/waivers/version-range';

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 999_999_999];

it.each<[string, number[]]>([
  ['3', [3]],
  ['1-5', [1, 2, 3, 4, 5]],
  ['5-5', [5]],
  ['>=4', [4, 5, 6, 7, 8, 999_999_999]],
  ['>4', [5, 6, 7, 8, 999_999_999]],
  ['<3', [1, 2]],
  ['<=3', [1, 2, 3]],
  ['2,5-7', [2, 5, 6, 7]],
  [' 2 , 5 - 7 , >= 8 ', [2, 5, 6, 7, 8, 999_999_999]],
  ['1-2,3-4', [1, 2, 3, 4]],
])('%p covers %p', (text, expected) => {
  const range = parseVersionRange(text);
  expect(NUMBERS.filter((version) => range && includesVersion(range, version))).toEqual(expected);
});

it.each(['', ' ', 'x', '*', '1.5', '-1', '0', '0-3', '<1', '>=0', '<=0', '5-3', '1-', '-', '1,,2', '1,', '=3', '==3', '^3', '~3', '3.x', '1 to 5', '1e3',
  '9999999999', '>=', '4,4', '>4,<8', '>=4,5', '1-5,5-9', '<9,1'])('%p names no range', (text) => {
  expect(parseVersionRange(text)).toBeUndefined();
});

it('counts from 1: what has no number is in no range', () => {
  expect(['<3', '<=3', '>=1'].some((text) => includesVersion(parseVersionRange(text) ?? [], 0))).toBe(false);
});
