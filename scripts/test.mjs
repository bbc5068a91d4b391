// npm test: every test that needs Node alone, from a fresh clone. Arguments go to jest.
import { ensureBundled, ensureInstalled, run } from './prepare.mjs';

ensureInstalled();
await ensureBundled();
run(process.execPath, ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)]);
