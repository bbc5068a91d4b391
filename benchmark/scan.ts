/**
 * The scan against the emulator: calls a version, seconds without throttling, and seconds at a rate that the service grants, against
 * the floor that the rate sets. One run, all numbers; medians and spread of several rounds where a round is short.
 */
import { generateFleet } from '../emulator/generate';
import { startEmulator, type Emulator } from '../emulator/server';
import { scanPorts } from '../lambda/aws/scan-ports';
import { scanTarget, type ScanMemory } from '../lambda/scan/scan-target';
import { shippedPolicies } from '../lib/core/policy/catalog';

const VERSIONS = Number(process.env['BENCH_VERSIONS'] ?? 1_000);
const IMAGES = Number(process.env['BENCH_IMAGES'] ?? 50);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const RATE = Number(process.env['BENCH_RATE'] ?? 5);
const LATENCY_MILLISECONDS = 20;
const ACCOUNT = '111122223333';
const REGION = 'us-east-1';

interface Run {
  readonly seconds: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly findings: number;
  readonly complete: boolean;
}

async function scan(memory: ScanMemory): Promise<Run> {
  const ports = scanPorts(REGION);
  const started = performance.now();
  try {
    const { coverage } = await scanTarget({ ...ports, accountId: ACCOUNT, region: REGION }, memory, {
      today: '2026-10-24', scannedAt: '2026-10-24T00:00:00.000Z', policies: shippedPolicies(), noticePeriods: [90, 30, 7],
    });
    const { calls, findings, complete } = coverage;
    return { seconds: (performance.now() - started) / 1000, calls, findings, complete };
  } finally {
    ports.close();
  }
}

const empty = (): ScanMemory => ({ descriptions: new Map(), aliases: new Map(), facts: new Map() });
const total = (calls: Readonly<Record<string, number>>): number => Object.values(calls).reduce((sum, count) => sum + count, 0);
const of = (calls: Readonly<Record<string, number>>, service: string): number =>
  total(Object.fromEntries(Object.entries(calls).filter(([name]) => name.startsWith(`${service}.`))));

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `${median.toFixed(2)} (${sorted[0]?.toFixed(2)} to ${sorted.at(-1)?.toFixed(2)}, ${sorted.length} rounds)`;
}

const say = (name: string, value: string): void => void process.stdout.write(`${name.padEnd(58)}${value}\n`);

/** Throttled and failed answers that the emulator gave, and how many of the former the retries did not get over. */
function refused(emulator: Emulator): string {
  const counts = Object.values(emulator.calls());
  return `${counts.reduce((sum, { throttled }) => sum + throttled, 0)} answers throttled on the way`;
}

async function withEmulator<T>(options: Omit<Parameters<typeof startEmulator>[0], 'fleet'>, digests: number, run: (emulator: Emulator) => Promise<T>): Promise<T> {
  const fleet = generateFleet({
    images: IMAGES, versions: VERSIONS, distinctDigests: digests / VERSIONS, seed: 1, accountId: ACCOUNT, region: REGION,
  });
  const emulator = await startEmulator({ fleet, ...options });
  Object.assign(process.env, emulator.environment);
  try {
    return await run(emulator);
  } finally {
    await emulator.close();
  }
}

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
say('fleet', `${VERSIONS} versions in ${IMAGES} images, ${IMAGES} distinct digests; and every digest its own`);

for (const digests of [IMAGES, VERSIONS]) {
  await withEmulator({ latency: LATENCY_MILLISECONDS }, digests, async () => {
    const firsts: Run[] = [];
    const seconds: Run[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const memory = empty();
      firsts.push(await scan(memory));
      seconds.push(await scan(memory));
    }
    for (const [name, runs] of [['first', firsts], ['second', seconds]] as const) {
      const { calls, findings, complete } = runs[0]!;
      const label = `${name} scan, ${digests} digests`;
      say(`${label}: findings`, `${findings}, ${complete ? 'complete' : 'INCOMPLETE'}`);
      say(`${label}: calls a version`, `${(total(calls) / VERSIONS).toFixed(3)} (SageMaker ${(of(calls, 'sagemaker') / VERSIONS).toFixed(3)}, ECR ${(of(calls, 'ecr') / VERSIONS).toFixed(3)})`);
      say(`${label}: seconds at ${LATENCY_MILLISECONDS} ms latency`, spread(runs.map((run) => run.seconds)));
    }
  });
}

const every = { perSecond: RATE };
await withEmulator({ throttling: { list: every, describe: every, registry: every } }, IMAGES, async (emulator) => {
  const run = await scan(empty());
  const floors = { list: 0, describe: 0, registry: 0 };
  for (const [name, { count, throttled }] of Object.entries(emulator.calls())) {
    if (name.startsWith('ecr.')) floors.registry += count - throttled;
    else if (name === 'sagemaker.DescribeImageVersion') floors.describe += count - throttled;
    else if (name.startsWith('sagemaker.')) floors.list += count - throttled;
  }
  // Listing and describing go on side by side; the registry is asked when all is described.
  const path = (Math.max(floors.list, floors.describe) + floors.registry) / RATE;
  const all = (floors.list + floors.describe + floors.registry) / RATE;
  say(`first scan at ${RATE} requests a second and family: seconds`, `${run.seconds.toFixed(1)}, ${refused(emulator)}`);
  say('  slower of list and describe, then registry, ÷ rate', `${path.toFixed(1)} s; ratio ${(run.seconds / path).toFixed(3)}`);
  say('  all calls ÷ rate', `${all.toFixed(1)} s; ratio ${(run.seconds / all).toFixed(3)}`);
  say('  findings', `${run.findings}, ${run.complete ? 'complete: 0 calls failed' : 'INCOMPLETE'}`);
});
