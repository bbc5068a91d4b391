import { parseChainCatalogue } from '../../lib/core/lineage/chain-catalogue';
import type { KnownBase } from '../../lib/core/lineage/known-bases';
import type { ObjectStore } from '../state/port';
import type { ObjectAddress } from './settings';

/**
 * The known bases that the monitor was given. Throws where they can't be read: a scan without them would find fewer bases than the
 * one before, and tell people that these became unknown.
 */
export async function loadCatalogue(store: Pick<ObjectStore, 'get'>, { bucketName, key }: ObjectAddress): Promise<readonly KnownBase[]> {
  try {
    const object = await store.get(key);
    if (!object) throw new Error('There is no such object.');
    return parseChainCatalogue(object.body).bases;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The chain catalogue 's3://${bucketName}/${key}' must be there and readable, or the scan would know less than it should, got: ${reason}`;
    throw new Error(`${message} Deploy the monitor again; its stack uploads the catalogue and lets the function read it.`, { cause: error });
  }
}
