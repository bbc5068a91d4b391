import {
  DescribeDomainCommand, DescribeSpaceCommand, DescribeUserProfileCommand, ListAppsCommand, ListDomainsCommand, ListSpacesCommand,
  ListUserProfilesCommand, paginateListApps, type ListAppsCommandInput,
} from '@aws-sdk/client-sagemaker';
import { distributionSpec } from '../../emulator/builders';
import type { FaultScope } from '../../emulator/fault';
import type { Fleet } from '../../emulator/fleet';
import { serve, type Clients } from './support';

const DOCUMENT: Fleet = {
  accounts: {
    '111122223333': {
      regions: {
        'us-east-1': {
          domains: [
            {
              id: 'd-one',
              name: 'science',
              defaultUserSettings: { JupyterLabAppSettings: { DefaultResourceSpec: distributionSpec('cpu', { alias: '4' }) } },
              defaultSpaceSettings: { JupyterLabAppSettings: { DefaultResourceSpec: distributionSpec('gpu') } },
              userProfiles: [
                { name: 'ana', created: '2026-02-01T00:00:00Z' },
                {
                  name: 'ben', created: '2026-01-01T00:00:00Z', modified: '2026-03-01T00:00:00Z',
                  userSettings: { CodeEditorAppSettings: { DefaultResourceSpec: distributionSpec('cpu', { version: 7 }) } },
                },
              ],
              spaces: [{ name: 'lab', spaceSettings: { AppType: 'JupyterLab' } }],
              apps: [
                { name: 'one', type: 'JupyterLab', space: 'lab', created: '2026-05-02T00:00:00Z', resourceSpec: distributionSpec('cpu') },
                { name: 'two', type: 'KernelGateway', userProfile: 'ana', created: '2026-05-01T00:00:00Z', status: 'Pending' },
                { name: 'old', type: 'JupyterLab', userProfile: 'ben', status: 'Deleted', created: '2026-04-01T00:00:00Z' },
              ],
            },
            {
              id: 'd-two',
              status: 'Updating',
              spaces: [{ name: 'lab' }],
              apps: Array.from({ length: 25 }, (_, index) => ({ name: `app${index}`, type: 'CodeEditor' as const, space: 'lab' })),
            },
          ],
        },
        'eu-west-1': { domains: [{ id: 'd-far' }] },
      },
    },
    '222222222222': { regions: { 'us-east-1': { domains: [{ id: 'd-theirs' }] } } },
  },
};

let clients: Clients;
beforeEach(async () => {
  clients = await serve({ fleet: DOCUMENT });
});
afterEach(() => clients.stop());

const domainIds = async (client = clients.sagemaker) => {
  const { Domains } = await client.send(new ListDomainsCommand({}));
  return Domains?.map((each) => each.DomainId);
};
const appNames = async (input: ListAppsCommandInput) => {
  const { Apps } = await clients.sagemaker.send(new ListAppsCommand(input));
  return Apps?.map((each) => each.AppName);
};
const describeDomain = (DomainId: string) => clients.sagemaker.send(new DescribeDomainCommand({ DomainId }));
const describeProfile = (DomainId: string, UserProfileName: string) =>
  clients.sagemaker.send(new DescribeUserProfileCommand({ DomainId, UserProfileName }));
const describeSpace = (DomainId: string, SpaceName: string) => clients.sagemaker.send(new DescribeSpaceCommand({ DomainId, SpaceName }));

describe('domains', () => {
  it('are those of the account and Region', async () => {
    expect(await domainIds()).toEqual(['d-one', 'd-two']);
    expect(await domainIds(clients.as('111122223333', 'eu-west-1').sagemaker)).toEqual(['d-far']);
    expect(await domainIds(clients.as('222222222222').sagemaker)).toEqual(['d-theirs']);
  });

  it('show their settings only when they are described', async () => {
    const { Domains } = await clients.sagemaker.send(new ListDomainsCommand({}));
    expect(Domains?.[0]).toMatchObject({ DomainArn: 'arn:aws:sagemaker:us-east-1:111122223333:domain/d-one', DomainName: 'science', Status: 'InService' });
    expect(Domains?.[0]).not.toHaveProperty('DefaultUserSettings');
    const one = await describeDomain('d-one');
    expect(one.DefaultUserSettings?.JupyterLabAppSettings?.DefaultResourceSpec).toEqual({
      SageMakerImageArn: 'arn:aws:sagemaker:us-east-1:885854791233:image/sagemaker-distribution-cpu', SageMakerImageVersionAlias: '4',
    });
    expect(one.DefaultSpaceSettings?.JupyterLabAppSettings?.DefaultResourceSpec?.SageMakerImageArn).toContain('sagemaker-distribution-gpu');
    const two = await describeDomain('d-two');
    expect([two.DomainName, two.Status, two.DefaultSpaceSettings]).toEqual(['d-two', 'Updating', undefined]);
  });

  it('page', async () => {
    const first = await clients.sagemaker.send(new ListDomainsCommand({ MaxResults: 1 }));
    const second = await clients.sagemaker.send(new ListDomainsCommand({ MaxResults: 1, NextToken: first.NextToken }));
    expect([first, second].map(({ Domains }) => Domains?.map((each) => each.DomainId))).toEqual([['d-one'], ['d-two']]);
    expect(second.NextToken).toBeUndefined();
  });
});

describe('user profiles and spaces', () => {
  it.each([
    ['oldest first', {}, ['ben', 'ana']],
    ['newest first', { SortOrder: 'Descending' }, ['ana', 'ben']],
    ['by the last change', { SortBy: 'LastModifiedTime' }, ['ana', 'ben']],
    ['by part of the name', { UserProfileNameContains: 'n', DomainIdEquals: 'd-one', SortBy: 'CreationTime' }, ['ben', 'ana']],
    ['of a domain without any', { DomainIdEquals: 'd-two' }, []],
    ['of a domain that is not there', { DomainIdEquals: 'd-none' }, []],
  ] as const)('lists profiles %s', async (_title, input, expected) => {
    const { UserProfiles } = await clients.sagemaker.send(new ListUserProfilesCommand(input));
    expect(UserProfiles?.map((each) => each.UserProfileName)).toEqual(expected);
  });

  it('describes them with their settings', async () => {
    const ben = await describeProfile('d-one', 'ben');
    expect(ben).toMatchObject({ UserProfileArn: 'arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-one/ben', LastModifiedTime: new Date('2026-03-01') });
    expect(ben.UserSettings?.CodeEditorAppSettings?.DefaultResourceSpec?.SageMakerImageVersionArn)
      .toBe('arn:aws:sagemaker:us-east-1:885854791233:image-version/sagemaker-distribution-cpu/7');
    const lab = await describeSpace('d-one', 'lab');
    expect(lab).toMatchObject({ SpaceArn: 'arn:aws:sagemaker:us-east-1:111122223333:space/d-one/lab', SpaceSettings: { AppType: 'JupyterLab' } });
  });

  it('lists spaces of all domains, without their settings', async () => {
    const { Spaces } = await clients.sagemaker.send(new ListSpacesCommand({}));
    expect(Spaces?.map((each) => `${each.DomainId}/${each.SpaceName}`)).toEqual(['d-one/lab', 'd-two/lab']);
    expect(Spaces?.[0]).not.toHaveProperty('SpaceSettings');
  });
});

it.each<[string, () => Promise<unknown>]>([
  ['a domain', () => describeDomain('d-none')],
  ['a domain of another account', () => describeDomain('d-theirs')],
  ['a profile', () => describeProfile('d-one', 'Ana')],
  ['a profile of another domain', () => describeProfile('d-two', 'ana')],
  ['a space', () => describeSpace('d-one', 'none')],
])('answers ResourceNotFound for %s that is not there', async (_title, describeIt) => {
  await expect(describeIt()).rejects.toMatchObject({ name: 'ResourceNotFound' });
});

describe('ListApps', () => {
  it.each<[string, ListAppsCommandInput, readonly string[]]>([
    ['oldest first, deleted ones too', { DomainIdEquals: 'd-one' }, ['old', 'two', 'one']],
    ['newest first', { DomainIdEquals: 'd-one', SortOrder: 'Descending', SortBy: 'CreationTime' }, ['one', 'two', 'old']],
    ['of a profile', { UserProfileNameEquals: 'ana' }, ['two']],
    ['of a space in a domain', { DomainIdEquals: 'd-one', SpaceNameEquals: 'lab' }, ['one']],
    ['of a domain that is not there', { DomainIdEquals: 'd-none' }, []],
  ])('lists %s', async (_title, input, expected) => {
    expect(await appNames(input)).toEqual(expected);
  });

  it('tells status, owner and image of each', async () => {
    const { Apps } = await clients.sagemaker.send(new ListAppsCommand({ DomainIdEquals: 'd-one' }));
    expect(Apps?.map((each) => [each.Status, each.UserProfileName, each.SpaceName, each.ResourceSpec?.SageMakerImageArn?.split('/')[1]])).toEqual([
      ['Deleted', 'ben', undefined, undefined], ['Pending', 'ana', undefined, undefined], ['InService', undefined, 'lab', 'sagemaker-distribution-cpu'],
    ]);
  });

  it('serves the SDK paginator, 10 a page by default', async () => {
    const sizes: number[] = [];
    for await (const { Apps } of paginateListApps({ client: clients.sagemaker }, {})) sizes.push(Apps?.length ?? 0);
    expect(sizes).toEqual([10, 10, 8]);
  });

  it('refuses profile and space together', async () => {
    await expect(appNames({ UserProfileNameEquals: 'ana', SpaceNameEquals: 'lab' })).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('faults', () => {
  it.each<[string, FaultScope, () => Promise<unknown>]>([
    ['a domain', { operation: 'DescribeDomain', resource: 'd-one' }, () => describeDomain('d-one')],
    ['a profile', { resource: 'd-one/ana' }, () => describeProfile('d-one', 'ana')],
    ['a space', { resource: 'd-one/lab' }, () => describeSpace('d-one', 'lab')],
  ])('deny %s, not its neighbours', async (_title, scope, describeIt) => {
    clients.emulator.faults.push({ kind: 'deny', ...scope });
    await expect(describeIt()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(describeDomain('d-two')).resolves.toBeDefined();
    await expect(describeProfile('d-one', 'ben')).resolves.toBeDefined();
  });

  it('delete what was listed, until a reset', async () => {
    clients.emulator.faults.push(
      { kind: 'delete-after-list', operation: 'ListUserProfiles', resource: 'd-one/ana' },
      { kind: 'delete-after-list', operation: 'ListSpaces', resource: 'd-one/lab' },
      { kind: 'delete-after-list', operation: 'ListDomains', resource: 'd-two' },
    );
    const profile = () => describeProfile('d-one', 'ana');
    const space = () => describeSpace('d-one', 'lab');
    const domain = () => describeDomain('d-two');
    await Promise.all([profile(), space(), domain()]);
    await clients.sagemaker.send(new ListUserProfilesCommand({}));
    await clients.sagemaker.send(new ListSpacesCommand({}));
    await clients.sagemaker.send(new ListDomainsCommand({}));
    for (const gone of [profile, space, domain]) await expect(gone()).rejects.toMatchObject({ name: 'ResourceNotFound' });
    expect(await domainIds()).toEqual(['d-one']);
    expect(await appNames({ DomainIdEquals: 'd-two' })).toEqual([]);
    clients.emulator.reset();
    await Promise.all([profile(), space(), domain()]);
  });

  it('make pages short and empty without losing anything', async () => {
    clients.emulator.faults.push({ kind: 'empty-page', operation: 'ListApps', times: 2 }, { kind: 'short-page', operation: 'ListApps', size: 3, times: 2 });
    const seen: string[] = [];
    for await (const { Apps } of paginateListApps({ client: clients.sagemaker }, {})) seen.push(...(Apps ?? []).map((each) => `${each.DomainId}/${each.AppName}`));
    expect([seen.length, new Set(seen).size]).toEqual([28, 28]);
  });
});

it('counts among lists and describes where calls are throttled', async () => {
  await clients.stop();
  clients = await serve({ fleet: DOCUMENT, throttling: { list: { perSecond: 0, burst: 2 }, describe: { perSecond: 0, burst: 2 } } });
  const outcome = (call: Promise<unknown>) => call.then(() => 'passed', (error: Error) => error.name);
  const lists = [() => domainIds(), () => appNames({}), () => clients.sagemaker.send(new ListUserProfilesCommand({}))];
  const describes = [() => describeDomain('d-one'), () => describeProfile('d-one', 'ana'), () => describeSpace('d-one', 'lab')];
  for (const family of [lists, describes]) {
    const seen: string[] = [];
    for (const each of family) seen.push(await outcome(each()));
    expect(seen).toEqual(['passed', 'passed', 'ThrottlingException']);
  }
});
