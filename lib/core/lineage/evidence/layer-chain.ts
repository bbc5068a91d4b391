import type { Evidence } from '../base-image';
import { baseIndexOf, type ChainMatch } from '../base-index';
import type { KnownBase } from '../known-bases';
import { familyLevels } from '../levels';
import { readImageDigest } from './image-digest';
import type { EvidenceReader } from './reader';
import { evidenceOf } from './weights';

/**
 * The known base that the image's layers begin with. Vendors build patches on patches, and teams build on vendors, so many
 * bases may lie beneath: on each level of the lineage the one with the most layers is the nearest.
 *
 * An image that is a known base itself needs no such search, which could only find what that base was built on.
 */
export const readLayerChain: EvidenceReader = (input, reference, context) => {
  const diffIds = input.facts?.diffIds ?? [];
  const levelOf = familyLevels(context);
  const exact = new Set(readImageDigest(input, reference, context).map(({ claim }) => levelOf(claim.family)));
  const nearest = nearestBases(baseIndexOf(context.bases).beneath(diffIds), levelOf).filter(({ level }) => !exact.has(level));
  return nearest.map(({ layers, base: { claim, source, asOf } }): Evidence => {
    const extent = layers === diffIds.length ? `all ${layers} layers` : `the lowest ${layers} of ${diffIds.length} layers`;
    return evidenceOf('layer-chain', { claim, detail: `${extent} are those of ${source}, read ${asOf}` });
  });
};

interface Nearest {
  readonly level: string;
  readonly layers: number;
  readonly base: KnownBase;
}

/** The bases with the most layers on each level, the nearest level first. */
function nearestBases(beneath: readonly ChainMatch[], levelOf: (family: string) => string): readonly Nearest[] {
  const found = beneath.toReversed().flatMap(({ layers, bases }) => {
    return bases.map((base) => ({ level: levelOf(base.claim.family), layers, base }));
  });
  return found.filter(({ level, layers }) => found.find((first) => first.level === level)?.layers === layers);
}
