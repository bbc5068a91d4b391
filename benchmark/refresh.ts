/**
 * A refresh of all vendors' policies, without the network: documents that hold the shipped facts, in the form in which the vendors publish
 * them, taken out of an archive where they come in one, parsed and judged. Seconds and memory of several rounds.
 */
import { dataTextOfArchive } from '../lambda/policy/archive';
import { refreshPolicies } from '../lambda/policy/refresh-policies';
import { vendorRequests } from '../lambda/scan/policy-requests';
import { shippedPolicies, shippedPolicy } from '../lib/core/policy/catalog';
import { dataFilesOf } from '../test/lambda/policy/fixtures/deep-learning-files';
import { CONTAINERS, htmlPage, mirrorPage, VERTEX } from '../test/lambda/policy/fixtures/google-page';
import { inChunks, tarGzOf } from '../test/lambda/policy/fixtures/tar-gz';
import { distributionMarkdown } from '../test/support/policy-markdown';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7);
const TODAY = '2026-09-20';
const shipped = (family: string) => {
  const policy = shippedPolicy(family);
  if (!policy) throw new Error(`'${family}' must be shipped.`);
  return policy;
};
const files = dataFilesOf(shipped('aws-deep-learning-containers').releases);
/** Most of the repository is something else. */
const noise = Array.from({ length: 2_000 }, (_, index) => [`src/file-${index}.py`, `# ${index}\n`.repeat(500)] as const);
const archive = await tarGzOf([...noise, ...files.map(({ path, content }) => [path, content] as const)]);
const texts: Readonly<Record<string, () => Promise<string>>> = {
  'sagemaker-distribution/support-policy': async () => distributionMarkdown(shipped('sagemaker-distribution'), TODAY),
  'aws-deep-learning-containers/repository': async () => dataTextOfArchive(inChunks(archive, 65_536)),
  'google-deep-learning-containers/vertex-ai': async () => mirrorPage(VERTEX),
  'google-deep-learning-containers/deep-learning-containers': async () => htmlPage(CONTAINERS),
};
const requests = vendorRequests(true);
const downloads = {
  fetch: async ({ location }: { readonly location: string }) => {
    const { id = '' } = requests.find((request) => request.location === location) ?? {};
    return { kind: 'document' as const, text: await (texts[id] ?? (async () => ''))(), finalUrl: location };
  },
};

const seconds: number[] = [];
let summary = '';
for (let round = 0; round < ROUNDS; round += 1) {
  const started = performance.now();
  const { judged, policies } = await refreshPolicies({
    requests, atHand: [], known: [], shipped: shippedPolicies(), acceptedHashes: [], today: TODAY, now: `${TODAY}T06:00:00.000Z`,
  }, downloads);
  seconds.push((performance.now() - started) / 1000);
  summary = judged.map(({ document: { family, releases }, verdict, reasons: [first] }) => {
    return `  ${family}: ${releases.length} rows, ${verdict}${first ? ` (${first.code})` : ''}`;
  }).join('\n');
  if (policies.length !== 3) throw new Error('There must be one policy for each vendor.');
}
const sorted = seconds.toSorted((a, b) => a - b);
console.log(summary);
console.log(`${ROUNDS} rounds: first ${seconds[0]?.toFixed(2)} s, median ${sorted[Math.floor(ROUNDS / 2)]?.toFixed(2)} s (${sorted[0]?.toFixed(2)} to ${sorted.at(-1)?.toFixed(2)}), `
  + `archive of ${(archive.length / 1024).toFixed(0)} KiB with ${files.length} data files, peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
