import type { PolicyRelease } from '../policy';

/** Releases by a key, each group in the order of the document. */
export function groupReleases(
  releases: readonly PolicyRelease[], key: (release: PolicyRelease) => string,
): ReadonlyMap<string, readonly PolicyRelease[]> {
  const groups = new Map<string, PolicyRelease[]>();
  for (const release of releases) {
    const group = groups.get(key(release));
    if (group) group.push(release);
    else groups.set(key(release), [release]);
  }
  return groups;
}

/** The members that make a release one and the same, whatever a policy says of it and wherever it was read. */
export type ReleaseIdentity = Pick<PolicyRelease, 'product' | 'repository' | 'os' | 'accelerator' | 'framework' | 'version' | 'processor'>;

/** What makes a release one and the same, apart from its processor. */
export function releaseName(release: Omit<ReleaseIdentity, 'processor'>): string {
  const { product, repository, os, accelerator, framework, version } = release;
  return [product, repository, os, accelerator, framework, version].map((part) => part ?? '').join('\n');
}

/** What makes a row one and the same: a policy has one for each. */
export function rowName(release: ReleaseIdentity): string {
  return `${releaseName(release)}\n${release.processor ?? ''}`;
}

/** A release as a message names it. */
export function label(release: PolicyRelease): string {
  const { repository, framework, version, processor, accelerator, os } = release;
  return [repository ?? framework, version, processor ?? accelerator, os].filter((part) => part !== undefined).join(' ');
}

/** Where a release stands, as a message says it. */
export function place(release: PolicyRelease): string {
  return release.line === null ? 'without a line' : `line ${release.line}`;
}
