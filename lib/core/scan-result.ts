import type { CalendarDate } from './calendar-date';
import type { Change } from './change';
import type { Finding } from './finding';
import type { Policy } from './policy/policy';

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

/** The result of one scan: what `scan --format json` prints and the function keeps. */
export interface ScanResult {
  readonly schemaVersion: '1.0';
  readonly scannedAt: string;
  readonly asOf: CalendarDate;
  readonly coverage: Coverage;
  readonly policies: readonly PolicySummary[];
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
}
