import type { CalendarDate } from '../../lib/core/calendar-date';
import type { PolicyDownloads } from '../policy/port';
import { refreshPolicies, type DocumentAtHand, type DocumentRequest, type RefreshedPolicies } from '../policy/refresh-policies';
import { loadAcceptedPolicies, saveAcceptedPolicies, type StoredPolicies } from '../state/accepted-policies';
import type { ObjectStore } from '../state/port';

export interface PolicyOrder {
  readonly requests: readonly DocumentRequest[];
  readonly atHand?: readonly DocumentAtHand[];
  readonly acceptedHashes?: readonly string[];
  readonly today: CalendarDate;
}

export interface PolicyDependencies {
  /** Where accepted documents are kept. Without it, what was shipped is all that there is beside what is read. */
  readonly store?: ObjectStore;
  readonly downloads?: PolicyDownloads;
  readonly now: () => Date;
  readonly warn: (message: string) => void;
}

/** The first step of a run: reads every policy document once, and keeps what was accepted before anything is judged by it. */
export async function obtainPolicies(order: PolicyOrder, { store, downloads, now, warn }: PolicyDependencies): Promise<RefreshedPolicies> {
  // A tenth of a megabyte of facts, which nothing but a run needs.
  const { shippedPolicies } = await import('../../lib/core/policy/catalog');
  const stored = store && await loadAcceptedPolicies(store);
  const refreshed = await refreshPolicies({
    requests: order.requests,
    atHand: order.atHand ?? [],
    known: stored?.documents ?? [],
    shipped: shippedPolicies(),
    acceptedHashes: order.acceptedHashes ?? [],
    today: order.today,
    now: now().toISOString(),
  }, downloads);
  for (const { message } of refreshed.unread) warn(message);
  if (store) await keep(store, refreshed, stored, warn);
  return refreshed;
}

/** That it could not be kept costs the next run a download: what was read rules all the same. */
async function keep(
  store: ObjectStore, { known }: RefreshedPolicies, stored: StoredPolicies | undefined, warn: PolicyDependencies['warn'],
): Promise<void> {
  if (JSON.stringify(known) === JSON.stringify(stored?.documents ?? [])) return;
  try {
    await saveAcceptedPolicies(store, known, stored);
  } catch (error) {
    warn(`The accepted policies could not be kept: ${error instanceof Error ? error.message : String(error)}`);
  }
}
