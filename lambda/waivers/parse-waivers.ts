import { parseDocument } from 'yaml';
import type { CalendarDate } from '../../lib/core/calendar-date';
import type { Waiver } from '../../lib/core/waiver';
import { checkWaivers, type CheckedWaivers } from '../../lib/core/waivers/check-waivers';
import { DEEPEST, shallowTokens } from '../yaml-tokens';

/** A set of waivers as it was given: a file, an object of the bucket. */
export interface WaiverDocument {
  /** For a person: the path or address. */
  readonly source: string;
  readonly text: string;
}

export interface ReadWaivers {
  /** Of all documents that have no mistake. */
  readonly waivers: readonly Waiver[];
  /** Every mistake of the others, with the name of its document. None of their waivers holds. */
  readonly refused: readonly string[];
}

/** In characters: as many waivers as there may be have less. */
export const MAX_DOCUMENT_LENGTH = 1_000_000;

const QUOTES = "put a value that begins with '*', '>' or '&' in quotes, and check the line";

/** Reads one document after the other; each is taken whole or not at all. */
export function readWaivers(documents: readonly WaiverDocument[], today: CalendarDate): ReadWaivers {
  const read = documents.map(({ source, text }) => ({ source, ...parseWaivers(text, today) }));
  return {
    waivers: read.flatMap(({ waivers }) => waivers),
    refused: read.flatMap(({ source, problems }) => problems.map((problem) => `Waivers of '${source}' are not used: ${problem}`)),
  };
}

/** Reads the text of a set of waivers: YAML, of which JSON is a part. Never throws. */
export function parseWaivers(text: string, today: CalendarDate): CheckedWaivers {
  if (text.length > MAX_DOCUMENT_LENGTH) {
    return refused(`'waivers' must be a document of ${MAX_DOCUMENT_LENGTH} characters at most, got: ${text.length}; cover several images by one pattern.`);
  }
  if (text.trim() === '') return refused("'waivers' must be a JSON or YAML document, got: nothing; write '{\"waivers\": []}' where nothing is waived.");
  if (!shallowTokens(text)) return refused(`'waivers' must be nested ${DEEPEST} levels deep at most, got: deeper; write a list of waivers.`);
  try {
    // Twice the same member, or a tag with a meaning of its own, is nothing to choose from.
    const document = parseDocument(text, { uniqueKeys: true });
    const problems = [...document.errors, ...document.warnings].map(({ message }) => notYaml(message));
    return problems.length > 0 ? { waivers: [], problems } : checkWaivers(document.toJS(), today);
  } catch (error) {
    // Aliases that lead nowhere or to too much, and brackets deeper than the stack.
    return refused(notYaml(error instanceof Error ? error.message : String(error)));
  }
}

function refused(problem: string): CheckedWaivers {
  return { waivers: [], problems: [problem] };
}

/** The parser's message goes on with the line itself. */
function notYaml(message: string): string {
  return `'waivers' must be a JSON or YAML document, got: ${message.split('\n')[0]?.trim().replace(/:$/, '')}; ${QUOTES}.`;
}
