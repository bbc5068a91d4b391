/** How much is read of who uses an image; each includes those before it. */
export const USAGE_SCOPES = ['none', 'apps', 'defaults', 'spaces'] as const;

/**
 * `apps`: what runs now. `defaults`: what domains and user profiles offer and start too. `spaces`: what spaces start too, one call a
 * space that is new or has changed.
 */
export type UsageScopeName = (typeof USAGE_SCOPES)[number];

export const DEFAULT_USAGE_SCOPE = 'defaults' satisfies UsageScopeName;

export function usageScopeOf(text: string): UsageScopeName | undefined {
  return USAGE_SCOPES.find((scope) => scope === text);
}

/** Whether a scope reads this part. */
export function readsPart(scope: UsageScopeName, part: Exclude<UsageScopeName, 'none'>): boolean {
  return USAGE_SCOPES.indexOf(scope) >= USAGE_SCOPES.indexOf(part);
}
