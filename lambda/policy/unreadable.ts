/** Whatever a vendor serves, larger than this it is no policy. Parsers have smaller limits of their own. */
const LARGEST_DOCUMENT_BYTES = 8 * 1024 * 1024;
/** Vendors' Markdown files and pages have some ten kilobytes; the rest is room for growth. */
export const LARGEST_PAGE_BYTES = 1024 * 1024;
const LONGEST_LINE = 10_000;
const MOST_LINES = 20_000;
/** A page's kind shows in its beginning. */
const BEGINNING = 2_000;

/** Why the text cannot be a policy of any form, cheaply and before any parser sees it; undefined where it may be one. */
export function whyUnreadable(text: string): string | undefined {
  const tooLarge = whyTooLarge(text, LARGEST_DOCUMENT_BYTES);
  if (tooLarge !== undefined) return tooLarge;
  if (text.trim() === '') return "must be the vendor's document itself, got: an empty document";
  if (isBinary(text)) return "must be the vendor's document itself, got: binary content";
  if (!isHtml(text) && /^\s*<(?:\?xml|Error>)/.test(beginningOf(text))) return "must be the vendor's document itself, got: XML, such as a store's error message";
  if (isJson(text)) return "must be the vendor's document itself, or a policy of your own as JSON with 'family' and 'releases', got: other JSON";
  return undefined;
}

/** Why the text cannot be a policy in Markdown; undefined where it may be one. */
export function whyNotMarkdown(text: string): string | undefined {
  const tooLarge = whyTooLarge(text, LARGEST_PAGE_BYTES);
  if (tooLarge !== undefined) return tooLarge;
  if (isHtml(text)) return "must be the vendor's Markdown file itself, got: an HTML page. Use the raw address of the file";
  return whyUnlikeProse(text);
}

export function whyTooLarge(text: string, limit: number): string | undefined {
  const bytes = text.length > limit ? text.length : Buffer.byteLength(text);
  return bytes > limit ? `must be at most ${limit} bytes, got: ${bytes} or more` : undefined;
}

export function isHtml(text: string): boolean {
  return /<!doctype\s+html|<(?:html|head|body)[\s>]/i.test(beginningOf(text));
}

/** Markdown by hand has short lines and not too many; a parser need not spend its time on anything else. */
export function whyUnlikeProse(text: string): string | undefined {
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

function beginningOf(text: string): string {
  return text.slice(0, BEGINNING);
}

/** No NUL is text, and whatever is decoded from other bytes is full of replacement characters; one alone is a slip. */
function isBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  const beginning = beginningOf(text);
  return beginning.split('\ufffd').length - 1 > beginning.length / 50;
}

/** Brackets without end cost a parser of JSON eighty times their size: what is larger than any page is not looked into. */
function isJson(text: string): boolean {
  if (text.length > LARGEST_PAGE_BYTES || !/^\s*[{["]/.test(beginningOf(text))) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
