import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fleet, image, repository, uri } from '../../emulator/builders';
import { digestOf, push } from '../../emulator/content';
import type { FleetRegistryImage } from '../../emulator/fleet';
import { sageMakerDistributionConfig, sageMakerDistributionLayers } from '../../emulator/sagemaker-distribution';
import { startEmulator, type Emulator } from '../../emulator/server';
import { deepLearningContainerConfig, derivedConfig, pythonConfig } from '../../emulator/vendor-configs';
import { run } from '../support/run-command-line';

const MIRROR = 'mirror/sagemaker-distribution';
const old = sageMakerDistributionConfig('1.11.0', 'cpu');
const plain: FleetRegistryImage = { config: sageMakerDistributionConfig('2.3.1', 'cpu'), tags: ['2.3.1-cpu', '2.3-cpu'] };
const indexed: FleetRegistryImage = { config: sageMakerDistributionConfig('4.4.1', 'gpu'), tags: ['4.4.1-gpu'], platforms: ['linux/amd64'], attestation: {} };
const silent: FleetRegistryImage = { config: { env: ['PATH=/usr/bin'], diffIds: [`sha256:${'7'.repeat(64)}`] }, tags: ['3.2.0-cpu'] };
const pytorch = deepLearningContainerConfig({
  framework: 'pytorch', version: '2.6.0', processor: 'gpu', job: 'training', python: 'py312', cuda: 'cu126', os: 'ubuntu22.04',
});
const contradictory = derivedConfig(sageMakerDistributionConfig('4.4.1', 'cpu'), { labels: pytorch.labels });
/** An image on 2.3.1 that has lost all that said so. */
const cleared = { diffIds: derivedConfig(plain.config).diffIds, env: ['PATH=/usr/bin'] };

let emulator: Emulator;
let directory: string;
const environment = { ...process.env };

beforeAll(async () => {
  emulator = await startEmulator({
    fleet: fleet({
      images: [image('cleared', [{ baseImage: uri('ds/cleared:1') }])],
      repositories: [
        { name: MIRROR, images: [plain, indexed, silent, { config: pythonConfig(), tags: ['helper'] }, { config: contradictory, tags: ['both'] }] },
        repository('mirror/pytorch-training', {
          '2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker': pytorch,
        }),
        repository('mirror/era', { '1.11.0-cpu': old }),
        repository('ds/cleared', { 1: cleared }),
      ],
    }),
  });
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
  Object.assign(process.env, emulator.environment);
  directory = mkdtempSync(path.join(tmpdir(), 'image-support-'));
});
afterEach(() => {
  process.env = { ...environment };
  rmSync(directory, { recursive: true, force: true });
});

const inDirectory = (name: string) => path.join(directory, name);

describe('catalogue', () => {
  it('enters images by what they say of themselves, with their layers and all their digests', async () => {
    const { status, stdout, stderr } = await run(['catalogue', uri(MIRROR), '--as-of', '2026-09-01']);
    const { schemaVersion, bases } = JSON.parse(stdout);

    expect({ status, schemaVersion }).toEqual({ status: 0, schemaVersion: '1.0' });
    expect(bases).toEqual([
      {
        claim: { family: 'sagemaker-distribution', version: '2.3.1', processor: 'cpu' }, diffIds: sageMakerDistributionLayers('2.3.1', 'cpu'),
        digests: [digestOf(plain)], source: uri(`${MIRROR}:2.3.1-cpu`), asOf: '2026-09-01',
      },
      {
        claim: { family: 'sagemaker-distribution', version: '4.4.1', processor: 'gpu' }, diffIds: sageMakerDistributionLayers('4.4.1', 'gpu'),
        digests: push(indexed).manifests.slice(0, 2).map(({ digest }) => digest), source: uri(`${MIRROR}:4.4.1-gpu`), asOf: '2026-09-01',
      },
    ]);
    expect(stderr).toMatch(/Left out .*:3\.2\.0-cpu.*'--trust-tags'/);
    expect(stderr).toMatch(/Left out .*:both, because what they say of themselves contradicts itself/);
    expect(stderr).not.toContain('2.3.1-cpu');
  });

  it('takes the word of tags where it is told to', async () => {
    const { stdout } = await run(['catalogue', uri(MIRROR), '--trust-tags']);

    expect(JSON.parse(stdout).bases).toContainEqual(expect.objectContaining({
      claim: expect.objectContaining({ version: '3.2.0', processor: 'cpu' }), source: uri(`${MIRROR}:3.2.0-cpu`), asOf: '2026-10-24',
    }));
  });

  it('keeps what is only known as a range a range', async () => {
    const { stdout } = await run(['catalogue', uri('mirror/era')]);

    expect(JSON.parse(stdout).bases).toMatchObject([{ claim: { family: 'sagemaker-distribution', versionRange: expect.any(String) } }]);
  });

  it("knows other vendors' images", async () => {
    const { stdout } = await run(['catalogue', uri('mirror/pytorch-training')]);

    expect(JSON.parse(stdout).bases).toMatchObject([{ claim: { family: 'aws-deep-learning-containers', version: expect.stringMatching(/^2\.6/), processor: 'gpu' } }]);
  });

  it('reads manifests in batches and each config once', async () => {
    await run(['catalogue', uri(MIRROR)]);

    expect(emulator.calls()['ecr.DescribeImages']?.count).toBe(1);
    // Those of the list, and the image of the index, which the list has too.
    expect(emulator.calls()['ecr.BatchGetImage']?.count).toBe(2);
  });

  it('writes to a file and says so', async () => {
    const { status, stdout, stderr } = await run(['catalogue', uri(MIRROR), '--output', inDirectory('bases.json')]);

    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('Wrote 2 known bases to');
    expect(JSON.parse(readFileSync(inDirectory('bases.json'), 'utf8')).bases).toHaveLength(2);
  });

  it('says what it could not read, and writes the rest', async () => {
    emulator.faults.push({ kind: 'batch-failure', code: 'KmsError', resource: MIRROR, image: digestOf(plain) });
    const { status, stdout, stderr } = await run(['catalogue', uri(MIRROR)]);

    expect(status).toBe(3);
    expect(JSON.parse(stdout).bases).toHaveLength(1);
    expect(stderr).toContain('1 images could not be read');
    expect(stderr).toContain('kms:Decrypt');
  });

  it.each<[string, number, RegExp]>([
    [uri(`${MIRROR}:2.3-cpu`), 2, /without tag and digest/],
    ['public.ecr.aws/sagemaker/sagemaker-distribution', 2, /must be a private one of ECR/],
    ['Mirror', 2, /lower case|host/],
    [uri('no/such'), 3, /'no\/such' does not exist/],
  ])('%s: exit status %d', async (reference, status, message) => {
    const result = await run(['catalogue', reference]);

    expect(result).toMatchObject({ status, stdout: '' });
    expect(result.stderr).toMatch(message);
  });
});

describe('--catalogue', () => {
  const made = async (): Promise<string> => {
    await run(['catalogue', uri(MIRROR), '--output', inDirectory('bases.json')]);
    return inDirectory('bases.json');
  };

  it('lets scan tell an image by its layers', async () => {
    const before = JSON.parse((await run(['scan', '--no-refresh', '--format', 'json'])).stdout).findings[0];
    const after = JSON.parse((await run(['scan', '--no-refresh', '--format', 'json', '--catalogue', await made()])).stdout).findings[0];

    expect(before).toMatchObject({ status: 'UNKNOWN_BASE', base: null });
    expect(after).toMatchObject({ status: 'END_OF_SUPPORT', base: { version: '2.3.1', processor: 'cpu', confidence: 'certain' } });
    expect(after.evidence[0]).toMatchObject({ kind: 'layer-chain' });
  });

  it('lets resolve tell it: from the registry, from a config, from a batch', async () => {
    const file = await made();
    const other = inDirectory('none.json');
    writeFileSync(other, '{"schemaVersion": "1.0", "bases": []}');
    const config = inDirectory('config.json');
    writeFileSync(config, JSON.stringify({ config: {}, rootfs: { type: 'layers', diff_ids: cleared.diffIds } }));
    const cases = inDirectory('cases.ndjson');
    writeFileSync(cases, `${JSON.stringify({ baseImage: 'x', diffIds: cleared.diffIds })}\n`);
    const expected = { family: 'sagemaker-distribution', version: '2.3.1', processor: 'cpu', confidence: 'certain' };

    for (const args of [[uri('ds/cleared:1')], ['--config', config], ['--batch', cases]]) {
      const { stdout } = await run(['resolve', ...args, '--catalogue', other, '--catalogue', file]);
      expect(JSON.parse(stdout)).toMatchObject(expected);
    }
  });

  it.each(['scan', 'resolve'])('%s refuses a file that is none, by one clear line', async (command) => {
    const file = inDirectory('broken.json');
    writeFileSync(file, '{"schemaVersion": "1.0", "bases": [{"claim": 7}]}');
    const { status, stdout, stderr } = await run([command, ...(command === 'resolve' ? ['x.example/y:1'] : []), '--catalogue', file]);

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`'--catalogue ${file}' is refused: 'bases[0].asOf' of a catalogue must be`);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('scan --policy with a policy of your own', () => {
  const policyFile = (policy: object): string => {
    writeFileSync(inDirectory('acme.json'), JSON.stringify(policy));
    return inDirectory('acme.json');
  };
  const acme = (repositoryName: string, eolFrom: string | null | boolean) => ({
    family: 'acme-base', releases: [{ version: '2.3.1', eolFrom }], golden: { repositories: [uri(repositoryName)] },
  });

  it("judges by the team's date, and shows both bases", async () => {
    const file = policyFile(acme(MIRROR, '2025-01-31'));
    const { status, stdout } = await run(['scan', '--no-refresh', '--format', 'json', '--policy', file]);
    const report = JSON.parse(stdout);

    expect(status).toBe(0);
    expect(report.findings[0]).toMatchObject({
      status: 'END_OF_SUPPORT', endOfSupport: '2025-01-31', base: { family: 'sagemaker-distribution', version: '2.3.1' },
      golden: { family: 'acme-base', version: '2.3.1', endOfSupport: '2025-01-31' }, policyRow: { family: 'acme-base' },
    });
    expect(report.policies).toContainEqual(expect.objectContaining({ family: 'acme-base', rule: 'fresh', rows: 1 }));
    const table = await run(['scan', '--no-refresh', '--policy', file]);
    expect(table.stdout).toContain('acme-base 2.3.1 on SageMaker Distribution 2.3.1 CPU');
  });

  it('65 where it is refused: nothing is judged by it', async () => {
    const { status, stdout, stderr } = await run(['scan', '--no-refresh', '--format', 'json', '--policy', policyFile(acme(MIRROR, true))]);

    expect(status).toBe(65);
    expect(stderr).toContain("'releases[0].eolFrom' must be one whole day");
    expect(stderr).toContain('The policies in use stay as they are.');
    expect(JSON.parse(stdout).policies.map(({ family }: { family: string }) => family)).not.toContain('acme-base');
  });

  it.each<[string | null | boolean, number]>([['2027-12-31', 0], [null, 0], [true, 65]])('policy check of one that ends %p exits with %d', async (eolFrom, expected) => {
    const { status, stdout } = await run(['policy', 'check', policyFile(acme(MIRROR, eolFrom))]);

    expect(status).toBe(expected);
    expect(JSON.parse(stdout)).toMatchObject({ family: 'acme-base', golden: { repositories: [uri(MIRROR)] }, majors: [] });
    expect(JSON.parse(stdout).releases).toHaveLength(expected === 0 ? 1 : 0);
  });
});
