import './support/built-functions';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stack, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type ImageSupportMonitorProps, PolicySource, SupportPolicy, type SupportPolicyConfig } from '../../lib';
import { ENVIRONMENT, type PolicyDocumentSettings } from '../../lib/core/contract';
import { addedStatements, allow, arnOf, environmentOf, newStack, templateWith } from './support/monitor-template';

const folder = mkdtempSync(join(tmpdir(), 'support-policy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DOCUMENT = { family: 'team-base', releases: [{ version: '1.0', eolFrom: '2027-01-31' }] };
const VENDORS = [
  'sagemaker-distribution/support-policy', 'aws-deep-learning-containers/repository',
  'google-deep-learning-containers/vertex-ai', 'google-deep-learning-containers/deep-learning-containers',
];

function fileWith(text: string): string {
  const path = join(folder, 'policy.json');
  writeFileSync(path, text);
  return path;
}

/** What the function is told; where the deployment writes a bucket's name, `{…}`. */
function settingsOf(props: ImageSupportMonitorProps, stack?: Stack): { documents: PolicyDocumentSettings[]; accepted: string[] } {
  const written = environmentOf(templateWith(props, stack))[ENVIRONMENT.policies];
  const parts = typeof written === 'string' ? [written] : (written as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : '{…}')).join(''));
}

it('of all vendors are read at their own addresses by default', () => {
  expect(settingsOf({})).toEqual({ documents: VENDORS.map((id) => ({ id })), accepted: [] });
});

it("are read all the same where they are a team's own: nothing else could rule", () => {
  const own = SupportPolicy.fromInline({ family: 'acme', releases: [{ version: '1', eolFrom: '2027-01-31' }] });
  const { documents } = settingsOf({ refreshPolicies: false, policies: [own] });
  const read = documents.filter(({ refresh = true }) => refresh);
  expect(read.map(({ id, location }) => [id, typeof location])).toEqual([[undefined, 'string']]);
});

it('are read nowhere where refreshing is switched off', () => {
  const { documents } = settingsOf({ refreshPolicies: false, policies: [SupportPolicy.sageMakerDistribution({ refresh: true })] });
  expect(documents).toHaveLength(VENDORS.length);
  expect(documents.every(({ refresh }) => refresh === false)).toBe(true);
});

it('of one vendor take the place of the default one, the others stay', () => {
  const { documents } = settingsOf({
    policies: [
      SupportPolicy.awsDeepLearningContainers({ source: PolicySource.fromUrl('https://mirror.example/dlc.tar.gz') }),
      SupportPolicy.googleDeepLearningContainers({ refresh: false, vertexAiSource: PolicySource.fromUrl('https://mirror.example/vertex.md') }),
    ],
  });
  expect(documents).toEqual([
    { id: VENDORS[0] },
    { id: VENDORS[1], location: 'https://mirror.example/dlc.tar.gz' },
    { id: VENDORS[2], location: 'https://mirror.example/vertex.md', refresh: false },
    { id: VENDORS[3], refresh: false },
  ]);
});

it('of Google may have two mirrors', () => {
  const source = PolicySource.fromUrl('https://mirror.example/dlc.html');
  expect(settingsOf({ policies: [SupportPolicy.googleDeepLearningContainers({ deepLearningContainersSource: source })] }).documents)
    .toContainEqual({ id: VENDORS[3], location: 'https://mirror.example/dlc.html' });
});

it('can lie in a bucket, of which the function may read that one object', () => {
  const stack = newStack();
  const mirror = new s3.Bucket(stack, 'Mirror', { encryptionKey: new kms.Key(stack, 'Key') });
  const policies = [
    SupportPolicy.sageMakerDistribution({ source: PolicySource.fromBucket(mirror, 'sd/policy.md') }),
    SupportPolicy.fromBucket(mirror, 'team.yaml'),
    SupportPolicy.fromUrl('https://policies.example/team.json'),
  ];
  const object = (key: string): object => ({ 'Fn::Join': ['', [arnOf(mirror), `/${key}`]] });
  expect(addedStatements({ policies }, stack)).toEqual([
    allow('s3:GetObject', object('sd/policy.md')),
    allow('kms:Decrypt', arnOf(mirror.encryptionKey!)),
    allow('s3:GetObject', object('team.yaml')),
  ]);
  const other = newStack();
  const { documents } = settingsOf({ policies: [SupportPolicy.fromBucket(new s3.Bucket(other, 'Mirror'), 'team.yaml')] }, other);
  expect(documents).toContainEqual({ location: 's3://{…}/team.yaml' });
});

it.each<[string, () => SupportPolicy]>([
  ['in the app', () => SupportPolicy.fromInline(DOCUMENT)],
  ['in a file', () => SupportPolicy.fromAsset(fileWith(JSON.stringify(DOCUMENT)))],
])('of a team, %s, is deployed with the stack beside those of the vendors', (_case, make) => {
  const { documents } = settingsOf({ policies: [make()] });
  expect(documents).toEqual([...VENDORS.map((id) => ({ id })), { location: expect.stringMatching(/^s3:\/\/.*\/[0-9a-f]{64}\.json$/) }]);
});

it('can be shared by monitors of several stacks', () => {
  const policies = [SupportPolicy.fromInline(DOCUMENT)];
  expect(settingsOf({ policies })).toEqual(settingsOf({ policies }));
});

it('tells of documents that an operator accepts', () => {
  const hash = 'ab'.repeat(32);
  expect(settingsOf({ acceptedPolicyDocuments: [hash] }).accepted).toEqual([hash]);
});

it.each<[string, () => unknown, string]>([
  ['a document of the app with a date that is none', () => SupportPolicy.fromInline({ ...DOCUMENT, releases: [{ version: '1', eolFrom: 'soon' }] }),
    "'document' must be a policy without errors (look at it by 'sagemaker-image-support policy check'), got:\n  - "],
  ['a document without a family', () => SupportPolicy.fromInline({ releases: [] }), "'document' must be a policy without errors"],
  ['a file that is no JSON', () => SupportPolicy.fromAsset(fileWith('no: yaml: here')), 'policy.json\' must be a policy without errors'],
  ['a file that is not there', () => SupportPolicy.fromAsset(join(folder, 'none.json')), "'path' must be a policy file that can be read, got: '"],
  ['an address without TLS', () => SupportPolicy.fromUrl('http://policies.example/p.json'), "'url' must be an 'https' address, got: 'http://policies.example/p.json'"],
  ['an address with a password', () => PolicySource.fromUrl('https://me:pw@policies.example/p'), "'url' must be an address without user name and password (use a mirror that needs none), got: one of 'policies.example' with them"],
  ['an address that is none', () => PolicySource.fromUrl('policies.example'), "'url' must be an 'https' address, got: 'policies.example'"],
])('refuses %s', (_case, make, message) => {
  expect(make).toThrow(message);
});

it('names ten of many mistakes', () => {
  const releases = Array.from({ length: 12 }, (_, index) => ({ version: `${index}`, eolFrom: 'soon' }));
  expect(() => SupportPolicy.fromInline({ family: 'team', releases })).toThrow(/- and \d+ more$/);
});

it('takes an address that is known at deployment only', () => {
  expect(() => PolicySource.fromUrl(Token.asString({ Ref: 'Url' }))).not.toThrow();
});

it('refuses a source of a class of the user that names no place', () => {
  class Nowhere extends SupportPolicy {
    override bind(): SupportPolicyConfig {
      return { documents: [{ source: {} }] };
    }
  }
  expect(() => settingsOf({ policies: [new Nowhere()] })).toThrow("'source' of a policy must have a 'url', or a 'bucket' and an 'objectKey', got: neither");
});
