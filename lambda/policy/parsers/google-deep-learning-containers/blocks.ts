import type { HtmlOutline, HtmlOutlineRow, HtmlOutlineTable } from '../html-outline';
import { htmlOutlineOf } from '../html-outline';
import type { OutlineHeading, OutlineTable, StrayRows } from '../markdown-outline';
import { outlineOf } from '../markdown-outline';

export interface PageTable extends OutlineTable, Partial<Pick<HtmlOutlineTable, 'closed' | 'caption'>> {
  readonly rows: readonly HtmlOutlineRow[];
}

export type PageBlock = OutlineHeading | PageTable | StrayRows;

/** A page in either of its forms, as headings and tables in order. */
export interface Page extends Pick<HtmlOutline, 'language' | 'title'> {
  readonly lines: readonly string[];
  readonly blocks: readonly PageBlock[];
}

/** A page is some 100 kilobytes, most of it lists of packages; the rest is room for growth. */
export const LARGEST_PAGE = 2 * 1024 * 1024;
export const MOST_LINES = 50_000;
/** A page's kind shows in its beginning. */
const BEGINNING = 2_000;

/** The HTML that browsers get, or the Markdown of `….md.txt`, in which most tables are HTML. Undefined where it is too much for a page. */
export function pageOf(text: string): Page | undefined {
  if (text.length > LARGEST_PAGE || (text.match(/\r\n?|\n/g) ?? []).length >= MOST_LINES) return undefined;
  const isHtml = /<!doctype\s+html|<(?:html|head|body)[\s>]/i.test(text.slice(0, BEGINNING));
  return isHtml ? htmlPage(text) : markdownPage(text);
}

function htmlPage(text: string): Page | undefined {
  const outline = htmlOutlineOf(text);
  return outline && { ...outline, lines: text.split(/\r\n?|\n/) };
}

/**
 * Tables in HTML run from tag to tag, over empty lines that end a block of Markdown and over what looks like its headings:
 * they are read first, and Markdown has what stands outside of them.
 */
function markdownPage(text: string): Page | undefined {
  const { lines, blocks } = outlineOf(text);
  const html = htmlOutlineOf(lines.join('\n'));
  if (html === undefined) return undefined;
  const inHtml = new Set(html.blocks.flatMap((block) => {
    const last = block.kind === 'table' ? block.lastLine : block.line;
    return Array.from({ length: last - block.line + 1 }, (_, index) => block.line + index);
  }));
  const outside = blocks.flatMap((block): PageBlock[] => (block.kind === 'html-table' || inHtml.has(block.line) ? [] : [block]));
  return { title: '', lines, blocks: [...outside, ...html.blocks].sort((left, right) => left.line - right.line) };
}
