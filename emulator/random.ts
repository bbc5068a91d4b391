/** Numbers from 0 up to, not including, 1: the same for the same seed on every machine. */
export type Random = () => number;

/** A 32-bit linear congruential generator (constants of Numerical Recipes) with its output mixed: fixtures need no more. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
    return ((mixed ^ (mixed >>> 12)) >>> 0) / 0x1_0000_0000;
  };
}

export function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}
