import { PreconditionFailed, type ObjectStore, type StoredObject, type WriteCondition } from '../../../lambda/state/port';

/** A store in memory with the same conditions as the real ones. Each write has an etag of its own. */
export class MemoryStore implements ObjectStore {
  readonly objects = new Map<string, StoredObject>();
  /** What is not text. */
  readonly files = new Map<string, Uint8Array>();
  /** Runs before each write: what somebody else does in between. */
  beforePut: (key: string) => void = () => undefined;
  writes = 0;

  async get(key: string): Promise<StoredObject | undefined> {
    return this.objects.get(key);
  }

  async put(key: string, body: string, condition?: WriteCondition): Promise<string> {
    this.beforePut(key);
    const etag = this.objects.get(key)?.etag;
    if (condition && ('ifMatch' in condition ? condition.ifMatch !== etag : etag !== undefined)) throw new PreconditionFailed(key);
    return this.write(key, body);
  }

  async putBytes(key: string, bytes: Uint8Array): Promise<void> {
    this.beforePut(key);
    this.files.set(key, bytes);
  }

  async delete(key: string, { ifMatch }: { readonly ifMatch: string }): Promise<void> {
    if (this.objects.get(key)?.etag !== ifMatch) throw new PreconditionFailed(key);
    this.objects.delete(key);
  }

  /** Writes as somebody else. */
  write(key: string, body: string): string {
    this.writes += 1;
    this.objects.set(key, { body, etag: `"${this.writes}"` });
    return `"${this.writes}"`;
  }

  json(key: string): unknown {
    return JSON.parse(this.objects.get(key)?.body ?? 'null');
  }
}
