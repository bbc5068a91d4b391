// npm run bench: bundles a benchmark and runs it: `scan` unless another is named (npm run bench -- resolve).
import path from 'node:path';
import { ensureInstalled, root, run } from './prepare.mjs';

ensureInstalled();
const { build } = await import('esbuild');
const [name = 'scan'] = process.argv.slice(2);
if (['synth', 'load'].includes(name)) {
  // The CDK and esbuild are no bundles: they find their own files by where they are.
  run(process.execPath, ['scripts/run-app.mjs', `benchmark/${name}.ts`]);
  process.exit();
}
const outfile = path.join(root, '.cache', 'benchmark', `${name}.mjs`);
await build({
  absWorkingDir: root, entryPoints: [`benchmark/${name}.ts`], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20',
  mainFields: ['module', 'main'], logLevel: 'warning',
  // Some dependencies are CommonJS and ask for Node's own modules at run time.
  banner: { js: "import{createRequire as _cr}from'node:module';const require=_cr(import.meta.url);" },
});
run(process.execPath, [outfile]);
