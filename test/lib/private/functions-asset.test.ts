import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { functionsAsset, SCAN_ENTRY } from '../../../lib/private/functions-asset';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'functions-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('uploads the built functions, without what the bundler says of them', () => {
  const built = join(folder, 'built');
  const outdir = join(folder, 'cdk.out');
  writeBundle(built, ['scan.mjs', 'meta.json']);
  const app = new App({ outdir });
  new lambda.Function(new Stack(app, 'Stack'), 'Function', {
    code: functionsAsset(built), handler: SCAN_ENTRY.handler, runtime: lambda.Runtime.NODEJS_24_X,
  });
  const [asset] = readdirSync(app.synth().directory).filter((name) => name.startsWith('asset.'));
  expect(readdirSync(join(outdir, asset ?? 'no asset'))).toEqual(['scan.mjs']);
});

it('says how to build the functions where they are missing', () => {
  expect(() => functionsAsset(folder)).toThrow(
    `The bundled functions must be in the package, but '${join(folder, 'scan.mjs')}' does not exist: build it with 'node scripts/bundle.mjs'`,
  );
});

it('names the handler by the file that holds it', () => {
  expect(SCAN_ENTRY.handler.split('.')[0]).toBe(SCAN_ENTRY.file.replace(/\.mjs$/, ''));
});

function writeBundle(directory: string, files: readonly string[]): void {
  mkdirSync(directory);
  for (const file of files) writeFileSync(join(directory, file), '');
}
