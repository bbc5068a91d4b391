import { join } from 'node:path';
import type * as FunctionsAsset from '../../../lib/private/functions-asset';

/** Import this before the library: the templates then stand on a fixture, whether or not the functions are built. */
jest.mock('../../../lib/private/functions-asset', () => {
  const actual = jest.requireActual<typeof FunctionsAsset>('../../../lib/private/functions-asset');
  return { ...actual, functionsAsset: () => actual.functionsAsset(FUNCTIONS_FIXTURE) };
});

export const FUNCTIONS_FIXTURE = join(__dirname, '..', 'fixtures', 'functions');
