import { daysBetween, dateOf, type CalendarDate } from '../../lib/core/calendar-date';
import { METRICS, STATUS_METRICS } from '../../lib/core/contract';
import { SUPPORT_STATUSES, type Finding } from '../../lib/core/finding';
import type { PolicySummary, ScanResult } from '../../lib/core/scan-result';
import { isWaived } from './digest-items';
import type { MetricDatum } from './port';

/** What became of the policy documents that a scan asked for. */
export interface PolicyDocumentCounts {
  readonly refused: number;
  readonly unread: number;
}

/**
 * The numbers of one scan, zeros too. Waived versions count among the image versions only: alarms stand on the numbers
 * by status, and a waiver keeps a version out of them until it expires.
 */
export function scanMetrics(
  { findings, coverage, policies }: Pick<ScanResult, 'findings' | 'coverage' | 'policies'>,
  durationMs: number,
  today: CalendarDate,
  documents: PolicyDocumentCounts = { refused: 0, unread: 0 },
): MetricDatum[] {
  const watched = findings.filter((finding) => !isWaived(finding));
  const nearest = nearestEnd(watched, today);
  const age = policyAge(policies, today);
  return [
    count(METRICS.imageVersions, findings.length),
    ...SUPPORT_STATUSES.map((status) => count(STATUS_METRICS[status], watched.filter((finding) => finding.status === status).length)),
    ...days(METRICS.nearestEndOfSupport, nearest),
    { name: METRICS.coverage, value: coveragePercent(findings, coverage.complete), unit: 'Percent' },
    count(METRICS.scanComplete, coverage.complete ? 1 : 0),
    count(METRICS.scanFailures, coverage.failures.reduce((sum, failure) => sum + failure.count, 0)),
    { name: METRICS.scanDuration, value: durationMs, unit: 'Milliseconds' },
    ...days(METRICS.policyAge, age),
    count(METRICS.policyRefused, documents.refused),
    count(METRICS.policyUnread, documents.unread),
    count(METRICS.heartbeat, 1),
  ];
}

/**
 * The part of the image versions that could be judged: the base was found, and its date too, or the policy is known to have none
 * (`NOT_IN_POLICY`, `NOT_IN_POLICY_YET`, `NO_DATE_PUBLISHED`). `UNKNOWN_BASE` and `IMAGE_UNAVAILABLE` are not judged.
 * With no versions at all it is 100 only where the scan saw everything.
 */
function coveragePercent(findings: readonly Finding[], complete: boolean): number {
  if (findings.length === 0) return complete ? 100 : 0;
  const judged = findings.filter(({ status }) => status !== 'UNKNOWN_BASE' && status !== 'IMAGE_UNAVAILABLE');
  return (100 * judged.length) / findings.length;
}

function nearestEnd(findings: readonly Finding[], today: CalendarDate): number | undefined {
  const left = findings.flatMap(({ endOfSupport }) => (endOfSupport === null ? [] : [daysBetween(today, endOfSupport)]));
  const toCome = left.filter((days) => days >= 0).sort((a, b) => a - b);
  return toCome[0];
}

/** Undefined without policies: an age of zero would say that they are fresh. */
function policyAge(policies: readonly PolicySummary[], today: CalendarDate): number | undefined {
  const ages = policies.map(({ retrievedAt }) => daysBetween(dateOf(retrievedAt), today));
  return ages.length === 0 ? undefined : Math.max(0, ...ages);
}

function count(name: string, value: number): MetricDatum {
  return { name, value, unit: 'Count' };
}

function days(name: string, value: number | undefined): MetricDatum[] {
  return value === undefined ? [] : [{ name, value, unit: 'None' }];
}
