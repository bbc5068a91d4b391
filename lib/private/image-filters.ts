import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ENVIRONMENT } from '../core/contract';
import type { ImageCriterion, ImageSelection } from '../core/image-selection';
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
  if (selection.exclude.some((criterion) => 'name' in criterion && /^\*+$/.test(criterion.name))) {
    refuse('excludeImages', 'leave some images to watch', "a filter by the name '*'");
  }
  return { [ENVIRONMENT.imageFilters]: Stack.of(scope).toJsonString(selection) };
}

function criterionOf(filter: ImageFilter): ImageCriterion {
  const { name, tag, value } = filter.bind();
  if (name !== undefined) return { name };
  if (tag === undefined) throw new Error("A filter of images must have a 'name' or a 'tag', got: neither");
  return { tag, ...(value !== undefined && { value }) };
}
