import { daysBetween, type CalendarDate } from '../calendar-date';
import type { WaiverChange, WaiverChangeType } from '../change';
import { highestSeverity, SEVERITIES, type Finding, type Severity } from '../finding';
import type { Waiver } from '../waiver';
import { isInForce } from './apply-waivers';
import { coversOf } from './covers';
import { describeWaiver } from './describe-waiver';
import { EXPIRED_WAIVER_SHOWN_DAYS } from './limits';
import { compareText, coverageKey, latestFirst, waiverKey } from './order';

/** The waivers that subscribers know of. */
export interface ToldWaivers {
  /** The day of the scan that told them. What expired before it was told as expired. */
  readonly on: CalendarDate;
  readonly waivers: readonly Waiver[];
}

export interface WaiverContext {
  /** With the waivers applied to them. */
  readonly findings: readonly Finding[];
  readonly today: CalendarDate;
  /** Whose findings they are: the same waivers are told for each account and Region. */
  readonly accountId: string;
  readonly region: string;
  /** What was wrong with sets that were refused, if any were: that is why waivers have ceased to hold. */
  readonly refused?: readonly string[];
}

export interface WaiverComparison {
  readonly changes: readonly WaiverChange[];
  /** What subscribers know once they were told. */
  readonly told: ToldWaivers;
}

/** What subscribers have to be told of the waivers, against what they know. */
export function compareWaivers(before: ToldWaivers | undefined, after: readonly Waiver[], context: WaiverContext): WaiverComparison {
  const known = byCoverage(before?.waivers ?? []);
  const now = byCoverage(after);
  const changes = [
    ...[...now].flatMap(([key, waiver]) => presentChange(known.get(key), waiver, before?.on, context) ?? []),
    ...[...known].flatMap(([key, waiver]) => (now.has(key) ? [] : goneChange(waiver, before?.on, context) ?? [])),
  ];
  const { today } = context;
  return {
    changes: changes.sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || compareText(a.key, b.key)),
    // A look at an earlier day does not make anybody forget.
    told: { on: before && before.on > today ? before.on : today, waivers: after },
  };
}

/** Of those that cover the same, the one that counts: who renews a waiver may leave the old one in its place. */
function byCoverage(waivers: readonly Waiver[]): ReadonlyMap<string, Waiver> {
  const latest = new Map<string, Waiver>();
  for (const waiver of [...waivers].sort(latestFirst)) {
    if (!latest.has(coverageKey(waiver))) latest.set(coverageKey(waiver), waiver);
  }
  return latest;
}

function presentChange(
  before: Waiver | undefined,
  waiver: Waiver,
  toldOn: CalendarDate | undefined,
  context: WaiverContext,
): WaiverChange | undefined {
  const holds = isInForce(waiver, context.today);
  if (!holds && isExpiryNews(waiver, before, toldOn, context.today)) return expiredChange(waiver, context);
  if (before === undefined) return holds ? addedChange(waiver, context) : undefined;
  const isSame = waiverKey(before) === waiverKey(waiver);
  return isSame || (!holds && hadExpired(before, toldOn)) ? undefined : changedChange(before, waiver, context);
}

/** What expired long ago, in a set that is seen for the first time, is no news. */
function isExpiryNews(waiver: Waiver, before: Waiver | undefined, toldOn: CalendarDate | undefined, today: CalendarDate): boolean {
  return before === undefined ? daysBetween(waiver.expires, today) <= EXPIRED_WAIVER_SHOWN_DAYS : !hadExpired(waiver, toldOn);
}

/** Whether subscribers know that it has expired. */
function hadExpired({ expires }: Waiver, on: CalendarDate | undefined): boolean {
  return on !== undefined && expires < on;
}

function addedChange(waiver: Waiver, context: WaiverContext): WaiverChange {
  return changeOf('WAIVER_ADDED', waiver, context, `Waiver added: ${describeWaiver(waiver)}.`);
}

function changedChange(before: Waiver, waiver: Waiver, context: WaiverContext): WaiverChange {
  const members = (['expires', 'owner', 'reason'] as const).filter((member) => before[member] !== waiver[member]);
  const names = { expires: 'until', owner: 'by', reason: 'reason' } as const;
  const was = members.map((member) => `${names[member]} ${before[member].replace(/\.$/, '')}`).join(', ');
  // The same waiver with its pattern in another case.
  const words = was === '' ? '' : ` (was ${was})`;
  return changeOf('WAIVER_CHANGED', waiver, context, `Waiver changed${words}: ${describeWaiver(waiver)}.`);
}

/** Who removes a waiver that subscribers know to have expired tidies up. */
function goneChange(waiver: Waiver, toldOn: CalendarDate | undefined, context: WaiverContext): WaiverChange | undefined {
  if (hadExpired(waiver, toldOn)) return undefined;
  const [first, ...more] = context.refused ?? [];
  const problems = `${first}${more.length > 0 ? ` And ${more.length} more.` : ''}`;
  const why = first === undefined ? 'removed' : `no longer in force (a set of waivers was refused: ${problems})`;
  return changeOf('WAIVER_REMOVED', waiver, context, `Waiver ${why}: ${describeWaiver(waiver)}.`);
}

function expiredChange(waiver: Waiver, context: WaiverContext): WaiverChange {
  const uncovered = context.findings.filter(coversOf(waiver)).filter(isUncovered).map(({ severity }) => severity);
  const severity = highestSeverity(uncovered) ?? 'LOW';
  return changeOf('WAIVER_EXPIRED', waiver, context, `Waiver expired: ${describeWaiver(waiver)}.`, severity);
}

function isUncovered({ status, conditions }: Finding): boolean {
  return status !== 'SUPPORTED' && !conditions.some(({ type }) => type === 'WAIVED');
}

function changeOf(type: WaiverChangeType, waiver: Waiver, context: WaiverContext, text: string, severity: Severity = 'LOW'): WaiverChange {
  const covered = context.findings.filter(coversOf(waiver));
  const key = [context.accountId, context.region, type, waiverKey(waiver)].join('|');
  const affected = [...new Set(covered.map(({ imageVersionArn }) => imageVersionArn))].sort(compareText);
  return { kind: 'waiver', type, severity, message: `${text} ${coverageText(type, covered)}`, key, waiver, affected };
}

function coverageText(type: WaiverChangeType, covered: readonly Finding[]): string {
  const verb = type === 'WAIVER_REMOVED' || type === 'WAIVER_EXPIRED' ? 'covered' : 'covers';
  if (covered.length === 0) return `It ${verb} no image version that was found.`;
  const open = covered.filter(({ status }) => status !== 'SUPPORTED').length;
  return `It ${verb} ${counted(covered.length, 'image version')} with ${counted(open, 'open finding')}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
