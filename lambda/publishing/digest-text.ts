import { dateOf, daysBetween } from '../../lib/core/calendar-date';
import { POLICY_STALE_AFTER_DAYS } from '../../lib/core/evaluation/options';
import { WORST_FIRST } from '../../lib/core/finding';
import type { Block, Fact } from './block';
import type { ComposedItem, DigestPart } from './digest';
import type { DigestItem } from './digest-items';
import { STATUS_WORDS } from './finding-block';
import { headline } from './headline';
import { clean, copyLine, counted, field, shorten, wrap } from './plain-text';

/** Amazon SNS: fewer than 100 printable ASCII characters, on one line. */
const MAX_SUBJECT = 99;
const MAX_FAILURES = 10;

/** The mail's subject, readable from its beginning: how bad, what, where. */
export function emailSubject({ input, severity, items, part, parts }: DigestPart): string {
  const ascii = (text: string): string => clean(text).replace(/[^ -~]/g, '?');
  const place = ascii(`- ${input.accountId} ${input.region}${parts > 1 ? ` (part ${part} of ${parts})` : ''}`);
  const start = `[${severity}]`;
  const news = headline(items, MAX_SUBJECT - start.length - place.length - 2);
  return `${start} ${ascii(news)} ${place}`.slice(0, MAX_SUBJECT);
}

const SECTIONS: readonly (readonly [DigestItem['kind'], string])[] = [
  ['policy', 'POLICY NEWS'], ['finding', 'WHAT CHANGED'], ['waiver', 'WAIVERS'],
];

/** The mail: what changed, policies first, what else is open, and what the scan could not see. */
export function emailText(part: DigestPart): string {
  const ofKind = (kind: DigestItem['kind']): ComposedItem[] => part.items.filter(({ item }) => item.kind === kind);
  const open = ofKind('open');
  const changed = part.items.length - open.length;
  return [
    ...header(part, changed),
    ...SECTIONS.flatMap(([kind, title]) => section(title, ofKind(kind))),
    ...section(changed > 0 ? 'ALSO OPEN, SOONEST FIRST' : 'OPEN, SOONEST FIRST', open),
    ...coverageLines(part),
    ...footer(part),
  ].join('\n');
}

function header({ input, counts, waived, part, parts, severity }: DigestPart, changes: number): string[] {
  const versions = WORST_FIRST.filter((status) => counts[status] > 0).map((status) => `${counts[status]} ${STATUS_WORDS[status]}`);
  const next = waived.nextEnd === null ? '' : ` (next waiver ends ${waived.nextEnd})`;
  return [
    ...wrap(`SageMaker image support: ${changes > 0 ? counted(changes, 'change') : 'still open'}, the most severe ${severity}`),
    '',
    ...field('Account', `${input.accountId}, ${input.region}`),
    ...field('Monitor', input.monitor),
    ...(input.owner === undefined ? [] : field('Owner', input.owner)),
    ...field('As of', input.result.asOf),
    ...field('Images', versions.length > 0 ? versions.join(', ') : 'no versions'),
    ...(waived.count > 0 ? field('Of them', `${waived.count} waived${next}`) : []),
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

function section(title: string, items: readonly ComposedItem[]): string[] {
  if (items.length === 0) return [];
  const blocks = groupBlocks(items).flatMap(({ severity, title: what, subjects, facts }) => [
    ...wrap(`[${severity}] ${what}`),
    ...subjects.flatMap((subject) => wrap(subject, '  * ', '    ')),
    ...facts.flatMap(factLines),
    '',
  ]);
  return [title, '-'.repeat(title.length), '', ...blocks];
}

/** What has everything but its name in common is told together. */
export function groupBlocks(items: readonly Pick<ComposedItem, 'block'>[]): Block[] {
  const groups = new Map<string, { readonly block: Block; readonly subjects: string[] }>();
  for (const { block } of items) {
    const same = JSON.stringify([block.severity, block.title, block.facts]);
    const group = groups.get(same);
    if (group) group.subjects.push(...block.subjects);
    else groups.set(same, { block, subjects: [...block.subjects] });
  }
  return [...groups.values()].map(({ block, subjects }) => ({ ...block, subjects }));
}

function factLines({ label, text, copy }: Fact): string[] {
  return [...field(label, text), ...(copy === undefined ? [] : [copyLine(copy)])];
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
