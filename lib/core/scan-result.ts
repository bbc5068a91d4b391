import type { CalendarDate } from './calendar-date';
import type { Change } from './change';
import type { Finding } from './finding';
import type { GateVerdict } from './policy/gate';
import type { Policy, PolicyAnomaly } from './policy/policy';

/** A kind of failure met during a scan, how often, and one example with what to do. */
export interface CoverageFailure {
  readonly cause: string;
  readonly count: number;
  readonly example: string;
}

/** What the scan saw and what it did not: without it, a green result means nothing. */
export interface Coverage {
  readonly images: number;
  readonly versionsListed: number;
  readonly excludedByFilter: number;
  readonly goneDuringScan: number;
  /** AWS's own images in use as they are, each way of naming one counted once; absent where usage was not read. */
  readonly directUse?: number;
  /** Equal to versionsListed - excludedByFilter - goneDuringScan + directUse. */
  readonly findings: number;
  readonly complete: boolean;
  readonly failures: readonly CoverageFailure[];
  /** Calls made, by `service.Operation`. */
  readonly calls: Readonly<Record<string, number>>;
}

export type PolicySummary = Pick<Policy, 'family' | 'source' | 'sha256' | 'retrievedAt' | 'rule'> & { readonly rows: number };

/** A policy document that the run asked for, and what became of it. */
export interface PolicyDocumentSummary {
  /** A path or an address. */
  readonly source: string;
  /** Null where it could not be read. */
  readonly family: string | null;
  readonly sha256: string | null;
  readonly verdict: GateVerdict | 'unread';
  /** Why it was refused or doubted, or could not be read: what weighs most first. */
  readonly reasons: readonly PolicyAnomaly[];
}

/** The result of one scan: what `scan --format json` prints and the function keeps. */
export interface ScanResult {
  readonly schemaVersion: '1.0';
  readonly scannedAt: string;
  readonly asOf: CalendarDate;
  readonly coverage: Coverage;
  readonly policies: readonly PolicySummary[];
  /** Those that were read in this run; a document that was unchanged at its source is not among them. */
  readonly policyDocuments: readonly PolicyDocumentSummary[];
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
}
