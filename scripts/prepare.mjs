// What a fresh clone needs before anything runs: the dependencies, and the bundles. Uses Node alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(`Node 20 or newer is needed, and this is ${process.versions.node}.`);
  process.exit(2);
}

/** Installs the locked dependencies unless exactly they are installed. */
export function ensureInstalled() {
  const lock = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex');
  const stamp = path.join(root, 'node_modules', '.installed.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing dependencies …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

export async function ensureBundled() {
  const { bundleIfStale } = await import('./bundle.mjs');
  if (await bundleIfStale()) console.error('Bundled the functions and the command line.');
}

/** Runs a command; ends this process with its exit status if it fails. With `pipe`, gives what it printed. */
export function run(command, args, env = {}, cwd = root, output = 'inherit') {
  const { status, error, stdout } = spawnSync(command, args, {
    cwd, stdio: ['inherit', output, 'inherit'], env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}
