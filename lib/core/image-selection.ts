import { matchesGlob } from './waivers/glob';

/** What an image is picked by: its name, or a tag of it. A name and a value may be patterns with `*` and `?`. */
export type ImageCriterion =
  | { readonly name: string }
  /** Without a value, any value. */
  | { readonly tag: string; readonly value?: string };

/** Which images of an account a monitor watches. */
export interface ImageSelection {
  /** Those that any of these picks; all where there is none. */
  readonly include: readonly ImageCriterion[];
  /** Less those that any of these picks. */
  readonly exclude: readonly ImageCriterion[];
}

export const EVERY_IMAGE: ImageSelection = { include: [], exclude: [] };

/** The tags of an image as far as they were read. */
export interface ReadTags {
  readonly tags: Readonly<Record<string, string>>;
  readonly complete: boolean;
}

export const TAGS_UNREAD: ReadTags = { tags: {}, complete: false };

/** Whether an image is watched. One whose tags would have to tell and could not be read is: nobody said that it may be left out. */
export function isWatched({ include, exclude }: ImageSelection, imageName: string, tags: ReadTags): boolean {
  if (exclude.some((criterion) => meets(criterion, imageName, tags) === true)) return false;
  return include.length === 0 || include.some((criterion) => meets(criterion, imageName, tags) !== false);
}

/** Whether a criterion picks an image; undefined where that hangs on tags that were not read. Names are compared without regard to case. */
export function meets(criterion: ImageCriterion, imageName: string, { tags, complete }: ReadTags): boolean | undefined {
  if ('name' in criterion) return matchesGlob(criterion.name.toLowerCase(), imageName.toLowerCase());
  const value = Object.hasOwn(tags, criterion.tag) ? tags[criterion.tag] : undefined;
  if (value === undefined) return complete ? false : undefined;
  return criterion.value === undefined || matchesGlob(criterion.value, value);
}

/** A criterion as a person would write it. */
export function describeCriterion(criterion: ImageCriterion): string {
  if ('name' in criterion) return `name '${criterion.name}'`;
  return criterion.value === undefined ? `tag '${criterion.tag}'` : `tag '${criterion.tag}=${criterion.value}'`;
}

/** The names that an image can have: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateImage.html */
const NAME_PATTERN = /^[A-Za-z0-9*?](?:[A-Za-z0-9*?.-]*[A-Za-z0-9*?])?$/;
const MAX_NAME = 63;

/** Why no image can have a name of a pattern; undefined for one that some could have. */
export function namePatternProblem(pattern: string): string | undefined {
  if (!NAME_PATTERN.test(pattern)) return "be letters, digits, '-', '.', '*' and '?', beginning and ending with none of '-' and '.': the name of an image has nothing else";
  return pattern.replaceAll('*', '').length > MAX_NAME ? `fit a name of up to ${MAX_NAME} characters` : undefined;
}

/** What tags can be: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Tag.html */
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u;
const MAX_TAG_KEY = 128;
const MAX_TAG_VALUE = 256;

/** Why no image can have a tag; undefined for one that some could have. */
export function tagProblem(key: string, value: string | undefined): string | undefined {
  if (key.trim() === '' || key.length > MAX_TAG_KEY) return `have a key of 1 to ${MAX_TAG_KEY} characters`;
  if (!TAG_KEY.test(key)) return "have a key of letters, digits, spaces and '_.:/=+-@', which is no pattern";
  return value !== undefined && value.replaceAll('*', '').length > MAX_TAG_VALUE ? `have a value of up to ${MAX_TAG_VALUE} characters` : undefined;
}
