import { runScan, type ScanDependencies, type ScanSettings } from '../../../lambda/scan/run-scan';
import { summarize } from '../../../lambda/scan/summary';
import { obtainPolicies } from '../../../lambda/scan/obtain-policies';
import { ServiceError } from '../../../lib/core/service-failure';
import type { ImageCatalog } from '../../../lambda/inventory/port';
import type { Notification } from '../../../lambda/publishing/port';
import type { Registry } from '../../../lambda/lineage/port';
import { MemoryStore } from '../state/memory-store';

const ARN = 'arn:aws:sagemaker:us-east-1:111122223333:image/ds';
const TIMES = { creationTime: '2026-01-01T00:00:00.000Z', lastModifiedTime: '2026-01-01T00:00:00.000Z' };

const catalog: ImageCatalog = {
  listImages: async () => ({ items: [{ imageArn: ARN, imageName: 'ds', imageStatus: 'CREATED', ...TIMES }] }),
  listImageVersions: async () => ({
    items: [{ imageArn: ARN, imageVersionArn: `${ARN}/1`.replace('image/', 'image-version/'), version: 1, imageVersionStatus: 'CREATED', ...TIMES }],
  }),
  describeImageVersion: jest.fn(async () => ({ imageVersionStatus: 'CREATED', baseImage: 'public.ecr.aws/sagemaker/sagemaker-distribution:2.3.1-cpu' })),
  listAliases: async () => ({ items: [] }),
  listTags: async () => ({ items: [] }),
};
const unasked = (): never => {
  throw new Error('Nothing is to be read from a registry here.');
};
const registry: Registry = {
  describeImages: unasked, listImages: unasked, pullThroughCacheRules: unasked, getManifests: unasked, getBlob: unasked,
};

let settings: ScanSettings;
let store: MemoryStore;
let sent: Notification[];
let dependencies: ScanDependencies;

beforeEach(async () => {
  settings = {
    target: { monitor: 'M', accountId: '111122223333', region: 'us-east-1' },
    noticePeriods: [90, 30, 7],
    refreshed: await obtainPolicies({ requests: [], today: '2026-10-24' }, { now: () => new Date('2026-10-24T08:00:00.000Z'), warn: () => undefined }),
    owner: 'request-1',
  };
  store = new MemoryStore();
  sent = [];
  jest.mocked(catalog.describeImageVersion).mockClear();
  dependencies = {
    ports: { catalog, registry, calls: {} },
    store,
    notifier: { publish: async (message) => void sent.push(message) },
    metrics: { put: async () => undefined },
    now: () => new Date('2026-10-24T08:00:00.000Z'),
    warn: (message) => {
      throw new Error(message);
    },
  };
});

it('scans, tells, remembers, and gives the lease back', async () => {
  const outcome = await runScan(settings, dependencies);

  expect(summarize(outcome)).toMatchObject({ kind: 'scanned', findings: 1, byStatus: { END_OF_SUPPORT: 1 }, changes: 1, complete: true });
  expect(sent).toHaveLength(1);
  expect([...store.objects.keys()].some((key) => key.includes('lease'))).toBe(false);

  const again = await runScan(settings, dependencies);
  expect(summarize(again)).toMatchObject({ findings: 1, changes: 0 });
  expect(sent).toHaveLength(1);
  expect(catalog.describeImageVersion).toHaveBeenCalledTimes(1);
});

it('does nothing while another run has the lease, and says who', async () => {
  store.write('state/M/lease.json', JSON.stringify({ schemaVersion: '1.0', owner: 'request-0', expiresAt: '2026-10-24T08:10:00.000Z' }));
  const outcome = await runScan(settings, dependencies);

  expect(summarize(outcome)).toEqual({ kind: 'busy', holder: 'request-0' });
  expect(catalog.describeImageVersion).not.toHaveBeenCalled();
});

it('keeps what it learned, and repeats the message, where telling failed; and gives the lease back', async () => {
  const failing = { ...dependencies, notifier: { publish: () => Promise.reject(new ServiceError({ operation: 'sns.Publish', kind: 'failed', subject: 't', message: 'no' })) } };
  await expect(runScan(settings, failing)).rejects.toThrow('sns.Publish');
  expect([...store.objects.keys()].some((key) => key.includes('lease'))).toBe(false);

  await runScan(settings, dependencies);
  expect(sent).toHaveLength(1);
  expect(catalog.describeImageVersion).toHaveBeenCalledTimes(1);
});

it('remembers nothing without a store', async () => {
  const forgetful = { ports: dependencies.ports, now: dependencies.now, warn: dependencies.warn };
  expect(summarize(await runScan(settings, forgetful))).toMatchObject({ changes: 1 });
  expect(summarize(await runScan(settings, forgetful))).toMatchObject({ changes: 1 });
});

it('judges as of another day where one is given', async () => {
  const outcome = await runScan({ ...settings, today: '2025-04-20' }, dependencies);

  expect(outcome).toMatchObject({ result: { asOf: '2025-04-20', findings: [{ status: 'EXPIRING', daysLeft: 5 }] } });
});
