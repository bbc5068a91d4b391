// Processes that never outlive this one: each leads a group, so that what it has started ends with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE = 5_000;

export class ProcessGroups {
  #children = new Set();

  /** Starts a command. Its output goes to a file, or with none, to where this process writes. */
  start(command, args, { cwd, env, log }) {
    const output = log === undefined ? 'inherit' : openSync(log, 'a');
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', output, output] });
    if (log !== undefined) closeSync(output);
    child.ended = once(child, 'exit').then(([code, signal]) => code ?? signal, (error) => error.message);
    this.#children.add(child);
    return child;
  }

  /** Runs a command to its end. Where it fails, the last lines that it wrote are in the error. */
  async run(command, args, options) {
    const outcome = await this.start(command, args, options).ended;
    if (outcome === 0) return;
    throw new Error(`'${[command, ...args].join(' ')}' ended with ${outcome}${options.log ? `:\n${lastLines(options.log)}` : ''}`);
  }

  async stop() {
    const children = [...this.#children];
    for (const { pid } of children) signal(pid, 'SIGTERM');
    await Promise.race([Promise.all(children.map(({ ended }) => ended)), sleep(PATIENCE, undefined, { ref: false })]);
    this.kill();
  }

  /** At once, and what has stayed behind of each group too. */
  kill() {
    for (const { pid } of this.#children) signal(pid, 'SIGKILL');
    this.#children.clear();
  }
}

export function lastLines(file, count = 40) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

function signal(pid, name) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
