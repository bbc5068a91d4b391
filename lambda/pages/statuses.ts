import { WORST_FIRST, type Finding, type SupportStatus } from '../../lib/core/finding';

export const STATUS_WORDS: Readonly<Record<SupportStatus, string>> = {
  SUPPORTED: 'supported',
  EXPIRING: 'expiring',
  END_OF_SUPPORT: 'out of support',
  END_OF_AVAILABILITY: 'past end of availability',
  NO_DATE_PUBLISHED: 'no date published',
  NOT_IN_POLICY_YET: 'newer than the policy',
  NOT_IN_POLICY: 'not in the policy',
  UNKNOWN_BASE: 'unknown base',
  IMAGE_UNAVAILABLE: 'unavailable',
};

/** The CSS variable of a status. */
export function colorOf(status: SupportStatus): string {
  return `var(--${status})`;
}

/** How many image versions there are in each status that there is, the worst first. */
export function statusCounts(findings: readonly Finding[]): readonly (readonly [status: SupportStatus, count: number])[] {
  return WORST_FIRST
    .map((status) => [status, findings.filter((finding) => finding.status === status).length] as const)
    .filter(([, count]) => count > 0);
}

/** Somebody has decided to live with it, until a day. */
export function isWaived({ conditions }: Finding): boolean {
  return conditions.some(({ type }) => type === 'WAIVED');
}

/** `1 image version`, `2 image versions`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
