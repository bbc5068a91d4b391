import type { DocumentForm } from '../../lib/core/policy/sources';

/** What tells whether a document is still the one that was read, as its server gave it. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface DownloadRequest {
  /** `https://…` or `s3://bucket/key`. */
  readonly location: string;
  readonly form: DocumentForm;
  /** Of the answer before: an unchanged document is not read again. */
  readonly validators?: Validators;
}

/** Why a document could not be had. */
export type DownloadFailureKind =
  /** The address, or one that it redirects to, breaks a rule of ours. */
  | 'not-allowed'
  | 'not-found'
  | 'denied'
  | 'throttled'
  /** No connection, no trust in it, or a server with an error of its own, after all retries. */
  | 'unreachable'
  | 'too-slow'
  | 'too-large'
  /** It came, and is not text, or not an archive with a policy in it. */
  | 'unreadable';

export type Downloaded =
  | { readonly kind: 'not-modified' }
  | ({
    readonly kind: 'document';
    /** As it was sent, with its byte order mark if it has one: its hash is that of the file. */
    readonly text: string;
    /** Where it was read in the end, for people: long values of a query are cut. */
    readonly finalUrl: string;
  } & Validators)
  | { readonly kind: 'failed'; readonly failure: DownloadFailureKind; readonly message: string };

/** Reads policy documents. Never rejects for what the other side does. */
export interface PolicyDownloads {
  fetch(request: DownloadRequest): Promise<Downloaded>;
}

export interface OpenRequest {
  readonly location: string;
  readonly form: DocumentForm;
  readonly validators: Validators;
  /** Aborted when the time is over, and when nobody wants the bytes any more. */
  readonly signal: AbortSignal;
}

export type Opened =
  | { readonly kind: 'not-modified' }
  | ({
    readonly kind: 'opened';
    /** As they are sent: neither decoded nor limited. */
    readonly bytes: AsyncIterable<Uint8Array>;
    /** How many there will be, where the server says. */
    readonly size?: number;
    /** The content encoding, where the server says. */
    readonly encoding?: string;
    readonly finalUrl: string;
  } & Validators);

/** One way to get at a document. Opening it, and reading its bytes, rejects with a DownloadError. */
export interface DocumentTransport {
  open(request: OpenRequest): Promise<Opened>;
}

export interface DownloadErrorOptions {
  /** Another attempt may go better. */
  readonly isTransient?: boolean;
  /** How long the server asks to wait before another attempt. */
  readonly retryAfterMilliseconds?: number;
  readonly cause?: unknown;
}

/** A document that could not be had, on its way up to whom turns it into a result. */
export class DownloadError extends Error {
  readonly isTransient: boolean;
  readonly retryAfterMilliseconds: number;

  /** The message goes on after the location: `must be …, got: …; what to do`. */
  constructor(readonly kind: DownloadFailureKind, message: string, options: DownloadErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'DownloadError';
    this.isTransient = options.isTransient ?? false;
    this.retryAfterMilliseconds = options.retryAfterMilliseconds ?? 0;
  }
}
