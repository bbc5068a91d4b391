import { readFile } from 'node:fs/promises';
import { UsageError } from './console';
import { whyUnreadable } from './error-code';

/** No policy document comes near this size. */
const MAX_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MILLISECONDS = 20_000;

/** The text of a file or of an https address. */
export async function readDocument(location: string): Promise<string> {
  if (/^https?:/i.test(location)) return download(location);
  return readTextFile(location);
}

/** The text of a file, or an error that says what is wrong with the path. */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`'${file}' cannot be read: ${whyUnreadable(error)}. Give the path of a readable file.`, { cause: error });
  }
}

async function download(location: string): Promise<string> {
  if (!URL.canParse(location)) throw new UsageError(`'${location}' must be an https address with a host, for example https://example.com/policy.md.`);
  const url = new URL(location);
  const loopback = url.hostname === '127.0.0.1' || url.hostname === 'localhost';
  if (url.protocol !== 'https:' && !loopback) throw new UsageError(`'${location}' must be an https address: a policy that came in the clear could be anybody's.`);
  let response: Response;
  try {
    response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
  } catch (error) {
    throw new UsageError(`'${location}' could not be read (${error instanceof Error ? error.message : String(error)}). Check the address, or download it and give the file.`, { cause: error });
  }
  if (!response.ok) throw new UsageError(`'${location}' answered with HTTP status ${response.status}. Check the address, or download it and give the file.`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new UsageError(`'${location}' is larger than ${MAX_BYTES} bytes: that is no policy document.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
