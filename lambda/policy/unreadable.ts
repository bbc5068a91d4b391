/** Vendors' documents are some ten kilobytes; the rest is room for growth. */
export const LARGEST_BYTES = 1024 * 1024;
const LONGEST_LINE = 10_000;
const MOST_LINES = 20_000;
/** A page's kind shows in its beginning. */
const BEGINNING = 2_000;

/** Why the text cannot be a Markdown policy at all, cheaply and before any parser sees it; undefined where it may be one. */
export function whyUnreadable(text: string): string | undefined {
  const bytes = text.length > LARGEST_BYTES ? text.length : Buffer.byteLength(text);
  if (bytes > LARGEST_BYTES) return `must be at most ${LARGEST_BYTES} bytes, got: ${bytes} or more`;
  if (text.trim() === '') return 'must be a Markdown file with tables, got: an empty document';
  if (isBinary(text)) return 'must be a Markdown file with tables, got: binary content';
  if (/<!doctype\s+html|<(?:html|head|body)[\s>]/i.test(text.slice(0, BEGINNING))) {
    return "must be the vendor's Markdown file itself, got: an HTML page. Use the raw address of the file";
  }
  if (/^\s*<(?:\?xml|Error>)/.test(text.slice(0, BEGINNING))) return "must be the vendor's Markdown file itself, got: XML, such as a store's error message";
  if (isJson(text)) return "must be the vendor's Markdown file itself, or a policy of your own as JSON with 'family' and 'releases', got: other JSON";
  return whyUnlikeProse(text);
}

/** No NUL is text, and whatever is decoded from other bytes is full of replacement characters; one alone is a slip. */
function isBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  const beginning = text.slice(0, BEGINNING);
  return beginning.split('\ufffd').length - 1 > beginning.length / 50;
}

function isJson(text: string): boolean {
  if (!/^\s*[{["]/.test(text.slice(0, BEGINNING))) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Markdown by hand has short lines and not too many; a parser need not spend its time on anything else. */
function whyUnlikeProse(text: string): string | undefined {
  let lines = 0;
  let start = 0;
  while (start <= text.length) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    lines += 1;
    if (stop - start > LONGEST_LINE) return `must have lines of at most ${LONGEST_LINE} characters, got: ${stop - start} on line ${lines}`;
    if (lines > MOST_LINES) return `must have at most ${MOST_LINES} lines, got: more`;
    start = stop + 1;
  }
  return undefined;
}
