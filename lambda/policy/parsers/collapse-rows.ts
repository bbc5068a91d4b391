import type { PolicyRelease } from '../../../lib/core/policy/policy';

type Named = Pick<PolicyRelease, 'framework' | 'repository' | 'version' | 'processor' | 'accelerator' | 'os' | 'product'>;

/** What a row is about. A vendor that counts by framework may count the same version of it differently for each product. */
export function rowKey({ framework, repository, version, processor, accelerator, os, product }: Named): string {
  const where = repository ?? (framework === undefined ? undefined : product);
  return [where, framework, version, processor ?? accelerator, os].filter((part) => part !== undefined).join(' ');
}

/** One row for rows that say the same of the same release; the first one stays. */
export function collapseRows<T extends PolicyRelease>(rows: readonly T[]): readonly T[] {
  const kept = new Map<string, T>();
  for (const row of rows) {
    const key = JSON.stringify([rowKey(row), row.releaseDate, row.eolFrom, row.discontinuedFrom]);
    if (!kept.has(key)) kept.set(key, row);
  }
  return [...kept.values()];
}

export function byRowKey(left: PolicyRelease, right: PolicyRelease): number {
  const [a, b] = [rowKey(left), rowKey(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}
