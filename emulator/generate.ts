import { arn } from './arn';
import { DEFAULT_ACCOUNT, DEFAULT_REGION, uri } from './builders';
import type { Fleet, FleetDomain, FleetImage, FleetImageVersion, FleetRegistryImage, FleetRepository, ImageConfig } from './fleet';
import { pick, seededRandom, type Random } from './random';
import { sageMakerDistributionConfig } from './sagemaker-distribution';
import { deepLearningContainerConfig, derivedConfig, pythonConfig } from './vendor-configs';

export interface GenerateOptions {
  readonly seed?: number;
  readonly images: number;
  /** Of all images together, spread as evenly as can be. */
  readonly versions: number;
  /** Different images in the registry for each version: 1 gives each version its own, 0.05 lets 20 share one. Default: 0.5. */
  readonly distinctDigests?: number;
  /** Share of versions that are registered by digest, not by tag. Default: 0.5. */
  readonly byDigest?: number;
  /** Spaces of one domain, with the image that each starts; every app runs in one of them. Default: no domain. */
  readonly spaces?: number;
  /** Default: 0. */
  readonly apps?: number;
  readonly accountId?: string;
  readonly region?: string;
}

const RELEASES = [
  '1.12.2', '2.0.1', '2.3.1', '2.9.3', '2.14.10', '3.2.0', '3.6.1', '3.9.4', '4.0.2', '4.1.1', '4.2.0', '4.3.0', '4.4.0', '4.4.1',
] as const;
const FRAMEWORKS = ['2.5.1', '2.6.0', '2.7.1', '2.8.0'] as const;
/** The most that one list of settings takes. */
const MAX_CUSTOM_IMAGES = 200;
const TEAMS = ['analytics', 'churn', 'forecasting', 'genomics', 'platform', 'pricing', 'recsys', 'vision'] as const;

/** A fleet of any size. The same options give the same document. */
export function generateFleet(options: GenerateOptions): Fleet {
  const { accountId = DEFAULT_ACCOUNT, region = DEFAULT_REGION, distinctDigests = 0.5 } = options;
  const random = seededRandom(options.seed ?? 1);
  const images: FleetImage[] = [];
  const repositories: FleetRepository[] = [];
  for (let index = 0; index < options.images; index++) {
    const name = `${pick(random, TEAMS)}-${String(index + 1).padStart(4, '0')}`;
    const versions = portion(options.versions, options.images, index);
    const share = portion(Math.round(options.versions * distinctDigests), options.images, index);
    const distinct = Math.min(versions, Math.max(1, share));
    const repository = `studio/${name}`;
    repositories.push({ name: repository, images: registryImages(name, versions, distinct, random) });
    const reference = (version: number) => (random() < (options.byDigest ?? 0.5) ? `@{digest:v${version}}` : `:v${version}`);
    const register = (version: number) => uri(`${repository}${reference(version)}`, accountId, region);
    images.push({
      name,
      tags: { team: name.split('-')[0] ?? name },
      versions: Array.from({ length: versions }, (_, at) => generateVersion(at + 1, register(at + 1), at + 1 === versions)),
    });
  }
  const { spaces, apps = 0 } = options;
  const domains = spaces === undefined ? {} : { domains: [studio(images, spaces, apps, { accountId, region, random })] };
  const accounts = { [accountId]: { regions: { [region]: { images, repositories, ...domains } } } };
  return { defaultAccountId: accountId, defaultRegion: region, accounts };
}

const APP_TYPES = ['JupyterLab', 'CodeEditor'] as const;

/** A domain that offers every image by its newest version, and people who stay on what they once took. */
function studio(
  images: readonly FleetImage[], spaces: number, apps: number,
  { accountId, region, random }: { readonly accountId: string; readonly region: string; readonly random: Random },
): FleetDomain {
  const spec = () => {
    const image = images[Math.floor(random() * images.length)];
    const version = Math.floor(random() * (image?.versions.length ?? 0)) + 1;
    return image ? { SageMakerImageVersionArn: arn('sagemaker', region, accountId, `image-version/${image.name}/${version}`) } : {};
  };
  const CustomImages = images.slice(0, MAX_CUSTOM_IMAGES).map(({ name }) => ({ ImageName: name, AppImageConfigName: 'default' }));
  return {
    id: 'd-generated',
    defaultUserSettings: { JupyterLabAppSettings: { CustomImages } },
    spaces: Array.from({ length: spaces }, (_, index) => ({ name: `space-${index}`, spaceSettings: { JupyterLabAppSettings: { DefaultResourceSpec: spec() } } })),
    apps: Array.from({ length: apps }, (_, index) => ({
      name: 'default', type: APP_TYPES[Math.floor(index / spaces) % APP_TYPES.length] ?? 'JupyterLab', space: `space-${index % spaces}`, resourceSpec: spec(),
    })),
  };
}

/** The index-th of `parts` parts that together make the total. */
function portion(total: number, parts: number, index: number): number {
  return Math.floor((total * (index + 1)) / parts) - Math.floor((total * index) / parts);
}

function generateVersion(version: number, baseImage: string, isLast: boolean): FleetImageVersion {
  return { version, baseImage, ...(isLast ? { aliases: ['latest'] } : {}) };
}

/** Version n has tag `vn`; the tags are dealt out to the images in turn. */
function registryImages(name: string, versions: number, distinct: number, random: Random): readonly FleetRegistryImage[] {
  return Array.from({ length: distinct }, (_, index) => {
    const tags: string[] = [];
    for (let version = index + 1; version <= versions; version += distinct) tags.push(`v${version}`);
    const config = derivedConfig(vendorConfig(random), { env: [`BUILD=${name}/${index + 1}`] });
    return random() < 0.1 ? { tags, config, platforms: ['linux/amd64', 'linux/arm64'], attestation: {} } : { tags, config };
  });
}

function vendorConfig(random: Random): ImageConfig {
  const kind = random();
  const processor = random() < 0.7 ? 'cpu' : 'gpu';
  if (kind < 0.75) return sageMakerDistributionConfig(pick(random, RELEASES), processor);
  if (kind > 0.95) return pythonConfig();
  return deepLearningContainerConfig({
    framework: 'pytorch', version: pick(random, FRAMEWORKS), processor, job: 'training', python: 'py312', os: 'ubuntu22.04',
    ...(processor === 'gpu' ? { cuda: 'cu126' } : {}),
  });
}
