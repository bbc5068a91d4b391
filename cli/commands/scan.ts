import { open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { callerAccount } from '../../lambda/aws/caller-identity';
import { configuredRegion } from '../../lambda/aws/configured-region';
import { scanPorts } from '../../lambda/aws/scan-ports';
import type { RefreshedPolicies } from '../../lambda/policy/refresh-policies';
import { PublishFailed } from '../../lambda/scan/publish';
import { runScan, type ScanSettings } from '../../lambda/scan/run-scan';
import type { ReadWaivers } from '../../lambda/waivers/parse-waivers';
import { DirectoryStore } from '../../lambda/state/directory-store';
import type { ObjectStore } from '../../lambda/state/port';
import { dateOf, type CalendarDate } from '../../lib/core/calendar-date';
import { DEFAULT_NOTICE_PERIODS } from '../../lib/core/contract';
import { isAtLeast, type Finding, type Severity } from '../../lib/core/finding';
import type { ImageCriterion } from '../../lib/core/image-selection';
import { vendorsWith } from '../../lib/core/lineage/vendors';
import type { RegistryAccount } from '../../lib/core/lineage/vendors/aws-deep-learning-containers-accounts';
import type { ScanResult } from '../../lib/core/scan-result';
import { ServiceError, type FailureKind } from '../../lib/core/service-failure';
import type { UsageScopeName } from '../../lib/core/usage-scope';
import { print, UsageError, warn, type Console } from '../console';
import { DEMO_DATE, withDemo } from '../demo';
import { errorCode } from '../error-code';
import { EXIT, worstOf, type ExitCode } from '../exit-code';
import { joinResults } from '../join-results';
import type { ScanFormat } from '../output/format';
import { progressLine } from '../output/progress';
import { scanText } from '../output/scan-text';
import { printable, styleFor, wantsColour } from '../output/style';
import { policiesOf, readPolicyDocuments } from '../policies';
import { readWaiverFiles } from '../waivers';
import { writeOutput } from '../write-output';
import { readCatalogues } from './catalogue';

export interface ScanOptions {
  readonly format: ScanFormat;
  readonly output?: string;
  readonly asOf?: CalendarDate;
  readonly policy?: readonly string[];
  readonly acceptPolicy?: readonly string[];
  readonly waivers?: readonly string[];
  readonly reminder: number;
  readonly catalogue?: readonly string[];
  readonly vendorAccount?: readonly RegistryAccount[];
  readonly region?: readonly string[];
  readonly usage: UsageScopeName;
  readonly ownerTag?: string;
  readonly image?: readonly ImageCriterion[];
  readonly tag?: readonly ImageCriterion[];
  readonly excludeImage?: readonly ImageCriterion[];
  readonly failOn?: Severity;
  readonly state?: string;
  readonly refresh: boolean;
  readonly demo?: boolean;
}

/** What the state of the command line is kept under: no construct can have this name. */
const MONITOR = 'command-line';
const PIPED_COLUMNS = 160;
/** No credentials, credentials that are not known, or that may not even ask who they are. */
const CREDENTIAL_PROBLEMS: readonly FailureKind[] = ['no-credentials', 'unavailable', 'denied'];

/** One Region's scan; not settled where another scan was under way, or what was found could not be remembered. */
interface RegionScan {
  readonly result?: ScanResult;
  readonly settled: boolean;
}

/** `scan`: every image version of an account, in one Region or several. */
export async function scan(console: Console, options: ScanOptions): Promise<ExitCode> {
  if (!options.demo) return scanAccount(console, options);
  await withDemo(() => scanAccount(console, { ...options, refresh: false, asOf: options.asOf ?? DEMO_DATE }));
  if (options.format === 'table' && options.output === undefined) print(console, demoEpilogue(options));
  return EXIT.fine;
}

async function scanAccount(console: Console, options: ScanOptions): Promise<ExitCode> {
  const today = options.asOf ?? dateOf(console.now().toISOString());
  const regions = [...new Set(options.region ?? [await regionOf()])];
  await checkOutput(options.output);
  const [firstRegion = ''] = regions;
  const catalogue = await readCatalogues(options.catalogue);
  const atHand = await readPolicyDocuments(options.policy);
  // By the real day: on an earlier one, a waiver that holds today would lie beyond the horizon.
  const waivers = await readWaiverFiles(options.waivers, dateOf(console.now().toISOString()));
  // The credentials belong to one account, whatever the Region; a Region that is not enabled is a matter of the scan.
  const accountId = await accountOf(firstRegion);
  const store = options.state === undefined ? undefined : new DirectoryStore(options.state);
  const situation = { today, region: firstRegion, atHand, ...(store && { store }) };
  const refreshed = await usingState(options, () => policiesOf(console, options, situation));
  const run: Run = { today, refreshed, waivers, catalogue, ...(store && { store }) };
  const scans: RegionScan[] = [];
  for (const region of regions) scans.push(await scanRegion(console, options, { accountId, region }, run));
  const results = scans.flatMap(({ result }) => result ?? []);
  if (results.length === 0) return EXIT.scanIncomplete;
  const result = joinResults(results);
  await show(console, result, options);
  return worstOf(exitCodes(result, scans.every(({ settled }) => settled), options.failOn));
}

async function regionOf(): Promise<string> {
  const region = await configuredRegion();
  if (region === undefined) throw new UsageError("No Region is set. Name one by '--region us-east-1', or set AWS_REGION.");
  return region;
}

/** What the scans of all Regions have in common. */
interface Run extends Pick<ScanSettings, 'today' | 'catalogue'> {
  readonly refreshed: RefreshedPolicies;
  readonly waivers: ReadWaivers;
  readonly store?: ObjectStore;
}

async function usingState<T>({ state }: ScanOptions, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (state === undefined || errorCode(error) === undefined) throw error;
    throw new UsageError(`'--state' must be a directory that can be read and written, got: '${state}' (${errorCode(error)}).`, { cause: error });
  }
}

async function scanRegion(
  console: Console,
  options: ScanOptions,
  { accountId, region }: { readonly accountId: string; readonly region: string },
  { today, refreshed, waivers, catalogue, store }: Run,
): Promise<RegionScan> {
  const ports = scanPorts(region);
  const progress = progressLine(console.stderr, () => console.now().getTime());
  try {
    const outcome = await usingState(options, () => runScan({
      target: { monitor: MONITOR, accountId, region },
      noticePeriods: DEFAULT_NOTICE_PERIODS,
      reminderDays: options.reminder,
      refreshed,
      waivers,
      ...(catalogue && { catalogue }),
      vendors: vendorsWith(options.vendorAccount ?? []),
      usageScope: options.usage,
      ...(options.ownerTag !== undefined && { ownerTag: options.ownerTag }),
      images: { include: [...options.image ?? [], ...options.tag ?? []], exclude: options.excludeImage ?? [] },
      ...(today !== undefined && { today }),
      owner: `${hostname()}:${process.pid}`,
    }, {
      ports,
      ...(store && { store }),
      now: console.now,
      warn: (message) => warn(console, printable(message)),
      onProgress: (step) => progress.update(step),
    }));
    if (outcome.kind === 'scanned') return { result: outcome.result, settled: true };
    const holder = outcome.holder ? ` (${outcome.holder.owner}, until ${outcome.holder.expiresAt})` : '';
    warn(console, `Another scan is using '${options.state}'${holder}: ${region} was not scanned. Try again when it has ended.`);
    return { settled: false };
  } catch (error) {
    if (!(error instanceof PublishFailed)) throw error;
    progress.end();
    warn(console, printable(`error: ${error.message}`));
    return { result: error.result, settled: false };
  } finally {
    progress.end();
    ports.close();
  }
}

async function accountOf(region: string): Promise<string> {
  try {
    return await callerAccount(region);
  } catch (error) {
    if (!(error instanceof ServiceError) || !CREDENTIAL_PROBLEMS.includes(error.failure.kind)) throw error;
    throw new UsageError(
      `The AWS credentials cannot be used (${error.failure.message}). Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and check them by 'aws sts get-caller-identity'.`,
      { cause: error },
    );
  }
}

/** Before the scan: what it finds counts as told once it is remembered, so there must be a place to tell it. */
async function checkOutput(output: string | undefined): Promise<void> {
  if (output === undefined) return;
  try {
    await (await open(output, 'a')).close();
  } catch (error) {
    throw new UsageError(`'--output' must be a file in a folder that exists and can be written, got: '${output}' (${errorCode(error) ?? String(error)}).`, { cause: error });
  }
}

async function show(console: Console, result: ScanResult, { format, output }: ScanOptions): Promise<void> {
  const colour = output === undefined && wantsColour(console.stdout, console.env);
  const columns = output === undefined ? console.stdout.columns ?? PIPED_COLUMNS : PIPED_COLUMNS;
  const text = await scanText(result, format, { style: styleFor(colour), columns });
  if (output === undefined) {
    print(console, text);
    return;
  }
  await writeOutput(output, text);
  warn(console, `Wrote ${result.findings.length} findings to ${output}.`);
}

function exitCodes(result: ScanResult, settled: boolean, failOn: Severity | undefined): ExitCode[] {
  const isWaived = ({ conditions }: Finding) => conditions.some(({ type }) => type === 'WAIVED');
  const found = failOn !== undefined && result.findings.some((finding) => isAtLeast(finding.severity, failOn) && !isWaived(finding));
  return [
    ...(result.policyDocuments.some(({ verdict }) => verdict === 'refused') ? [EXIT.documentRefused] : []),
    ...(result.coverage.complete && settled ? [] : [EXIT.scanIncomplete]),
    ...(found ? [EXIT.findings] : []),
  ];
}

function demoEpilogue({ asOf }: ScanOptions): string {
  return [
    '',
    `This was a made-up fleet on a local emulator${asOf === undefined ? `, judged as of ${DEMO_DATE} whatever the day, so that every status shows` : ''}.`,
    "Scan your own account: npx cdk-sagemaker-image-support scan --region us-east-1",
  ].join('\n');
}
