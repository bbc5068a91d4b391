import type { CalendarDate } from '../calendar-date';
import type { GoldenImage } from '../lineage/context';

export type Processor = 'cpu' | 'gpu';

/** One release of a vendor's base image with its dates. Field names follow the endoflife.date API, version 1. */
export interface PolicyRelease {
  /** As the vendor counts, without a trailing `.x`: `2.3`, `12.8`, `1.4-2-py312`. */
  readonly version: string;
  readonly processor?: Processor;
  /** The repository name, where it decides: `pytorch-training`. */
  readonly repository?: string;
  /** The operating system, where it decides: `ubuntu22.04`, `amzn2023`. */
  readonly os?: string;
  /** What the images are built for, where a vendor counts versions by framework: `pytorch`, `scikit-learn`. */
  readonly framework?: string;
  /** Set where the images run on neither CPU nor GPU alone: `neuronx`, `tpu`. Such a row has no `processor`. */
  readonly accelerator?: string;
  readonly uri?: string;
  /** The table that the row stands in: a cross-check only, the date judges. */
  readonly section?: 'supported' | 'unsupported';
  readonly releaseDate?: CalendarDate;
  /** End of support: supported through this day. Null where the vendor published none. */
  readonly eolFrom: CalendarDate | null;
  /** End of active support, where the source tells it apart from the end of support. Shown, never judged by. */
  readonly eoasFrom?: CalendarDate | null;
  /** From this day on the image may be gone. Null or absent where the policy has no such date. */
  readonly discontinuedFrom?: CalendarDate | null;
  /** The date as it stands in the document. */
  readonly asWritten: string;
  /** The line in the document, from 1; null where the source has no lines. */
  readonly line: number | null;
  /** Where this row was read, where rows of one policy come from several sources. */
  readonly source?: string;
  /** The day that this row was read at its source. */
  readonly asOf?: CalendarDate;
  /** The hash of the document that this row was read in, where rows of one policy come from several. */
  readonly sha256?: string;
  /** Set where the row is in the document no more, with the day on which that was seen: its dates are the last that are known. */
  readonly withdrawnOn?: CalendarDate;
  /** Which copy this row is of, where rows of one policy come from several. */
  readonly rule?: PolicyRule;
  /** The vendor's product that this row is about, where products of one family have documents and dates of their own. */
  readonly product?: string;
}

/** The vendor's word on a whole major version: context, and the fallback for a minor without a row of its own. */
export interface PolicyMajor {
  readonly version: string;
  readonly lastMinorRelease: CalendarDate | null;
  readonly eolFrom: CalendarDate | null;
  readonly line?: number | null;
}

export type AnomalySeverity = 'error' | 'warning' | 'info';

/** Something in a policy document that is not as it should be. */
export interface PolicyAnomaly {
  /** Stable and machine-readable: `unparsable-date`, `version-uri-mismatch`, … */
  readonly code: string;
  readonly severity: AnomalySeverity;
  readonly line: number | null;
  readonly message: string;
}

/** What a parser makes of one document: every table row is a release, a major or an anomaly. */
export interface PolicyDocument {
  readonly family: string;
  readonly releases: readonly PolicyRelease[];
  readonly majors: readonly PolicyMajor[];
  readonly anomalies: readonly PolicyAnomaly[];
  /** The products that this document has all rows of; absent where it is about the whole family. */
  readonly products?: readonly string[];
  /** Where the policy is a team's own: the base images that it dates. */
  readonly golden?: Omit<GoldenImage, 'family'>;
}

/** Which of the three copies of a policy a run used. */
export type PolicyRule = 'fresh' | 'last-accepted' | 'shipped';

/** A policy in use, with where it came from. */
export interface Policy extends PolicyDocument {
  readonly source: string;
  /** Of the document as read, in lower-case hexadecimal. */
  readonly sha256: string;
  /** When the document was read; for a shipped policy, the day that its facts were read at the source. */
  readonly retrievedAt: string;
  readonly rule: PolicyRule;
  /** Full versions that the vendor has published, oldest first, where known: `2.3.4`. */
  readonly publishedVersions?: readonly string[];
  /** Rows of a document that was refused, with dates earlier than those that rule: shown and announced, never judged by. */
  readonly pending?: readonly PolicyRelease[];
}

/** The policies of one run, one for each family. */
export type PolicySet = readonly Policy[];

export const SAGEMAKER_DISTRIBUTION = 'sagemaker-distribution';
export const AWS_DEEP_LEARNING_CONTAINERS = 'aws-deep-learning-containers';
export const GOOGLE_DEEP_LEARNING_CONTAINERS = 'google-deep-learning-containers';
