export type OutputFormat = 'table' | 'json';

export const OUTPUT_FORMATS: readonly OutputFormat[] = ['table', 'json'];

/** What was asked for; else a table for a person at a terminal, and JSON for a program at the end of a pipe. */
export function chosenFormat(asked: OutputFormat | undefined, stdout: { readonly isTTY?: boolean }): OutputFormat {
  return asked ?? (stdout.isTTY === true ? 'table' : 'json');
}
