import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as s3assets from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';

/** A text of the app's as an asset: the environment of a function is too small for it. The file is staged at once and not kept. */
export function textAsset(scope: Construct, id: string, name: string, text: string): s3assets.Asset {
  const folder = mkdtempSync(join(tmpdir(), 'image-support-'));
  try {
    const path = join(folder, name);
    writeFileSync(path, text);
    return new s3assets.Asset(scope, id, { path });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
