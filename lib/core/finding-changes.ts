import { addDays, dateOf, daysBetween, type CalendarDate } from './calendar-date';
import { findingChangeKey, type FindingChange, type FindingChangeType } from './change';
import type { CompareOptions } from './compare-options';
import { describeFinding } from './describe-finding';
import { DEFAULT_REMINDER_DAYS } from './evaluation/options';
import { isAtLeast, type Finding, type Severity, type SupportStatus } from './finding';
import { isOpen, isWaived, noticePeriodReached, openSince, sameVersion, type FindingSnapshot, type KnownVerdict } from './finding-snapshot';
import { versionName } from './usage';

/** What people can do something about. Where the vendor has yet to publish a date, they can only wait. */
const REMINDED: readonly SupportStatus[] = [
  'END_OF_AVAILABILITY', 'END_OF_SUPPORT', 'EXPIRING', 'UNKNOWN_BASE', 'IMAGE_UNAVAILABLE', 'NOT_IN_POLICY',
];

/** The one change that says most; each leaves unsaid only what it implies. */
export function findingChangeOf(
  finding: Finding,
  snapshot: FindingSnapshot | undefined,
  options: CompareOptions,
): FindingChange | undefined {
  if (isWaived(finding)) return undefined;
  const known = snapshot?.known ?? null;
  const recreated = snapshot !== undefined && sameVersion(snapshot, finding) === undefined;
  if (known === null || (recreated && isOpen(finding.status))) return isOpen(finding.status) ? newChange(finding, options) : undefined;
  if (known.status !== finding.status) return statusChange(finding, known, remedy(snapshot, options.today));
  if (known.endOfSupport !== finding.endOfSupport) return dateChange(finding, known);
  if (!isOpen(finding.status)) return undefined;
  return noticeChange(finding, known, options.noticePeriods)
    ?? waiverOver(finding, snapshot?.waivedOn ?? null)
    ?? reminder(finding, snapshot?.toldOn, options);
}

/** That a version is no longer there. */
export function goneChange(snapshot: FindingSnapshot, today: CalendarDate): FindingChange {
  const { imageVersionArn, imageName, known, directUseKey, absentSince = today, owner } = snapshot;
  const from = known?.status ?? null;
  const what = directUseKey === undefined
    ? `image '${imageName}' ${versionName(snapshot)} is no longer there, or no longer part of the scan`
    : `AWS's image '${imageName}' ${versionName(snapshot)} is no longer used directly: not seen since ${absentSince}`;
  const key = findingChangeKey({
    imageVersionArn: directUseKey ?? imageVersionArn,
    type: 'RESOLVED',
    // A use comes back and goes again: each time is news.
    occasion: snapshot.absentSince ?? null,
    status: null,
    policyDate: known?.endOfSupport ?? null,
  });
  const message = `Resolved (was ${from}): ${what}.`;
  return {
    kind: 'finding', type: 'RESOLVED', severity: 'INFORMATIONAL', message, key, imageVersionArn, from, to: null,
    ...remedy(snapshot, absentSince), ...(owner !== undefined && { owner }),
  };
}

/** How long it took, whatever the statuses in between. */
function remedy(snapshot: FindingSnapshot | undefined, resolvedOn: CalendarDate): Pick<FindingChange, 'timeToRemedyDays'> {
  const since = openSince(snapshot);
  return since === undefined ? {} : { timeToRemedyDays: Math.max(0, daysBetween(dateOf(since), resolvedOn)) };
}

function findingChange(
  finding: Finding,
  type: FindingChangeType,
  told: Pick<FindingChange, 'from' | 'to' | 'message' | 'timeToRemedyDays'> & { readonly occasion?: number | CalendarDate; readonly atLeast?: Severity },
): FindingChange {
  const { imageVersionArn, severity, status, endOfSupport, owner } = finding;
  const { from, to, message, timeToRemedyDays, occasion = null, atLeast = 'INFORMATIONAL' } = told;
  // The ARN of an image of AWS's is the same in every account that uses it.
  const identity = finding.directUse ? finding._key : imageVersionArn;
  const key = findingChangeKey({ imageVersionArn: identity, type, occasion, status, policyDate: endOfSupport });
  return {
    kind: 'finding', type, severity: isAtLeast(severity, atLeast) ? severity : atLeast, message, key, imageVersionArn, from, to,
    ...(timeToRemedyDays !== undefined && { timeToRemedyDays }), ...(owner !== undefined && { owner }),
  };
}

/** Of a direct use also with its day, because it comes and goes: a receiver that drops what it knows must not drop the next time. */
function newChange(finding: Finding, { today }: CompareOptions): FindingChange {
  const message = `New: ${describeFinding(finding)}`;
  return findingChange(finding, 'NEW', { from: null, to: finding.status, message, ...(finding.directUse && { occasion: today }) });
}

function statusChange(finding: Finding, known: KnownVerdict, remedied: Pick<FindingChange, 'timeToRemedyDays'>): FindingChange {
  const resolved = finding.status === 'SUPPORTED';
  const moved = isMoved(known, finding) ? `, the end of support moved ${movement(known.endOfSupport, finding.endOfSupport)}` : '';
  return findingChange(finding, resolved ? 'RESOLVED' : 'STATUS_CHANGED', {
    from: known.status,
    to: finding.status,
    message: `${resolved ? 'Resolved' : 'Changed'} (was ${known.status}${moved}): ${describeFinding(finding)}`,
    ...(resolved && remedied),
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
    // There, back and there again are three moves, the first and the last of them to the same date.
    ...(known.earlierEnds.length > 0 && { occasion: known.earlierEnds.length }),
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

function waiverOver(finding: Finding, waivedOn: CalendarDate | null): FindingChange | undefined {
  if (waivedOn === null) return undefined;
  const message = `The waiver is over: ${describeFinding(finding)}`;
  return findingChange(finding, 'REMINDER', { from: finding.status, to: finding.status, message, occasion: waivedOn });
}

/** By the day on which it was due: a scan that runs again on a later day, because this one failed, gives the same key. */
function reminder(finding: Finding, toldOn: CalendarDate | undefined, options: CompareOptions): FindingChange | undefined {
  const { today, reminderDays = DEFAULT_REMINDER_DAYS } = options;
  const { status, statusSince } = finding;
  if (reminderDays <= 0 || toldOn === undefined || !REMINDED.includes(status)) return undefined;
  const due = addDays(toldOn, reminderDays);
  if (today < due) return undefined;
  const days = daysBetween(dateOf(statusSince), today);
  const message = `Still open for ${days} ${days === 1 ? 'day' : 'days'}: ${describeFinding(finding)}`;
  return findingChange(finding, 'REMINDER', { from: status, to: status, message, occasion: due });
}
