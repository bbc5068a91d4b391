import { fleet, image, repository, uri } from '../../../emulator/builders';
import type { Fault } from '../../../emulator/fault';
import { pythonConfig } from '../../../emulator/vendor-configs';
import { resolveLineage } from '../../../lambda/lineage/resolve-lineage';
import { explainFailure } from '../../../lib/core/failure-advice';
import type { LineageOutcome } from '../../../lib/core/lineage/outcome';
import { scanPorts } from '../../../lambda/aws/scan-ports';
import { startEmulator, type Emulator } from '../../../emulator/server';
import { imageVersion } from '../../support/evaluation';

const OWN = '111122223333';
const OTHER = '999988887777';
const NAME = 'ds/notebook';

let emulator: Emulator;
const environment = { ...process.env };

beforeAll(async () => {
  const images = { 1: { config: pythonConfig() }, archived: { config: pythonConfig('3.12'), status: 'ARCHIVED' as const } };
  const region = { repositories: [repository(NAME, images)] };
  emulator = await startEmulator({
    fleet: { ...fleet({ images: [image('one', [])], ...region }), accounts: { [OWN]: { regions: { 'us-east-1': region } }, [OTHER]: { regions: { 'us-east-1': region } } } },
  });
  Object.assign(process.env, emulator.environment);
});
beforeEach(() => emulator.reset());
afterAll(async () => {
  process.env = environment;
  await emulator.close();
});

async function outcomeOf(baseImage: string, faults: readonly Fault[]): Promise<LineageOutcome> {
  emulator.faults.push(...faults);
  const ports = scanPorts('us-east-1', { retryMode: 'standard', maxAttempts: 2 });
  try {
    const version = imageVersion({ baseImage });
    const lineage = await resolveLineage(ports.registry, [version], { accountId: OWN, region: 'us-east-1', asOf: '2026-10-24', facts: new Map() });
    return lineage.outcomeOf(version)!;
  } finally {
    ports.close();
  }
}

function reasonOf({ problem }: LineageOutcome): string {
  if (!problem) return '';
  return problem.kind === 'call-failed' ? explainFailure(problem.failure) : problem.message;
}

const own = uri(`${NAME}:1`);
const foreign = uri(`${NAME}:1`, OTHER);
const deny: Fault = { kind: 'deny', service: 'ecr', resource: NAME };

/** Each cause, and words that its reason has and the reason of no other cause. */
const CAUSES: readonly (readonly [cause: string, reference: string, faults: readonly Fault[], kind: string, words: string])[] = [
  ['denied in the own account', own, [deny], 'call-failed', "Allow 'ecr:DescribeImages' on the repository to the scanning role"],
  ['denied in another account', foreign, [deny], 'call-failed', `It belongs to account ${OTHER}: Allow 'ecr:DescribeImages' to the scanning role, and to the role's account in the repository's own policy`],
  ['deleted tag', uri(`${NAME}:gone`), [], 'image-gone', "The tag 'gone' is not in the repository"],
  ['deleted digest', uri(`${NAME}@sha256:${'0'.repeat(64)}`), [], 'image-gone', 'The digest '],
  ['deleted repository', uri('no/such:1'), [], 'image-gone', "The repository 'no/such' does not exist"],
  ['archived', uri(`${NAME}:archived`), [], 'image-gone', 'lies in the archive'],
  ['archived while it is read', own, [{ kind: 'batch-failure', code: 'ImageInaccessible', resource: NAME }], 'image-gone', 'ImageInaccessible'],
  ['throttled', own, [{ kind: 'throttle', service: 'ecr', resource: NAME }], 'call-failed', 'refused the call after all retries'],
  ['key not usable', own, [{ kind: 'kms', resource: NAME }], 'call-failed', 'Allow kms:Decrypt on the key of the repository'],
  ['Region not enabled', own, [{ kind: 'region-disabled', service: 'ecr' }], 'call-failed', 'Enable the Region for the account'],
  ['server error', own, [{ kind: 'server-error', service: 'ecr', resource: NAME }], 'call-failed', 'what to ask support about'],
  ['content that is not what the digest says', own, [{ kind: 'corrupt-blob', resource: NAME }], 'call-failed', 'The answer cannot be trusted'],
];

it.each(CAUSES)('%s', async (cause, reference, faults, kind, words) => {
  const outcome = await outcomeOf(reference, faults);

  expect(outcome.problem?.kind).toBe(kind);
  expect(reasonOf(outcome)).toContain(words);
  for (const [other, , , , theirs] of CAUSES) if (other !== cause) expect(reasonOf(outcome)).not.toContain(theirs);
});

it('reads another account where it may', async () => {
  expect((await outcomeOf(foreign, [])).problem).toBeUndefined();
});
