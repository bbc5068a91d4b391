import { createHash } from 'node:crypto';
import type { Finding, RegistryScan } from '../../lib/core/finding';
import type { Coverage, PolicySummary } from '../../lib/core/scan-result';
import type { ChangeItem } from './digest-items';
import { copyable } from './hints';
import { shorten } from './plain-text';

/** Enough to see what is meant; the report has the rest. A single change must fit a message, whatever is in it. */
const MAX_LIST = 20;
const MAX_FAILURES = 10;
const MAX_AFFECTED = 200;
const MAX_ARN_BYTES = 300;
const MAX_KEY = 500;

/** A change as a machine reads it, with what it needs of the finding. */
export function changeData(item: ChangeItem): object {
  const key = boundedKey(item.change.key);
  if (item.kind === 'finding') return { ...shortTexts(item.change), key, finding: item.finding ? findingData(item.finding) : null };
  const { affected, ...change } = item.change;
  const waiver = item.kind === 'waiver' && { waiver: shortTexts(item.change.waiver) };
  const shown = affected.slice(0, MAX_AFFECTED).map((arn) => shorten(arn, MAX_ARN_BYTES));
  return { ...shortTexts(change), ...waiver, key, affected: shown, affectedCount: affected.length };
}

/** A key that is cut could be that of another change. */
function boundedKey(key: string): string {
  return key.length <= MAX_KEY && shorten(key) === key ? key : createHash('sha256').update(key).digest('hex');
}

/** What the scan saw and what it did not; the calls it took are in the report. */
export function coverageData(coverage: Coverage): object {
  return {
    images: coverage.images,
    versionsListed: coverage.versionsListed,
    excludedByFilter: coverage.excludedByFilter,
    goneDuringScan: coverage.goneDuringScan,
    ...(coverage.directUse !== undefined && { directUse: coverage.directUse }),
    findings: coverage.findings,
    complete: coverage.complete,
    failures: coverage.failures.slice(0, MAX_FAILURES).map((failure) => shortTexts(failure)),
  };
}

/** The policies that the scan judged by: which copy, and how old. */
export function policiesData(policies: readonly PolicySummary[]): object[] {
  return policies.slice(0, MAX_LIST).map((policy) => shortTexts(policy));
}

function findingData(finding: Finding): object {
  const { base, golden, successor, policyRow, policy, conditions, evidence, aliases, directUse, estimatedEndOfSupport, waiver } = finding;
  const { usage, hints, owner, registryScan } = finding;
  const [heaviest] = evidence;
  return {
    ...shortTexts({
      imageName: finding.imageName,
      version: finding.version,
      accountId: finding.accountId,
      region: finding.region,
      status: finding.status,
      severity: finding.severity,
      reason: finding.reason ?? null,
      registeredImage: finding.base_image,
      endOfSupport: finding.endOfSupport,
      endOfAvailability: finding.endOfAvailability,
      daysLeft: finding.daysLeft,
      firstSeen: finding.firstSeen,
      statusSince: finding.statusSince,
    }),
    aliases: shortList(aliases),
    ...(estimatedEndOfSupport !== undefined && { estimatedEndOfSupport }),
    ...(waiver && { waiver: shortTexts(waiver) }),
    ...(directUse && { directUse: { ...directUse, examples: shortList(directUse.examples) } }),
    ...(usage && { usage: { ...usage, examples: shortList(usage.examples) } }),
    ...(hints && { hints: copyable(hints).map((hint) => shortTexts(hint)) }),
    ...(owner !== undefined && { owner: owner === null ? null : shorten(owner) }),
    ...(registryScan && { registryScan: scanData(registryScan) }),
    conditions: conditions.slice(0, MAX_LIST).map((condition) => shortTexts(condition)),
    base: base && shortTexts(base),
    ...(golden && { golden: { ...shortTexts(golden), policyRow: golden.policyRow && shortTexts(golden.policyRow) } }),
    evidence: heaviest === undefined ? null : { kind: heaviest.kind, weight: heaviest.weight, detail: shorten(heaviest.detail) },
    policyRow: policyRow && shortTexts(policyRow),
    ...(policy && { policy: shortTexts(policy) }),
    successor: successor && shortTexts(successor),
  };
}

function scanData({ counts, scannedAt }: RegistryScan): RegistryScan {
  return { counts: Object.fromEntries(Object.entries(counts).slice(0, MAX_LIST)), scannedAt };
}

function shortList(texts: readonly string[]): string[] {
  const shown = texts.slice(0, MAX_LIST).map((text) => shorten(text));
  return texts.length > MAX_LIST ? [...shown, `… [shortened, ${texts.length} in all]`] : shown;
}

/** Only the values that are texts are touched: numbers and dates stay what they are. */
function shortTexts<T extends object>(record: T): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, typeof value === 'string' ? shorten(value) : value]));
}
