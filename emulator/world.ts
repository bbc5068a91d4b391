import { CatalogImage } from './catalog';
import type { Fleet, FleetPullThroughCacheRule, FleetRegion } from './fleet';
import { Repository } from './registry';
import { StudioDomain } from './studio';

/** All that one account has in one Region. */
export class RegionState {
  readonly images: readonly CatalogImage[];
  readonly repositories: readonly Repository[];
  readonly cacheRules: readonly FleetPullThroughCacheRule[];
  readonly domains: readonly StudioDomain[];
  private readonly imagesByName: ReadonlyMap<string, CatalogImage>;
  private readonly imagesByArn: ReadonlyMap<string, CatalogImage>;
  private readonly repositoriesByName: ReadonlyMap<string, Repository>;

  constructor(definition: FleetRegion, readonly accountId: string, readonly region: string) {
    this.images = (definition.images ?? []).map((image) => new CatalogImage(image, accountId, region));
    this.repositories = (definition.repositories ?? []).map((repository) => new Repository(repository, accountId, region));
    this.cacheRules = definition.pullThroughCacheRules ?? [];
    this.domains = (definition.domains ?? []).map((domain) => new StudioDomain(domain, accountId, region));
    this.imagesByName = new Map(this.images.map((image) => [image.name, image]));
    this.imagesByArn = new Map(this.images.map((image) => [image.arn, image]));
    this.repositoriesByName = new Map(this.repositories.map((repository) => [repository.name, repository]));
  }

  /** By the exact name: a caller that took the name from an ARN finds nothing where the case differs. */
  image(name: string): CatalogImage | undefined {
    return existing(this.imagesByName.get(name));
  }

  imageByArn(arn: string): CatalogImage | undefined {
    return existing(this.imagesByArn.get(arn.toLowerCase()));
  }

  domain(id: string): StudioDomain | undefined {
    return this.domains.find((domain) => domain.id === id && !domain.isDeleted);
  }

  repository(name: string): Repository | undefined {
    return this.repositoriesByName.get(name);
  }
}

/** The fleet as it stands: what was declared, and what calls have changed since. */
export class World {
  readonly defaultAccountId: string;
  readonly defaultRegion: string;
  private readonly accounts = new Map<string, Map<string, RegionState>>();

  constructor(fleet: Fleet) {
    for (const [accountId, account] of Object.entries(fleet.accounts)) {
      const regions = new Map<string, RegionState>();
      for (const [region, definition] of Object.entries(account.regions)) {
        regions.set(region, new RegionState(definition, accountId, region));
      }
      this.accounts.set(accountId, regions);
    }
    this.defaultAccountId = fleet.defaultAccountId ?? this.accounts.keys().next().value ?? '';
    this.defaultRegion = fleet.defaultRegion ?? this.accounts.get(this.defaultAccountId)?.keys().next().value ?? 'us-east-1';
  }

  hasAccount(accountId: string): boolean {
    return this.accounts.has(accountId);
  }

  /** A Region of which the document says nothing is there, and empty. Undefined for an account that is not in the fleet. */
  region(accountId: string, region: string): RegionState | undefined {
    const regions = this.accounts.get(accountId);
    if (!regions) return undefined;
    const known = regions.get(region) ?? new RegionState({}, accountId, region);
    regions.set(region, known);
    return known;
  }

  /** Undoes what calls have done. */
  reset(): void {
    for (const state of [...this.accounts.values()].flatMap((regions) => [...regions.values()])) {
      for (const image of state.images) image.restore();
      for (const domain of state.domains) domain.restore();
      for (const repository of state.repositories) repository.forgetPulls();
    }
  }
}

function existing(image: CatalogImage | undefined): CatalogImage | undefined {
  return image?.isDeleted ? undefined : image;
}
