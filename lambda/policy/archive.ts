import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Extract } from 'tar-stream';
import { quote } from '../../lib/core/policy/anomaly';
import { dataTextOf, isDataText, LARGEST_DATA_BYTES, LEGACY_PATH, type DataFile } from './parsers/aws-deep-learning-containers/data-text';

type Entry = Extract extends AsyncIterable<infer E> ? E : never;

export interface ArchiveLimits {
  /** Of the archive as it is served. */
  readonly compressedBytes: number;
  /** Of all that it unpacks to, kept or not. */
  readonly unpackedBytes: number;
  /** Of entries of any kind. */
  readonly entries: number;
  /** Of one file that is kept. */
  readonly fileBytes: number;
  /** Of all files that are kept: what is held in memory. */
  readonly keptBytes: number;
}

/** The repository is some ten megabytes packed, with a few thousand files; the rest is room for growth. */
const LIMITS: ArchiveLimits = {
  compressedBytes: 128 * 1024 * 1024,
  unpackedBytes: 1024 * 1024 * 1024,
  entries: 100_000,
  fileBytes: 64 * 1024,
  keptBytes: LARGEST_DATA_BYTES,
};

const IN_DATA = /^docs\/src\/data\/.*\.ya?ml$/s;
/** What can stand in one line and means the same everywhere. */
const PLAIN_PATH = /^(?:[\w.+-]+\/)*[\w.+-]+$/;
/** A tar archive ends with two empty blocks. */
const END_BYTES = 1024;

/** The archive is not what it should be. Failures of the source are passed on as they are. */
export class PolicyArchiveError extends Error {
  constructor(rule: string, got: string, cause?: unknown) {
    super(`The archive of a vendor's data files must ${rule}, got: ${got}. Nothing of it is used: fetch it again, or correct the address.`, { cause });
    this.name = 'PolicyArchiveError';
  }
}

/**
 * Makes one text of the data files in an archive of https://github.com/aws/deep-learning-containers, a `.tar.gz` as codeload.github.com
 * serves it: all in one folder named for the commit. The archive is gone through once, and only the files that are kept are held.
 */
export async function dataTextOfArchive(bytes: AsyncIterable<Uint8Array>, limits: Partial<ArchiveLimits> = {}): Promise<string> {
  const all = { ...LIMITS, ...limits };
  const tar = new TarBytes(all.unpackedBytes);
  const entries = extract();
  const source = new Source(bytes, all.compressedBytes);
  const feeding = pipeline(Readable.from(source.read()), createGunzip(), (chunks: AsyncIterable<Buffer>) => tar.counted(chunks), entries);
  // Whichever of the two fails first ends the other; the first one's reason is told below.
  feeding.catch(() => undefined);
  try {
    const files = await keptFiles(entries, all);
    await feeding;
    if (!tar.isEnded) throw new PolicyArchiveError('end as tar archives do', 'one that breaks off');
    if (files.length === 0) throw new PolicyArchiveError("have files below 'docs/src/data'", 'none');
    return dataTextOf(files);
  } catch (error) {
    entries.destroy();
    const reasons = [error, await feeding.catch((failure: unknown) => failure)];
    const told = reasons.find((reason) => reason instanceof PolicyArchiveError || (reason !== undefined && reason === source.failure));
    throw told ?? new PolicyArchiveError('be a whole gzip-compressed tar archive', quote(messageOf(error)), error);
  }
}

/** Counts what comes in, and remembers the source's own failure. */
class Source {
  failure?: unknown;

  constructor(private readonly bytes: AsyncIterable<Uint8Array>, private readonly limit: number) {}

  async *read(): AsyncGenerator<Uint8Array> {
    let count = 0;
    try {
      for await (const chunk of this.bytes) {
        count += chunk.byteLength;
        if (count > this.limit) throw new PolicyArchiveError(`have at most ${this.limit} bytes`, 'more');
        yield chunk;
      }
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

/** Counts what is unpacked, and sees whether it ends as it should. */
class TarBytes {
  private zeros = 0;

  constructor(private readonly limit: number) {}

  get isEnded(): boolean {
    return this.zeros >= END_BYTES;
  }

  async *counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let count = 0;
    for await (const chunk of chunks) {
      count += chunk.length;
      if (count > this.limit) throw new PolicyArchiveError(`unpack to at most ${this.limit} bytes`, 'more');
      const zeros = chunk.length - 1 - chunk.findLastIndex((byte) => byte !== 0);
      this.zeros = zeros === chunk.length ? this.zeros + zeros : zeros;
      yield chunk;
    }
  }
}

async function keptFiles(entries: AsyncIterable<Entry>, limits: ArchiveLimits): Promise<readonly DataFile[]> {
  const files = new Map<string, DataFile>();
  let [count, kept, top] = [0, 0, ''];
  for await (const entry of entries) {
    count += 1;
    if (count > limits.entries) throw new PolicyArchiveError(`have at most ${limits.entries} entries`, 'more');
    const { folder, path } = splitPath(entry.header.name);
    top ||= folder;
    if (folder !== top) throw new PolicyArchiveError('have one top folder', `${quote(top)} and ${quote(folder)}`);
    if (isKept(path) && entry.header.type !== 'directory') {
      const content = await contentOf(entry, path, limits);
      kept += content.length;
      if (kept > limits.keptBytes) throw new PolicyArchiveError(`have at most ${limits.keptBytes} bytes of data files`, 'more');
      if (files.has(path)) throw new PolicyArchiveError('have each file once', `${quote(path)} twice`);
      files.set(path, { path, content: textOf(content, path) });
    }
    entry.resume();
  }
  return [...files.values()];
}

/** Nothing is written to a disk, but a path must not pretend to be another one. */
function splitPath(name: string): { readonly folder: string; readonly path: string } {
  const [folder = '', ...segments] = name.replace(/\/$/, '').split('/');
  const tricks = name.startsWith('/') || name.includes('\\') || [folder, ...segments].some((segment) => /^\.{0,2}$/.test(segment));
  if (tricks) throw new PolicyArchiveError('have plain paths below one top folder', quote(name));
  return { folder, path: segments.join('/') };
}

function isKept(path: string): boolean {
  return IN_DATA.test(path) || path === LEGACY_PATH;
}

async function contentOf(entry: Entry, path: string, { fileBytes }: ArchiveLimits): Promise<Buffer> {
  const { type, size = 0 } = entry.header;
  if (type !== 'file' && type !== 'contiguous-file') throw new PolicyArchiveError('have plain data files', `${quote(path)} as ${type ?? 'something else'}`);
  if (!PLAIN_PATH.test(path)) throw new PolicyArchiveError('have data files with names of letters, digits and ._+-', quote(path));
  if (size > fileBytes) throw new PolicyArchiveError(`have data files of at most ${fileBytes} bytes`, `${quote(path)} with ${size}`);
  const chunks: Buffer[] = [];
  for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function textOf(content: Buffer, path: string): string {
  const text = decoded(content, path);
  if (isDataText(text)) throw new PolicyArchiveError("have data files without a comment such as '# docs/src/data/…', which tells them apart", `one in ${quote(path)}`);
  return text;
}

function decoded(content: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (error) {
    throw new PolicyArchiveError('have data files in UTF-8', `other bytes in ${quote(path)}`, error);
  }
}
