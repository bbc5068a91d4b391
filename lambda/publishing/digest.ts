import { createHash } from 'node:crypto';
import { MESSAGE_ATTRIBUTES, SCHEMA_VERSION } from '../../lib/core/contract';
import { highestSeverity, SUPPORT_STATUSES, type Finding, type Severity, type SupportStatus } from '../../lib/core/finding';
import type { ScanResult } from '../../lib/core/scan-result';
import { blockOf, type Block } from './digest-blocks';
import { changeData, coverageData } from './digest-data';
import { digestItems, type DigestItem } from './digest-items';
import { emailSubject, emailText } from './digest-text';
import { shorten } from './plain-text';
import type { Notification } from './port';
import { MAX_MESSAGE_BYTES, messageSize, splitToFit } from './split';

export interface DigestInput {
  readonly monitor: string;
  readonly accountId: string;
  readonly region: string;
  readonly result: Pick<ScanResult, 'scannedAt' | 'asOf' | 'coverage' | 'policies' | 'changes' | 'findings'>;
  /** Where the full report lies, for a person. */
  readonly report?: string;
}

/** An item as both readers get it: worked out once, however often the parts are measured. */
export interface ComposedItem {
  readonly item: DigestItem;
  readonly block: Block;
  /** Undefined for what is no news. */
  readonly data: object | undefined;
}

/** One message of a digest: it can be read and acted on without the others. */
export interface DigestPart {
  readonly input: DigestInput;
  readonly counts: Readonly<Record<SupportStatus, number>>;
  readonly severity: Severity;
  readonly statuses: readonly SupportStatus[];
  readonly items: readonly ComposedItem[];
  readonly part: number;
  readonly parts: number;
}

/** While it is not known how many parts there will be, there is room for this many. */
const WIDEST = 99_999;

/** The messages that tell subscribers what is new. Without news there are none. */
export function composeDigest(input: DigestInput): Notification[] {
  if (input.result.changes.length === 0) return [];
  const counts = countStatuses(input.result.findings);
  const digestId = createHash('sha256').update(input.result.changes.map(({ key }) => key).join('\n')).digest('hex');
  const notificationOf = (items: readonly ComposedItem[], part: number, parts: number): Notification =>
    notification(partOf(input, counts, items, part, parts), digestId);
  const composed = digestItems(input.result).map((item) => ({ item, block: blockOf(item), data: changeData(item) }));
  const runs = splitToFit(composed, (items) => messageSize(notificationOf(items, WIDEST, WIDEST)) <= MAX_MESSAGE_BYTES);
  return runs.map((items, index) => notificationOf(items, index + 1, runs.length));
}

function countStatuses(findings: readonly Finding[]): Record<SupportStatus, number> {
  const counts: Record<SupportStatus, number> = {
    SUPPORTED: 0, EXPIRING: 0, END_OF_SUPPORT: 0, END_OF_AVAILABILITY: 0, NO_DATE_PUBLISHED: 0, NOT_IN_POLICY_YET: 0,
    NOT_IN_POLICY: 0, UNKNOWN_BASE: 0, IMAGE_UNAVAILABLE: 0,
  };
  for (const { status } of findings) counts[status] += 1;
  return counts;
}

function partOf(input: DigestInput, counts: DigestPart['counts'], items: readonly ComposedItem[], part: number, parts: number): DigestPart {
  const severities = items.map(({ block }) => block.severity);
  const statuses = new Set(items.flatMap(({ item }) => statusesOf(item)));
  return {
    input,
    counts,
    severity: highestSeverity(severities) ?? 'INFORMATIONAL',
    statuses: SUPPORT_STATUSES.filter((status) => statuses.has(status)),
    items,
    part,
    parts,
  };
}

/** Where nothing is left but what was resolved, those who filter for the old status hear of it too. */
function statusesOf(item: DigestItem): readonly SupportStatus[] {
  if (item.kind === 'policy') return item.statuses;
  if (item.kind === 'open') return [item.finding.status];
  const { change, finding } = item;
  const before = change.type === 'RESOLVED' ? SUPPORT_STATUSES.filter((status) => status === change.from) : [];
  return finding ? [finding.status, ...before] : before;
}

function notification(part: DigestPart, digestId: string): Notification {
  const { monitor, accountId, region } = part.input;
  const { severity, statuses } = part;
  return {
    subject: emailSubject(part),
    bodies: { default: JSON.stringify(machineDigest(part, digestId)), email: emailText(part) },
    attributes: {
      [MESSAGE_ATTRIBUTES.severity]: severity,
      ...(statuses.length > 0 && { [MESSAGE_ATTRIBUTES.statuses]: statuses }),
      [MESSAGE_ATTRIBUTES.accountId]: accountId,
      [MESSAGE_ATTRIBUTES.region]: region,
      [MESSAGE_ATTRIBUTES.monitor]: shorten(monitor),
    },
  };
}

function machineDigest({ input, counts, severity, items, part, parts }: DigestPart, digestId: string): object {
  return {
    schemaVersion: SCHEMA_VERSION,
    monitor: shorten(input.monitor),
    accountId: input.accountId,
    region: input.region,
    scannedAt: input.result.scannedAt,
    asOf: input.result.asOf,
    digestId,
    part,
    parts,
    highestSeverity: severity,
    counts,
    coverage: coverageData(input.result.coverage),
    changes: items.flatMap(({ data }) => data ?? []),
  };
}
