import { alarmStates, type Digest, listKeys, readObject, readOutputs, receive, scan, smallest, tell } from './outside';

// One story, told in order: the monitor was deployed a few seconds ago, and nobody has invoked it. Judged is by today's date, so
// nothing here depends on a date to come: SageMaker Distribution 2.3 ended on 2025-04-25, and TensorFlow 2.8 is not available any more.
const outputs = readOutputs();
const ACCOUNT = '111122223333';
const REGION = 'us-east-1';
const SCHEDULED_WITHIN_SECONDS = 90;
const VERSIONS = 44;
/** Six uses of AWS's own images have findings of their own. */
const FINDINGS = VERSIONS + 6;

const EXPIRED = {
  kind: 'finding',
  type: 'NEW',
  severity: 'HIGH',
  imageVersionArn: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:image-version/genomics-gpu/2`,
  from: null,
  to: 'END_OF_SUPPORT',
  finding: {
    registeredImage: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/genomics/studio-gpu:r2`,
    base: { family: 'sagemaker-distribution', version: '2.3.1', processor: 'gpu' },
    status: 'END_OF_SUPPORT',
    endOfSupport: '2025-04-25',
  },
};

let envelope: { readonly Subject: string; readonly Message: string; readonly MessageAttributes: unknown } | undefined;

function digest(): Digest {
  if (!envelope) throw new Error('No digest has arrived: see the first test.');
  return JSON.parse(envelope.Message);
}

it('scans by its schedule and tells the topic what it found', async () => {
  tell(`waiting up to ${SCHEDULED_WITHIN_SECONDS} s for rate(1 minute) …`);
  const messages = await receive(outputs.EverythingUrl, SCHEDULED_WITHIN_SECONDS);

  expect(messages).toHaveLength(1);
  envelope = JSON.parse(messages[0]?.body ?? '');
  tell(`arrived: '${envelope?.Subject}'`);
  tell(`         ${Object.entries(digest().counts).map(([status, count]) => `${count} ${status}`).join(', ')}`);
  expect(envelope?.Subject).toMatch(new RegExp(`^\\[CRITICAL\\] .*SageMaker.* - ${ACCOUNT} ${REGION}$`));
  expect(digest()).toMatchObject({
    schemaVersion: '1.0',
    monitor: outputs.MonitorName,
    accountId: ACCOUNT,
    region: REGION,
    highestSeverity: 'CRITICAL',
    coverage: { versionsListed: VERSIONS, findings: FINDINGS, complete: true, failures: [] },
  });
});

it('traces an image version to the vendor release that has ended', () => {
  const ofImage = digest().changes.filter(({ finding }) => finding.imageName === 'genomics-gpu' && finding.version === 2);
  tell(`in it: '${ofImage.map(({ message }) => message).join()}'`);
  expect(ofImage).toHaveLength(1);
  expect(ofImage[0]).toMatchObject(EXPIRED);
});

it('delivers to those whose filter policy wants that severity, and to nobody else', async () => {
  const urgent = await receive(outputs.UrgentUrl, 10);
  tell(`'Urgent' has ${urgent.length} message, raw, with ${JSON.stringify(urgent[0]?.attributes)}`);
  expect(urgent.map(({ body }) => JSON.parse(body))).toEqual([digest()]);
  expect(urgent[0]?.attributes).toMatchObject({ severity: 'CRITICAL', accountId: ACCOUNT, region: REGION, monitor: outputs.MonitorName });
  expect(JSON.parse(urgent[0]?.attributes.statuses ?? '')).toContain('END_OF_SUPPORT');
  expect(await receive(outputs.MinorUrl, 1)).toEqual([]);
});

it('leaves a report of the same findings, and what it needs the next time', async () => {
  const folder = `${outputs.MonitorName}/${ACCOUNT}/${REGION}`;
  const { scannedAt, changes } = digest();
  const dated = `reports/${folder}/${scannedAt.slice(0, 10)}/${scannedAt.slice(11, 19).replaceAll(':', '')}Z.json`;
  const keys = await listKeys(outputs.BucketName);
  tell(`in the bucket: ${keys.join(', ')}`);
  expect(keys).toEqual(expect.arrayContaining([dated, `reports/${folder}/latest.json`, `state/${folder}/findings.json`]));

  const report = await readObject(outputs.BucketName, dated);
  expect(report).toMatchObject({ schemaVersion: '1.0', scannedAt, coverage: { complete: true }, changes: changes.map(({ key }) => ({ key })) });
  expect(report).toHaveProperty('findings.length', FINDINGS);
  expect(await readObject(outputs.BucketName, `reports/${folder}/latest.json`)).toMatchObject({ schemaVersion: '1.0' });
});

it('counts in metrics with the dimension Monitor, on which the alarm goes off', async () => {
  const counted = await smallest('EndOfSupport', outputs.MonitorName);
  const states = await alarmStates();
  tell(`EndOfSupport is ${counted}, the alarm is in ${states.join()}`);
  expect(counted).toBeGreaterThanOrEqual(1);
  expect(counted).toBe(digest().counts.END_OF_SUPPORT);
  expect(await smallest('ImageVersions', outputs.MonitorName)).toBe(FINDINGS);
  expect(await smallest('ScanComplete', outputs.MonitorName)).toBe(1);
  expect(states).toEqual(['ALARM']);
});

it('says nothing more as long as nothing changes, and asks for nothing that it knows', async () => {
  const summary = await scan(outputs.FunctionName);
  tell(`invoked: ${summary.changes} changes, complete: ${summary.complete}, calls: ${JSON.stringify(summary.calls)}`);
  expect(summary).toMatchObject({ kind: 'scanned', findings: FINDINGS, changes: 0, complete: true, failures: [] });
  const { calls } = summary;
  expect(calls).toMatchObject({ 'sagemaker.ListImages': 1 });
  expect(['ecr.BatchGetImage', 'ecr.GetDownloadUrlForLayer', 'ecr.DownloadBlob'].filter((operation) => operation in calls)).toEqual([]);
  expect(calls['sagemaker.DescribeImageVersion']).toBeUndefined();
  for (const queue of [outputs.EverythingUrl, outputs.UrgentUrl, outputs.MinorUrl]) expect(await receive(queue, 1)).toEqual([]);
});
