// The package as it is published: the public API compiled by jsii, every snippet of the documentation compiled with it, API.md made from
// it. In a copy, so that no compiled file is left beside a source; made anew only when something in it has changed.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureBundled, ensureInstalled, root, run } from './prepare.mjs';

export const DOCUMENTS = ['dataset', 'policies', 'runbook', 'vpc', 'waivers'].map((name) => `docs/${name}.md`);
const COPIED = [
  'lib', 'assets', ...DOCUMENTS, 'package.json', 'tsconfig.lib.json', 'README.md', 'LICENSE', 'ARCHITECTURE.md', 'CHANGELOG.md', 'VERSIONS.md', '.npmrc',
];
const TOOLS = ['package-lock.json', 'scripts/compile.mjs'];

/** VERSIONS.md says of Node 20 what the box that jsii's tools print would say each time. */
export const JSII_ENVIRONMENT = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };

export const bin = (name) => path.join(root, 'node_modules', '.bin', name);

/** Gives the folder of the compiled package. Ends this process where something does not compile. */
export async function ensureCompiled() {
  ensureInstalled();
  await ensureBundled();
  const cache = path.join(root, '.cache');
  const folder = path.join(cache, 'package');
  const stamp = path.join(cache, 'package.sha256');
  const inputs = fingerprint([...COPIED, ...TOOLS]);
  if (existsSync(folder) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return folder;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(path.join(cache, 'package-'));
  process.once('exit', () => rmSync(draft, { recursive: true, force: true }));
  compile(draft);
  rmSync(stamp, { force: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  writeFileSync(stamp, inputs);
  return folder;
}

function compile(folder) {
  for (const file of COPIED.flatMap(filesBelow)) cpSync(path.join(root, file), path.join(folder, file));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  run(bin('jsii'), ['--Werr'], JSII_ENVIRONMENT, folder);
  // Writes the snippets' translations beside the assembly, where the packages for other languages get them from.
  run(bin('jsii-rosetta'), ['extract', '--compile', '--strict'], JSII_ENVIRONMENT, folder);
  run(bin('jsii-docgen'), ['-o', 'API.md'], JSII_ENVIRONMENT, folder);
}

function fingerprint(names) {
  const hash = createHash('sha256').update(root);
  for (const file of names.flatMap(filesBelow)) hash.update('\0').update(file).update('\0').update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

/** Without what a compiler may have left beside a source. */
function filesBelow(name) {
  const file = path.join(root, name);
  if (statSync(file).isFile()) return name.startsWith('lib/') && /\.(js|d\.ts)$/.test(name) ? [] : [name];
  return readdirSync(file).sort().flatMap((entry) => filesBelow(`${name}/${entry}`));
}
