import { evaluate } from '../../lib/core/evaluation/evaluate';
import type { EvaluationOptions } from '../../lib/core/evaluation/options';
import { explainFailure } from '../../lib/core/failure-advice';
import type { Finding } from '../../lib/core/finding';
import type { ImageVersion, Inventory, KnownAliases, VersionDescription } from '../../lib/core/inventory';
import type { ImageFacts } from '../../lib/core/lineage/base-image';
import type { LineageOutcome } from '../../lib/core/lineage/outcome';
import type { Coverage, CoverageFailure } from '../../lib/core/scan-result';
import type { ServiceFailure } from '../../lib/core/service-failure';
import type { ImageCatalog, Memory } from '../inventory/port';
import { takeInventory } from '../inventory/take-inventory';
import type { Registry } from '../lineage/port';
import { resolveLineage } from '../lineage/resolve-lineage';

/** One account and Region, with the ports through which it is read. */
export interface TargetPorts {
  readonly accountId: string;
  readonly region: string;
  readonly catalog: ImageCatalog;
  readonly registry: Registry;
  /** Calls made so far, by `service.Operation`; the adapters count. */
  readonly calls: Readonly<Record<string, number>>;
}

/** What earlier scans learned and this one adds to. */
export interface ScanMemory {
  readonly descriptions: Memory<VersionDescription>;
  readonly aliases: Memory<KnownAliases>;
  readonly facts: Memory<ImageFacts>;
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

/** Inventory, lineage, dating and evaluation of one account and Region. */
export async function scanTarget(
  target: TargetPorts,
  memory: ScanMemory,
  options: EvaluationOptions,
  onProgress: (progress: ScanProgress) => void = () => undefined,
): Promise<TargetResult> {
  const inventory = await takeInventory(target.catalog, {
    accountId: target.accountId,
    region: target.region,
    descriptions: memory.descriptions,
    aliases: memory.aliases,
    onProgress: (progress) => onProgress({ stage: 'inventory', ...progress }),
  });
  const usable = inventory.versions.filter(isUsable);
  const lineageOf = await resolveLineage(target.registry, usable, {
    facts: memory.facts,
    onProgress: (progress) => onProgress({ stage: 'lineage', ...progress }),
  });
  const judged = inventory.versions.map((version) => {
    const lineage = isUsable(version) ? lineageOf(version) : undefined;
    return { lineage, finding: evaluate(version, lineage, options) };
  });
  const failures = [...inventory.failures, ...judged.flatMap(({ lineage, finding }) => unsettled(lineage, finding))];
  return {
    findings: judged.map(({ finding }) => finding),
    coverage: coverageOf(inventory, failures, target.calls),
    ...unlisted(failures),
  };
}

function unlisted(failures: readonly ServiceFailure[]): Pick<TargetResult, 'unlistedImages'> {
  const subjectsOf = (operation: string) => failures.filter((failure) => failure.operation === operation).map(({ subject }) => subject);
  return subjectsOf('sagemaker.ListImages').length > 0 ? {} : { unlistedImages: subjectsOf('sagemaker.ListImageVersions') };
}

/** Only a version in state CREATED has an image that can be read. */
function isUsable(version: ImageVersion): boolean {
  return version.description?.imageVersionStatus === 'CREATED';
}

/** A failed look into the registry leaves the scan incomplete only where nothing else told the base. */
function unsettled(lineage: LineageOutcome | undefined, finding: Finding): ServiceFailure[] {
  return lineage?.problem?.kind === 'call-failed' && finding.status === 'UNKNOWN_BASE' ? [lineage.problem.failure] : [];
}

function coverageOf(inventory: Inventory, failures: readonly ServiceFailure[], calls: Readonly<Record<string, number>>): Coverage {
  return {
    images: inventory.images,
    versionsListed: inventory.versionsListed,
    excludedByFilter: inventory.excludedByFilter,
    goneDuringScan: inventory.goneDuringScan,
    findings: inventory.versions.length,
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
