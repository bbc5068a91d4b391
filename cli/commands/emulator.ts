import { print, UsageError, type Console } from '../console';
import { errorCode } from '../error-code';
import { EXIT, type ExitCode } from '../exit-code';
import { readTextFile } from '../read-document';

export interface EmulatorCommandOptions {
  readonly port?: number;
  readonly latency?: number;
  readonly rate?: number;
}

/** `emulator`: serves a fleet until the user stops it, and says how to reach it. */
export async function serveEmulator(console: Console, fleetFile: string | undefined, options: EmulatorCommandOptions): Promise<ExitCode> {
  const { startEmulator } = await import('../../emulator/server');
  const { InvalidFleet, parseFleet } = await import('../../emulator/validation');
  const { demoFleet } = await import('../../emulator/demo-fleet');
  const { latency, port, rate } = options;
  try {
    const fleet = fleetFile === undefined ? demoFleet() : parseFleet(parseJson(fleetFile, await readTextFile(fleetFile)));
    const every = rate === undefined ? undefined : { perSecond: rate };
    const emulator = await startEmulator({
      fleet,
      ...(port !== undefined && { port }),
      ...(latency !== undefined && { latency }),
      ...(every && { throttling: { list: every, describe: every, registry: every } }),
    });
    // Lines that a shell can evaluate, and nothing else on standard output.
    for (const [name, value] of Object.entries(emulator.environment)) print(console, `export ${name}=${value}`);
    console.stderr.write(`Serving on ${emulator.url}; interrupt to stop.\n`);
    await console.stopRequested();
    await emulator.close();
    return EXIT.fine;
  } catch (error) {
    if (error instanceof InvalidFleet) throw new UsageError(`'${fleetFile}' is no fleet: ${error.message}`, { cause: error });
    if (errorCode(error) === 'EADDRINUSE') throw new UsageError(`'--port' must be free, got: ${port}, which something else is using.`, { cause: error });
    throw error;
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`'${file}' must be a fleet as JSON: ${error instanceof Error ? error.message : String(error)}.`, { cause: error });
  }
}
