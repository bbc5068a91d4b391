import { messageSize, splitToFit, SNS_LIMIT_BYTES, MARGIN_BYTES, MAX_MESSAGE_BYTES } from '../../../lambda/publishing/split';

const sumUpTo = (limit: number) => (run: readonly number[]): boolean => run.reduce((sum, size) => sum + size, 0) <= limit;

it.each<[number[], number[][]]>([
  [[], []],
  [[5], [[5]]],
  [[3, 3, 3], [[3, 3, 3]]],
  [[10], [[10]]],
  [[5, 5, 1], [[5, 5], [1]]],
  [[9, 2, 9, 1], [[9], [2], [9, 1]]],
])('cuts %j into %j, with room for 10', (sizes, expected) => {
  expect(splitToFit(sizes, sumUpTo(10))).toEqual(expected);
});

it('refuses to drop what does not fit', () => {
  expect(() => splitToFit([1, 11, 1], sumUpTo(10))).toThrow('Item 2 of 3 is too large for a message of its own');
});

it('counts the bodies as they are escaped, in bytes, with subject and attributes', () => {
  expect(messageSize({ subject: 'S', bodies: { default: '' }, attributes: {} })).toBe(1 + '{"default":""}'.length);
  expect(messageSize({ subject: '', bodies: { default: '"ü\n' }, attributes: {} })).toBe('{"default":""}'.length + 2 + 2 + 2);
  expect(messageSize({ subject: '', bodies: { default: '' }, attributes: { a: 'b', c: ['d'] } }))
    .toBe('{"default":""}'.length + 'aStringb'.length + 'cString.Array["d"]'.length);
});

it('keeps a margin below what Amazon SNS takes', () => {
  expect(SNS_LIMIT_BYTES).toBe(256 * 1024);
  expect(MAX_MESSAGE_BYTES).toBe(SNS_LIMIT_BYTES - MARGIN_BYTES);
});
