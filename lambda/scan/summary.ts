import type { SupportStatus } from '../../lib/core/finding';
import type { CoverageFailure } from '../../lib/core/scan-result';
import type { ScanOutcome } from './run-scan';

/** What a run tells whoever invoked it, and the log: numbers, no resources. */
export type ScanSummary =
  | { readonly kind: 'busy'; readonly holder?: string }
  /** A test notification was sent; nothing was scanned. */
  | { readonly kind: 'tested' }
  | {
    readonly kind: 'scanned';
    readonly findings: number;
    readonly byStatus: Readonly<Partial<Record<SupportStatus, number>>>;
    readonly changes: number;
    readonly complete: boolean;
    readonly failures: readonly CoverageFailure[];
    readonly calls: Readonly<Record<string, number>>;
  };

export function summarize(outcome: ScanOutcome): ScanSummary {
  if (outcome.kind === 'busy') return { kind: 'busy', ...(outcome.holder && { holder: outcome.holder.owner }) };
  const { findings, changes, coverage } = outcome.result;
  const byStatus: Partial<Record<SupportStatus, number>> = {};
  for (const { status } of findings) byStatus[status] = (byStatus[status] ?? 0) + 1;
  return {
    kind: 'scanned',
    findings: findings.length,
    byStatus,
    changes: changes.length,
    complete: coverage.complete,
    failures: coverage.failures,
    calls: coverage.calls,
  };
}
