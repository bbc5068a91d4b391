import { addDays } from '../../../../lib/core/calendar-date';
import type { Finding } from '../../../../lib/core/finding';
import type { ScanResult } from '../../../../lib/core/scan-result';
import type { DayCounts } from '../../../../lib/core/day-counts';
import { reportOf, TODAY } from '../reports';

/** A scan of the fixtures' day. */
export function resultOf(findings: readonly Finding[], overrides: Partial<ScanResult> = {}): ScanResult {
  return {
    schemaVersion: '1.0',
    asOf: TODAY,
    ...reportOf(findings),
    policies: [{ family: 'sagemaker-distribution', source: 'policy.md', sha256: 'a'.repeat(64), retrievedAt: '2026-08-01', rule: 'shipped', rows: 102 }],
    policyDocuments: [{
      source: 'https://example.com/policy.md', family: 'sagemaker-distribution', sha256: 'b'.repeat(64), verdict: 'refused',
      reasons: [{ code: 'unparsable-date', severity: 'error', line: 12, message: 'Line 12 has no date that can be read.' }],
    }],
    changes: [],
    ...overrides,
  };
}

/** A backlog that burns down, a day each, until the day before the fixtures'. */
export function historyOf(days: number): readonly DayCounts[] {
  return Array.from({ length: days }, (_, index) => ({
    date: addDays(TODAY, index - days),
    counts: { END_OF_SUPPORT: Math.max(0, 40 - index), EXPIRING: 10 + (index % 5), UNKNOWN_BASE: 6, SUPPORTED: 20 + index },
  }));
}
