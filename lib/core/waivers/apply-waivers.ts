import { daysBetween, type CalendarDate } from '../calendar-date';
import type { Condition, Finding } from '../finding';
import type { Waiver } from '../waiver';
import { coversOf } from './covers';
import { waiverSubject } from './describe-waiver';
import { EXPIRED_WAIVER_SHOWN_DAYS } from './limits';
import { latestFirst } from './order';

/** Whether a waiver holds on a day: through the last one. */
export function isInForce({ expires }: Waiver, today: CalendarDate): boolean {
  return today <= expires;
}

/**
 * The findings with the waiver that covers each, and the condition that says so. Status and severity stay what they are: a waiver keeps
 * a finding out of messages, and makes nothing supported. Of several waivers the one that holds longest counts.
 */
export function applyWaivers(findings: readonly Finding[], waivers: readonly Waiver[], today: CalendarDate): readonly Finding[] {
  const candidates = waivers
    .filter(({ expires }) => daysBetween(expires, today) <= EXPIRED_WAIVER_SHOWN_DAYS)
    .sort(latestFirst)
    .map((waiver) => ({ waiver, covers: coversOf(waiver) }));
  return findings.map((finding) => {
    // What is supported needs no waiver, and is no news when one ends.
    if (finding.status === 'SUPPORTED') return finding;
    const waiver = candidates.find(({ covers }) => covers(finding))?.waiver;
    return waiver ? { ...finding, waiver, conditions: [...finding.conditions, conditionOf(waiver, today)] } : finding;
  });
}

/** Warnings: a waiver in force that covers nothing has a mistake in it, or has outlived its image. */
export function unmatchedWaivers(findings: readonly Finding[], waivers: readonly Waiver[], today: CalendarDate): readonly string[] {
  return waivers
    .filter((waiver) => isInForce(waiver, today) && !findings.some(coversOf(waiver)))
    .map((waiver) => `The waiver of ${waiverSubject(waiver)}, by ${waiver.owner} until ${waiver.expires}, covers no image version that was found: `
      + "correct its 'image' or 'versions', or remove it.");
}

function conditionOf(waiver: Waiver, today: CalendarDate): Condition {
  const { owner, expires, reason } = waiver;
  return isInForce(waiver, today)
    ? { type: 'WAIVED', message: `Waived by ${owner} until ${expires}: ${reason}` }
    : { type: 'WAIVER_EXPIRED', message: `Was waived by ${owner} until ${expires}: ${reason}` };
}
