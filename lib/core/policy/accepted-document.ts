import type { PolicyAnomaly, PolicyDocument } from './policy';

/** A policy document that passed the gate, as it is kept: the last of its kind rules whenever a fresh one can't be had or is refused. */
export interface AcceptedDocument {
  /** Which of the vendors' documents it is; absent for a document that was given and is none of them. */
  readonly id?: string;
  /** A path or an address. */
  readonly source: string;
  /** Of the document as read, in lower-case hexadecimal. */
  readonly sha256: string;
  /** The instant at which it was last read at its source, or confirmed to be unchanged there. */
  readonly retrievedAt: string;
  /** What the source called this state of it, so that it need not send it again. */
  readonly etag?: string;
  readonly lastModified?: string;
  /** The release of this program that read it. */
  readonly readBy?: string;
  /** What the gate had to say when it accepted the document; absent where that was nothing. */
  readonly doubts?: readonly PolicyAnomaly[];
  readonly document: PolicyDocument;
}

/** Whether two documents are about the same rows, so that one takes the place of the other. */
export function isSameSubject(a: Pick<PolicyDocument, 'family' | 'products'>, b: Pick<PolicyDocument, 'family' | 'products'>): boolean {
  return a.family === b.family && namesOf(a) === namesOf(b);
}

function namesOf({ products = [] }: Pick<PolicyDocument, 'products'>): string {
  return [...products].sort().join('\n');
}
