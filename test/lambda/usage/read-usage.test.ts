import { distributionSpec as aws, fleet } from '../../../emulator/builders';
import type { Fault } from '../../../emulator/fault';
import type { FleetApp, FleetDomain } from '../../../emulator/fleet';
import { SageMakerUsage } from '../../../lambda/aws/sagemaker-usage';
import type { UsageCatalog } from '../../../lambda/usage/port';
import { readUsage, type KnownSettings, type ReadUsage, type UsageOptions } from '../../../lambda/usage/read-usage';
import { directUses, type AppDefault } from '../../../lib/core/usage';
import { serve, type Clients } from '../../emulator/support';

const TARGET = { accountId: '111122223333', region: 'us-east-1' };
const app = (name: string, resourceSpec: FleetApp['resourceSpec'], rest: Partial<FleetApp> = {}): FleetApp =>
  ({ name, type: 'JupyterLab', ...(rest.userProfile === undefined && { space: 'lab' }), ...(resourceSpec && { resourceSpec }), ...rest });

const ONE: FleetDomain = {
  id: 'd-one',
  defaultUserSettings: {
    JupyterLabAppSettings: {
      DefaultResourceSpec: aws('cpu', { alias: '4' }),
      CustomImages: [{ ImageName: 'sagemaker-distribution-cpu', AppImageConfigName: 'ours' }],
    },
    CodeEditorAppSettings: { DefaultResourceSpec: aws('gpu', { version: 9 }) },
    KernelGatewayAppSettings: { DefaultResourceSpec: { SageMakerImageArn: 'arn:aws:sagemaker:us-east-1:081325390199:image/datascience-1.0' } },
    RSessionAppSettings: { DefaultResourceSpec: aws('cpu', { alias: '2.9' }) },
    TensorBoardAppSettings: { DefaultResourceSpec: aws('cpu', { alias: '2.8' }) },
    JupyterServerAppSettings: { DefaultResourceSpec: aws('cpu', { alias: '2.7' }) },
  },
  defaultSpaceSettings: { JupyterLabAppSettings: { DefaultResourceSpec: aws('cpu', { alias: '4' }) } },
  userProfiles: [{ name: 'ana', userSettings: { JupyterLabAppSettings: { DefaultResourceSpec: aws('gpu', { alias: '2.6' }) } } }, { name: 'ben' }],
  spaces: [{ name: 'lab' }, { name: 'ana', spaceSettings: { JupyterLabAppSettings: { DefaultResourceSpec: aws('cpu', { alias: '0.1' }) } } }],
  apps: [
    app('a', aws('cpu', { alias: '3.2.0' })),
    app('b', aws('cpu', { alias: '3.2.0' }), { status: 'Pending' }),
    app('same', aws('cpu'), { space: 'ana' }),
    app('same', aws('cpu'), { userProfile: 'ana' }),
    app('none', undefined),
    app('mine', { SageMakerImageVersionArn: 'arn:aws:sagemaker:us-east-1:111122223333:image-version/sagemaker-distribution-cpu/4' }),
    ...(['Deleted', 'Deleting', 'Failed'] as const).map((status) => app(status, aws('cpu', { alias: '1.13' }), { status })),
  ],
};
const TWO: FleetDomain = { id: 'd-two', userProfiles: [{ name: 'chidi', userSettings: { CodeEditorAppSettings: { DefaultResourceSpec: aws('cpu') } } }] };

let clients: Clients;
const serveDomains = async (domains: readonly FleetDomain[]) => {
  clients = await serve({ fleet: fleet({ domains }) });
};
beforeEach(() => serveDomains([ONE, TWO]));
afterEach(() => clients.stop());

const catalog = () => new SageMakerUsage({ list: clients.sagemaker, describe: clients.sagemaker });
const read = (...faults: readonly Fault[]) => {
  clients.emulator.faults.push(...faults);
  return readUsage(catalog(), TARGET);
};
const usesOf = ({ seen }: ReadUsage) => directUses(seen, TARGET.accountId);
const summary = (found: ReadUsage) => usesOf(found).map((use) =>
  `${use.processor} ${use.imageVersionArn?.split('/').at(-1) ?? use.alias ?? 'default'}: ${use.running} running, ${use.attached} attached`);

const EVERYTHING = [
  'cpu 2.7: 0 running, 1 attached', 'cpu 2.8: 0 running, 1 attached', 'cpu 2.9: 0 running, 1 attached', 'cpu 3.2.0: 2 running, 0 attached',
  'cpu 4: 0 running, 2 attached', 'cpu default: 2 running, 1 attached', 'gpu 9: 0 running, 1 attached', 'gpu 2.6: 0 running, 1 attached',
];
const FROM_APPS = ['cpu 3.2.0: 2 running, 0 attached', 'cpu default: 2 running, 0 attached'];

it('finds what runs and what new apps get, and nothing else', async () => {
  const found = await read();

  expect(found.failures).toEqual([]);
  expect(summary(found).sort()).toEqual([...EVERYTHING].sort());
});

it('names the users', async () => {
  const uses = usesOf(await read());

  expect(uses.find(({ alias }) => alias === '3.2.0')?.examples).toEqual(['app d-one/space lab/JupyterLab/a', 'app d-one/space lab/JupyterLab/b']);
  expect(uses.find(({ alias }) => alias === '4')?.examples)
    .toEqual(['default of domain d-one for JupyterLab', 'default of domain d-one for JupyterLab in shared spaces']);
  expect(uses.find(({ alias }) => alias === '2.6')?.examples).toEqual(['default of user profile d-one/ana for JupyterLab']);
});

it('describes no space and no app', async () => {
  await read();

  expect(Object.entries(clients.emulator.calls()).map(([name, { count }]) => `${name} ${count}`).sort()).toEqual([
    'sagemaker.DescribeDomain 2', 'sagemaker.DescribeUserProfile 3', 'sagemaker.ListApps 1', 'sagemaker.ListDomains 1', 'sagemaker.ListUserProfiles 1',
  ]);
});

it('asks for no profiles where there is no domain', async () => {
  await clients.stop();
  await serveDomains([]);

  expect(await read()).toMatchObject({ seen: [], failures: [], read: 'apps-and-defaults' });
  expect(Object.keys(clients.emulator.calls()).sort()).toEqual(['sagemaker.ListApps', 'sagemaker.ListDomains']);
});

it('asks for 100 a page, and gets over short and empty ones', async () => {
  await clients.stop();
  await serveDomains([{ ...ONE, apps: Array.from({ length: 150 }, (_, index) => app(`a${index}`, aws('cpu', { alias: '3.2.0' }))) }]);

  expect(usesOf(await read()).find(({ alias }) => alias === '3.2.0')?.running).toBe(150);
  expect(clients.emulator.calls()['sagemaker.ListApps']?.count).toBe(2);
  const again = await read({ kind: 'empty-page', operation: 'ListApps', times: 3 }, { kind: 'short-page', operation: 'ListApps', size: 7 });
  expect(usesOf(again).find(({ alias }) => alias === '3.2.0')?.running).toBe(150);
  expect(again.failures).toEqual([]);
});

describe('what cannot be read', () => {
  it.each<[string, Fault, string, number, readonly string[]]>([
    ['apps', { kind: 'deny', operation: 'ListApps' }, 'sagemaker.ListApps denied', 1, EVERYTHING.map((use) => use.replace('2 running', '0 running')).filter((use) => !use.includes('0 running, 0 attached'))],
    ['domains', { kind: 'deny', operation: 'ListDomains' }, 'sagemaker.ListDomains denied', 1, [...FROM_APPS.slice(0, 1), 'cpu default: 2 running, 1 attached', 'gpu 2.6: 0 running, 1 attached']],
    ['a domain', { kind: 'deny', operation: 'DescribeDomain', resource: 'd-one' }, 'sagemaker.DescribeDomain denied', 1, [...FROM_APPS.slice(0, 1), 'cpu default: 2 running, 1 attached', 'gpu 2.6: 0 running, 1 attached']],
    ['profiles', { kind: 'throttle', operation: 'ListUserProfiles' }, 'sagemaker.ListUserProfiles throttled', 1, EVERYTHING.filter((use) => !use.includes('2.6')).map((use) => use.replace('2 running, 1 attached', '2 running, 0 attached'))],
    ['each profile', { kind: 'server-error', operation: 'DescribeUserProfile' }, 'sagemaker.DescribeUserProfile failed', 3, EVERYTHING.filter((use) => !use.includes('2.6')).map((use) => use.replace('2 running, 1 attached', '2 running, 0 attached'))],
  ])('%s: it is told, and the rest is there', async (_, fault, cause, count, rest) => {
    const found = await read(fault);

    expect(found.failures.map(({ operation, kind }) => `${operation} ${kind}`)).toEqual(Array.from({ length: count }, () => cause));
    expect(summary(found).sort()).toEqual([...rest].sort());
  });

  it('stops where a token comes again, keeps what was seen, and counts no app twice', async () => {
    const found = await read({ kind: 'repeat-token', operation: 'ListApps' });

    expect(found.failures).toEqual([expect.objectContaining({ operation: 'sagemaker.ListApps', kind: 'invalid' })]);
    expect(usesOf(found).find(({ alias }) => alias === '3.2.0')?.running).toBe(2);
  });

  it('what was deleted after it was listed is no failure', async () => {
    const found = await read(
      { kind: 'delete-after-list', operation: 'ListDomains', resource: 'd-two' },
      { kind: 'delete-after-list', operation: 'ListUserProfiles', resource: 'd-one/ana' },
    );

    expect(found.failures).toEqual([]);
    expect(summary(found)).not.toContain('gpu 2.6: 0 running, 1 attached');
  });

  it('a Region that does not have the operations has nothing in use', async () => {
    const missing = (operation: string): Fault => ({ kind: 'error', operation, code: 'UnknownOperationException' });

    expect(await read(missing('ListApps'), missing('ListDomains'), missing('ListUserProfiles')))
      .toMatchObject({ seen: [], failures: [], read: 'apps-and-defaults' });
  });

  it('a Region that is not enabled is a failure', async () => {
    const found = await read({ kind: 'region-disabled' });

    expect(found.failures.map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable', 'unavailable']);
  });

  it('an error that is no answer of the service is not swallowed', async () => {
    const broken: UsageCatalog = { ...fake([]), describeDomain: () => Promise.reject(new TypeError('a mistake')) };

    await expect(readUsage(broken, TARGET)).rejects.toThrow('a mistake');
  });
});

describe('profiles', () => {
  it('that have not changed are not described again', async () => {
    const settings: KnownSettings = new Map<string, readonly AppDefault[]>();
    const first = await readUsage(catalog(), { ...TARGET, settings });
    clients.emulator.reset();
    const second = await readUsage(catalog(), { ...TARGET, settings });

    expect(second).toEqual(first);
    expect(clients.emulator.calls()['sagemaker.DescribeUserProfile']).toBeUndefined();
  });

  it('that do not say when they were changed are described each time', async () => {
    const describeUserProfile = jest.fn((): Promise<AppDefault[]> => Promise.resolve([]));
    const settings: KnownSettings = new Map<string, readonly AppDefault[]>();
    for (let scan = 0; scan < 2; scan += 1) {
      await readUsage({ ...fake([{ domainId: 'd-one', userProfileName: 'ana', lastModifiedTime: '' }]), describeUserProfile }, { ...TARGET, settings });
    }

    expect(describeUserProfile).toHaveBeenCalledTimes(2);
  });

  it('that have changed are', async () => {
    const read = jest.fn((): Promise<AppDefault[]> => Promise.resolve([]));
    const settings: KnownSettings = new Map<string, readonly AppDefault[]>();
    for (const lastModifiedTime of ['1', '1', '2']) {
      await readUsage({ ...fake([{ domainId: 'd-one', userProfileName: 'ana', lastModifiedTime }]), describeUserProfile: read }, { ...TARGET, settings });
    }

    expect(read).toHaveBeenCalledTimes(2);
  });

  it('are described a few at a time', async () => {
    let [now, most] = [0, 0];
    const profiles = Array.from({ length: 60 }, (_, index) => ({ domainId: 'd-one', userProfileName: `p${index}`, lastModifiedTime: '' }));
    await readUsage({
      ...fake(profiles),
      describeUserProfile: async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((done) => setImmediate(done));
        now -= 1;
        return [];
      },
    }, TARGET);

    expect(most).toBe(10);
  });
});

describe('scopes', () => {
  const calls = () => Object.entries(clients.emulator.calls()).map(([name, { count }]) => `${name.replace('sagemaker.', '')} ${count}`).sort();

  it.each<[NonNullable<UsageOptions['scope']>, ReadUsage['read'], readonly string[]]>([
    ['apps', 'apps', ['ListApps 1']],
    ['defaults', 'apps-and-defaults', ['DescribeDomain 2', 'DescribeUserProfile 3', 'ListApps 1', 'ListDomains 1', 'ListUserProfiles 1']],
    ['spaces', 'full', [
      'DescribeDomain 2', 'DescribeSpace 2', 'DescribeUserProfile 3', 'ListApps 1', 'ListDomains 1', 'ListSpaces 1', 'ListUserProfiles 1',
    ]],
  ])('%s', async (scope, extent, made) => {
    const { read: told, failures } = await readUsage(catalog(), { ...TARGET, scope });

    expect({ told, failures }).toEqual({ told: extent, failures: [] });
    expect(calls()).toEqual(made);
  });

  it('spaces name images too, once each as long as they do not change', async () => {
    const settings: KnownSettings = new Map<string, readonly AppDefault[]>();
    const first = await readUsage(catalog(), { ...TARGET, scope: 'spaces', settings });
    clients.emulator.reset();
    const second = await readUsage(catalog(), { ...TARGET, scope: 'spaces', settings });

    expect(first.seen).toContainEqual(expect.objectContaining({
      place: 'space-default', user: 'default of space d-one/ana for JupyterLab', by: { kind: 'space', domainId: 'd-one', spaceName: 'ana', appType: 'JupyterLab' },
    }));
    expect(second).toEqual(first);
    expect(calls().filter((call) => call.includes('DescribeSpace') || call.includes('DescribeUserProfile'))).toEqual([]);
  });

  it.each<[string, Fault]>([
    ['the list of spaces', { kind: 'deny', operation: 'ListSpaces' }],
    ['one space', { kind: 'deny', operation: 'DescribeSpace', resource: 'd-one/lab' }],
    ['apps', { kind: 'throttle', operation: 'ListApps' }],
    ['one profile', { kind: 'server-error', operation: 'DescribeUserProfile', resource: 'd-one/ben' }],
  ])('a failure of %s makes all of it incomplete', async (_, fault) => {
    clients.emulator.faults.push(fault);
    const found = await readUsage(catalog(), { ...TARGET, scope: 'spaces' });

    expect(found.read).toBe('incomplete');
    expect(found.failures).toHaveLength(1);
    expect(found.seen.length).toBeGreaterThan(0);
  });

  it('a space that was deleted after it was listed is none', async () => {
    clients.emulator.faults.push({ kind: 'delete-after-list', operation: 'ListSpaces', resource: 'd-one/ana' });

    expect(await readUsage(catalog(), { ...TARGET, scope: 'spaces' })).toMatchObject({ read: 'full', failures: [] });
  });
});

it('reads custom images, what apps were started with and when, and the names of domains', async () => {
  const { seen, domainNames } = await read();

  expect(seen).toContainEqual({
    place: 'domain-default', user: 'custom image of domain d-one for JupyterLab', spec: {},
    by: { kind: 'domain', domainId: 'd-one', appType: 'JupyterLab' },
    customImage: { imageName: 'sagemaker-distribution-cpu', appImageConfigName: 'ours' },
  });
  expect(seen.find(({ user }) => user === 'app d-one/space lab/JupyterLab/a')).toMatchObject({ by: { startedAt: '2025-01-01T00:00:00.000Z' } });
  expect([...domainNames]).toEqual([['d-one', 'd-one'], ['d-two', 'd-two']]);
});

function fake(profiles: Awaited<ReturnType<UsageCatalog['listUserProfiles']>>['items']): UsageCatalog {
  return {
    listApps: () => Promise.resolve({ items: [] }),
    listDomains: () => Promise.resolve({ items: [{ domainId: 'd-one' }] }),
    describeDomain: () => Promise.resolve([]),
    listUserProfiles: () => Promise.resolve({ items: profiles }),
    describeUserProfile: () => Promise.resolve([]),
    listSpaces: () => Promise.resolve({ items: [] }),
    describeSpace: () => Promise.resolve([]),
  };
}
