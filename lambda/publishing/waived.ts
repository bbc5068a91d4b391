import type { CalendarDate } from '../../lib/core/calendar-date';
import type { Finding } from '../../lib/core/finding';
import { isWaived } from './digest-items';

export interface Waived {
  readonly count: number;
  /** The last day of the waiver that ends first. */
  readonly nextEnd: CalendarDate | null;
}

/** What waivers keep out of the messages: told as a number, so that nobody forgets it. */
export function waivedOf(findings: readonly Finding[]): Waived {
  const waived = findings.filter(isWaived);
  const [nextEnd = null] = waived.flatMap(({ waiver }) => waiver?.expires ?? []).sort();
  return { count: waived.length, nextEnd };
}
