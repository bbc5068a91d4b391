import { replayFleet } from './replay-fleet';
import { startEmulator, type Emulator } from '../../../emulator/server';
import { handler } from '../../../lambda/scan/index';
import type { Notification } from '../../../lambda/publishing/port';
import { ENVIRONMENT } from '../../../lib/core/contract';
import { MemoryStore } from '../state/memory-store';

const buckets = new Map<string, MemoryStore>();
const sent: Notification[] = [];
const bucket = (name: string): MemoryStore => {
  const known = buckets.get(name) ?? new MemoryStore();
  buckets.set(name, known);
  return known;
};
jest.mock('../../../lambda/aws/bucket-store', () => ({ bucketStore: (_region: string, name: string) => bucket(name) }));
jest.mock('../../../lambda/aws/monitor-adapters', () => ({
  monitorAdapters: () => ({
    store: bucket('state'), notifier: { publish: async (message: Notification) => void sent.push(message) },
    events: { put: async () => undefined }, metrics: { put: async () => undefined },
  }),
}));

const ACCOUNT = '111122223333';
const context = { awsRequestId: 'request', invokedFunctionArn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f` };
const environment = { ...process.env };
const log: string[] = [];
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ fleet: replayFleet() });
});
afterAll(() => emulator.close());
beforeEach(() => {
  buckets.clear();
  sent.length = 0;
  log.length = 0;
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => log.push(String(line)) > 0);
  Object.assign(process.env, emulator.environment, {
    [ENVIRONMENT.monitor]: 'M', [ENVIRONMENT.topicArn]: 'topic', [ENVIRONMENT.eventBus]: 'default', [ENVIRONMENT.bucketName]: 'state',
    [ENVIRONMENT.noticePeriods]: '90,30,7', [ENVIRONMENT.reminderDays]: '30', [ENVIRONMENT.policies]: '{"documents":[],"accepted":[]}',
    [ENVIRONMENT.vendorAccounts]: 'eu-west-9=123456789012', [ENVIRONMENT.waivers]: 's3://team/waivers.json', AWS_REGION: 'us-east-1',
    // What was not replaced by a fake reaches nobody.
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...environment };
});

it('scans with the policies and waivers that the settings name, and tells', async () => {
  bucket('team').write('waivers.json', JSON.stringify({ waivers: [{ image: 'plain', owner: 'o', reason: 'r', expires: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) }] }));
  const summary = await handler({}, context);
  expect(summary).toMatchObject({ kind: 'scanned', findings: 8, complete: true });
  expect(sent).toHaveLength(1);
  const report = bucket('state').json(`reports/M/${ACCOUNT}/us-east-1/latest.json`) as { findings: { imageName: string; conditions: { type: string }[] }[] };
  expect(report.findings.find(({ imageName }) => imageName === 'plain')?.conditions.map(({ type }) => type)).toContain('WAIVED');
  expect([...bucket('state').objects.keys()].filter((key) => key.startsWith('state/')).sort()).toEqual(
    ['findings', 'policies', 'waivers'].map((name) => `state/M/${ACCOUNT}/us-east-1/${name}.json`),
  );
});

it('says in its log that a set of waivers is missing, and scans', async () => {
  expect(await handler({}, context)).toMatchObject({ kind: 'scanned' });
  expect(log.some((line) => line.includes('"level":"WARN"') && line.includes("'s3://team/waivers.json' are not used"))).toBe(true);
});

it('a test invocation sends a test notification, and neither scans nor remembers', async () => {
  expect(await handler({ test: true }, context)).toEqual({ kind: 'tested' });
  expect(sent).toHaveLength(1);
  expect(sent[0]!.subject).toMatch(/test/i);
  expect(buckets.get('state')?.objects.size ?? 0).toBe(0);
});

it.each<[string, () => void, string]>([
  ['a state of policies that is damaged', () => bucket('state').write('policies/accepted.json', '{'), 'policies/accepted.json'],
  ['a document that nobody knows', () => { process.env[ENVIRONMENT.policies] = '{"documents":[{"id":"acme"}],"accepted":[]}'; }, "'id' of a policy document must be one of"],
  ['a variable that is missing', () => { delete process.env[ENVIRONMENT.policies]; }, `'${ENVIRONMENT.policies}' must be set`],
])('fails with %s, says so in its log, and tells nobody', async (_name, spoil, message) => {
  spoil();
  await expect(handler({}, context)).rejects.toThrow(message);
  expect(log.some((line) => line.includes('"level":"ERROR"'))).toBe(true);
  expect(sent).toEqual([]);
});
