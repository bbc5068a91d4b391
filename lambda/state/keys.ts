import { BUCKET_PREFIXES } from '../../lib/core/contract';
import { dayPrefix } from '../../lib/core/dataset/location';

/** What a monitor keeps apart: the same account and Region may be looked at by two monitors. */
export interface ScanTarget {
  readonly monitor: string;
  readonly accountId: string;
  readonly region: string;
}

export type KnowledgeKind = 'image-facts' | 'version-descriptions' | 'version-aliases' | 'profile-defaults';

export function lastFindingsKey(target: ScanTarget): string {
  return `${BUCKET_PREFIXES.state}${path(target)}/findings.json`;
}

export function toldWaiversKey(target: ScanTarget): string {
  return `${BUCKET_PREFIXES.state}${path(target)}/waivers.json`;
}

export function toldPoliciesKey(target: ScanTarget): string {
  return `${BUCKET_PREFIXES.state}${path(target)}/policies.json`;
}

/** What a vendor says is the same for all who ask. */
export function acceptedPoliciesKey(): string {
  return `${BUCKET_PREFIXES.policies}accepted.json`;
}

/** One lease for each monitor: its targets are scanned by the same run. */
export function leaseKey(monitor: string): string {
  return `${BUCKET_PREFIXES.state}${segment(monitor)}/lease.json`;
}

export function latestReportKey(target: ScanTarget): string {
  return `${BUCKET_PREFIXES.reports}${path(target)}/latest.json`;
}

/** Sorts by time, and has no character that a file name cannot have. */
export function datedReportKey(target: ScanTarget, scannedAt: string): string {
  const time = new Date(scannedAt).toISOString().slice(11, 19).replaceAll(':', '');
  return `${BUCKET_PREFIXES.reports}${path(target)}/${new Date(scannedAt).toISOString().slice(0, 10)}/${time}Z.json`;
}

/** Counts by day: what the report draws how the backlog went from. */
export function historyKey(target: ScanTarget): string {
  return `${BUCKET_PREFIXES.reports}${path(target)}/history.json`;
}

/** What was learned is the same for every monitor of the account and Region. */
export function knowledgeKey(kind: KnowledgeKind, accountId: string, region: string): string {
  return `${BUCKET_PREFIXES.facts}${kind}/${segment(accountId)}/${segment(region)}.json`;
}

function path({ monitor, accountId, region }: ScanTarget): string {
  return [monitor, accountId, region].map(segment).join('/');
}

/** One part of a key from any text: no slash, and no `.` or `..`, which a directory would follow. */
function segment(text: string): string {
  if (text === '') throw new Error("The parts of a key must not be empty, got: ''; name the monitor, the account and the Region");
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/^\.+$/, (dots) => '%2E'.repeat(dots.length));
}

/**
 * One file of a table of the dataset. Engines read the parts with `=` as columns; the monitor's name keeps apart two that share a bucket.
 */
export function datasetKey({ monitor, accountId, region }: ScanTarget, table: string, scannedAt: string): string {
  const instant = new Date(scannedAt).toISOString();
  const place = `account=${segment(accountId)}/region=${segment(region)}`;
  return `${dayPrefix(segment(table), instant.slice(0, 10))}${place}/${instant.replaceAll(':', '')}-${segment(monitor)}.parquet`;
}
