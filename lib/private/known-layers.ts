import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ChainCatalogueConfig } from '../chain-catalogue';
import { ENVIRONMENT } from '../core/contract';
import { provideObject } from './provide-object';

/** Lets the role read the catalogue; gives the part of the environment that tells the function where it lies. */
export function provideCatalogue(role: iam.IRole, catalogue: ChainCatalogueConfig | undefined): Record<string, string> {
  return catalogue ? { [ENVIRONMENT.chainCatalogue]: provideObject(role, catalogue.bucket, catalogue.objectKey) } : {};
}
