import type { CalendarDate } from '../lib/core/calendar-date';
import { whyRefused } from '../lib/core/policy/policy-changes-words';
import { policyDownloads } from '../lambda/aws/policy-downloads';
import type { RefreshedPolicies } from '../lambda/policy/refresh-policies';
import { obtainPolicies } from '../lambda/scan/obtain-policies';
import { vendorRequests } from '../lambda/scan/policy-requests';
import type { ObjectStore } from '../lambda/state/port';
import { warn, type Console } from './console';
import { readDocument } from './read-document';

export interface PolicyOptions {
  /** Documents that were named: files and addresses. */
  readonly policy?: readonly string[];
  /** Hashes of documents to accept whatever the gate says. */
  readonly acceptPolicy?: readonly string[];
  readonly refresh: boolean;
}

/** The policies that a command judges by. Says what was refused, and what could not be read. */
export async function policiesOf(
  console: Console,
  { policy = [], acceptPolicy = [], refresh }: PolicyOptions,
  { today, region, store }: { readonly today: CalendarDate; readonly region: string; readonly store?: ObjectStore },
): Promise<RefreshedPolicies> {
  const atHand = await Promise.all(policy.map(async (source) => ({ source, text: await readDocument(source) })));
  const order = { requests: vendorRequests(refresh), atHand, acceptedHashes: acceptPolicy, today };
  const refreshed = await obtainPolicies(order, {
    ...(store && { store }),
    ...(refresh && { downloads: policyDownloads(region) }),
    now: console.now,
    warn: (message) => warn(console, message),
  });
  for (const { verdict, source, sha256, reasons, ruling } of refreshed.judged) {
    if (verdict !== 'refused') continue;
    const rest = ruling ? 'The policy used before still rules.' : 'The policies in use stay as they are.';
    warn(console, `'${source}' was refused as a policy: ${whyRefused(reasons)} ${rest} To use it all the same: --accept-policy ${sha256}`);
  }
  return refreshed;
}
