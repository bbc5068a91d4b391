import type { ImageReference } from '../../image-reference';
import type { ClaimWithDetail, LineageInput, Vendor } from '../base-image';
import type { EvidenceReader } from './reader';
import { readRegistryPath } from './registry-path';
import { collect } from './weights';

/** No repository name at all: the tag must speak for itself. */
const ANY_REPOSITORY = '';

/** Tags that read like the vendor's: the registered one and the digest's others. Anybody can write them. */
export const readTagText: EvidenceReader = (input, reference, { vendors, cacheRules }) => {
  if (reference && vendors.some((vendor) => readRegistryPath(vendor, reference, cacheRules))) return [];
  const tags = new Set([...(reference?.tag === undefined ? [] : [reference.tag]), ...(input.tags ?? [])]);
  return [...tags].flatMap((tag) => collect('tag-text', readTag(tag, input, reference, vendors)));
};

/**
 * The repository's name decides whose grammar a tag is read by. A tag too general to tell without one counts only while
 * nothing is known of the image's content, because the vendor's images say more about themselves than a tag does.
 */
function readTag(
  tag: string, input: LineageInput, reference: ImageReference | undefined, vendors: readonly Vendor[],
): (ClaimWithDetail | undefined)[] {
  const repository = reference?.repository ?? ANY_REPOSITORY;
  const recognised = vendors.filter((vendor) => vendor.fromLookalike?.(repository, undefined));
  if (recognised.length > 0) return recognised.map((vendor) => vendor.fromLookalike?.(repository, tag));
  const readings = vendors.map((vendor) => vendor.fromLookalike?.(repository, tag));
  return readings.filter((reading) => reading !== undefined && !(reading.weak && input.facts));
}
