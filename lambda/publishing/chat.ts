import { MESSAGE_ATTRIBUTES } from '../../lib/core/contract';
import { highestSeverity, WORST_FIRST, type Severity } from '../../lib/core/finding';
import type { Block } from './block';
import { chatCode, chatText } from './chat-text';
import { compose, countStatuses, digestId, type ComposedItem, type DigestInput, type DigestTarget } from './digest';
import { changeItems, type ChangeItem } from './digest-items';
import { groupBlocks } from './digest-text';
import { STATUS_WORDS } from './finding-block';
import { headline } from './headline';
import { clean, counted, shorten } from './plain-text';
import type { Notification } from './port';
import { waivedOf } from './waived';

/**
 * A custom notification of Amazon Q Developer in chat applications (formerly AWS Chatbot), version 1.0:
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export interface ChatMessage {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    /** Messages with the same one are shown as one thread. */
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources?: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

const MAX_TITLE = 150;
/** Slack shows 3,000 characters in one block of text; what is longer hides what comes after it. */
const MAX_DESCRIPTION = 2_500;
const MAX_TEXT_BYTES = 300;
const MAX_SUBJECTS = 5;
const MAX_STEPS = 5;
const MAX_RESOURCES = 10;
/** What a chat shows of a block: the mail and the report have the rest. */
const SHOWN_FACTS = ['Ends', 'Ended', 'Says', 'What', 'Why', 'Until', 'Owner', 'Used by', 'Took', 'Pending', 'Affects', 'Covers', 'Covered'];

/** One message for a chat topic, which must hold nothing else; undefined where nothing changed. */
export function composeChatMessage(input: DigestInput): Notification | undefined {
  if (input.result.changes.length === 0) return undefined;
  const items = changeItems(input.result).map(compose);
  const severity = highestSeverity(items.map(({ block }) => block.severity)) ?? 'INFORMATIONAL';
  const title = `${severity}: ${chatText(headline(items, MAX_TITLE))}`;
  const nextSteps = stepsOf(items);
  return chatNotification(input, severity, title, {
    version: '1.0',
    source: 'custom',
    id: digestId(input.result.changes),
    content: {
      textType: 'client-markdown',
      title,
      description: description(input, items),
      ...(nextSteps.length > 0 && { nextSteps }),
      keywords: [severity, ...new Set(items.map(({ item }) => item.change.kind))],
    },
    metadata: {
      // News of one day is one thread. A thread without an end would hide what is new.
      threadId: [input.monitor, input.accountId, input.region, input.result.asOf].map((part) => shorten(part, 100)).join('/'),
      summary: title,
      eventType: 'ImageSupportDigest',
      ...relatedResources(items),
      additionalContext: context(input, severity, input.report),
    },
  });
}

/** Shows that a chat channel is reached. `now` tells one test from the next. */
export function composeTestChatMessage(target: DigestTarget, now: string): Notification {
  const title = 'Test: SageMaker image support reaches this channel';
  return chatNotification(target, 'INFORMATIONAL', title, {
    version: '1.0',
    source: 'custom',
    id: `test-${now}`,
    content: {
      textType: 'client-markdown',
      title,
      description: `Somebody asked for this message. Nothing has changed ${where(target)}.`,
      keywords: ['test'],
    },
    metadata: { threadId: `test-${now}`, summary: title, eventType: 'ImageSupportTest', additionalContext: context(target, 'INFORMATIONAL') },
  });
}

function chatNotification(target: DigestTarget, severity: Severity, title: string, message: ChatMessage): Notification {
  return {
    subject: title.replace(/[^ -~]/g, '?').slice(0, 99),
    bodies: { default: JSON.stringify(message) },
    attributes: {
      [MESSAGE_ATTRIBUTES.severity]: severity,
      [MESSAGE_ATTRIBUTES.accountId]: target.accountId,
      [MESSAGE_ATTRIBUTES.region]: target.region,
      [MESSAGE_ATTRIBUTES.monitor]: shorten(target.monitor),
    },
  };
}

function context({ monitor, accountId, region }: DigestTarget, severity: Severity, report?: string): Record<string, string> {
  return { monitor: shorten(monitor), accountId, region, severity, ...(report !== undefined && { report: shorten(report) }) };
}

function where({ accountId, region, monitor }: DigestTarget): string {
  return `in ${chatText(accountId)} ${chatText(region)}, monitor ${chatCode(monitor)}`;
}

/** As many whole blocks as there is room for, and how many more there are. */
function description(input: DigestInput, items: readonly ComposedItem<ChangeItem>[]): string {
  const counts = countStatuses(input.result.findings);
  const waived = waivedOf(input.result.findings).count;
  const states = WORST_FIRST.filter((status) => counts[status] > 0).map((status) => `${counts[status]} ${STATUS_WORDS[status]}`);
  const start = `${states.join(', ') || 'No versions'} ${where(input)}${waived > 0 ? `; of these, ${waived} waived` : ''}.`;
  const blocks = groupBlocks(items);
  const shown: string[] = [];
  let room = MAX_DESCRIPTION - start.length;
  for (const text of blocks.map(blockText)) {
    room -= text.length + 2;
    if (room < 0) break;
    shown.push(text);
  }
  const left = blocks.slice(shown.length).reduce((sum, { subjects }) => sum + subjects.length, 0);
  return [start, ...shown, ...(left > 0 ? [`… and ${counted(left, 'change')} more: see the mail or the report.`] : [])].join('\n\n');
}

function blockText({ severity, title, subjects, facts }: Block): string {
  const names = subjects.slice(0, MAX_SUBJECTS).map((subject) => chatCode(shorten(subject, MAX_TEXT_BYTES)));
  const more = subjects.length > MAX_SUBJECTS ? [`and ${subjects.length - MAX_SUBJECTS} more`] : [];
  const lines = facts
    .filter(({ label }) => SHOWN_FACTS.includes(label))
    .map(({ label, text }) => `• ${label}: ${chatText(text, MAX_TEXT_BYTES)}`);
  return [`*${severity}* ${chatText(title, MAX_TEXT_BYTES)}: ${[...names, ...more].join(', ')}`, ...lines].join('\n');
}

/** What to do, each step once, the most urgent first. */
function stepsOf(items: readonly ComposedItem<ChangeItem>[]): string[] {
  const steps = items.flatMap(({ block }) => block.facts.filter(({ label }) => label === 'Do'))
    .map(({ text, copy }) => (copy === undefined ? chatText(text, MAX_TEXT_BYTES) : `${chatText(text, MAX_TEXT_BYTES)} ${chatCode(copy)}`));
  return [...new Set(steps)].slice(0, MAX_STEPS);
}

function relatedResources(items: readonly ComposedItem<ChangeItem>[]): { readonly relatedResources?: readonly string[] } {
  const arns = new Set(items.flatMap(({ item }) => (item.kind === 'finding' ? [item.change.imageVersionArn] : item.change.affected)));
  const shown = [...arns].slice(0, MAX_RESOURCES).map((arn) => shorten(clean(arn), MAX_TEXT_BYTES));
  return shown.length > 0 ? { relatedResources: shown } : {};
}
