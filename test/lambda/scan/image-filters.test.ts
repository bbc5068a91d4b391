import { readImageFilters } from '../../../lambda/scan/image-filters';
import { EVERY_IMAGE } from '../../../lib/core/image-selection';

it('takes every image where nothing is said', () => {
  expect(readImageFilters(undefined)).toBe(EVERY_IMAGE);
});

it.each([
  '', 'x', '[]', '{}', '{"include":[]}', '{"include":[],"exclude":[{}]}', '{"include":[{"name":1}],"exclude":[]}', '{"include":[{"tag":"a","value":1}],"exclude":[]}',
])('refuses %p', (text) => {
  expect(() => readImageFilters(text)).toThrow(`'IMAGE_SUPPORT_IMAGE_FILTERS' must be JSON with 'include' and 'exclude', or not set, got: '${text}'`);
});
