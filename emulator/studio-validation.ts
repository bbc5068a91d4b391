import { AppStatus, AppType, DefaultSpaceSettings$, DomainStatus, ResourceSpec$, SpaceSettings$, UserSettings$ } from '@aws-sdk/client-sagemaker';
import type { FleetApp, FleetDomain, FleetSpace, FleetUserProfile } from './fleet';
import { allOf, instant, isRecord, listOf, objectOf, oneOf, text, textLike, type Rule } from './rules';
import { checkStructureOf, pattern, type Constraints } from './schema';

/** Of the SageMaker model, as all patterns here. */
export const DOMAIN_ID = /^d-(-*[a-z0-9]){1,61}$/;
/** Of user profiles, spaces and apps. */
export const STUDIO_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;
const ARN_START = 'arn:aws(-[\\w]+)*:sagemaker:[a-z0-9-]+:\\d{12}:';
const NAME_IN_ARN = '[a-z0-9]([-.]?[a-z0-9])*';

const RESOURCE_SPEC: Constraints = {
  SageMakerImageArn: pattern(new RegExp(`^${ARN_START}image/${NAME_IN_ARN}$`)),
  SageMakerImageVersionArn: pattern(new RegExp(`^(${ARN_START}image-version/${NAME_IN_ARN}/\\d+|None)$`)),
  SageMakerImageVersionAlias: pattern(/^(?![.-])[\w.-]{1,128}$/),
};
const SETTINGS_WITH_SPEC = [
  'JupyterServerAppSettings', 'KernelGatewayAppSettings', 'TensorBoardAppSettings', 'RSessionAppSettings', 'CodeEditorAppSettings',
  'JupyterLabAppSettings',
];
const SETTINGS: Constraints = Object.fromEntries(SETTINGS_WITH_SPEC.flatMap((settings) =>
  Object.entries(RESOURCE_SPEC).map(([member, constraint]) => [`${settings}.DefaultResourceSpec.${member}`, constraint])));

/** What the API would take: the SDK's own schema checks it. */
function shapedLike(schema: unknown, constraints: Constraints): Rule {
  return (value, path, problems) => {
    for (const violation of checkStructureOf(schema, constraints, value)) {
      const at = violation.path === '' ? path : `${path}.${violation.path}`;
      problems.push(`'${at}' must ${violation.rule.replace('be known to the operation', "be a member that the SDK's model has")}, got: ${JSON.stringify(violation.value)}`);
    }
  };
}

const studioName = textLike(STUDIO_NAME, 'a name of at most 63 letters, digits and hyphens');
const byMember = (name: string) => ({ name, of: (entry: unknown) => (isRecord(entry) ? entry[name] : undefined) });
const status = oneOf(Object.values(DomainStatus));

const userProfile = objectOf<FleetUserProfile>({
  name: studioName, status, created: instant, modified: instant, userSettings: shapedLike(UserSettings$, SETTINGS),
}, ['name']);

const space = objectOf<FleetSpace>({
  name: studioName, status, created: instant, modified: instant, spaceSettings: shapedLike(SpaceSettings$, SETTINGS),
}, ['name']);

const oneOwner: Rule = (value, path, problems) => {
  if (isRecord(value) && (value['userProfile'] === undefined) === (value['space'] === undefined)) {
    problems.push(`'${path}' must have one of 'userProfile' and 'space': an app belongs to exactly one of them`);
  }
};

const app = allOf(objectOf<FleetApp>({
  name: studioName,
  type: oneOf(Object.values(AppType)),
  userProfile: studioName,
  space: studioName,
  status: oneOf(Object.values(AppStatus)),
  created: instant,
  resourceSpec: shapedLike(ResourceSpec$, RESOURCE_SPEC),
}, ['name', 'type']), oneOwner);

/** An app that lives has its owner beside it; one that was deleted may have outlived it. */
const knownOwners: Rule = (value, path, problems) => {
  if (!isRecord(value)) return;
  for (const [index, each] of listed(value['apps']).entries()) {
    for (const [member, owners] of [['userProfile', value['userProfiles']], ['space', value['spaces']]] as const) {
      const name = each[member];
      if (name === undefined || each['status'] === 'Deleted' || listed(owners).some((owner) => owner['name'] === name)) continue;
      problems.push(`'${path}.apps[${index}].${member}' must name one of the domain's, got: ${JSON.stringify(name)}`);
    }
  }
};

function listed(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

const domain = allOf(objectOf<FleetDomain>({
  id: textLike(DOMAIN_ID, 'a domain id such as d-abc123'),
  name: text,
  status,
  created: instant,
  modified: instant,
  defaultUserSettings: shapedLike(UserSettings$, SETTINGS),
  defaultSpaceSettings: shapedLike(DefaultSpaceSettings$, SETTINGS),
  userProfiles: listOf(userProfile, byMember('name')),
  spaces: listOf(space, byMember('name')),
  apps: listOf(app),
}, ['id']), knownOwners);

export const domains: Rule = listOf(domain, byMember('id'));
