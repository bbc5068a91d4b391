import { asObject, isJsonObject, type JsonObject } from '../../core/json';
import { directUses, type DirectUse, type ResourceSpec } from '../../core/usage';
import { imageKey, type AppImages, type Place, type RegisteredVersion } from './app-images';
import { memberOf, renderText } from './rendered-text';
import type { AppTemplate } from './templates';

/** What a place in a domain, user profile, space or app starts with: a version of the app's, an image of AWS's, or who knows what. */
export type ImageUse = { readonly place: Place } & (
  | { readonly kind: 'registered'; readonly version: RegisteredVersion }
  | { readonly kind: 'direct'; readonly use: DirectUse; readonly accountId: string; readonly region: string }
  | { readonly kind: 'untold'; readonly reason: string }
);

type Means =
  | Omit<Extract<ImageUse, { kind: 'registered' }>, 'place'>
  | Omit<Extract<ImageUse, { kind: 'direct' }>, 'place'>
  | Omit<Extract<ImageUse, { kind: 'untold' }>, 'place'>;

const USERS: readonly string[] = ['AWS::SageMaker::Domain', 'AWS::SageMaker::UserProfile', 'AWS::SageMaker::Space', 'AWS::SageMaker::App'];
const SPEC_MEMBERS = ['SageMakerImageArn', 'SageMakerImageVersionArn'];
/** What SageMaker's own pattern allows for an ARN that is not there. */
const NO_ARN = 'none';
/** A release where SageMaker has the number of the version, which it counts itself: it would be refused, but says what is meant. */
const RELEASE_ARN = /^(arn:[^:]+:sagemaker:[^:]+:\d{12}:image)-version\/([^/]+)\/(\d+\.\d+(?:\.\d+)?)$/i;
const OWN_ARN = /^arn:[^:]+:sagemaker:[^:]+:(\d{12}):image(?:-version)?\/([^/]+)(?:\/\d+)?$/i;

/** Every place that names an image, wherever in its resource it stands: settings are nested differently in each type. */
export function imageUses(templates: readonly AppTemplate[], images: AppImages): readonly ImageUse[] {
  return templates.flatMap((template) => [...template.resources.values()]
    .filter(({ type }) => USERS.includes(type))
    .flatMap(({ logicalId, properties }) => objectsIn(properties, 'Properties').flatMap(([location, object]): ImageUse[] => {
      const place = { templatePath: template.path, logicalId, location };
      const means = isCustomImage(object) ? customImage(object, template, images) : specified(object, template, images);
      return means ? [{ ...means, place }] : [];
    })));
}

function objectsIn(value: unknown, location: string): readonly (readonly [string, JsonObject])[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => objectsIn(item, `${location}.${index}`));
  const object = asObject(value);
  if (!object) return [];
  return [[location, object], ...Object.entries(object).flatMap(([name, member]) => objectsIn(member, `${location}.${name}`))];
}

function isCustomImage(object: JsonObject): boolean {
  return 'ImageName' in object && 'AppImageConfigName' in object;
}

function customImage(object: JsonObject, template: AppTemplate, images: AppImages): Means {
  const number = memberOf(object, 'ImageVersionNumber');
  const exact = isJsonObject(number) ? images.versionOf(number, template) : undefined;
  if (exact) return { kind: 'registered', version: exact };
  const name = memberOf(object, 'ImageName');
  return named(imageKey(name, template), renderText(name, template.pseudo).shown, template, images);
}

/** As SageMaker does, the version's ARN before the image's. */
function specified(object: JsonObject, template: AppTemplate, images: AppImages): Means | undefined {
  const [imageArn, versionArn] = SPEC_MEMBERS.map((name) => memberOf(object, name))
    .map((value) => (isText(value, NO_ARN) || isText(value, '') ? undefined : value));
  const value = versionArn ?? imageArn;
  if (value === undefined) return undefined;
  const version = images.versionOf(value, template);
  if (version) return { kind: 'registered', version };
  const { text, shown, unread } = renderText(value, template.pseudo);
  const key = images.imageKeyOf(value, template);
  if (key !== undefined) return named(key, shown, template, images);
  if (text === undefined) return { kind: 'untold', reason: `The image '${shown}' was left alone: ${unread.join(', ')} is known at deployment only.` };
  const alias = renderText(memberOf(object, 'SageMakerImageVersionAlias') ?? '', template.pseudo).text;
  return literal(text, { isVersion: versionArn !== undefined, shown, ...(alias && { alias }) }, template, images);
}

function literal(
  arn: string, { isVersion, shown, alias }: { isVersion: boolean; shown: string; alias?: string }, template: AppTemplate, images: AppImages,
): Means {
  const accountId = template.pseudo.get('AWS::AccountId') ?? '';
  const region = template.pseudo.get('AWS::Region') ?? '';
  const [, start, image, release] = RELEASE_ARN.exec(arn) ?? [];
  const asWritten: ResourceSpec = {
    ...(isVersion ? { imageVersionArn: arn } : { imageArn: arn }),
    ...(alias !== undefined && { imageVersionAlias: alias }),
  };
  const spec = release === undefined ? asWritten : { imageArn: `${start}/${image}`, imageVersionAlias: release };
  const [use] = directUses([{ place: 'domain-default', user: '', spec }], accountId);
  if (use) return { kind: 'direct', use, accountId, region };
  const [, owner, name] = OWN_ARN.exec(arn) ?? [];
  if (owner === accountId && name !== undefined) return named(name.toLowerCase(), name, template, images);
  return { kind: 'untold', reason: `'${shown}' is no image of this app's, and no image of AWS's that a policy is known for.` };
}

function named(key: string, name: string, template: AppTemplate, images: AppImages): Means {
  const [version, ...others] = images.versionsNamed(key, template);
  if (!version) return { kind: 'untold', reason: `The image '${name}' is not registered in this app.` };
  if (others.length === 0) return { kind: 'registered', version };
  const reason = `The image '${version.imageName}' has ${others.length + 1} versions in this app, and which one is used is decided at deployment; each is judged where it is registered.`;
  return { kind: 'untold', reason };
}

function isText(value: unknown, text: string): boolean {
  return typeof value === 'string' && value.trim().toLowerCase() === text;
}
