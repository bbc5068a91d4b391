import type { Finding } from '../../lib/core/finding';

type Value = string | number | boolean | null | undefined;

/** The columns, for a spreadsheet: the JSON has everything. */
const COLUMNS: readonly (readonly [name: string, valueOf: (finding: Finding) => Value])[] = [
  ['image_name', ({ imageName }) => imageName],
  ['version', ({ version }) => version],
  ['account_id', ({ accountId }) => accountId],
  ['region', ({ region }) => region],
  ['status', ({ status }) => status],
  ['severity', ({ severity }) => severity],
  ['base_family', ({ base }) => base?.family],
  ['base_framework', ({ base }) => base?.framework],
  ['base_version', ({ base }) => base?.version],
  ['base_processor', ({ base }) => base?.processor],
  ['base_confidence', ({ base }) => base?.confidence],
  ['end_of_support', ({ endOfSupport }) => endOfSupport],
  ['days_left', ({ daysLeft }) => daysLeft],
  ['end_of_availability', ({ endOfAvailability }) => endOfAvailability],
  ['move_to', ({ successor }) => successor?.version],
  ['owner', ({ owner }) => owner],
  ['running', ({ usage, directUse }) => (usage ?? directUse)?.running],
  ['attached', ({ usage, directUse }) => (usage ?? directUse)?.attached],
  ['conditions', ({ conditions }) => conditions.map(({ type }) => type).join(' ')],
  ['waived_until', ({ conditions, waiver }) => (conditions.some(({ type }) => type === 'WAIVED') ? waiver?.expires : null)],
  ['reason', ({ reason }) => reason],
  ['first_seen', ({ firstSeen }) => firstSeen],
  ['status_since', ({ statusSince }) => statusSince],
  ['base_image', ({ base_image: baseImage }) => baseImage],
  ['image_version_arn', ({ imageVersionArn }) => imageVersionArn],
];

/** Findings by RFC 4180, one a line. Each line ends with a carriage return: whoever prints a text ends its lines with a line feed. */
export function csv(findings: readonly Finding[]): string {
  const lines = [COLUMNS.map(([name]) => name), ...findings.map((finding) => COLUMNS.map(([, valueOf]) => field(valueOf(finding))))];
  return lines.map((fields) => `${fields.join(',')}\r`).join('\n');
}

/** Numbers as they are. What separates fields anywhere is quoted: spreadsheets of some countries take semicolons. */
function field(value: Value): string {
  if (typeof value !== 'string') return String(value ?? '');
  const text = harmless(value);
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A spreadsheet runs text that begins like a formula (https://owasp.org/www-community/attacks/CSV_Injection): an apostrophe makes it text.
 * The wide forms of these characters count as well, and so do blanks before them.
 */
function harmless(text: string): string {
  return /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
}
