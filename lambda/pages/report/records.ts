import { daysBetween, type CalendarDate } from '../../../lib/core/calendar-date';
import { baseName, inDays } from '../../../lib/core/describe-finding';
import { SEVERITIES, WORST_FIRST, type Finding } from '../../../lib/core/finding';
import { versionName } from '../../../lib/core/usage';
import { cut, visible } from '../html';
import { isWaived, STATUS_WORDS } from '../statuses';
import { detailsOf, type Detail } from './details';

/** What the table says of one finding: the page draws it, and its script draws it again after a sort or a filter. */
export interface FindingRecord {
  /** For each column its lines: the first stands out. */
  readonly cells: readonly (readonly string[])[];
  /** For each column what it sorts by; null stands last. */
  readonly keys: readonly (string | number | null)[];
  /** The values that can be chosen, by the name of the filter. */
  readonly chosen: Readonly<Record<FilterName, string>>;
  /** Made when they are asked for: of thousands of findings they need not all be there at once. */
  readonly details: () => readonly Detail[];
}

export const COLUMNS = ['Image', 'Base', 'Status', 'Severity', 'Support ends', 'Owner', 'Used by', 'Move to'] as const;

export const FILTERS = ['Status', 'Severity', 'Owner', 'Region'] as const;
export type FilterName = (typeof FILTERS)[number];

export const NO_OWNER = 'nobody';

/** Names are 63 characters at most; references and versions are as long as anybody writes them. */
const LONGEST_TEXT = 200;
/** An app that runs counts for more than any number of settings. */
const RUNNING_WEIGHS = 1e6;

/** The worst first: severe before harmless, and what ends before what does not. What is waived stands last of its severity. */
export function findingRecords(findings: readonly Finding[], today: CalendarDate): readonly FindingRecord[] {
  const targets = new Set(findings.map(placeOf));
  return [...findings].sort(worstFirst).map((finding) => recordOf(finding, today, targets.size > 1));
}

function recordOf(finding: Finding, today: CalendarDate, severalPlaces: boolean): FindingRecord {
  const { imageName, base, status, severity, owner, region, successor, usage, directUse } = finding;
  const used = usage ?? directUse;
  const cells = [
    [imageName, versionName(finding), ...(severalPlaces ? [placeOf(finding)] : [])],
    base === null ? ['–'] : [baseName(base), ...(base.confidence === 'weak' ? ['probably, not proven'] : [])],
    [STATUS_WORDS[status], ...waiver(finding)],
    [severity.toLowerCase()],
    ends(finding, today),
    [owner ?? '–'],
    used ? [users(used.running, 'running'), users(used.attached, 'attached')].filter((text) => text !== '') : ['–'],
    successor ? [successor.version, ...(successor.endOfSupport === null ? [] : [`until ${successor.endOfSupport}`])] : ['–'],
  ];
  return {
    cells: cells.map((lines) => (lines.length === 0 ? [used ? nobody(finding) : '–'] : lines).map((line) => cut(visible(line), LONGEST_TEXT))),
    keys: keysOf(finding).map((key) => (typeof key === 'string' ? cut(visible(key), LONGEST_TEXT) : key)),
    chosen: {
      Status: STATUS_WORDS[status],
      Severity: severity.toLowerCase(),
      Owner: cut(visible(owner ?? NO_OWNER), LONGEST_TEXT),
      Region: visible(region),
    },
    details: () => detailsOf(finding),
  };
}

function placeOf({ accountId, region }: Finding): string {
  return `${accountId} ${region}`;
}

function keysOf(finding: Finding): (string | number | null)[] {
  const { imageName, version, base, status, severity, endOfSupport, endOfAvailability, owner, successor } = finding;
  const used = finding.usage ?? finding.directUse;
  return [
    `${imageName} ${version}`,
    base && baseName(base),
    WORST_FIRST.indexOf(status),
    -SEVERITIES.indexOf(severity),
    endOfSupport ?? endOfAvailability,
    owner ?? null,
    used ? -(used.running * RUNNING_WEIGHS + used.attached) : null,
    successor && successor.version,
  ];
}

function users(count: number, word: string): string {
  return count === 0 ? '' : `${count.toLocaleString('en-GB')} ${word}`;
}

/** Only where everything was read is nobody a fact. */
function nobody({ usage }: Finding): string {
  return usage?.read === 'full' ? 'nobody' : 'nobody seen';
}

function waiver(finding: Finding): string[] {
  return isWaived(finding) ? [`waived${finding.waiver ? ` until ${finding.waiver.expires}` : ''}`] : [];
}

function ends({ endOfSupport, endOfAvailability, estimatedEndOfSupport }: Finding, today: CalendarDate): string[] {
  const removal = endOfAvailability === null ? [] : [`may be gone after ${endOfAvailability}`];
  if (endOfSupport !== null) return [endOfSupport, inDays(daysBetween(today, endOfSupport)), ...removal];
  return ['–', ...(estimatedEndOfSupport === undefined ? [] : [`estimate: ${estimatedEndOfSupport} or earlier`]), ...removal];
}

const NO_END = '9999-12-31';

function worstFirst(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)
    || Number(isWaived(a)) - Number(isWaived(b))
    || compareText(a.endOfSupport ?? NO_END, b.endOfSupport ?? NO_END)
    || compareText(a.imageVersionArn, b.imageVersionArn);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
