/** An object as it was read, with the tag that a conditional write needs. */
export interface StoredObject {
  readonly body: string;
  readonly etag: string;
}

/** Write only if the object is still the one that was read, or only if there is none. */
export type WriteCondition = { readonly ifMatch: string } | { readonly ifNoneMatch: '*' };

/** Objects by key, with conditional writes: a bucket, or a directory. Keys have `/` between their parts. */
export interface ObjectStore {
  /** Undefined where there is no such object. */
  get(key: string): Promise<StoredObject | undefined>;
  /** The new object's etag. Rejects with PreconditionFailed where the condition does not hold. */
  put(key: string, body: string, condition?: WriteCondition): Promise<string>;
  /** Writes what is not text, whatever was there. */
  putBytes(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Deletes only if the object is still the one that was read. Rejects with PreconditionFailed otherwise. */
  delete(key: string, condition: { readonly ifMatch: string }): Promise<void>;
}

export class PreconditionFailed extends Error {
  constructor(readonly key: string) {
    super(`'${key}' was changed by somebody else since it was read; read it again before you write`);
    this.name = 'PreconditionFailed';
  }
}
