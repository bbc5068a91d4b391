import { addDays, parseCalendarDate, type CalendarDate } from '../calendar-date';
import { isJsonObject, type JsonObject } from '../json';
import { quote } from '../policy/anomaly';
import type { Waiver } from '../waiver';
import { ARN_PREFIX } from './covers';
import { waiverSubject } from './describe-waiver';
import { MAX_OWNER_LENGTH, MAX_PATTERN_LENGTH, MAX_REASON_LENGTH, MAX_VERSIONS_LENGTH, MAX_WAIVER_DAYS, MAX_WAIVERS } from './limits';
import { waiverKey } from './order';
import { parseVersionRange } from './version-range';

export interface CheckedWaivers {
  /** Empty where there is a problem: a set with a mistake in it silences nothing. */
  readonly waivers: readonly Waiver[];
  /** Every mistake, as a sentence that names the member, the rule, the value and what to do. */
  readonly problems: readonly string[];
}

type Report = (member: string, rule: string, value: unknown, advice: string) => undefined;

const MEMBERS: readonly string[] = ['image', 'versions', 'owner', 'reason', 'expires'];

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateImage.html, with the two signs of a pattern. */
const NAME_PATTERN = /^[A-Za-z0-9.*?-]+$/;
const ARN_PATTERN = /^arn:[A-Za-z0-9:/._*?-]+$/i;
const CONTROL = /\p{Cc}/u;

/**
 * Reads waivers from plain data: a list, or an object with the list as `waivers`. One mistake refuses the whole set: a waiver silences,
 * and nobody can say what a set with a mistake was meant to silence. An `expires` in the past is no mistake, because every waiver gets
 * there; what has expired is told, and covers nothing.
 */
export function checkWaivers(data: unknown, today: CalendarDate, maxDays = MAX_WAIVER_DAYS): CheckedWaivers {
  const problems: string[] = [];
  const report: Report = (member, rule, value, advice) => {
    problems.push(`'${member}' must be ${rule}, got: ${shown(value)}; ${advice}.`);
    return undefined;
  };
  const waivers = listOf(data, report).map((entry, index) => readWaiver(entry, `waivers[${index}]`, addDays(today, maxDays), report));
  reportTwins(waivers, report);
  return { waivers: problems.length > 0 ? [] : waivers.flatMap((waiver) => waiver ?? []), problems };
}

function listOf(data: unknown, report: Report): readonly unknown[] {
  const list = isJsonObject(data) ? data['waivers'] : data;
  if (!Array.isArray(list)) {
    report('waivers', 'a list', list, "write '{\"waivers\": []}' where nothing is waived");
    return [];
  }
  if (isJsonObject(data)) reportUnknown(data, ['waivers'], '', report);
  if (list.length <= MAX_WAIVERS) return list;
  report('waivers', `a list of ${MAX_WAIVERS} at most`, list.length, "cover several images by one pattern such as 'team-*'");
  return [];
}

function readWaiver(entry: unknown, name: string, horizon: CalendarDate, report: Report): Waiver | undefined {
  if (!isJsonObject(entry)) return report(name, "an object with 'image', 'owner', 'reason' and 'expires'", entry, 'write one for each waiver');
  reportUnknown(entry, MEMBERS, `${name}.`, report);
  const image = readImage(entry['image'], `${name}.image`, report);
  const versions = readVersions(entry['versions'], `${name}.versions`, report);
  const owner = readText(entry['owner'], `${name}.owner`, MAX_OWNER_LENGTH, 'name the person or team that answers for it', report);
  const reason = readText(entry['reason'], `${name}.reason`, MAX_REASON_LENGTH, 'say why the finding is accepted until then', report);
  const expires = readExpires(entry['expires'], `${name}.expires`, horizon, report);
  if (image === undefined || owner === undefined || reason === undefined || expires === undefined) return undefined;
  return { image, ...(versions !== undefined && { versions }), owner, reason, expires };
}

function readImage(value: unknown, member: string, report: Report): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  const isArn = text.toLowerCase().startsWith(ARN_PREFIX);
  if (text.length <= MAX_PATTERN_LENGTH && (isArn ? ARN_PATTERN : NAME_PATTERN).test(text)) return text;
  const rule = `the name or the ARN of an image, with '*' for any text and '?' for any character, ${MAX_PATTERN_LENGTH} characters at most`;
  return report(member, rule, value, "write one such as 'data-science-*', and version numbers into 'versions'");
}

/** A single number may be one in JSON too. */
function readVersions(value: unknown, member: string, report: Report): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).replace(/\s+/g, '') : '';
  if (text.length <= MAX_VERSIONS_LENGTH && parseVersionRange(text) !== undefined) return text;
  const rule = "version numbers from 1, or spans of them that do not overlap, such as '3', '1-5', '>=4' or '2,5-7'";
  return report(member, rule, value, "a comma means or: write '5-7' for what lies between, and leave 'versions' out for all of them");
}

function readText(value: unknown, member: string, longest: number, advice: string, report: Report): string | undefined {
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
  if (text !== '' && text.length <= longest && !CONTROL.test(text)) return text;
  return report(member, `a text of 1 to ${longest} characters, none of them a control character`, value, advice);
}

function readExpires(value: unknown, member: string, horizon: CalendarDate, report: Report): CalendarDate | undefined {
  const date = typeof value === 'string' ? parseCalendarDate(value.trim()) : undefined;
  const rule = `a day of the calendar, ${horizon} at the latest`;
  if (date === undefined) return report(member, rule, value, `write the last day on which the waiver holds, such as '${horizon}'`);
  return date <= horizon ? date : report(member, rule, value, 'choose an earlier day, and renew the waiver before it');
}

function reportUnknown(object: JsonObject, known: readonly string[], prefix: string, report: Report): void {
  for (const member of Object.keys(object).filter((each) => !known.includes(each))) {
    report(`${prefix}${member}`, `one of the members ${known.map((each) => `'${each}'`).join(', ')}`, object[member], 'correct its name, or remove it');
  }
}

function reportTwins(waivers: readonly (Waiver | undefined)[], report: Report): void {
  const seen = new Map<string, number>();
  waivers.forEach((waiver, index) => {
    if (!waiver) return;
    const first = seen.get(waiverKey(waiver));
    if (first === undefined) seen.set(waiverKey(waiver), index);
    else report(`waivers[${index}]`, `another waiver than 'waivers[${first}]'`, waiverSubject(waiver), 'remove one of the two');
  });
}

/** Of what has members only their names: an alias of YAML's may have made it endless. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isJsonObject(value)) return `an object with ${quote(Object.keys(value).join(', '))}`;
  return typeof value === 'string' ? quote(value) : String(value);
}
