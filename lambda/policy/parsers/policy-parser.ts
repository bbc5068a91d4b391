import type { PolicyDocument } from '../../../lib/core/policy/policy';

/** Reads one vendor's documents. Pure and total: whatever the text, the result says what it is worth. */
export interface PolicyParser {
  readonly family: string;
  /** Whether the text can be this vendor's. A guess that saves naming the family; the parser still judges the content. */
  recognises(text: string): boolean;
  /** Why the text cannot be in a form that this vendor has, cheaply and before it is parsed; undefined where it may be. */
  whyUnreadable?(text: string): string | undefined;
  parse(text: string): PolicyDocument;
}
