/** Columns that a phone shows without breaking the line. */
const COLUMNS = 72;
/** What one text may take in a message, counted as it is sent. */
const MAX_TEXT_BYTES = 1_000;
const FIRST_COLUMN = 10;

/**
 * Text from outside, made safe to show: one line, no control characters, and nothing that turns the direction of the text around
 * it. Zero-width joiners stay, scripts and emoji need them.
 */
export function clean(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/(?![\u200C\u200D])\p{Cf}/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}

/** The text as it is, or its beginning with a mark that says how much there was. */
export function shorten(text: string, maxBytes = MAX_TEXT_BYTES): string {
  if (text.length <= maxBytes && sentSize(text) <= maxBytes) return text;
  const mark = `… [shortened, ${text.length} characters]`;
  const room = maxBytes - sentSize(mark);
  const points = [...text.slice(0, maxBytes)];
  let [fits, tooMuch] = [0, points.length + 1];
  while (tooMuch - fits > 1) {
    const middle = Math.floor((fits + tooMuch) / 2);
    if (sentSize(points.slice(0, middle).join('')) <= room) fits = middle;
    else tooMuch = middle;
  }
  return points.slice(0, fits).join('') + mark;
}

/** Bytes on the wire: the machine's JSON is a text in the JSON of the message, so its quotes are escaped twice. */
function sentSize(text: string): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(text)));
}

/** Breaks at spaces only: a URI or an ARN stays in one piece, so that it can be copied. */
export function wrap(text: string, firstIndent = '', indent = firstIndent): string[] {
  const lines: string[] = [];
  let line = firstIndent;
  let empty = true;
  for (const word of text.split(' ').filter((part) => part !== '')) {
    if (!empty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      [line, empty] = [indent, true];
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return empty ? lines : [...lines, line];
}

/** A label and its text, with the text in a column of its own. */
export function field(label: string, text: string): string[] {
  return wrap(shorten(clean(text)), `  ${label}`.padEnd(FIRST_COLUMN), ' '.repeat(FIRST_COLUMN));
}

/** A line to copy: never broken. */
export function copyLine(text: string): string {
  return ' '.repeat(FIRST_COLUMN) + shorten(clean(text));
}

/** `1 change`, `2 changes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
