// npm run build: compiles the public API with jsii, as it is published, and writes API.md from it. In a copy, so that no
// compiled file is left beside a source. `--check` fails where API.md is not what the sources say.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBundled, ensureInstalled, root, run } from './prepare.mjs';

const COPIED = ['lib', 'assets', 'package.json', 'tsconfig.lib.json', 'README.md', 'LICENSE', 'ARCHITECTURE.md', 'CHANGELOG.md', 'VERSIONS.md', '.npmrc'];

ensureInstalled();
await ensureBundled();
const check = process.argv.includes('--check');
const folder = mkdtempSync(path.join(tmpdir(), 'image-support-build-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

for (const name of COPIED) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
const environment = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
run(bin('jsii'), ['--Werr'], environment, folder);
run(bin('jsii-docgen'), ['-o', 'API.md'], environment, folder);
const made = readFileSync(path.join(folder, 'API.md'), 'utf8');
if (!check) {
  writeFileSync(path.join(root, 'API.md'), made);
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  run('npm', ['pack', '--pack-destination', path.join(root, 'dist')], {}, folder);
} else {
  if (readFileSync(path.join(root, 'API.md'), 'utf8') !== made) fail("'API.md' is not what the sources say: run 'npm run build' and commit it");
  checkPackage(folder);
  console.log('API.md is current, and the package holds what it should.');
}

/** The package holds what users need and nothing else. */
function checkPackage(from) {
  const [packed] = JSON.parse(run('npm', ['pack', '--dry-run', '--json'], {}, from, 'pipe'));
  const files = packed.files.map((file) => file.path);
  const allowed = /^(lib\/.*\.(js|d\.ts|json)|assets\/(functions|cli)\/.*\.mjs|assets\/THIRD-PARTY-NOTICES\.txt|node_modules\/semver\/.*|\.jsii|package\.json|[A-Z]+\.md|LICENSE)$/;
  const strangers = files.filter((file) => !allowed.test(file) || file.endsWith('.map') || file.endsWith('tsbuildinfo'));
  if (strangers.length > 0) fail(`The package must hold what is on its list only, got: ${strangers.join(', ')}`);
  const needed = ['.jsii', 'API.md', 'LICENSE', 'README.md', 'lib/index.js', 'lib/index.d.ts', 'lib/core/policy/catalog/sagemaker-distribution.json',
    'assets/functions/scan.mjs', 'assets/cli/sagemaker-image-support.mjs', 'assets/THIRD-PARTY-NOTICES.txt', 'node_modules/semver/package.json'];
  const missing = needed.filter((file) => !files.includes(file));
  if (missing.length > 0) fail(`The package must hold ${missing.join(', ')}`);
  if (packed.size > 1_500_000) fail(`The package must be at most 1.5 MB packed, got: ${packed.size} bytes`);
  console.log(`The package is ${Math.round(packed.size / 1000)} kB packed, ${files.length} files.`);
}

function fail(message) {
  throw new Error(message);
}
