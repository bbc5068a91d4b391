import type { ImageReference } from '../image-reference';
import type { Processor } from '../policy/policy';

/** What an image's manifest and config say. A digest's content never changes, so facts are kept for good. */
export interface ImageFacts {
  readonly digest: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `KEY=value`, in the order of the config. */
  readonly env: readonly string[];
  /** `rootfs.diff_ids`: the digests of the uncompressed layers, bottom first. */
  readonly diffIds: readonly string[];
  /** `history[].created_by`, bottom first. */
  readonly history: readonly string[];
  /** Of the manifest and of the index that names it. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Where the digest is an index's: that of the image in it whose config was read. */
  readonly platformDigest?: string;
}

/** All that lineage may look at for one image. */
export interface LineageInput {
  /** The registered image, as text from SageMaker. */
  readonly baseImage: string;
  /** Other tags of the same digest. */
  readonly tags?: readonly string[];
  /** The digest that the registry gave for it; one in the reference itself need not be repeated. */
  readonly digest?: string;
  /** Absent where the registry was not, or could not be, read. */
  readonly facts?: Omit<ImageFacts, 'digest'>;
}

/** What a piece of evidence says about the vendor base. */
export interface Claim {
  readonly family: string;
  /** With the precision that is proven: `2`, `2.3`, `2.3.1`; null when only the family is. */
  readonly version: string | null;
  /** Where the exact version is not proven: the versions it can be, as a semver range. */
  readonly versionRange?: string;
  /** Null where it is neither (Neuron) or not known. */
  readonly processor: Processor | null;
  readonly framework?: string;
  /** The vendor's repository name, where a policy decides by it. */
  readonly repository?: string;
  /** `ubuntu22.04`, `amzn2023`, where a policy decides by it. */
  readonly os?: string;
  /** The reference that the claim was read from names a tag that the vendor moves. */
  readonly floating?: boolean;
}

export type EvidenceKind =
  | 'image-digest'
  | 'layer-chain'
  | 'vendor-label'
  | 'vendor-environment'
  | 'environment-era'
  | 'base-annotation'
  | 'vendor-reference'
  | 'image-alias'
  | 'repository-name'
  | 'tag-text'
  | 'history';

/** One observation that points to a vendor base. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly claim: Claim;
  /** 0 to 100. Only the order counts: a heavier claim is never changed by a lighter one. */
  readonly weight: number;
  /** What was seen, for a person: `label org.amazon.sagemaker-distribution.image.version=2.3.1-cpu`. */
  readonly detail: string;
}

export type Confidence = 'certain' | 'strong' | 'weak' | 'none';

/** Something about the lineage that a reader should know beside the result. */
export type LineageCondition = 'LINEAGE_CONFLICT' | 'PROBABLE_BASE' | 'FLOATING_TAG' | 'VERSION_INFERRED';

/** The vendor base of one image, and everything that led to it. */
export interface BaseImage {
  readonly family: string | null;
  readonly version: string | null;
  readonly versionRange?: string;
  readonly processor: Processor | null;
  readonly framework?: string;
  readonly repository?: string;
  readonly os?: string;
  readonly confidence: Confidence;
  /** Heaviest first; all that was seen is kept. */
  readonly evidence: readonly Evidence[];
  readonly conditions: readonly LineageCondition[];
  /**
   * Claims that disagree, of the winning claim's own rank, and where content proved it also those of strong text: each is
   * dated, the nearest end rules.
   */
  readonly rivals: readonly Claim[];
  /**
   * The team's own bases between the vendor's and this image; absent where none is. They contradict nothing: an image built on
   * a team's base is built on that base's vendor too, so each is dated by its own policy beside the members above, and the
   * nearest end rules. Where the vendor's is not known, the members above repeat the best of these.
   */
  readonly golden?: readonly SettledBase[];
}

/** What the evidence on one level of the lineage, the vendor's or one team family's, comes to. */
export interface SettledBase {
  readonly claim: Claim;
  readonly confidence: Confidence;
  readonly conditions: readonly LineageCondition[];
  readonly rivals: readonly Claim[];
}

/**
 * What is known of one vendor's images. A vendor is one file and one line in `vendors/index.ts`;
 * how much each kind of evidence weighs is decided by the kind, not by the vendor.
 */
export interface Vendor {
  readonly family: string;
  /** From labels that only this vendor's builds set. Empty values count as absent. */
  fromLabels?(labels: Readonly<Record<string, string>>): ClaimWithDetail | undefined;
  /** From environment variables that, together with their companions, only this vendor's builds set. */
  fromEnvironment?(env: ReadonlyMap<string, string>): ClaimWithDetail | undefined;
  /**
   * From the environment markers of an era of builds. `named` is what the vendor's label or variable says, if they name a version:
   * undefined where the era fits it.
   */
  fromEnvironmentEra?(env: ReadonlyMap<string, string>, named: Claim | undefined): ClaimWithDetail | undefined;
  /** From a reference whose registry proves the vendor. */
  fromReference?(reference: ImageReference): ClaimWithDetail | undefined;
  /** From a repository name and tag that look like the vendor's, in somebody else's registry. */
  fromLookalike?(repository: string, tag: string | undefined): ClaimWithDetail | undefined;
  /**
   * Why an image with these variables can't be built on one of this vendor's, whatever is written on it; undefined where it can. Labels
   * are as easy to write as a name: where the variables that all of the vendor's builds leave are missing, they prove nothing.
   */
  contradictedBy?(env: ReadonlyMap<string, string>): string | undefined;
  /** From build instructions in the image's history. */
  fromHistory?(history: readonly string[]): ClaimWithDetail | undefined;
}

export interface ClaimWithDetail {
  readonly claim: Claim;
  readonly detail: string;
  /** The same reading is too general to prove the vendor: it counts as weak. */
  readonly weak?: boolean;
}
