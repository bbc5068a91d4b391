import { describeCriterion, isWatched, TAGS_UNREAD, type ImageCriterion, type ReadTags } from '../../../lib/core/image-selection';

const read = (tags: Record<string, string>): ReadTags => ({ tags, complete: true });
const part = (tags: Record<string, string>): ReadTags => ({ tags, complete: false });
const name = (pattern: string): ImageCriterion => ({ name: pattern });
const tag = (key: string, value?: string): ImageCriterion => ({ tag: key, ...(value !== undefined && { value }) });

it.each<[string, readonly ImageCriterion[], readonly ImageCriterion[], ReadTags, boolean]>([
  ['all, where nothing is said', [], [], read({}), true],
  ['what a name picks', [name('ds-*')], [], read({}), true],
  ['a name in another case', [name('DS-?')], [], read({}), true],
  ['no other name', [name('ml-*')], [], read({}), false],
  ['no part of a name', [name('ds')], [], read({}), false],
  ['what one of two picks', [name('ml-*'), tag('team')], [], read({ team: 'x' }), true],
  ['a tag, whatever its value', [tag('team')], [], read({ team: '' }), true],
  ['a tag with its value', [tag('team', 'ml')], [], read({ team: 'ml' }), true],
  ['a value by its pattern', [tag('team', 'm*')], [], read({ team: 'ml' }), true],
  ['no value in another case', [tag('team', 'ML')], [], read({ team: 'ml' }), false],
  ['no tag that is not there', [tag('team')], [], read({ Team: 'ml' }), false],
  ['no tag by what every object has', [tag('constructor')], [], read({}), false],
  ['nothing that is excluded', [], [name('ds-*')], read({}), false],
  ['nothing that is excluded and included', [name('ds-*')], [tag('retired')], read({ retired: 'yes' }), false],
  ['what is not excluded', [], [tag('retired')], read({}), true],
  ['what a tag would have to include, and was not read', [tag('team')], [], part({}), true],
  ['what a tag would have to exclude, and was not read', [], [tag('team')], part({}), true],
  ['nothing that is excluded by what was read', [], [tag('team')], part({ team: 'x' }), false],
  ['nothing whose name is not included, read or not', [name('ml-*')], [], TAGS_UNREAD, false],
  ['nothing that a tag does not include, by the part that was read', [tag('team', 'ml')], [], part({ team: 'x' }), false],
])('watches %s', (_case, include, exclude, tags, watched) => {
  expect(isWatched({ include, exclude }, 'ds-1', tags)).toBe(watched);
});

it.each([
  [name('ds-*'), "name 'ds-*'"],
  [tag('team'), "tag 'team'"],
  [tag('team', ''), "tag 'team='"],
])('describes %j', (criterion, text) => {
  expect(describeCriterion(criterion)).toBe(text);
});
