import { byLine, quote } from '../../../lib/core/policy/anomaly';
import { duplicates } from '../../../lib/core/policy/checks/duplicates';
import type { PolicyAnomaly, PolicyDocument } from '../../../lib/core/policy/policy';
import { GOOGLE_DEEP_LEARNING_CONTAINERS } from '../../../lib/core/policy/policy';
import { parseWrittenDate } from '../../../lib/core/policy/written-date';
import { collapseRows } from './collapse-rows';
import type { Page, PageBlock, PageTable } from './google-deep-learning-containers/blocks';
import { LARGEST_PAGE, MOST_LINES, pageOf } from './google-deep-learning-containers/blocks';
import { readReferences } from './google-deep-learning-containers/cells';
import type { ReleaseTable } from './google-deep-learning-containers/completeness';
import { localised, missingParts, truncation } from './google-deep-learning-containers/completeness';
import type { Place, Product, ReleaseColumns } from './google-deep-learning-containers/layout';
import { announcedProduct, COLUMN_NAMES, columnsOf, Headings, productOfPath, PRODUCTS } from './google-deep-learning-containers/layout';
import { claimOf } from './google-deep-learning-containers/normalise';
import { readRow } from './google-deep-learning-containers/rows';
import { mergeConflicts } from './merge-conflict';
import type { StrayRows } from './markdown-outline';
import type { PolicyParser } from './policy-parser';

/**
 * Google's pages "Supported frameworks" of Vertex AI, now the Gemini Enterprise Agent Platform, and "Choose a container image" of
 * Deep Learning Containers, as HTML or as the Markdown of their `.md.txt`.
 */
export const googleDeepLearningContainers: PolicyParser = {
  family: GOOGLE_DEEP_LEARNING_CONTAINERS,
  recognises: (text) => /-docker\.pkg\.dev\/(?:vertex-ai|deeplearning-platform-release)|\bend\s+of\s+patch\s+and\s+support\b/i.test(text),
  parse: parseGoogleDeepLearningContainersPolicy,
};

/** Reads the document. Every row of every table with the two dates becomes releases or is reported. */
export function parseGoogleDeepLearningContainersPolicy(text: string): PolicyDocument {
  const page = pageOf(text);
  if (page === undefined) return refused(notAPage());
  const foreign = localised(page);
  if (foreign !== undefined) return refused(foreign);
  const reader = new PageReader();
  for (const block of page.blocks) reader.read(block, page);
  return reader.finish(page);
}

function refused(anomaly: PolicyAnomaly): PolicyDocument {
  return { family: GOOGLE_DEEP_LEARNING_CONTAINERS, releases: [], majors: [], anomalies: [anomaly], products: [] };
}

function notAPage(): PolicyAnomaly {
  return {
    code: 'not-a-policy', severity: 'error', line: null,
    message: `A policy document must be a page of at most ${LARGEST_PAGE} characters and ${MOST_LINES} lines, got: more, or more elements than any page has.`,
  };
}

class PageReader {
  private readonly headings = new Headings();
  private readonly announced = new Map<Product, number>();
  private readonly tables: ReleaseTable[] = [];
  private readonly anomalies: PolicyAnomaly[] = [];

  read(block: PageBlock, page: Page): void {
    switch (block.kind) {
      case 'heading': {
        this.headings.enter(block);
        const product = announcedProduct(block);
        if (product !== undefined && !this.announced.has(product)) this.announced.set(product, block.line);
        break;
      }
      case 'table':
        this.readTable(block, this.headings.place(block.caption));
        break;
      case 'stray-rows':
        this.readStrayRows(block, page);
        break;
    }
  }

  finish(page: Page): PolicyDocument {
    const all = this.tables.flatMap(({ releases }) => releases);
    const products = Object.keys(PRODUCTS).filter((product) => this.tables.some((table) => table.product === product));
    const anomalies = [
      ...this.anomalies,
      ...mergeConflicts(page.lines),
      ...missingParts(this.tables, this.announced, page),
      ...truncation(page),
      ...duplicates({ releases: all, majors: [] }),
    ];
    return { family: GOOGLE_DEEP_LEARNING_CONTAINERS, releases: collapseRows(all), majors: [], anomalies: byLine(anomalies), products };
  }

  private readTable(table: PageTable, place: Place): void {
    const product = productOf(table) ?? place.product;
    const columns = columnsOf(table.titles);
    if (columns.kind === 'ambiguous') {
      this.report('ambiguous-columns', 'error', table.line, `A table must have one column for each of the two dates, got: ${columns.titles.map(quote).join(' and ')}. Its ${table.rows.length} rows are not read.`);
    } else if (columns.kind === 'releases' && product !== undefined) {
      this.readReleases(table, product, columns.columns, columns.framework ?? place.framework);
    } else {
      const meant = columns.kind === 'releases' || columns.dated || (isExpected(product, place.framework) && (columns.versioned || referencesIn(table).length > 0));
      this.reportUnknown(table, place, meant);
    }
  }

  private readReleases(table: PageTable, product: Product, columns: ReleaseColumns, framework: string | undefined): void {
    const rows = table.rows.map((row) => readRow(row, { product, columns, framework, titles: table.titles.length }));
    this.tables.push({ table, product, releases: rows.flatMap(({ releases }) => releases) });
    this.anomalies.push(...rows.flatMap(({ anomalies }) => anomalies));
  }

  /** Where rows with dates were meant, they are missed; the pages have tables about other things too. */
  private reportUnknown(table: PageTable, place: Place, meantAsReleases: boolean): void {
    const found = `${table.titles.map(quote).join(', ')} under ${quote(place.heading)}`;
    this.report(
      'unknown-table', meantAsReleases ? 'error' : 'info', table.line,
      `A table of a known product must have the columns of ${COLUMN_NAMES}, got: ${found}. `
      + `Its ${table.rows.length} rows are not read. A page in another language is asked for with '?hl=en'.`,
    );
  }

  /** Lines with pipes are commands or prose as well: only those with a date or an image of Google's were meant as rows. */
  private readStrayRows({ line, lastLine }: StrayRows, { lines }: Page): void {
    const rows = lines.slice(line - 1, lastLine);
    if (!rows.some((row) => readReferences(row).length > 0 || row.split('|').some((cell) => parseWrittenDate(cell) !== undefined))) return;
    this.report('row-outside-table', 'error', line, `Rows must stand in a table with titles and a delimiter row, got: loose rows on lines ${line} to ${lastLine}. They are not read.`);
  }

  private report(code: string, severity: PolicyAnomaly['severity'], line: number, message: string): void {
    this.anomalies.push({ code, severity, line, message });
  }
}

/** The images prove the product where all of them are of the same one; headings have changed, their paths have not. */
function productOf(table: PageTable): Product | undefined {
  const paths = referencesIn(table).flatMap((reference) => claimOf(reference)?.repository ?? []);
  const products = new Set(paths.map(productOfPath));
  return products.size === 1 ? [...products][0] : undefined;
}

function referencesIn({ rows }: PageTable): readonly string[] {
  return rows.flatMap(({ cells }) => cells.flatMap(readReferences));
}

function isExpected(product: Product | undefined, framework: string | undefined): boolean {
  return product !== undefined && PRODUCTS[product].some((expected) => expected === framework);
}
