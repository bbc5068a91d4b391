export type OutputFormat = 'table' | 'json';

export const OUTPUT_FORMATS: readonly OutputFormat[] = ['table', 'json'];

export type ScanFormat = OutputFormat | 'html' | 'markdown' | 'csv' | 'ndjson';

export const SCAN_FORMATS: readonly ScanFormat[] = [...OUTPUT_FORMATS, 'html', 'markdown', 'csv', 'ndjson'];

/** What was asked for; else a table for a person at a terminal, and JSON for a program at the end of a pipe. */
export function chosenFormat(asked: OutputFormat | undefined, stdout: { readonly isTTY?: boolean }): OutputFormat {
  return asked ?? (stdout.isTTY === true ? 'table' : 'json');
}
