import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type App, type IPolicyValidationContext, type IPolicyValidationPlugin, type PolicyValidationPluginReport, Stack, type StackProps,
  Validations,
} from 'aws-cdk-lib';
import { CfnImageVersion } from 'aws-cdk-lib/aws-sagemaker';
import { ImageSupportValidation, type ImageSupportValidationProps } from '../../../lib/image-support-validation';
import { testApp } from './test-app';

/** Own dates: those of the shipped policies change with each release. */
export const TODAY = '2026-06-15';
export const READ_ON = '2026-06-01';
export const GALLERY = 'public.ecr.aws/sagemaker/sagemaker-distribution';
const row = (version: string, eolFrom: string | null, more: object = {}): object => (
  { version, processor: 'cpu', eolFrom, uri: `${GALLERY}:${version}-cpu`, ...more }
);
export const VENDOR_POLICY = {
  family: 'sagemaker-distribution',
  retrievedAt: READ_ON,
  releases: [
    row('1.0', '2024-01-31', { discontinuedFrom: '2025-01-31' }),
    row('2.3', '2025-04-25'),
    row('2.9', '2026-07-15'),
    row('2.10', '2026-06-20'),
    row('2.11', null),
    row('3.0', '2027-01-31'),
  ],
};
export const TEAM_REPOSITORY = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/platform/base';
export const TEAM_POLICY = {
  family: 'acme-base',
  golden: { repositories: [TEAM_REPOSITORY] },
  releases: [{ version: '2026.1', eolFrom: '2026-03-31' }, { version: '2026.2', eolFrom: '2026-12-31' }],
};
export const ENVIRONMENT: StackProps = { env: { account: '111122223333', region: 'eu-west-1' } };

const folder = mkdtempSync(join(tmpdir(), 'policies-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** A policy file; gone when the tests of the file are over. */
export function policyFile(content: unknown): string {
  files += 1;
  const path = join(folder, `policy-${files}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A test's own change to the context. */
type Spoil = (context: IPolicyValidationContext) => IPolicyValidationContext;

/** Hands the framework's own context to the plugin, and keeps what it says to itself. */
class Recorder implements IPolicyValidationPlugin {
  public readonly name = 'Recorder';
  public report: PolicyValidationPluginReport | undefined;

  public constructor(private readonly plugin: IPolicyValidationPlugin, private readonly spoil: Spoil) {}

  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    this.report = this.plugin.validate(this.spoil(context));
    return { success: true, violations: [] };
  }
}

/** By the vendor's policy above, on the day above, unless a test says otherwise. */
export function validation(props: ImageSupportValidationProps = {}): ImageSupportValidation {
  return new ImageSupportValidation({ asOf: TODAY, policyFiles: [policyFile(VENDOR_POLICY)], ...props });
}

/** What the plugin reports of an app. */
export function reportOn(
  build: (app: App) => void, props: ImageSupportValidationProps = {}, spoil: Spoil = (context) => context,
): PolicyValidationPluginReport {
  const app = testApp();
  build(app);
  const recorder = new Recorder(validation(props), spoil);
  Validations.of(app).addPlugins(recorder);
  app.synth();
  if (!recorder.report) throw new Error('The plugin was not asked');
  return recorder.report;
}

/** The same, of an app with one stack. */
export function reportOnStack(
  build: (stack: Stack) => void, props: ImageSupportValidationProps = {}, stack: StackProps = ENVIRONMENT,
): PolicyValidationPluginReport {
  return reportOn((app) => build(new Stack(app, 'Stack', stack)), props);
}

/** The same, of an app with one image version. */
export function reportOnBase(
  baseImage: string, props: ImageSupportValidationProps = {}, stack: StackProps = ENVIRONMENT,
): PolicyValidationPluginReport {
  return reportOnStack((scope) => void new CfnImageVersion(scope, 'Version', { imageName: 'ds', baseImage }), props, stack);
}
