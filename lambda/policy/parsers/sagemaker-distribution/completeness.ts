import type { PolicyAnomaly, PolicyRelease, Processor } from '../../../../lib/core/policy/policy';
import type { OutlineTable } from '../markdown-outline';
import type { Section } from './layout';

/** One table of releases with what could be read of it. */
export interface ReleaseTable {
  readonly table: OutlineTable;
  readonly section: Section;
  readonly processor?: Processor;
  readonly releases: readonly PolicyRelease[];
}

const SECTIONS: readonly Section[] = ['supported', 'unsupported'];
const PROCESSORS: readonly Processor[] = ['cpu', 'gpu'];

/** What a whole document has and this one lacks. */
export function missingParts(tables: readonly ReleaseTable[], headings: ReadonlyMap<Section, number>): readonly PolicyAnomaly[] {
  if (tables.length === 0) return [noTable(headings)];
  return SECTIONS.flatMap((section) => {
    const line = headings.get(section) ?? tables.find((table) => table.section === section)?.table.line;
    if (line === undefined) return [missingSection(section)];
    return missingTables(section, line, tables.filter((table) => table.section === section));
  });
}

function missingTables(section: Section, line: number, tables: readonly ReleaseTable[]): PolicyAnomaly[] {
  const filled = tables.filter(({ table }) => table.rows.length > 0);
  const processors = new Set(filled.flatMap((table) => [table.processor, ...table.releases.map((release) => release.processor)]));
  const forAnyProcessor = filled.some((table) => table.releases.some((release) => release.processor === undefined));
  return PROCESSORS.filter((processor) => !processors.has(processor) && !forAnyProcessor).map((processor) => ({
    code: 'missing-table', severity: 'error', line,
    message: `Section '${section}' must have a table with rows for ${processor}, got: none. The document looks damaged: keep the last one that was whole.`,
  }));
}

function missingSection(section: Section): PolicyAnomaly {
  return {
    code: 'missing-table', severity: 'warning', line: null,
    message: `A policy should have a section of ${section} versions, got: none. Compare with the last document before you trust this one.`,
  };
}

function noTable(headings: ReadonlyMap<Section, number>): PolicyAnomaly {
  const [line] = headings.values();
  const known = line !== undefined;
  return {
    code: known ? 'missing-table' : 'not-a-policy', severity: 'error', line: line ?? null,
    message: known
      ? 'A policy must have tables with the columns of version and end of support, got: headings without any. The document looks damaged: keep the last one that was whole.'
      : "A policy must have tables with the columns of version and end of support, got: text without any. Check that the address gives the vendor's Markdown file itself.",
  };
}

/** Whether the document breaks off in its last table: the row is short or unread, or the sister table has rows that did not come. */
export function truncation(
  lines: readonly string[], last: OutlineTable | undefined, tables: readonly ReleaseTable[],
): readonly PolicyAnomaly[] {
  const row = last?.rows.at(-1);
  const lastLine = lines.findLastIndex((line) => line.trim() !== '') + 1;
  if (last === undefined || (row?.line ?? last.line + 1) !== lastLine) return [];
  const read = tables.find(({ table }) => table === last);
  const shortRow = row !== undefined && row.cellsWritten < row.cells.length;
  const unreadEnd = read !== undefined && !read.releases.some((release) => release.line === row?.line);
  if (!shortRow && !unreadEnd && (read === undefined || sistersAgree(read, tables))) return [];
  return [{
    code: 'truncated-table', severity: 'error', line: lastLine,
    message: 'A policy must not end in the middle of a table, got: a last row after which others are missing. The document was cut off: fetch it again.',
  }];
}

function sistersAgree(read: ReleaseTable, tables: readonly ReleaseTable[]): boolean {
  const sisters = tables.filter((table) => table !== read && table.section === read.section);
  const versions = new Set(read.releases.map((release) => release.version));
  return sisters.every((sister) => sister.releases.every((release) => versions.has(release.version)));
}
