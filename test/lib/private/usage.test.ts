import { App, Stack } from 'aws-cdk-lib';
import { ENVIRONMENT } from '../../../lib/core/contract';
import { renderOwnerTag, usageScopeNameOf } from '../../../lib/private/usage';
import { usageStatements } from '../../../lib/private/scan-permissions';
import { UsageScope } from '../../../lib/usage-scope';

const actions = (scope: UsageScope | undefined) =>
  usageStatements(new Stack(new App(), 'S'), usageScopeNameOf(scope)).flatMap((statement) => statement.actions.map((action) => action.replace('sagemaker:', '')));

it.each<[string, UsageScope | undefined, readonly string[]]>([
  ['none', UsageScope.none(), []],
  ['apps', UsageScope.apps(), ['ListApps']],
  ['the default', undefined, ['ListApps', 'ListDomains', 'ListUserProfiles', 'DescribeDomain', 'DescribeUserProfile']],
  ['apps and defaults', UsageScope.appsAndDefaults(), ['ListApps', 'ListDomains', 'ListUserProfiles', 'DescribeDomain', 'DescribeUserProfile']],
  ['spaces', UsageScope.appsDefaultsAndSpaces(), [
    'ListApps', 'ListDomains', 'ListUserProfiles', 'ListSpaces', 'DescribeDomain', 'DescribeUserProfile', 'DescribeSpace',
  ]],
])('allows what it reads, and no more: %s', (_, scope, expected) => {
  expect(actions(scope)).toEqual(expected);
});

it('tells the function the tag of the owner, and refuses what no tag can be', () => {
  expect(renderOwnerTag(undefined)).toEqual({});
  expect(renderOwnerTag('team')).toEqual({ [ENVIRONMENT.ownerTag]: 'team' });
  expect(() => renderOwnerTag(' ')).toThrow("'ownerTag' must have a key of 1 to 128 characters, got: ' '");
});
