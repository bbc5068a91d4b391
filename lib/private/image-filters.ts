import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ENVIRONMENT } from '../core/contract';
import { describeCriterion, type ImageCriterion, type ImageSelection } from '../core/image-selection';
import type { ImageFilter } from '../image-filter';
import { refuse } from './checks';

/** The part of the environment that says which images are watched. */
export function renderImageFilters(
  scope: Construct, include?: readonly ImageFilter[], exclude?: readonly ImageFilter[],
): Record<string, string> {
  if (!include && !exclude) return {};
  if (include?.length === 0) refuse('includeImages', 'name at least one filter (leave it out to watch all images)', 'none');
  if (exclude?.length === 0) refuse('excludeImages', 'name at least one filter (leave it out to exclude no image)', 'none');
  const selection: ImageSelection = { include: (include ?? []).map(criterionOf), exclude: (exclude ?? []).map(criterionOf) };
  const excluded = new Set(selection.exclude.map(describeCriterion));
  const all = selection.exclude.find((criterion) => 'name' in criterion && /^\*+\??\**$|^\?\*+$/.test(criterion.name));
  if (all) refuse('excludeImages', 'leave some images to watch', `a filter by the ${describeCriterion(all)}`);
  if (selection.include.length > 0 && selection.include.every((criterion) => excluded.has(describeCriterion(criterion)))) {
    refuse('excludeImages', "leave some of the images that 'includeImages' picks", `the same filters: ${[...excluded].join(', ')}`);
  }
  return { [ENVIRONMENT.imageFilters]: Stack.of(scope).toJsonString(selection) };
}

function criterionOf(filter: ImageFilter): ImageCriterion {
  const { name, tag, value } = filter.bind();
  if (name !== undefined) return { name };
  if (tag === undefined) throw new Error("A filter of images must have a 'name' or a 'tag', got: neither");
  return { tag, ...(value !== undefined && { value }) };
}
