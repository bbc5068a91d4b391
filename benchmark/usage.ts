/**
 * What reading usage costs: calls and seconds of a scan of 5,000 versions in 200 images with 2,000 apps and 1,000 spaces, for each scope,
 * the first time and again. The emulator answers at once: the seconds are the program's own.
 */
import { generateFleet } from '../emulator/generate';
import { startEmulator } from '../emulator/server';
import { scanPorts } from '../lambda/aws/scan-ports';
import { scanTarget, type ScanMemory } from '../lambda/scan/scan-target';
import { shippedPolicies } from '../lib/core/policy/catalog';
import { USAGE_SCOPES, type UsageScopeName } from '../lib/core/usage-scope';

const VERSIONS = Number(process.env['BENCH_VERSIONS'] ?? 5_000);
const IMAGES = Number(process.env['BENCH_IMAGES'] ?? 200);
const APPS = Number(process.env['BENCH_APPS'] ?? 2_000);
const SPACES = Number(process.env['BENCH_SPACES'] ?? 1_000);
const REGION = 'us-east-1';
const USAGE_CALL = /App|Domain|UserProfile|Space/;

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const fleet = generateFleet({ versions: VERSIONS, images: IMAGES, apps: APPS, spaces: SPACES, distinctDigests: 0.05 });
const emulator = await startEmulator({ fleet });
Object.assign(process.env, emulator.environment);

async function scan(usageScope: UsageScopeName, memory: ScanMemory): Promise<string> {
  const ports = scanPorts(REGION);
  const started = performance.now();
  try {
    const { coverage, findings } = await scanTarget({ ...ports, accountId: '111122223333', region: REGION }, memory, {
      today: '2026-10-24', scannedAt: '2026-10-24T00:00:00.000Z', policies: shippedPolicies(), noticePeriods: [90, 30, 7], usageScope,
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    const calls = Object.entries(coverage.calls).filter(([name]) => USAGE_CALL.test(name));
    const usage = calls.map(([name, count]) => `${name.replace('sagemaker.', '')} ${count}`);
    const total = Object.values(coverage.calls).reduce((sum, count) => sum + count, 0);
    const running = findings.filter((finding) => (finding.usage?.running ?? 0) > 0).length;
    const hints = findings.reduce((sum, finding) => sum + (finding.hints?.length ?? 0), 0);
    return `${seconds} s, ${total} calls, of these for usage: ${usage.join(', ') || 'none'}; ${running} of ${findings.length} versions run, ${hints} hints`;
  } finally {
    ports.close();
  }
}

try {
  for (const scope of USAGE_SCOPES) {
    const memory: ScanMemory = { descriptions: new Map(), aliases: new Map(), facts: new Map(), profileDefaults: new Map() };
    console.log(`${scope}, first: ${await scan(scope, memory)}`);
    console.log(`${scope}, again: ${await scan(scope, memory)}`);
  }
} finally {
  await emulator.close();
}
