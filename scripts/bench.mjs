// npm run bench: bundles a benchmark and runs it: `scan` unless another is named (npm run bench -- resolve).
import path from 'node:path';
import { ensureInstalled, root, run } from './prepare.mjs';

ensureInstalled();
const { build } = await import('esbuild');
const [name = 'scan'] = process.argv.slice(2);
if (name === 'synth') {
  // The CDK is no bundle: it finds its own files by where they are.
  run(process.execPath, ['scripts/run-app.mjs', 'benchmark/synth.ts']);
  process.exit();
}
const outfile = path.join(root, '.cache', 'benchmark', `${name}.mjs`);
await build({
  absWorkingDir: root, entryPoints: [`benchmark/${name}.ts`], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20',
  mainFields: ['module', 'main'], logLevel: 'warning',
});
run(process.execPath, [outfile]);
