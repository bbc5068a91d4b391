import { parseImageReference } from '../../lib/core/image-reference';
import type { GoldenImage } from '../../lib/core/lineage/context';
import type { Repository } from './port';
import { repositoryKey } from './registered';

/** Where the policies in use say that teams' own bases lie. */
export function goldenPlaces(golden: readonly GoldenImage[]): ReadonlyMap<string, Repository> {
  return new Map(golden.flatMap(({ repositories }) => repositories).flatMap((text) => {
    const parsed = parseImageReference(text);
    if (!parsed.ok || !parsed.reference.ecr) return [];
    const repository = { ...parsed.reference.ecr, name: parsed.reference.repository };
    return [[repositoryKey(repository), repository] as const];
  }));
}
