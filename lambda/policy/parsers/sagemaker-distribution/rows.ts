import { quote } from '../../../../lib/core/policy/anomaly';
import { meaningOfTag } from '../../../../lib/core/policy/checks/tag-of-uri';
import type { PolicyAnomaly, PolicyMajor, PolicyRelease, Processor } from '../../../../lib/core/policy/policy';
import { parseWrittenDate } from '../../../../lib/core/policy/written-date';
import type { OutlineRow } from '../markdown-outline';
import type { Columns, Place } from './layout';
import { processorIn } from './layout';

/** What became of one row: a value, or why there is none. */
export interface ReadRow<T> {
  readonly value?: T;
  readonly anomalies: readonly PolicyAnomaly[];
}

/** `2.3.x`, `v2.3`, `2.3.1`; the major alone covers no release. */
const MINOR = /^v?(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)(?:\.[x*])?$/i;
/** `2.x.x`, `2.x`, `2`. */
const MAJOR = /^v?(\d{1,4})(?:\.[x*]){0,2}$/i;
const URI = /^[\w.-]+(?::\d+)?\/[\w./-]+(?::[\w][\w.-]*)?(?:@sha256:[0-9a-f]{64})?$/i;

export function readRelease(row: OutlineRow, columns: Extract<Columns, { kind: 'releases' }>, place: Place): ReadRow<PolicyRelease> {
  const [versionCell, dateCell, uriCell] = [cell(row, columns.version), cell(row, columns.date), cell(row, columns.uri)];
  const version = MINOR.exec(versionCell)?.[1];
  const eolFrom = parseWrittenDate(dateCell);
  const anomalies = [...extraCells(row, columns), ...(uriCell !== '' && !URI.test(uriCell) ? [unparsableUri(row, uriCell)] : [])];
  if (version === undefined) anomalies.push(unparsableVersion(row, versionCell, "a minor version such as '2.3.x'"));
  if (eolFrom === undefined) anomalies.push(unparsableDate(row, versionCell, dateCell));
  if (version === undefined || eolFrom === undefined) return { anomalies };
  const uri = URI.test(uriCell) ? uriCell : undefined;
  const processor = processorOf(place, cell(row, columns.processor), uri);
  return {
    value: {
      version,
      ...(processor && { processor }),
      ...(uri !== undefined && { uri }),
      section: columns.section,
      eolFrom,
      asWritten: dateCell,
      line: row.line,
    },
    anomalies,
  };
}

export function readMajor(row: OutlineRow, columns: Extract<Columns, { kind: 'majors' }>): ReadRow<PolicyMajor> {
  const [versionCell, dateCell, minorCell] = [cell(row, columns.version), cell(row, columns.date), cell(row, columns.lastMinor)];
  const version = MAJOR.exec(versionCell)?.[1];
  const eolFrom = parseWrittenDate(dateCell);
  const lastMinorRelease = parseWrittenDate(minorCell);
  const anomalies: PolicyAnomaly[] = [];
  if (version === undefined) anomalies.push(unparsableVersion(row, versionCell, "a major version such as '2.x.x'"));
  if (eolFrom === undefined) anomalies.push(unparsableDate(row, versionCell, dateCell));
  if (lastMinorRelease === undefined && columns.lastMinor !== undefined) anomalies.push(unparsableDate(row, versionCell, minorCell));
  if (version === undefined || eolFrom === undefined) return { anomalies };
  return { value: { version, lastMinorRelease: lastMinorRelease ?? null, eolFrom, line: row.line }, anomalies };
}

/** The table's heading decides; a column of its own comes before the tag, which is copied and forgotten most easily. */
function processorOf(place: Place, written: string, uri: string | undefined): Processor | undefined {
  return place.processor ?? processorIn(written) ?? (uri === undefined ? undefined : meaningOfTag(uri).processor);
}

function cell(row: OutlineRow, index: number | undefined): string {
  return index === undefined ? '' : row.cells[index] ?? '';
}

function extraCells(row: OutlineRow, columns: Extract<Columns, { kind: 'releases' }>): PolicyAnomaly[] {
  if (row.cellsWritten <= row.cells.length) return [];
  return [{
    code: 'extra-cells', severity: 'warning', line: row.line,
    message: `Row ${quote(cell(row, columns.version))} must have the ${row.cells.length} cells of its table, got: ${row.cellsWritten}. Those beyond the last title are not read.`,
  }];
}

function unparsableUri(row: OutlineRow, value: string): PolicyAnomaly {
  return {
    code: 'unparsable-uri', severity: 'warning', line: row.line,
    message: `The image of a row must be a registry reference, got: ${quote(value)}. The row counts without it.`,
  };
}

function unparsableVersion(row: OutlineRow, value: string, expected: string): PolicyAnomaly {
  return {
    code: 'unparsable-version', severity: 'error', line: row.line,
    message: `The version of a row must be ${expected}, got: ${quote(value)}. The row is not read; the document should not be used until it can be.`,
  };
}

function unparsableDate(row: OutlineRow, version: string, value: string): PolicyAnomaly {
  return {
    code: 'unparsable-date', severity: 'error', line: row.line,
    message: `The date of row ${quote(version)} must be one whole day such as 'Apr 25th, 2025', got: ${quote(value)}. The row's end is not known; the document should not be used until it is.`,
  };
}
