import type { Notification } from './port';

/** Amazon SNS takes 256 KiB a message: the text as it is sent, with the attributes. */
export const SNS_LIMIT_BYTES = 262_144;
/**
 * Kept free: SNS hands a message on in an envelope of its own (ids, signature, links), and a queue behind the topic may have
 * the same limit for both together.
 */
export const MARGIN_BYTES = 16_384;
export const MAX_MESSAGE_BYTES = SNS_LIMIT_BYTES - MARGIN_BYTES;

/** What a notification counts for: its bodies in one JSON text, its subject, and each attribute's name, type and value. */
export function messageSize({ subject, bodies, attributes }: Notification): number {
  const texts = Object.entries(attributes).flatMap(([name, value]) =>
    typeof value === 'string' ? [name, 'String', value] : [name, 'String.Array', JSON.stringify(value)]);
  return [JSON.stringify(bodies), subject, ...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/**
 * Cuts a list into the longest runs that fit, in order. Sizes are measured, never estimated: a run is taken only if `fits`
 * says so of this very run. Throws where a single item does not fit, nothing is dropped.
 */
export function splitToFit<T>(items: readonly T[], fits: (run: readonly T[]) => boolean): T[][] {
  const runs: T[][] = [];
  // Most lists fit as a whole; where one does not, the next run is about as long as the last.
  let guess = items.length;
  for (let start = 0; start < items.length;) {
    const length = longestRun(items, start, guess, fits);
    guess = length;
    if (length === 0) throw new Error(`Item ${start + 1} of ${items.length} is too large for a message of its own; shorten its texts before it is split`);
    runs.push(items.slice(start, start + length));
    start += length;
  }
  return runs;
}

function longestRun<T>(items: readonly T[], start: number, guess: number, fits: (run: readonly T[]) => boolean): number {
  const left = items.length - start;
  let [taken, tooMany] = [0, left + 1];
  let next = Math.min(guess, left);
  while (tooMany - taken > 1) {
    if (fits(items.slice(start, start + next))) taken = next;
    else tooMany = next;
    // Up by doubling until something is too long, then between the two.
    next = tooMany > left ? Math.min(Math.max(taken * 2, 1), left) : Math.floor((taken + tooMany) / 2);
  }
  return taken;
}
