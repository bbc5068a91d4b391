/** Where the files go. */
export interface DatasetStore {
  putBytes(key: string, bytes: Uint8Array, contentType: string): Promise<unknown>;
}
