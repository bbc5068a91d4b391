import type { FindingChange, FindingChangeType, PolicyChange, PolicyChangeType } from '../../lib/core/change';
import { baseName, goldenName, inDays, usersText } from '../../lib/core/describe-finding';
import { SUPPORT_STATUSES, type ConditionType, type Finding, type PolicyRow, type Severity, type Successor, type SupportStatus } from '../../lib/core/finding';
import { versionName } from '../../lib/core/usage';
import type { DigestItem } from './digest-items';
import { clean, copyLine, counted, field, shorten } from './plain-text';

/** One item for a person. Blocks with the same severity, title and facts are shown as one, with all their subjects. */
export interface Block {
  readonly severity: Severity;
  readonly title: string;
  /** The image versions that it is about. */
  readonly subjects: readonly string[];
  readonly facts: readonly string[];
}

export const STATUS_WORDS: Readonly<Record<SupportStatus, string>> = {
  SUPPORTED: 'supported',
  EXPIRING: 'expiring',
  END_OF_SUPPORT: 'out of support',
  END_OF_AVAILABILITY: 'past end of availability',
  NO_DATE_PUBLISHED: 'without a published date',
  NOT_IN_POLICY_YET: 'newer than the policy',
  NOT_IN_POLICY: 'not in the policy',
  UNKNOWN_BASE: 'with unknown base',
  IMAGE_UNAVAILABLE: 'unavailable',
};

export function blockOf(item: DigestItem): Block {
  if (item.kind === 'policy') return policyBlock(item.change);
  if (item.kind === 'open') {
    const { finding } = item;
    return { severity: finding.severity, title: statusTitle(finding), subjects: [nameOf(finding)], facts: factsOf(finding) };
  }
  const { change, finding } = item;
  if (finding === undefined) return goneBlock(change);
  const title = CHANGE_TITLES[change.type](change, finding);
  return { severity: change.severity, title, subjects: [nameOf(finding)], facts: factsOf(finding) };
}

const CHANGE_TITLES: Readonly<Record<FindingChangeType, (change: FindingChange, finding: Finding) => string>> = {
  NEW: (_change, finding) => `New: ${statusTitle(finding)}`,
  STATUS_CHANGED: ({ from }, finding) => `Now ${statusTitle(finding)} (was ${wordsFor(from)})`,
  RESOLVED: ({ from }) => `Resolved: supported (was ${wordsFor(from)})`,
  NOTICE_PERIOD: ({ to }) => `The last ${to} days of support`,
  DATE_MOVED: ({ from, to }) => `End of support moved from ${from ?? 'no date'} to ${to ?? 'no date'}`,
  REMINDER: (_change, finding) => `Waiver over, still ${statusTitle(finding)}`,
};

/** What holds for every finding of a policy stands at the head of the mail. */
const SAID_ONCE: readonly ConditionType[] = ['POLICY_STALE'];

const POLICY_TITLES: Readonly<Record<PolicyChangeType, string>> = {
  RELEASE_ADDED: 'release added',
  DATE_MOVED_EARLIER: 'end of support moved earlier',
  DATE_MOVED_LATER: 'end of support moved later',
  WITHDRAWN: 'release withdrawn',
  DOCUMENT_REFUSED: 'document refused',
  DOCUMENT_ACCEPTED_WITH_DOUBTS: 'document accepted with doubts',
};

function statusTitle({ status }: Finding): string {
  return STATUS_WORDS[status];
}

function wordsFor(status: FindingChange['from']): string {
  const known = SUPPORT_STATUSES.find((one) => one === status);
  return known ? STATUS_WORDS[known] : String(status);
}

function nameOf(finding: Finding): string {
  const { imageName, aliases, directUse } = finding;
  if (directUse) return shorten(clean(`${imageName} ${versionName(finding)}, AWS's own`));
  const also = aliases.length > 0 ? ` (${aliases.slice(0, 5).join(', ')}${aliases.length > 5 ? `, ${aliases.length - 5} more` : ''})` : '';
  return shorten(clean(`${imageName} ${versionName(finding)}${also}`));
}

function factsOf(finding: Finding): string[] {
  const { base, golden, evidence, reason, policyRow, successor, conditions, status, directUse } = finding;
  const [heaviest, ...others] = evidence;
  const found = heaviest && `${heaviest.detail}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
  return [
    ...datesOf(finding),
    ...(base ? field('Base', `${baseName(base)}, ${base.confidence}`) : []),
    ...(golden ? field('Golden', goldenName(golden)) : []),
    ...(found === undefined ? [] : field('Found', found)),
    ...(directUse ? field('Used by', usersText(directUse)) : []),
    ...(reason === undefined ? [] : field('Why', reason)),
    ...(successor && status !== 'SUPPORTED' ? (directUse ? chooseLines(successor) : successorLines(successor)) : []),
    ...(policyRow ? field('Policy', rowWords(policyRow)) : []),
    ...conditions.filter(({ type }) => !SAID_ONCE.includes(type)).flatMap(({ message }) => field('Note', message)),
  ];
}

function datesOf({ endOfSupport, endOfAvailability, daysLeft }: Finding): string[] {
  const when = daysLeft === null ? '' : `, ${inDays(daysLeft)}`;
  const ended = daysLeft !== null && daysLeft < 0;
  return [
    ...(endOfSupport === null ? [] : field(ended ? 'Ended' : 'Ends', `${endOfSupport}${when}`)),
    ...(endOfAvailability === null ? [] : field('Removal', `the base may be gone after ${endOfAvailability}`)),
  ];
}

/** AWS's own image is chosen, not built on. */
function chooseLines({ version, step, endOfSupport }: Successor): string[] {
  const until = endOfSupport === null ? '' : `, supported until ${endOfSupport}`;
  return field('Do', `choose ${version}, one ${step} step${until}, in Studio, or by alias in the resource spec`);
}

function successorLines({ version, uri, step, endOfSupport }: Successor): string[] {
  const until = endOfSupport === null ? '' : `, supported until ${endOfSupport}`;
  return [...field('Do', `rebuild on ${version}, one ${step} step${until}:`), copyLine(`FROM ${uri}`)];
}

function rowWords({ family, line, asWritten }: PolicyRow): string {
  const written = asWritten === '' ? 'no date' : `"${asWritten}"`;
  return `${family}${line === null ? '' : `, line ${line}`}: ${written}`;
}

function policyBlock(change: PolicyChange): Block {
  const release = [change.family, change.version, change.processors.length > 0 ? `(${change.processors.join(', ')})` : null];
  const affects = change.affected.length > 0 ? field('Affects', `${counted(change.affected.length, 'image version')} here`) : [];
  const subject = release.filter((part) => part !== null).join(' ');
  return {
    severity: change.severity,
    title: `Policy: ${POLICY_TITLES[change.type]}`,
    subjects: [shorten(clean(subject))],
    facts: [...field('What', change.message), ...affects],
  };
}

/** The finding is gone with the version: its ARN and the message are all that is left. */
function goneBlock(change: FindingChange): Block {
  const [name, version] = change.imageVersionArn.split('/').slice(-2);
  return {
    severity: change.severity,
    title: `Gone: deleted, or no longer part of the scan (was ${wordsFor(change.from)})`,
    subjects: [shorten(clean(version === undefined ? change.imageVersionArn : `${name} version ${version}`))],
    facts: [],
  };
}
