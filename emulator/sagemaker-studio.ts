import {
  AppSortKey, DescribeDomain$, DescribeSpace$, DescribeUserProfile$, ListApps$, ListDomains$, ListSpaces$, ListUserProfiles$, SortOrder,
  SpaceSortKey, UserProfileSortKey,
} from '@aws-sdk/client-sagemaker';
import { order } from './catalog';
import type { FleetSpace, FleetUserProfile } from './fleet';
import type { Input } from './input';
import type { Call, Operation } from './operation';
import { cut, invalid, PAGED } from './sagemaker-pages';
import { memberOf, pattern, type Constraints } from './schema';
import { ServiceFault } from './service-fault';
import { DOMAIN_ID, STUDIO_NAME } from './studio-validation';
import type { StudioApp, StudioDomain, StudioMember } from './studio';
import type { RegionState } from './world';

const DOMAIN = pattern(DOMAIN_ID);
const NAME = pattern(STUDIO_NAME);
const SORTED: Constraints = { ...PAGED, DomainIdEquals: DOMAIN, SortOrder: memberOf(SortOrder) };

/** `d-1`, or `d-1/name` where the request names a member of the domain. */
const about = (domain: string, ...members: readonly string[]) => (input: Input) => {
  const [id, member] = [input.optionalText(domain), members.map((each) => input.optionalText(each)).find((each) => each !== undefined)];
  return id === undefined ? {} : { resource: member === undefined ? id : `${id}/${member}` };
};

export const STUDIO_OPERATIONS: readonly Operation[] = [
  {
    schema: ListDomains$,
    constraints: PAGED,
    family: 'list',
    subject: () => ({}),
    answer: listDomains,
  },
  {
    schema: DescribeDomain$,
    constraints: { DomainId: DOMAIN },
    family: 'describe',
    subject: about('DomainId'),
    answer: describeDomain,
  },
  {
    schema: ListUserProfiles$,
    constraints: { ...SORTED, SortBy: memberOf(UserProfileSortKey), UserProfileNameContains: NAME },
    family: 'list',
    subject: about('DomainIdEquals'),
    answer: (call) => {
      const { items, nextToken } = members(call, 'UserProfileNameContains', ({ userProfiles }) => userProfiles);
      return { UserProfiles: items.map((profile) => ({ ...summary(profile), UserProfileName: profile.name })), NextToken: nextToken };
    },
  },
  {
    schema: DescribeUserProfile$,
    constraints: { DomainId: DOMAIN, UserProfileName: NAME },
    family: 'describe',
    subject: about('DomainId', 'UserProfileName'),
    answer: describeUserProfile,
  },
  {
    schema: ListSpaces$,
    constraints: { ...SORTED, SortBy: memberOf(SpaceSortKey), SpaceNameContains: NAME },
    family: 'list',
    subject: about('DomainIdEquals'),
    answer: (call) => {
      const { items, nextToken } = members(call, 'SpaceNameContains', ({ spaces }) => spaces);
      return { Spaces: items.map((space) => ({ ...summary(space), SpaceName: space.name })), NextToken: nextToken };
    },
  },
  {
    schema: DescribeSpace$,
    constraints: { DomainId: DOMAIN, SpaceName: NAME },
    family: 'describe',
    subject: about('DomainId', 'SpaceName'),
    answer: describeSpace,
  },
  {
    schema: ListApps$,
    constraints: { ...SORTED, SortBy: memberOf(AppSortKey), UserProfileNameEquals: NAME, SpaceNameEquals: NAME },
    family: 'list',
    subject: about('DomainIdEquals', 'UserProfileNameEquals', 'SpaceNameEquals'),
    answer: listApps,
  },
];

function listDomains(call: Call): object {
  const { items, nextToken } = cut(call.state.domains, call, ({ isDeleted }) => isDeleted);
  for (const domain of items) {
    if (call.faults.strike({ ...call.subject, resource: domain.id }, 'delete-after-list')) domain.isDeleted = true;
  }
  return {
    Domains: items.map((domain) => ({ ...domainSummary(domain), Url: urlOf(domain) })),
    NextToken: nextToken,
  };
}

function domainSummary({ definition, ...domain }: StudioDomain): object {
  return {
    DomainArn: domain.arn,
    DomainId: domain.id,
    DomainName: definition.name ?? domain.id,
    Status: definition.status ?? 'InService',
    CreationTime: domain.createdAt,
    LastModifiedTime: domain.modifiedAt,
  };
}

function urlOf({ id, arn }: StudioDomain): string {
  return `https://${id}.studio.${arn.split(':')[3]}.sagemaker.aws`;
}

/** A domain without settings of its own has the role that every domain must have. */
function describeDomain({ state, input }: Call): object {
  const domain = state.domain(input.text('DomainId'));
  if (!domain) throw notFound('Domain', input.text('DomainId'));
  const { definition } = domain;
  return {
    ...domainSummary(domain),
    Url: urlOf(domain),
    AuthMode: 'IAM',
    DefaultUserSettings: { ExecutionRole: `arn:aws:iam::${domain.arn.split(':')[4]}:role/SageMakerStudio`, ...definition.defaultUserSettings },
    DefaultSpaceSettings: definition.defaultSpaceSettings,
  };
}

function describeUserProfile({ state, input }: Call): object {
  const profile = memberNamed(state, input, 'UserProfileName', ({ userProfiles }) => userProfiles);
  if (!profile) throw notFound('UserProfile', `${input.text('DomainId')}/${input.text('UserProfileName')}`);
  const { arn, name, definition: { userSettings } } = profile;
  return { ...summary(profile), UserProfileArn: arn, UserProfileName: name, UserSettings: userSettings };
}

function describeSpace({ state, input }: Call): object {
  const space = memberNamed(state, input, 'SpaceName', ({ spaces }) => spaces);
  if (!space) throw notFound('Space', `${input.text('DomainId')}/${input.text('SpaceName')}`);
  const { arn, name, definition: { spaceSettings } } = space;
  return { ...summary(space), SpaceArn: arn, SpaceName: name, SpaceSettings: spaceSettings };
}

type Member = StudioMember<FleetUserProfile | FleetSpace>;

function summary(member: Member): object {
  return {
    DomainId: member.domainId,
    Status: member.definition.status ?? 'InService',
    CreationTime: member.createdAt,
    LastModifiedTime: member.modifiedAt,
  };
}

function memberNamed<T extends Member>(
  state: RegionState, input: Input, name: string, of: (domain: StudioDomain) => readonly T[],
): T | undefined {
  const domain = state.domain(input.text('DomainId'));
  return domain && of(domain).find((member) => member.name === input.text(name) && !member.isDeleted);
}

function members<T extends Member>(call: Call, filter: string, of: (domain: StudioDomain) => readonly T[]) {
  const { input, state, faults, subject } = call;
  const part = input.optionalText(filter) ?? '';
  const all = inDomains(state, input).flatMap(of).filter(({ name }) => name.includes(part));
  const key = (member: T) => (input.optionalText('SortBy') === 'LastModifiedTime' ? member.modifiedAt : member.createdAt);
  const found = cut(order(all, key, isDescending(input)), call, ({ isDeleted }) => isDeleted);
  for (const member of found.items) {
    const resource = `${member.domainId}/${member.name}`;
    if (faults.strike({ ...subject, resource }, 'delete-after-list')) member.isDeleted = true;
  }
  return found;
}

function listApps(call: Call): object {
  const { input, state } = call;
  const [profile, space] = [input.optionalText('UserProfileNameEquals'), input.optionalText('SpaceNameEquals')];
  if (profile !== undefined && space !== undefined) throw invalid('UserProfileNameEquals and SpaceNameEquals cannot both be set');
  const wanted = inDomains(state, input).flatMap(({ apps }) => apps).filter(({ definition }) =>
    (profile === undefined || definition.userProfile === profile) && (space === undefined || definition.space === space));
  const { items, nextToken } = cut(order(wanted, ({ createdAt }) => createdAt, isDescending(input)), call);
  return { Apps: items.map(appDetails), NextToken: nextToken };
}

function appDetails({ definition, domainId, createdAt }: StudioApp): object {
  return {
    DomainId: domainId,
    UserProfileName: definition.userProfile,
    SpaceName: definition.space,
    AppType: definition.type,
    AppName: definition.name,
    Status: definition.status ?? 'InService',
    CreationTime: createdAt,
    ResourceSpec: definition.resourceSpec,
  };
}

/** A domain that is not there has nothing in it: these operations know no error for it. */
function inDomains(state: RegionState, input: Input): readonly StudioDomain[] {
  const id = input.optionalText('DomainIdEquals');
  return state.domains.filter((domain) => !domain.isDeleted && (id === undefined || domain.id === id));
}

function isDescending(input: Input): boolean {
  return input.optionalText('SortOrder') === 'Descending';
}

function notFound(type: string, name: string): ServiceFault {
  return new ServiceFault('ResourceNotFound', `${type} [${name}] does not exist.`);
}
