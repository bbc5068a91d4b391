import { daysBetween, type CalendarDate } from './calendar-date';
import { findingChangeKey, type FindingChange, type FindingChangeType } from './change';
import { describeFinding } from './describe-finding';
import { isAtLeast, SEVERITIES, type Finding, type Severity, type SupportStatus } from './finding';
import { versionName } from './usage';

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
  /** Null as long as a waiver has kept the version out of the messages. */
  readonly known: KnownVerdict | null;
  /** The day of the last scan, where a waiver held on it. */
  readonly waivedOn: CalendarDate | null;
}

export interface CompareOptions {
  /** In days, any order. */
  readonly noticePeriods: readonly number[];
  readonly today: CalendarDate;
  /** ISO instant. */
  readonly scannedAt: string;
  /** Whether the scan saw everything there is. */
  readonly complete: boolean;
  /**
   * Names of the images whose versions could not be listed in full. An incomplete scan that gives them says that it
   * missed no other version; one that does not give them may have missed any.
   */
  readonly unlistedImages?: readonly string[];
}

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
    const change = changeOf(carried, snapshot, options);
    if (change) ranked.push({ change, end: carried.endOfSupport });
    dated.push(carried);
    snapshots.push(snapshotOf(carried, snapshot, options));
  }
  for (const snapshot of before.values()) {
    if (mayBeThere(snapshot, options)) snapshots.push(snapshot);
    else if (isOpen(snapshot.known?.status) && snapshot.waivedOn === null) ranked.push(goneChange(snapshot));
  }
  return {
    changes: ranked.sort(byUrgency).map(({ change }) => change),
    findings: dated,
    snapshots: snapshots.sort((a, b) => compareText(a.imageVersionArn, b.imageVersionArn)),
  };
}

/** The shortest of the periods that the days left have come into; null where none has been reached. */
export function noticePeriodReached(daysLeft: number | null, noticePeriods: readonly number[]): number | null {
  if (daysLeft === null) return null;
  const reached = noticePeriods.filter((period) => daysLeft <= period);
  return reached.length > 0 ? Math.min(...reached) : null;
}

function isOpen(status: SupportStatus | undefined): boolean {
  return status !== undefined && status !== 'SUPPORTED';
}

function isWaived(finding: Finding): boolean {
  return finding.conditions.some(({ type }) => type === 'WAIVED');
}

function sameVersion(snapshot: FindingSnapshot | undefined, finding: Finding): FindingSnapshot | undefined {
  return snapshot?.creationTime === finding.creation_time ? snapshot : undefined;
}

function withHistory(finding: Finding, snapshot: FindingSnapshot | undefined, scannedAt: string): Finding {
  return {
    ...finding,
    firstSeen: snapshot?.firstSeen ?? scannedAt,
    statusSince: snapshot?.status === finding.status ? snapshot.statusSince : scannedAt,
  };
}

function snapshotOf(finding: Finding, snapshot: FindingSnapshot | undefined, options: CompareOptions): FindingSnapshot {
  const same = sameVersion(snapshot, finding);
  const waived = isWaived(finding);
  return {
    imageVersionArn: finding.imageVersionArn,
    imageName: finding.imageName,
    version: finding.version,
    creationTime: finding.creation_time,
    status: finding.status,
    firstSeen: finding.firstSeen,
    statusSince: finding.statusSince,
    known: waived ? same?.known ?? null : knownNow(finding, same?.known ?? null, options.noticePeriods),
    waivedOn: waived ? options.today : null,
  };
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

/** The one change that says most; each leaves unsaid only what it implies. */
function changeOf(finding: Finding, snapshot: FindingSnapshot | undefined, options: CompareOptions): FindingChange | undefined {
  if (isWaived(finding)) return undefined;
  const known = snapshot?.known ?? null;
  const recreated = snapshot !== undefined && sameVersion(snapshot, finding) === undefined;
  if (known === null || (recreated && isOpen(finding.status))) return isOpen(finding.status) ? newChange(finding) : undefined;
  if (known.status !== finding.status) return statusChange(finding, known);
  if (known.endOfSupport !== finding.endOfSupport) return dateChange(finding, known);
  if (!isOpen(finding.status)) return undefined;
  return noticeChange(finding, known, options.noticePeriods) ?? reminder(finding, snapshot?.waivedOn ?? null);
}

function findingChange(
  finding: Finding,
  type: FindingChangeType,
  told: Pick<FindingChange, 'from' | 'to' | 'message'> & { readonly occasion?: number | CalendarDate; readonly atLeast?: Severity },
): FindingChange {
  const { imageVersionArn, severity, status, endOfSupport } = finding;
  const { from, to, message, occasion = null, atLeast = 'INFORMATIONAL' } = told;
  const key = findingChangeKey({ imageVersionArn, type, occasion, status, policyDate: endOfSupport });
  return { kind: 'finding', type, severity: isAtLeast(severity, atLeast) ? severity : atLeast, message, key, imageVersionArn, from, to };
}

function newChange(finding: Finding): FindingChange {
  return findingChange(finding, 'NEW', { from: null, to: finding.status, message: `New: ${describeFinding(finding)}` });
}

function statusChange(finding: Finding, known: KnownVerdict): FindingChange {
  const resolved = finding.status === 'SUPPORTED';
  const moved = isMoved(known, finding) ? `, the end of support moved ${movement(known.endOfSupport, finding.endOfSupport)}` : '';
  return findingChange(finding, resolved ? 'RESOLVED' : 'STATUS_CHANGED', {
    from: known.status,
    to: finding.status,
    message: `${resolved ? 'Resolved' : 'Changed'} (was ${known.status}${moved}): ${describeFinding(finding)}`,
  });
}

/** Between statuses, a date that appears or disappears comes from the base that was found or lost, not from the vendor. */
function isMoved(known: KnownVerdict, finding: Finding): boolean {
  return known.endOfSupport !== null && finding.endOfSupport !== null && known.endOfSupport !== finding.endOfSupport;
}

function dateChange(finding: Finding, known: KnownVerdict): FindingChange {
  const [from, to] = [known.endOfSupport, finding.endOfSupport];
  const again = known.earlierEnds.length > 0 ? ' again' : '';
  const earlier = to !== null && (from === null || to < from);
  return findingChange(finding, 'DATE_MOVED', {
    from,
    to,
    message: `The end of support moved${again}, ${movement(from, to)}: ${describeFinding(finding)}`,
    // A date that comes nearer is what people must hear of, even when it is still far away.
    ...(earlier && { atLeast: 'LOW' as const }),
  });
}

function movement(from: CalendarDate | null, to: CalendarDate | null): string {
  if (from === null || to === null) return `from ${from ?? 'no date'} to ${to ?? 'no date'}`;
  const days = daysBetween(from, to);
  return `from ${from} to ${to}, ${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'} ${days < 0 ? 'earlier' : 'later'}`;
}

function noticeChange(finding: Finding, known: KnownVerdict, noticePeriods: readonly number[]): FindingChange | undefined {
  const { daysLeft } = finding;
  const reached = noticePeriodReached(daysLeft, noticePeriods);
  if (daysLeft === null || daysLeft < 0 || reached === null) return undefined;
  if (known.noticePeriod !== null && known.noticePeriod <= reached) return undefined;
  const message = `The last ${reached} days of support: ${describeFinding(finding)}`;
  return findingChange(finding, 'NOTICE_PERIOD', { from: known.noticePeriod, to: reached, message, occasion: reached });
}

function reminder(finding: Finding, waivedOn: CalendarDate | null): FindingChange | undefined {
  if (waivedOn === null) return undefined;
  const message = `The waiver is over: ${describeFinding(finding)}`;
  return findingChange(finding, 'REMINDER', { from: finding.status, to: finding.status, message, occasion: waivedOn });
}

/** A version is known to be gone only if the scan would have seen it. */
function mayBeThere({ imageName }: FindingSnapshot, { complete, unlistedImages }: CompareOptions): boolean {
  return !complete && (unlistedImages === undefined || unlistedImages.includes(imageName));
}

function goneChange(snapshot: FindingSnapshot): Ranked {
  const { imageVersionArn, imageName, known } = snapshot;
  const end = known?.endOfSupport ?? null;
  const status = known?.status ?? null;
  const message = `Resolved (was ${status}): image '${imageName}' ${versionName(snapshot)} is no longer there, or no longer part of the scan.`;
  const key = findingChangeKey({ imageVersionArn, type: 'RESOLVED', occasion: null, status: null, policyDate: end });
  return { end, change: { kind: 'finding', type: 'RESOLVED', severity: 'INFORMATIONAL', message, key, imageVersionArn, from: status, to: null } };
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
