import { dateOf } from '../../lib/core/calendar-date';
import { vendorsWith } from '../../lib/core/lineage/vendors';
import { bucketStore } from '../aws/bucket-store';
import { monitorAdapters } from '../aws/monitor-adapters';
import { scanPorts } from '../aws/scan-ports';
import { composeTestChatMessage } from '../publishing/chat';
import { composeTestNotification } from '../publishing/test-notification';
import { loadCatalogue } from './load-catalogue';
import { loadWaivers } from './load-waivers';
import { obtainPolicies } from './obtain-policies';
import { policyRequests } from './policy-requests';
import { runScan, type ScanOutcome } from './run-scan';
import type { MonitorSettings } from './settings';

export interface Run {
  readonly accountId: string;
  /** Tells this run from others that may want the same lease. */
  readonly owner: string;
  readonly now: () => Date;
  readonly warn: (message: string) => void;
}

/** One scan of a deployed monitor: policies, then the account and Region, then what is new. */
export async function scanMonitor(settings: MonitorSettings, { accountId, owner, now, warn }: Run): Promise<ScanOutcome> {
  const { monitor, region, noticePeriods, reminderDays, chainCatalogue, policies, waivers, vendorAccounts } = settings;
  const today = dateOf(now().toISOString());
  const adapters = monitorAdapters(settings);
  const ports = scanPorts(region);
  try {
    const requests = policyRequests(policies.documents);
    // Loaded when the function runs, and not while it starts.
    const { policyDownloads } = await import('../aws/policy-downloads');
    const downloads = policyDownloads(region, requests.map(({ location }) => location));
    const order = { requests, acceptedHashes: policies.accepted, today };
    const refreshed = await obtainPolicies(order, { store: adapters.store, downloads, now, warn });
    const catalogue = chainCatalogue && await loadCatalogue(bucketStore(region, chainCatalogue.bucketName), chainCatalogue);
    return await runScan({
      target: { monitor, accountId, region },
      noticePeriods,
      reminderDays,
      refreshed,
      waivers: await loadWaivers((bucketName) => bucketStore(region, bucketName), waivers, today),
      vendors: vendorsWith(vendorAccounts),
      images: settings.images,
      usageScope: settings.usageScope,
      ...(settings.ownerTag !== undefined && { ownerTag: settings.ownerTag }),
      ...(catalogue && { catalogue }),
      owner,
    }, { ...adapters, ports, now, warn });
  } finally {
    ports.close();
  }
}

/** Shows subscribers and the chat, and whoever set them up, that messages arrive. */
export async function notifyTest(settings: MonitorSettings, { accountId, now }: Pick<Run, 'accountId' | 'now'>): Promise<void> {
  const { monitor, region } = settings;
  const { notifier, chat } = monitorAdapters(settings);
  const target = { monitor, accountId, region };
  await notifier.publish(composeTestNotification(target));
  await chat?.publish(composeTestChatMessage(target, now().toISOString()));
}
