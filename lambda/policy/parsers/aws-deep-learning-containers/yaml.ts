import { Composer, isMap, isScalar, isSeq, LineCounter, type YAMLMap } from 'yaml';
import { quote } from '../../../../lib/core/policy/anomaly';
import { DEEPEST, shallowTokens } from '../../../yaml-tokens';

/** A value of a file with its line within the file, from 1. */
export interface YamlText {
  readonly line: number;
  /** As it is written: `2.10` is not 2.1. Null where the file says that there is none; undefined where it is no text. */
  readonly text: string | null | undefined;
}

export interface YamlProblem {
  readonly code: 'unreadable-yaml' | 'duplicate-key';
  readonly line: number;
  readonly problem: string;
}

/** The vendor's files have some hundred lines at most. */
export const LARGEST_FILE_BYTES = 64 * 1024;

/** One mapping of a file. Only what is asked for is looked at: nothing is expanded, no tag is followed. */
export class YamlMapping {
  private readonly entries = new Map<string, { readonly line: number; readonly value: unknown }>();
  /** The first member that stands there twice: which of the two is meant, nobody can tell. */
  readonly duplicate?: YamlProblem;

  constructor(map: YAMLMap, private readonly lines: LineCounter) {
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const line = this.lineOf(key);
      if (this.entries.has(name)) this.duplicate ??= { code: 'duplicate-key', line, problem: `${quote(name)} twice` };
      else this.entries.set(name, { line, value });
    }
  }

  names(): readonly string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  line(name: string): number | undefined {
    return this.entries.get(name)?.line;
  }

  /** The text of a member; undefined where there is no such member. */
  text(name: string): YamlText | undefined {
    const entry = this.entries.get(name);
    return entry && { line: entry.line, text: textOf(entry.value) };
  }

  /** The texts of a list; undefined where the member is no list of texts alone. */
  texts(name: string): readonly string[] | undefined {
    const value = this.entries.get(name)?.value;
    if (!isSeq(value)) return undefined;
    const texts = value.items.map(textOf);
    return texts.every((text) => typeof text === 'string') ? texts : undefined;
  }

  /** The mappings of a list, with undefined for what is none; undefined where the member is no list. */
  mappings(name: string): readonly { readonly line: number; readonly mapping?: YamlMapping }[] | undefined {
    const value = this.entries.get(name)?.value;
    if (!isSeq(value)) return undefined;
    return value.items.map((item) => ({ line: this.lineOf(item), ...(isMap(item) && { mapping: new YamlMapping(item, this.lines) }) }));
  }

  private lineOf(node: unknown): number {
    const range = isScalar(node) || isMap(node) || isSeq(node) ? node.range : undefined;
    return range ? this.lines.linePos(range[0]).line : 1;
  }
}

/** The mapping that a file is, or why it is none. Total: no text makes it throw. */
export function readYamlMapping(content: string): YamlMapping | YamlProblem {
  if (content.length > LARGEST_FILE_BYTES) return { code: 'unreadable-yaml', line: 1, problem: `${content.length} characters (at most ${LARGEST_FILE_BYTES})` };
  const lines = linesOf(content);
  const tokens = shallowTokens(content);
  if (tokens === undefined) return { code: 'unreadable-yaml', line: 1, problem: `values nested deeper than ${DEEPEST} levels` };
  // Everything stays a text, and keys are compared by us: the library compares each with each.
  const [document, ...others] = new Composer({ schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' }).compose(tokens);
  const [error] = document?.errors ?? [];
  if (error) return { code: 'unreadable-yaml', line: lines.linePos(error.pos[0]).line, problem: error.message.split('\n')[0] ?? '' };
  if (others.length > 0) return { code: 'unreadable-yaml', line: 1, problem: `${others.length + 1} documents in one file` };
  if (!isMap(document?.contents)) return { code: 'unreadable-yaml', line: 1, problem: content.trim() === '' ? 'an empty file' : 'no mapping' };
  return new YamlMapping(document.contents, lines);
}

function linesOf(content: string): LineCounter {
  const lines = new LineCounter();
  for (let start = 0; start >= 0 && start <= content.length; start = content.indexOf('\n', start) + 1 || -1) lines.addNewLine(start);
  return lines;
}

function textOf(value: unknown): string | null | undefined {
  if (value === null) return null;
  if (!isScalar(value)) return undefined;
  const { type, value: text } = value;
  if (type === 'PLAIN' && /^(?:|~|null)$/i.test(String(text))) return null;
  return typeof text === 'string' ? text : undefined;
}
