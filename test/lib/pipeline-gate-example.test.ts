import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Template } from 'aws-cdk-lib/assertions';
import { parse } from 'yaml';
import { ImagesStack } from '../../examples/pipeline-gate/images-stack';
import { demoFleet } from '../../emulator/demo-fleet';
import { startEmulator } from '../../emulator/server';
import { run as runCommandLine } from '../support/run-command-line';
import { testApp } from './support/test-app';

const run = promisify(execFile);
const root = resolve(__dirname, '..', '..');
const example = join(root, 'examples', 'pipeline-gate');
/** The dates of the example's policy are made up, and pass as all do. */
const AS_OF = '2026-11-01';
/** A process that loads the CDK takes a second alone, and many on a machine that is busy with other tests. */
const PROCESS_TIMEOUT_MS = 60_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pipeline-gate-'));
  const isSource = (path: string): boolean => !/\.(js|d\.ts)$/.test(path);
  for (const name of ['lib', 'examples']) cpSync(join(root, name), join(folder, name), { recursive: true, filter: isSource });
  cpSync(join(root, 'scripts', 'run-app.mjs'), join(folder, 'scripts', 'run-app.mjs'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the stack', () => {
  it('registers the release that it is given', () => {
    const template = Template.fromStack(new ImagesStack(testApp(), 'Images', { release: '2026.2' }));
    template.hasResourceProperties('AWS::SageMaker::ImageVersion', { ImageName: 'acme-base' });
    expect(JSON.stringify(template.findResources('AWS::SageMaker::ImageVersion'))).toContain('/platform/base:2026.2');
  });
});

describe('the app', () => {
  /** As the CDK command line runs it: what it is told, it is told by the environment. */
  const synth = async (context: Record<string, string>): Promise<string> => {
    const outdir = mkdtempSync(join(folder, 'cdk.out-'));
    const told = { CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ asOf: AS_OF, ...context }) };
    const env = { ...process.env, NODE_ENV: 'production', CDK_VALIDATION: 'false', ...told };
    const { stderr } = await run(process.execPath, ['scripts/run-app.mjs', 'examples/pipeline-gate/app.ts'], { cwd: folder, env });
    expect(existsSync(join(outdir, 'Images.template.json'))).toBe(true);
    return stderr;
  };

  it('is synthesised, and there is nothing to say of its image', async () => {
    expect(await synth({})).toBe('');
  }, PROCESS_TIMEOUT_MS);

  it('is not synthesised with a release that is out of support, and says what to move to', async () => {
    await expect(synth({ release: '2026.1' })).rejects.toMatchObject({
      code: expect.any(Number),
      stderr: expect.stringMatching(/support ended on 2026-09-30, 32 days ago[\s\S]*Move to 2026\.2, supported until 2029-09-30: FROM .*:2026\.2/),
    });
  }, PROCESS_TIMEOUT_MS);
});

describe('the workflow', () => {
  const workflow = parse(readFileSync(join(example, 'image-support.yml'), 'utf8'));
  const commandsOf = (job: string): readonly string[] => (
    workflow.jobs[job].steps.flatMap(({ run: command }: { run?: string }) => command ?? [])
  );

  it('looks at the templates first', () => {
    expect(commandsOf('templates')).toContain('npx cdk synth --quiet');
    expect(workflow.jobs.account.needs).toBe('templates');
  });

  it('scans the account with a command that there is, which fails where an image is out of support', async () => {
    const command = commandsOf('account').find((each) => each.includes('scan'));
    const [npx, name, ...args] = command?.split(' ') ?? [];
    const { name: packageName, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect([npx, name, Object.keys(bin).length]).toEqual(['npx', packageName, 1]);

    const output = join(folder, 'image-support.json');
    // The emulator has another account, so that a scan for the golden repository would be incomplete.
    const policy = join(folder, 'golden-images.json');
    writeFileSync(policy, JSON.stringify({ ...JSON.parse(readFileSync(join(example, 'golden-images.json'), 'utf8')), golden: undefined }));
    const files: Record<string, string> = { 'image-support.json': output, 'golden-images.json': policy };
    const environment = { ...process.env };
    const emulator = await startEmulator({ fleet: demoFleet() });
    try {
      Object.assign(process.env, emulator.environment);
      const { status } = await runCommandLine([...args.map((arg) => files[arg] ?? arg), '--no-refresh']);
      expect(status).toBe(1);
    } finally {
      process.env = environment;
      await emulator.close();
    }
    const { findings } = JSON.parse(readFileSync(output, 'utf8'));
    expect(findings.some(({ severity }: { severity: string }) => severity === 'CRITICAL' || severity === 'HIGH')).toBe(true);
  });
});
