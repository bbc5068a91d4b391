/** What a template takes: text is escaped, markup stands as it is, nothing shows nothing. */
export type HtmlValue = Html | readonly Html[] | string | number | undefined;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** Markup. Only a template makes it, so that no text from outside gets past the escaping. */
export class Html {
  static of(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
    return new Html(strings.reduce((markup, part, index) => markup + render(values[index - 1]) + part));
  }

  private constructor(private readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

/** A template for text of an element, and for values of attributes in double quotes; not for script, style or the names of things. */
export const html = Html.of;

function render(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.toString();
  return typeof value === 'object' ? value.join('') : escape(String(value));
}

function escape(text: string): string {
  return visible(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');
}

/**
 * One line of text without control characters, and without what turns the direction of the text around it. Zero-width joiners stay,
 * scripts and emoji need them.
 */
export function visible(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/(?![\u200C\u200D])\p{Cf}/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ');
}

/** The beginning of a text that is too long. */
export function cut(text: string, characters: number): string {
  if (text.length <= characters) return text;
  return `${[...text.slice(0, characters - 1)].filter((point) => !/\p{Surrogate}/u.test(point)).join('')}…`;
}
