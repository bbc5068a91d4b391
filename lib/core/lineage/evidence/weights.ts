import type { ClaimWithDetail, Evidence, EvidenceKind } from '../base-image';

/**
 * How much each kind of evidence weighs, and how much where the reading is too general to prove the vendor.
 *
 * Content that has the hash of a known base's can't be written by anybody else. Of text, what an image contains outweighs
 * what a reference says of it; an inferred era is lighter than a version that is written somewhere; names and tags, which
 * cost nothing to write, come last.
 */
const WEIGHTS: Readonly<Record<EvidenceKind, { readonly full: number; readonly weak: number }>> = {
  'image-digest': { full: 100, weak: 45 },
  'layer-chain': { full: 95, weak: 45 },
  'vendor-label': { full: 80, weak: 40 },
  'vendor-environment': { full: 75, weak: 35 },
  'vendor-reference': { full: 70, weak: 30 },
  'image-alias': { full: 70, weak: 30 },
  'base-annotation': { full: 60, weak: 25 },
  'environment-era': { full: 55, weak: 20 },
  'repository-name': { full: 15, weak: 14 },
  'tag-text': { full: 10, weak: 9 },
  'history': { full: 5, weak: 4 },
};

/** Evidence of one rank is worth the same: the heaviest is shown, but where two disagree it is a conflict. */
export type Rank = 'proof' | 'strong' | 'weak';

const PROOF_FROM = 90;
const STRONG_FROM = 50;

export function rankOf({ weight }: Evidence): Rank {
  if (weight >= PROOF_FROM) return 'proof';
  return weight >= STRONG_FROM ? 'strong' : 'weak';
}

/** A vendor's reading as evidence of a kind. */
export function evidenceOf(kind: EvidenceKind, { claim, detail, weak }: ClaimWithDetail): Evidence {
  return { kind, claim, weight: weak ? WEIGHTS[kind].weak : WEIGHTS[kind].full, detail };
}

/** The readings of all vendors that have one. */
export function collect(kind: EvidenceKind, readings: Iterable<ClaimWithDetail | undefined>): Evidence[] {
  const evidence: Evidence[] = [];
  for (const reading of readings) if (reading) evidence.push(evidenceOf(kind, reading));
  return evidence;
}
