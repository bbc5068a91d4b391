import { USAGE_SCOPES, readsPart, usageScopeOf } from '../../lib/core/usage-scope';
import { UsageScope } from '../../lib/usage-scope';

it('has a factory for each scope that the function knows', () => {
  const scopes = [UsageScope.none(), UsageScope.apps(), UsageScope.appsAndDefaults(), UsageScope.appsDefaultsAndSpaces()];
  const names = scopes.map(({ scopeName }) => scopeName);

  expect(names).toEqual(USAGE_SCOPES);
  expect(names.map(usageScopeOf)).toEqual(names);
  expect(usageScopeOf('everything')).toBeUndefined();
});

it.each([['none', []], ['apps', ['apps']], ['defaults', ['apps', 'defaults']], ['spaces', ['apps', 'defaults', 'spaces']]] as const)('%s reads %j', (scope, parts) => {
  expect((['apps', 'defaults', 'spaces'] as const).filter((part) => readsPart(scope, part))).toEqual(parts);
});
