import type { Change, FindingChange, PolicyChange, WaiverChange } from '../../lib/core/change';
import { CHANGE_KINDS } from '../../lib/core/events';
import type { Finding } from '../../lib/core/finding';
import type { ScanResult } from '../../lib/core/scan-result';

/** One thing that a digest tells: news, or a version that still waits for somebody. */
export type DigestItem = ChangeItem | { readonly kind: 'open'; readonly finding: Finding };

export type ChangeItem =
  | { readonly kind: 'finding'; readonly change: FindingChange; readonly finding: Finding | undefined }
  | PolicyItem
  | WaiverItem;

export interface PolicyItem {
  readonly kind: 'policy';
  readonly change: PolicyChange;
  /** The findings that it touches, as far as they are there. */
  readonly touched: readonly Finding[];
  /** Earlier dates of the same family that a refused document says in this digest. */
  readonly pending: number;
}

export interface WaiverItem {
  readonly kind: 'waiver';
  readonly change: WaiverChange;
  readonly covered: readonly Finding[];
}

/** News of policies first, since they explain the rest, then of versions and waivers, each kind in its order. */
export function changeItems({ changes, findings }: Pick<ScanResult, 'changes' | 'findings'>): ChangeItem[] {
  const byArn = new Map(findings.map((finding) => [finding.imageVersionArn, finding]));
  const pending = pendingDates(changes);
  const items = changes.map((change): ChangeItem => {
    if (change.kind === 'finding') return { kind: 'finding', change, finding: byArn.get(change.imageVersionArn) };
    const known = change.affected.flatMap((arn) => byArn.get(arn) ?? []);
    if (change.kind === 'waiver') return { kind: 'waiver', change, covered: known };
    return { kind: 'policy', change, touched: known, pending: pending.get(change.family) ?? 0 };
  });
  return CHANGE_KINDS.flatMap((kind) => items.filter((item) => item.kind === kind));
}

/** The changes, then every other open finding, the soonest end first. */
export function digestItems(result: Pick<ScanResult, 'changes' | 'findings'>): DigestItem[] {
  const told = new Set(result.changes.flatMap((change) => (change.kind === 'finding' ? [change.imageVersionArn] : [])));
  const open = result.findings.filter((finding) => isOpen(finding) && !told.has(finding.imageVersionArn)).sort(bySoonestEnd);
  return [...changeItems(result), ...open.map((finding) => ({ kind: 'open' as const, finding }))];
}

function pendingDates(changes: readonly Change[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const change of changes) {
    if (change.kind === 'policy' && change.pending && change.type === 'DATE_MOVED_EARLIER') counts.set(change.family, (counts.get(change.family) ?? 0) + 1);
  }
  return counts;
}

/** A waiver keeps a version out of messages until it expires. */
export function isWaived({ conditions }: Finding): boolean {
  return conditions.some(({ type }) => type === 'WAIVED');
}

function isOpen(finding: Finding): boolean {
  return finding.status !== 'SUPPORTED' && !isWaived(finding);
}

const NO_END = '9999-12-31';

function bySoonestEnd(a: Finding, b: Finding): number {
  return compareText(a.endOfSupport ?? NO_END, b.endOfSupport ?? NO_END) || compareText(a.imageVersionArn, b.imageVersionArn);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
