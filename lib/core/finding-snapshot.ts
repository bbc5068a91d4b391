import { addDays, type CalendarDate } from './calendar-date';
import type { CompareOptions } from './compare-options';
import type { Finding, SupportStatus } from './finding';

/** What subscribers know of an image version: what they were told, or what needed no telling. */
export interface KnownVerdict {
  readonly status: SupportStatus;
  readonly endOfSupport: CalendarDate | null;
  /** The shortest notice period that has been reached under this date. */
  readonly noticePeriod: number | null;
  /** Ends of support that subscribers knew before this one, oldest first. */
  readonly earlierEnds: readonly (CalendarDate | null)[];
}

/** One image version as the last scan left it: enough to tell what is new in the next one. */
export interface FindingSnapshot {
  readonly imageVersionArn: string;
  readonly imageName: string;
  readonly version: number;
  /** Tells a version from its successor under the same ARN, after the image was deleted and created again. */
  readonly creationTime: string;
  readonly status: SupportStatus;
  readonly firstSeen: string;
  readonly statusSince: string;
  /** Since when it has not been supported, whatever else it was; an ISO instant. Absent while it is. */
  readonly openSince?: string;
  /** As the finding has it: whom its end is told. */
  readonly owner?: string | null;
  /** Null as long as a waiver has kept the version out of the messages. */
  readonly known: KnownVerdict | null;
  /** The day of the last scan, where a waiver held on it. */
  readonly waivedOn: CalendarDate | null;
  /** The day on which subscribers last heard of it; that of the first scan, where they did not, or by a program that kept no such days. */
  readonly toldOn?: CalendarDate;
  /** Present where it is about an image of AWS's own that is used directly: what tells this use from that of another account. */
  readonly directUseKey?: string;
  /** The day of the first scan that did not see the direct use any more. */
  readonly absentSince?: CalendarDate;
}

/**
 * Days that a direct use may be away before it counts as over. It goes with each app that is stopped: this lets a weekend and some days
 * off pass without news.
 */
export const DIRECT_USE_ABSENCE_DAYS = 7;

/** The finding as the next scan will compare with it. */
export function snapshotOf(finding: Finding, last: FindingSnapshot | undefined, isTold: boolean, options: CompareOptions): FindingSnapshot {
  const same = sameVersion(last, finding);
  const waived = isWaived(finding);
  return {
    imageVersionArn: finding.imageVersionArn,
    imageName: finding.imageName,
    version: finding.version,
    creationTime: finding.creation_time,
    status: finding.status,
    firstSeen: finding.firstSeen,
    statusSince: finding.statusSince,
    ...(isOpen(finding.status) && { openSince: openSince(same) ?? finding.statusSince }),
    ...(finding.owner !== undefined && { owner: finding.owner }),
    known: waived ? same?.known ?? null : knownNow(finding, same?.known ?? null, options.noticePeriods),
    waivedOn: waived ? options.today : null,
    toldOn: isTold ? options.today : same?.toldOn ?? options.today,
    ...(finding.directUse && { directUseKey: finding._key }),
  };
}

/** A direct use that was not seen, where that may be a pause. */
export function pausedSnapshot(snapshot: FindingSnapshot, today: CalendarDate): FindingSnapshot | undefined {
  if (snapshot.directUseKey === undefined) return undefined;
  const { absentSince = today } = snapshot;
  return today < addDays(absentSince, DIRECT_USE_ABSENCE_DAYS) ? { ...snapshot, absentSince } : undefined;
}

/** The snapshot, unless the image was deleted since and created again under its name. */
export function sameVersion(snapshot: FindingSnapshot | undefined, finding: Finding): FindingSnapshot | undefined {
  return snapshot?.creationTime === finding.creation_time ? snapshot : undefined;
}

/** By a program that kept no such instant, since its last status at least. */
export function openSince(snapshot: FindingSnapshot | undefined): string | undefined {
  return snapshot && isOpen(snapshot.status) ? snapshot.openSince ?? snapshot.statusSince : undefined;
}

export function isOpen(status: SupportStatus | undefined): boolean {
  return status !== undefined && status !== 'SUPPORTED';
}

export function isWaived(finding: Finding): boolean {
  return finding.conditions.some(({ type }) => type === 'WAIVED');
}

/** The shortest of the periods that the days left have come into; null where none has been reached. */
export function noticePeriodReached(daysLeft: number | null, noticePeriods: readonly number[]): number | null {
  if (daysLeft === null) return null;
  const reached = noticePeriods.filter((period) => daysLeft <= period);
  return reached.length > 0 ? Math.min(...reached) : null;
}

function knownNow(finding: Finding, known: KnownVerdict | null, noticePeriods: readonly number[]): KnownVerdict {
  const { status, endOfSupport } = finding;
  const reached = noticePeriodReached(finding.daysLeft, noticePeriods);
  const earlierEnds = known?.earlierEnds ?? [];
  if (known === null) return { status, endOfSupport, noticePeriod: reached, earlierEnds };
  if (known.endOfSupport !== endOfSupport) {
    return { status, endOfSupport, noticePeriod: reached, earlierEnds: [...earlierEnds, known.endOfSupport] };
  }
  return { status, endOfSupport, noticePeriod: shorter(known.noticePeriod, reached), earlierEnds };
}

/** A period once reached stays reached, also for a scan that looks at an earlier day. */
function shorter(a: number | null, b: number | null): number | null {
  return a === null || b === null ? a ?? b : Math.min(a, b);
}
