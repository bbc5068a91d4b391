// npm run bench: bundles a benchmark and runs it: `scan` unless another is named (npm run bench -- resolve).
import path from 'node:path';
import { ensureInstalled, root, run } from './prepare.mjs';

ensureInstalled();
const { build } = await import('esbuild');
const [name = 'scan'] = process.argv.slice(2);
const outfile = path.join(root, '.cache', 'benchmark', `${name}.mjs`);
await build({
  absWorkingDir: root, entryPoints: [`benchmark/${name}.ts`], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20',
  mainFields: ['module', 'main'], logLevel: 'warning',
});
run(process.execPath, [outfile]);
