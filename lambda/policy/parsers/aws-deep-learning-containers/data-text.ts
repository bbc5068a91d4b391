/**
 * The vendor's data files as one text: YAML documents, each headed by a comment with its path, and at the end the mark that
 * none is missing. It is what such a policy's lines and hash refer to.
 *
 *     ---
 *     # docs/src/data/pytorch/2.11-gpu-ec2.yml
 *     framework: PyTorch
 *     ...
 */
const START = '---';
const END = '...';
const PATH = /^# (docs\/src\/(?:data|legacy)\/[\w.+/-]+\.ya?ml)[ \t]*$/;

/** The text of a vendor's policy has 268 files of half a kilobyte; the rest is room for growth. */
export const LARGEST_DATA_BYTES = 2 * 1024 * 1024;
/** Where the versions stand that have no file of their own any more. */
export const LEGACY_PATH = 'docs/src/legacy/legacy_support.yml';

export interface DataFile {
  readonly path: string;
  readonly content: string;
}

/** A file within the text. */
export interface DataSection {
  /** Undefined where no comment names it. */
  readonly path?: string;
  readonly content: string;
  /** The line of the text that is the content's first, from 1. */
  readonly line: number;
}

export interface DataText {
  readonly lines: readonly string[];
  readonly sections: readonly DataSection[];
  /** Whether the text has its end. */
  readonly isWhole: boolean;
}

/** Whether a line of the text names a file. */
export function isDataText(text: string): boolean {
  return text.split(/\r\n?|\n/).some((line) => PATH.test(line));
}

/** Joins files, in the order of their paths. */
export function dataTextOf(files: readonly DataFile[]): string {
  const sorted = [...files].sort((left, right) => (left.path < right.path ? -1 : 1));
  return [...sorted.map(({ path, content }) => `${START}\n# ${path}\n${content.replace(/\n*$/, '\n')}`), `${END}\n`].join('');
}

/** The files of a text. */
export function readDataText(text: string): DataText {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const isWhole = lines[last]?.trimEnd() === END;
  const end = isWhole ? last : lines.length;
  const heads = lines.flatMap((line, index) => (index < end && PATH.test(line) ? [index] : []));
  const starts = heads.map((head) => ({ path: PATH.exec(lines[head] ?? '')?.[1], first: head + 1 }));
  const all = [{ path: undefined, first: 0 }, ...starts];
  const sections = all.map(({ path, first }, index) => sectionOf(lines, path, first, heads[index] ?? end));
  return { lines, isWhole, sections: sections.filter(({ path, content }) => path !== undefined || hasContent(content)) };
}

/** What begins the next document is not part of this one. */
function sectionOf(lines: readonly string[], path: string | undefined, first: number, next: number): DataSection {
  const own = lines.slice(first, next);
  const last = own.findLastIndex((line) => line.trim() !== '');
  const content = (own[last]?.trimEnd() === START ? own.slice(0, last) : own).join('\n');
  return { ...(path !== undefined && { path }), content, line: first + 1 };
}

function hasContent(content: string): boolean {
  return content.split('\n').some((line) => !/^\s*(?:#|$|---\s*$)/.test(line));
}
