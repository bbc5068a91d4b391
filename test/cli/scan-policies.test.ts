import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmulator, type Emulator } from '../../emulator/server';
import { image, fleet, uri, repository } from '../../emulator/builders';
import { sageMakerDistributionConfig } from '../../emulator/sagemaker-distribution';
import { derivedConfig } from '../../emulator/vendor-configs';
import type { Change } from '../../lib/core/change';
import type { ScanResult } from '../../lib/core/scan-result';
import { sha256, teamPolicy } from '../support/policy-documents';
import { run } from '../support/run-command-line';

const FIXTURE = readFileSync(path.join(__dirname, '../lambda/policy/fixtures/sagemaker-distribution.md'), 'utf8');
/** 4.5 ends 91 days earlier, for both processors. */
const MOVED = FIXTURE.replace(/Mar 10th, 2027/g, 'Dec 9th, 2026');
/** A supported release has lost its row for one processor, and another ends earlier. */
const LOST = MOVED.replace(/^.*distribution:4\.3-cpu.*\n/m, '');

let emulator: Emulator;
let directory: string;
const environment = { ...process.env };

beforeAll(async () => {
  emulator = await startEmulator({
    fleet: fleet({
      images: [image('ds', [uri('ds/app:1'), uri('ds/app:2')])],
      repositories: [repository('ds/app', {
        1: derivedConfig(sageMakerDistributionConfig('4.5.0', 'cpu')), 2: derivedConfig(sageMakerDistributionConfig('2.3.1', 'cpu')),
      })],
    }),
  });
});
afterAll(() => emulator.close());
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, emulator.environment);
  directory = mkdtempSync(path.join(tmpdir(), 'image-support-'));
});
afterEach(() => {
  process.env = { ...environment };
  rmSync(directory, { recursive: true, force: true });
});

const file = (name: string, text: string): string => {
  const location = path.join(directory, name);
  writeFileSync(location, text);
  return location;
};
const scan = async (args: readonly string[], now = '2026-10-24T08:00:00.000Z') => {
  const result = await run(['scan', '--no-refresh', '--format', 'json', ...args], { now });
  const report: ScanResult = JSON.parse(result.stdout);
  return { ...result, report, told: report.changes.map(tell) };
};
const tell = (change: Change): string => (
  change.kind === 'policy' ? `${change.type} ${change.version ?? ''}`.trim()
    : change.kind === 'waiver' ? change.type : `${change.type} ${change.imageVersionArn.split('/').at(-1)}`
);
const ofPolicies = (told: readonly string[]) => told.filter((text) => /^(?:RELEASE|DATE_MOVED_|WITHDRAWN|DOCUMENT)/.test(text));
const finding = ({ findings }: ScanResult, version: number) => findings.find((each) => each.version === version)!;

describe('--policy', () => {
  it('tells what moved against what came with the program, also in the demo', async () => {
    const { stdout, status } = await run(['scan', '--demo', '--format', 'json', '--policy', file('policy.md', MOVED)]);
    const { changes } = JSON.parse(stdout) as ScanResult;
    expect(status).toBe(0);
    expect(changes[0]).toMatchObject({
      kind: 'policy', type: 'DATE_MOVED_EARLIER', version: '4.5', processors: ['cpu', 'gpu'], from: '2027-03-10', to: '2026-12-09', days: -91, noticeDays: 46,
    });
  });

  it('is told once with --state, and rules on the days without it', async () => {
    const given = await scan(['--policy', file('policy.md', MOVED), '--state', directory]);
    expect(ofPolicies(given.told)).toContain('DATE_MOVED_EARLIER 4.5');
    const [again, without] = [await scan(['--policy', file('policy.md', MOVED), '--state', directory]), await scan(['--state', directory])];
    expect([again.told, without.told]).toEqual([[], []]);
    expect(finding(without.report, 1)).toMatchObject({ endOfSupport: '2026-12-09', policyRow: { rule: 'last-accepted', source: path.join(directory, 'policy.md') } });
  });

  it("a team's own stands beside the vendors'", async () => {
    const { report, status } = await scan(['--policy', file('acme.json', teamPolicy({ 1: '2027-01-31' }))]);
    expect(status).toBe(0);
    expect(report.policies.map(({ family, rule }) => `${family} ${rule}`)).toEqual([
      'sagemaker-distribution shipped', 'aws-deep-learning-containers shipped', 'google-deep-learning-containers shipped', 'acme fresh',
    ]);
  });

  it('of two files about the same, says which one is not used', async () => {
    const [one, two] = [file('one.json', teamPolicy({ 1: '2027-01-31' })), file('two.json', teamPolicy({ 1: '2027-02-28' }))];
    const { stderr } = await scan(['--policy', one, '--policy', two]);
    expect(stderr).toContain(`'${one}' is not used: '${two}' is about the same`);
  });
});

describe('a refused document', () => {
  it('exits with 65, says why and how to use it all the same, and shows its earlier dates', async () => {
    const { status, stderr, report, told } = await scan(['--policy', file('policy.md', LOST)]);
    expect(status).toBe(65);
    expect(stderr).toContain(`was refused as a policy: supported-row-vanished: `);
    expect(stderr).toContain(`The policy used before still rules. To use it all the same: --accept-policy ${sha256(LOST)}`);
    expect(ofPolicies(told)).toEqual(expect.arrayContaining(['DOCUMENT_REFUSED', 'DATE_MOVED_EARLIER 4.5']));
    expect(finding(report, 1).endOfSupport).toBe('2027-03-10');
    expect(finding(report, 1).conditions.map(({ type }) => type)).toContain('PENDING_EARLIER_DATE');
    expect(report.policyDocuments).toEqual([expect.objectContaining({ verdict: 'refused', sha256: sha256(LOST) })]);
  });

  it('is used with --accept-policy, and that is said', async () => {
    const { status, report, told } = await scan(['--policy', file('policy.md', LOST), '--accept-policy', sha256(LOST).toUpperCase()]);
    expect(status).toBe(0);
    expect(told).toContain('DOCUMENT_ACCEPTED_WITH_DOUBTS');
    expect(finding(report, 1)).toMatchObject({ endOfSupport: '2026-12-09', policyRow: { rule: 'fresh' } });
  });

  it('that no word of an operator can make a policy is not offered for acceptance; nothing in it drives a terminal', async () => {
    const { status, stderr } = await scan(['--policy', file('acme.json', '{"family": "acme", "releases": [{"version": "1", "eolFrom": "\\u001b[31m"}]}')]);
    expect(status).toBe(65);
    expect(stderr).toContain("'releases[0].eolFrom'");
    expect(stderr).not.toContain('--accept-policy');
    expect(stderr).not.toContain('\u001b');
  });
});

describe('--waivers and --reminder', () => {
  const waivers = (expires: string) => file('waivers.yaml', `waivers:\n  - {image: ds, versions: '2', owner: ana, reason: retires, expires: ${expires}}\n`);

  it('a waived finding is shown, and neither told nor counted by --fail-on', async () => {
    const { status, report, told } = await scan(['--waivers', waivers('2026-12-31'), '--fail-on', 'MEDIUM']);
    expect(status).toBe(0);
    expect(finding(report, 2).conditions.map(({ type }) => type)).toContain('WAIVED');
    expect(told).toContain('WAIVER_ADDED');
    expect(told).not.toContain('NEW 2');
    expect((await scan(['--fail-on', 'MEDIUM'])).status).toBe(1);
  });

  it('one that is over is told, with the finding', async () => {
    await scan(['--waivers', waivers('2026-10-24'), '--state', directory]);
    const { told } = await scan(['--waivers', waivers('2026-10-24'), '--state', directory], '2026-10-25T08:00:00.000Z');
    expect(told).toEqual(['WAIVER_EXPIRED', 'NEW 2']);
  });

  it.each([
    ["waivers: [{image: ds}]", "'waivers[0].owner'"], ['- not: waivers', "'waivers'"], ['waivers: [{image: ds, owner: a, reason: r, expires: 2029-01-01}]', 'expires'],
  ])('refuses %p with what is wrong', async (text, message) => {
    const { status, stdout, stderr } = await run(['scan', '--no-refresh', '--waivers', file('w.yaml', text)]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it.each<[string, string, string[]]>([['7', '2026-10-30', []], ['7', '2026-10-31', ['REMINDER 2']], ['0', '2027-02-28', []]])(
    'after %s days, on %s: %p', async (days, day, expected) => {
      const from = ['--reminder', days, '--state', directory];
      await scan(from);
      const { told } = await scan(from, `${day}T08:00:00.000Z`);
      expect(told.filter((text) => text.startsWith('REMINDER'))).toEqual(expected);
    },
  );
});

describe('--vendor-account', () => {
  const ACCOUNT = '210987654321';
  const reference = `${ACCOUNT}.dkr.ecr.eu-west-9.amazonaws.com/pytorch-training:2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker`;
  const resolved = async (...args: readonly string[]) => {
    const { stdout } = await run(['resolve', '--batch', '-', ...args], { stdin: `${JSON.stringify({ baseImage: reference })}\n` });
    return JSON.parse(stdout) as { readonly family: string | null; readonly confidence: string };
  };

  it('proves the vendor by the reference, in resolve --batch as in scan', async () => {
    expect((await resolved()).confidence).not.toBe('strong');
    expect(await resolved('--vendor-account', `eu-west-9=${ACCOUNT}`)).toMatchObject({ family: 'aws-deep-learning-containers', confidence: 'strong' });
    expect((await resolved('--vendor-account', 'eu-west-9=210987654322')).confidence).not.toBe('strong');
    const { status } = await scan(['--vendor-account', `eu-west-9=${ACCOUNT}`]);
    expect(status).toBe(0);
  });
});

describe('without network', () => {
  const closedPort = () => new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  const NAMES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy', 'npm_config_https_proxy', 'npm_config_proxy', 'npm_config_no_proxy'];

  it('exits with 0, judged by what is there, and says what could not be read', async () => {
    for (const name of NAMES) delete process.env[name];
    process.env['HTTPS_PROXY'] = `http://127.0.0.1:${await closedPort()}`;
    const { status, stdout, stderr } = await run(['scan', '--format', 'json']);
    const report: ScanResult = JSON.parse(stdout);

    expect(status).toBe(0);
    expect(report.findings).toHaveLength(2);
    expect(report.policies.map(({ rule }) => rule)).toEqual(['shipped', 'shipped', 'shipped']);
    expect(report.policyDocuments.map(({ verdict }) => verdict)).toEqual(['unread', 'unread', 'unread', 'unread']);
    expect(stderr.trimEnd().split('\n')).toHaveLength(4);
    expect(stderr).toContain("'https://raw.githubusercontent.com/aws/sagemaker-distribution/main/support_policy.md' must be reachable over https, got: ");
  });
});

describe('policy diff', () => {
  it.each([[MOVED, 0], [LOST, 65]])('exits with 65 where the new document would be refused', async (text, expected) => {
    const { status, stdout } = await run(['policy', 'diff', file('old.md', FIXTURE), file('new.md', text), '--as-of', '2026-10-24', '--format', 'json']);
    expect(status).toBe(expected);
    expect(JSON.parse(stdout).moved).toEqual([{ release: { version: '4.5', processors: ['cpu', 'gpu'] }, from: '2027-03-10', to: '2026-12-09' }]);
  });
});

it.each([
  ['--accept-policy', 'abc', 'SHA-256'], ['--reminder', '1.5', 'whole number of days'], ['--vendor-account', 'eu-west-1', 'eu-west-1=123456789012'], ['--waivers', '/no/such', 'no such file'],
])('%s %s: wrong usage', async (option, value, message) => {
  const { status, stderr } = await run(['scan', '--no-refresh', option, value]);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});
