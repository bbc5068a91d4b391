import './support/built-functions';
import { CfnParameter } from 'aws-cdk-lib';
import { readImageFilters } from '../../lambda/scan/image-filters';
import { ImageFilter } from '../../lib';
import { ENVIRONMENT } from '../../lib/core/contract';
import { environmentOf, newStack, templateWith } from './support/monitor-template';

const written = (props: Parameters<typeof templateWith>[0]): unknown => environmentOf(templateWith(props))[ENVIRONMENT.imageFilters];

it('is told to the function, which reads what was meant', () => {
  const text = written({
    includeImages: [ImageFilter.byName('ds-*'), ImageFilter.byTag('team', 'ml-*'), ImageFilter.byTag('watched')],
    excludeImages: [ImageFilter.byName('*-sandbox')],
  });
  expect(readImageFilters(String(text))).toEqual({
    include: [{ name: 'ds-*' }, { tag: 'team', value: 'ml-*' }, { tag: 'watched' }],
    exclude: [{ name: '*-sandbox' }],
  });
});

it.each([
  ['only includes', { includeImages: [ImageFilter.byName('a')] }, { include: [{ name: 'a' }], exclude: [] }],
  ['only excludes', { excludeImages: [ImageFilter.byTag('a', '')] }, { include: [], exclude: [{ tag: 'a', value: '' }] }],
])('may be one that %s', (_case, props, selection) => {
  expect(readImageFilters(String(written(props)))).toEqual(selection);
});

it('is not there by default', () => {
  expect(environmentOf(templateWith())).not.toHaveProperty(ENVIRONMENT.imageFilters);
});

it('may be known at deployment only', () => {
  const stack = newStack();
  const name = new CfnParameter(stack, 'Name').valueAsString;
  const template = templateWith({ includeImages: [ImageFilter.byName(name), ImageFilter.byTag(name, name)] }, stack);
  expect(JSON.stringify(environmentOf(template)[ENVIRONMENT.imageFilters])).toContain('{"Ref":"Name"}');
});

it.each<[string, () => ImageFilter, string]>([
  ['a path, which no image has as its name', () => ImageFilter.byName('team/ds'), "'pattern' of a filter by name must be letters, digits, '-', '.', '*' and '?'"],
  ['an empty name', () => ImageFilter.byName(''), "got: ''"],
  ['a name that ends with a hyphen', () => ImageFilter.byName('ds-'), "got: 'ds-'"],
  ['a name of 64 characters', () => ImageFilter.byName('a'.repeat(64)), 'must fit a name of up to 63 characters'],
  ['a tag without a key', () => ImageFilter.byTag(' '), "A filter by tag must have a key of 1 to 128 characters, got: ' '"],
  ['a key that is a pattern', () => ImageFilter.byTag('team-*'), "A filter by tag must have a key of letters, digits, spaces and '_.:/=+-@', which is no pattern, got: 'team-*'"],
  ['a key of 129 characters', () => ImageFilter.byTag('k'.repeat(129)), 'must have a key of 1 to 128 characters'],
  ['a value of 257 characters', () => ImageFilter.byTag('k', 'v'.repeat(257)), "must have a value of up to 256 characters, got: 'k' with 'v"],
])('refuses %s', (_case, make, message) => {
  expect(make).toThrow(message);
});

it.each(['a', 'ds-*', '*', 'a.b-?', `${'a'.repeat(63)}*`])('takes the name %p', (pattern) => {
  expect(() => ImageFilter.byName(pattern)).not.toThrow();
});

it('refuses one of a class of the user that says nothing', () => {
  class Nothing extends ImageFilter {
    override bind(): object {
      return {};
    }
  }
  expect(() => written({ includeImages: [new Nothing()] })).toThrow("A filter of images must have a 'name' or a 'tag', got: neither");
});
