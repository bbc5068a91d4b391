import { createHash } from 'node:crypto';
import { DETAIL_TYPES, DETAIL_VERSIONS, EVENT_SOURCE, type DetailType, type EventDetailBase } from '../../lib/core/events';
import { countStatuses, type DigestInput } from './digest';
import { changeData, coverageData, policiesData } from './digest-data';
import { changeItems, type ChangeItem } from './digest-items';
import { shorten } from './plain-text';
import type { EventEntry } from './port';
import { waivedOf } from './waived';

/** Amazon EventBridge takes 256 KB for all entries of a request, so for one of them too. */
export const MAX_ENTRIES_BYTES = 256_000;

/** Some of what an event is about; the detail says how many there are. */
const MAX_RESOURCES = 20;
/** Longer than any ARN of an image version. One that is cut would name nothing, so it is left out. */
const MAX_RESOURCE_LENGTH = 500;

/** An event for each change, policies first, and one that the scan is done. */
export function composeEvents(input: DigestInput): EventEntry[] {
  return [...changeItems(input.result).map((item) => changeEvent(input, item)), scanEvent(input)];
}

/** What an entry counts for, as Amazon EventBridge counts it: the time is 14 bytes, the bus is free. */
export function entrySize({ detailType, detail, resources }: EventEntry): number {
  return [EVENT_SOURCE, detailType, detail, ...resources].reduce((sum, text) => sum + Buffer.byteLength(text), 14);
}

function changeEvent(input: DigestInput, item: ChangeItem): EventEntry {
  const { kind, change } = item;
  const arns = change.kind === 'finding' ? [change.imageVersionArn] : change.affected;
  return entry(input, DETAIL_TYPES[kind], arns, { ...detailBase(input, kind, change.key), ...changeData(item) });
}

function scanEvent(input: DigestInput): EventEntry {
  const { result, report } = input;
  const { findings, changes, coverage } = result;
  const waived = waivedOf(findings);
  const changed = (kind: ChangeItem['kind']): number => changes.filter((change) => change.kind === kind).length;
  return entry(input, DETAIL_TYPES.scan, [], {
    ...detailBase(input, 'scan', result.scannedAt),
    counts: countStatuses(findings),
    waived: waived.count,
    nextWaiverEnd: waived.nextEnd,
    changes: { finding: changed('finding'), policy: changed('policy'), waiver: changed('waiver') },
    coverage: coverageData(coverage),
    policies: policiesData(result.policies),
    report: report === undefined ? null : shorten(report),
  });
}

/** Two monitors, accounts or Regions may tell the same change: each is an event of its own. */
function detailBase({ monitor, accountId, region, result }: DigestInput, kind: keyof typeof DETAIL_TYPES, key: string): EventDetailBase {
  return {
    schemaVersion: DETAIL_VERSIONS[kind],
    monitor: shorten(monitor),
    accountId,
    region,
    scannedAt: result.scannedAt,
    asOf: result.asOf,
    idempotencyKey: createHash('sha256').update(JSON.stringify([monitor, accountId, region, kind, key])).digest('hex'),
  };
}

function entry({ result }: DigestInput, detailType: DetailType, arns: readonly string[], detail: object): EventEntry {
  const resources = arns.filter((arn) => arn.length <= MAX_RESOURCE_LENGTH).slice(0, MAX_RESOURCES);
  return { detailType, detail: JSON.stringify(detail), resources, time: result.scannedAt };
}
