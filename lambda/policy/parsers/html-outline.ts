import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { OutlineHeading, OutlineRow, OutlineTable } from './markdown-outline';

export interface HtmlOutlineRow extends OutlineRow {
  /** A cell stands for several rows or columns, so that the others do not stand below their titles. */
  readonly spanned?: true;
}

/** A table of the page that is not inside another one. */
export interface HtmlOutlineTable extends OutlineTable {
  readonly rows: readonly HtmlOutlineRow[];
  readonly lastLine: number;
  /** Whether the end tag stands in the text; a page that breaks off has none. */
  readonly closed: boolean;
  /** The caption, or a first row of one cell above the titles. */
  readonly caption?: string;
}

export type HtmlBlock = OutlineHeading | HtmlOutlineTable;

export interface HtmlOutline {
  /** The language that the page says it is in. */
  readonly language?: string;
  readonly title: string;
  readonly blocks: readonly HtmlBlock[];
}

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** A page by hand or by a generator stays far below; what goes beyond would only cost time, more than in proportion. */
const MOST_ELEMENTS = 100_000;
const DEEPEST = 256;
/** More than any table has. */
const WIDEST = 100;
/** A summary unfolds what follows it, below any heading. */
const SUMMARY_LEVEL = 7;

const INVISIBLE = new Set(['script', 'style', 'template', 'noscript']);
/** Elements whose text runs on into that of their neighbours. */
const RUN_ON = new Set(['a', 'abbr', 'b', 'em', 'font', 'i', 'small', 'span', 'strong', 'sub', 'sup', 'u', 'var', 'wbr']);

/** The headings and tables of HTML, or of text with HTML in it, with their lines; undefined where it is too much to be a page. */
export function htmlOutlineOf(text: string): HtmlOutline | undefined {
  const root = parseWithinLimits(text.replace(/\r\n?/g, '\n'));
  if (root === undefined) return undefined;
  const blocks: HtmlBlock[] = [];
  const page: { language?: string; title: string } = { title: '' };
  const visit = (element: Element): void => {
    if (element.tagName === 'html') page.language = attribute(element, 'lang');
    if (element.tagName === 'title' && page.title === '') page.title = textOf(element);
    const block = blockOf(element);
    if (block) blocks.push(block);
    else if (!INVISIBLE.has(element.tagName)) for (const child of elementsIn(element)) visit(child);
  };
  for (const child of root.childNodes) if (isElement(child)) visit(child);
  return { ...page, blocks };
}

class TooComplex extends Error {}

function parseWithinLimits(html: string): DefaultTreeAdapterTypes.Document | undefined {
  let elements = 0;
  let depth = 0;
  const limited = (count: number, most: number): void => {
    if (count > most) throw new TooComplex();
  };
  try {
    return parse(html, {
      sourceCodeLocationInfo: true,
      treeAdapter: {
        ...defaultTreeAdapter,
        createElement(...args) {
          limited(elements += 1, MOST_ELEMENTS);
          return defaultTreeAdapter.createElement(...args);
        },
        onItemPush: () => limited(depth += 1, DEEPEST),
        onItemPop: () => void (depth -= 1),
      },
    });
  } catch (error) {
    if (error instanceof TooComplex) return undefined;
    throw error;
  }
}

function blockOf(element: Element): HtmlBlock | undefined {
  if (element.tagName === 'table') return tableOf(element);
  const level = element.tagName === 'summary' ? SUMMARY_LEVEL : Number(/^h([1-6])$/.exec(element.tagName)?.[1] ?? 0);
  return level === 0 ? undefined : { kind: 'heading', line: lineOf(element), level, text: textOf(element) };
}

function tableOf(table: Element): HtmlOutlineTable {
  const rows = rowsOf(table).map((row) => ({ line: lineOf(row), cells: elementsIn(row).filter(isCell) }));
  const [first] = rows;
  const titled = first?.cells.length === 1 && rows.length > 1 ? first.cells : [];
  const [head, ...body] = rows.slice(titled.length);
  const [caption] = [...elementsIn(table).filter(({ tagName }) => tagName === 'caption'), ...titled].map(textOf);
  const location = table.sourceCodeLocation;
  return {
    kind: 'table',
    line: head?.line ?? lineOf(table),
    titles: head?.cells.flatMap((cell) => [textOf(cell), ...Array<string>(span(cell, 'colspan') - 1).fill('')]) ?? [],
    rows: body.map(({ line, cells }): HtmlOutlineRow => ({
      line,
      cells: cells.map(textOf),
      cellsWritten: cells.length,
      ...(cells.some((cell) => span(cell, 'colspan') > 1 || span(cell, 'rowspan') > 1) && { spanned: true }),
    })),
    lastLine: location?.endLine ?? lineOf(table),
    closed: location?.endTag !== undefined,
    ...(caption !== undefined && { caption }),
  };
}

function span(cell: Element, name: 'colspan' | 'rowspan'): number {
  return Math.min(WIDEST, Number(/^\s*(\d{1,4})/.exec(attribute(cell, name) ?? '')?.[1] ?? 1)) || 1;
}

/** The table's own rows: those of a table inside a cell are that cell's. */
function rowsOf(table: Element): readonly Element[] {
  return elementsIn(table).flatMap((child) => (child.tagName === 'tr' ? [child] : /^t(?:head|body|foot)$/.test(child.tagName) ? rowsOf(child) : []));
}

function isCell({ tagName }: Element): boolean {
  return tagName === 'td' || tagName === 'th';
}

/** What a reader sees, on one line, without the tables inside. */
function textOf(element: Element): string {
  return wordsOf(element).replace(/[\u200b-\u200d\u2060\ufeff]/g, '').replace(/\s+/g, ' ').trim();
}

function wordsOf(parent: Element): string {
  return parent.childNodes.map((node) => {
    if (node.nodeName === '#text' && 'value' in node) return node.value;
    if (!isElement(node) || node.tagName === 'table' || INVISIBLE.has(node.tagName)) return ' ';
    return RUN_ON.has(node.tagName) ? wordsOf(node) : ` ${wordsOf(node)} `;
  }).join('');
}

function elementsIn(parent: Element): readonly Element[] {
  return parent.childNodes.filter(isElement);
}

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}

/** Elements that the parser supplies have no place of their own: that of what they hold is theirs. */
function lineOf(element: Element): number {
  const line = element.sourceCodeLocation?.startLine;
  if (line !== undefined) return line;
  const [first] = elementsIn(element);
  return first === undefined ? 1 : lineOf(first);
}
