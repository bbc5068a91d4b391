import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const functions = path.join(__dirname, '../assets/functions');
const notices = path.join(__dirname, '../assets/THIRD-PARTY-NOTICES.txt');

interface Output {
  readonly bytes: number;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

interface Metafile {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, Output>>;
}
const metafile = (): Metafile => JSON.parse(readFileSync(path.join(functions, 'meta.json'), 'utf8'));

/** The files that a function loads at its start. */
function loadedBy(entry: string): readonly string[] {
  const { outputs } = metafile();
  const loaded = new Set([`assets/functions/${entry}`]);
  for (const name of loaded) {
    for (const { path: imported, kind } of outputs[name]?.imports ?? []) if (kind === 'import-statement' && outputs[imported]) loaded.add(imported);
  }
  return [...loaded];
}

function bytesOf(names: readonly string[]): number {
  const { outputs } = metafile();
  return names.reduce((sum, name) => sum + (outputs[name]?.bytes ?? 0), 0);
}

it('a function holds no emulator, no command line, no construct', () => {
  const strangers = Object.keys(metafile().inputs).filter((input) => /^(emulator|cli|test)\//.test(input) || /node_modules\/(aws-cdk-lib|constructs|commander)\//.test(input));

  expect(Object.keys(metafile().inputs)).toEqual(expect.arrayContaining(['lambda/scan/index.ts', 'lambda/widget/index.ts']));
  expect(strangers).toEqual([]);
});

it('what the scan loads at its start stays small', () => {
  const loaded = loadedBy('scan.mjs');

  // Credential providers that a function does not use are chunks of their own, which it never loads.
  expect(loaded.length).toBeLessThan(Object.keys(metafile().outputs).length);
  expect(bytesOf(loaded)).toBeLessThan(700_000);
});

it('what the widget loads is the code that it runs', () => {
  const loaded = loadedBy('widget.mjs');

  // Somebody waits for it in front of a dashboard.
  expect(bytesOf(loaded)).toBeLessThan(450_000);
  const inputs = loaded.flatMap((name) => Object.keys(metafile().outputs[name]?.inputs ?? {}));
  expect(inputs).toContain('lambda/pages/timeline.ts');
  expect(inputs.filter((input) => /^lambda\/(inventory|lineage|policy|publishing|scan|usage|waivers)\/|client-(ecr|sagemaker|sts)\//.test(input))).toEqual([]);
});

it.each(['scan.mjs', 'widget.mjs'])('%s has the handler that the construct names', (name) => {
  expect(existsSync(path.join(functions, name))).toBe(true);
  expect(readFileSync(path.join(functions, name), 'utf8')).toMatch(/export\s*\{[^}]*\bas handler\b/);
});

it('the notices name every package in the bundles', () => {
  const packages = new Set(Object.keys(metafile().inputs).flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(input)?.[1] ?? []));
  const text = readFileSync(notices, 'utf8');

  expect(packages.size).toBeGreaterThan(10);
  for (const name of packages) expect(text).toContain(`\n${name} `);
});
