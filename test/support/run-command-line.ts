import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../../cli/program';

export interface RunResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly now?: string;
  readonly terminal?: boolean;
  readonly stdin?: string;
  readonly stopRequested?: () => Promise<void>;
}

/** Runs the command line in this process, as its entry does, with streams that are read afterwards. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const out = sink(options.terminal === true);
  const err = sink(options.terminal === true);
  const status = await runCommandLine(args, {
    stdout: out.stream,
    stderr: err.stream,
    stdin: Readable.from(options.stdin === undefined ? [] : [options.stdin]),
    env: options.env ?? { NO_COLOR: '1' },
    now: () => new Date(options.now ?? '2026-10-24T08:00:00.000Z'),
    stopRequested: options.stopRequested ?? (async () => undefined),
  });
  return { status, stdout: out.text(), stderr: err.text() };
}

function sink(isTTY: boolean) {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString('utf8'));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 160 }), text: () => chunks.join('') };
}
