import type { Waiver } from '../waiver';

/** What a waiver covers: two with the same text are about the same versions. */
export function coverageKey({ image, versions }: Waiver): string {
  return `${image.toLowerCase()}|${versions ?? '*'}`;
}

/** All of it: two with the same text are one. */
export function waiverKey(waiver: Waiver): string {
  return [coverageKey(waiver), waiver.expires, waiver.owner, waiver.reason].join('|');
}

/** The one that holds longest first: of several that cover a version it is the one that counts. */
export function latestFirst(a: Waiver, b: Waiver): number {
  return compareText(b.expires, a.expires) || compareText(waiverKey(a), waiverKey(b));
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
