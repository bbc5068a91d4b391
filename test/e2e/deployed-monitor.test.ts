import { alarmStates, type Digest, drain, failingScan, largest, listKeys, readObject, publishedBodies, readOutputs, receive, refusePublishes, scan, setFaults, smallest, tell, writeObject } from './outside';
import { policyDocument, policyRows } from './policy-document';

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
  const ofImage = digest().changes.filter(({ finding }) => finding?.imageName === 'genomics-gpu' && finding.version === 2);
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

it('writes the mail that people get', async () => {
  const [bodies] = await publishedBodies();
  const lines = (bodies?.email ?? '').split('\n');
  tell(`the mail has ${lines.length} lines; it begins: ${lines.slice(0, 4).join(' / ')}`);
  expect(bodies?.default).toBe(envelope?.Message);
  expect(bodies?.email).toContain('WHAT CHANGED');
  expect(bodies?.email).toMatch(/genomics-gpu version 2/);
  expect(bodies?.email).toContain('FROM public.ecr.aws/sagemaker/sagemaker-distribution:4.5-gpu');
  expect(bodies?.sms?.length).toBeLessThanOrEqual(140);
});

it('leaves a report of the same findings, and what it needs the next time', async () => {
  const folder = `${outputs.MonitorName}/${ACCOUNT}/${REGION}`;
  const { scannedAt, changes } = digest();
  const dated = `reports/${folder}/${scannedAt.slice(0, 10)}/${scannedAt.slice(11, 19).replaceAll(':', '')}Z.json`;
  const keys = await listKeys(outputs.BucketName);
  tell(`in the bucket: ${keys.join(', ')}`);
  expect(keys).toEqual(expect.arrayContaining([dated, `reports/${folder}/latest.json`, `reports/${folder}/latest.html`, `state/${folder}/findings.json`]));

  const report = await readObject(outputs.BucketName, dated);
  expect(report).toMatchObject({ schemaVersion: '1.0', scannedAt, coverage: { complete: true }, changes: changes.map(({ key }) => ({ key })) });
  expect(report).toHaveProperty('findings.length', FINDINGS);
  expect(await readObject(outputs.BucketName, `reports/${folder}/latest.json`)).toMatchObject({ schemaVersion: '1.0' });
});

it('counts in metrics with the dimension Monitor, on which the alarm goes off', async () => {
  const counted = await smallest('EndOfSupport', outputs.MonitorName);
  const states = await alarmStates(outputs);
  tell(`EndOfSupport is ${counted}, the alarms: ${JSON.stringify(states)}`);
  expect(counted).toBeGreaterThanOrEqual(1);
  expect(counted).toBe(digest().counts.END_OF_SUPPORT);
  expect(await smallest('ImageVersions', outputs.MonitorName)).toBe(FINDINGS);
  expect(await smallest('ScanComplete', outputs.MonitorName)).toBe(1);
  expect(states).toMatchObject({ EndOfSupport: 'ALARM', EndOfAvailability: 'ALARM', UnknownBase: 'ALARM', ScanIncomplete: 'OK' });
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

/** What the topic's subscriber got since the last look. */
async function digests(): Promise<Digest[]> {
  await Promise.all([drain(outputs.UrgentUrl), drain(outputs.MinorUrl)]);
  return (await drain(outputs.EverythingUrl)).map(({ body }): Digest => JSON.parse(JSON.parse(body).Message));
}

it('sends an event for each change to the bus', async () => {
  const events = (await drain(outputs.FindingsUrl)).map(({ body }) => JSON.parse(body));
  tell(`${events.length} events, such as ${events[0]?.source} '${events[0]?.['detail-type']}'`);
  const changes = digest().changes.filter(({ kind }) => kind === 'finding');
  expect(events).toHaveLength(changes.length);
  expect(events.map(({ detail }) => detail.key).sort()).toEqual(changes.map(({ key }) => key).sort());
  const ofImage = events.find(({ detail }) => detail.imageVersionArn === EXPIRED.imageVersionArn);
  expect(ofImage).toMatchObject({ 'detail-type': 'Image Support Finding Changed', detail: { monitor: outputs.MonitorName, accountId: ACCOUNT, to: 'END_OF_SUPPORT' } });
});

// 4.4 is the longest-lived release of the demo's fleet: whatever today is, the date to come is later than the one it is moved to.
const rows = policyRows();
const moved = rows.map((row) => (row.version === '4.4' ? { ...row, eolFrom: '2025-12-31' } : row));

it('reads the policy at its mirror, and has nothing to say where it says the same', async () => {
  await writeObject(outputs.GivenBucketName, 'support_policy.md', policyDocument(rows));
  await writeObject(outputs.GivenBucketName, 'waivers.yaml', 'waivers: []\n');
  expect(await scan(outputs.FunctionName)).toMatchObject({ kind: 'scanned', changes: 0, complete: true });
  expect(await digests()).toEqual([]);
  const report = await readObject(outputs.BucketName, `reports/${outputs.MonitorName}/${ACCOUNT}/${REGION}/latest.json`);
  expect(report).toMatchObject({ policies: expect.arrayContaining([expect.objectContaining({ family: 'sagemaker-distribution', rule: 'fresh' })]) });
});

it('tells a moved date in one digest, first, and to the bus, and once', async () => {
  await writeObject(outputs.GivenBucketName, 'support_policy.md', policyDocument(moved));
  await scan(outputs.FunctionName);
  const told = await digests();
  expect(told).toHaveLength(1);
  const [news] = told[0]?.changes ?? [];
  tell(`told: '${news?.message}'`);
  expect(news).toMatchObject({ kind: 'policy', type: 'DATE_MOVED_EARLIER', version: '4.4', from: '2027-02-12', to: '2025-12-31' });
  expect(news?.affectedCount).toBeGreaterThan(0);
  const policies = await drain(outputs.PoliciesUrl);
  // A date that moves into the past is believed, and said to be doubtful.
  expect(policies.map(({ body }) => JSON.parse(body).detail.type)).toEqual(['DATE_MOVED_EARLIER', 'DOCUMENT_ACCEPTED_WITH_DOUBTS']);

  expect(await scan(outputs.FunctionName)).toMatchObject({ changes: 0 });
  expect(await digests()).toEqual([]);
});

it('does not believe a document that lost a row, and says so once', async () => {
  const lost = moved.filter(({ version, processor }) => !(version === '4.5' && processor === 'gpu'));
  await writeObject(outputs.GivenBucketName, 'support_policy.md', policyDocument(lost));
  await scan(outputs.FunctionName);
  const told = await digests();
  tell(`told: '${told[0]?.changes[0]?.message}'`);
  expect(told.flatMap(({ changes }) => changes.map(({ type }) => type))).toEqual(['DOCUMENT_REFUSED']);
  expect(await largest('PolicyDocumentsRefused', outputs.MonitorName)).toBe(1);

  expect(await scan(outputs.FunctionName)).toMatchObject({ changes: 0 });
  expect(await digests()).toEqual([]);
});

it('keeps waived findings out of its messages, and tells the waiver', async () => {
  await writeObject(outputs.GivenBucketName, 'support_policy.md', policyDocument(moved));
  const expires = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await writeObject(outputs.GivenBucketName, 'waivers.yaml', `waivers:\n  - { image: 'genomics-*', owner: genomics, reason: until the study ends, expires: ${expires} }\n`);
  await scan(outputs.FunctionName);
  const told = await digests();
  expect(told.flatMap(({ changes }) => changes.map(({ type }) => type))).toEqual(['WAIVER_ADDED']);
});

it('lets one of two scans at once do the work', async () => {
  const kinds = (await Promise.all([scan(outputs.FunctionName), scan(outputs.FunctionName)])).map(({ kind, changes }) => `${kind} ${changes}`);
  expect(kinds).toEqual(['scanned 0', 'scanned 0']);
  expect(await digests()).toEqual([]);
});

it('loses nothing where a message cannot be sent: the next scan sends it', async () => {
  await writeObject(outputs.GivenBucketName, 'waivers.yaml', 'waivers: []\n');
  await refusePublishes(1);
  tell(`failed: ${(await failingScan(outputs.FunctionName)).slice(0, 150)}`);
  expect(await digests()).toEqual([]);
  await scan(outputs.FunctionName);
  const told = await digests();
  expect(told.flatMap(({ changes }) => changes.map(({ type }) => type))).toContain('WAIVER_REMOVED');
  expect(await scan(outputs.FunctionName)).toMatchObject({ changes: 0 });
  expect(await digests()).toEqual([]);
});

it('says what it could not read and what became of it, and takes it back afterwards', async () => {
  await setFaults([
    { kind: 'deny', service: 'ecr', resource: 'genomics/studio-gpu' },
    { kind: 'throttle', service: 'sagemaker', operation: 'ListImageVersions', times: 3 },
    { kind: 'deny', service: 'sagemaker', operation: 'ListTags', resource: 'ds-notebook' },
  ]);
  const summary = await scan(outputs.FunctionName);
  tell(`incomplete: ${JSON.stringify(summary.failures)}`);
  expect(summary).toMatchObject({ findings: FINDINGS, complete: false });
  expect(summary.failures.map(({ cause, count }) => `${cause} ${count}`)).toEqual(['sagemaker.ListTags denied 1', 'ecr.DescribeImages denied 6']);
  // Which image a tag names can't be told without the registry: a base that was known is so no more, and that is news.
  expect(newsOf(await digests())).toEqual(Array<string>(6).fill('STATUS_CHANGED genomics-gpu UNKNOWN_BASE'));
  expect((await alarmStates(outputs)).ScanIncomplete).toBe('ALARM');
  await setFaults([]);
  expect(await scan(outputs.FunctionName)).toMatchObject({ findings: FINDINGS, complete: true, changes: 6 });
  expect((await digests()).flatMap(({ changes }) => changes.map(({ from }) => from))).toEqual(Array<string>(6).fill('UNKNOWN_BASE'));
  expect(await scan(outputs.FunctionName)).toMatchObject({ complete: true, changes: 0 });
});

function newsOf(told: readonly Digest[]): readonly string[] {
  return told.flatMap(({ changes }) => changes.map(({ type, finding, to }) => `${type} ${finding?.imageName} ${to}`));
}
