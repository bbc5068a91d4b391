import { parseImageReference } from '../image-reference';
import type { BaseImage, Claim, Evidence, LineageInput, SettledBase } from './base-image';
import { baseIndexOf } from './base-index';
import { agree } from './claims';
import { completeContext, type LineageContext } from './context';
import { EVIDENCE_READERS } from './evidence';
import { familyLevels, VENDOR_LEVEL } from './levels';
import { settle } from './settle';
import { goldenVendors } from './vendors/golden-image';

/**
 * The base of one image, from all that is known of it: the vendor's, and beside it each team's own that lies between.
 * Evidence of one level says nothing about another.
 */
export function resolveBaseImage(input: LineageInput, given: Partial<LineageContext> = {}): BaseImage {
  const context = completeContext(given);
  const evidence = gather(input, context);
  const beneath = claimsBeneath(input, context);
  const levelOf = familyLevels(context);
  const settled = (level: string): SettledBase | undefined => {
    return settle(evidence.filter(({ claim }) => levelOf(claim.family) === level), beneath);
  };
  const families = new Set(evidence.map(({ claim }) => levelOf(claim.family)).filter((level) => level !== VENDOR_LEVEL));
  const golden = [...families].flatMap((family) => settled(family) ?? []);
  const main = mainOf(settled(VENDOR_LEVEL), golden);
  return { ...described(main, evidence), evidence, ...(golden.length > 0 ? { golden } : {}) };
}

/** The vendor's, whose policy most is known by, unless it is a guess and a team's is not. */
function mainOf(vendor: SettledBase | undefined, golden: readonly SettledBase[]): SettledBase | undefined {
  if (vendor && vendor.confidence !== 'weak') return vendor;
  return golden.find(({ confidence }) => confidence !== 'weak') ?? vendor ?? golden[0];
}

/** Sorting is stable: of evidence that weighs the same, what was read first stays first. */
function gather(input: LineageInput, context: LineageContext): readonly Evidence[] {
  const parsed = parseImageReference(input.baseImage);
  const reference = parsed.ok ? parsed.reference : undefined;
  const everybody = { ...context, vendors: [...context.vendors, ...goldenVendors(context.golden)] };
  return EVIDENCE_READERS
    .flatMap((read) => read(input, reference, everybody))
    .sort((one, other) => other.weight - one.weight);
}

function claimsBeneath({ facts }: LineageInput, { bases }: LineageContext): readonly Claim[] {
  return baseIndexOf(bases).beneath(facts?.diffIds ?? []).flatMap((match) => match.bases.map(({ claim }) => claim));
}

function described(main: SettledBase | undefined, evidence: readonly Evidence[]): Omit<BaseImage, 'evidence' | 'golden'> {
  if (!main) return { family: null, version: null, processor: null, confidence: 'none', conditions: [], rivals: [] };
  const { family, version, versionRange, processor, framework, os } = main.claim;
  const repository = registeredRepository(evidence, main.claim);
  return {
    family,
    version,
    processor,
    ...(versionRange === undefined ? {} : { versionRange }),
    ...(framework === undefined ? {} : { framework }),
    ...(repository === undefined ? {} : { repository }),
    ...(os === undefined ? {} : { os }),
    confidence: main.confidence,
    conditions: main.conditions,
    rivals: main.rivals,
  };
}

/** A label's repository is worked out from the framework's name; where the image lies in the vendor's, its address is a fact. */
function registeredRepository(evidence: readonly Evidence[], claim: Claim): string | undefined {
  const registered = evidence.find((item) => item.kind === 'vendor-reference' && agree(item.claim, claim));
  return registered?.claim.repository ?? claim.repository;
}
