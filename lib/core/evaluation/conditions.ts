import { daysBetween } from '../calendar-date';
import type { Condition } from '../finding';
import type { ImageVersion } from '../inventory';
import type { BaseImage, LineageCondition } from '../lineage/base-image';
import { newestPatch } from '../policy/published-versions';
import type { Dating } from './dating';
import { POLICY_STALE_AFTER_DAYS, type EvaluationOptions } from './options';
import { pendingCondition } from './pending-date';
import { readOn } from './provenance';
import { moveCondition } from './recent-move';

const LINEAGE_MESSAGES: Readonly<Record<LineageCondition, string>> = {
  LINEAGE_CONFLICT: 'The evidence names different bases; the worst of their verdicts rules.',
  PROBABLE_BASE: 'The base is a guess from text that anybody can write.',
  FLOATING_TAG: 'The base was read from a tag that the vendor moves; rebuild from a full version to know what you run.',
  VERSION_INFERRED: 'The exact version is not written in the image; the verdict holds for every version that it can be.',
};

/** What the way to a base makes worth knowing. */
export function lineageConditions(types: readonly LineageCondition[]): Condition[] {
  return types.map((type) => ({ type, message: LINEAGE_MESSAGES[type] }));
}

/** What the lineage of the base makes worth knowing. */
export function baseConditions(base: BaseImage, dating: Dating): Condition[] {
  const conditions: Condition[] = lineageConditions(base.conditions);
  const patch = dating.policy && newestPatch(dating.policy, dating.claim.version);
  if (patch !== undefined && patch !== dating.claim.version) {
    conditions.push({ type: 'PATCH_BEHIND', message: `${dating.claim.version} is behind ${patch}, the newest published patch of its minor version.` });
  }
  return conditions;
}

/** What the policy that ruled makes worth knowing. */
export function policyConditions(dating: Dating, options: EvaluationOptions): Condition[] {
  const { today } = options;
  const conditions: Condition[] = [...dating.conditions, ...pendingCondition(dating, options), ...moveCondition(dating, options)];
  const { policy, release } = dating;
  if (policy) {
    const age = daysBetween(readOn(policy, release), today);
    if (age > POLICY_STALE_AFTER_DAYS) {
      conditions.push({ type: 'POLICY_STALE', message: `The policy of ${policy.family} was read ${age} days ago; dates may have moved since.` });
    }
  }
  if (release?.section === 'unsupported' && release.eolFrom !== null && release.eolFrom >= today) {
    conditions.push({
      type: 'POLICY_INCONSISTENT',
      message: `The policy lists ${release.version} among its unsupported releases with a date still to come, ${release.eolFrom}.`,
    });
  }
  if (release?.withdrawnOn !== undefined) {
    conditions.push({
      type: 'POLICY_INCONSISTENT',
      message: `The policy has not listed ${release.version} since ${release.withdrawnOn}; what it said last still counts.`,
    });
  }
  return conditions;
}

/** What the image's own maintainer says of the version: shown, never a verdict on the base. */
export function versionConditions({ description }: ImageVersion): Condition[] {
  switch (description?.vendorGuidance) {
    case 'TO_BE_ARCHIVED':
      return [{ type: 'TO_BE_ARCHIVED', message: 'Its maintainer has set this version to be archived; SageMaker archives it after three months.' }];
    case 'ARCHIVED':
      return [{ type: 'ARCHIVED', message: 'Its maintainer has archived this version: it cannot be searched for and is no longer maintained.' }];
    default:
      return [];
  }
}
