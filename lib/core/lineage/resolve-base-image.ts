import { parseImageReference, type ImageReference } from '../image-reference';
import type { BaseImage, Claim, Confidence, Evidence, LineageCondition, LineageInput, Vendor } from './base-image';
import { agree, refine } from './claims';
import { EVIDENCE_READERS } from './evidence';
import { rankOf, type Rank } from './evidence/weights';
import { VENDORS } from './vendors';

/**
 * The vendor base of one image, from all that is known of it.
 *
 * Only evidence of the highest rank that there is decides. Within it the heaviest claim is taken, those that agree with it
 * may make it more exact, and those that do not are its rivals.
 */
export function resolveBaseImage(input: LineageInput, vendors: readonly Vendor[] = VENDORS): BaseImage {
  const parsed = parseImageReference(input.baseImage);
  const evidence = gather(input, parsed.ok ? parsed.reference : undefined, vendors);
  const heaviest = evidence[0];
  if (!heaviest) {
    return { family: null, version: null, processor: null, confidence: 'none', evidence, conditions: [], rivals: [] };
  }
  const rank = rankOf(heaviest);
  const { claim, rivals } = weigh(evidence.filter((item) => rankOf(item) === rank).map((item) => item.claim), heaviest.claim);
  return {
    ...described(claim, registeredRepository(evidence, claim)),
    confidence: confidenceOf(rank, evidence, rivals),
    evidence,
    conditions: conditionsOf(rank, claim, rivals),
    rivals,
  };
}

type Description = Pick<BaseImage, 'family' | 'version' | 'versionRange' | 'processor' | 'framework' | 'repository' | 'os'>;

function described({ family, version, versionRange, processor, framework, os }: Claim, repository: string | undefined): Description {
  return {
    family,
    version,
    processor,
    ...(versionRange === undefined ? {} : { versionRange }),
    ...(framework === undefined ? {} : { framework }),
    ...(repository === undefined ? {} : { repository }),
    ...(os === undefined ? {} : { os }),
  };
}

/** A label's repository is worked out from the framework's name; where the image lies in the vendor's, its address is a fact. */
function registeredRepository(evidence: readonly Evidence[], claim: Claim): string | undefined {
  const registered = evidence.find((item) => item.kind === 'vendor-reference' && agree(item.claim, claim));
  return registered?.claim.repository ?? claim.repository;
}

/** Sorting is stable: of evidence that weighs the same, what was read first stays first. */
function gather(input: LineageInput, reference: ImageReference | undefined, vendors: readonly Vendor[]): readonly Evidence[] {
  return EVIDENCE_READERS
    .flatMap((read) => read(input, reference, vendors))
    .sort((one, other) => other.weight - one.weight);
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

function confidenceOf(rank: Rank, evidence: readonly Evidence[], rivals: readonly Claim[]): Confidence {
  if (rank === 'weak') return 'weak';
  if (rank === 'proof') return 'certain';
  return rivals.length === 0 && isConfirmed(evidence) ? 'certain' : 'strong';
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
