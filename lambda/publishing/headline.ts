import type { PolicyChange } from '../../lib/core/change';
import { WORST_FIRST } from '../../lib/core/finding';
import type { ComposedItem } from './digest';
import type { PolicyItem } from './digest-items';
import { STATUS_WORDS } from './finding-block';
import { clean, counted } from './plain-text';
import { isPending, policyHeadlines } from './policy-block';
import { WAIVER_TYPES, WAIVER_WORDS } from './waiver-block';

/** What is new, policies first, in as many words as there is room for. */
export function headline(items: readonly ComposedItem[], room: number): string {
  const choices = headlines(items).flatMap(shorterAndShorter).map(clean);
  return choices.find((choice) => choice.length <= room) ?? cut(choices.at(-1) ?? '', room);
}

export function cut(text: string, room: number): string {
  return text.length > room ? `${text.slice(0, Math.max(0, room - 3))}...` : text;
}

/** All phrases of a headline, then ever fewer: the first is what must be said. */
function shorterAndShorter(phrases: readonly string[]): string[] {
  const fewer = phrases.slice(1).map((_, left) => `${phrases.slice(0, phrases.length - 1 - left).join(', ')}, ...`);
  return [phrases.join(', '), ...fewer, ...phrases.slice(0, 1)];
}

/** Headlines as phrases, the best first. A single thing goes by name, the name last, where it may be cut; several as how many of each. */
function headlines(items: readonly ComposedItem[]): (readonly string[])[] {
  const changes = items.filter(({ item }) => item.kind !== 'open');
  const [only, ...others] = changes;
  if (only === undefined) return [[`${counted(items.length, 'image version')} still open`]];
  const policies = changes.flatMap(({ item }) => (item.kind === 'policy' ? [item] : []));
  const versions = findingCounts(changes, policies.length > 0);
  const waivers = waiverCounts(changes);
  const [first, ...lesser] = policyGroups(policies);
  if (first) {
    const counts = [first, ...lesser].map(({ words, group }) => words(group.length));
    const [named, ...more] = first.group;
    const names = named && more.length === 0 ? policyHeadlines(named) : [];
    return [...names.map((name) => [name, ...versions, ...counts.slice(1), ...waivers]), [...counts, ...versions, ...waivers]];
  }
  if (others.length === 0) return [[[only.block.title, ...only.block.subjects.slice(0, 1)].join(': ')]];
  const [start = '', ...rest] = [...versions, ...waivers];
  return [[`SageMaker images: ${start}`, ...rest]];
}

const POLICY_COUNTS: readonly (readonly [is: (change: PolicyChange) => boolean, words: (count: number) => string])[] = [
  [(change) => change.type === 'DATE_MOVED_EARLIER' && !isPending(change), (count) => `${counted(count, 'support date')} moved earlier`],
  [({ type }) => type === 'DOCUMENT_REFUSED', (count) => `${counted(count, 'policy document')} refused`],
  [isPending, (count) => `${counted(count, 'earlier date')} pending`],
  [({ type }) => type === 'WITHDRAWN', (count) => `${counted(count, 'release')} withdrawn`],
  [({ type }) => type === 'DOCUMENT_ACCEPTED_WITH_DOUBTS', (count) => `${counted(count, 'policy document')} accepted with doubts`],
  [({ type }) => type === 'DATE_MOVED_LATER', (count) => `${counted(count, 'support date')} moved later`],
  [({ type }) => type === 'RELEASE_ADDED', (count) => `${counted(count, 'release')} added`],
];

interface PolicyGroup {
  readonly group: readonly PolicyItem[];
  readonly words: (count: number) => string;
}

/** What policies say of one kind together, the most urgent kind first. */
function policyGroups(policies: readonly PolicyItem[]): PolicyGroup[] {
  return POLICY_COUNTS
    .map(([is, words]) => ({ words, group: policies.filter(({ change }) => is(change)) }))
    .filter(({ group }) => group.length > 0);
}

/** By the status that they have now; the first of them says what they are, where nothing before it does. */
function findingCounts(items: readonly ComposedItem[], say: boolean): string[] {
  const found = items.flatMap(({ item }) => (item.kind === 'finding' ? [item] : []));
  const open = found.filter(({ change }) => change.type !== 'RESOLVED');
  const parts = [
    ...WORST_FIRST.map((status) => [open.filter(({ finding }) => finding?.status === status).length, STATUS_WORDS[status]] as const),
    [found.length - open.length, 'resolved'] as const,
  ].filter(([count]) => count > 0);
  return parts.map(([count, words], index) => `${say && index === 0 ? counted(count, 'image version') : count} ${words}`);
}

function waiverCounts(items: readonly ComposedItem[]): string[] {
  const types = items.flatMap(({ item }) => (item.kind === 'waiver' ? [item.change.type] : []));
  return WAIVER_TYPES
    .map((type) => [types.filter((one) => one === type).length, WAIVER_WORDS[type]] as const)
    .filter(([count]) => count > 0)
    .map(([count, words], index) => `${index === 0 ? counted(count, 'waiver') : count} ${words}`);
}
