import type { CalendarDate } from '../../../../lib/core/calendar-date';
import { quote } from '../../../../lib/core/policy/anomaly';
import { duplicates } from '../../../../lib/core/policy/checks/duplicates';
import type { PolicyAnomaly, PolicyDocument, PolicyRelease } from '../../../../lib/core/policy/policy';
import { AWS_DEEP_LEARNING_CONTAINERS } from '../../../../lib/core/policy/policy';
import { parseWrittenDate } from '../../../../lib/core/policy/written-date';
import type { OutlineBlock, OutlineHeading, OutlineRow, OutlineTable } from '../markdown-outline';
import { meaningsOf, targetsOf, type PageName } from './names';
import { isVersion } from './version';

type Section = NonNullable<PolicyRelease['section']>;

interface Columns {
  readonly framework: number;
  readonly version: number;
  readonly ga?: number;
  readonly eop: number;
}

/** One row of a table as far as it could be read. */
interface PageRow {
  readonly name: string;
  readonly version: string;
  readonly releaseDate?: CalendarDate;
  readonly eolFrom: CalendarDate;
  readonly asWritten: string;
  readonly section?: Section;
  readonly line: number;
}

const SECTIONS: readonly Section[] = ['supported', 'unsupported'];
/** What the vendor's program writes into a cell that has nothing. */
const EMPTY = /^[-–—]?$/;

/** Reads the rendered support table. Every row of every table becomes releases, or is reported. */
export function parsePage(blocks: readonly OutlineBlock[]): PolicyDocument {
  const reader = new PageReader();
  for (const block of blocks) reader.read(block);
  return reader.finish();
}

class PageReader {
  private section?: { readonly value: Section; readonly level: number; readonly line: number };
  private readonly sections = new Map<Section, { readonly line: number; rows: number }>();
  private readonly rows: PageRow[] = [];
  private readonly anomalies: PolicyAnomaly[] = [];
  private hasRows = false;

  read(block: OutlineBlock): void {
    if (block.kind === 'heading') this.enter(block);
    else if (block.kind === 'table') this.readTable(block);
    else if (block.kind === 'stray-rows') this.report('row-outside-table', 'error', block.line, `Rows must stand in a table with titles, got: loose rows on lines ${block.line} to ${block.lastLine}. They are not read.`);
    else this.report('html-table', 'error', block.line, 'Tables of a Markdown file must be written in Markdown, got: an HTML table. Its rows are not read.');
  }

  finish(): PolicyDocument {
    const releases = this.releases();
    const anomalies = [...this.anomalies, ...this.missing(), ...duplicates({ releases, majors: [] })];
    return { family: AWS_DEEP_LEARNING_CONTAINERS, releases, majors: [], anomalies };
  }

  private enter({ text, level, line }: OutlineHeading): void {
    const value = /^\W*unsupported\b/i.test(text) ? 'unsupported' : /^\W*supported\b/i.test(text) ? 'supported' : undefined;
    if (value !== undefined) {
      this.section = { value, level, line };
      if (!this.sections.has(value)) this.sections.set(value, { line, rows: 0 });
    } else if (this.section !== undefined && level <= this.section.level) {
      this.section = undefined;
    }
  }

  private readTable(table: OutlineTable): void {
    const columns = columnsOf(table.titles);
    if (columns === undefined) {
      return this.report('unknown-table', this.section ? 'error' : 'warning', table.line, `A table must have the columns 'Framework', 'Version' and 'EOP Date', got: ${table.titles.map(quote).join(', ') || 'no titles'}. Its ${table.rows.length} rows are not read.`);
    }
    if (this.section === undefined) this.report('heading', 'info', table.line, 'A table of releases should stand under a heading that says whether they are supported, got: none. The dates decide.');
    const counted = this.section && this.sections.get(this.section.value);
    if (counted) counted.rows += table.rows.length;
    for (const row of table.rows) this.readRow(row, columns, table.titles.length);
  }

  private readRow(row: OutlineRow, columns: Columns, titles: number): void {
    this.hasRows = true;
    const cell = (index: number | undefined): string => (index === undefined ? '' : row.cells[index] ?? '');
    const [name, version, ga, eop] = [cell(columns.framework), cell(columns.version), cell(columns.ga), cell(columns.eop)];
    const [eolFrom, releaseDate] = [parseWrittenDate(eop), parseWrittenDate(ga)];
    const errors = this.anomalies.length;
    const where = `row ${quote(`${name} ${version}`)}`;
    if (name === '') this.report('unparsable-framework', 'error', row.line, `The framework of ${where} must be a name, got: nothing. The row is not read; the document should not be used until it can be.`);
    if (!isVersion(version)) this.report('unparsable-version', 'error', row.line, `The version of ${where} must be a version such as '2.11', got: ${quote(version)}. The row is not read; the document should not be used until it can be.`);
    if (eolFrom === undefined) this.report('unparsable-date', 'error', row.line, `The EOP date of ${where} must be one whole day such as '2026-10-15', got: ${quote(eop)}. The row's end is not known; the document should not be used until it is.`);
    if (releaseDate === undefined && !EMPTY.test(ga)) this.report('unparsable-date', 'error', row.line, `The GA date of ${where} must be one whole day such as '2026-10-15', got: ${quote(ga)}. The document should not be used until it is.`);
    if (this.anomalies.length > errors || eolFrom === undefined) return;
    if (row.cellsWritten > titles) this.report('extra-cells', 'warning', row.line, `Row ${quote(name)} must have the ${titles} cells of its table, got: ${row.cellsWritten}. Those beyond the last title are not read.`);
    const optional = { ...(releaseDate && { releaseDate }), ...(this.section && { section: this.section.value }) };
    this.rows.push({ name, version, eolFrom, asWritten: eop, line: row.line, ...optional });
  }

  private releases(): readonly PolicyRelease[] {
    const names = meaningsOf(this.rows.map(({ name }) => name));
    const byVersion = namesByVersion(this.rows, names);
    return this.rows.flatMap(({ name, version, section, releaseDate, eolFrom, asWritten, line }, index) => {
      const meaning = names[index];
      if (meaning === undefined) return [];
      if (meaning.isUnknown) this.report('unknown-framework', 'warning', line, `A framework must be one whose repositories are known, got: ${quote(name)}. The row counts for a framework of that name.`);
      const targets = targetsOf(meaning, [...byVersion.get(version)?.values() ?? []]);
      if (targets.length === 0) this.report('duplicate-row', 'info', line, `${quote(`${name} ${version}`)} must be about a repository that has no row of its own, got: rows for each of them. These count.`);
      return targets.map(({ repository, os }) => ({
        version, ...(repository !== undefined && { repository }), ...(os !== undefined && { os }), framework: meaning.framework,
        ...(section && { section }), ...(releaseDate && { releaseDate }), eolFrom, asWritten, line,
      }));
    });
  }

  /** What a whole page has and this one lacks. */
  private missing(): readonly PolicyAnomaly[] {
    if (!this.hasRows) {
      const [first] = this.sections.values();
      return [{
        code: first ? 'no-table' : 'not-a-policy', severity: 'error', line: first?.line ?? null,
        message: "A policy must have tables with the columns 'Framework', 'Version' and 'EOP Date' and with rows, got: none. Check that the address gives the vendor's page or data files.",
      }];
    }
    return SECTIONS.flatMap((name): PolicyAnomaly[] => {
      const section = this.sections.get(name);
      if (section === undefined) return [{ code: 'missing-section', severity: 'warning', line: null, message: `A policy should have a section of ${name} frameworks, got: none. Compare with the last document before you trust this one.` }];
      if (section.rows > 0) return [];
      return [{ code: 'missing-table', severity: 'error', line: section.line, message: `Section '${name}' must have a table with rows, got: none. The document looks damaged: keep the last one that was whole.` }];
    });
  }

  private report(code: string, severity: PolicyAnomaly['severity'], line: number, message: string): void {
    this.anomalies.push({ code, severity, line, message });
  }
}

/** The known names that have a row for the same version. */
function namesByVersion(rows: readonly PageRow[], names: readonly PageName[]): ReadonlyMap<string, ReadonlyMap<string, PageName>> {
  const byVersion = new Map<string, Map<string, PageName>>();
  rows.forEach(({ version }, index) => {
    const name = names[index];
    if (name === undefined || name.isUnknown) return;
    const known = byVersion.get(version) ?? new Map<string, PageName>();
    byVersion.set(version, known.set(name.repositories.join(), name));
  });
  return byVersion;
}

/** The columns by their titles, in any order; undefined where one that decides is not there once. */
function columnsOf(titles: readonly string[]): Columns | undefined {
  const find = (pattern: RegExp) => titles.flatMap((title, index) => (pattern.test(title.slice(0, 100)) ? [index] : []));
  const [framework, version] = [find(/^frameworks?$/i), find(/\bversion\b/i)];
  const [eop, ga] = [find(/\beop\b|\bend of (?:patch|support|life)\b/i), find(/\bga\b|\bgeneral availability\b/i)];
  const once = [framework, version, eop].every((found) => found.length === 1);
  const [[frameworkAt], [versionAt], [eopAt], [gaAt]] = [framework, version, eop, ga];
  if (!once || frameworkAt === undefined || versionAt === undefined || eopAt === undefined) return undefined;
  return { framework: frameworkAt, version: versionAt, eop: eopAt, ...(gaAt !== undefined && ga.length === 1 && { ga: gaAt }) };
}
