import type { Claim } from './base-image';
import { builtOnce } from './built-once';
import type { KnownBase } from './known-bases';

/** Known bases that end at one layer of a chain. */
export interface ChainMatch {
  /** How many layers they have. */
  readonly layers: number;
  readonly bases: readonly KnownBase[];
}

/** Known bases, to be found by their content. */
export interface BaseIndex {
  /** Every base whose layers the chain begins with, fewest layers first. */
  beneath(diffIds: readonly string[]): readonly ChainMatch[];
  withDigest(digest: string): readonly KnownBase[];
}

interface Layer {
  readonly above: Map<string, Layer>;
  /** Bases of which this is the topmost layer. */
  readonly bases: KnownBase[];
}

/** The index of a list of bases. Their order in the list does not show in it. */
export const baseIndexOf: (bases: readonly KnownBase[]) => BaseIndex = builtOnce((bases) => {
  const bottom = layer();
  const byDigest = new Map<string, KnownBase[]>();
  for (const base of [...bases].sort(byClaim).map(pinned)) {
    // One without layers ends at the bottom, where no image is compared.
    add(layerOf(bottom, base.diffIds).bases, base);
    for (const digest of base.digests) {
      const named = byDigest.get(digest) ?? [];
      byDigest.set(digest, named);
      add(named, base);
    }
  }
  return {
    beneath: (diffIds) => matches(bottom, diffIds),
    withDigest: (digest) => byDigest.get(digest) ?? [],
  };
});

function layer(): Layer {
  return { above: new Map(), bases: [] };
}

function layerOf(bottom: Layer, diffIds: readonly string[]): Layer {
  let current = bottom;
  for (const diffId of diffIds) {
    const next = current.above.get(diffId) ?? layer();
    current.above.set(diffId, next);
    current = next;
  }
  return current;
}

function matches(bottom: Layer, diffIds: readonly string[]): readonly ChainMatch[] {
  const found: ChainMatch[] = [];
  let current = bottom;
  for (const [index, diffId] of diffIds.entries()) {
    const next = current.above.get(diffId);
    if (!next) break;
    if (next.bases.length > 0) found.push({ layers: index + 1, bases: next.bases });
    current = next;
  }
  return found;
}

/** Content never moves, whatever tag it was read from. */
function pinned(base: KnownBase): KnownBase {
  return base.claim.floating ? { ...base, claim: { ...base.claim, floating: false } } : base;
}

/** The same content under several tags is one base; what is claimed of it differently is kept, for it is a conflict. */
function add(bases: KnownBase[], base: KnownBase): void {
  const key = keyOf(base.claim);
  if (!bases.some(({ claim }) => keyOf(claim) === key)) bases.push(base);
}

function byClaim(one: KnownBase, other: KnownBase): number {
  const [a, b] = [keyOf(one.claim) + one.source, keyOf(other.claim) + other.source];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function keyOf({ family, version, versionRange, processor, framework, repository, os }: Claim): string {
  return JSON.stringify([family, version, versionRange, processor, framework, repository, os]);
}
