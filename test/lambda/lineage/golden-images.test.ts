import { fleet, image, PUBLIC_GALLERY_CACHE, repository, uri } from '../../../emulator/builders';
import { digestOf } from '../../../emulator/content';
import type { Fault } from '../../../emulator/fault';
import type { FleetRegion, FleetRegistryImage, FleetRepository, ImageConfig } from '../../../emulator/fleet';
import { sageMakerDistributionConfig } from '../../../emulator/sagemaker-distribution';
import { derivedConfig, pythonConfig } from '../../../emulator/vendor-configs';
import { MOST_LEVELS } from '../../../lambda/lineage/levels';
import { shippedPolicies } from '../../../lib/core/policy/catalog';
import type { GoldenImage } from '../../../lib/core/lineage/context';
import type { Policy } from '../../../lib/core/policy/policy';
import { emptyMemory, scannedEmulator, type EmulatedScan, type ScannedEmulator } from '../../support/scan-emulator';
import { policy, release } from '../../support/evaluation';

const BASE_NAME = 'org.opencontainers.image.base.name';
const BASE_DIGEST = 'org.opencontainers.image.base.digest';
const DATE_LABEL = 'io.github.cdk-sagemaker-image-support.end-of-support';
const GOLDEN = 'platform/base';

const vendorSupported = sageMakerDistributionConfig('4.4.1', 'cpu');
const vendorEnded = sageMakerDistributionConfig('2.3.1', 'cpu');
/** What a squashing build leaves: other layers, and nothing of what the base said. */
const squashed: ImageConfig = { env: ['PATH=/usr/bin'], diffIds: [`sha256:${'5'.repeat(64)}`] };

function acme(ends: Readonly<Record<string, string | null>>, golden: Partial<GoldenImage> = {}, family = 'acme-base'): Policy {
  const releases = Object.entries(ends).map(([version, eolFrom]) => release(version, eolFrom));
  return policy(releases, { family, retrievedAt: '2026-10-24', golden: { repositories: [uri(GOLDEN)], ...golden } });
}

let running: ScannedEmulator | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

interface Setup {
  readonly repositories: readonly FleetRepository[];
  readonly policies?: readonly Policy[];
  readonly baseImage?: string;
  readonly faults?: readonly Fault[];
  readonly more?: Partial<FleetRegion>;
}

async function scanOf({ repositories, policies = [], baseImage = uri('ds/app:1'), faults = [], more = {} }: Setup): Promise<EmulatedScan> {
  running = await scannedEmulator({ fleet: fleet({ images: [image('app', [{ baseImage }])], repositories, ...more }) });
  running.emulator.faults.push(...faults);
  return running.scan(emptyMemory(), { policies: [...shippedPolicies(), ...policies] });
}

const app = (config: ImageConfig, rest: Omit<FleetRegistryImage, 'config'> = {}) => repository('ds/app', { 1: { config, ...rest } });
const calls = (operation: string) => running?.emulator.calls()[operation]?.count ?? 0;

describe('two levels: an image on a team base', () => {
  const base = derivedConfig(pythonConfig());

  it('is told by its layers, though it says nothing', async () => {
    const scan = await scanOf({
      repositories: [repository(GOLDEN, { '2026.1': base }), app(derivedConfig(base))],
      policies: [acme({ '2026.1': '2026-12-31' })],
    });

    expect(scan.finding('app/1')).toMatchObject({
      status: 'EXPIRING', endOfSupport: '2026-12-31', base: { family: 'acme-base', version: '2026.1', confidence: 'certain' },
      golden: { family: 'acme-base', version: '2026.1', endOfSupport: '2026-12-31', status: 'EXPIRING' }, policyRow: { family: 'acme-base' },
    });
    expect(scan.finding('app/1').evidence[0]).toMatchObject({ kind: 'layer-chain', detail: expect.stringContaining('platform/base:2026.1') });
    expect(scan.coverage).toMatchObject({ complete: true, failures: [] });
  });

  it.each<[string, ImageConfig, Omit<FleetRegistryImage, 'config'>, Partial<GoldenImage>]>([
    ['the label of its version', { ...squashed, labels: { 'com.acme.base.version': '2026.1' } }, {}, { versionLabel: 'com.acme.base.version' }],
    ['an annotation with its name', squashed, { annotations: { [BASE_NAME]: uri(`${GOLDEN}:2026.1`) } }, {}],
    ['a label with its name', { ...squashed, labels: { [BASE_NAME]: uri(`${GOLDEN}:2026.1`) } }, {}, {}],
    ['an annotation of the index', squashed, { platforms: ['linux/amd64'], attestation: {}, indexAnnotations: { [BASE_NAME]: uri(`${GOLDEN}:2026.1`) } }, {}],
  ])('is told by %s', async (_, config, rest, golden) => {
    const scan = await scanOf({
      repositories: [repository(GOLDEN, { '2026.1': base }), app(config, rest)],
      policies: [acme({ '2026.1': '2026-01-31' }, golden)],
    });

    expect(scan.finding('app/1')).toMatchObject({ status: 'END_OF_SUPPORT', endOfSupport: '2026-01-31', golden: { version: '2026.1' } });
  });

  it('is told through an index that holds the base, and reads it for the platform that runs', async () => {
    const scan = await scanOf({
      repositories: [
        repository(GOLDEN, { '2026.1': { config: base, platforms: ['linux/arm64', 'linux/amd64'], attestation: {} } }),
        app(derivedConfig(base), { platforms: ['linux/amd64', 'linux/arm64'], attestation: {} }),
      ],
      policies: [acme({ '2026.1': '2027-12-31' })],
    });

    expect(scan.finding('app/1')).toMatchObject({ status: 'SUPPORTED', golden: { version: '2026.1' } });
    expect(scan.coverage.complete).toBe(true);
  });

  it('may be registered itself, under a tag that names no version', async () => {
    const scan = await scanOf({
      repositories: [repository(GOLDEN, { '2026.1': { config: base, tags: ['2026.1', 'latest'] } })],
      policies: [acme({ '2026.1': '2027-12-31' })],
      baseImage: uri(`${GOLDEN}:latest`),
    });

    expect(scan.finding('app/1')).toMatchObject({ status: 'SUPPORTED', base: { family: 'acme-base', version: '2026.1' } });
  });

  it('advises a release of the team', async () => {
    const scan = await scanOf({
      repositories: [repository(GOLDEN, { '2026.1': base }), app(derivedConfig(base))],
      policies: [acme({ '2026.1': '2026-01-31', '2026.2': '2027-12-31' })],
    });

    expect(scan.finding('app/1').successor).toMatchObject({ version: '2026.2', endOfSupport: '2027-12-31' });
  });

  it('is not told by a base that shares only some of its layers', async () => {
    const scan = await scanOf({
      repositories: [repository(GOLDEN, { '2026.1': derivedConfig(base, { steps: ['RUN other'] }) }), app(derivedConfig(base))],
      policies: [acme({ '2026.1': '2027-12-31' })],
    });

    expect(scan.finding('app/1')).toMatchObject({ status: 'UNKNOWN_BASE', base: null });
    expect(scan.finding('app/1').golden).toBeUndefined();
  });
});

describe("three levels: image, team base, vendor's base", () => {
  it.each<[string, ImageConfig, Readonly<Record<string, string>>, object]>([
    ["the vendor's end is nearer", vendorEnded, { 2026.1: '2027-12-31' }, {
      status: 'END_OF_SUPPORT', endOfSupport: '2025-04-25', policyRow: { family: 'sagemaker-distribution' }, golden: { status: 'SUPPORTED', endOfSupport: '2027-12-31' },
    }],
    ["the team's end is nearer", vendorSupported, { 2026.1: '2026-11-01' }, {
      status: 'EXPIRING', endOfSupport: '2026-11-01', policyRow: { family: 'acme-base' }, golden: { status: 'EXPIRING', endOfSupport: '2026-11-01' },
    }],
  ])('%s: it rules, and both show', async (_, vendor, ends, expected) => {
    const base = derivedConfig(vendor);
    const scan = await scanOf({ repositories: [repository(GOLDEN, { 2026.1: base }), app(derivedConfig(base))], policies: [acme(ends)] });

    expect(scan.finding('app/1')).toMatchObject({ ...expected, base: { family: 'sagemaker-distribution' } });
    expect(scan.finding('app/1').reason).toMatch(/decides: supported through .*: supported through /);
  });

  it("finds the vendor's base beneath the team's, where the image has cleared what told it", async () => {
    const base = derivedConfig(vendorEnded);
    const cleared = derivedConfig(base, { labels: { 'org.amazon.sagemaker-distribution.image.version': '' }, env: ['IMAGE_VERSION='] });
    const scan = await scanOf({ repositories: [repository(GOLDEN, { 2026.1: base }), app(cleared)], policies: [acme({ 2026.1: '2027-12-31' })] });

    expect(scan.finding('app/1')).toMatchObject({ status: 'END_OF_SUPPORT', base: { version: '2.3.1', processor: 'cpu', confidence: 'strong' }, golden: { version: '2026.1' } });
  });

  it('follows names through the own registry to a base that no policy declares', async () => {
    const middle = derivedConfig(vendorEnded);
    const top = { ...derivedConfig(middle), labels: {}, env: [] };
    const scan = await scanOf({
      repositories: [repository('team/middle', { 1: middle }), app(top, { annotations: { [BASE_NAME]: uri('team/middle:1') } })],
    });

    expect(scan.finding('app/1')).toMatchObject({ status: 'END_OF_SUPPORT', base: { version: '2.3.1', confidence: 'strong' } });
    expect(calls('ecr.DescribeImages')).toBe(2);
  });

  it('follows a digest, though the tag has moved', async () => {
    const middle: FleetRegistryImage = { config: derivedConfig(vendorEnded), tags: [] };
    const top = { ...derivedConfig(middle.config), labels: {}, env: [] };
    const annotations = { [BASE_NAME]: uri('team/middle:1'), [BASE_DIGEST]: digestOf(middle) };
    const moved: FleetRegistryImage = { config: pythonConfig(), tags: ['1'] };
    const scan = await scanOf({ repositories: [{ name: 'team/middle', images: [middle, moved] }, app(top, { annotations })] });

    expect(scan.finding('app/1')).toMatchObject({ status: 'END_OF_SUPPORT', base: { version: '2.3.1' } });
  });

  it('asks no registry that only text names', async () => {
    const scan = await scanOf({ repositories: [app(squashed, { annotations: { [BASE_NAME]: uri('team/middle:1', '999988887777') } })] });

    expect(scan.finding('app/1').status).toBe('UNKNOWN_BASE');
    expect(calls('ecr.DescribeImages')).toBe(1);
  });

  it('passes on nothing that is only probable of a base', async () => {
    const lookalike = derivedConfig(pythonConfig());
    const scan = await scanOf({
      repositories: [
        repository('copies/sagemaker-distribution', { '4.4.1-cpu': lookalike }),
        app(derivedConfig(lookalike), { annotations: { [BASE_NAME]: uri('copies/sagemaker-distribution:4.4.1-cpu') } }),
      ],
    });

    expect(scan.finding('app/1').status).toBe('UNKNOWN_BASE');
  });

  it('is not misled by a label that a level in between has rewritten', async () => {
    const label = 'org.amazon.sagemaker-distribution.image.version';
    const lower = derivedConfig(vendorEnded);
    const upper = derivedConfig(lower, { labels: { [label]: '4.4.1-cpu' }, env: ['IMAGE_VERSION=4.4.1-cpu'] });
    const top = derivedConfig(upper, { labels: { [label]: '' }, env: ['IMAGE_VERSION='] });
    const scan = await scanOf({
      repositories: [repository('os/base', { 7: lower }), repository(GOLDEN, { 2026.1: upper }), app(top)],
      policies: [acme({ 2026.1: '2028-12-31' }), acme({ 7: '2028-12-31' }, { repositories: [uri('os/base')] }, 'os-base')],
    });

    expect(scan.finding('app/1')).toMatchObject({ status: 'END_OF_SUPPORT', endOfSupport: '2025-04-25', base: { version: '2.3.1' } });
    expect(scan.finding('app/1').conditions.map(({ type }) => type)).toContain('LINEAGE_CONFLICT');
  });

  it('tells two team bases apart that are built on one another', async () => {
    const lower = derivedConfig(vendorSupported);
    const upper = derivedConfig(lower);
    const scan = await scanOf({
      repositories: [repository('os/base', { 7: lower }), repository(GOLDEN, { 2026.1: upper }), app(derivedConfig(upper))],
      policies: [acme({ 2026.1: '2027-12-31' }), acme({ 7: '2026-10-30' }, { repositories: [uri('os/base')] }, 'os-base')],
    });

    expect(scan.finding('app/1')).toMatchObject({ status: 'EXPIRING', endOfSupport: '2026-10-30', golden: { family: 'os-base', version: '7' }, base: { version: '4.4.1' } });
    expect(scan.finding('app/1').conditions.map(({ type }) => type)).not.toContain('LINEAGE_CONFLICT');
  });

  it('takes the nearest of a line of builds on builds', async () => {
    const first = derivedConfig(pythonConfig());
    const second = derivedConfig(first);
    const scan = await scanOf({
      repositories: [repository(GOLDEN, { '2026.1': first, '2026.2': second }), app(derivedConfig(second))],
      policies: [acme({ '2026.1': '2026-01-31', '2026.2': '2027-12-31' })],
    });

    expect(scan.finding('app/1')).toMatchObject({ status: 'SUPPORTED', golden: { version: '2026.2' } });
  });
});

describe('of several tags', () => {
  it.each([
    [['2026.1', '20260115083000', 'latest']],
    [['latest', '2026.1.7', '2026']],
  ])('%p, one that the policy lists is the version', async (tags) => {
    const base = derivedConfig(pythonConfig());
    const scan = await scanOf({
      repositories: [repository(GOLDEN, { x: { config: base, tags } }), app(derivedConfig(base))], policies: [acme({ 2026.1: '2027-12-31' })],
    });

    expect(scan.finding('app/1')).toMatchObject({ status: 'SUPPORTED', golden: { version: expect.stringMatching(/^2026\.1/) } });
  });

  it('none: the version is not known, and nothing is supported', async () => {
    const base = derivedConfig(pythonConfig());
    const scan = await scanOf({
      repositories: [repository(GOLDEN, { latest: base }), app(derivedConfig(base))], policies: [acme({ 2026.1: '2027-12-31' })],
    });

    expect(scan.finding('app/1')).toMatchObject({ status: 'UNKNOWN_BASE', golden: { family: 'acme-base', version: null, status: 'UNKNOWN_BASE' } });
  });
});

describe('ways without an end', () => {
  /** Images that each name the next: `chain/0` names `chain/1`, and so on. */
  const chain = (length: number): FleetRepository[] => Array.from({ length }, (_, index) => repository(`chain/${index}`, {
    1: { config: pythonConfig(`3.${index}`), ...(index + 1 < length && { annotations: { [BASE_NAME]: uri(`chain/${index + 1}:1`) } }) },
  }));

  it('a circle of tags ends by itself', async () => {
    const round: FleetRepository[] = [0, 1, 2].map((index) => repository(`round/${index}`, {
      1: { config: pythonConfig(`3.${index}`), annotations: { [BASE_NAME]: uri(`round/${(index + 1) % 3}:1`) } },
    }));
    const scan = await scanOf({ repositories: round, baseImage: uri('round/0:1') });

    expect(scan.finding('app/1')).toMatchObject({ status: 'UNKNOWN_BASE' });
    expect(scan.finding('app/1').reason).not.toContain('levels');
    expect(calls('ecr.DescribeImages')).toBe(3);
    expect(calls('ecr.BatchGetImage')).toBe(3);
  });

  it.each([[MOST_LEVELS + 1, false], [MOST_LEVELS + 2, true], [MOST_LEVELS + 4, true]])('of %d images, each on the next: says that it gave up: %p', async (length, gaveUp) => {
    const scan = await scanOf({ repositories: chain(length), baseImage: uri('chain/0:1') });

    expect(scan.finding('app/1').reason?.includes(`followed over 5 levels and no further: '${uri('chain/6:1')}'`)).toBe(gaveUp);
    expect(calls('ecr.BatchGetImage')).toBe(Math.min(length, MOST_LEVELS + 1));
  });
});

describe('what goes wrong on the way', () => {
  const base = derivedConfig(vendorEnded);
  const cleared = { ...derivedConfig(base), labels: {}, env: [] };
  const named = app(cleared, { annotations: { [BASE_NAME]: uri('team/middle:1') } });

  it('a named base that is gone is told where nothing else is known', async () => {
    const scan = await scanOf({ repositories: [named] });

    expect(scan.finding('app/1')).toMatchObject({ status: 'UNKNOWN_BASE' });
    expect(scan.finding('app/1').reason).toContain("'team/middle' does not exist");
    expect(scan.coverage.complete).toBe(true);
  });

  it('a named base that may not be read leaves the scan incomplete only where nothing else is known', async () => {
    const faults: Fault[] = [{ kind: 'deny', service: 'ecr', resource: 'team/middle' }];
    const unknown = await scanOf({ repositories: [named, repository('team/middle', { 1: base })], faults });
    expect(unknown.finding('app/1').reason).toContain("Allow 'ecr:DescribeImages'");
    expect(unknown.coverage).toMatchObject({ complete: false, failures: [{ cause: 'ecr.DescribeImages denied', count: 1 }] });
    await running?.stop();

    const labelled = app(derivedConfig(base), { annotations: { [BASE_NAME]: uri('team/middle:1') } });
    const known = await scanOf({ repositories: [labelled, repository('team/middle', { 1: base })], faults });
    expect(known.finding('app/1').status).toBe('END_OF_SUPPORT');
    expect(known.coverage.complete).toBe(true);
  });

  it('a named base that is gone is not worth a word where the base is known', async () => {
    const labelled = app(derivedConfig(vendorSupported), { annotations: { [BASE_NAME]: uri('team/middle:1') } });

    expect((await scanOf({ repositories: [labelled] })).finding('app/1')).toMatchObject({ status: 'SUPPORTED' });
    expect((await running!.scan()).finding('app/1').reason).toBeUndefined();
  });

  it("a named base that may not be read leaves the scan incomplete where only the team's base is known: the vendor's could end sooner", async () => {
    const team = derivedConfig(pythonConfig());
    const scan = await scanOf({
      repositories: [
        repository(GOLDEN, { 2026.1: team }), repository('team/middle', { 1: base }),
        app(derivedConfig(team), { annotations: { [BASE_NAME]: uri('team/middle:1') } }),
      ],
      policies: [acme({ 2026.1: '2027-12-31' })],
      faults: [{ kind: 'deny', service: 'ecr', resource: 'team/middle' }],
    });

    expect(scan.finding('app/1')).toMatchObject({ status: 'SUPPORTED', base: { family: 'acme-base' } });
    expect(scan.coverage).toMatchObject({ complete: false, failures: [{ cause: 'ecr.DescribeImages denied', count: 1 }] });
  });

  it.each<[string, Fault[], string]>([
    ['denied', [{ kind: 'deny', service: 'ecr', resource: GOLDEN }], 'ecr.DescribeImages denied'],
    ['not there', [], 'ecr.DescribeImages not-found'],
    ['repeating a page token', [{ kind: 'repeat-token', operation: 'DescribeImages', resource: GOLDEN }, { kind: 'short-page', size: 1, operation: 'DescribeImages', resource: GOLDEN }], 'ecr.DescribeImages invalid'],
    ['without its key', [{ kind: 'kms', resource: GOLDEN }], 'ecr.BatchGetImage kms'],
  ])("a team's repository that is %s leaves the scan incomplete: an image on its bases could end sooner", async (name, faults, cause) => {
    const repositories = [app(derivedConfig(vendorSupported)), ...(name === 'not there' ? [] : [repository(GOLDEN, { '2026.1': base, '2026.2': base })])];
    const scan = await scanOf({ repositories, policies: [acme({ '2026.1': '2027-12-31' })], faults });

    expect(scan.finding('app/1').status).toBe('SUPPORTED');
    expect(scan.coverage.complete).toBe(false);
    expect(scan.coverage.failures.map((failure) => failure.cause)).toEqual([cause]);
  });

  it('signatures and charts among the images are no failure', async () => {
    const scan = await scanOf({
      repositories: [app(derivedConfig(vendorSupported)), repository(GOLDEN, { '2026.1': base, 'sha256-1.sig': pythonConfig() })],
      policies: [acme({ '2026.1': '2027-12-31' })],
      faults: [{ kind: 'invalid-manifest', resource: GOLDEN, image: 'sha256-1.sig' }],
    });

    expect(scan.coverage).toMatchObject({ complete: true, failures: [] });
  });
});

describe('an unchanged scan again', () => {
  it("lists the team's repositories and reads nothing", async () => {
    const base = derivedConfig(vendorSupported);
    const policies = [...shippedPolicies(), acme({ 2026.1: '2027-12-31' })];
    await scanOf({ repositories: [repository(GOLDEN, { 2026.1: base }), app(derivedConfig(base))] });
    const memory = emptyMemory();
    const first = await running!.scan(memory, { policies });
    running!.emulator.reset();
    const second = await running!.scan(memory, { policies });

    expect(second.findings).toEqual(first.findings);
    expect(calls('ecr.DescribeImages')).toBe(2);
    expect(calls('ecr.BatchGetImage') + calls('ecr.GetDownloadUrlForLayer') + calls('ecr.DescribePullThroughCacheRules')).toBe(0);
  });
});

describe('date labels', () => {
  const past = '2026-01-31';
  const labelled = (config: ImageConfig, date: string) => derivedConfig(config, { labels: { [DATE_LABEL]: date } });

  it.each<[string, ImageConfig, object]>([
    ['brings a supported image to its end', labelled(vendorSupported, past), { status: 'END_OF_SUPPORT', endOfSupport: past, policyRow: null, base: { version: '4.4.1' } }],
    ['brings the end nearer', labelled(vendorSupported, '2026-11-01'), { status: 'EXPIRING', endOfSupport: '2026-11-01', daysLeft: 8 }],
    ['never brings it later', labelled(vendorSupported, '2030-01-01'), { status: 'SUPPORTED', endOfSupport: '2027-02-12' }],
    ['never brings back to life', labelled(vendorEnded, '2030-01-01'), { status: 'END_OF_SUPPORT', endOfSupport: '2025-04-25' }],
    ['ends an image whose base is not known', labelled(pythonConfig(), past), { status: 'END_OF_SUPPORT', endOfSupport: past, base: null }],
    ['gives an unknown base no support', labelled(pythonConfig(), '2030-01-01'), { status: 'UNKNOWN_BASE', endOfSupport: null }],
  ])('%s', async (_, config, expected) => {
    const scan = await scanOf({ repositories: [app(config)] });

    expect(scan.finding('app/1')).toMatchObject(expected);
  });

  it('that is no date is said', async () => {
    const scan = await scanOf({ repositories: [app(labelled(vendorSupported, 'next year'))] });

    expect(scan.finding('app/1')).toMatchObject({ status: 'SUPPORTED', endOfSupport: '2027-02-12' });
    expect(scan.finding('app/1').reason).toContain(`'${DATE_LABEL}' must be a day as YYYY-MM-DD, got: 'next year'`);
  });

  describe("of a team's base", () => {
    const later = '2027-06-30';
    const base = labelled(pythonConfig(), later);
    const setup = (golden: Partial<GoldenImage>, top: ImageConfig = derivedConfig(base)): Setup => ({
      repositories: [repository(GOLDEN, { 2026.1: base }), app(top)],
      policies: [acme({ 2026.1: '2026-01-31' }, golden)],
    });

    it('counts even later, where the policy trusts it', async () => {
      const scan = await scanOf(setup({ trustDateLabels: true }));

      expect(scan.finding('app/1')).toMatchObject({ status: 'SUPPORTED', endOfSupport: later, policyRow: null, golden: { endOfSupport: later } });
      expect(scan.finding('app/1').reason).toContain('which the policy of acme-base trusts');
    });

    it('does not, where it does not', async () => {
      expect((await scanOf(setup({}))).finding('app/1')).toMatchObject({ status: 'END_OF_SUPPORT', endOfSupport: '2026-01-31' });
    });

    it('counts as it stands on the base, not as an image on it has rewritten it', async () => {
      const scan = await scanOf(setup({ trustDateLabels: true }, derivedConfig(base, { labels: { [DATE_LABEL]: '2099-01-01' } })));

      expect(scan.finding('app/1')).toMatchObject({ status: 'SUPPORTED', endOfSupport: later });
    });

    it.each<[string, ImageConfig, ImageConfig]>([
      ['another build of the same layers says nothing', base, { ...base, labels: { other: 'x' } }],
      ['the nearer build has none', base, { ...derivedConfig(base), labels: {} }],
    ])('counts for nothing where %s', async (_, first, second) => {
      const scan = await scanOf({
        repositories: [repository(GOLDEN, { '2026.1': first, '2026.1.1': second }), app({ ...derivedConfig(second), labels: {} })],
        policies: [acme({ 2026.1: '2026-01-31' }, { trustDateLabels: true })],
      });

      expect(scan.finding('app/1')).toMatchObject({ status: 'END_OF_SUPPORT', endOfSupport: '2026-01-31' });
    });

    it("never outlives the vendor's end", async () => {
      const onVendor = labelled(vendorEnded, later);
      const scan = await scanOf({
        repositories: [repository(GOLDEN, { 2026.1: onVendor }), app(derivedConfig(onVendor))],
        policies: [acme({ 2026.1: '2026-01-31' }, { trustDateLabels: true })],
      });

      expect(scan.finding('app/1')).toMatchObject({ status: 'END_OF_SUPPORT', endOfSupport: '2025-04-25', golden: { endOfSupport: later } });
    });
  });
});

describe('pull-through cache rules', () => {
  const cached = 'ecr-public/sagemaker/sagemaker-distribution';
  const setup = (rules: FleetRegion['pullThroughCacheRules']): Setup => ({
    repositories: [repository(cached, { '4.4.1-cpu': squashed })], baseImage: uri(`${cached}:4.4.1-cpu`), more: { pullThroughCacheRules: rules },
  });

  it('prove the vendor of a cached image that says nothing', async () => {
    const scan = await scanOf(setup([PUBLIC_GALLERY_CACHE]));

    expect(scan.finding('app/1')).toMatchObject({ status: 'SUPPORTED', base: { version: '4.4.1', confidence: 'strong' } });
    expect(scan.coverage.calls['ecr.DescribePullThroughCacheRules']).toBe(1);
  });

  it('prove nothing where there is no such rule', async () => {
    expect((await scanOf(setup([]))).finding('app/1')).toMatchObject({ status: 'UNKNOWN_BASE', base: { confidence: 'weak' } });
  });

  it('that may not be read leave the scan incomplete, where they could have proven something', async () => {
    const faults: Fault[] = [{ kind: 'deny', operation: 'DescribePullThroughCacheRules' }];
    const scan = await scanOf({ ...setup([PUBLIC_GALLERY_CACHE]), faults });

    expect(scan.finding('app/1').status).toBe('UNKNOWN_BASE');
    expect(scan.coverage).toMatchObject({ complete: false, failures: [{ cause: 'ecr.DescribePullThroughCacheRules denied', count: 1 }] });
    expect(scan.coverage.failures[0]?.example).toContain("Allow 'ecr:DescribePullThroughCacheRules' to the scanning role.");
  });

  it.each<[string, string, ImageConfig]>([
    ['the base is known', 'ecr-public/sagemaker/sagemaker-distribution', vendorSupported],
    ['the name is nobody\'s', 'team/ds', pythonConfig()],
    ['there is no prefix', 'sagemaker-distribution', squashed],
    ['only its content is probable', 'team/ds', { ...squashed, env: ['MAMBA_USER=sagemaker-user'] }],
  ])('are not asked for where %s', async (_, name, config) => {
    const scan = await scanOf({ repositories: [repository(name, { '4.4.1-cpu': config })], baseImage: uri(`${name}:4.4.1-cpu`) });

    expect(scan.coverage.calls['ecr.DescribePullThroughCacheRules']).toBeUndefined();
  });
});
