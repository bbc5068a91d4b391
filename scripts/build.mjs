// npm run build: compiles the package as it is published, writes API.md and puts the package into dist/. `--check` fails where API.md is
// not what the sources say, or the package not what it should hold.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DOCUMENTS, ensureCompiled } from './compile.mjs';
import { root, run } from './prepare.mjs';

const folder = await ensureCompiled();
const made = readFileSync(path.join(folder, 'API.md'), 'utf8');
if (!process.argv.includes('--check')) {
  writeFileSync(path.join(root, 'API.md'), made);
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  run('npm', ['pack', '--pack-destination', path.join(root, 'dist')], {}, folder);
} else {
  if (readFileSync(path.join(root, 'API.md'), 'utf8') !== made) fail("'API.md' is not what the sources say: run 'npm run build' and commit it");
  checkPackage(folder);
  console.log('API.md is current, every snippet compiles, and the package holds what it should.');
}

/** The package holds what users need and nothing else. */
function checkPackage(from) {
  const [packed] = JSON.parse(run('npm', ['pack', '--dry-run', '--json'], {}, from, 'pipe'));
  const files = packed.files.map((file) => file.path);
  const allowed = /^(lib\/.*\.(js|d\.ts|json)|assets\/(functions|cli)\/.*\.mjs|assets\/THIRD-PARTY-NOTICES\.txt|node_modules\/semver\/.*|docs\/\w+\.md|\.jsii|package\.json|[A-Z]+\.md|LICENSE)$/;
  const strangers = files.filter((file) => !allowed.test(file) || file.endsWith('.map') || file.endsWith('tsbuildinfo'));
  if (strangers.length > 0) fail(`The package must hold what is on its list only, got: ${strangers.join(', ')}`);
  const missing = neededFiles().filter((file) => !files.includes(file));
  if (missing.length > 0) fail(`The package must hold ${missing.join(', ')}`);
  if (packed.size > 1_500_000) fail(`The package must be at most 1.5 MB packed, got: ${packed.size} bytes`);
  console.log(`The package is ${Math.round(packed.size / 1000)} kB packed, ${files.length} files.`);
}

/** Data that nothing would miss before it is used, and one file of each kind that is made. */
function neededFiles() {
  const data = ['lib/core/policy/catalog', 'lib/events'].flatMap((from) => readdirSync(path.join(root, from)).map((name) => `${from}/${name}`));
  return [
    '.jsii', 'API.md', 'LICENSE', 'README.md', ...DOCUMENTS, 'lib/index.js', 'lib/index.d.ts', ...data.filter((file) => file.endsWith('.json')),
    'assets/functions/scan.mjs', 'assets/functions/widget.mjs', 'assets/cli/sagemaker-image-support.mjs', 'assets/THIRD-PARTY-NOTICES.txt', 'node_modules/semver/package.json',
  ];
}

function fail(message) {
  throw new Error(message);
}
