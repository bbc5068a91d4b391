/**
 * Loading the scan function, process start included: as it is bundled, with the SDK left outside, and as the CDK's NodejsFunction bundles
 * by default (CommonJS, SDK outside or inside). In turn, medians and the spread of several rounds.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 15);
const SDK = ['@aws-sdk/*', '@smithy/*'];
const folder = mkdtempSync(join(tmpdir(), 'load-'));
const banner = { js: "import{createRequire as _cr}from'node:module';const require=_cr(import.meta.url);" };
const common: BuildOptions = { entryPoints: ['lambda/scan/index.ts'], bundle: true, platform: 'node', target: 'node20', minify: true, logLevel: 'error' };

async function variant(name: string, file: string, options: BuildOptions): Promise<{ readonly name: string; readonly file: string }> {
  const outfile = join(folder, file);
  await build({ ...common, ...options, outfile });
  return { name, file: outfile };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
async function main(): Promise<void> {
  try {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    const variants = [
      { name: 'an empty process', file: undefined },
      { name: 'as it is bundled', file: resolve('assets/functions/scan.mjs') },
      await variant('SDK outside, ES modules', 'external.mjs', { format: 'esm', external: SDK, banner }),
      await variant('SDK outside, CommonJS', 'external.cjs', { format: 'cjs', external: SDK }),
      await variant('SDK inside, CommonJS, default fields', 'default.cjs', { format: 'cjs' }),
    ];
    const times = new Map(variants.map(({ name }) => [name, [] as number[]]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { name, file } of variants) {
        const started = performance.now();
        const code = file === undefined ? '' : `await import(${JSON.stringify(file)})`;
        const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
        if (status !== 0) throw new Error(`'${name}' must load, got: ${stderr}`);
        times.get(name)?.push(performance.now() - started);
      }
    }
    const ours = median(times.get('as it is bundled') ?? []);
    for (const { name, file } of variants) {
      const taken = times.get(name) ?? [];
      const size = file === undefined ? '' : `, ${(statSync(file).size / 1000).toFixed(0)} kB in its first file`;
      const spread = `${Math.min(...taken).toFixed(0)} to ${Math.max(...taken).toFixed(0)}`;
      console.log(`${name}: ${median(taken).toFixed(0)} ms (${spread}), ${(median(taken) / ours).toFixed(2)} x ours${size}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
