import fc from 'fast-check';
import { matchesGlob } from '../../../../lib/core/waivers/glob';

it.each<[string, string, boolean]>([
  ['ds', 'ds', true], ['ds', 'ds2', false], ['ds', 'xds', false], ['ds*', 'ds', true], ['ds*', 'ds-2', true], ['*', '', true],
  ['?', '', false], ['?', 'a', true], ['d?', 'ds', true], ['d?', 'd', false], ['*-gpu', 'ds-gpu', true], ['*-gpu', 'ds-gpu-2', false],
  ['a*b*c', 'aXbYbZc', true], ['a*b*c', 'aXc', false], ['a.c', 'abc', false], ['', '', true], ['', 'a', false], ['**a**', 'bab', true],
])('%p on %p: %p', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});

it('means what the regular expression of the same signs means', () => {
  const pattern = fc.array(fc.constantFrom('a', 'b', '.', '*', '?'), { maxLength: 8 }).map((signs) => signs.join(''));
  const text = fc.array(fc.constantFrom('a', 'b', '.'), { maxLength: 10 }).map((signs) => signs.join(''));
  fc.assert(fc.property(pattern, text, (glob, subject) => {
    const expression = new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`);
    expect(matchesGlob(glob, subject)).toBe(expression.test(subject));
  }), { numRuns: 2_000 });
});
