import type { CalendarDate } from '../../lib/core/calendar-date';
import type { PolicyChange } from '../../lib/core/change';
import { compareFindings, type Comparison } from '../../lib/core/compare-findings';
import { SCHEMA_VERSION } from '../../lib/core/contract';
import { SEVERITIES, type Finding } from '../../lib/core/finding';
import type { Coverage, PolicySummary, ScanResult } from '../../lib/core/scan-result';
import { composeDigest } from '../publishing/digest';
import type { MetricsSink, Notifier } from '../publishing/port';
import { scanMetrics } from '../publishing/scan-metrics';
import { datedReportKey, latestReportKey, type ScanTarget } from '../state/keys';
import { loadLastFindings, saveLastFindings, type LastFindings } from '../state/last-findings';
import type { ObjectStore } from '../state/port';

/** What the scan of one account and Region has found. */
export interface PublishInput {
  readonly target: ScanTarget;
  /** ISO instant. */
  readonly scannedAt: string;
  readonly today: CalendarDate;
  readonly durationMs: number;
  readonly noticePeriods: readonly number[];
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
  readonly policies: readonly PolicySummary[];
  readonly policyChanges: readonly PolicyChange[];
  /** Names of the images whose versions could not be listed in full; leave it out where not even the images could be. */
  readonly unlistedImages?: readonly string[];
}

/** Who is told. Each may be missing: the command line has no topic and no metrics, and a store only where a person names one. */
export interface PublishDependencies {
  readonly store?: ObjectStore;
  readonly notifier?: Notifier;
  readonly metrics?: MetricsSink;
  /** More that may be forgotten once it was told, for example that a policy has changed. */
  readonly advance?: () => Promise<void>;
}

/**
 * Tells what is new and remembers that it was told, in this order: report, messages, metrics, state. What fails does not keep the
 * rest from being tried. The state advances only after the report and every message: after a failure the next scan says
 * the same again, with the same keys. Metrics do not hold it back, every scan emits all of them anew.
 */
export async function publish(input: PublishInput, dependencies: PublishDependencies): Promise<ScanResult> {
  const { store, metrics, advance } = dependencies;
  const { target } = input;
  const tried = new Attempts();
  const compared = await tried.run('findings of the last scan', () => compare(input, store));
  const result = resultOf(input, compared?.comparison);
  if (compared) {
    await tried.run('report', () => writeReport(store, target, result));
    await sendMessages(tried, input, result, dependencies);
  }
  const told = tried.failures.length === 0;
  await tried.run('metrics', async () => {
    await metrics?.put(target.monitor, input.scannedAt, scanMetrics(result, input.durationMs, input.today));
  });
  if (compared && told) {
    const { comparison: { snapshots }, last } = compared;
    await tried.run('state', async () => {
      if (store) await saveLastFindings(store, target, { scannedAt: input.scannedAt, snapshots }, last);
      await advance?.();
    });
  }
  if (tried.failures.length > 0) throw new PublishFailed(tried.failures, result);
  return result;
}

async function compare(
  input: PublishInput,
  store: ObjectStore | undefined,
): Promise<{ readonly comparison: Comparison; readonly last: LastFindings | undefined }> {
  const { noticePeriods, today, scannedAt, coverage: { complete }, unlistedImages } = input;
  const last = store && await loadLastFindings(store, input.target);
  const options = { noticePeriods, today, scannedAt, complete, ...(unlistedImages && { unlistedImages }) };
  return { comparison: compareFindings(last?.snapshots, input.findings, options), last };
}

/** Findings alone, where it is not known what they were before. */
function resultOf(input: PublishInput, comparison: Comparison | undefined): ScanResult {
  const changes = [...comparison?.changes ?? [], ...input.policyChanges];
  return {
    schemaVersion: SCHEMA_VERSION,
    scannedAt: input.scannedAt,
    asOf: input.today,
    coverage: input.coverage,
    policies: input.policies,
    changes: changes.sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)),
    findings: comparison?.findings ?? input.findings,
  };
}

/** The dated one first: the latest one never names a scan that has no report of its own. */
async function writeReport(store: ObjectStore | undefined, target: ScanTarget, result: ScanResult): Promise<void> {
  const body = JSON.stringify(result);
  await store?.put(datedReportKey(target, result.scannedAt), body);
  await store?.put(latestReportKey(target), body);
}

async function sendMessages(
  tried: Attempts,
  input: PublishInput,
  result: ScanResult,
  { notifier, store }: PublishDependencies,
): Promise<void> {
  if (!notifier) return;
  const report = store && datedReportKey(input.target, result.scannedAt);
  const digest = await tried.run('messages', async () => composeDigest({ ...input.target, result, ...(report && { report }) }));
  for (const [index, message] of (digest ?? []).entries()) {
    await tried.run(`message ${index + 1} of ${digest?.length}`, () => notifier.publish(message));
  }
}

/** The scan was done and its result is here, but not all of it could be told or remembered. */
export class PublishFailed extends AggregateError {
  constructor(failures: readonly Failure[], readonly result: ScanResult) {
    const parts = failures.map(({ part, error }) => `${part}: ${error instanceof Error ? error.message : String(error)}`);
    super(failures.map(({ error }) => error), `The scan was done, but not all of it could be published: ${parts.join('; ')}`);
    this.name = 'PublishFailed';
  }
}

interface Failure {
  readonly part: string;
  readonly error: unknown;
}

/** Runs one part after the other and keeps what went wrong for the end. */
class Attempts {
  readonly failures: Failure[] = [];

  async run<T>(part: string, attempt: () => Promise<T>): Promise<T | undefined> {
    try {
      return await attempt();
    } catch (error) {
      this.failures.push({ part, error });
      return undefined;
    }
  }
}
