import { fitText } from '../../../lambda/pages/fit-text';

it.each([
  ['short', 100, 'short'],
  ['exactly-14-wide', 104, 'exactly-14-wide'],
  ['sagemaker-distribution 2.14 (cpu)', 150, 'sagemaker….14 (cpu)'],
  ['日本語の名前です', 60, '日…す'],
  ['anything', 1, 'a…g'],
  ['', 10, ''],
])('makes %j fit into %i pixels', (text, pixels, expected) => {
  expect(fitText(text, pixels)).toBe(expected);
});
