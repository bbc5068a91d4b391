#!/usr/bin/env node
import { runCommandLine } from './program';

// The SDK is bundled: that its next release wants a newer Node is for the maintainers of this package to heed.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// A reader that has seen enough, such as head, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`error: The output cannot be written: ${error.message}\n`);
  process.exit(3);
});

// The only place of the command line that reads the clock, the environment and the streams.
process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  now: () => new Date(),
  stopRequested: () => new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => resolve());
  }),
});
