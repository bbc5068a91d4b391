// npm run test:dataset: asks the named queries of a dataset that the function's own code wrote, and compares the answers.
//
// DuckDB stands in for Athena, through Python: without it nothing is tested, which is said, and with REQUIRE_DATASET=1 fails.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureInstalled, root } from './prepare.mjs';
import { ensurePythonEnvironment, PythonUnavailable } from './python-environment.mjs';

const sources = path.join(root, 'test', 'dataset');
const commands = pythonCommands();
ensureInstalled();

const directory = mkdtempSync(path.join(tmpdir(), 'image-support-dataset-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
try {
  const written = await writeHistory();
  const { types, answers } = JSON.parse(output(path.join(commands, 'python'), [path.join(sources, 'ask.py'), directory], written));
  compare(JSON.parse(written), types, answers);
} catch (error) {
  if (!(error instanceof assert.AssertionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function writeHistory() {
  const { build } = await import('esbuild');
  const outfile = path.join(directory, 'write-history.mjs');
  await build({
    absWorkingDir: root, entryPoints: [path.join(sources, 'write-history.ts')], outfile, bundle: true, format: 'esm', platform: 'node',
    target: 'node20', mainFields: ['module', 'main'], logLevel: 'warning',
  });
  return output(process.execPath, [outfile, directory]);
}

function compare({ tables, queries }, types, answers) {
  for (const { name } of tables) assert.deepEqual(types[name], [], `DuckDB must read the columns of '${name}' with the types that Glue is told`);
  for (const { id, name, expected } of queries) {
    assert.ok(expected?.length > 0, `'${id}' must have an expected answer with rows in test/dataset/expected.ts`);
    for (const asked of ['asWritten', 'translated']) assert.deepEqual(answers[id][asked], expected, `${name}? (${id}, ${asked})`);
    console.log(`${name}: ${expected.length} ${expected.length === 1 ? 'row' : 'rows'}, as expected`);
  }
}

function pythonCommands() {
  try {
    if (process.platform === 'win32') throw new PythonUnavailable('the queries are run on Linux and macOS only');
    return ensurePythonEnvironment(path.join(sources, 'requirements.txt'), 'python-dataset');
  } catch (error) {
    if (!(error instanceof PythonUnavailable)) throw error;
    const required = process.env.REQUIRE_DATASET === '1';
    console.error(`Test of the dataset's queries ${required ? 'failed: REQUIRE_DATASET is 1, but' : 'skipped:'} ${error.message}`);
    process.exit(required ? 1 : 0);
  }
}

/** What a command prints. */
function output(command, args, input = '') {
  const { status, error, stdout } = spawnSync(command, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'], maxBuffer: 64 * 1024 * 1024 });
  if (error) throw error;
  assert.equal(status, 0, `'${path.basename(command)} ${path.basename(args[0])}' must succeed, got: exit status ${status}`);
  return stdout;
}
