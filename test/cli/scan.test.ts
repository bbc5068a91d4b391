import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoFleet } from '../../emulator/demo-fleet';
import { startEmulator, type Emulator } from '../../emulator/server';
import { SUPPORT_STATUSES } from '../../lib/core/finding';
import { run } from '../support/run-command-line';

let emulator: Emulator;
let directory: string;
const environment = { ...process.env };

beforeAll(async () => {
  emulator = await startEmulator({ fleet: demoFleet() });
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, emulator.environment);
  directory = mkdtempSync(path.join(tmpdir(), 'image-support-'));
});
afterEach(() => {
  process.env = { ...environment };
  rmSync(directory, { recursive: true, force: true });
});

const json = async (...args: readonly string[]) => {
  const result = await run(['scan', '--no-refresh', '--format', 'json', ...args]);
  return { ...result, report: JSON.parse(result.stdout) };
};

describe('scan --format json', () => {
  it('prints one object with the documented members, and nothing else', async () => {
    const { status, stderr, report } = await json();

    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(Object.keys(report)).toEqual(['schemaVersion', 'scannedAt', 'asOf', 'coverage', 'policies', 'policyDocuments', 'changes', 'findings']);
    expect(report).toMatchObject({ schemaVersion: '1.0', scannedAt: '2026-10-24T08:00:00.000Z', asOf: '2026-10-24' });
    expect(Object.keys(report.coverage)).toEqual([
      'images', 'versionsListed', 'excludedByFilter', 'goneDuringScan', 'directUse', 'findings', 'complete', 'failures', 'calls',
    ]);
    for (const policy of report.policies) expect(Object.keys(policy).sort()).toEqual(['family', 'retrievedAt', 'rows', 'rule', 'sha256', 'source']);
  });

  it('has one finding for each version and for each direct use, with the documented members and the inventory columns', async () => {
    const { report } = await json();
    const { coverage, findings } = report;

    expect(findings).toHaveLength(coverage.versionsListed - coverage.excludedByFilter - coverage.goneDuringScan + coverage.directUse);
    expect(findings.filter(({ directUse }: { directUse?: object }) => directUse)).toHaveLength(6);
    expect(new Set(findings.map((finding: { imageVersionArn: string }) => finding.imageVersionArn)).size).toBe(findings.length);
    for (const finding of findings) {
      expect(finding).toEqual(expect.objectContaining(Object.fromEntries([
        'imageVersionArn', 'imageName', 'version', 'accountId', 'region', 'status', 'severity', 'conditions', 'base', 'evidence', 'endOfSupport',
        'endOfAvailability', 'daysLeft', 'policyRow', 'successor', 'firstSeen', 'statusSince',
        '_key', 'account_id', 'base_image', 'container_image', 'creation_time', 'failure_reason', 'horovod', 'image_arn', 'image_version_arn',
        'image_version_status', 'job_type', 'last_modified_time', 'ml_framework', 'processor', 'programming_lang', 'release_notes', 'tags',
        'vendor_guidance',
      ].map((name) => [name, finding[name] === null ? null : expect.anything()]))));
      expect(Object.values(finding)).not.toContain(undefined);
    }
  });

  it('shows every status in the fleet of the demo', async () => {
    const { report } = await json();

    expect([...new Set(report.findings.map(({ status }: { status: string }) => status))].sort()).toEqual([...SUPPORT_STATUSES].sort());
  });

  it('tells as new whatever is not supported, where there was no scan before', async () => {
    const { report } = await json();
    const open = report.findings.filter(({ status }: { status: string }) => status !== 'SUPPORTED');

    expect(report.changes).toHaveLength(open.length);
    expect(new Set(report.changes.map(({ type, kind }: { type: string; kind: string }) => `${kind} ${type}`))).toEqual(new Set(['finding NEW']));
  });

  it('judges as of the day that is asked for', async () => {
    const { report } = await json('--as-of', '2028-01-01');

    expect(report.asOf).toBe('2028-01-01');
    expect(report.findings.filter(({ status }: { status: string }) => status === 'SUPPORTED' || status === 'EXPIRING')).toEqual([]);
  });
});

describe('scan --state', () => {
  it('tells only what is new, and keeps what it learned', async () => {
    const first = await json('--state', directory);
    emulator.reset();
    const second = await json('--state', directory);

    expect(first.report.changes.length).toBeGreaterThan(0);
    expect(second.report.changes).toEqual([]);
    const statuses = ({ report }: typeof first) => report.findings.map(({ status }: { status: string }) => status);
    expect(statuses(second)).toEqual(statuses(first));
    expect(second.report.coverage.calls['sagemaker.DescribeImageVersion']).toBeUndefined();
    expect(second.report.coverage.calls['sagemaker.DescribeUserProfile']).toBeUndefined();
    expect(second.report.coverage.calls['ecr.BatchGetImage']).toBeUndefined();
    expect(readdirSync(directory).sort()).toEqual(['dataset', 'facts', 'reports', 'state']);
  });

  it('lets a second scan say that the first is still under way', async () => {
    await json('--state', directory);
    const lease = path.join(directory, 'state', 'command-line', 'lease.json');
    writeFileSync(lease, JSON.stringify({ schemaVersion: '1.0', acquiredAt: '2026-10-24T07:59:00.000Z', owner: 'elsewhere:1', expiresAt: '2026-10-24T08:15:00.000Z' }));
    const second = await run(['scan', '--no-refresh', '--state', directory]);

    expect(second).toMatchObject({ status: 3, stdout: '' });
    expect(second.stderr).toContain('elsewhere:1');
  });
});

describe('a state that cannot be used', () => {
  const corrupt = (name: string, text: string) => writeFileSync(path.join(directory, 'state', 'command-line', name), text);

  it('last findings that are damaged: the findings are shown, nothing is overwritten, and the scan is not settled', async () => {
    await json('--state', directory);
    corrupt('111122223333/us-east-1/findings.json', '{"schemaVersion":"1.0"');
    const { status, stderr, report } = await json('--state', directory);

    expect(status).toBe(3);
    expect(stderr).toContain('findings.json');
    expect(report.findings).toHaveLength(report.coverage.findings);
    expect(readFileSync(path.join(directory, 'state/command-line/111122223333/us-east-1/findings.json'), 'utf8')).toBe('{"schemaVersion":"1.0"');
  });

  it('a lease of a newer program: one line, and no scan', async () => {
    await json('--state', directory);
    corrupt('lease.json', '{"schemaVersion":"9.0"}');
    const { status, stdout, stderr } = await run(['scan', '--no-refresh', '--state', directory]);

    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain('9.0');
  });

  it('a file where the directory should be: one line that names it', async () => {
    const file = path.join(directory, 'file');
    writeFileSync(file, '');
    const { status, stdout, stderr } = await run(['scan', '--no-refresh', '--state', file]);

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`'--state' must be a directory that can be read and written, got: '${file}'`);
  });
});

describe('several Regions', () => {
  const regions = ['--region', 'us-east-1', '--region', 'eu-west-1'];

  it('are scanned one after the other, each once', async () => {
    const { report } = await json(...regions, '--region', 'us-east-1');

    expect(report.coverage.calls['sagemaker.ListImages']).toBe(2);
    expect(report.coverage.findings).toBe(50);
    expect(report.coverage.directUse).toBe(6);
    expect(emulator.calls()['sts.GetCallerIdentity']?.count).toBe(1);
  });

  it('one that is not enabled is a line in the coverage, and takes nothing from the others', async () => {
    emulator.faults.push({ kind: 'region-disabled', region: 'eu-west-1' });
    const { status, report } = await json(...regions, '--fail-on', 'CRITICAL');

    expect(status).toBe(3);
    expect(report.findings).toHaveLength(50);
    expect(report.coverage).toMatchObject({ complete: false, failures: expect.arrayContaining([expect.objectContaining({ cause: 'sagemaker.ListImages unavailable', count: 1 })]) });
  });

  it('one whose state is damaged takes nothing from the others, and is shown itself', async () => {
    await json(...regions, '--state', directory);
    writeFileSync(path.join(directory, 'state/command-line/111122223333/eu-west-1/findings.json'), '{');
    const { status, report, stderr } = await json(...regions, '--state', directory);

    expect(status).toBe(3);
    expect(stderr).toContain('eu-west-1');
    expect(report.findings).toHaveLength(50);
  });
});

it('an output that cannot be written is told before anything counts as told', async () => {
  const { status, stderr } = await run(['scan', '--no-refresh', '--state', directory, '--output', path.join(directory, 'no', 'such')]);
  const { report } = await json('--state', directory);

  expect(status).toBe(2);
  expect(stderr).toContain("'--output' must be a file in a folder that exists");
  expect(report.changes.length).toBeGreaterThan(0);
});

describe('exit status', () => {
  it.each<[readonly string[], number]>([
    [[], 0],
    [['--fail-on', 'critical'], 1],
    [['--fail-on', 'CRITICAL', '--region', 'eu-west-1'], 0],
  ])('%p: %d', async (args, status) => {
    expect((await run(['scan', '--no-refresh', ...args])).status).toBe(status);
  });

  it('3 where the scan is incomplete, whatever was found, and the findings are there', async () => {
    emulator.faults.push({ kind: 'deny', operation: 'DescribeImages', resource: 'ds/notebook' });
    const { status, report } = await json('--fail-on', 'LOW');

    expect(status).toBe(3);
    expect(report.coverage.complete).toBe(false);
    expect(report.findings.length).toBe(report.coverage.findings);
  });

  it('65 where a policy document is refused, and the findings are judged by the policy that still rules', async () => {
    const broken = path.join(directory, 'policy.md');
    const document = readFileSync(path.join(__dirname, '../lambda/policy/fixtures/sagemaker-distribution.md'), 'utf8');
    writeFileSync(broken, document.replace(/\| *[A-Z]\w+ \d+\w*, 2027 *\|/, '| Feb 30th, 2027 |'));
    emulator.faults.push({ kind: 'deny', operation: 'ListTags' });
    const { status, stderr, report } = await json('--policy', broken, '--fail-on', 'LOW');

    // The scan is incomplete and has findings too: the refused document outranks both.
    expect(status).toBe(65);
    expect(stderr).toContain('Feb 30th, 2027');
    expect(report.policies.find(({ family }: { family: string }) => family === 'sagemaker-distribution').rule).toBe('shipped');
    expect(report.changes).toContainEqual(expect.objectContaining({ kind: 'policy', type: 'DOCUMENT_REFUSED', family: 'sagemaker-distribution' }));
    expect(report.findings).toHaveLength(report.coverage.findings);
  });

  it('a whole policy document rules, and the row is named', async () => {
    const { status, report } = await json('--policy', path.join(__dirname, '../lambda/policy/fixtures/sagemaker-distribution.md'));
    const finding = report.findings.find(({ base }: { base: { version: string } | null }) => base?.version === '2.3.1');

    expect(status).toBe(0);
    expect(report.policies.find(({ family }: { family: string }) => family === 'sagemaker-distribution').rule).toBe('fresh');
    expect(finding.policyRow).toMatchObject({ asWritten: expect.stringContaining('2025'), line: expect.any(Number) });
  });
});

describe('scan, for a person', () => {
  it('prints a table with every version, the reasons, the coverage and the policies', async () => {
    const { stdout, stderr } = await run(['scan', '--no-refresh']);

    expect(stderr).toBe('');
    expect(stdout).toContain("44 image versions in 15 images, 6 direct uses of AWS's own of 111122223333 us-east-1, judged as of 2026-10-24");
    expect(stdout).toMatch(/^\w+ +sagemaker-distribution-cpu +3\.2\.0 +SageMaker Distribution 3\.2\.0 CPU .* 2 running apps,/m);
    expect(stdout).toContain("sagemaker-distribution-cpu default version: ");
    expect(stdout).toMatch(/^high +genomics-gpu +2 +SageMaker Distribution 2\.3\.1 GPU +end of support +2025-04-25 +-547 /m);
    for (const heading of ['Why', 'Coverage', 'Policies']) expect(stdout).toContain(`\n${heading}\n`);
    expect(stdout).not.toContain('\u001b');
  });

  it('says how far it is on a terminal, and clears that line', async () => {
    const { stderr } = await run(['scan', '--no-refresh'], { terminal: true });

    expect(stderr).toMatch(/\d+ listed/);
    expect(stderr.endsWith('\r\u001b[2K')).toBe(true);
  });

  it('colours for a terminal only', async () => {
    expect((await run(['scan', '--no-refresh'], { terminal: true, env: {} })).stdout).toContain('\u001b[');
    expect((await run(['scan', '--no-refresh'], { env: {} })).stdout).not.toContain('\u001b[');
  });

  it('writes to a file and says so', async () => {
    const file = path.join(directory, 'findings.json');
    const { stdout, stderr } = await run(['scan', '--no-refresh', '--format', 'json', '--output', file]);

    expect(stdout).toBe('');
    expect(stderr).toContain(file);
    expect(JSON.parse(readFileSync(file, 'utf8')).schemaVersion).toBe('1.0');
  });

  it('shows no control characters that came from elsewhere', async () => {
    emulator.faults.push({ kind: 'error', operation: 'ListTags', code: 'AccessDeniedException', message: 'no\u001b[31m red' });
    const { stdout } = await run(['scan', '--no-refresh']);

    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('no\ufffd[31m red');
  });
});

describe('scan --demo', () => {
  it('needs nothing, exits with 0 and says how to scan an own account', async () => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    const { status, stdout } = await run(['scan', '--no-refresh', '--demo', '--fail-on', 'LOW']);

    expect(status).toBe(0);
    expect(stdout).toContain('Scan your own account: npx cdk-sagemaker-image-support scan --region us-east-1');
    expect(process.env['AWS_ENDPOINT_URL_SAGEMAKER']).toBeUndefined();
  });
});

describe('what cannot be scanned', () => {
  it('no Region: says how to name one', async () => {
    delete process.env['AWS_REGION'];
    process.env['AWS_CONFIG_FILE'] = path.join(directory, 'none');
    const { status, stderr, stdout } = await run(['scan', '--no-refresh']);

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe("error: No Region is set. Name one by '--region us-east-1', or set AWS_REGION.\n");
  });

  it('no credentials: says how to set them, without a stack trace', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) delete process.env[name];
    Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: path.join(directory, 'a'), AWS_SHARED_CREDENTIALS_FILE: path.join(directory, 'b') });
    const { status, stderr } = await run(['scan', '--no-refresh']);

    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: The AWS credentials cannot be used .* Set AWS_PROFILE/);
    expect(stderr).not.toContain('    at ');
  });

  it('a service that cannot be reached: incomplete', async () => {
    process.env['AWS_ENDPOINT_URL_STS'] = 'http://127.0.0.1:1';
    const { status, stderr } = await run(['scan', '--no-refresh']);

    expect(status).toBe(3);
    expect(stderr).toMatch(/^error: sts\.GetCallerIdentity/);
  });
});
