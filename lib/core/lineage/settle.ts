import type { Claim, Confidence, Evidence, LineageCondition, SettledBase } from './base-image';
import { agree, implies, refine } from './claims';
import { rankOf, type Rank } from './evidence/weights';

/**
 * What evidence, heaviest first, comes to on one level of the lineage; undefined where there is none.
 *
 * Only evidence of the highest rank that there is decides. Within it the heaviest claim is taken, those that agree with it
 * may make it more exact, and those that do not are its rivals. Where content decides, strong text that contradicts it is a
 * rival too.
 */
export function settle(evidence: readonly Evidence[], beneath: readonly Claim[]): SettledBase | undefined {
  const heaviest = evidence[0];
  if (!heaviest) return undefined;
  const rank = rankOf(heaviest);
  const { claim, rivals: peers } = weigh(claimsOf(evidence, rank), heaviest.claim);
  const rivals = rank === 'proof' ? [...peers, ...contradictions(evidence, claim, beneath)] : peers;
  return { claim, confidence: confidenceOf(rank, evidence, rivals), conditions: conditionsOf(rank, claim, rivals), rivals };
}

function claimsOf(evidence: readonly Evidence[], rank: Rank): readonly Claim[] {
  return evidence.filter((item) => rankOf(item) === rank).map((item) => item.claim);
}

function weigh(claims: readonly Claim[], heaviest: Claim): { claim: Claim; rivals: readonly Claim[] } {
  let claim = heaviest;
  const rivals: Claim[] = [];
  for (const candidate of claims) {
    if (agree(claim, candidate)) claim = refine(claim, candidate);
    else rivals.push(candidate);
  }
  return { claim, rivals };
}

/**
 * Strong text that says otherwise than the layers. The layers prove what the image is built on, never that nothing lies
 * between: a patch that is built on the matched one, and not known here, looks the same as a label that somebody rewrote. So
 * the base stays the one that is proven, text never makes it more exact, and its claim is dated beside it: the verdict can
 * only become worse. Text about a base that does lie beneath the match is no contradiction, it was inherited; nor is an era, which
 * is guessed from variables that any image may add to.
 */
function contradictions(evidence: readonly Evidence[], claim: Claim, beneath: readonly Claim[]): readonly Claim[] {
  const written = evidence.filter(({ kind }) => kind !== 'environment-era');
  return claimsOf(written, 'strong').filter((text) => !agree(claim, text) && !beneath.some((base) => implies(base, text)));
}

function confidenceOf(rank: Rank, evidence: readonly Evidence[], rivals: readonly Claim[]): Confidence {
  if (rank === 'weak') return 'weak';
  if (rivals.length > 0) return 'strong';
  return rank === 'proof' || isConfirmed(evidence) ? 'certain' : 'strong';
}

/** A label is as good as its author; that the image lies in the vendor's registry says who the author is. */
function isConfirmed(evidence: readonly Evidence[]): boolean {
  const labels = evidence.filter((item) => item.kind === 'vendor-label' && rankOf(item) === 'strong' && item.claim.version !== null);
  const references = evidence.filter((item) => item.kind === 'vendor-reference');
  return labels.some((label) => references.some((reference) => agree(label.claim, reference.claim)));
}

function conditionsOf(rank: Rank, claim: Claim, rivals: readonly Claim[]): readonly LineageCondition[] {
  const conditions: LineageCondition[] = [];
  if (rivals.length > 0) conditions.push('LINEAGE_CONFLICT');
  if (rank === 'weak') conditions.push('PROBABLE_BASE');
  if (claim.floating) conditions.push('FLOATING_TAG');
  if (claim.versionRange !== undefined) conditions.push('VERSION_INFERRED');
  return conditions;
}
