import type { FindingChange, FindingChangeType } from '../../lib/core/change';
import { baseName, describeFinding, goldenName, inDays, usersText } from '../../lib/core/describe-finding';
import {
  SUPPORT_STATUSES, type ConditionType, type Finding, type FindingPolicy, type PolicyRow, type RegistryScan, type Successor,
  type SupportStatus,
} from '../../lib/core/finding';
import type { PolicyRule } from '../../lib/core/policy/policy';
import { usageText } from '../../lib/core/usage-text';
import { nameOf, type Block, type Fact } from './block';
import { copyable } from './hints';
import { clean, counted, shorten } from './plain-text';

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

const CHANGE_TITLES: Readonly<Record<FindingChangeType, (change: FindingChange, finding: Finding) => string>> = {
  NEW: (_change, { status }) => `New: ${STATUS_WORDS[status]}`,
  STATUS_CHANGED: ({ from }, { status }) => `Now ${STATUS_WORDS[status]} (was ${wordsFor(from)})`,
  RESOLVED: ({ from }) => `Resolved: supported (was ${wordsFor(from)})`,
  NOTICE_PERIOD: ({ to }) => `The last ${to} days of support`,
  DATE_MOVED: ({ from, to }) => `End of support moved from ${from ?? 'no date'} to ${to ?? 'no date'}`,
  REMINDER: (_change, { status }) => `Reminder: still ${STATUS_WORDS[status]}`,
};

/** A mail shows how it goes; the report has more. */
const MAX_HINTS = 2;

/** What holds for every finding of a policy stands at the head of the mail. */
const SAID_ONCE: readonly ConditionType[] = ['POLICY_STALE'];

/** How a message begins where the title says the same; what more there is stands behind the status. */
const SAID_BY_TITLE = /^(?:New|The last \d+ days of support|(?:Changed|Resolved) \(was [A-Z_]+(?:, (?<more>.*))?\))$/;

export function openBlock(finding: Finding): Block {
  return { severity: finding.severity, title: STATUS_WORDS[finding.status], subjects: [nameOf(finding)], facts: factsOf(finding) };
}

export function findingBlock(change: FindingChange, finding: Finding | undefined): Block {
  if (finding === undefined) return goneBlock(change);
  const title = CHANGE_TITLES[change.type](change, finding);
  const facts = [...newsOf(change, finding), ...remedyOf(change), ...factsOf(finding)];
  return { severity: change.severity, title, subjects: [nameOf(finding)], facts };
}

function remedyOf({ timeToRemedyDays }: FindingChange): Fact[] {
  return timeToRemedyDays === undefined ? [] : [{ label: 'Took', text: counted(timeToRemedyDays, 'day') }];
}

/** What the message says before it describes the finding: that a date moved again, or since when something is open. */
function newsOf({ message }: FindingChange, finding: Finding): Fact[] {
  const description = describeFinding(finding);
  const news = (message.endsWith(description) ? message.slice(0, -description.length) : message).replace(/[:\s]+$/, '');
  const said = SAID_BY_TITLE.exec(news);
  return fact('What', said ? said.groups?.more : news);
}

/** The finding is gone with the version: its ARN and the message are all that is left. */
function goneBlock(change: FindingChange): Block {
  const [name, version] = change.imageVersionArn.split('/').slice(-2);
  return {
    severity: change.severity,
    title: `Gone: deleted, or no longer part of the scan (was ${wordsFor(change.from)})`,
    subjects: [shorten(clean(version === undefined ? change.imageVersionArn : `${name} version ${version}`))],
    facts: remedyOf(change),
  };
}

function wordsFor(status: FindingChange['from']): string {
  const known = SUPPORT_STATUSES.find((one) => one === status);
  return known ? STATUS_WORDS[known] : String(status);
}

function factsOf(finding: Finding): Fact[] {
  const { base, golden, evidence, reason, policyRow, policy, successor, conditions, status } = finding;
  const { directUse, usage, hints = [], registryScan } = finding;
  const [heaviest, ...others] = evidence;
  const found = heaviest && `${heaviest.detail}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
  return [
    ...datesOf(finding),
    ...fact('Base', base && `${baseName(base)}, ${base.confidence}`),
    ...fact('Golden', golden && goldenName(golden)),
    ...fact('Found', found),
    ...fact('Used by', directUse ? usersText(directUse) : usage && usageText(usage)),
    ...fact('Why', reason),
    ...(successor && status !== 'SUPPORTED' ? [directUse ? choose(successor) : rebuild(successor)] : []),
    ...copyable(hints).slice(0, MAX_HINTS).map(({ what, command }) => ({ label: 'Move', text: `${what}:`, copy: command })),
    ...fact('Scan', registryScan && scanWords(registryScan)),
    ...fact('Policy', policyRow ? rowWords(policyRow) : policy && `${policy.family}: no row for it, ${copyWords(policy)}`),
    ...conditions.filter(({ type }) => !SAID_ONCE.includes(type)).flatMap(({ message }) => fact('Note', message)),
  ];
}

/** Zeros say nothing beside the others. */
function scanWords({ counts, scannedAt }: RegistryScan): string {
  const found = Object.entries(counts).filter(([, count]) => count > 0).map(([severity, count]) => `${count} ${severity}`);
  return `${found.join(', ') || 'nothing found'}, by the registry${scannedAt === null ? '' : ` on ${scannedAt.slice(0, 10)}`}`;
}

function fact(label: string, text: string | null | undefined): Fact[] {
  return text === null || text === undefined ? [] : [{ label, text }];
}

function datesOf({ endOfSupport, endOfAvailability, daysLeft }: Finding): Fact[] {
  const when = daysLeft === null ? '' : `, ${inDays(daysLeft)}`;
  const ended = daysLeft !== null && daysLeft < 0;
  return [
    ...fact(ended ? 'Ended' : 'Ends', endOfSupport && `${endOfSupport}${when}`),
    ...fact('Removal', endOfAvailability && `the base may be gone after ${endOfAvailability}`),
  ];
}

/** AWS's own image is chosen, not built on. */
function choose({ version, step, endOfSupport }: Successor): Fact {
  return { label: 'Do', text: `choose ${version}, one ${step} step${until(endOfSupport)}, in Studio, or by alias in the resource spec` };
}

function rebuild({ version, uri, step, endOfSupport }: Successor): Fact {
  return { label: 'Do', text: `rebuild on ${version}, one ${step} step${until(endOfSupport)}:`, copy: `FROM ${uri}` };
}

function until(endOfSupport: string | null): string {
  return endOfSupport === null ? '' : `, supported until ${endOfSupport}`;
}

function rowWords(row: PolicyRow): string {
  const { family, line, asWritten } = row;
  const written = asWritten === '' ? 'no date' : `"${asWritten}"`;
  return `${family}${line === null ? '' : `, line ${line}`}: ${written}, ${copyWords(row)}`;
}

const COPY_WORDS: Readonly<Record<PolicyRule, string>> = { fresh: 'read', 'last-accepted': 'last accepted, read', shipped: 'shipped, read' };

/** Which copy of the policy ruled, and of what day it is. */
function copyWords({ rule, retrievedAt }: Pick<FindingPolicy, 'rule' | 'retrievedAt'>): string {
  return `${COPY_WORDS[rule]} ${retrievedAt.slice(0, 10)}`;
}
