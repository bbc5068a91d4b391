import { Token } from 'aws-cdk-lib';
import { ENVIRONMENT } from '../core/contract';
import { tagProblem } from '../core/image-selection';
import { DEFAULT_USAGE_SCOPE, usageScopeOf, type UsageScopeName } from '../core/usage-scope';
import type { UsageScope } from '../usage-scope';
import { refuse } from './checks';

export function usageScopeNameOf(scope: UsageScope | undefined): UsageScopeName {
  return usageScopeOf(scope?.scopeName ?? '') ?? DEFAULT_USAGE_SCOPE;
}

/** The part of the environment that says which tag names the owner. */
export function renderOwnerTag(tag: string | undefined): Record<string, string> {
  if (tag === undefined) return {};
  const problem = Token.isUnresolved(tag) ? undefined : tagProblem(tag, undefined);
  if (problem !== undefined) refuse('ownerTag', problem, `'${tag}'`);
  return { [ENVIRONMENT.ownerTag]: tag };
}
