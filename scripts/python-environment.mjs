// A virtual environment of pinned Python packages, made once for each list of packages and each Python.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './prepare.mjs';

const OLDEST = [3, 10];
const ABOUT = 'import sys; print("%d.%d.%d %s" % (*sys.version_info[:3], sys.executable))';

/** Why there is no environment: nothing is wrong with the project, this machine lacks something. */
export class PythonUnavailable extends Error {}

/** The folder with the commands of the environment of that name. Throws PythonUnavailable where there can't be one. */
export function ensurePythonEnvironment(requirements, name = 'python') {
  const python = findPython();
  const folder = path.join(root, '.cache', name);
  const commands = path.join(folder, 'bin');
  const stamp = path.join(folder, '.installed.sha256');
  const wanted = createHash('sha256').update(python.about).update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return commands;
  console.error(`Making a virtual environment with Python ${python.about} …`);
  rmSync(folder, { recursive: true, force: true });
  check(python.command, ['-m', 'venv', folder], 'no virtual environment could be made');
  const pip = (...args) => check(path.join(commands, 'python'), ['-m', 'pip', '--disable-pip-version-check', '--no-input', ...args], 'its packages could not be installed');
  // Only what is named, and nothing that runs code to be installed.
  pip('install', '--quiet', '--no-deps', '--only-binary', ':all:', '--requirement', requirements);
  pip('check');
  writeFileSync(stamp, wanted);
  return commands;
}

function findPython() {
  const candidates = ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
  for (const command of process.env.PYTHON ? [process.env.PYTHON] : candidates) {
    const { status, stdout } = spawnSync(command, ['-c', ABOUT], { encoding: 'utf8' });
    const [major, minor] = status === 0 ? stdout.split('.').map(Number) : [];
    if (major === OLDEST[0] && minor >= OLDEST[1]) return { command, about: stdout.trim() };
  }
  throw new PythonUnavailable(`there is no Python ${OLDEST.join('.')} or newer (${process.env.PYTHON ? `PYTHON is '${process.env.PYTHON}'` : 'looked for python3'})`);
}

function check(command, args, problem) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (status === 0) return;
  const lines = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n');
  throw new PythonUnavailable(`${problem}: ${error?.message ?? lines.at(-1)}`);
}
