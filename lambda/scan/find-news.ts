import type { CalendarDate } from '../../lib/core/calendar-date';
import type { Change } from '../../lib/core/change';
import { compareFindings } from '../../lib/core/compare-findings';
import type { DateMove } from '../../lib/core/evaluation/options';
import { SEVERITIES, type Finding } from '../../lib/core/finding';
import { compareWaivers } from '../../lib/core/waivers/compare-waivers';
import type { RefreshedPolicies } from '../policy/refresh-policies';
import type { ScanTarget } from '../state/keys';
import { loadLastFindings, saveLastFindings } from '../state/last-findings';
import type { ObjectStore } from '../state/port';
import { loadToldPolicies, saveToldPolicies } from '../state/told-policies';
import { loadToldWaivers, saveToldWaivers } from '../state/told-waivers';
import type { ReadWaivers } from '../waivers/parse-waivers';
import { nothingTold, policyNews } from './policy-news';

export interface NewsInput {
  readonly target: ScanTarget;
  /** ISO instant. */
  readonly scannedAt: string;
  readonly today: CalendarDate;
  readonly noticePeriods: readonly number[];
  /** Days after which an open finding is told again; 0 for never. */
  readonly reminderDays?: number;
  /** With the waivers applied to them. */
  readonly findings: readonly Finding[];
  /** Whether the scan saw everything there is. */
  readonly complete: boolean;
  /** Names of the images whose versions could not be listed in full; absent where not even the images could be. */
  readonly unlistedImages?: readonly string[];
  readonly refreshed: RefreshedPolicies;
  readonly moves: readonly DateMove[];
  readonly waivers: ReadWaivers;
}

/** What is new against what subscribers know. */
export interface News {
  /** Policies first, then the most severe. */
  readonly changes: readonly Change[];
  /** The findings given, with what is remembered of each. */
  readonly findings: readonly Finding[];
  /** Once all of it was told. */
  remember(): Promise<void>;
}

/** Compares with what the store remembers; without a store, with what came with this program. Rejects where the state can't be read. */
export async function findNews(input: NewsInput, store: ObjectStore | undefined): Promise<News> {
  const { target, scannedAt, today, noticePeriods, reminderDays, findings, complete, unlistedImages, refreshed, moves, waivers } = input;
  const last = store && await loadLastFindings(store, target);
  const toldPolicies = store && await loadToldPolicies(store, target);
  const toldWaivers = store && await loadToldWaivers(store, target);
  const compared = compareFindings(last?.snapshots, findings, {
    noticePeriods, today, scannedAt, complete,
    ...(unlistedImages && { unlistedImages }), ...(reminderDays !== undefined && { reminderDays }),
  });
  const told = toldPolicies?.told ?? nothingTold(refreshed.shipped);
  const policies = policyNews({ refreshed, told, findings: compared.findings, moves, today, noticePeriods });
  const { accountId, region } = target;
  const { refused } = waivers;
  const waived = compareWaivers(toldWaivers?.told, waivers.waivers, { findings: compared.findings, today, accountId, region, refused });
  return {
    changes: [...policies.changes, ...[...waived.changes, ...compared.changes].sort(bySeverity)],
    findings: compared.findings,
    remember: async () => {
      if (!store) return;
      // The findings last: as long as they are not remembered, the next scan tells all of it again.
      await saveToldPolicies(store, target, policies.told, toldPolicies);
      await saveToldWaivers(store, target, waived.told, toldWaivers);
      await saveLastFindings(store, target, { scannedAt, snapshots: compared.snapshots }, last);
    },
  };
}

function bySeverity(a: Change, b: Change): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity);
}
