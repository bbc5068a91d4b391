import { distributionSpec as aws, fleet, image, repository, uri } from '../../../emulator/builders';
import type { Fault } from '../../../emulator/fault';
import { generateFleet } from '../../../emulator/generate';
import { sageMakerDistributionConfig as distribution } from '../../../emulator/sagemaker-distribution';
import { compareFindings } from '../../../lib/core/compare-findings';
import { emptyMemory, scannedEmulator, TODAY, type EmulatedScan, type ScannedEmulator } from '../../support/scan-emulator';

const OWN = 'arn:aws:sagemaker:us-east-1:111122223333:image-version/ds';
const FLEET = fleet({
  images: [
    image('DS', [1, 2, 3, 4].map((version) => ({ baseImage: uri(`ds:${version}`) })), { tags: { team: 'data-science' } }),
    image('lab', [{ baseImage: uri('ds:1') }], { tags: { team: '  ' } }),
    image('idle', [{ baseImage: uri('ds:1') }]),
  ],
  repositories: [repository('ds', {
    1: { config: distribution('2.3.1', 'cpu'), scan: { counts: { CRITICAL: 2, HIGH: 0 }, completed: '2026-10-01T00:00:00Z' } },
    2: { config: distribution('2.3.2', 'cpu') }, 3: { config: distribution('2.2.0', 'cpu') }, 4: { config: distribution('4.4.1', 'cpu') },
  })],
  domains: [{
    id: 'd-one',
    name: 'research',
    defaultUserSettings: { JupyterLabAppSettings: { CustomImages: [
      { ImageName: 'ds', ImageVersionNumber: 2, AppImageConfigName: 'c' }, { ImageName: 'lab', AppImageConfigName: 'c' },
    ] } },
    spaces: [{ name: 'old', spaceSettings: { JupyterLabAppSettings: { DefaultResourceSpec: { SageMakerImageVersionArn: `${OWN}/3` } } } }, { name: 'none' }],
    apps: [
      { name: 'default', type: 'JupyterLab', space: 'none', resourceSpec: { SageMakerImageVersionArn: `${OWN}/1` } },
      { name: 'default', type: 'CodeEditor', space: 'none', resourceSpec: aws('cpu', { alias: '2.3.1' }) },
    ],
  }],
});

let running: ScannedEmulator;
beforeAll(async () => {
  running = await scannedEmulator({ fleet: FLEET });
});
afterAll(() => running.stop());
beforeEach(() => running.emulator.reset());

const weights = ({ findings }: EmulatedScan) => Object.fromEntries(findings.map(({ imageName, version, severity, usage }) =>
  [`${imageName}/${version}`, `${severity} ${usage ? `${usage.running}/${usage.attached}/${usage.floating} ${usage.read}` : '-'}`]));

describe('running, attached and unused versions weigh differently', () => {
  it.each([
    ['none', { 'DS/1': 'HIGH -', 'DS/2': 'HIGH -', 'DS/3': 'HIGH -', 'DS/4': 'INFORMATIONAL -', 'lab/1': 'HIGH -', 'idle/1': 'HIGH -' }],
    ['apps', {
      'DS/1': 'CRITICAL 1/0/0 apps', 'DS/2': 'HIGH 0/0/0 apps', 'DS/3': 'HIGH 0/0/0 apps', 'DS/4': 'INFORMATIONAL 0/0/0 apps',
      'lab/1': 'HIGH 0/0/0 apps', 'idle/1': 'HIGH 0/0/0 apps', 'sagemaker-distribution-cpu/0': 'CRITICAL 1/0/0 apps',
    }],
    ['defaults', {
      'DS/1': 'CRITICAL 1/0/0 apps-and-defaults', 'DS/2': 'HIGH 0/1/0 apps-and-defaults', 'DS/3': 'HIGH 0/0/0 apps-and-defaults',
      'DS/4': 'INFORMATIONAL 0/0/0 apps-and-defaults', 'lab/1': 'HIGH 0/1/1 apps-and-defaults', 'idle/1': 'HIGH 0/0/0 apps-and-defaults',
      'sagemaker-distribution-cpu/0': 'CRITICAL 1/0/0 apps-and-defaults',
    }],
    ['spaces', {
      'DS/1': 'CRITICAL 1/0/0 full', 'DS/2': 'HIGH 0/1/0 full', 'DS/3': 'HIGH 0/1/0 full', 'DS/4': 'INFORMATIONAL 0/0/0 full',
      'lab/1': 'HIGH 0/1/1 full', 'idle/1': 'MEDIUM 0/0/0 full', 'sagemaker-distribution-cpu/0': 'CRITICAL 1/0/0 full',
    }],
  ] as const)('%s', async (usageScope, expected) => {
    const scan = await running.scan(emptyMemory(), { usageScope });

    expect(scan.coverage.complete).toBe(true);
    expect(weights(scan)).toEqual(expected);
  });

  it.each<[string, Fault]>([
    ['spaces', { kind: 'deny', operation: 'DescribeSpace', resource: 'd-one/old' }],
    ['user profiles', { kind: 'deny', operation: 'ListUserProfiles' }],
    ['apps', { kind: 'deny', operation: 'ListApps' }],
  ])('what cannot be read of %s makes nothing unused, and the scan incomplete', async (_, fault) => {
    running.emulator.faults.push(fault);
    const scan = await running.scan(emptyMemory(), { usageScope: 'spaces' });

    expect(weights(scan)['idle/1']).toBe('HIGH 0/0/0 incomplete');
    expect(weights(scan)['DS/2']).toBe('HIGH 0/1/0 incomplete');
    expect(scan.coverage).toMatchObject({ complete: false, failures: [{ count: 1, example: expect.stringContaining(`Allow 'sagemaker:${fault.operation}'`) }] });
  });
});

it('shows how users are moved, and what the registry found', async () => {
  const scan = await running.scan(emptyMemory(), { usageScope: 'spaces' });

  expect(scan.finding('DS/2').hints?.map(({ command }) => command)).toEqual([
    expect.stringContaining('"CustomImages":[{"ImageName":"ds","ImageVersionNumber":4,"AppImageConfigName":"c"},{"ImageName":"lab","AppImageConfigName":"c"}]'),
  ]);
  expect(scan.finding('DS/1').hints?.map(({ command }) => command.split(' ').slice(2, 3))).toEqual([['update-space'], ['delete-app']]);
  expect(scan.finding('DS/4').hints).toBeUndefined();
  expect(scan.finding('idle/1').hints).toBeUndefined();
  expect(scan.finding('sagemaker-distribution-cpu/0').hints?.[0]?.command).toContain('"SageMakerImageVersionAlias"');
  expect(scan.finding('DS/1').registryScan).toEqual({ counts: { CRITICAL: 2, HIGH: 0 }, scannedAt: '2026-10-01T00:00:00.000Z' });
  expect(scan.finding('DS/2').registryScan).toBeUndefined();
});

it('finds owners by the tag of the image, else by the one domain that uses it', async () => {
  const scan = await running.scan(emptyMemory(), { ownerTag: 'team' });
  const owners = Object.fromEntries(scan.findings.map(({ imageName, version, owner }) => [`${imageName}/${version}`, owner]));

  expect(owners).toEqual({
    'DS/1': 'data-science', 'DS/2': 'data-science', 'DS/3': 'data-science', 'DS/4': 'data-science', 'lab/1': 'research', 'idle/1': null,
    'sagemaker-distribution-cpu/0': 'research',
  });
  expect((await running.scan()).findings.every((finding) => !('owner' in finding))).toBe(true);
});

it("takes nothing of AWS's own for resolved where usage is not read any more", async () => {
  const day = (today: string, complete: boolean) => ({ noticePeriods: [90, 30, 7], today, scannedAt: `${today}T00:00:00.000Z`, complete });
  const before = await running.scan();
  const after = await running.scan(emptyMemory(), { usageScope: 'none' });
  const { unlistedImages = [] } = after;
  let { snapshots } = compareFindings(undefined, before.findings, day(TODAY, true));
  for (const today of ['2026-10-25', '2026-11-25']) {
    const { changes, snapshots: next } = compareFindings(snapshots, after.findings, { ...day(today, true), unlistedImages });
    expect(changes.filter(({ type }) => type === 'RESOLVED')).toEqual([]);
    snapshots = next;
  }
  expect(snapshots.some(({ directUseKey }) => directUseKey !== undefined)).toBe(true);
});

it('costs list pages and one describe a space, and for an unchanged space none', async () => {
  await running.stop();
  running = await scannedEmulator({ fleet: generateFleet({ images: 8, versions: 40, spaces: 120, apps: 230, distinctDigests: 0.1 }) });
  const memory = { ...emptyMemory(), profileDefaults: new Map() };
  const without = await running.scan(emptyMemory(), { usageScope: 'none' });
  const first = await running.scan(memory, { usageScope: 'spaces' });
  const again = await running.scan(memory, { usageScope: 'spaces' });
  const more = ({ coverage: { calls } }: EmulatedScan) => Object.entries(calls)
    .map(([name, count]) => [name, count - (without.coverage.calls[name] ?? 0)] as const)
    .flatMap(([name, count]) => (count > 0 ? [`${name} ${count}`] : []));

  expect(more(first)).toEqual([
    'sagemaker.DescribeDomain 1', 'sagemaker.DescribeSpace 120', 'sagemaker.ListApps 3', 'sagemaker.ListDomains 1', 'sagemaker.ListSpaces 2',
    'sagemaker.ListUserProfiles 1',
  ]);
  expect(more(again)).toEqual(['sagemaker.DescribeDomain 1', 'sagemaker.ListApps 3', 'sagemaker.ListDomains 1', 'sagemaker.ListSpaces 2', 'sagemaker.ListUserProfiles 1']);
  expect(again.findings).toEqual(first.findings);
});
