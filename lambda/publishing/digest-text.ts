import { dateOf, daysBetween } from '../../lib/core/calendar-date';
import { POLICY_STALE_AFTER_DAYS } from '../../lib/core/evaluation/options';
import { WORST_FIRST } from '../../lib/core/finding';
import type { ComposedItem, DigestPart } from './digest';
import { STATUS_WORDS, type Block } from './digest-blocks';
import { clean, counted, field, shorten, wrap } from './plain-text';

/** Amazon SNS: fewer than 100 printable ASCII characters, on one line. */
const MAX_SUBJECT = 99;
const MAX_FAILURES = 10;

/** The mail's subject, readable from its beginning: how bad, what, where. */
export function emailSubject({ input, severity, items, part, parts }: DigestPart): string {
  const place = ` - ${input.accountId} ${input.region}${parts > 1 ? ` (part ${part} of ${parts})` : ''}`;
  const start = `[${severity}] ${news(items)}`;
  const ascii = (text: string): string => clean(text).replace(/[^ -~]/g, '?');
  const room = MAX_SUBJECT - ascii(place).length - 1;
  const text = ascii(start);
  return `${text.length > room ? `${text.slice(0, room - 3)}...` : text} ${ascii(place)}`.slice(0, MAX_SUBJECT);
}

/** The single thing by name, its name last, where it may be cut; of several, how many of each status. */
function news(items: readonly ComposedItem[]): string {
  const changes = items.filter(({ item }) => item.kind !== 'open');
  const [only] = changes;
  if (only === undefined) return counted(items.length, 'image version') + ' still open';
  if (changes.length === 1) return titleOf(only);
  const statuses = changes.flatMap(({ item }) => (item.kind === 'finding' ? item.finding?.status ?? [] : []));
  const parts = WORST_FIRST
    .map((status) => ({ status, count: statuses.filter((one) => one === status).length }))
    .filter(({ status, count }) => count > 0 && status !== 'SUPPORTED')
    .map(({ status, count }) => `${count} ${STATUS_WORDS[status]}`);
  return ['SageMaker images: ', parts.length > 0 ? parts.join(', ') : counted(changes.length, 'change')].join('');
}

function titleOf({ block: { title, subjects } }: ComposedItem): string {
  return [title, ...subjects.slice(0, 1)].join(': ');
}

/** The mail: what changed, what else is open, and what the scan could not see. */
export function emailText(part: DigestPart): string {
  const changed = part.items.filter(({ item }) => item.kind !== 'open');
  const open = part.items.filter(({ item }) => item.kind === 'open');
  return [
    ...header(part, changed.length),
    ...section('WHAT CHANGED', changed),
    ...section(changed.length > 0 ? 'ALSO OPEN, SOONEST FIRST' : 'OPEN, SOONEST FIRST', open),
    ...coverageLines(part),
    ...footer(part),
  ].join('\n');
}

function header({ input, counts, part, parts, severity }: DigestPart, changes: number): string[] {
  const versions = WORST_FIRST.filter((status) => counts[status] > 0).map((status) => `${counts[status]} ${STATUS_WORDS[status]}`);
  return [
    ...wrap(`SageMaker image support: ${changes > 0 ? counted(changes, 'change') : 'still open'}, the most severe ${severity}`),
    '',
    ...field('Account', `${input.accountId}, ${input.region}`),
    ...field('Monitor', input.monitor),
    ...field('As of', input.result.asOf),
    ...field('Images', versions.length > 0 ? versions.join(', ') : 'no versions'),
    ...stalePolicies(input.result),
    ...(parts > 1 ? field('Part', `${part} of ${parts}, each a message of its own`) : []),
    '',
  ];
}

function stalePolicies({ policies, asOf }: DigestPart['input']['result']): string[] {
  return policies
    .map(({ family, retrievedAt }) => ({ family, age: daysBetween(dateOf(retrievedAt), asOf) }))
    .filter(({ age }) => age > POLICY_STALE_AFTER_DAYS)
    .flatMap(({ family, age }) => field('Stale', `the policy of ${family} was read ${age} days ago; dates may have moved`));
}

/** Versions that have everything but their name in common are told together. */
function section(title: string, items: readonly ComposedItem[]): string[] {
  if (items.length === 0) return [];
  const groups = new Map<string, { readonly block: Block; readonly subjects: string[] }>();
  for (const { block } of items) {
    const same = JSON.stringify([block.severity, block.title, block.facts]);
    const group = groups.get(same);
    if (group) group.subjects.push(...block.subjects);
    else groups.set(same, { block, subjects: [...block.subjects] });
  }
  const blocks = [...groups.values()].flatMap(({ block, subjects }) => [
    ...wrap(`[${block.severity}] ${block.title}`),
    ...subjects.flatMap((subject) => wrap(subject, '  * ', '    ')),
    ...block.facts,
    '',
  ]);
  return [title, '-'.repeat(title.length), '', ...blocks];
}

function coverageLines({ input }: DigestPart): string[] {
  const { complete, failures } = input.result.coverage;
  if (complete && failures.length === 0) return [];
  const title = complete ? 'MET ON THE WAY' : 'THE SCAN IS INCOMPLETE';
  const warning = complete ? [] : wrap('What could not be read may need attention too.');
  const shown = failures.slice(0, MAX_FAILURES).flatMap(({ cause, count, example }) =>
    wrap(`${count} x ${shorten(clean(cause))}, for example: ${shorten(clean(example))}`, '  * ', '    '));
  const more = failures.length > MAX_FAILURES ? [`  … and ${counted(failures.length - MAX_FAILURES, 'cause')} more`] : [];
  return [title, '-'.repeat(title.length), '', ...warning, ...shown, ...more, ''];
}

function footer({ input }: DigestPart): string[] {
  const report = input.report === undefined ? [] : field('Report', input.report);
  return [...wrap('Support lasts through the day given, UTC.'), ...report];
}
