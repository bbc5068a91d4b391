import type { Writable } from 'node:stream';

/** The world as the commands see it: the entry passes the real one, tests their own. */
export interface Console {
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly env: NodeJS.ProcessEnv;
  now(): Date;
  /** Resolves when the user asks the program to stop. */
  stopRequested(): Promise<void>;
}

/** Something the user can mend: told as one line, without a stack trace. */
export class UsageError extends Error {}

export function print(console: Console, text: string): void {
  console.stdout.write(`${text}\n`);
}

export function warn(console: Console, text: string): void {
  console.stderr.write(`${text}\n`);
}
