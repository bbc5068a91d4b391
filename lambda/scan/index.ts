import { dateOf } from '../../lib/core/calendar-date';
import { bucketStore, monitorAdapters } from '../aws/monitor-adapters';
import { scanPorts } from '../aws/scan-ports';
import { choosePolicies } from './choose-policies';
import { loadCatalogue } from './load-catalogue';
import { jsonLog } from './log';
import { runScan } from './run-scan';
import { readSettings } from './settings';
import { summarize, type ScanSummary } from './summary';

interface Context {
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string;
}

const now = (): Date => new Date();
const log = jsonLog((line) => process.stdout.write(line), now);

/** The account that the function runs in: the one that it scans. */
function accountOf(invokedFunctionArn: string): string {
  const accountId = invokedFunctionArn.split(':')[4];
  if (!accountId) throw new Error(`The context's 'invokedFunctionArn' must name the account, got: '${invokedFunctionArn}'.`);
  return accountId;
}

/** The deployed scan: one run for each time that the schedule, or a person, invokes it. */
export async function handler(_event: unknown, context: Context): Promise<ScanSummary> {
  const settings = readSettings(process.env);
  const accountId = accountOf(context.invokedFunctionArn);
  const { region, chainCatalogue } = settings;
  const ports = scanPorts(region);
  try {
    const catalogue = chainCatalogue && await loadCatalogue(bucketStore(region, chainCatalogue.bucketName), chainCatalogue);
    const outcome = await runScan({
      target: { monitor: settings.monitor, accountId, region },
      noticePeriods: settings.noticePeriods,
      chosen: await choosePolicies([], dateOf(now().toISOString())),
      ...(catalogue && { catalogue }),
      owner: context.awsRequestId,
    }, { ...monitorAdapters(settings), ports, now, warn: (message) => log('WARN', message) });
    const summary = summarize(outcome);
    log('INFO', summary.kind === 'busy' ? 'Another scan of this monitor is under way; this one did nothing.' : 'Scanned.', { ...summary });
    return summary;
  } catch (error) {
    log('ERROR', error instanceof Error ? error.message : String(error), { stack: error instanceof Error ? error.stack : undefined });
    throw error;
  } finally {
    ports.close();
  }
}
