import { environmentProblems } from '../../../lib/private/environment-size';

it.each<[string, Record<string, unknown>, boolean]>([
  ['as much as there may be', { NAME: 'x'.repeat(4092) }, true],
  ['a byte more', { NAME: 'x'.repeat(4093) }, false],
  ['bytes, not characters', { NAME: 'ü'.repeat(2047) }, false],
  ['names too', { ['N'.repeat(4097)]: '' }, false],
  ['what is written around what the deployment knows', { NAME: { 'Fn::Join': ['', ['x'.repeat(4093), { Ref: 'Topic' }]] } }, false],
  ['nothing for what the deployment knows', { NAME: { Ref: 'x'.repeat(5000) } }, true],
])('counts %s', (_case, environment, fits) => {
  expect(environmentProblems(environment)).toHaveLength(fits ? 0 : 1);
});
