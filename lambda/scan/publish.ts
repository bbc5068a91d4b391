import { SCHEMA_VERSION } from '../../lib/core/contract';
import type { DatasetScan } from '../../lib/core/dataset/dataset-scan';
import { withDay } from '../../lib/core/day-counts';
import type { Coverage, ScanResult } from '../../lib/core/scan-result';
import type { RefreshedPolicies } from '../policy/refresh-policies';
import { composeChatMessage } from '../publishing/chat';
import { composeDigest, type DigestInput } from '../publishing/digest';
import { composeEvents } from '../publishing/events';
import type { EventSink, MetricsSink, Notification, Notifier } from '../publishing/port';
import { scanMetrics } from '../publishing/scan-metrics';
import { datasetKey, datedReportKey, latestReportKey, type ScanTarget } from '../state/keys';
import { loadHistory, saveHistory } from '../state/history';
import type { ObjectStore } from '../state/port';
import { findNews, type News, type NewsInput } from './find-news';
import { documentSummaries, policySummary } from './policy-summaries';

/** What the scan of one account and Region has found. */
export interface PublishInput extends Omit<NewsInput, 'complete'> {
  readonly durationMs: number;
  readonly coverage: Coverage;
}

/** Who is told. Each may be missing: the command line has no topic and no metrics, and a store only where a person names one. */
export interface PublishDependencies {
  readonly store?: ObjectStore;
  readonly notifier?: Notifier;
  /** Messages for a chat, in the form of their own that it takes. */
  readonly chat?: Notifier;
  readonly events?: EventSink;
  readonly metrics?: MetricsSink;
}

/**
 * Tells what is new and remembers that it was told, in this order: report, dataset, messages, events, metrics, state. What fails does not
 * keep the rest from being tried. The state advances only after the report, the dataset, every message and every event: after a failure
 * the next scan says the same again, with the same keys. Metrics do not hold it back, every scan emits all of them anew.
 */
export async function publish(input: PublishInput, dependencies: PublishDependencies): Promise<ScanResult> {
  const { store, metrics } = dependencies;
  const { target, coverage: { complete } } = input;
  const tried = new Attempts();
  const news = await tried.run('state of the last scan', () => findNews({ ...input, complete }, store));
  const result = resultOf(input, news);
  if (news) {
    await tried.run('report', () => writeReport(store, target, result));
    await tried.run('report page', () => writeReportPage(store, target, result));
    await tried.run('dataset', () => addToDataset(store, { ...target, durationMs: input.durationMs, result }));
    await tell(tried, { ...target, result, ...(store && { report: datedReportKey(target, result.scannedAt) }) }, dependencies);
  }
  const told = tried.failures.length === 0;
  await tried.run('metrics', async () => {
    const data = scanMetrics(result, input.durationMs, input.today, documentCounts(input.refreshed));
    await metrics?.put(target.monitor, input.scannedAt, data);
  });
  if (news && told) await tried.run('state', () => news.remember());
  if (tried.failures.length > 0) throw new PublishFailed(tried.failures, result);
  return result;
}

/** Findings alone, where it is not known what they were before. */
function resultOf(input: PublishInput, news: News | undefined): ScanResult {
  return {
    schemaVersion: SCHEMA_VERSION,
    scannedAt: input.scannedAt,
    asOf: input.today,
    coverage: input.coverage,
    policies: input.refreshed.policies.map(policySummary),
    policyDocuments: documentSummaries(input.refreshed),
    changes: news?.changes ?? [],
    findings: news?.findings ?? input.findings,
  };
}

function documentCounts({ judged, unread }: RefreshedPolicies): { readonly refused: number; readonly unread: number } {
  return { refused: judged.filter(({ verdict }) => verdict === 'refused').length, unread: unread.length };
}

/** The dated one first: the latest one never names a scan that has no report of its own. */
async function writeReport(store: ObjectStore | undefined, target: ScanTarget, result: ScanResult): Promise<void> {
  const body = JSON.stringify(result);
  await store?.put(datedReportKey(target, result.scannedAt), body);
  await store?.put(latestReportKey(target), body);
}

/** The same for people, beside it. Loaded when there is something to draw, and not while the function starts. */
async function writeReportPage(store: ObjectStore | undefined, target: ScanTarget, result: ScanResult): Promise<void> {
  if (!store) return;
  const { reportPage } = await import('../pages/report/report-page');
  const history = withDay(await loadHistory(store, target), result.asOf, result.findings);
  await saveHistory(store, target, history);
  const page = Buffer.from(reportPage({ result, history }));
  for (const key of [datedReportKey(target, result.scannedAt), latestReportKey(target)]) {
    await store.putBytes(key.replace(/\.json$/, '.html'), page, 'text/html; charset=utf-8');
  }
}

/** The writer is loaded when there is something to write, and not while the function starts. */
async function addToDataset(store: ObjectStore | undefined, scan: DatasetScan): Promise<void> {
  if (!store) return;
  const { writeDataset } = await import('../dataset/write-dataset');
  await writeDataset(store, scan, (table) => datasetKey(scan, table, scan.result.scannedAt));
}

async function tell(tried: Attempts, input: DigestInput, { notifier, chat, events }: PublishDependencies): Promise<void> {
  const send = async (part: string, messages: readonly Notification[], to: Notifier): Promise<void> => {
    for (const [index, message] of messages.entries()) {
      await tried.run(`${part} ${index + 1} of ${messages.length}`, () => to.publish(message));
    }
  };
  if (notifier) await send('message', await tried.run('messages', async () => composeDigest(input)) ?? [], notifier);
  if (chat) {
    const message = await tried.run('chat message', async () => composeChatMessage(input));
    if (message) await send('chat message', [message], chat);
  }
  if (events) await tried.run('events', () => events.put(composeEvents(input)));
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
