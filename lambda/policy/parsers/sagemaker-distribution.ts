import { byLine, quote } from '../../../lib/core/policy/anomaly';
import { checkRows } from '../../../lib/core/policy/checks';
import type { PolicyAnomaly, PolicyDocument, PolicyMajor } from '../../../lib/core/policy/policy';
import { SAGEMAKER_DISTRIBUTION } from '../../../lib/core/policy/policy';
import { whyNotMarkdown } from '../unreadable';
import type { Outline, OutlineBlock, OutlineTable } from './markdown-outline';
import { outlineOf } from './markdown-outline';
import { mergeConflicts } from './merge-conflict';
import type { PolicyParser } from './policy-parser';
import type { ReleaseTable } from './sagemaker-distribution/completeness';
import { missingParts, truncation } from './sagemaker-distribution/completeness';
import type { Columns, Place, Section } from './sagemaker-distribution/layout';
import { announcesTables, columnsOf, Headings } from './sagemaker-distribution/layout';
import { readMajor, readRelease } from './sagemaker-distribution/rows';

/** Amazon SageMaker Distribution: `support_policy.md` of https://github.com/aws/sagemaker-distribution, written by hand. */
export const sageMakerDistribution: PolicyParser = {
  family: SAGEMAKER_DISTRIBUTION,
  recognises: (text) => /sagemaker[- ]distribution/i.test(text) || /^#{1,6}.*supported image versions/im.test(text),
  whyUnreadable: whyNotMarkdown,
  parse: parseSageMakerDistributionPolicy,
};

/** Reads the document. Every row of every table becomes a release or a major, is one of the release cadence, or is reported. */
export function parseSageMakerDistributionPolicy(markdown: string): PolicyDocument {
  const outline = outlineOf(markdown);
  const reader = new DocumentReader();
  for (const block of outline.blocks) reader.read(block);
  return reader.finish(outline);
}

class DocumentReader {
  private readonly headings = new Headings();
  private readonly sectionLines = new Map<Section, number>();
  private readonly tables: ReleaseTable[] = [];
  private readonly majors: PolicyMajor[] = [];
  private readonly anomalies: PolicyAnomaly[] = [];
  private lastTable?: OutlineTable;

  read(block: OutlineBlock): void {
    switch (block.kind) {
      case 'heading': {
        this.headings.enter(block);
        const { section } = this.headings.place();
        if (section !== undefined && announcesTables(block) && !this.sectionLines.has(section)) this.sectionLines.set(section, block.line);
        break;
      }
      case 'table':
        this.lastTable = block;
        this.readTable(block, this.headings.place());
        break;
      case 'stray-rows':
        this.report('row-outside-table', 'error', block.line, `Rows must stand in a table with titles and a delimiter row, got: loose rows on lines ${block.line} to ${block.lastLine}. They are not read.`);
        break;
      case 'html-table':
        this.report('html-table', 'error', block.line, 'Tables must be written in Markdown, got: an HTML table. Its rows are not read.');
        break;
    }
  }

  finish(outline: Outline): PolicyDocument {
    const releases = this.tables.flatMap((table) => table.releases);
    const anomalies = [
      ...this.anomalies,
      ...mergeConflicts(outline.lines),
      ...missingParts(this.tables, this.sectionLines),
      ...truncation(outline.lines, this.lastTable, this.tables),
      ...checkRows({ releases, majors: this.majors }),
    ];
    return { family: SAGEMAKER_DISTRIBUTION, releases, majors: this.majors, anomalies: byLine(anomalies) };
  }

  private readTable(table: OutlineTable, place: Place): void {
    const columns = columnsOf(table.titles, place);
    switch (columns.kind) {
      case 'releases':
        this.readReleases(table, columns, place);
        break;
      case 'majors':
        for (const row of table.rows) {
          const { value, anomalies } = readMajor(row, columns);
          if (value) this.majors.push(value);
          this.anomalies.push(...anomalies);
        }
        break;
      case 'ambiguous':
        this.report('ambiguous-columns', 'error', table.line, `A table must have one column with the end of support, got: ${columns.titles.map(quote).join(' and ')}. Its ${table.rows.length} rows are not read.`);
        break;
      case 'unknown':
        this.reportUnknown(table, place);
        break;
      case 'cadence':
        break;
    }
  }

  private readReleases(table: OutlineTable, columns: Extract<Columns, { kind: 'releases' }>, place: Place): void {
    if (place.section === undefined) {
      this.report('heading', 'info', table.line, `A table of releases should stand under a heading that says whether they are supported, got: ${quote(place.heading)}. By its columns they are '${columns.section}'.`);
    }
    const rows = table.rows.map((row) => readRelease(row, columns, place));
    this.tables.push({
      table,
      section: columns.section,
      processor: place.processor,
      releases: rows.flatMap(({ value }) => value ? [value] : []),
    });
    this.anomalies.push(...rows.flatMap(({ anomalies }) => anomalies));
  }

  /** Under a heading for releases, the rows were meant to be releases; elsewhere a new table may be about anything. */
  private reportUnknown(table: OutlineTable, place: Place): void {
    const meantAsReleases = place.section !== undefined && place.processor !== undefined;
    this.report(
      'unknown-table', meantAsReleases ? 'error' : 'warning', table.line,
      `A table must have known columns, got: ${table.titles.map(quote).join(', ')} under ${quote(place.heading)}. Its ${table.rows.length} rows are not read.`,
    );
  }

  private report(code: string, severity: PolicyAnomaly['severity'], line: number, message: string): void {
    this.anomalies.push({ code, severity, line, message });
  }
}
