import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** A function in the asset: its file, and the name that Lambda calls. */
interface Entry {
  readonly file: string;
  readonly handler: string;
}

export const SCAN_ENTRY: Entry = { file: 'scan.mjs', handler: 'scan.handler' };

/** What the bundler says of its work stands beside it, and is no part of a deployment. */
const NOT_DEPLOYED = ['meta.json'];

/** Two levels up from here is the package root, in the sources and in the published package alike. */
const BUILT_FUNCTIONS = join(__dirname, '..', '..', 'assets', 'functions');

/**
 * The code of the functions, bundled when the package was built: synthesis needs no bundler and gives the same asset everywhere.
 */
export function functionsAsset(directory: string = BUILT_FUNCTIONS): lambda.Code {
  const entry = join(directory, SCAN_ENTRY.file);
  if (!existsSync(entry)) {
    throw new Error(`The bundled functions must be in the package, but '${entry}' does not exist: build it with 'node scripts/bundle.mjs'`);
  }
  return lambda.Code.fromAsset(directory, { exclude: NOT_DEPLOYED });
}
