import { arn } from './arn';
import type { FleetApp, FleetDomain, FleetSpace, FleetUserProfile } from './fleet';
import { epochSeconds } from './registry';

const DEFAULT_CREATED = '2025-01-01T00:00:00Z';

/** A user profile or a space: what apps belong to. */
export interface StudioMember<T> {
  readonly definition: T;
  readonly name: string;
  readonly domainId: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  isDeleted: boolean;
}

export interface StudioApp {
  readonly definition: FleetApp;
  readonly domainId: string;
  readonly createdAt: number;
}

/** A SageMaker domain with what is in it. */
export class StudioDomain {
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly userProfiles: readonly StudioMember<FleetUserProfile>[];
  readonly spaces: readonly StudioMember<FleetSpace>[];
  readonly apps: readonly StudioApp[];
  isDeleted = false;

  constructor(readonly definition: FleetDomain, accountId: string, region: string) {
    this.id = definition.id;
    this.arn = arn('sagemaker', region, accountId, `domain/${definition.id}`);
    this.createdAt = epochSeconds(definition.created ?? DEFAULT_CREATED);
    this.modifiedAt = secondsOr(definition.modified, this.createdAt);
    const member = <T extends FleetUserProfile | FleetSpace>(type: string) => (each: T): StudioMember<T> => {
      const createdAt = secondsOr(each.created, this.createdAt);
      return {
        definition: each,
        name: each.name,
        domainId: this.id,
        arn: arn('sagemaker', region, accountId, `${type}/${this.id}/${each.name.toLowerCase()}`),
        createdAt,
        modifiedAt: secondsOr(each.modified, createdAt),
        isDeleted: false,
      };
    };
    this.userProfiles = (definition.userProfiles ?? []).map(member<FleetUserProfile>('user-profile'));
    this.spaces = (definition.spaces ?? []).map(member<FleetSpace>('space'));
    this.apps = (definition.apps ?? []).map((app) => ({
      definition: app, domainId: this.id, createdAt: secondsOr(app.created, this.createdAt),
    }));
  }

  restore(): void {
    this.isDeleted = false;
    for (const member of [...this.userProfiles, ...this.spaces]) member.isDeleted = false;
  }
}

function secondsOr(instant: string | undefined, otherwise: number): number {
  return instant === undefined ? otherwise : epochSeconds(instant);
}
