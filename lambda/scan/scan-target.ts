import { dateOf } from '../../lib/core/calendar-date';
import { evaluate } from '../../lib/core/evaluation/evaluate';
import { evaluateDirectUse } from '../../lib/core/evaluation/evaluate-direct-use';
import type { EvaluationOptions } from '../../lib/core/evaluation/options';
import { explainFailure } from '../../lib/core/failure-advice';
import type { Finding, RegistryScan } from '../../lib/core/finding';
import { withContext } from '../../lib/core/finding-context';
import type { ImageSelection } from '../../lib/core/image-selection';
import type { ImageVersion, Inventory, KnownAliases, VersionDescription } from '../../lib/core/inventory';
import type { ImageFacts, Vendor } from '../../lib/core/lineage/base-image';
import type { KnownBase } from '../../lib/core/lineage/known-bases';
import type { LineageOutcome } from '../../lib/core/lineage/outcome';
import { goldenImages } from '../../lib/core/policy/golden-images';
import { findReleases } from '../../lib/core/policy/lookup';
import type { Coverage, CoverageFailure } from '../../lib/core/scan-result';
import type { ServiceFailure } from '../../lib/core/service-failure';
import { DIRECT_IMAGE_NAMES, directUses, type AppDefault, type SeenDirectUse } from '../../lib/core/usage';
import { findingUsage, usageColumn, UsageOfVersions } from '../../lib/core/usage-of-versions';
import { DEFAULT_USAGE_SCOPE, type UsageScopeName } from '../../lib/core/usage-scope';
import type { ImageCatalog, Memory } from '../inventory/port';
import { takeInventory } from '../inventory/take-inventory';
import type { Registry } from '../lineage/port';
import { resolveLineage } from '../lineage/resolve-lineage';
import type { UsageCatalog } from '../usage/port';
import { readUsage, type ReadUsage } from '../usage/read-usage';
import { rememberingScans } from './registry-scans';

/** One account and Region, with the ports through which it is read. */
export interface TargetPorts {
  readonly accountId: string;
  readonly region: string;
  readonly catalog: ImageCatalog;
  readonly registry: Registry;
  /** Where images are in use. Without it only the account's own images are judged, and nobody knows who uses them. */
  readonly usage?: UsageCatalog;
  /** Calls made so far, by `service.Operation`; the adapters count. */
  readonly calls: Readonly<Record<string, number>>;
}

/** What earlier scans learned and this one adds to. */
export interface ScanMemory {
  readonly descriptions: Memory<VersionDescription>;
  readonly aliases: Memory<KnownAliases>;
  readonly facts: Memory<ImageFacts>;
  /** What user profiles and spaces name. */
  readonly profileDefaults?: Memory<readonly AppDefault[]>;
}

export type ScanProgress =
  | { readonly stage: 'inventory'; readonly listed: number; readonly described: number }
  | { readonly stage: 'lineage'; readonly resolved: number; readonly total: number };

export interface TargetResult {
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
  /** Names of the images whose versions could not all be listed; absent where not even the images could be. */
  readonly unlistedImages?: readonly string[];
}

export interface TargetOptions extends EvaluationOptions {
  /** Default: those that are known. */
  readonly vendors?: readonly Vendor[];
  /** Known bases that were given. */
  readonly catalogue?: readonly KnownBase[];
  /** Which images are watched. Default: all. */
  readonly images?: ImageSelection;
  readonly warn?: (message: string) => void;
  /** How much is read of who uses an image. Default: `DEFAULT_USAGE_SCOPE`. */
  readonly usageScope?: UsageScopeName;
  /** The tag of an image that names its owner. Default: findings have no owners. */
  readonly ownerTag?: string;
}

/** Inventory, lineage, dating and evaluation of one account and Region. */
export async function scanTarget(
  target: TargetPorts,
  memory: ScanMemory,
  options: TargetOptions,
  onProgress: (progress: ScanProgress) => void = () => undefined,
): Promise<TargetResult> {
  const [inventory, usage] = await Promise.all([
    takeInventory(target.catalog, {
      accountId: target.accountId,
      region: target.region,
      descriptions: memory.descriptions,
      aliases: memory.aliases,
      ...(options.images && { selection: options.images }),
      ...(options.warn && { warn: options.warn }),
      onProgress: (progress) => onProgress({ stage: 'inventory', ...progress }),
    }),
    usageOf(target, memory, options),
  ]);
  const { registry, scans } = rememberingScans(target.registry);
  const lineages = await resolveLineage(registry, inventory.versions.filter(isUsable), {
    accountId: target.accountId,
    region: target.region,
    facts: memory.facts,
    ...(options.vendors && { vendors: options.vendors }),
    golden: goldenImages(options.policies),
    catalogue: options.catalogue ?? [],
    isListed: (claim) => options.policies.some((policy) => policy.family === claim.family && findReleases(policy, claim).length > 0),
    asOf: dateOf(options.scannedAt),
    onProgress: (progress) => onProgress({ stage: 'lineage', ...progress }),
  });
  const users = usage && new UsageOfVersions(usage.seen, inventory.versions, usage.read);
  const judged = inventory.versions.map((version) => {
    const lineage = isUsable(version) ? lineages.outcomeOf(version) : undefined;
    return { lineage, finding: judge(version, lineage, users, scans, options), uses: users?.usesOf(version) ?? [] };
  });
  const direct = (usage?.uses ?? []).map((use) => ({ finding: judgeDirectUse(use, target, usage, options), seen: use.seen }));
  const failures = [
    ...inventory.failures, ...usage?.failures ?? [], ...lineages.failures,
    ...judged.flatMap(({ lineage, finding }) => unsettled(lineage, finding)),
  ];
  const { ownerTag } = options;
  const { seen = [], domainNames = NO_NAMES } = usage ?? {};
  return {
    findings: withContext([...judged, ...direct], { seen, domainNames, ...(ownerTag !== undefined && { ownerTag }) }),
    coverage: coverageOf(inventory, usage, failures, target.calls),
    ...unlisted(failures, usage),
  };
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

interface TargetUsage extends ReadUsage {
  /** AWS's own images in use as they are. */
  readonly uses: readonly SeenDirectUse[];
}

async function usageOf(
  { usage, accountId, region }: TargetPorts,
  { profileDefaults: settings }: ScanMemory,
  { usageScope: scope = DEFAULT_USAGE_SCOPE }: TargetOptions,
): Promise<TargetUsage | undefined> {
  if (!usage || scope === 'none') return undefined;
  const read = await readUsage(usage, { accountId, region, scope, ...(settings && { settings }) });
  return { ...read, uses: directUses(read.seen, accountId) };
}

function judge(
  version: ImageVersion,
  lineage: LineageOutcome | undefined,
  users: UsageOfVersions | undefined,
  scans: ReadonlyMap<string, RegistryScan>,
  options: TargetOptions,
): Finding {
  const usage = users?.usageOf(version);
  const registryScan = scans.get(lineage?.digest ?? '');
  return { ...evaluate(version, lineage, options, usageColumn(usage)), ...(usage && { usage }), ...(registryScan && { registryScan }) };
}

function judgeDirectUse(use: SeenDirectUse, target: TargetPorts, usage: ReadUsage | undefined, options: TargetOptions): Finding {
  const finding = evaluateDirectUse(use, target, options);
  const floating = finding.conditions.some(({ type }) => type === 'FLOATING_TAG');
  return { ...finding, usage: findingUsage(use.seen.map((seen) => ({ seen, floating })), usage?.read ?? 'incomplete') };
}

/** AWS's own images that were not looked for, or not everywhere, may be in use as ever. */
function unlisted(failures: readonly ServiceFailure[], usage: ReadUsage | undefined): Pick<TargetResult, 'unlistedImages'> {
  const subjectsOf = (operation: string) => failures.filter((failure) => failure.operation === operation).map(({ subject }) => subject);
  if (subjectsOf('sagemaker.ListImages').length > 0) return {};
  const unseen = usage && usage.failures.length === 0 ? [] : DIRECT_IMAGE_NAMES;
  return { unlistedImages: [...subjectsOf('sagemaker.ListImageVersions'), ...unseen] };
}

/** Only a version in state CREATED has an image that can be read. */
function isUsable(version: ImageVersion): boolean {
  return version.description?.imageVersionStatus === 'CREATED';
}

/**
 * A failed look into the registry leaves the scan incomplete only where nothing else told the base: where it is not known, or
 * where a team's own is, and the vendor's that it was built on might end sooner.
 */
function unsettled(lineage: LineageOutcome | undefined, finding: Finding): ServiceFailure[] {
  if (lineage?.problem?.kind !== 'call-failed') return [];
  const isOpen = finding.status === 'UNKNOWN_BASE' || (finding.golden !== undefined && finding.base?.family === finding.golden.family);
  return isOpen ? [lineage.problem.failure] : [];
}

function coverageOf(
  inventory: Inventory,
  usage: TargetUsage | undefined,
  failures: readonly ServiceFailure[],
  calls: Readonly<Record<string, number>>,
): Coverage {
  return {
    images: inventory.images,
    versionsListed: inventory.versionsListed,
    excludedByFilter: inventory.excludedByFilter,
    goneDuringScan: inventory.goneDuringScan,
    ...(usage && { directUse: usage.uses.length }),
    findings: inventory.versions.length + (usage?.uses.length ?? 0),
    complete: failures.length === 0,
    failures: groupFailures(failures),
    calls: Object.fromEntries(Object.entries(calls).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function groupFailures(failures: readonly ServiceFailure[]): CoverageFailure[] {
  const groups = new Map<string, ServiceFailure[]>();
  for (const failure of failures) {
    const cause = `${failure.operation} ${failure.kind}`;
    const group = groups.get(cause);
    if (group) group.push(failure);
    else groups.set(cause, [failure]);
  }
  return [...groups].map(([cause, group]) => ({ cause, count: group.length, example: explainFailure(group[0]!) }));
}
