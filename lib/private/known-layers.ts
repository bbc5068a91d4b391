import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ChainCatalogueConfig } from '../chain-catalogue';
import { ENVIRONMENT } from '../core/contract';
import { catalogueStatement } from './scan-permissions';

/** Lets the role read the catalogue; gives the part of the environment that tells the function where it lies. */
export function provideCatalogue(role: iam.IRole, catalogue: ChainCatalogueConfig | undefined): Record<string, string> {
  if (!catalogue) return {};
  const { bucket, objectKey } = catalogue;
  role.addToPrincipalPolicy(catalogueStatement(bucket, objectKey));
  bucket.encryptionKey?.grantDecrypt(role);
  return { [ENVIRONMENT.chainCatalogue]: bucket.s3UrlForObject(objectKey) };
}
