import { dateOf } from '../../lib/core/calendar-date';
import type { ImageSelection } from '../../lib/core/image-selection';
import type { Vendor } from '../../lib/core/lineage/base-image';
import type { KnownBase } from '../../lib/core/lineage/known-bases';
import type { ScanResult } from '../../lib/core/scan-result';
import type { UsageScopeName } from '../../lib/core/usage-scope';
import { applyWaivers, unmatchedWaivers } from '../../lib/core/waivers/apply-waivers';
import type { RefreshedPolicies } from '../policy/refresh-policies';
import type { EventSink, MetricsSink, Notifier } from '../publishing/port';
import { leaseKey, type ScanTarget } from '../state/keys';
import { loadKnowledge, saveKnowledge } from '../state/knowledge';
import { acquireLease, type LeaseHolder } from '../state/lease';
import type { ObjectStore } from '../state/port';
import { loadToldPolicies, type ToldPolicies } from '../state/told-policies';
import type { ReadWaivers } from '../waivers/parse-waivers';
import { startCheckpoints } from './checkpoints';
import { recentMoves, nothingTold } from './policy-news';
import { publish } from './publish';
import { rememberPending } from './remember-pending';
import { scanTarget, type ScanMemory, type ScanProgress, type TargetPorts } from './scan-target';

export interface ScanSettings {
  readonly target: ScanTarget;
  readonly noticePeriods: readonly number[];
  /** Days after which an open finding is told again; 0 for never. */
  readonly reminderDays?: number;
  readonly refreshed: RefreshedPolicies;
  readonly waivers?: ReadWaivers;
  /** Default: those that are known. */
  readonly vendors?: readonly Vendor[];
  /** Which images are watched. Default: all. */
  readonly images?: ImageSelection;
  /** How much is read of who uses an image. Default: `DEFAULT_USAGE_SCOPE`. */
  readonly usageScope?: UsageScopeName;
  /** The tag of an image that names its owner. Default: findings have no owners. */
  readonly ownerTag?: string;
  /** Known bases that were given. */
  readonly catalogue?: readonly KnownBase[];
  /** The day to judge by. Default: the day of the scan. */
  readonly today?: string;
  /** Tells this run from others that may want the same lease. */
  readonly owner: string;
}

export interface ScanDependencies {
  readonly ports: Pick<TargetPorts, 'catalog' | 'registry' | 'usage' | 'calls'>;
  /** Without a store nothing is remembered: all that is not supported is new. */
  readonly store?: ObjectStore;
  readonly notifier?: Notifier;
  readonly chat?: Notifier;
  readonly events?: EventSink;
  readonly metrics?: MetricsSink;
  readonly now: () => Date;
  readonly warn: (message: string) => void;
  readonly onProgress?: (progress: ScanProgress) => void;
}

export type ScanOutcome =
  | { readonly kind: 'scanned'; readonly result: ScanResult }
  /** Another scan of this monitor is under way: this one did nothing. */
  | { readonly kind: 'busy'; readonly holder?: LeaseHolder };

/**
 * Longer than any function may run. A longer scan from the command line may be overtaken: its state is then another's by the
 * time that it saves, which the store refuses, so that it tells again and overwrites nothing.
 */
const LEASE_MILLISECONDS = 16 * 60 * 1000;

/** Scans one account and Region, tells what is new and remembers it; one scan of a monitor at a time. */
export async function runScan(settings: ScanSettings, dependencies: ScanDependencies): Promise<ScanOutcome> {
  const { store, now } = dependencies;
  if (!store) return { kind: 'scanned', result: await scanAndPublish(settings, dependencies, forgetful()) };
  const terms = { owner: settings.owner, now: now(), ttlMs: LEASE_MILLISECONDS };
  const attempt = await acquireLease(store, leaseKey(settings.target.monitor), terms);
  if (!attempt.acquired) return { kind: 'busy', ...(attempt.holder && { holder: attempt.holder }) };
  try {
    const knowledge = await loadKnowledge(store, settings.target, dependencies.warn);
    const { versionDescriptions: descriptions, versionAliases: aliases, imageFacts: facts, profileDefaults } = knowledge;
    const memory: ScanMemory = { descriptions, aliases, facts, profileDefaults };
    const checkpoints = startCheckpoints(() => saveKnowledge(knowledge));
    const keep = async (): Promise<void> => {
      await checkpoints.stop();
      await saveKnowledge(knowledge);
    };
    try {
      return { kind: 'scanned', result: await scanAndPublish(settings, dependencies, memory, keep) };
    } finally {
      await checkpoints.stop();
    }
  } finally {
    // It ends by itself: that it could not be given back must not hide why the scan failed.
    await attempt.lease.release().catch((error: unknown) => dependencies.warn(`The lease could not be given back: ${String(error)}`));
  }
}

async function scanAndPublish(
  settings: ScanSettings,
  { ports, store, notifier, chat, events, metrics, now, warn, onProgress }: ScanDependencies,
  memory: ScanMemory,
  keepKnowledge: () => Promise<void> = async () => undefined,
): Promise<ScanResult> {
  const started = now();
  const scannedAt = started.toISOString();
  const today = settings.today ?? dateOf(scannedAt);
  const { noticePeriods, reminderDays, target, vendors, images, usageScope, ownerTag, catalogue = [], waivers = NO_WAIVERS } = settings;
  const told = await toldPolicies(store, target) ?? nothingTold(settings.refreshed.shipped);
  const refreshed = rememberPending(settings.refreshed, told.policies);
  const moves = recentMoves(refreshed, told, today);
  const options = {
    today, scannedAt, policies: refreshed.policies, noticePeriods, moves, catalogue, warn,
    ...(vendors && { vendors }), ...(images && { images }), ...(usageScope && { usageScope }), ...(ownerTag !== undefined && { ownerTag }),
  };
  const scanned = await scanTarget({ ...ports, ...target }, memory, options, onProgress);
  // Before anything is told: whatever fails from here on, nothing learned is asked for again.
  await keepKnowledge();
  for (const problem of [...waivers.refused, ...unmatchedWaivers(scanned.findings, waivers.waivers, today)]) warn(problem);
  return publish({
    target,
    scannedAt,
    today,
    durationMs: now().getTime() - started.getTime(),
    noticePeriods,
    ...(reminderDays !== undefined && { reminderDays }),
    findings: applyWaivers(scanned.findings, waivers.waivers, today),
    coverage: scanned.coverage,
    refreshed,
    moves,
    waivers,
    ...(scanned.unlistedImages && { unlistedImages: scanned.unlistedImages }),
  }, {
    ...(store && { store }), ...(notifier && { notifier }), ...(chat && { chat }), ...(events && { events }), ...(metrics && { metrics }),
  });
}

const NO_WAIVERS: ReadWaivers = { waivers: [], refused: [] };

/** To show which dates moved lately. Where the state can't be read the scan goes on: whoever publishes says so. */
async function toldPolicies(store: ObjectStore | undefined, target: ScanTarget): Promise<ToldPolicies | undefined> {
  const stored = store && await loadToldPolicies(store, target).catch(() => undefined);
  return stored?.told;
}

function forgetful(): ScanMemory {
  return { descriptions: new Map(), aliases: new Map(), facts: new Map() };
}
