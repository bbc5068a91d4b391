import { accountOf, giveBack, messageIdsOf, readInvocation, type BatchAnswer } from './invocation';
import { jsonLog } from './log';
import { notifyTest, scanMonitor } from './scan-monitor';
import { readSettings } from './settings';
import { summarize, type ScanSummary } from './summary';

interface Context {
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string;
}

const now = (): Date => new Date();
const log = jsonLog((line) => process.stdout.write(line), now);

/** The deployed scan: one run for each time that the schedule, or a person, invokes it. */
export async function handler(event: unknown, context: Context): Promise<ScanSummary & BatchAnswer> {
  try {
    const settings = readSettings(process.env);
    const accountId = accountOf(context.invokedFunctionArn);
    if (readInvocation(event) === 'test') {
      await notifyTest(settings, { accountId, now });
      log('INFO', 'Sent a test notification.');
      return { kind: 'tested' };
    }
    const summary = summarize(await scanMonitor(settings, { accountId, owner: context.awsRequestId, now, warn: (message) => log('WARN', message) }));
    log('INFO', summary.kind === 'busy' ? 'Another scan of this monitor is under way; this one did nothing.' : 'Scanned.', { ...summary });
    return summary.kind === 'busy' ? { ...summary, ...giveBack(messageIdsOf(event)) } : summary;
  } catch (error) {
    log('ERROR', error instanceof Error ? error.message : String(error), { stack: error instanceof Error ? error.stack : undefined });
    throw error;
  }
}
