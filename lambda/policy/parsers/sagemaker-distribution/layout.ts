import type { PolicyRelease, Processor } from '../../../../lib/core/policy/policy';
import type { OutlineHeading } from '../markdown-outline';

export type Section = NonNullable<PolicyRelease['section']>;

/** Where in the document a table stands. */
export interface Place {
  /** The heading that says most about it; empty before the first one. */
  readonly heading: string;
  readonly section?: Section;
  readonly processor?: Processor;
  /** The section is about whole major versions. */
  readonly majors: boolean;
}

/** What the columns of a table hold, by index. */
export type Columns =
  | { readonly kind: 'releases'; readonly version: number; readonly date: number; readonly uri?: number; readonly processor?: number; readonly section: Section }
  | { readonly kind: 'majors'; readonly version: number; readonly lastMinor?: number; readonly date: number }
  | { readonly kind: 'cadence' }
  | { readonly kind: 'ambiguous'; readonly titles: readonly string[] }
  | { readonly kind: 'unknown' };

/** The processor that a text names, where it names exactly one. */
export function processorIn(text: string): Processor | undefined {
  const cpu = /(?:^|[^a-z])cpus?(?![a-z])/i.test(text);
  const gpu = /(?:^|[^a-z])gpus?(?![a-z])/i.test(text);
  return cpu === gpu ? undefined : cpu ? 'cpu' : 'gpu';
}

const UNSUPPORTED = /\bunsupported\b|\b(?:no longer|not) supported\b|\bend(?:ed)?[- ]of[- ](?:support|life)\b|\bretired\b|\bdeprecated\b/i;
const SUPPORTED = /^\W*(?:currently )?supported\b|\bsupported (?:image |distribution )?(?:images?|versions?|releases?)\b/i;

/** Whether a title is so plainly one of the two sections' that there must be tables under it. */
export function announcesTables({ text }: OutlineHeading): boolean {
  return /^\W*(?:currently )?(?:un)?supported (?:image |distribution )?(?:images?|versions?|releases?)\b/i.test(text);
}

/** The section that a title begins; a sentence with the word in it begins none. */
function sectionIn(title: string): Section | undefined {
  if (UNSUPPORTED.test(title)) return 'unsupported';
  return SUPPORTED.test(title) ? 'supported' : undefined;
}

/**
 * Follows the headings of the document. The same sub-section titles come under both sections, so neither says anything
 * without the other; levels only matter where one heading ends what an earlier one began.
 */
export class Headings {
  private section?: { readonly level: number; readonly value?: Section; readonly majors: boolean; readonly text: string };
  private processor?: { readonly level: number; readonly value: Processor; readonly text: string };
  private last = '';

  enter(heading: OutlineHeading): void {
    const { level, text } = heading;
    this.last = text;
    const majors = /\bmajor\b/i.test(text);
    const section = sectionIn(text);
    const processor = processorIn(text);
    const isSection = majors || section !== undefined;
    if (isSection || (processor === undefined && this.section !== undefined && level <= this.section.level)) {
      this.section = isSection ? { level, value: section, majors, text } : undefined;
      if (this.processor !== undefined && level <= this.processor.level) this.processor = undefined;
    } else if (processor === undefined && this.processor !== undefined && level <= this.processor.level) {
      this.processor = undefined;
    }
    if (processor !== undefined) this.processor = { level, value: processor, text };
  }

  place(): Place {
    const texts = [this.section?.text, this.processor?.text].filter((text) => text !== undefined);
    return {
      heading: [...new Set(texts)].join(' / ') || this.last,
      section: this.section?.value,
      processor: this.processor?.value,
      majors: this.section?.majors ?? false,
    };
  }
}

const END_OF_SUPPORT = /\bend\b.*\bsupport\b|\bsupport(?:ed)?\b.*\b(?:ends?|until)\b|\beol\b|\beos\b|\bend of life\b/;
const KNOWN_DATES = ['planned end of support date', 'end of support date', 'supported until'];

/** Reads a table's titles. They count more than its heading: titles have stayed, headings were renamed. */
export function columnsOf(titles: readonly string[], place: Place): Columns {
  const names = titles.map((title) => title.slice(0, 100).toLowerCase().replace(/\s+/g, ' ').trim());
  const version = firstOf(names, (name) => name === 'image version', (name) => name === 'version', (name) => /\bversion\b/.test(name) && !/\bminor\b/.test(name));
  if (names.some((name) => name.includes('cadence')) || (version !== undefined && names.includes('description'))) return { kind: 'cadence' };
  const dates = names.flatMap((name, index) => END_OF_SUPPORT.test(name) ? [index] : []);
  const known = dates.filter((index) => KNOWN_DATES.includes(names[index] ?? ''));
  const date = dates.length === 1 ? dates[0] : known.length === 1 ? known[0] : undefined;
  if (version === undefined || dates.length === 0) return { kind: 'unknown' };
  if (date === undefined) return { kind: 'ambiguous', titles: dates.map((index) => titles[index] ?? '') };
  const lastMinor = firstOf(names, (name) => /\bminor\b/.test(name));
  if (lastMinor !== undefined || place.majors) return { kind: 'majors', version, lastMinor, date };
  return {
    kind: 'releases',
    version,
    date,
    uri: firstOf(names, (name) => /\buri\b/.test(name), (name) => /\becr\b|\burl\b/.test(name)),
    processor: firstOf(names, (name) => /\bprocessor\b|\baccelerator\b/.test(name)),
    section: place.section ?? (/\bplanned\b|\buntil\b/.test(names[date] ?? '') ? 'supported' : 'unsupported'),
  };
}

/** The index of the first name that the first of the tests accepts, then of the second one, and so on. */
function firstOf(names: readonly string[], ...tests: readonly ((name: string) => boolean)[]): number | undefined {
  for (const test of tests) {
    const index = names.findIndex(test);
    if (index >= 0) return index;
  }
  return undefined;
}
