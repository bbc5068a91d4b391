import { formatImageReference, parseImageReference, type ImageReference } from '../../image-reference';
import type { ClaimWithDetail, Vendor } from '../base-image';
import type { PullThroughCacheRule } from '../context';

const WHOLE_REGISTRY = 'ROOT';

/**
 * What a reference proves by where it lies: in the vendor's own registry, or in one that caches the vendor's by a rule of
 * the account's. A cache may cache another, so rules are followed until none applies.
 */
export function readRegistryPath(
  vendor: Vendor, reference: ImageReference, rules: readonly PullThroughCacheRule[],
): ClaimWithDetail | undefined {
  const own = vendor.fromReference?.(reference);
  if (own || rules.length === 0) return own;
  for (const upstream of upstreams(reference, rules)) {
    const reading = vendor.fromReference?.(upstream);
    // ECR asks upstream for a tag once in 24 hours at most.
    if (reading) return { ...reading, detail: `cache of ${formatImageReference(upstream)}, whose tag can be a day ahead: ${reading.detail}` };
  }
  return undefined;
}

/** Each rule is followed once: two registries may be set up to cache each other. */
function upstreams(reference: ImageReference, rules: readonly PullThroughCacheRule[]): readonly ImageReference[] {
  const found: ImageReference[] = [];
  let current = reference;
  let unused = rules;
  for (let rule = ruleOf(current, unused); rule; rule = ruleOf(current, unused)) {
    const upstream = upstreamOf(current, rule);
    if (!upstream) break;
    found.push(upstream);
    current = upstream;
    const followed = rule;
    unused = unused.filter((candidate) => candidate !== followed);
  }
  return found;
}

/** The rule with the longest prefix; the one for the whole registry is for repositories that no other is for. */
function ruleOf({ ecr, repository }: ImageReference, rules: readonly PullThroughCacheRule[]): PullThroughCacheRule | undefined {
  if (!ecr) return undefined;
  let longest: PullThroughCacheRule | undefined;
  for (const rule of rules) {
    const own = rule.accountId === ecr.accountId && rule.region === ecr.region;
    if (!own || !repository.startsWith(pathOf(rule.ecrRepositoryPrefix))) continue;
    if (!longest || pathOf(rule.ecrRepositoryPrefix).length > pathOf(longest.ecrRepositoryPrefix).length) longest = rule;
  }
  return longest;
}

function upstreamOf({ repository, tag, digest }: ImageReference, rule: PullThroughCacheRule): ImageReference | undefined {
  const rest = repository.slice(pathOf(rule.ecrRepositoryPrefix).length);
  const name = `${rule.upstreamRegistryUrl.replace(/\/+$/, '')}/${pathOf(rule.upstreamRepositoryPrefix ?? WHOLE_REGISTRY)}${rest}`;
  const parsed = parseImageReference(`${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`);
  return parsed.ok ? parsed.reference : undefined;
}

/** A prefix ends at a level: `hub` is for `hub/ds`, not for `hubble/ds`. */
function pathOf(prefix: string): string {
  return prefix === WHOLE_REGISTRY ? '' : `${prefix.replace(/\/+$/, '')}/`;
}
