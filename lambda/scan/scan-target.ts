import { dateOf } from '../../lib/core/calendar-date';
import { evaluate } from '../../lib/core/evaluation/evaluate';
import { evaluateDirectUse } from '../../lib/core/evaluation/evaluate-direct-use';
import type { EvaluationOptions } from '../../lib/core/evaluation/options';
import { explainFailure } from '../../lib/core/failure-advice';
import type { Finding } from '../../lib/core/finding';
import type { ImageVersion, Inventory, KnownAliases, VersionDescription } from '../../lib/core/inventory';
import type { ImageFacts, Vendor } from '../../lib/core/lineage/base-image';
import type { KnownBase } from '../../lib/core/lineage/known-bases';
import type { LineageOutcome } from '../../lib/core/lineage/outcome';
import { goldenImages } from '../../lib/core/policy/golden-images';
import { findReleases } from '../../lib/core/policy/lookup';
import type { Coverage, CoverageFailure } from '../../lib/core/scan-result';
import type { ServiceFailure } from '../../lib/core/service-failure';
import { DIRECT_IMAGE_NAMES, type AppDefault } from '../../lib/core/usage';
import type { ImageCatalog, Memory } from '../inventory/port';
import { takeInventory } from '../inventory/take-inventory';
import type { Registry } from '../lineage/port';
import { resolveLineage } from '../lineage/resolve-lineage';
import type { UsageCatalog } from '../usage/port';
import { readDirectUse, type ReadDirectUse } from '../usage/read-direct-use';

/** One account and Region, with the ports through which it is read. */
export interface TargetPorts {
  readonly accountId: string;
  readonly region: string;
  readonly catalog: ImageCatalog;
  readonly registry: Registry;
  /** Where images are in use. Without it only the account's own images are judged. */
  readonly usage?: UsageCatalog;
  /** Calls made so far, by `service.Operation`; the adapters count. */
  readonly calls: Readonly<Record<string, number>>;
}

/** What earlier scans learned and this one adds to. */
export interface ScanMemory {
  readonly descriptions: Memory<VersionDescription>;
  readonly aliases: Memory<KnownAliases>;
  readonly facts: Memory<ImageFacts>;
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
}

/** Inventory, lineage, dating and evaluation of one account and Region. */
export async function scanTarget(
  target: TargetPorts,
  memory: ScanMemory,
  options: TargetOptions,
  onProgress: (progress: ScanProgress) => void = () => undefined,
): Promise<TargetResult> {
  const [inventory, direct] = await Promise.all([
    takeInventory(target.catalog, {
      accountId: target.accountId,
      region: target.region,
      descriptions: memory.descriptions,
      aliases: memory.aliases,
      onProgress: (progress) => onProgress({ stage: 'inventory', ...progress }),
    }),
    directUseOf(target, memory),
  ]);
  const usable = inventory.versions.filter(isUsable);
  const lineages = await resolveLineage(target.registry, usable, {
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
  const judged = inventory.versions.map((version) => {
    const lineage = isUsable(version) ? lineages.outcomeOf(version) : undefined;
    return { lineage, finding: evaluate(version, lineage, options) };
  });
  const failures = [
    ...inventory.failures, ...direct?.failures ?? [], ...lineages.failures,
    ...judged.flatMap(({ lineage, finding }) => unsettled(lineage, finding)),
  ];
  return {
    findings: [...judged.map(({ finding }) => finding), ...(direct?.uses ?? []).map((use) => evaluateDirectUse(use, target, options))],
    coverage: coverageOf(inventory, direct, failures, target.calls),
    ...unlisted(failures, direct),
  };
}

async function directUseOf({ usage, accountId, region }: TargetPorts, { profileDefaults }: ScanMemory): Promise<ReadDirectUse | undefined> {
  return usage && readDirectUse(usage, { accountId, region, ...(profileDefaults && { profileDefaults }) });
}

function unlisted(failures: readonly ServiceFailure[], direct: ReadDirectUse | undefined): Pick<TargetResult, 'unlistedImages'> {
  const subjectsOf = (operation: string) => failures.filter((failure) => failure.operation === operation).map(({ subject }) => subject);
  if (subjectsOf('sagemaker.ListImages').length > 0) return {};
  const unseen = direct && direct.failures.length > 0 ? DIRECT_IMAGE_NAMES : [];
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
  direct: ReadDirectUse | undefined,
  failures: readonly ServiceFailure[],
  calls: Readonly<Record<string, number>>,
): Coverage {
  return {
    images: inventory.images,
    versionsListed: inventory.versionsListed,
    excludedByFilter: inventory.excludedByFilter,
    goneDuringScan: inventory.goneDuringScan,
    ...(direct && { directUse: direct.uses.length }),
    findings: inventory.versions.length + (direct?.uses.length ?? 0),
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
