// npm run test:e2e: deploys a monitor into an AWS on the loopback interface, and looks at it from outside.
//
// MiniStack stands in for AWS; for SageMaker, which it does not have, and ECR the project's own emulator does, with the demo's fleet.
// Needs Python for MiniStack: without it nothing is tested, which is said, and with REQUIRE_E2E=1 fails.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ensureBundled, ensureInstalled, root } from './prepare.mjs';
import { lastLines, ProcessGroups } from './process-groups.mjs';
import { ensurePythonEnvironment, PythonUnavailable } from './python-environment.mjs';

/** The account and the Region of the demo's fleet. MiniStack takes the account from the access key. */
const ACCOUNT = '111122223333';
const REGION = 'us-east-1';
const STACK = 'ImageSupportEndToEnd';
const STARTS_WITHIN = 30_000;

const commands = pythonCommands();
ensureInstalled();
await ensureBundled();

const groups = new ProcessGroups();
const directory = mkdtempSync(path.join(tmpdir(), 'image-support-e2e-'));
const inDirectory = (name) => path.join(directory, name);
// Also where this process is told to end, or fails outside of the block below.
process.once('exit', () => {
  groups.kill();
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
});
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) process.once(signal, () => process.exit(code));

const begun = performance.now();
try {
  const port = await freePort();
  const surroundings = await startSurroundings(`http://127.0.0.1:${port}`);
  const env = await startMiniStack(port, surroundings);
  await bootstrap(env);
  await deploy(env);
  if (await test('deployed-monitor', env, surroundings)) {
    await deploy({ ...env, E2E_DEPLOYMENT: 'second' });
    await test('redeployed-monitor', env, surroundings);
  }
} catch (error) {
  say(error.message);
  process.exitCode = 1;
} finally {
  await groups.stop();
}
say('Everything is stopped.');

function pythonCommands() {
  try {
    if (process.platform === 'win32') throw new PythonUnavailable('MiniStack is run on Linux and macOS only');
    return ensurePythonEnvironment(path.join(root, 'test', 'e2e', 'requirements.txt'));
  } catch (error) {
    if (!(error instanceof PythonUnavailable)) throw error;
    const required = process.env.REQUIRE_E2E === '1';
    console.error(`End-to-end test ${required ? 'failed: REQUIRE_E2E is 1, but' : 'skipped:'} ${error.message}`);
    process.exit(required ? 1 : 0);
  }
}

/** Nothing of the caller's own AWS comes along: no profile, no credentials, no endpoint. */
function cleanEnvironment() {
  const kept = ['LANG', 'TERM', 'CI', 'FORCE_COLOR', 'NO_COLOR'].filter((name) => process.env[name] !== undefined);
  return {
    ...Object.fromEntries(kept.map((name) => [name, process.env[name]])),
    // The functions run in this very Node.
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
    HOME: directory,
    TMPDIR: directory,
  };
}

/** SageMaker, ECR and the way to the topics: see test/e2e/surroundings.ts. */
async function startSurroundings(miniStack) {
  const log = inDirectory('surroundings.log');
  const child = groups.start(process.execPath, ['scripts/run-app.mjs', 'test/e2e/surroundings.ts', miniStack], { cwd: root, env: cleanEnvironment(), log });
  const line = await until(child, 'The surroundings', log, async () => /^\{.*\}$/m.exec(readFileSync(log, 'utf8'))?.[0]);
  const addresses = JSON.parse(line);
  say(`SageMaker and ECR: the emulator on ${addresses.emulator}`);
  return addresses;
}

/** Returns the environment in which everything talks to MiniStack. */
async function startMiniStack(port, { emulator, topics }) {
  const url = `http://127.0.0.1:${port}`;
  const log = inDirectory('ministack.log');
  const child = groups.start(path.join(commands, 'ministack'), [], {
    cwd: directory,
    log,
    env: {
      ...cleanEnvironment(),
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_HOST: '127.0.0.1',
      MINISTACK_ACCOUNT_ID: ACCOUNT,
      MINISTACK_REGION: REGION,
      // Or it would listen to all networks on another port.
      IOT_MTLS_ENABLED: '0',
      STATE_DIR: inDirectory('state'),
      S3_DATA_DIR: inDirectory('s3'),
      // Functions inherit what follows.
      NODE_OPTIONS: `--import ${pathToFileURL(path.join(root, 'test', 'e2e', 'function-context.mjs'))}`,
      AWS_ENDPOINT_URL_SAGEMAKER: emulator,
      AWS_ENDPOINT_URL_ECR: emulator,
      AWS_ENDPOINT_URL_SNS: topics,
    },
  });
  await until(child, 'MiniStack', log, async () => (await fetch(`${url}/_ministack/health`).catch(() => undefined))?.ok);
  say(`The rest of AWS: MiniStack on ${url}`);
  return {
    ...cleanEnvironment(),
    AWS_ENDPOINT_URL: url,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'end-to-end',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

function cdk(env, ...args) {
  const options = { cwd: root, env: { ...env, CDK_DISABLE_CLI_TELEMETRY: 'true', CI: 'true' }, log: inDirectory('cdk.log') };
  const app = ['--app', `"${process.execPath}" scripts/run-app.mjs test/e2e/app.ts`, '--output', inDirectory('cdk.out'), '--no-notices'];
  return groups.run(process.execPath, ['node_modules/aws-cdk/bin/cdk', ...args, ...app], options);
}

function bootstrap(env) {
  return cdk(env, 'bootstrap', `aws://${ACCOUNT}/${REGION}`);
}

async function deploy(env) {
  await cdk(env, 'deploy', STACK, '--require-approval', 'never', '--outputs-file', inDirectory('outputs.json'));
  const { Resources } = JSON.parse(readFileSync(path.join(inDirectory('cdk.out'), `${STACK}.template.json`), 'utf8'));
  const counts = new Map();
  for (const { Type } of Object.values(Resources)) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  say(`Deployed '${STACK}' into account ${ACCOUNT}, ${REGION}: ${[...counts].map(([type, count]) => `${count} ${type.replace('AWS::', '')}`).join(', ')}`);
}

/** Runs one story; says whether it held. */
async function test(name, env, { control }) {
  const jest = ['node_modules/jest/bin/jest.js', '--config', 'jest.e2e.config.js', '--runInBand', `test/e2e/${name}.test.ts`, ...process.argv.slice(2)];
  const tests = groups.start(process.execPath, jest, { cwd: root, env: { ...env, E2E_OUTPUTS: inDirectory('outputs.json'), E2E_CONTROL: control } });
  const outcome = await tests.ended;
  if (outcome === 0) return true;
  say(`The tests ended with ${outcome}. The last lines of MiniStack's log:\n${lastLines(inDirectory('ministack.log'))}`);
  process.exitCode = 1;
  return false;
}

/** Waits until a process that was just started is ready. */
async function until(child, name, log, isReady) {
  let outcome;
  void child.ended.then((ended) => { outcome = ended; });
  const deadline = performance.now() + STARTS_WITHIN;
  while (performance.now() < deadline) {
    const ready = await isReady();
    if (ready) return ready;
    if (outcome !== undefined) break;
    await sleep(100);
  }
  throw new Error(`${name} did not start (${outcome ?? 'too slow'}):\n${lastLines(log)}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function say(text) {
  console.error(`[${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s] ${text}`);
}
