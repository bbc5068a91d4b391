import { createHash } from 'node:crypto';
import { readFileSync, renameSync, unlinkSync } from 'node:fs';
import { link, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PreconditionFailed, type ObjectStore, type StoredObject, type WriteCondition } from './port';

/**
 * Objects as files of a directory. A reader never sees half an object: a file is written aside and moved into place.
 * To create only what is not there is atomic between processes too. To replace only what was read is so within one
 * process; between two there is an instant between looking and moving, which the lease keeps them out of.
 */
export class DirectoryStore implements ObjectStore {
  constructor(private readonly root: string) {}

  async get(key: string): Promise<StoredObject | undefined> {
    try {
      const body = await readFile(this.pathOf(key), 'utf8');
      return { body, etag: etagOf(body) };
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  async put(key: string, body: string, condition?: WriteCondition): Promise<string> {
    await this.write(key, body, condition);
    return etagOf(body);
  }

  /** A file has no content type but its name. */
  async putBytes(key: string, bytes: Uint8Array): Promise<void> {
    await this.write(key, bytes);
  }

  async delete(key: string, { ifMatch }: { readonly ifMatch: string }): Promise<void> {
    const path = this.pathOf(key);
    mustMatch(key, path, ifMatch);
    unlinkSync(path);
  }

  private async write(key: string, body: string | Uint8Array, condition?: WriteCondition): Promise<void> {
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    const aside = await mkdtemp(join(dirname(path), '.writing-'));
    try {
      const written = join(aside, 'object');
      await writeFile(written, body, { flush: true });
      if (condition === undefined) await rename(written, path);
      else if ('ifMatch' in condition) replace(key, path, written, condition.ifMatch);
      else await create(key, path, written);
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }

  private pathOf(key: string): string {
    const parts = key.split('/');
    // A backslash separates parts on Windows, and a colon there names a drive.
    const leaves = parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0:]/.test(part));
    if (leaves) throw new Error(`'key' must be names separated by single slashes, without '.', '..', backslash or colon, got: ${JSON.stringify(key)}`);
    return join(this.root, ...parts);
  }
}

/** Without a pause between looking and moving, nothing else in this process comes in between. */
function replace(key: string, path: string, written: string, ifMatch: string): void {
  mustMatch(key, path, ifMatch);
  renameSync(written, path);
}

/** A link, unlike a move, fails where there is a file. */
async function create(key: string, path: string, written: string): Promise<void> {
  try {
    await link(written, path);
  } catch (error) {
    throw hasCode(error, 'EEXIST') ? new PreconditionFailed(key) : error;
  }
}

function mustMatch(key: string, path: string, etag: string): void {
  try {
    if (etagOf(readFileSync(path, 'utf8')) === etag) return;
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  throw new PreconditionFailed(key);
}

function etagOf(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
