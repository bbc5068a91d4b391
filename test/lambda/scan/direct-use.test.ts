import { distributionSpec as aws, fleet, image, repository, uri } from '../../../emulator/builders';
import { sageMakerDistributionConfig } from '../../../emulator/sagemaker-distribution';
import { compareFindings } from '../../../lib/core/compare-findings';
import { scannedEmulator, TODAY, type ScannedEmulator } from '../../support/scan-emulator';

const OWN = 'arn:aws:sagemaker:us-east-1:111122223333:image-version/ds/1';
const FLEET = fleet({
  images: [image('ds', [{ baseImage: uri('ds:1') }])],
  repositories: [repository('ds', { 1: { config: sageMakerDistributionConfig('4.4.1', 'cpu') } })],
  domains: [{
    id: 'd-one',
    defaultUserSettings: { JupyterLabAppSettings: { DefaultResourceSpec: aws('cpu', { alias: '2.6.0' }) } },
    spaces: [{ name: 'lab' }],
    apps: [
      { name: 'old', type: 'JupyterLab', space: 'lab', resourceSpec: aws('gpu', { alias: '2.3.1' }) },
      { name: 'own', type: 'JupyterLab', space: 'lab', resourceSpec: { SageMakerImageVersionArn: OWN } },
    ],
  }],
});
const GPU = 'arn:aws:sagemaker:us-east-1:885854791233:image-version/sagemaker-distribution-gpu/alias/2.3.1';

let running: ScannedEmulator;
beforeAll(async () => {
  running = await scannedEmulator({ fleet: FLEET });
});
afterAll(() => running.stop());
beforeEach(() => running.emulator.reset());

it("judges AWS's own images beside the account's, and asks no registry about them", async () => {
  const scan = await running.scan();

  expect(scan.coverage).toMatchObject({ images: 1, versionsListed: 1, directUse: 2, findings: 3, complete: true });
  const shown = scan.findings.map(({ imageName, status, severity, directUse }) => [imageName, status, severity, directUse?.running]);
  expect(shown).toEqual([
    ['ds', 'SUPPORTED', 'INFORMATIONAL', undefined],
    ['sagemaker-distribution-cpu', 'END_OF_SUPPORT', 'HIGH', 0],
    ['sagemaker-distribution-gpu', 'END_OF_SUPPORT', 'CRITICAL', 1],
  ]);
  expect(running.emulator.calls()['ecr.DescribeImages']?.count).toBe(1);
});

it('says what could not be read, judges the rest, and takes nothing unseen for resolved', async () => {
  const before = await running.scan();
  running.emulator.faults.push({ kind: 'deny', operation: 'ListApps' });
  const after = await running.scan();

  expect(after.coverage).toMatchObject({ directUse: 1, findings: 2, complete: false });
  expect(after.coverage.failures).toEqual([expect.objectContaining({ cause: 'sagemaker.ListApps denied', count: 1 })]);
  expect(after.coverage.failures[0]?.example).toContain("Allow 'sagemaker:ListApps'");
  const settings = { noticePeriods: [90, 30, 7], today: TODAY, scannedAt: `${TODAY}T00:00:00.000Z` };
  const first = compareFindings(undefined, before.findings, { ...settings, complete: true });
  const { unlistedImages = [] } = after;
  const second = compareFindings(first.snapshots, after.findings, { ...settings, complete: false, unlistedImages });
  expect(second.changes).toEqual([]);
  expect(second.snapshots.map(({ imageVersionArn }) => imageVersionArn)).toContain(GPU);
});

it('tells when nobody uses an image any more, by what it was asked for by, once it was away for a week', async () => {
  const { findings } = await running.scan();
  const on = (today: string) => ({ noticePeriods: [90, 30, 7], today, scannedAt: `${today}T00:00:00.000Z`, complete: true });
  const others = findings.filter(({ imageVersionArn }) => imageVersionArn !== GPU);
  const first = compareFindings(undefined, findings, on('2026-06-01'));
  const second = compareFindings(first.snapshots, others, on('2026-06-02'));
  const third = compareFindings(second.snapshots, others, on('2026-06-09'));

  expect(second.changes).toEqual([]);
  expect(third.changes.map(({ type }) => type)).toEqual(['RESOLVED']);
  expect(third.changes[0]?.message).toContain("'sagemaker-distribution-gpu' alias '2.3.1' is no longer used directly: not seen since 2026-06-02.");
});
