import type { Change } from '../../lib/core/change';
import type { Finding } from '../../lib/core/finding';
import { UNOWNED } from '../../lib/core/finding-owner';
import type { ScanResult } from '../../lib/core/scan-result';

type News = Pick<ScanResult, 'changes' | 'findings'>;

/** What one owner is told. */
export interface OwnersNews<T extends News> {
  readonly owner: string;
  readonly result: T;
}

/**
 * The news of each owner, by name; undefined where findings have no owners. What touches nobody's image in particular, and what nobody
 * owns, is told to `unowned`: no news is dropped. News of a policy or a waiver goes to each owner that it touches, with theirs alone.
 */
export function newsByOwner<T extends News>(result: T): readonly OwnersNews<T>[] | undefined {
  const { findings, changes } = result;
  if (!findings.some(({ owner }) => owner !== undefined) && !changes.some((change) => change.kind === 'finding' && change.owner !== undefined)) return undefined;
  const ownerOf = new Map(findings.map((finding) => [finding.imageVersionArn, nameOf(finding)]));
  const byOwner = new Map<string, { readonly changes: Change[]; readonly findings: Finding[] }>();
  const newsOf = (owner: string) => {
    const known = byOwner.get(owner) ?? { changes: [], findings: [] };
    byOwner.set(owner, known);
    return known;
  };
  for (const finding of findings) newsOf(nameOf(finding)).findings.push(finding);
  for (const change of changes) for (const [owner, theirs] of split(change, ownerOf)) newsOf(owner).changes.push(theirs);
  return [...byOwner].sort(([a], [b]) => (a < b ? -1 : 1)).map(([owner, news]) => ({ owner, result: { ...result, ...news } }));
}

function nameOf({ owner }: Pick<Finding, 'owner'>): string {
  return owner ?? UNOWNED;
}

function split(change: Change, ownerOf: ReadonlyMap<string, string>): readonly (readonly [owner: string, theirs: Change])[] {
  if (change.kind === 'finding') return [[ownerOf.get(change.imageVersionArn) ?? nameOf(change), change]];
  const byOwner = new Map<string, string[]>();
  for (const arn of change.affected) {
    const owner = ownerOf.get(arn) ?? UNOWNED;
    const known = byOwner.get(owner);
    if (known) known.push(arn);
    else byOwner.set(owner, [arn]);
  }
  if (byOwner.size === 0) return [[UNOWNED, change]];
  return [...byOwner].map(([owner, affected]) => [owner, { ...change, affected }]);
}
