import type { Finding, UsageHint } from './finding';
import type { ImageUser, ResourceSpec, UsedSpec } from './usage';
import { aliasHint, registerHint, restartHint, settingHint, type ImageSettings } from './usage-commands';
import type { VersionUse } from './usage-of-versions';
import { isRunning, ownerKey, userText, compareText } from './usage-users';

/** Enough to see how it goes; the usage says how many more there are. */
const MAX_HINTS = 5;

/** The version of the same image to move to, with its own ARN. */
export type MoveTarget = Pick<Finding, 'version' | 'imageVersionArn' | 'image_arn'>;

/** Shows how the users of images are moved. */
export class UsageHints {
  /** What is known of each setting: one that is changed must say the rest of it again. */
  private readonly settings = new Map<string, UsedSpec[]>();
  private readonly targets = new Map<string, Finding>();

  constructor(seen: readonly UsedSpec[], findings: readonly Finding[]) {
    for (const each of seen) {
      if (isRunning(each)) continue;
      const known = this.settings.get(settingKey(each.by));
      if (known) known.push(each);
      else this.settings.set(settingKey(each.by), [each]);
    }
    for (const finding of findings) {
      if (finding.status !== 'SUPPORTED' || finding.directUse) continue;
      const known = this.targets.get(finding.image_arn);
      if (!known || known.version < finding.version) this.targets.set(finding.image_arn, finding);
    }
  }

  /** For a version of the account's own: to its newest supported version, or to one that has yet to be built. */
  ofVersion(finding: Finding, uses: readonly VersionUse[]): readonly UsageHint[] {
    const { region, imageName, version, successor } = finding;
    if (finding.status === 'SUPPORTED' || uses.length === 0) return [];
    const target = this.targets.get(finding.image_arn);
    if (!target) return [registerHint(region, imageName, successor?.version ?? 'a base that is supported')];
    const aliases = [...new Set(uses.flatMap(({ alias }) => alias ?? []))].sort(compareText);
    const byAlias = aliases.map((alias) => aliasHint(region, imageName, alias, version, target.version));
    const others = uses.filter(({ alias }) => alias === undefined).map(({ seen }) => seen);
    const moves = new Map(others.map((each) => [each, pinned(each, target)]));
    const changes = this.changes(region, `version ${target.version} of '${imageName}'`, moves);
    return cut([...byAlias, ...changes, ...restarts(region, uses.map(({ seen }) => seen))]);
  }

  /** For an image of AWS's own: to the release that the policy names. */
  ofDirectUse(finding: Finding, seen: readonly UsedSpec[]): readonly UsageHint[] {
    const { region, image_arn: imageArn, successor, status } = finding;
    if (status === 'SUPPORTED' || successor === null) return [];
    const moves = new Map(seen.map((each) =>
      [each, { ...each, spec: { ...rest(each.spec), imageArn, imageVersionAlias: successor.version } }]));
    return cut([...this.changes(region, `${successor.version} of '${finding.imageName}'`, moves), ...restarts(region, seen)]);
  }

  /** Each setting once, as it is to be: a domain's first, since it moves more people than a space's. */
  private changes(region: string, to: string, moves: ReadonlyMap<UsedSpec, UsedSpec>): UsageHint[] {
    const changed = new Map<string, { readonly user: ImageUser; readonly settings: readonly UsedSpec[] }>();
    for (const [each, moved] of moves) {
      const user = isRunning(each) ? spaceBehind(each.by) : each.by;
      const known = user && this.settings.get(settingKey(user));
      // The space of an app is read with the others, or stands for itself: where it names another image already, it is left alone.
      if (user && known && !isRunning(each)) changed.set(settingKey(user), { user, settings: known.map((one) => moves.get(one) ?? one) });
      else if (user && !known) changed.set(settingKey(user), { user, settings: [moved] });
    }
    const rank = ({ kind }: ImageUser) => ['domain', 'user-profile', 'space'].indexOf(kind);
    return [...changed]
      .sort(([a, one], [b, other]) => rank(one.user) - rank(other.user) || compareText(a, b))
      .map(([, { user, settings }]) => settingHint(region, `${userText(user, 'settings')}: ${to}`, user, settingsOf(settings)));
  }
}

function restarts(region: string, seen: readonly UsedSpec[]): UsageHint[] {
  return seen.filter(isRunning).sort((a, b) => compareText(a.user, b.user)).map((each) => restartHint(region, each.by));
}

/** The first of the settings and the first restart say more than five of one kind. */
function cut(hints: readonly UsageHint[]): readonly UsageHint[] {
  const restart = hints.find(({ command }) => command.startsWith('aws sagemaker delete-app'));
  const shown = hints.slice(0, MAX_HINTS);
  return restart && !shown.includes(restart) ? [...shown.slice(0, MAX_HINTS - 1), restart] : shown;
}

/** A space starts its apps with the image that they had last. */
function spaceBehind({ domainId, spaceName, appType }: ImageUser): ImageUser | undefined {
  return spaceName === undefined ? undefined : { kind: 'space', domainId, spaceName, appType };
}

function pinned(each: UsedSpec, { version, imageVersionArn, image_arn: imageArn }: MoveTarget): UsedSpec {
  if (each.customImage) return { ...each, customImage: { ...each.customImage, version } };
  return { ...each, spec: { ...rest(each.spec), imageArn, imageVersionArn } };
}

/** What a spec says beside the image. */
function rest({ instanceType, lifecycleConfigArn }: ResourceSpec): ResourceSpec {
  return { ...(instanceType !== undefined && { instanceType }), ...(lifecycleConfigArn !== undefined && { lifecycleConfigArn }) };
}

function settingsOf(seen: readonly UsedSpec[]): ImageSettings {
  const images = seen.flatMap(({ customImage }) => customImage ?? []);
  // The version that is moved to may have been offered beside the old one.
  const customImages = [...new Map(images.map((image) => [`${image.imageName.toLowerCase()} ${image.version ?? ''}`, image])).values()];
  const spec = seen.find(({ customImage }) => !customImage)?.spec;
  return { ...(spec && { spec }), ...(customImages.length > 0 && { customImages }) };
}

function settingKey(user: ImageUser): string {
  return `${ownerKey(user)} ${user.appType}${user.inSharedSpaces ? ' shared' : ''}`;
}
