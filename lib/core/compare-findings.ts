import type { CalendarDate } from './calendar-date';
import type { FindingChange } from './change';
import type { CompareOptions } from './compare-options';
import { SEVERITIES, type Finding } from './finding';
import { findingChangeOf, goneChange } from './finding-changes';
import { isOpen, pausedSnapshot, sameVersion, snapshotOf, type FindingSnapshot } from './finding-snapshot';

export type { CompareOptions } from './compare-options';
export type { FindingSnapshot, KnownVerdict } from './finding-snapshot';

export interface Comparison {
  readonly changes: readonly FindingChange[];
  /** The findings given, with `firstSeen` and `statusSince` carried over. */
  readonly findings: readonly Finding[];
  readonly snapshots: readonly FindingSnapshot[];
}

interface Ranked {
  readonly change: FindingChange;
  readonly end: CalendarDate | null;
}

/** What subscribers have to be told, against what they know from the last scan, and what they know then. */
export function compareFindings(
  previous: readonly FindingSnapshot[] | undefined,
  findings: readonly Finding[],
  options: CompareOptions,
): Comparison {
  const before = new Map((previous ?? []).map((snapshot) => [snapshot.imageVersionArn, snapshot]));
  const ranked: Ranked[] = [];
  const dated: Finding[] = [];
  const snapshots: FindingSnapshot[] = [];
  for (const finding of findings) {
    const snapshot = before.get(finding.imageVersionArn);
    before.delete(finding.imageVersionArn);
    const carried = withHistory(finding, sameVersion(snapshot, finding), options.scannedAt);
    const change = findingChangeOf(carried, snapshot, options);
    if (change) ranked.push({ change, end: carried.endOfSupport });
    dated.push(carried);
    snapshots.push(snapshotOf(carried, snapshot, change !== undefined, options));
  }
  for (const snapshot of before.values()) {
    const kept = mayBeThere(snapshot, options) ? snapshot : pausedSnapshot(snapshot, options.today);
    if (kept) snapshots.push(kept);
    else if (isOpen(snapshot.known?.status) && snapshot.waivedOn === null) {
      ranked.push({ change: goneChange(snapshot, options.today), end: snapshot.known?.endOfSupport ?? null });
    }
  }
  return {
    changes: ranked.sort(byUrgency).map(({ change }) => change),
    findings: dated,
    snapshots: snapshots.sort((a, b) => compareText(a.imageVersionArn, b.imageVersionArn)),
  };
}

function withHistory(finding: Finding, snapshot: FindingSnapshot | undefined, scannedAt: string): Finding {
  return {
    ...finding,
    firstSeen: snapshot?.firstSeen ?? scannedAt,
    statusSince: snapshot?.status === finding.status ? snapshot.statusSince : scannedAt,
  };
}

/** A version is known to be gone only if the scan would have seen it. */
function mayBeThere({ imageName }: FindingSnapshot, { complete, unlistedImages }: CompareOptions): boolean {
  return unlistedImages === undefined ? !complete : unlistedImages.includes(imageName);
}

/** Most severe first, then the nearest end, then by ARN: the same findings in any order give the same list. */
function byUrgency(a: Ranked, b: Ranked): number {
  return SEVERITIES.indexOf(b.change.severity) - SEVERITIES.indexOf(a.change.severity)
    || compareEnds(a.end, b.end)
    || compareText(a.change.imageVersionArn, b.change.imageVersionArn);
}

function compareEnds(a: CalendarDate | null, b: CalendarDate | null): number {
  return compareText(a ?? '9999-12-31', b ?? '9999-12-31');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
