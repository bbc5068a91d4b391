import { quote } from '../../../../lib/core/policy/anomaly';
import type { PolicyAnomaly, PolicyRelease } from '../../../../lib/core/policy/policy';
import type { Page, PageTable } from './blocks';
import { COLUMN_NAMES, PRODUCTS, type Product } from './layout';

/** One table of releases with what could be read of it. */
export interface ReleaseTable {
  readonly table: PageTable;
  readonly product: Product;
  readonly releases: readonly PolicyRelease[];
}

/** The language of the page where it is not English: names of months and of columns would be misread or missed. */
export function localised({ language, blocks }: Page): PolicyAnomaly | undefined {
  if (language !== undefined && language !== '' && !/^en(?:$|[-_])/i.test(language)) return inAnotherLanguage(`a page in ${quote(language)}`, null);
  const foreign = blocks.flatMap((block) => {
    if (block.kind !== 'table') return [];
    const cell = [...block.titles, ...block.rows.flatMap(({ cells }) => cells.filter((text) => /\d{4}/.test(text)))].find(isInAnotherScript);
    return cell === undefined ? [] : [{ cell, line: block.line }];
  });
  const [first] = foreign;
  return first && inAnotherLanguage(`${quote(first.cell)} in a table`, first.line);
}

function isInAnotherScript(text: string): boolean {
  return /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(text.slice(0, 200));
}

function inAnotherLanguage(found: string, line: number | null): PolicyAnomaly {
  return {
    code: 'localised-page', severity: 'error', line,
    message: `The page must be in English, got: ${found}. Ask for it with '?hl=en' at the end of its address. Nothing of it is read.`,
  };
}

/** What a whole document has and this one lacks. */
export function missingParts(
  tables: readonly ReleaseTable[], announced: ReadonlyMap<Product, number>, page: Page,
): readonly PolicyAnomaly[] {
  if (tables.length === 0) return [noTable(announced, page)];
  const lines = tables.map(({ table, product }) => [product, announced.get(product) ?? table.line] as const);
  const products = new Map([...lines.reverse(), ...announced]);
  return [...products].flatMap(([product, line]) => missingTables(product, line, tables));
}

function missingTables(product: Product, line: number, tables: readonly ReleaseTable[]): readonly PolicyAnomaly[] {
  const releases = tables.flatMap((table) => (table.product === product ? table.releases : []));
  const read = new Set(releases.map(({ framework }) => framework));
  return PRODUCTS[product].filter((framework) => !read.has(framework)).map((framework) => ({
    code: 'missing-table', severity: 'error', line,
    message: `The list of '${product}' must have a table with rows for ${framework}, got: none. The document looks damaged: keep the last one that was whole.`,
  }));
}

function noTable(announced: ReadonlyMap<Product, number>, { title }: Page): PolicyAnomaly {
  const [line] = announced.values();
  const titled = title === '' ? '' : ` (its title is ${quote(title)})`;
  return {
    code: line === undefined ? 'not-a-policy' : 'no-table', severity: 'error', line: line ?? null,
    message: `A policy must have tables with the columns of ${COLUMN_NAMES}, got: a page without any${titled}. `
      + "A page in another language is asked for with '?hl=en'. "
      + (line === undefined ? 'Check that the address gives the list of supported frameworks or of containers itself.' : 'The document looks damaged: keep the last one that was whole.'),
  };
}

/** Whether the document breaks off in a table: its end tag is missing, or its last row the closing pipe that its first one has. */
export function truncation({ lines, blocks }: Page): readonly PolicyAnomaly[] {
  const lastLine = lines.findLastIndex((line) => line.trim() !== '') + 1;
  const cut = blocks.find((block) => block.kind === 'table' && (block.closed === false || isCutPipeTable(block, lines, lastLine)));
  return cut === undefined ? [] : [{
    code: 'truncated-table', severity: 'error', line: lastLine,
    message: `A policy must not end in the middle of a table, got: no end of the table on line ${cut.line}. The document was cut off: fetch it again.`,
  }];
}

function isCutPipeTable(table: PageTable, lines: readonly string[], lastLine: number): boolean {
  const last = table.rows.at(-1);
  if (table.closed !== undefined || last?.line !== lastLine) return false;
  const isClosed = (line: number): boolean => (lines[line - 1] ?? '').trimEnd().endsWith('|');
  return isClosed(table.line) && !isClosed(last.line);
}
