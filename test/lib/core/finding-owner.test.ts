import { ownerOf } from '../../../lib/core/finding-owner';

const NAMES = new Map([['d-1', 'research'], ['d-2', 'risk']]);
const usage = (...domains: readonly string[]) => ({ attached: 1, running: 0, floating: 0, examples: [], domains, read: 'full' as const });

it.each([
  ['the tag', { tags: { team: 'red' }, usage: usage('d-1') }, 'red'],
  ['the tag without the blanks around it', { tags: { team: ' red ' } }, 'red'],
  ['the one domain, where the tag is blank', { tags: { team: ' ' }, usage: usage('d-2') }, 'risk'],
  ['the one domain, where another tag is there', { tags: { Team: 'red' }, usage: usage('d-1') }, 'research'],
  ['nobody, where there are two domains', { tags: {}, usage: usage('d-1', 'd-2') }, null],
  ['nobody, where the domain has no name that was read', { tags: {}, usage: usage('d-3') }, null],
  ['nobody, where nobody uses it', { tags: {}, usage: usage() }, null],
  ['nobody, where usage was not read', { tags: {} }, null],
])('%s', (_, finding, owner) => {
  expect(ownerOf(finding, 'team', NAMES)).toBe(owner);
});
