import { FUNCTIONS_FIXTURE } from './support/built-functions';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ImageSupportStack } from '../../examples/basic/image-support-stack';
import { testApp } from './support/test-app';

const run = promisify(execFile);
const root = resolve(__dirname, '..', '..');
/** A process that loads the CDK takes a second alone, and many on a machine that is busy with other tests. */
const PROCESS_TIMEOUT_MS = 60_000;

describe('the stack', () => {
  const template = Template.fromStack(new ImageSupportStack(testApp(), 'ImageSupport', { email: 'ml-platform@example.com' }));

  it('tells by email', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ml-platform@example.com' });
  });

  it('has an alarm on an end of support, and one on silence', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'EndOfSupport', Threshold: 1, Period: 86_400 });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Heartbeat', Threshold: 1, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching', EvaluationPeriods: 2,
    });
  });

  it('sends its alarms to the topic of the monitor', () => {
    const [topic] = Object.keys(template.findResources('AWS::SNS::Topic'));
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [{ Ref: topic }] });
  });

  it('tells nobody by email where nobody is named', () => {
    Template.fromStack(new ImageSupportStack(testApp(), 'ImageSupport')).resourceCountIs('AWS::SNS::Subscription', 0);
  });
});

describe('the AwsSolutions rules of cdk-nag', () => {
  it('have nothing against the example that is not acknowledged', () => {
    const app = testApp();
    new ImageSupportStack(app, 'ImageSupport', { email: 'ml-platform@example.com' });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });
});

describe('the app', () => {
  let project: string;
  /** The project with functions that are only a fixture: the test then needs no build. */
  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'basic-example-'));
    const isSource = (path: string): boolean => !/\.(js|d\.ts)$/.test(path);
    for (const folder of ['lib', 'examples']) cpSync(join(root, folder), join(project, folder), { recursive: true, filter: isSource });
    for (const file of ['cdk.json', 'scripts/run-app.mjs']) cpSync(join(root, file), join(project, file));
    cpSync(FUNCTIONS_FIXTURE, join(project, 'assets', 'functions'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  });
  afterAll(() => rmSync(project, { recursive: true }));

  /** Runs the app as the CDK command line does: the command of cdk.json, told by the environment what to do. */
  async function synth(context: Record<string, string>): Promise<Record<string, { Type: string }>> {
    const [command, ...args]: string[] = JSON.parse(readFileSync(join(project, 'cdk.json'), 'utf8')).app.split(' ');
    const outdir = join(project, 'cdk.out');
    await run(command ?? '', args, { cwd: project, env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) } });
    return JSON.parse(readFileSync(join(outdir, 'ImageSupport.template.json'), 'utf8')).Resources;
  }

  it('is synthesised by the command of cdk.json, with the functions of the package, and leaves nothing else behind', async () => {
    const resources = await synth({ email: 'ml-platform@example.com' });
    const types = Object.values(resources).map(({ Type }) => Type);
    expect(types).toEqual(expect.arrayContaining(['AWS::Lambda::Function', 'AWS::Scheduler::Schedule', 'AWS::CloudWatch::Dashboard', 'AWS::SNS::Subscription']));
    const assets = readdirSync(join(project, 'cdk.out')).filter((name) => name.startsWith('asset.'));
    expect(assets.map((asset) => existsSync(join(project, 'cdk.out', asset, 'scan.mjs')))).toEqual([true]);
    expect(readdirSync(join(project, '.cache'))).toEqual([]);
  }, PROCESS_TIMEOUT_MS);
});

it('needs to be told which app to run', async () => {
  await expect(run(process.execPath, [join(root, 'scripts', 'run-app.mjs')])).rejects.toMatchObject({
    code: 2, stderr: expect.stringContaining("The app's source file must be named"),
  });
}, PROCESS_TIMEOUT_MS);
