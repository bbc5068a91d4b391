/** Seconds, memory and bytes of the page that shows one scan. */
import { reportPage } from '../lambda/pages/report/report-page';
import type { Finding } from '../lib/core/finding';
import type { ScanResult } from '../lib/core/scan-result';
import { coverageOf, finding } from '../test/lambda/publishing/findings-fixture';

const FINDINGS = Number(process.env['BENCH_VERSIONS'] ?? 5_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const SCANNED_AT = '2026-11-22T06:00:00.000Z';
const MEBIBYTE = 1024 ** 2;

/** As different from one another as those of a large account: the more they repeat, the smaller a file. */
function findingOf(index: number): Finding {
  const [imageName, version] = [`team-${index % 200}`, Math.floor(index / 200) + 1];
  const date = new Date(Date.UTC(2026, 0, index % 700)).toISOString();
  return finding({
    imageName,
    version,
    status: (['SUPPORTED', 'EXPIRING', 'END_OF_SUPPORT', 'UNKNOWN_BASE'] as const)[index % 4] ?? 'SUPPORTED',
    base_image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/${imageName}@sha256:${index.toString(16).padStart(64, '0')}`,
    creation_time: date,
    last_modified_time: date,
    endOfSupport: date.slice(0, 10),
    tags: { team: imageName, 'cost-center': `${index % 50}`, version: `${version}` },
    aliases: index % 3 === 0 ? [`v${version}`, 'latest'] : [],
    conditions: index % 5 === 0 ? [{ type: 'DATE_MOVED_EARLIER', message: 'The end of support moved.' }] : [],
    reason: `Of image version ${index}: ${'what was seen and what to do about it '.repeat(4)}`,
    evidence: Array.from({ length: 4 }, (_, level) => ({
      kind: 'layer-chain', weight: 90, detail: `${level} layers of ${index}`, claim: { family: 'sagemaker-distribution', version: '2.4', processor: 'cpu' },
    })),
    owner: `team-${index % 60}`,
    hints: index % 3 === 0 ? [] : [{ what: `offer version ${version + 1} in domain d-${index % 20} to JupyterLab`, command: `aws sagemaker update-domain --domain-id d-${index % 20} --default-user-settings '{"JupyterLabAppSettings":{"CustomImages":[{"ImageName":"${imageName}","ImageVersionNumber":${version + 1},"AppImageConfigName":"config-${index}"}]}}' --region eu-west-1` }],
    usage: {
      running: index % 3, attached: index % 2, floating: 0, domains: [`d-${index % 20}`], read: 'full',
      examples: Array.from({ length: (index % 3) + (index % 2) }, (_, user) => `app d-${index % 20}/user-${user}-${index}/JupyterLab/default`),
    },
  });
}

function resultOf(): ScanResult {
  const findings = Array.from({ length: FINDINGS }, (_, index) => findingOf(index));
  return {
    schemaVersion: '1.0', scannedAt: SCANNED_AT, asOf: '2026-11-22', coverage: coverageOf(findings), policies: [], policyDocuments: [], changes: [], findings,
  };
}

const result = resultOf();
const before = process.memoryUsage().rss;
const seconds: number[] = [];
let bytes = 0;
let peak = 0;
for (let round = 0; round < ROUNDS; round++) {
  const started = performance.now();
  bytes = Buffer.byteLength(reportPage({ result }));
  seconds.push((performance.now() - started) / 1000);
  // A function draws once: what later rounds leave for the collector is not its.
  if (round === 0) peak = process.memoryUsage().rss;
}
const sorted = [...seconds].sort((a, b) => a - b);
const say = (name: string, value: string): void => void process.stdout.write(`${name.padEnd(58)}${value}\n`);
say(`HTML report of ${FINDINGS} findings: first round`, `${seconds[0]?.toFixed(2)} s`);
say('  median of all rounds', `${sorted[Math.floor(sorted.length / 2)]?.toFixed(2)} s (${sorted[0]?.toFixed(2)} to ${sorted.at(-1)?.toFixed(2)})`);
say('Size', `${(bytes / MEBIBYTE).toFixed(2)} MiB`);
say('Process memory: with the findings, after the first round', `${Math.round(before / MEBIBYTE)} MiB, ${Math.round(peak / MEBIBYTE)} MiB`);
