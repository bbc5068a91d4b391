import { fleet, PUBLIC_GALLERY_CACHE, repository } from '../../../emulator/builders';
import { pythonConfig } from '../../../emulator/vendor-configs';
import { startEmulator, type Emulator } from '../../../emulator/server';
import { scanPorts, type ScanPorts } from '../../../lambda/aws/scan-ports';

const REPOSITORY = { accountId: '111122223333', region: 'us-east-1', name: 'ds/notebook' };
const present = Array.from({ length: 96 }, (_, index) => `v${index}`);
const missing = ['gone-1', 'gone-2', 'gone-3', 'gone'];

let emulator: Emulator;
let ports: ScanPorts;
const before = { ...process.env };

beforeAll(async () => {
  const images = Object.fromEntries(present.map((tag) => [tag, { config: pythonConfig(`3.11.${tag.slice(1)}`) }]));
  const repositories = [repository(REPOSITORY.name, { ...images, archived: { config: pythonConfig('3.12'), status: 'ARCHIVED' } })];
  const pullThroughCacheRules = [
    PUBLIC_GALLERY_CACHE, { ecrRepositoryPrefix: 'hub', upstreamRegistryUrl: 'registry-1.docker.io', upstreamRepositoryPrefix: 'library' },
  ];
  emulator = await startEmulator({ fleet: fleet({ repositories, pullThroughCacheRules }) });
  Object.assign(process.env, emulator.environment);
});
beforeEach(() => {
  emulator.reset();
  ports = scanPorts('us-east-1', { retryMode: 'standard', maxAttempts: 2 });
});
afterEach(() => ports.close());
afterAll(async () => {
  process.env = before;
  await emulator.close();
});

const ids = (tags: readonly string[]) => tags.map((tag) => ({ tag }));

it('finds what is there beside what is missing, with one more call for each that is missing', async () => {
  const images = await ports.registry.describeImages(REPOSITORY, ids([...present.slice(0, 50), ...missing, ...present.slice(50)]));

  expect(images.flatMap(({ tags }) => tags).sort()).toEqual([...present].sort());
  expect(emulator.calls()['ecr.DescribeImages']?.count).toBe(missing.length + 1);
});

it('halves the batch where the error does not name the image', async () => {
  emulator.faults.push({ kind: 'error', operation: 'DescribeImages', code: 'ImageNotFoundException', message: 'One of them is not there.', times: 3 });
  const images = await ports.registry.describeImages(REPOSITORY, ids(present));

  // All, a half and a quarter are refused; the other half, the other quarter and two eighths are answered.
  expect(images).toHaveLength(present.length);
  expect(emulator.calls()['ecr.DescribeImages']?.count).toBe(7);
});

it('gives nothing for one image that is not there, and nothing for none', async () => {
  expect(await ports.registry.describeImages(REPOSITORY, ids(['gone']))).toEqual([]);
  expect(await ports.registry.describeImages(REPOSITORY, [])).toEqual([]);
});

it('a repository that is not there is another matter', async () => {
  await expect(ports.registry.describeImages({ ...REPOSITORY, name: 'no/such' }, ids(['v1'])))
    .rejects.toMatchObject({ failure: { operation: 'ecr.DescribeImages', kind: 'not-found', subject: 'no/such' } });
});

it('tells which digests a batch could not give, and why', async () => {
  const [image] = await ports.registry.describeImages(REPOSITORY, ids(['v1']));
  const absent = `sha256:${'0'.repeat(64)}`;
  const { manifests, failures } = await ports.registry.getManifests(REPOSITORY, [image!.digest, absent]);

  expect(manifests.map(({ digest }) => digest)).toEqual([image!.digest]);
  expect(failures).toEqual([{ digest: absent, kind: 'not-found', message: expect.stringContaining('ImageNotFound') }]);
});

describe('lists', () => {
  it('every active image, over as many pages as there are', async () => {
    emulator.faults.push({ kind: 'short-page', operation: 'DescribeImages', size: 40 });
    const images = await ports.registry.listImages(REPOSITORY);

    expect(images.flatMap(({ tags }) => tags).sort()).toEqual([...present].sort());
    expect(images[0]).toMatchObject({ status: 'ACTIVE', pushedAt: '2025-01-01T00:00:00.000Z' });
    expect(emulator.calls()['ecr.DescribeImages']?.count).toBe(3);
  });

  it('the cache rules of a registry', async () => {
    emulator.faults.push({ kind: 'short-page', operation: 'DescribePullThroughCacheRules', size: 1 });

    expect(await ports.registry.pullThroughCacheRules('111122223333', 'us-east-1')).toEqual([
      { accountId: '111122223333', region: 'us-east-1', ecrRepositoryPrefix: 'ecr-public', upstreamRegistryUrl: 'public.ecr.aws' },
      {
        accountId: '111122223333', region: 'us-east-1', ecrRepositoryPrefix: 'hub', upstreamRegistryUrl: 'registry-1.docker.io',
        upstreamRepositoryPrefix: 'library',
      },
    ]);
  });

  it('never in a circle', async () => {
    emulator.faults.push({ kind: 'repeat-token', operation: 'DescribeImages' }, { kind: 'short-page', operation: 'DescribeImages', size: 40 });

    await expect(ports.registry.listImages(REPOSITORY)).rejects.toMatchObject({ failure: { kind: 'invalid', message: expect.stringContaining('page token came a second time') } });
  });

  it('of a repository that is not there is an error', async () => {
    await expect(ports.registry.listImages({ ...REPOSITORY, name: 'no/such' })).rejects.toMatchObject({ failure: { operation: 'ecr.DescribeImages', kind: 'not-found' } });
  });
});
