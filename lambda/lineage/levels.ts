import type { ImageFacts } from '../../lib/core/lineage/base-image';
import type { ServiceFailure } from '../../lib/core/service-failure';
import type { ImageReader, ReadImage } from './image-reader';
import type { LevelImage } from './level-bases';
import { namedBases } from './named-bases';
import { lookupKey, type Lookup } from './registered';

/** Bases of bases that are followed. Teams build on teams, but not on many. */
export const MOST_LEVELS = 5;

/** Whether a scan may ask for an image that another one names: text alone must not lead it into anybody's registry. */
export type MayRead = (lookup: Lookup) => boolean;

/**
 * Reads the bases that images name, and those that these name in turn, level by level so that each level is asked for in
 * batches. Names that lead in a circle end by themselves: nothing is looked up twice.
 */
export async function readNamedBases(
  reader: ImageReader, images: readonly ImageFacts[], mayRead: MayRead,
): Promise<readonly LevelImage[]> {
  const found = new Map<string, LevelImage>();
  let above = images;
  for (let level = 1; level <= MOST_LEVELS && above.length > 0; level += 1) {
    const lookups = above.flatMap(namedBases).map(({ lookup }) => lookup).filter(mayRead);
    const wanted = new Map(lookups.map((lookup) => [lookupKey(lookup), lookup]));
    await reader.read(wanted.values());
    const next: ImageFacts[] = [];
    for (const lookup of wanted.values()) {
      const read = reader.get(lookup);
      if (read?.kind !== 'read' || found.has(read.facts.digest)) continue;
      found.set(read.facts.digest, { repository: lookup.repository, image: read.image, facts: read.facts });
      next.push(read.facts);
    }
    above = next;
  }
  return [...found.values()];
}

/** How the way ended that an image's names lead. */
export interface Trail {
  /** Where it was given up, if it was. */
  readonly limit?: string;
  /** Bases on the way that are not there any more. */
  readonly gone: readonly string[];
  /** A base on the way that could not be read. */
  readonly failure?: ServiceFailure;
}

/** Goes the way of one image again, through what was read. */
export function trailOf(reader: ImageReader, facts: ImageFacts, mayRead: MayRead): Trail {
  const gone = new Set<string>();
  let limit: string | undefined;
  const seen = new Set([facts.digest]);
  let failure: ServiceFailure | undefined;
  let above: readonly ImageFacts[] = [facts];
  for (let level = 1; above.length > 0; level += 1) {
    const names = above.flatMap(namedBases).filter(({ lookup }) => mayRead(lookup));
    if (level > MOST_LEVELS) {
      const first = names.find(({ lookup }) => !isSeen(reader.get(lookup), seen));
      if (first) limit = `Bases that name their bases were followed over ${MOST_LEVELS} levels and no further: '${first.name}' was not looked at.`;
      break;
    }
    above = names.flatMap(({ name, lookup }) => {
      const read = reader.get(lookup);
      if (read?.kind === 'failed') failure ??= read.failure;
      if (read?.kind === 'gone') gone.add(`The base that the image names, '${name}', could not be looked at: ${read.reason}`);
      if (read?.kind !== 'read' || seen.has(read.facts.digest)) return [];
      seen.add(read.facts.digest);
      return [read.facts];
    });
  }
  return { gone: [...gone], ...(limit !== undefined && { limit }), ...(failure && { failure }) };
}

function isSeen(read: ReadImage | undefined, seen: ReadonlySet<string>): boolean {
  return read?.kind === 'read' && seen.has(read.facts.digest);
}
