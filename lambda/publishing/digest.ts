import { createHash } from 'node:crypto';
import type { Change } from '../../lib/core/change';
import { MESSAGE_ATTRIBUTES, SCHEMA_VERSION } from '../../lib/core/contract';
import { CHANGE_KINDS, CHANGE_KINDS_ATTRIBUTE } from '../../lib/core/events';
import { highestSeverity, SUPPORT_STATUSES, type Finding, type Severity, type SupportStatus } from '../../lib/core/finding';
import type { ScanResult } from '../../lib/core/scan-result';
import type { Block } from './block';
import { newsByOwner } from './by-owner';
import { blockOf } from './digest-blocks';
import { changeData, coverageData } from './digest-data';
import { digestItems, type DigestItem } from './digest-items';
import { emailSubject, emailText } from './digest-text';
import { shorten } from './plain-text';
import type { Notification } from './port';
import { smsText } from './sms';
import { MAX_MESSAGE_BYTES, messageSize, splitToFit } from './split';
import { waivedOf, type Waived } from './waived';

/** Whose news it is. */
export interface DigestTarget {
  readonly monitor: string;
  readonly accountId: string;
  readonly region: string;
}

export interface DigestInput extends DigestTarget {
  readonly result: Pick<ScanResult, 'scannedAt' | 'asOf' | 'coverage' | 'policies' | 'changes' | 'findings'>;
  /** Where the full report lies, for a person. */
  readonly report?: string;
  /** Whose news it is, where each owner has messages of their own: the result holds nothing else. */
  readonly owner?: string;
}

/** An item as both readers get it: worked out once, however often the parts are measured. */
export interface ComposedItem<Item extends DigestItem = DigestItem> {
  readonly item: Item;
  readonly block: Block;
  /** Undefined for what is no news. */
  readonly data: object | undefined;
}

/** One message of a digest: it can be read and acted on without the others. */
export interface DigestPart {
  readonly input: DigestInput;
  readonly counts: Readonly<Record<SupportStatus, number>>;
  readonly waived: Waived;
  /** Of what is new; of what is open, where a part holds nothing else. */
  readonly severity: Severity;
  readonly statuses: readonly SupportStatus[];
  readonly changeKinds: readonly Change['kind'][];
  readonly items: readonly ComposedItem[];
  readonly part: number;
  readonly parts: number;
}

/** While it is not known how many parts there will be, there is room for this many. */
const WIDEST = 99_999;

/** The messages that tell subscribers what is new, each owner's apart where findings have owners. Without news there are none. */
export function composeDigest(input: DigestInput): Notification[] {
  const owners = newsByOwner(input.result);
  return owners ? owners.flatMap((news) => composeOne({ ...input, ...news })) : composeOne(input);
}

function composeOne(input: DigestInput): Notification[] {
  if (input.result.changes.length === 0) return [];
  const whole = { input, counts: countStatuses(input.result.findings), waived: waivedOf(input.result.findings) };
  const id = digestId(input.result.changes, input.owner);
  const notificationOf = (items: readonly ComposedItem[], part: number, parts: number): Notification =>
    notification(partOf(whole, items, part, parts), id);
  const composed = digestItems(input.result).map(compose);
  const runs = splitToFit(composed, (items) => messageSize(notificationOf(items, WIDEST, WIDEST)) <= MAX_MESSAGE_BYTES);
  return runs.map((items, index) => notificationOf(items, index + 1, runs.length));
}

/** Made of the keys of its changes, and of whose they are: told again after a failure, it is the same. */
export function digestId(changes: readonly Change[], owner?: string): string {
  const parts = [...changes.map(({ key }) => key), ...(owner === undefined ? [] : [`owner ${owner}`])];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

/** An item as every reader gets it. */
export function compose<Item extends DigestItem>(item: Item): ComposedItem<Item> {
  return { item, block: blockOf(item), data: item.kind === 'open' ? undefined : changeData(item) };
}

export function countStatuses(findings: readonly Finding[]): Record<SupportStatus, number> {
  const counts: Record<SupportStatus, number> = {
    SUPPORTED: 0, EXPIRING: 0, END_OF_SUPPORT: 0, END_OF_AVAILABILITY: 0, NO_DATE_PUBLISHED: 0, NOT_IN_POLICY_YET: 0,
    NOT_IN_POLICY: 0, UNKNOWN_BASE: 0, IMAGE_UNAVAILABLE: 0,
  };
  for (const { status } of findings) counts[status] += 1;
  return counts;
}

function partOf(
  whole: Pick<DigestPart, 'input' | 'counts' | 'waived'>,
  items: readonly ComposedItem[],
  part: number,
  parts: number,
): DigestPart {
  const news = items.filter(({ item }) => item.kind !== 'open');
  const severities = (news.length > 0 ? news : items).map(({ block }) => block.severity);
  const statuses = new Set(items.flatMap(({ item }) => statusesOf(item)));
  return {
    ...whole,
    severity: highestSeverity(severities) ?? 'INFORMATIONAL',
    statuses: SUPPORT_STATUSES.filter((status) => statuses.has(status)),
    changeKinds: CHANGE_KINDS.filter((kind) => items.some(({ item }) => item.kind === kind)),
    items,
    part,
    parts,
  };
}

/** Where nothing is left but what was resolved, those who filter for the old status hear of it too. */
export function statusesOf(item: DigestItem): readonly SupportStatus[] {
  switch (item.kind) {
    case 'policy': return item.touched.map(({ status }) => status);
    case 'waiver': return item.covered.map(({ status }) => status);
    case 'open': return [item.finding.status];
    case 'finding': {
      const { change, finding } = item;
      const before = change.type === 'RESOLVED' ? SUPPORT_STATUSES.filter((status) => status === change.from) : [];
      return finding ? [finding.status, ...before] : before;
    }
  }
}

function notification(part: DigestPart, id: string): Notification {
  const { monitor, accountId, region, owner } = part.input;
  const { severity, statuses, changeKinds } = part;
  return {
    subject: emailSubject(part),
    bodies: { default: JSON.stringify(machineDigest(part, id)), email: emailText(part), sms: smsText(part) },
    attributes: {
      [MESSAGE_ATTRIBUTES.severity]: severity,
      ...(statuses.length > 0 && { [MESSAGE_ATTRIBUTES.statuses]: statuses }),
      ...(changeKinds.length > 0 && { [CHANGE_KINDS_ATTRIBUTE]: changeKinds }),
      [MESSAGE_ATTRIBUTES.accountId]: accountId,
      [MESSAGE_ATTRIBUTES.region]: region,
      [MESSAGE_ATTRIBUTES.monitor]: shorten(monitor),
      ...(owner !== undefined && { [MESSAGE_ATTRIBUTES.owner]: shorten(owner) }),
    },
  };
}

function machineDigest({ input, counts, waived, severity, items, part, parts }: DigestPart, id: string): object {
  return {
    schemaVersion: SCHEMA_VERSION,
    monitor: shorten(input.monitor),
    accountId: input.accountId,
    region: input.region,
    ...(input.owner !== undefined && { owner: shorten(input.owner) }),
    scannedAt: input.result.scannedAt,
    asOf: input.result.asOf,
    digestId: id,
    part,
    parts,
    highestSeverity: severity,
    counts,
    waived: waived.count,
    nextWaiverEnd: waived.nextEnd,
    coverage: coverageData(input.result.coverage),
    changes: items.flatMap(({ data }) => data ?? []),
  };
}
