import './support/built-functions';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ChainCatalogue, type ChainCatalogueConfig, ImageSupportMonitor } from '../../lib';
import { ENVIRONMENT } from '../../lib/core/contract';
import { testApp } from './support/test-app';

const folder = mkdtempSync(join(tmpdir(), 'chain-catalogue-'));
afterAll(() => rmSync(folder, { recursive: true }));

const BASE = {
  claim: { family: 'sagemaker-distribution', version: '2.3.1', processor: 'cpu' },
  diffIds: [`sha256:${'a'.repeat(64)}`],
  digests: [`sha256:${'b'.repeat(64)}`],
  source: '111122223333.dkr.ecr.us-east-1.amazonaws.com/mirror/sagemaker-distribution:2.3.1-cpu',
  asOf: '2026-10-24',
};

function fileWith(content: unknown, name = 'catalogue.json'): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const catalogueFile = (): string => fileWith({ schemaVersion: '1.0', bases: [BASE] });

function environmentsOf(template: Template): readonly Record<string, unknown>[] {
  return Object.values(template.findResources('AWS::Lambda::Function')).map((fn) => fn.Properties.Environment.Variables);
}

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

function statementsOf(template: Template): readonly Statement[] {
  return Object.values(template.findResources('AWS::IAM::Policy')).flatMap((policy) => policy.Properties.PolicyDocument.Statement);
}

function templateWith(chainCatalogue?: ChainCatalogue): Template {
  const stack = new Stack(testApp(), 'Stack');
  new ImageSupportMonitor(stack, 'Monitor', { chainCatalogue });
  return Template.fromStack(stack);
}

it('tells the function where it lies, and lets it read that object and no other', () => {
  const plain = templateWith();
  const template = templateWith(ChainCatalogue.fromAsset(catalogueFile()));
  const [environment] = environmentsOf(template);
  const url = JSON.stringify(environment?.[ENVIRONMENT.chainCatalogue]);
  const added = statementsOf(template).filter((statement) => !JSON.stringify(statementsOf(plain)).includes(JSON.stringify(statement)));

  const [before] = environmentsOf(plain);
  expect(Object.keys(environment ?? {}).filter((name) => !(name in (before ?? {})))).toEqual([ENVIRONMENT.chainCatalogue]);
  expect(url).toMatch(/s3:\/\/.*cdk-hnb659fds-assets-.*\/[0-9a-f]{64}\.json/);
  const [key] = /[0-9a-f]{64}\.json/.exec(url) ?? [];
  expect(added).toEqual([{ Action: 's3:GetObject', Effect: 'Allow', Resource: expect.anything() }]);
  expect(JSON.stringify(added[0]?.Resource)).toMatch(new RegExp(`cdk-hnb659fds-assets-.*/${key}"`));
  expect(JSON.stringify(added[0]?.Resource)).not.toContain('*');
});

it('can be shared by monitors, in one stack and in several', () => {
  const app = testApp();
  const shared = ChainCatalogue.fromAsset(catalogueFile());
  const [one, two] = [new Stack(app, 'One'), new Stack(app, 'Two')];
  new ImageSupportMonitor(one, 'Monitor', { chainCatalogue: shared });
  new ImageSupportMonitor(one, 'Other', { chainCatalogue: shared });
  new ImageSupportMonitor(two, 'Monitor', { chainCatalogue: shared });
  const environments = [one, two].flatMap((stack) => environmentsOf(Template.fromStack(stack)));
  const urls = environments.map((each) => JSON.stringify(each[ENVIRONMENT.chainCatalogue]));

  expect(urls).toHaveLength(3);
  expect(new Set(urls).size).toBe(1);
});

it('can lie in a bucket of the user, whose key the function may then use', () => {
  class Mine extends ChainCatalogue {
    override bind(): ChainCatalogueConfig {
      return { bucket, objectKey: 'known/bases.json' };
    }
  }
  const stack = new Stack(testApp(), 'Stack');
  const bucket = new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'Key') });
  new ImageSupportMonitor(stack, 'Monitor', { chainCatalogue: new Mine() });
  const template = Template.fromStack(stack);
  const logicalId = (resource: s3.Bucket | kms.IKey): string => stack.getLogicalId(resource.node.defaultChild as s3.CfnBucket);

  expect(environmentsOf(template)[0]?.[ENVIRONMENT.chainCatalogue])
    .toEqual({ 'Fn::Join': ['', ['s3://', { Ref: logicalId(bucket) }, '/known/bases.json']] });
  expect(statementsOf(template)).toEqual(expect.arrayContaining([
    { Action: 's3:GetObject', Effect: 'Allow', Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [logicalId(bucket), 'Arn'] }, '/known/bases.json']] } },
    { Action: 'kms:Decrypt', Effect: 'Allow', Resource: { 'Fn::GetAtt': [logicalId(bucket.encryptionKey!), 'Arn'] } },
  ]));
});

describe('a file is refused', () => {
  it.each<[string, unknown, string]>([
    ['that is no JSON', 'bases', "'the document' of a catalogue must be a JSON object"],
    ['of another form', { schemaVersion: '2.0', bases: [] }, "'schemaVersion' of a catalogue must be '1.0', the one form that this program knows, got: '2.0'"],
    ['without bases', { schemaVersion: '1.0' }, "'bases' of a catalogue must be a list of known bases, got: nothing"],
    ['whose base has no day', { schemaVersion: '1.0', bases: [{ ...BASE, asOf: undefined }] }, "'bases[0].asOf' of a catalogue must be"],
    ['whose base claims nothing', { schemaVersion: '1.0', bases: [{ ...BASE, claim: undefined }] }, "'bases[0].claim' of a catalogue must be"],
  ])('%s', (_case, content, reason) => {
    const path = fileWith(content, 'refused.json');
    expect(() => ChainCatalogue.fromAsset(path)).toThrow(`'chainCatalogue' must be a file that the catalogue command made, got: '${path}': ${reason}`);
  });

  it.each([
    ['that is not there', 'missing.json', 'ENOENT'],
    ['that is a folder', '.', 'EISDIR'],
  ])('%s', (_case, name, reason) => {
    const path = join(folder, name);
    expect(() => ChainCatalogue.fromAsset(path)).toThrow(`'chainCatalogue' must be a file that can be read, got: '${path}': ${reason}`);
  });
});
