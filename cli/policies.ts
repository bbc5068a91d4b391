import type { CalendarDate } from '../lib/core/calendar-date';
import { UNACCEPTABLE } from '../lib/core/policy/gate/identity';
import type { PolicyAnomaly } from '../lib/core/policy/policy';
import { whyRefused } from '../lib/core/policy/policy-changes-words';
import { policyDownloads } from '../lambda/aws/policy-downloads';
import { IMPATIENT } from '../lambda/policy/download';
import type { DocumentAtHand, JudgedDocument, RefreshedPolicies } from '../lambda/policy/refresh-policies';
import { obtainPolicies } from '../lambda/scan/obtain-policies';
import { vendorRequests } from '../lambda/scan/policy-requests';
import type { ObjectStore } from '../lambda/state/port';
import { warn, type Console } from './console';
import { printable } from './output/style';
import { readDocument } from './read-document';

export interface PolicyOptions {
  /** Hashes of documents to accept whatever the gate says. */
  readonly acceptPolicy?: readonly string[];
  readonly refresh: boolean;
}

/** What a command knows when it needs policies. */
export interface PolicySituation {
  readonly today: CalendarDate;
  readonly region: string;
  readonly atHand: readonly DocumentAtHand[];
  readonly store?: ObjectStore;
}

/** The documents that were named: files and addresses. */
export async function readPolicyDocuments(locations: readonly string[] = []): Promise<readonly DocumentAtHand[]> {
  return Promise.all(locations.map(async (source) => ({ source, text: await readDocument(source) })));
}

/** The policies that a command judges by. Says what was refused, and what could not be read. */
export async function policiesOf(
  console: Console, { acceptPolicy = [], refresh }: PolicyOptions, { today, region, atHand, store }: PolicySituation,
): Promise<RefreshedPolicies> {
  const order = { requests: vendorRequests(refresh), atHand, acceptedHashes: acceptPolicy, today };
  const refreshed = await obtainPolicies(order, {
    ...(store && { store }),
    ...(refresh && { downloads: policyDownloads(region, [], IMPATIENT) }),
    now: console.now,
    warn: (message) => warn(console, printable(message)),
  });
  for (const document of refreshed.judged) if (document.verdict === 'refused') warn(console, printable(refusal(document)));
  return refreshed;
}

function refusal({ source, sha256, reasons, ruling }: JudgedDocument): string {
  const isUnusable = ({ code }: PolicyAnomaly) => UNACCEPTABLE.has(code);
  // That there is nothing to judge by follows from what is wrong with the text, and that says more.
  const why = whyRefused([...reasons.filter((reason) => !isUnusable(reason)), ...reasons.filter(isUnusable)]);
  const rest = ruling ? 'The policy used before still rules.' : 'The policies in use stay as they are.';
  return `'${source}' was refused as a policy: ${why} ${rest}${reasons.some(isUnusable) ? '' : ` To use it all the same: --accept-policy ${sha256}`}`;
}
