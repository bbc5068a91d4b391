import pRetry, { AbortError } from 'p-retry';
import { ServiceError, type FailureKind } from '../../lib/core/service-failure';

const ATTEMPTS = 4;
const TIMEOUT_MILLISECONDS = 30_000;

/** Reads a blob through a signed URL. Each attempt asks for a URL of its own: signatures are short-lived. */
export async function downloadBlob(subject: string, maxBytes: number, signedUrl: () => Promise<string>): Promise<Uint8Array> {
  const failure = (kind: FailureKind, message: string) => new ServiceError({ operation: 'ecr.DownloadBlob', kind, subject, message });
  return pRetry(async () => {
    const url = await signedUrl().catch((error: unknown) => {
      // The SDK has retried already.
      throw error instanceof Error ? new AbortError(error) : error;
    });
    let response: Response;
    try {
      response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
      if (response.ok) return await readUpTo(response, maxBytes);
    } catch (error) {
      if (error instanceof TooLarge) throw new AbortError(failure('invalid', `The blob is larger than ${maxBytes} bytes; a config of that size is not read.`));
      throw failure('failed', `The blob could not be downloaded: ${error instanceof Error ? error.message : String(error)}.`);
    }
    await response.body?.cancel();
    if (response.status >= 500) throw failure('failed', `The blob's download ended with HTTP status ${response.status}.`);
    throw new AbortError(failure(response.status === 403 ? 'denied' : 'failed', `The blob's download was refused with HTTP status ${response.status}.`));
  }, { retries: ATTEMPTS - 1, minTimeout: 200, randomize: true });
}

class TooLarge extends Error {}

async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw new TooLarge();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
