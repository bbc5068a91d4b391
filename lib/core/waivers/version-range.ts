/** Whole numbers from one to another, both of them included. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Version numbers that a waiver covers; the spans do not overlap. */
export type VersionRange = readonly Span[];

const PART = /^(?:(\d{1,9})(?:-(\d{1,9}))?|(>=|>|<=|<)(\d{1,9}))$/;

/** SageMaker counts versions from 1. */
const FIRST_VERSION = 1;

/**
 * The range that a text such as `3`, `1-5`, `>=4` or `2,5-7` names; undefined where it names none. A comma means or: spans that
 * overlap are refused, because who writes `>4,<8` means what lies between, and would get every version there is.
 */
export function parseVersionRange(text: string): VersionRange | undefined {
  const spans: Span[] = [];
  for (const part of text.replace(/\s+/g, '').split(',')) {
    const span = spanOf(part);
    if (!span || spans.some(({ from, to }) => span.from <= to && from <= span.to)) return undefined;
    spans.push(span);
  }
  return spans;
}

export function includesVersion(range: VersionRange, version: number): boolean {
  return range.some(({ from, to }) => from <= version && version <= to);
}

function spanOf(part: string): Span | undefined {
  const [match, from, to, operator, bound] = PART.exec(part) ?? [];
  if (match === undefined) return undefined;
  const span = operator === undefined ? { from: Number(from), to: Number(to ?? from) } : openSpan(operator, Number(bound));
  return span.from >= FIRST_VERSION && span.from <= span.to ? span : undefined;
}

function openSpan(operator: string, bound: number): Span {
  switch (operator) {
    case '>=': return { from: bound, to: Infinity };
    case '>': return { from: bound + 1, to: Infinity };
    case '<=': return { from: FIRST_VERSION, to: bound };
    default: return { from: FIRST_VERSION, to: bound - 1 };
  }
}
