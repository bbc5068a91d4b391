import './support/built-functions';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type ImageWaiver, Waivers } from '../../lib';
import { ENVIRONMENT } from '../../lib/core/contract';
import { addedStatements, allow, arnOf, environmentOf, idOf, newStack, templateWith } from './support/monitor-template';

const folder = mkdtempSync(join(tmpdir(), 'waivers-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Waivers are checked against the day of synthesis. */
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const WAIVER: ImageWaiver = { image: 'ds-*', versions: '1-3', owner: 'ml-platform', reason: 'moves with the next release', expires: inDays(30) };

function fileWith(content: unknown): string {
  const path = join(folder, 'waivers.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

it('are none by default', () => {
  expect(environmentOf(templateWith())).not.toHaveProperty(ENVIRONMENT.waivers);
});

it.each<[string, () => Waivers]>([
  ['in the app', () => Waivers.fromInline([WAIVER])],
  ['in a file', () => Waivers.fromAsset(fileWith({ waivers: [WAIVER] }))],
])('%s are deployed with the stack, for the function to read', (_case, make) => {
  const stack = newStack();
  const written = JSON.stringify(environmentOf(templateWith({ waivers: [make()] }))[ENVIRONMENT.waivers]);
  const [key] = /[0-9a-f]{64}\.json/.exec(written) ?? [];
  expect(written).toMatch(/s3:\/\/.*cdk-hnb659fds-assets-/);
  const added = addedStatements({ waivers: [make()] }, stack);
  expect(added).toEqual([allow('s3:GetObject', expect.anything())]);
  expect(JSON.stringify(added[0]?.Resource)).toContain(`/${key}"`);
});

it('in a bucket are read there, and never written', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'Key') });
  expect(addedStatements({ waivers: [Waivers.fromBucket(bucket, 'waivers.yaml')] }, stack)).toEqual([
    allow('s3:GetObject', { 'Fn::Join': ['', [arnOf(bucket), '/waivers.yaml']] }),
    allow('kms:Decrypt', arnOf(bucket.encryptionKey!)),
  ]);
});

it('may lie in several places', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Mine');
  const waivers = [Waivers.fromBucket(bucket, 'one.json'), Waivers.fromBucket(bucket, 'two.json')];
  expect(environmentOf(templateWith({ waivers }, stack))[ENVIRONMENT.waivers])
    .toEqual({ 'Fn::Join': ['', ['s3://', { Ref: idOf(bucket) }, '/one.json,s3://', { Ref: idOf(bucket) }, '/two.json']] });
});

it.each<[string, Partial<Record<keyof ImageWaiver, unknown>>, RegExp]>([
  ['without an end', { expires: undefined }, /\.expires' .*got: nothing/],
  ['whose end is no day', { expires: 'tomorrow' }, /\.expires' .*got: 'tomorrow'/],
  ['that never seems to end', { expires: inDays(400) }, /\.expires' .*choose an earlier day/],
  ['without an owner', { owner: ' ' }, /\.owner' must/],
  ['without a reason', { reason: '' }, /\.reason' must/],
  ['with a range that is none', { versions: 'all' }, /\.versions' .*'all'/],
  ['with a member that is misspelt', { expiry: '2027-01-01' } as object, /expiry/],
])('refuse one %s', (_case, change, reason) => {
  const waiver = JSON.parse(JSON.stringify({ ...WAIVER, ...change }));
  expect(() => Waivers.fromInline([waiver])).toThrow(/^'waivers' must be waivers without mistakes, got:\n {2}- /);
  expect(() => Waivers.fromInline([waiver])).toThrow(reason);
  expect(() => Waivers.fromAsset(fileWith({ waivers: [waiver] }))).toThrow(reason);
});

it.each<[string, () => Waivers, string]>([
  ['that is not there', () => Waivers.fromAsset(join(folder, 'none.json')), "'path' must be a JSON file of waivers that can be read, got: '"],
  ['that is no JSON', () => Waivers.fromAsset(fileWith('waivers: []')), "'path' must be a JSON file of waivers that can be read, got: '"],
])('refuse a file %s', (_case, make, message) => {
  expect(make).toThrow(message);
});

it('name ten of many mistakes', () => {
  expect(() => Waivers.fromInline(Array.from({ length: 12 }, () => ({ ...WAIVER, owner: '' })))).toThrow(/- and \d+ more$/);
});
