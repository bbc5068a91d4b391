import type { ResourceSpec } from '@aws-sdk/client-sagemaker';
import type {
  Fleet, FleetImage, FleetImageVersion, FleetPullThroughCacheRule, FleetRegion, FleetRegistryImage, FleetRepository, ImageConfig,
} from './fleet';

export const DEFAULT_ACCOUNT = '111122223333';
export const DEFAULT_REGION = 'us-east-1';

/** A fleet of one account and Region. */
export function fleet(
  region: FleetRegion, rest: Omit<Fleet, 'accounts'> & { readonly accountId?: string; readonly region?: string } = {},
): Fleet {
  const { accountId = DEFAULT_ACCOUNT, region: name = DEFAULT_REGION, ...others } = rest;
  return { ...others, accounts: { [accountId]: { regions: { [name]: region } } } };
}

/** A SageMaker image; a version that is given as text is registered with that text. Versions count from 1. */
export function image(
  name: string, versions: readonly (string | Omit<FleetImageVersion, 'version'>)[], rest: Omit<FleetImage, 'name' | 'versions'> = {},
): FleetImage {
  return {
    name,
    ...rest,
    versions: versions.map((version, index) => ({
      version: index + 1, ...(typeof version === 'string' ? { baseImage: version } : version),
    })),
  };
}

/** A repository with one image a tag. */
export function repository(name: string, images: Readonly<Record<string, ImageConfig | FleetRegistryImage>>): FleetRepository {
  return {
    name,
    images: Object.entries(images).map(([tag, content]) => ('config' in content ? { tags: [tag], ...content } : { tags: [tag], config: content })),
  };
}

/** The URI of an image in a private registry: `repository:tag` or `repository@digest`. */
export function uri(reference: string, accountId = DEFAULT_ACCOUNT, region = DEFAULT_REGION): string {
  return `${accountId}.dkr.ecr.${region}.amazonaws.com/${reference}`;
}

/** The rule that makes images of the public gallery reachable below `ecr-public/`. */
export const PUBLIC_GALLERY_CACHE: FleetPullThroughCacheRule = {
  ecrRepositoryPrefix: 'ecr-public',
  upstreamRegistryUrl: 'public.ecr.aws',
  upstreamRegistry: 'ecr-public',
};

/** The account of AWS's that holds the SageMaker Distribution images of us-east-1. */
export const DISTRIBUTION_ACCOUNT = '885854791233';

/** AWS's own SageMaker Distribution image as an app or a default names it: by alias, by version ARN, or by neither. */
export function distributionSpec(
  processor: 'cpu' | 'gpu', by: { readonly alias?: string; readonly version?: number } = {}, region = DEFAULT_REGION,
): ResourceSpec {
  const start = `arn:aws:sagemaker:${region}:${DISTRIBUTION_ACCOUNT}`;
  const name = `sagemaker-distribution-${processor}`;
  if (by.version !== undefined) return { SageMakerImageVersionArn: `${start}:image-version/${name}/${by.version}` };
  return { SageMakerImageArn: `${start}:image/${name}`, ...(by.alias !== undefined && { SageMakerImageVersionAlias: by.alias }) };
}
