import { ENVIRONMENT } from '../../lib/core/contract';
import { EVERY_IMAGE, type ImageCriterion, type ImageSelection } from '../../lib/core/image-selection';
import { isJsonObject } from '../../lib/core/json';

/** Which images the construct says are watched: all where it says nothing. */
export function readImageFilters(text: string | undefined): ImageSelection {
  if (text === undefined) return EVERY_IMAGE;
  const selection = jsonOf(text);
  if (isJsonObject(selection) && isCriteria(selection['include']) && isCriteria(selection['exclude'])) {
    return { include: selection['include'], exclude: selection['exclude'] };
  }
  // Not to be taken for "all" or "none": either would tell people of images that came or went.
  throw new Error(`The environment variable '${ENVIRONMENT.imageFilters}' must be JSON with 'include' and 'exclude', or not set, got: '${text}'. Deploy the function by its construct.`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isCriteria(value: unknown): value is readonly ImageCriterion[] {
  return Array.isArray(value) && value.every(isCriterion);
}

function isCriterion(value: unknown): value is ImageCriterion {
  if (!isJsonObject(value)) return false;
  if (typeof value['name'] === 'string') return true;
  return typeof value['tag'] === 'string' && (value['value'] === undefined || typeof value['value'] === 'string');
}
