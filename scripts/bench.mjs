// npm run bench: bundles the benchmark and runs it.
import path from 'node:path';
import { ensureInstalled, root, run } from './prepare.mjs';

ensureInstalled();
const { build } = await import('esbuild');
const outfile = path.join(root, '.cache', 'benchmark', 'scan.mjs');
await build({
  absWorkingDir: root, entryPoints: ['benchmark/scan.ts'], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20',
  mainFields: ['module', 'main'], logLevel: 'warning',
});
run(process.execPath, [outfile]);
