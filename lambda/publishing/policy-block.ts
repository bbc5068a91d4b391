import type { PolicyChange, PolicyChangeType } from '../../lib/core/change';
import { inDays } from '../../lib/core/describe-finding';
import { AWS_DEEP_LEARNING_CONTAINERS, GOOGLE_DEEP_LEARNING_CONTAINERS, SAGEMAKER_DISTRIBUTION } from '../../lib/core/policy/policy';
import { countedNames, type Block, type Fact } from './block';
import type { PolicyItem } from './digest-items';
import { clean, counted, shorten } from './plain-text';

const FAMILY_NAMES: ReadonlyMap<string, string> = new Map([
  [SAGEMAKER_DISTRIBUTION, 'SageMaker Distribution'],
  [AWS_DEEP_LEARNING_CONTAINERS, 'AWS Deep Learning Containers'],
  [GOOGLE_DEEP_LEARNING_CONTAINERS, 'Google Deep Learning Containers'],
]);

const TITLES: Readonly<Record<PolicyChangeType, (change: PolicyChange) => string>> = {
  RELEASE_ADDED: () => 'Release added',
  DATE_MOVED_EARLIER: (change) => (isPending(change) ? `A refused document moves ${dateName(change)} ${distance(change)}`
    : `${capital(dateName(change))} moved ${distance(change)}`),
  DATE_MOVED_LATER: (change) => (isTakenBack(change) ? 'Earlier date of a refused document taken back' : `${capital(dateName(change))} moved ${distance(change)}`),
  WITHDRAWN: () => 'Release withdrawn from the policy',
  DOCUMENT_REFUSED: () => 'Policy document refused',
  DOCUMENT_ACCEPTED_WITH_DOUBTS: () => 'Policy document accepted with doubts',
};

export function policyBlock({ change, touched, pending }: PolicyItem): Block {
  const processors = change.processors.length > 0 ? ` (${change.processors.join(', ')})` : '';
  return {
    severity: change.severity,
    title: TITLES[change.type](change),
    subjects: [shorten(clean(`${releaseName(change)}${processors}`))],
    facts: [
      ...dateOfChange(change),
      { label: 'What', text: change.message },
      ...(change.type === 'DOCUMENT_REFUSED' && pending > 0
        ? [{ label: 'Pending', text: `${counted(pending, 'earlier date')} in it, told here; until it is accepted, the old ones rule` }] : []),
      ...affects(change, touched),
    ],
  };
}

/** The change in a few words, the fullest first; where there is less room, the next one is taken. */
export function policyHeadlines({ change }: PolicyItem): readonly string[] {
  const { type, to } = change;
  const release = releaseName(change);
  const day = to === null ? '' : ` (${to})`;
  switch (type) {
    case 'DATE_MOVED_EARLIER': return movedHeadlines(change, `${distance(change)}${day}`);
    case 'DATE_MOVED_LATER':
      return isTakenBack(change) ? [`Earlier date of ${release} taken back${day}`] : movedHeadlines(change, `${distance(change)}${day}`);
    case 'RELEASE_ADDED': return [change.version === null ? `New releases of ${release}` : `${release} released`];
    case 'WITHDRAWN': return [change.version === null ? `Releases of ${release} withdrawn` : `${release} withdrawn from the policy`];
    case 'DOCUMENT_REFUSED': return [`Policy of ${release} refused`];
    case 'DOCUMENT_ACCEPTED_WITH_DOUBTS': return [`Policy of ${release} accepted with doubts`];
  }
}

function movedHeadlines(change: PolicyChange, moved: string): readonly string[] {
  const release = releaseName(change);
  const what = change.of === 'availability' ? 'availability' : 'support';
  if (isPending(change)) return [`Refused document: ${what} of ${release} would end ${moved}`, `Refused: ${release} would end ${moved}`];
  const full = `${capital(what)} of ${release} ends ${moved}`;
  // A release that ends is one whose support ends.
  return what === 'support' ? [full, `${release} ends ${moved}`] : [full];
}

/** The date stands in a document that was refused: it does not rule. */
export function isPending({ type, pending }: PolicyChange): boolean {
  return type === 'DATE_MOVED_EARLIER' && pending === true;
}

/** A pending date that is in no document any more: the date that ruled all the time is told again. */
function isTakenBack({ type, pending }: PolicyChange): boolean {
  return type === 'DATE_MOVED_LATER' && pending === true;
}

function releaseName({ family, framework, version }: PolicyChange): string {
  return [FAMILY_NAMES.get(family) ?? family, framework, version].filter((part) => part !== undefined && part !== null).join(' ');
}

function dateName({ of }: PolicyChange): string {
  return of === 'availability' ? 'the end of availability' : 'the end of support';
}

function capital(text: string): string {
  return text.replace(/^(?:the )?(.)/, (_, first: string) => first.toUpperCase());
}

function distance({ type, days }: PolicyChange): string {
  const direction = type === 'DATE_MOVED_EARLIER' ? 'earlier' : 'later';
  return days === null ? direction : `${counted(Math.abs(days), 'day')} ${direction}`;
}

function dateOfChange(change: PolicyChange): Fact[] {
  const { from, to, noticeDays, of } = change;
  if (to === null) return [];
  const ended = noticeDays !== null && noticeDays < 0;
  const when = noticeDays === null ? '' : `, ${inDays(noticeDays)}`;
  const before = from === null ? '' : isPending(change) ? `; ${from} rules` : isTakenBack(change) ? ` (${from} was told)` : ` (was ${from})`;
  const label = isPending(change) ? 'Says' : of === 'availability' ? 'Removal' : ended ? 'Ended' : 'Ends';
  return [{ label, text: `${to}${when}${before}` }];
}

/** Unless the message says it. */
function affects({ type, affected, message }: PolicyChange, touched: PolicyItem['touched']): Fact[] {
  if (affected.length === 0 || message.includes(counted(affected.length, 'image version'))) return [];
  return [{ label: 'Affects', text: countedNames(affected.length, touched, type === 'RELEASE_ADDED' ? ' that could move to it' : '') }];
}
