import type { UsageHint } from './finding';
import type { CustomImage, ImageUser, ResourceSpec } from './usage';
import { appPath } from './usage-users';

/** What a setting of one type of apps is to say. */
export interface ImageSettings {
  readonly spec?: ResourceSpec;
  /** All of them: SageMaker replaces the list. */
  readonly customImages?: readonly CustomImage[];
}

/** Members of the settings that do not bear the name of the type. */
const SETTINGS: Readonly<Record<string, string>> = { RSessionGateway: 'RSessionAppSettings' };

/** A longer one is no line to copy any more: who has so many images changes a file. */
const MAX_COMMAND = 800;
const PLAIN = /^[A-Za-z0-9_/:=.,@%+][A-Za-z0-9_/:=.,@%+-]*$/;

/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replace(/'/g, String.raw`'\''`)}'`;
}

/** A command of the AWS command line for SageMaker: options with their values. */
export function sagemakerCommand(region: string, operation: string, options: readonly (readonly [name: string, value: string])[]): string {
  return ['aws sagemaker', operation, ...[...options, ['region', region] as const].map(([name, value]) => `--${name} ${shellWord(value)}`)].join(' ');
}

/** The change of one setting. Where it is too long to copy, what shows the setting as it is. */
export function settingHint(region: string, what: string, user: ImageUser, settings: ImageSettings): UsageHint {
  const { kind, domainId, userProfileName, spaceName, appType, inSharedSpaces } = user;
  const owner: readonly (readonly [string, string])[] = [
    ['domain-id', domainId],
    ...(kind === 'user-profile' && userProfileName !== undefined ? [['user-profile-name', userProfileName] as const] : []),
    ...(kind === 'space' && spaceName !== undefined ? [['space-name', spaceName] as const] : []),
  ];
  const part = kind === 'domain' ? `default-${inSharedSpaces ? 'space' : 'user'}` : kind === 'space' ? 'space' : 'user';
  const member = SETTINGS[appType] ?? `${appType}AppSettings`;
  const images = settings.customImages?.map(imageValue);
  const value = JSON.stringify({ [member]: { DefaultResourceSpec: specValue(settings.spec), CustomImages: images } });
  const command = sagemakerCommand(region, `update-${kind}`, [...owner, [`${part}-settings`, value]]);
  const cdk = `${CFN[kind] ?? ''} ${part.replace('-u', 'U').replace('-s', 'S')}Settings.${camel(member)}.${camel(settings.customImages ? 'CustomImages' : 'DefaultResourceSpec')}`;
  return { what, command: command.length > MAX_COMMAND ? sagemakerCommand(region, `describe-${kind}`, owner) : command, cdk };
}

const CFN: Readonly<Partial<Record<ImageUser['kind'], string>>> = { 'domain': 'CfnDomain', 'user-profile': 'CfnUserProfile', 'space': 'CfnSpace' };

/** An app keeps the image that it was started with. */
export function restartHint(region: string, app: ImageUser): UsageHint {
  const { domainId, userProfileName = '', spaceName, appType, appName = '' } = app;
  const owner = spaceName === undefined ? ['user-profile-name', userProfileName] as const : ['space-name', spaceName] as const;
  return {
    what: `end app ${appPath(app)}, which loses what is not saved, and start it again`,
    command: sagemakerCommand(region, 'delete-app', [['domain-id', domainId], owner, ['app-type', appType], ['app-name', appName]]),
  };
}

/** Two calls, since an alias names one version at a time: for a moment it names none. */
export function aliasHint(region: string, imageName: string, alias: string, from: number, to: number): UsageHint {
  const update = (version: number, option: string) =>
    sagemakerCommand(region, 'update-image-version', [['image-name', imageName], ['version', String(version)], [option, alias]]);
  return {
    what: `move the alias '${alias}' to version ${to}, for apps that start from then on`,
    command: `${update(from, 'aliases-to-delete')} && ${update(to, 'aliases-to-add')}`,
  };
}

/** The reference is made by a build that has yet to run: the shell's variable stands for it. */
export function registerHint(region: string, imageName: string, base: string): UsageHint {
  return {
    what: `build it on ${base}, push it, put its reference into NEW_IMAGE, and register it; the next scan names the ways to move its users`,
    command: `aws sagemaker create-image-version --image-name ${shellWord(imageName)} --base-image "$NEW_IMAGE" --region ${shellWord(region)}`,
  };
}

function specValue(spec: ResourceSpec | undefined): object | undefined {
  return spec && {
    SageMakerImageArn: spec.imageArn,
    SageMakerImageVersionArn: spec.imageVersionArn,
    SageMakerImageVersionAlias: spec.imageVersionAlias,
    InstanceType: spec.instanceType,
    LifecycleConfigArn: spec.lifecycleConfigArn,
  };
}

function imageValue({ imageName, version, appImageConfigName }: CustomImage): object {
  return { ImageName: imageName, ImageVersionNumber: version, AppImageConfigName: appImageConfigName };
}

function camel(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
