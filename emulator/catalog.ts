import { arn } from './arn';
import type { FleetImage, FleetImageVersion } from './fleet';
import { epochSeconds } from './registry';

const DEFAULT_CREATED = '2025-01-01T00:00:00Z';
const SECONDS_IN_AN_HOUR = 3600;

/** A version of a SageMaker image. */
export interface CatalogVersion {
  readonly definition: FleetImageVersion;
  readonly arn: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  isDeleted: boolean;
}

/** A SageMaker image with its versions. */
export class CatalogImage {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly versions: readonly CatalogVersion[];
  isDeleted = false;
  private readonly byNumber: ReadonlyMap<number, CatalogVersion>;
  private readonly byAlias: ReadonlyMap<string, CatalogVersion>;
  private readonly sorted = new Map<string, readonly CatalogVersion[]>();

  constructor(readonly definition: FleetImage, accountId: string, region: string) {
    this.name = definition.name;
    const arnOf = (type: string, id: string) => arn('sagemaker', region, accountId, `${type}/${id}`);
    // The service's ARN patterns allow lower case only, whatever the name's case.
    const lowerCaseName = definition.name.toLowerCase();
    this.arn = arnOf('image', lowerCaseName);
    this.createdAt = epochSeconds(definition.created ?? DEFAULT_CREATED);
    this.modifiedAt = secondsOr(definition.modified, this.createdAt);
    this.versions = definition.versions.map((version) => {
      const createdAt = secondsOr(version.created, this.createdAt + version.version * SECONDS_IN_AN_HOUR);
      const modifiedAt = secondsOr(version.modified, createdAt);
      return { definition: version, arn: arnOf('image-version', `${lowerCaseName}/${version.version}`), createdAt, modifiedAt, isDeleted: false };
    });
    this.byNumber = new Map(this.versions.map((version) => [version.definition.version, version]));
    this.byAlias = new Map(this.versions.flatMap(aliasesOf));
  }

  version(number: number): CatalogVersion | undefined {
    return existing(this.byNumber.get(number));
  }

  aliased(alias: string): CatalogVersion | undefined {
    return existing(this.byAlias.get(alias));
  }

  get latest(): CatalogVersion | undefined {
    return this.versionsBy('VERSION', true).find((version) => !version.isDeleted);
  }

  /** All versions in order, the deleted ones too, so that page tokens keep their place. Each order is made once. */
  versionsBy(key: string, descending: boolean): readonly CatalogVersion[] {
    const name = `${key} ${descending}`;
    const known = this.sorted.get(name);
    if (known) return known;
    const made = order(this.versions, (version) => sortValue(version, key), descending);
    this.sorted.set(name, made);
    return made;
  }

  restore(): void {
    this.isDeleted = false;
    for (const version of this.versions) version.isDeleted = false;
  }
}

/** Stable order by a text or number. */
export function order<T>(items: readonly T[], key: (item: T) => string | number, descending: boolean): readonly T[] {
  const sign = descending ? -1 : 1;
  return [...items].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return left === right ? 0 : sign * (left < right ? -1 : 1);
  });
}

function aliasesOf(version: CatalogVersion): readonly (readonly [alias: string, version: CatalogVersion])[] {
  return (version.definition.aliases ?? []).map((alias) => [alias, version]);
}

function secondsOr(instant: string | undefined, otherwise: number): number {
  return instant === undefined ? otherwise : epochSeconds(instant);
}

function existing(version: CatalogVersion | undefined): CatalogVersion | undefined {
  return version?.isDeleted ? undefined : version;
}

function sortValue(version: CatalogVersion, key: string): number {
  if (key === 'VERSION') return version.definition.version;
  return key === 'LAST_MODIFIED_TIME' ? version.modifiedAt : version.createdAt;
}
