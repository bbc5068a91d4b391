import { setTimeout as wait } from 'node:timers/promises';
import pRetry from 'p-retry';
import type { DocumentForm } from '../../lib/core/policy/sources';
import { messageOf } from './error-text';
import { DownloadError, type DocumentTransport, type Downloaded, type DownloadRequest, type PolicyDownloads } from './port';
import { readBody, type Unpack } from './read-body';
import { shortened, shownLocation } from './shown-location';

export interface DownloadLimits {
  readonly maxBytes: number;
  /** For everything: all attempts, redirects and the bytes. */
  readonly wholeMilliseconds: number;
  /** For the first piece of an answer to come, and from one piece to the next. */
  readonly idleMilliseconds: number;
}

/**
 * Vendors' texts are below a megabyte, Google's pages the largest. The archive of the AWS Deep Learning Containers is a repository of
 * several megabytes, of which a small part is kept.
 */
export const DOWNLOAD_LIMITS: Readonly<Record<DocumentForm, DownloadLimits>> = {
  text: { maxBytes: 4 * 1024 * 1024, wholeMilliseconds: 20_000, idleMilliseconds: 8_000 },
  archive: { maxBytes: 64 * 1024 * 1024, wholeMilliseconds: 60_000, idleMilliseconds: 10_000 },
};

const RETRIES = 2;
const BACKOFF_MILLISECONDS = 500;

/** For a person who waits: one attempt, which has to begin at once and may then take as long as a slow network needs. */
export const IMPATIENT: Pick<DownloaderOptions, 'limits' | 'retries'> = {
  limits: {
    text: { ...DOWNLOAD_LIMITS.text, wholeMilliseconds: 10_000, idleMilliseconds: 2_500 },
    archive: { ...DOWNLOAD_LIMITS.archive, wholeMilliseconds: 30_000, idleMilliseconds: 2_500 },
  },
  retries: 0,
};

export interface DownloaderOptions {
  /** By the scheme of a location: `https`, `s3`. */
  readonly transports: Readonly<Record<string, DocumentTransport>>;
  readonly unpack: Unpack;
  readonly limits?: Readonly<Record<DocumentForm, DownloadLimits>>;
  /** Attempts after the first one. */
  readonly retries?: number;
  readonly backoffMilliseconds?: number;
}

/** Downloads with limits on time and size and a few attempts, whatever the bytes come by. */
export class PolicyDownloader implements PolicyDownloads {
  constructor(private readonly options: DownloaderOptions) {}

  async fetch(request: DownloadRequest): Promise<Downloaded> {
    const limits = (this.options.limits ?? DOWNLOAD_LIMITS)[request.form];
    const whole = new AbortController();
    let reason = '';
    const timer = setTimeout(() => whole.abort(tooSlow(`be read within ${limits.wholeMilliseconds} ms, got: not all of it by then${reason}`)), limits.wholeMilliseconds);
    try {
      const transport = this.transportOf(request.location);
      return await pRetry(() => attempt(request, { transport, limits, unpack: this.options.unpack, whole: whole.signal }), {
        retries: this.options.retries ?? RETRIES,
        minTimeout: this.options.backoffMilliseconds ?? BACKOFF_MILLISECONDS,
        randomize: true,
        signal: whole.signal,
        onFailedAttempt: ({ error }) => { reason = `; the last attempt failed: it ${error.message}`; },
        shouldRetry: ({ error }) => isWorthAnother(error, limits, whole.signal),
      });
    } catch (error) {
      return failed(request.location, whole.signal.aborted ? whole.signal.reason : error);
    } finally {
      clearTimeout(timer);
    }
  }

  private transportOf(location: string): DocumentTransport {
    const schemes = Object.keys(this.options.transports);
    const scheme = schemes.find((candidate) => location.startsWith(`${candidate}://`));
    const transport = scheme === undefined ? undefined : this.options.transports[scheme];
    if (transport) return transport;
    const choice = schemes.map((known) => `'${known}://'`).join(' or ');
    throw new DownloadError('not-allowed', `must be an address that begins with ${choice}, got another; name one that does`);
  }
}

interface Attempt {
  readonly transport: DocumentTransport;
  readonly limits: DownloadLimits;
  readonly unpack: Unpack;
  readonly whole: AbortSignal;
}

async function attempt({ location, form, validators = {} }: DownloadRequest, options: Attempt): Promise<Downloaded> {
  const { transport, limits, unpack, whole } = options;
  const own = new AbortController();
  const end = () => own.abort(whole.reason);
  whole.addEventListener('abort', end, { once: true });
  const idle = setTimeout(
    () => own.abort(tooSlow(`send something every ${limits.idleMilliseconds} ms, got: silence`)), limits.idleMilliseconds,
  );
  try {
    const opened = await transport.open({ location, form, validators, signal: own.signal });
    if (opened.kind === 'not-modified') return opened;
    const { etag, lastModified, finalUrl } = opened;
    const text = await readBody(opened, { form, maxBytes: limits.maxBytes, unpack, onChunk: () => idle.refresh() });
    return { kind: 'document', text, finalUrl, ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
  } catch (error) {
    throw own.signal.aborted ? own.signal.reason : error;
  } finally {
    clearTimeout(idle);
    whole.removeEventListener('abort', end);
    // Whatever was not read to its end is let go of.
    own.abort();
  }
}

/** A server that asks to wait for longer than half of the time will not answer within it. */
async function isWorthAnother(error: Error, limits: DownloadLimits, signal: AbortSignal): Promise<boolean> {
  if (!(error instanceof DownloadError) || !error.isTransient || error.retryAfterMilliseconds > limits.wholeMilliseconds / 2) return false;
  await wait(error.retryAfterMilliseconds, undefined, { signal });
  return true;
}

function tooSlow(rule: string): DownloadError {
  return new DownloadError('too-slow', `must ${rule}; check the network, or name a mirror`, { isTransient: true });
}

function failed(location: string, error: unknown): Downloaded {
  const text = shortened(messageOf(error));
  const failure = error instanceof DownloadError ? error.kind : 'unreachable';
  return { kind: 'failed', failure, message: `'${shownLocation(location)}' ${text}.` };
}
