import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { DocumentForm } from '../../lib/core/policy/sources';
import { messageOf } from './error-text';
import { DownloadError, type Opened } from './port';
import { shortened } from './shown-location';

/** Makes one text of an archive's files. Rejects with an error that says what is wrong with the archive. */
export type Unpack = (bytes: AsyncIterable<Uint8Array>) => Promise<string>;

type Body = Pick<Extract<Opened, { kind: 'opened' }>, 'bytes' | 'size' | 'encoding'>;

export interface ReadOptions {
  readonly form: DocumentForm;
  /** Of what is sent, and of what becomes of it where it is compressed for the way. */
  readonly maxBytes: number;
  readonly unpack: Unpack;
  /** Called at each chunk that came. */
  readonly onChunk: () => void;
}

const ENCODINGS = ['', 'identity', 'gzip', 'x-gzip'];

/** The text of a body. Rejects with a DownloadError. */
export async function readBody(body: Body, { form, maxBytes, unpack, onChunk }: ReadOptions): Promise<string> {
  const encoding = body.encoding?.trim().toLowerCase() ?? '';
  if (!ENCODINGS.includes(encoding)) {
    throw unreadable(`must be sent as it is or in the content encoding 'gzip', got: '${shortened(encoding)}'; have its server send it so`);
  }
  if ((body.size ?? 0) > maxBytes) throw tooLarge(maxBytes, `${body.size}`);
  // What goes wrong on the way must not be taken for a fault of the content by whoever reads it.
  let lost: unknown;
  const bytes = watched(body.bytes, maxBytes, onChunk, (error) => { lost = error; });
  try {
    const text = await (form === 'archive' ? unpacked(bytes, unpack) : decoded(bytes, encoding, maxBytes));
    if (lost === undefined) return text;
  } catch (error) {
    throw lost ?? error;
  }
  throw lost;
}

/**
 * An archive is compressed already. A server that calls this a content encoding would have it taken off, and with it the one layer
 * of compression that there is.
 */
async function unpacked(bytes: AsyncIterable<Uint8Array>, unpack: Unpack): Promise<string> {
  try {
    return await unpack(bytes);
  } catch (error) {
    throw unreadable(`must be an archive with the vendor's policy, got: ${shortened(messageOf(error))}`, error);
  }
}

async function decoded(bytes: AsyncIterable<Uint8Array>, encoding: string, maxBytes: number): Promise<string> {
  return encoding.endsWith('gzip') ? utf8(limited(gunzipped(bytes), maxBytes)) : utf8(bytes);
}

async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  pipeline(bytes, gunzip, () => {});
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (error) {
    throw unreadable(`must be whole in its content encoding 'gzip', got: ${messageOf(error)}`, error);
  }
}

async function utf8(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  // A document's hash is that of its bytes, so that an operator can name it by `sha256sum`: a byte order mark is part of it.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const parts: string[] = [];
  for await (const chunk of bytes) parts.push(asUtf8(() => decoder.decode(chunk, { stream: true })));
  return parts.join('') + asUtf8(() => decoder.decode());
}

function asUtf8(decode: () => string): string {
  try {
    return decode();
  } catch (error) {
    throw unreadable('must be text in UTF-8, got: bytes that are not; save it in UTF-8', error);
  }
}

async function* watched(
  bytes: AsyncIterable<Uint8Array>, maxBytes: number, onChunk: () => void, onLost: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of limited(bytes, maxBytes)) {
      onChunk();
      yield chunk;
    }
  } catch (error) {
    onLost(error);
    throw error;
  }
}

async function* limited(bytes: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes, `${size} or more`);
    yield chunk;
  }
}

function tooLarge(maxBytes: number, size: string): DownloadError {
  return new DownloadError('too-large', `must be at most ${maxBytes} bytes, got: ${size}; name the policy document itself`);
}

function unreadable(message: string, cause?: unknown): DownloadError {
  return new DownloadError('unreadable', message, { cause });
}
