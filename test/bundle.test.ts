import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const functions = path.join(__dirname, '../assets/functions');
const notices = path.join(__dirname, '../assets/THIRD-PARTY-NOTICES.txt');

interface Output {
  readonly bytes: number;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
}

interface Metafile {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, Output>>;
}
const metafile = (): Metafile => JSON.parse(readFileSync(path.join(functions, 'meta.json'), 'utf8'));

it('a function holds no emulator, no command line, no construct', () => {
  const strangers = Object.keys(metafile().inputs).filter((input) => /^(emulator|cli|test)\//.test(input) || /node_modules\/(aws-cdk-lib|constructs|commander)\//.test(input));

  expect(Object.keys(metafile().inputs)).toContain('lambda/scan/index.ts');
  expect(strangers).toEqual([]);
});

it('what the scan loads at its start stays small', () => {
  const { outputs } = metafile();
  const loaded = new Set(['assets/functions/scan.mjs']);
  for (const name of loaded) {
    for (const { path: imported, kind } of outputs[name]!.imports) if (kind === 'import-statement' && outputs[imported]) loaded.add(imported);
  }
  const bytes = [...loaded].reduce((sum, name) => sum + outputs[name]!.bytes, 0);

  // Credential providers that a function does not use are chunks of their own, which it never loads.
  expect(loaded.size).toBeLessThan(Object.keys(outputs).length);
  expect(bytes).toBeLessThan(700_000);
});

it('the scan has the handler that the construct names', async () => {
  expect(existsSync(path.join(functions, 'scan.mjs'))).toBe(true);
  expect(readFileSync(path.join(functions, 'scan.mjs'), 'utf8')).toMatch(/export\s*\{[^}]*\bas handler\b/);
});

it('the notices name every package in the bundles', () => {
  const packages = new Set(Object.keys(metafile().inputs).flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(input)?.[1] ?? []));
  const text = readFileSync(notices, 'utf8');

  expect(packages.size).toBeGreaterThan(10);
  for (const name of packages) expect(text).toContain(`\n${name} `);
});
