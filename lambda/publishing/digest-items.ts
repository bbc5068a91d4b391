import type { Change, FindingChange, PolicyChange } from '../../lib/core/change';
import type { Finding, SupportStatus } from '../../lib/core/finding';
import type { ScanResult } from '../../lib/core/scan-result';

/** One thing that a digest tells: news, or a version that still waits for somebody. */
export type DigestItem =
  | { readonly kind: 'finding'; readonly change: FindingChange; readonly finding: Finding | undefined }
  | { readonly kind: 'policy'; readonly change: PolicyChange; readonly statuses: readonly SupportStatus[] }
  | { readonly kind: 'open'; readonly finding: Finding };

/** The changes first, in their order; then every other open finding, the soonest end first. */
export function digestItems({ changes, findings }: Pick<ScanResult, 'changes' | 'findings'>): DigestItem[] {
  const byArn = new Map(findings.map((finding) => [finding.imageVersionArn, finding]));
  const told = new Set(changes.flatMap((change) => (change.kind === 'finding' ? [change.imageVersionArn] : [])));
  const open = findings.filter((finding) => isOpen(finding) && !told.has(finding.imageVersionArn)).sort(bySoonestEnd);
  return [
    ...changes.map((change) => itemOf(change, byArn)),
    ...open.map((finding) => ({ kind: 'open' as const, finding })),
  ];
}

function itemOf(change: Change, byArn: ReadonlyMap<string, Finding>): DigestItem {
  if (change.kind === 'finding') return { kind: 'finding', change, finding: byArn.get(change.imageVersionArn) };
  const statuses = change.affected.flatMap((arn) => byArn.get(arn)?.status ?? []);
  return { kind: 'policy', change, statuses: [...new Set(statuses)] };
}

/** A waiver keeps a version out of messages until it expires. */
function isOpen({ status, conditions }: Finding): boolean {
  return status !== 'SUPPORTED' && !conditions.some(({ type }) => type === 'WAIVED');
}

const NO_END = '9999-12-31';

function bySoonestEnd(a: Finding, b: Finding): number {
  return compareText(a.endOfSupport ?? NO_END, b.endOfSupport ?? NO_END) || compareText(a.imageVersionArn, b.imageVersionArn);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
