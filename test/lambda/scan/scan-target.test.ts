import { fleet, image, repository, uri } from '../../../emulator/builders';
import type { Fault } from '../../../emulator/fault';
import { derivedConfig } from '../../../emulator/vendor-configs';
import { sageMakerDistributionConfig } from '../../../emulator/sagemaker-distribution';
import { emptyMemory, scannedEmulator, type EmulatedScan, type ScannedEmulator } from '../../support/scan-emulator';

const supported = derivedConfig(sageMakerDistributionConfig('4.4.1', 'cpu'));
const ended = derivedConfig(sageMakerDistributionConfig('2.3.1', 'gpu'));

const FLEET = fleet({
  images: [
    image('DS-Notebook', [
      { baseImage: uri('ds/notebook:old'), aliases: ['old'] },
      { baseImage: uri('ds/notebook:new'), aliases: ['new', 'latest'] },
    ]),
    image('plain', [{ baseImage: uri('other/plain@{digest:only}') }]),
  ],
  repositories: [
    repository('ds/notebook', { old: { config: ended }, new: { config: supported } }),
    repository('other/plain', { only: { config: supported } }),
  ],
});

let running: ScannedEmulator;

beforeAll(async () => {
  running = await scannedEmulator({ fleet: FLEET });
});
afterAll(() => running.stop());
beforeEach(() => running.emulator.reset());

async function scanWith(...faults: readonly Fault[]): Promise<EmulatedScan> {
  running.emulator.faults.push(...faults);
  return running.scan();
}

describe('a scan without trouble', () => {
  it('judges every version by the base in its config', async () => {
    const scan = await running.scan();

    expect(scan.coverage).toMatchObject({ images: 2, versionsListed: 3, findings: 3, goneDuringScan: 0, complete: true, failures: [] });
    expect(scan.finding('DS-Notebook/1')).toMatchObject({ status: 'END_OF_SUPPORT', severity: 'HIGH', base: { version: '2.3.1', processor: 'gpu' } });
    expect(scan.finding('DS-Notebook/2')).toMatchObject({ status: 'SUPPORTED', endOfSupport: '2027-02-12', daysLeft: 111 });
    expect(scan.finding('plain/1').status).toBe('SUPPORTED');
  });

  it('tells aliases and joins lower-case ARNs with names that have capitals', async () => {
    const scan = await running.scan();

    expect(scan.finding('DS-Notebook/1')).toMatchObject({ aliases: ['old'], imageName: 'DS-Notebook' });
    expect(scan.finding('DS-Notebook/1').imageVersionArn).toContain('image-version/ds-notebook/1');
    expect([...scan.finding('DS-Notebook/2').aliases].sort()).toEqual(['latest', 'new']);
    expect(scan.finding('plain/1').aliases).toEqual([]);
  });

  it('asks for aliases by version only where the image has any', async () => {
    await running.scan();

    // Two images; and both versions of the one with aliases: the last alias is found on its oldest version.
    expect(running.emulator.calls()['sagemaker.ListAliases']?.count).toBe(4);
  });

  it('asks nothing twice that cannot change', async () => {
    const memory = emptyMemory();
    const first = await running.scan(memory);
    running.emulator.reset();
    const second = await running.scan(memory);

    expect(second.findings).toEqual(first.findings);
    expect(Object.keys(running.emulator.calls()).sort()).toEqual([
      'ecr.DescribeImages', 'sagemaker.ListAliases', 'sagemaker.ListApps', 'sagemaker.ListDomains', 'sagemaker.ListImageVersions', 'sagemaker.ListImages',
      'sagemaker.ListTags',
    ]);
    expect(running.emulator.calls()['sagemaker.ListAliases']?.count).toBe(2);
  });

  it('counts the calls that were made', async () => {
    const scan = await running.scan();

    const seen = Object.fromEntries(Object.entries(running.emulator.calls()).map(([name, { count }]) => [name, count]));
    expect(scan.coverage.calls['sagemaker.DescribeImageVersion']).toBe(3);
    expect(scan.coverage.calls['sagemaker.ListAliases']).toBe(seen['sagemaker.ListAliases']);
    expect(scan.coverage.calls['ecr.DownloadBlob']).toBe(seen['blob.Get']);
  });
});

describe('pages', () => {
  it.each<[string, Fault]>([
    ['empty pages that carry a token', { kind: 'empty-page', operation: 'ListImageVersions', times: 3 }],
    ['short pages', { kind: 'short-page', size: 1 }],
  ])('reads on over %s', async (_, fault) => {
    const scan = await scanWith(fault);

    expect(scan.coverage).toMatchObject({ findings: 3, complete: true });
    expect(new Set(scan.findings.map(({ imageVersionArn }) => imageVersionArn)).size).toBe(3);
  });

  it('stops at a repeated token, judges what was seen, and is incomplete', async () => {
    const scan = await scanWith({ kind: 'repeat-token', operation: 'ListImageVersions', resource: 'DS-Notebook' }, { kind: 'short-page', size: 1 });

    expect(scan.coverage.complete).toBe(false);
    expect(scan.coverage.failures).toEqual([expect.objectContaining({ cause: 'sagemaker.ListImageVersions invalid', count: 1 })]);
    expect(scan.coverage.findings).toBe(2);
    expect(scan.unlistedImages).toEqual(['DS-Notebook']);
  });
});

describe('causes', () => {
  it('counts a version that was deleted between list and describe as gone', async () => {
    const scan = await scanWith({ kind: 'delete-after-list', operation: 'ListImageVersions', resource: 'DS-Notebook', version: 1 });

    expect(scan.coverage).toMatchObject({ versionsListed: 3, goneDuringScan: 1, findings: 2, complete: true });
  });

  it('says nothing of an image that was deleted after it was listed', async () => {
    const scan = await scanWith({ kind: 'delete-after-list', operation: 'ListImages', resource: 'plain' });

    expect(scan.coverage).toMatchObject({ findings: 2, complete: true });
  });

  it.each<[string, Fault, string]>([
    ['denied', { kind: 'deny', operation: 'DescribeImageVersion', version: 2 }, 'sagemaker.DescribeImageVersion denied'],
    ['throttled out', { kind: 'throttle', operation: 'DescribeImageVersion', version: 2 }, 'sagemaker.DescribeImageVersion throttled'],
    ['failing', { kind: 'server-error', operation: 'DescribeImageVersion', version: 2 }, 'sagemaker.DescribeImageVersion failed'],
  ])('a describe that is %s leaves a finding without a verdict', async (_, fault, cause) => {
    const scan = await scanWith(fault);

    expect(scan.finding('DS-Notebook/2')).toMatchObject({ status: 'IMAGE_UNAVAILABLE', severity: 'MEDIUM', base: null, endOfSupport: null });
    expect(scan.finding('DS-Notebook/2').reason).toContain('DescribeImageVersion');
    expect(scan.finding('DS-Notebook/1').status).toBe('END_OF_SUPPORT');
    expect(scan.coverage).toMatchObject({ findings: 3, complete: false, failures: [{ cause, count: 1 }] });
  });

  it('an image whose versions may not be listed is named, and the others are judged', async () => {
    const scan = await scanWith({ kind: 'deny', operation: 'ListImageVersions', resource: 'DS-Notebook' });

    expect(scan.coverage).toMatchObject({ findings: 1, complete: false });
    expect(scan.coverage.failures[0]?.example).toContain("'DS-Notebook'");
    expect(scan.coverage.failures[0]?.example).toContain("Allow 'sagemaker:ListImageVersions'");
    expect(scan.unlistedImages).toEqual(['DS-Notebook']);
  });

  it('images that may not be listed leave nothing to judge, and no claim that nothing is there', async () => {
    const scan = await scanWith({ kind: 'deny', operation: 'ListImages' });

    expect(scan.coverage).toMatchObject({ images: 0, findings: 0, complete: false, failures: [{ cause: 'sagemaker.ListImages denied', count: 1 }] });
    expect(scan.unlistedImages).toBeUndefined();
  });

  it.each<[string, Fault, string]>([
    ['aliases', { kind: 'deny', operation: 'ListAliases' }, 'sagemaker.ListAliases denied'],
    ['tags', { kind: 'deny', operation: 'ListTags' }, 'sagemaker.ListTags denied'],
  ])('%s that may not be read never hide a verdict, and leave the scan incomplete', async (_, fault, cause) => {
    const scan = await scanWith(fault);

    expect(scan.finding('DS-Notebook/1').status).toBe('END_OF_SUPPORT');
    expect(scan.coverage).toMatchObject({ findings: 3, complete: false, failures: [{ cause, count: 2 }] });
  });

  it('asks no further versions once every alias is found', async () => {
    const other = await scannedEmulator({
      fleet: fleet({
        images: [image('one', [1, 2, 3, 4, 5].map((version) => ({ baseImage: uri('ds/notebook:new'), aliases: version === 4 ? ['stable'] : [] })))],
        repositories: [repository('ds/notebook', { new: { config: supported } })],
      }),
    });
    try {
      const scan = await other.scan();

      expect(scan.finding('one/4').aliases).toEqual(['stable']);
      expect(scan.coverage.calls['sagemaker.ListAliases']).toBe(3);
    } finally {
      await other.stop();
    }
  });

  it.each<[string, Fault, string]>([
    ['repository denied', { kind: 'deny', operation: 'DescribeImages', resource: 'ds/notebook' }, 'ecr.DescribeImages denied'],
    ['manifests denied', { kind: 'deny', operation: 'BatchGetImage', resource: 'ds/notebook' }, 'ecr.BatchGetImage denied'],
    ['registry throttled out', { kind: 'throttle', service: 'ecr', resource: 'ds/notebook' }, 'ecr.DescribeImages throttled'],
    ['key of the repository unusable', { kind: 'kms', resource: 'ds/notebook' }, 'ecr.BatchGetImage kms'],
    ['upstream denied', { kind: 'batch-failure', code: 'UpstreamAccessDenied', resource: 'ds/notebook' }, 'ecr.BatchGetImage denied'],
    ['manifest that is not JSON', { kind: 'invalid-manifest', resource: 'ds/notebook' }, 'ecr.BatchGetImage invalid'],
    ['layer denied', { kind: 'deny', operation: 'GetDownloadUrlForLayer', resource: 'ds/notebook' }, 'ecr.GetDownloadUrlForLayer denied'],
    ['config with a wrong checksum', { kind: 'corrupt-blob', resource: 'ds/notebook' }, 'ecr.GetDownloadUrlForLayer invalid'],
    ['config that is too large', { kind: 'oversized-blob', resource: 'ds/notebook' }, 'ecr.DownloadBlob invalid'],
    ['config that is too large and does not say so', { kind: 'oversized-blob', chunked: true, resource: 'ds/notebook' }, 'ecr.DownloadBlob invalid'],
    ['config that is missing', { kind: 'missing-blob', resource: 'ds/notebook' }, 'ecr.DownloadBlob failed'],
  ])('%s: the base is unknown with its cause, and the scan incomplete', async (_, fault, cause) => {
    const scan = await scanWith(fault);

    for (const name of ['DS-Notebook/1', 'DS-Notebook/2']) {
      expect(scan.finding(name)).toMatchObject({ status: 'UNKNOWN_BASE', endOfSupport: null, successor: null });
      expect(scan.finding(name).reason).toMatch(/ecr\.\w+ of/);
    }
    expect(scan.finding('plain/1').status).toBe('SUPPORTED');
    expect(scan.coverage).toMatchObject({ findings: 3, complete: false, failures: [{ cause, count: 2 }] });
  });

  it('gives up on a connection that hangs, and tries another', async () => {
    running.emulator.faults.push({ kind: 'stall', operation: 'DescribeImageVersion', times: 1 });
    const scan = await running.scan(emptyMemory(), {}, { connectionTimeout: 500, requestTimeout: 300, throwOnRequestTimeout: true });

    expect(scan.coverage).toMatchObject({ findings: 3, complete: true });
  });

  it('a failed look into the registry does not matter where a reference proves the vendor', async () => {
    const other = await scannedEmulator({
      fleet: fleet({ images: [image('direct', [{ baseImage: uri('pytorch-training:2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker', '763104351884') }])] }),
    });
    other.emulator.faults.push({ kind: 'deny', service: 'ecr' });
    try {
      const scan = await other.scan();

      expect(scan.finding('direct/1')).toMatchObject({ status: 'END_OF_SUPPORT', base: { confidence: 'strong' } });
      expect(scan.coverage).toMatchObject({ complete: true, failures: [] });
    } finally {
      await other.stop();
    }
  });

  it('gets over throttling and broken connections that end', async () => {
    const scan = await scanWith(
      { kind: 'throttle', operation: 'DescribeImageVersion', times: 1 },
      { kind: 'abort', service: 'blob', times: 1 },
    );

    expect(scan.coverage).toMatchObject({ findings: 3, complete: true });
  });
});

describe('what is registered', () => {
  it.each<[string, string, string, RegExp]>([
    ['a tag that is not there', uri('ds/notebook:missing'), 'IMAGE_UNAVAILABLE', /tag 'missing' is not in the repository/],
    ['a repository that is not there', uri('no/such:1'), 'IMAGE_UNAVAILABLE', /repository 'no\/such' does not exist/],
    ['an archived image', uri('ds/notebook:archived'), 'IMAGE_UNAVAILABLE', /archive/],
    ['a digest that is not there', uri(`ds/notebook@sha256:${'0'.repeat(64)}`), 'IMAGE_UNAVAILABLE', /digest 'sha256:0/],
    ['text that is no reference', 'no reference at all', 'UNKNOWN_BASE', /no reference at all/],
    ['a reference to a registry that is not ECR', 'quay.io/team/notebook:1', 'UNKNOWN_BASE', /not a private ECR registry/],
    ['300 characters', `${uri('ds/notebook')}:${'x'.repeat(300)}`.slice(0, 255), 'UNKNOWN_BASE', /x/],
  ])('%s', async (_, baseImage, status, reason) => {
    const other = await scannedEmulator({
      fleet: fleet({
        images: [image('one', [{ baseImage }]), image('two', [{ baseImage: uri('ds/notebook:new') }])],
        repositories: [repository('ds/notebook', { new: { config: supported }, archived: { config: ended, status: 'ARCHIVED' } })],
      }),
    });
    try {
      const scan = await other.scan();

      expect(scan.finding('one/1')).toMatchObject({ status });
      expect(scan.finding('one/1').reason).toMatch(reason);
      expect(scan.finding('two/1').status).toBe('SUPPORTED');
      expect(scan.coverage).toMatchObject({ findings: 2, complete: true });
      if (status === 'IMAGE_UNAVAILABLE') expect(scan.finding('one/1').conditions.map(({ type }) => type)).toContain('BACKING_IMAGE_GONE');
    } finally {
      await other.stop();
    }
  });

  it('reads the image of an index for linux/amd64, past attestations', async () => {
    const other = await scannedEmulator({
      fleet: fleet({
        images: [image('multi', [{ baseImage: uri('ds/multi:1') }])],
        repositories: [repository('ds/multi', { 1: { config: ended, platforms: ['linux/arm64', 'linux/amd64'], attestation: {} } })],
      }),
    });
    try {
      const scan = await other.scan();

      expect(scan.finding('multi/1')).toMatchObject({ status: 'END_OF_SUPPORT', base: { version: '2.3.1', processor: 'gpu' } });
    } finally {
      await other.stop();
    }
  });

  it.each(['CREATING', 'CREATE_FAILED', 'DELETING', 'DELETE_FAILED'] as const)('a version in state %s is unavailable and says why', async (status) => {
    const other = await scannedEmulator({
      fleet: fleet({ images: [image('one', [{ baseImage: uri('ds/notebook:new'), status, failureReason: 'It could not be pulled.' }])] }),
    });
    try {
      const scan = await other.scan();

      expect(scan.finding('one/1')).toMatchObject({ status: 'IMAGE_UNAVAILABLE', image_version_status: status, failure_reason: 'It could not be pulled.' });
      expect(scan.finding('one/1').reason).toBe(`The version is in state ${status}: It could not be pulled.`);
      expect(scan.coverage.complete).toBe(true);
    } finally {
      await other.stop();
    }
  });
});
