import type { ImageUser, SeenSpec, UsedSpec } from './usage';

const EXAMPLES = 5;

const PLACES: Readonly<Record<ImageUser['kind'], SeenSpec['place']>> = {
  'app': 'app', 'domain': 'domain-default', 'user-profile': 'profile-default', 'space': 'space-default',
};

export function isRunning({ place }: SeenSpec): boolean {
  return place === 'app';
}

/** A spec as it was seen with somebody, with the words for a person. */
export function usedSpec(used: Pick<UsedSpec, 'by' | 'spec' | 'customImage'>): UsedSpec {
  return { place: PLACES[used.by.kind], user: userText(used.by, used.customImage ? 'custom image' : 'default'), ...used };
}

/** For a person: `app d-1/space lab/JupyterLab/default`, `custom image of domain d-1 for JupyterLab in shared spaces`. */
export function userText(user: ImageUser, what: 'custom image' | 'default' | 'settings'): string {
  if (user.kind === 'app') return `app ${appPath(user)}`;
  const owner = [user.domainId, user.userProfileName ?? user.spaceName].filter((part) => part !== undefined).join('/');
  return `${what} of ${user.kind.replace('-', ' ')} ${owner} for ${user.appType}${user.inSharedSpaces ? ' in shared spaces' : ''}`;
}

/** A space and a user profile may have the same name. */
export function appPath({ domainId, userProfileName, spaceName, appType, appName }: Omit<ImageUser, 'kind'>): string {
  const owner = spaceName === undefined ? userProfileName ?? '' : `space ${spaceName}`;
  return `${domainId}/${owner}/${appType}/${appName ?? ''}`;
}

/** The domain, user profile or space that a setting belongs to. */
export function ownerKey({ kind, domainId, userProfileName, spaceName }: ImageUser): string {
  return `${kind} ${domainId}/${userProfileName ?? spaceName ?? ''}`;
}

/** Some of the users, running ones first. */
export function exampleUsers(seen: readonly SeenSpec[]): readonly string[] {
  const texts = (running: boolean) => seen.filter((each) => isRunning(each) === running).map(({ user }) => user).sort(compareText);
  return [...texts(true), ...texts(false)].slice(0, EXAMPLES);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
