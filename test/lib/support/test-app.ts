import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';

const output = mkdtempSync(join(tmpdir(), 'test-apps-'));
afterAll(() => rmSync(output, { recursive: true }));

/** An app that leaves nothing in the temporary folder when the tests of the file are over. */
export function testApp(): App {
  return new App({ outdir: mkdtempSync(join(output, 'cdk.out-')) });
}
