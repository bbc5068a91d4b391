import MarkdownIt, { type Token } from 'markdown-it';
import { textOfInline } from './inline-text';

/** The parts of a Markdown document that a policy can be in, in order. Lines count from 1. */
export type OutlineBlock = OutlineHeading | OutlineTable | StrayRows | HtmlTable;

export interface OutlineHeading {
  readonly kind: 'heading';
  readonly line: number;
  readonly level: number;
  readonly text: string;
}

export interface OutlineTable {
  readonly kind: 'table';
  readonly line: number;
  readonly titles: readonly string[];
  readonly rows: readonly OutlineRow[];
}

export interface OutlineRow {
  readonly line: number;
  /** As many cells as the table has titles; cells that are missing are empty. */
  readonly cells: readonly string[];
  /** How many cells stand in the document: more or fewer than the titles where the row is damaged. */
  readonly cellsWritten: number;
}

/** Lines that look like rows but belong to no table that a reader of the rendered page would see. */
export interface StrayRows {
  readonly kind: 'stray-rows';
  readonly line: number;
  readonly lastLine: number;
}

export interface HtmlTable {
  readonly kind: 'html-table';
  readonly line: number;
}

export interface Outline {
  readonly lines: readonly string[];
  readonly blocks: readonly OutlineBlock[];
}

/** Beyond this, a cell is not a version, a date or a URI, and parsing it would only cost time. */
const LONGEST_INLINE = 1_000;
/** Text without any of these says what it says. */
const DECORATION = /[\\`*_~[\]<&!]/;

const markdown = new MarkdownIt({ html: true, maxNesting: 20 });
// Only headings and cells are parsed inline, below: prose is never looked at.
markdown.core.ruler.enableOnly(['normalize', 'block']);
const inlineMarkdown = new MarkdownIt({ html: true, maxNesting: 20 });

/** The document's headings and tables. Total and in linear time for any text. */
export function outlineOf(text: string): Outline {
  const clean = cleaned(text);
  const lines = clean.split('\n');
  const environment = {};
  const tokens = markdown.parse(clean, environment);
  return { lines, blocks: readBlocks(tokens, lines, (content) => inlineText(content, environment)) };
}

/** One kind of line end, plain spaces, and none of the characters that nobody sees. Lines keep their numbers. */
function cleaned(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ');
}

/** The environment has the addresses of links that the document defines apart from them. */
function inlineText(content: string, environment: Record<string, unknown>): string {
  if (content.length > LONGEST_INLINE || !DECORATION.test(content)) return content;
  return textOfInline(inlineMarkdown.parseInline(content, environment)[0]?.children ?? []);
}

function readBlocks(tokens: readonly Token[], lines: readonly string[], inline: (content: string) => string): OutlineBlock[] {
  const blocks: OutlineBlock[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    const line = (token?.map?.[0] ?? 0) + 1;
    switch (token?.type) {
      case 'heading_open':
        blocks.push({ kind: 'heading', line, level: Number(token.tag.slice(1)), text: inline(tokens[index + 1]?.content ?? '') });
        break;
      case 'table_open': {
        const end = endOfTable(tokens, index);
        blocks.push(readTable(tokens.slice(index, end), lines, inline));
        index = end;
        break;
      }
      case 'html_block':
        if (/<table[\s>]/i.test(token.content) && !token.content.startsWith('<!--')) blocks.push({ kind: 'html-table', line });
        else if (!token.content.startsWith('<!--')) blocks.push(...strayRows(token, lines));
        break;
      case 'paragraph_open':
      case 'code_block':
        blocks.push(...strayRows(token, lines));
        break;
    }
  }
  return blocks;
}

function endOfTable(tokens: readonly Token[], start: number): number {
  let end = start;
  while (end < tokens.length && tokens[end]?.type !== 'table_close') end += 1;
  return end;
}

function readTable(tokens: readonly Token[], lines: readonly string[], inline: (content: string) => string): OutlineTable {
  const rows: { line: number; cells: string[] }[] = [];
  for (const token of tokens) {
    if (token.type === 'tr_open') rows.push({ line: (token.map?.[0] ?? 0) + 1, cells: [] });
    else if (token.type === 'inline') rows.at(-1)?.cells.push(inline(token.content));
  }
  const [head, ...body] = rows;
  return {
    kind: 'table',
    line: head?.line ?? 1,
    titles: head?.cells ?? [],
    rows: body.map((row) => ({ ...row, cellsWritten: cellsIn(lines[row.line - 1] ?? '') })),
  };
}

/** Counted as the parser counts, which keeps no more than there are titles. */
function cellsIn(line: string): number {
  const inner = line.replace(/^[\s>]+/, '').trimEnd().replace(/^\|/, '').replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).length;
}

/** A line that starts with a pipe, or has several cells one of which is a version. */
function looksLikeRow(line: string): boolean {
  const trimmed = line.trim();
  if (trimmed.startsWith('|')) return true;
  const cells = trimmed.split('|');
  return cells.length > 2 && cells.some((cell) => /^[\s*`~]*v?\d{1,4}\.[\dx][\d.x]*[\s*`~]*$/i.test(cell));
}

function strayRows(token: Token, lines: readonly string[]): StrayRows[] {
  const [start, end] = token.map ?? [0, 0];
  const found: number[] = [];
  for (let index = start; index < end; index += 1) {
    if (looksLikeRow(lines[index] ?? '')) found.push(index + 1);
  }
  const [line] = found;
  const lastLine = found.at(-1);
  return line === undefined || lastLine === undefined ? [] : [{ kind: 'stray-rows', line, lastLine }];
}
