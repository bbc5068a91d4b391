// npm run test:languages: makes the packages for Python, Java, .NET and Go in dist/, and proves that an app in Python synthesises what the
// same app in TypeScript does. Of Java, .NET and Go it makes the code only.
//
// Needs Python for the proof: without it the proof is left out, which is said, and with REQUIRE_LANGUAGES=1 fails.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bin, ensureCompiled, JSII_ENVIRONMENT } from './compile.mjs';
import { root, run } from './prepare.mjs';
import { ensurePythonEnvironment, PythonUnavailable } from './python-environment.mjs';

/** How a public type is declared in the code of each language; a property bag is a class or an interface, as the language has it. */
const LANGUAGES = {
  python: { extension: '.py', declares: (name) => new RegExp(`^class ${name}[(:]`, 'm') },
  java: { extension: '.java', declares: (name) => new RegExp(`^public (abstract )?(class|interface|enum) ${name}\\b`, 'm') },
  dotnet: { extension: '.cs', declares: (name) => new RegExp(`^\\s*public (abstract )?(class|interface|enum) ${name}\\b`, 'm') },
  go: { extension: '.go', declares: (name) => new RegExp(`^type ${name} (interface|struct|string)\\b`, 'm') },
};

const begun = performance.now();
const dist = path.join(root, 'dist');
const apps = path.join(root, 'test', 'languages');
const scratch = mkdtempSync(path.join(tmpdir(), 'image-support-languages-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));

const compiled = await ensureCompiled();
try {
  generateCode();
  prove(pythonCommands());
} catch (error) {
  if (!(error instanceof assert.AssertionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function prove(commands) {
  const python = path.join(commands, 'python');
  installCdk(python);
  installLibrary(python);
  const inTypeScript = synthesise('TypeScript', process.execPath, [path.join(root, 'scripts', 'run-app.mjs'), path.join(apps, 'app.ts')]);
  const inPython = synthesise('Python', python, ['-I', path.join(apps, 'app.py')]);
  // The message of a failure is the difference: `+` Python, `-` TypeScript. What is in templates explains what follows from it.
  for (const part of ['templates', 'assetLists', 'assets']) assert.deepEqual(inPython[part], inTypeScript[part]);
  say('The app in Python has the templates and the assets of the one in TypeScript.');
}

function generateCode() {
  const languages = Object.keys(LANGUAGES);
  for (const language of languages) rmSync(path.join(dist, language), { recursive: true, force: true });
  // The snippets were translated when they were compiled; one that was not is a failure.
  pacmak(compiled, dist, languages, 'fail');
  const types = Object.values(JSON.parse(readFileSync(path.join(compiled, '.jsii'), 'utf8')).types);
  for (const [language, { extension, declares }] of Object.entries(LANGUAGES)) {
    const files = readdirSync(path.join(dist, language), { recursive: true }).filter((name) => name.endsWith(extension));
    const code = files.map((name) => readFileSync(path.join(dist, language, name), 'utf8')).join('\n');
    const missing = types.filter(({ name }) => !declares(name).test(code)).map(({ name }) => name);
    assert.ok(missing.length === 0, `The code for ${language} must declare every public type, and does not declare ${missing.join(', ')}`);
  }
  say(`Made the code for ${languages.join(', ')}: ${types.length} public types in each`);
}

function pythonCommands() {
  try {
    if (process.platform === 'win32') throw new PythonUnavailable('the proof is run on Linux and macOS only');
    return ensurePythonEnvironment(path.join(apps, 'requirements.txt'), 'python-languages');
  } catch (error) {
    if (!(error instanceof PythonUnavailable)) throw error;
    const required = process.env.REQUIRE_LANGUAGES === '1';
    console.error(`Proof in Python ${required ? 'failed: REQUIRE_LANGUAGES is 1, but' : 'skipped:'} ${error.message}`);
    process.exit(required ? 1 : 0);
  }
}

/**
 * Puts the aws-cdk-lib that is installed here into the environment, made from its npm package: PyPI gets a release later, and templates
 * are the same only if both sides are of one version.
 */
function installCdk(python) {
  const versionOf = (name) => JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
  const wanted = `aws-cdk-lib ${versionOf('aws-cdk-lib')} by jsii-pacmak ${versionOf('jsii-pacmak')}`;
  const stamp = path.join(path.dirname(python), '..', '.aws-cdk-lib');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  pacmak(path.join(root, 'node_modules', 'aws-cdk-lib'), scratch, ['python'], 'verbatim');
  pip(python, 'install', '--no-deps', '--no-build-isolation', '--no-compile', path.join(scratch, 'python'));
  writeFileSync(stamp, wanted);
  say(`Made and installed ${wanted}`);
}

function installLibrary(python) {
  const folder = path.join(dist, 'python');
  pip(python, 'wheel', '--no-deps', '--no-build-isolation', '--wheel-dir', folder, folder);
  const wheels = readdirSync(folder).filter((name) => name.endsWith('.whl'));
  assert.equal(wheels.length, 1, `dist/python must have one wheel, got: ${wheels.join(', ')}`);
  pip(python, 'install', '--no-deps', '--force-reinstall', path.join(folder, wheels[0]));
  pip(python, 'check');
  say(`Built and installed ${wheels[0]}`);
}

/** What an app is deployed from: its templates, its lists of assets, and the names of the assets, which are hashes of what is in them. */
function synthesise(language, command, args) {
  const outdir = path.join(scratch, language);
  const environment = {
    CDK_OUTDIR: outdir,
    // In Python the constructs run in this very Node, from packages that are unpacked once.
    JSII_NODE: process.execPath,
    JSII_RUNTIME_PACKAGE_CACHE_ROOT: path.join(root, '.cache', 'jsii-packages'),
    ...JSII_ENVIRONMENT,
  };
  run(command, args, environment, scratch);
  const names = readdirSync(outdir).sort();
  const templates = names.filter((name) => name.endsWith('.template.json'));
  assert.ok(templates.length > 0, `The app in ${language} must have templates`);
  say(`Synthesised in ${language}: ${templates.join(', ')}`);
  const read = (name) => JSON.parse(readFileSync(path.join(outdir, name), 'utf8'));
  return {
    templates: Object.fromEntries(templates.map((name) => [name, read(name)])),
    assetLists: Object.fromEntries(names.filter((name) => name.endsWith('.assets.json')).map((name) => [name, read(name)])),
    assets: names.filter((name) => name.startsWith('asset.')),
  };
}

function pip(python, ...args) {
  run(python, ['-I', '-m', 'pip', '--quiet', '--disable-pip-version-check', '--no-input', ...args]);
}

function pacmak(packageFolder, outdir, targets, unknownSnippets) {
  const options = ['--code-only', '--force', '--npmignore=false', '--rosetta-unknown-snippets', unknownSnippets, '--outdir', outdir];
  run(bin('jsii-pacmak'), [packageFolder, ...options, '--targets', ...targets], JSII_ENVIRONMENT);
}

function say(text) {
  console.error(`[${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s] ${text}`);
}
