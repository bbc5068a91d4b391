// Runs a CDK app that is written in TypeScript: `node scripts/run-app.mjs examples/basic/app.ts`.
import { mkdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The bundle is one file elsewhere, but the library finds its assets by where its sources are. */
const keepDirname = {
  name: 'keep-dirname',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: `const __dirname = ${JSON.stringify(dirname(path))};${await readFile(path, 'utf8')}`,
      loader: 'ts',
    }));
  },
};

const [source] = process.argv.slice(2);
if (!source) {
  console.error("The app's source file must be named: node scripts/run-app.mjs examples/basic/app.ts");
  process.exit(2);
}

const cache = join(root, '.cache');
mkdirSync(cache, { recursive: true });
// Named by process, since one app may be run twice at the same time, and gone once it is loaded.
const outfile = join(cache, `${basename(dirname(source))}-${basename(source, '.ts')}-${process.pid}.cjs`);
await build({
  entryPoints: [resolve(source)],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  // jsii compiles in place: the source, not a stale .js beside it.
  resolveExtensions: ['.ts', '.js', '.json'],
  sourcemap: 'inline',
  logLevel: 'warning',
  plugins: [keepDirname],
});
process.setSourceMapsEnabled(true);
try {
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(outfile);
}
