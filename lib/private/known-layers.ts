import type { ChainCatalogueConfig } from '../chain-catalogue';
import { ENVIRONMENT } from '../core/contract';
import { provideObject, type Reader } from './provide-object';

/** Lets the monitor read the catalogue; gives the part of the environment that tells the function where it lies. */
export function provideCatalogue(reader: Reader, catalogue: ChainCatalogueConfig | undefined): Record<string, string> {
  return catalogue ? { [ENVIRONMENT.chainCatalogue]: provideObject(reader, catalogue.bucket, catalogue.objectKey) } : {};
}
