import type { Change } from '../lib/core/change';
import { highestSeverity } from '../lib/core/finding';
import type { Coverage, CoverageFailure, ScanResult } from '../lib/core/scan-result';

/** The scans of several Regions as one. All were judged on the same day by the same policies. */
export function joinResults(results: readonly ScanResult[]): ScanResult {
  const [first, ...others] = results;
  if (!first) throw new Error('There must be at least one scan to show.');
  return others.reduce(join, first);
}

function join(a: ScanResult, b: ScanResult): ScanResult {
  return {
    ...a,
    coverage: {
      images: a.coverage.images + b.coverage.images,
      versionsListed: a.coverage.versionsListed + b.coverage.versionsListed,
      excludedByFilter: a.coverage.excludedByFilter + b.coverage.excludedByFilter,
      goneDuringScan: a.coverage.goneDuringScan + b.coverage.goneDuringScan,
      ...joinDirectUse(a.coverage, b.coverage),
      findings: a.coverage.findings + b.coverage.findings,
      complete: a.coverage.complete && b.coverage.complete,
      failures: joinFailures([...a.coverage.failures, ...b.coverage.failures]),
      calls: addCalls(a.coverage.calls, b.coverage.calls),
    },
    changes: uniqueByKey([...a.changes, ...b.changes]),
    findings: [...a.findings, ...b.findings],
  };
}

function joinDirectUse(a: Coverage, b: Coverage): Pick<Coverage, 'directUse'> {
  if (a.directUse === undefined && b.directUse === undefined) return {};
  return { directUse: (a.directUse ?? 0) + (b.directUse ?? 0) };
}

function joinFailures(failures: readonly CoverageFailure[]): CoverageFailure[] {
  const byCause = new Map<string, CoverageFailure>();
  for (const failure of failures) {
    const known = byCause.get(failure.cause);
    byCause.set(failure.cause, known ? { ...known, count: known.count + failure.count } : failure);
  }
  return [...byCause.values()];
}

function addCalls(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(names.map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}

/** What is news of a policy is the same news in every Region, and touches other images in each. */
function uniqueByKey(changes: readonly Change[]): readonly Change[] {
  const byKey = new Map<string, Change>();
  for (const change of changes) {
    const known = byKey.get(change.key);
    byKey.set(change.key, known ? merged(known, change) : change);
  }
  return [...byKey.values()];
}

function merged(a: Change, b: Change): Change {
  if (a.kind === 'finding' || b.kind === 'finding') return a;
  const severity = highestSeverity([a.severity, b.severity]) ?? a.severity;
  // The words are those of where it is worse.
  return { ...(severity === a.severity ? a : { ...b, key: a.key }), affected: [...new Set([...a.affected, ...b.affected])] };
}
