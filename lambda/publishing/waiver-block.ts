import type { WaiverChangeType } from '../../lib/core/change';
import { countedNames, type Block, type Fact } from './block';
import type { WaiverItem } from './digest-items';
import { clean, shorten } from './plain-text';

/** The most urgent first. */
export const WAIVER_TYPES: readonly WaiverChangeType[] = ['WAIVER_EXPIRED', 'WAIVER_ADDED', 'WAIVER_CHANGED', 'WAIVER_REMOVED'];

export const WAIVER_WORDS: Readonly<Record<WaiverChangeType, string>> = {
  WAIVER_ADDED: 'added',
  WAIVER_CHANGED: 'changed',
  WAIVER_REMOVED: 'removed',
  WAIVER_EXPIRED: 'expired',
};

export function waiverBlock({ change, covered }: WaiverItem): Block {
  const { type, severity, waiver, message, affected } = change;
  const { image, versions, owner, reason, expires } = waiver;
  const over = type === 'WAIVER_REMOVED' || type === 'WAIVER_EXPIRED';
  const facts: Fact[] = [
    { label: 'Until', text: expires },
    { label: 'Owner', text: owner },
    { label: 'Why', text: reason },
    // The others say no more than the facts do.
    ...(type === 'WAIVER_CHANGED' ? [{ label: 'What', text: message }] : []),
    { label: over ? 'Covered' : 'Covers', text: affected.length > 0 ? countedNames(affected.length, covered) : 'no image version here' },
  ];
  const subject = versions === undefined ? image : `${image}, versions ${versions}`;
  return { severity, title: `Waiver ${WAIVER_WORDS[type]}`, subjects: [shorten(clean(subject))], facts };
}
