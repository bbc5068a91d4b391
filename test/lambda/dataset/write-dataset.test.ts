import { writeDataset } from '../../../lambda/dataset/write-dataset';
import type { DatasetScan } from '../../../lib/core/dataset/dataset-scan';
import { datasetKey } from '../../../lambda/state/keys';
import { HERE, HISTORY, THERE, datasetScan } from '../../dataset/history';
import { readParquet } from '../../dataset/read-parquet';
import { finding } from '../publishing/findings-fixture';
import { MemoryStore } from '../state/memory-store';

type Tables = Readonly<Record<string, readonly Record<string, unknown>[]>>;

async function written(scan: DatasetScan, store = new MemoryStore()): Promise<Tables> {
  await writeDataset(store, scan, (table) => datasetKey(scan, table, scan.result.scannedAt));
  const tables = [...store.files].map(async ([key, bytes]) => [key.split('/')[1] ?? '', await readParquet(bytes)] as const);
  return Object.fromEntries(await Promise.all(tables));
}

const SCANNED_AT = '2026-11-22T06:00:00.123Z';

it('writes a file for each table that has rows, the table of scans last', async () => {
  const store = new MemoryStore();
  await written(HISTORY.at(-1)!.scan, store);
  const path = (table: string) => `dataset/${table}/date=2026-11-22/account=${THERE.accountId}/region=us-east-1/2026-11-22T070000.000Z-nightly.parquet`;
  expect([...store.files.keys()]).toEqual(['findings', 'usage', 'policy_changes', 'scans'].map(path));
});

it('writes that a scan found nothing', async () => {
  const tables = await written(datasetScan(HERE, SCANNED_AT, []));
  expect(Object.keys(tables)).toEqual(['scans']);
  expect(tables['scans']).toEqual([expect.objectContaining({ findings: 0n, supported: 0n, complete: true })]);
});

it('leaves no row in the table of scans where it broke off', async () => {
  const store = new MemoryStore();
  store.beforePut = (key) => {
    if (key.includes('/usage/')) throw new Error('no space');
  };
  await expect(written(HISTORY.at(-1)!.scan, store)).rejects.toThrow('no space');
  expect([...store.files.keys()].map((key) => key.split('/')[1])).toEqual(['findings']);
});

it('has one row for each finding, with every fact of it', async () => {
  const whole = finding({
    imageName: 'data-science', version: 7, horovod: true, ml_framework: 'PyTorch 2.6', processor: 'GPU', tags: { team: 'ml', 'cost-center': '' },
    failure_reason: 'x', job_type: 'NOTEBOOK_KERNEL', release_notes: 'notes', vendor_guidance: 'STABLE', programming_lang: 'Python 3.12',
    container_image: 'container', aliases: ['latest', 'prod'], status: 'EXPIRING', severity: 'HIGH', reason: 'why',
    conditions: [{ type: 'DATE_MOVED_EARLIER', message: 'm' }, { type: 'WAIVED', message: 'w' }],
    base: { family: 'sagemaker-distribution', version: '2.3.1', processor: 'gpu', framework: 'pytorch', confidence: 'certain' },
    golden: { family: 'acme', version: '2026.1', endOfSupport: '2026-12-31', status: 'EXPIRING', policyRow: null },
    evidence: [{ kind: 'layer-chain', weight: 95, detail: '12 layers', claim: { family: 'sagemaker-distribution', version: '2.3.1', processor: 'gpu' } }],
    endOfSupport: '2026-12-24', endOfAvailability: '2027-01-01', estimatedEndOfSupport: '2027-02-02', daysLeft: 32,
    policyRow: {
      family: 'sagemaker-distribution', sha256: 'abc', line: 12, asWritten: 'Dec 24th, 2026', source: 'https://policy', retrievedAt: '2026-11-22', rule: 'fresh',
    },
    successor: { version: '2.4', uri: 'uri:2.4', step: 'minor', endOfSupport: '2027-06-01' },
    firstSeen: '2026-01-01T00:00:00.000Z', statusSince: '2026-09-25T06:00:00.000Z',
    waiver: { image: '*', owner: 'ana', reason: 'later', expires: '2026-12-01' },
    usage: { attached: 2, running: 1, floating: 1, examples: ['app d-1/a', 'domain d-1'], domains: ['d-1'], read: 'full' },
    owner: 'team-ml',
    registryScan: { counts: { CRITICAL: 2 }, scannedAt: '2026-11-20T00:00:00.000Z' },
  });
  const { findings = [] } = await written(datasetScan(HERE, SCANNED_AT, [whole, finding({ imageName: 'other' })]));
  const day = (text: string) => new Date(text);
  expect(findings).toHaveLength(2);
  expect(findings[0]).toEqual({
    _key: whole._key, account_id: HERE.accountId, base_image: whole.base_image, container_image: 'container', creation_time: day(whole.creation_time),
    failure_reason: 'x', horovod: true, image_arn: whole.image_arn, image_version_arn: whole.image_version_arn, image_version_status: 'CREATED',
    job_type: 'NOTEBOOK_KERNEL', last_modified_time: day(whole.last_modified_time), ml_framework: 'PyTorch 2.6', processor: 'GPU',
    programming_lang: 'Python 3.12', release_notes: 'notes', tags: { team: 'ml', 'cost-center': '' }, vendor_guidance: 'STABLE', version: 7n,
    monitor: 'nightly', scanned_at: day(SCANNED_AT), region: 'eu-west-1', image_name: 'data-science', aliases: ['latest', 'prod'], is_direct_use: false,
    base_family: 'sagemaker-distribution', base_version: '2.3.1', base_processor: 'gpu', base_framework: 'pytorch', base_confidence: 'certain',
    evidence: ['layer-chain: 12 layers'], golden_family: 'acme', golden_version: '2026.1', golden_end_of_support: day('2026-12-31'),
    status: 'EXPIRING', severity: 'HIGH', reason: 'why', conditions: ['DATE_MOVED_EARLIER', 'WAIVED'], end_of_support: day('2026-12-24'),
    end_of_availability: day('2027-01-01'), estimated_end_of_support: day('2027-02-02'), days_left: 32n, policy_family: 'sagemaker-distribution',
    policy_rule: 'fresh', policy_sha256: 'abc', policy_retrieved_at: day('2026-11-22'), policy_source: 'https://policy', policy_line: 12n,
    policy_as_written: 'Dec 24th, 2026', successor_version: '2.4', successor_uri: 'uri:2.4', successor_step: 'minor',
    successor_end_of_support: day('2027-06-01'), running: 1n, attached: 2n, floating: 1n, used_in_domains: ['d-1'], usage_read: 'full',
    owner: 'team-ml', waived: true, waiver_owner: 'ana', waiver_reason: 'later', waiver_expires: day('2026-12-01'),
    first_seen: day('2026-01-01'), status_since: day('2026-09-25T06:00:00.000Z'), registry_scan: { CRITICAL: 2n }, registry_scanned_at: day('2026-11-20'),
  });
});

it('tells what is not known from what is empty', async () => {
  const bare = finding({ base: null, policy: { family: 'acme', sha256: 'def', retrievedAt: '2026-11-01T00:00:00.000Z', rule: 'shipped' } });
  const { findings = [], usage } = await written(datasetScan(HERE, SCANNED_AT, [bare]));
  expect(findings[0]).toMatchObject({
    tags: {}, aliases: [], evidence: [], base_family: null, base_confidence: 'none', horovod: null, end_of_support: null, days_left: null, policy_line: null,
    policy_family: 'acme', policy_sha256: 'def', policy_rule: 'shipped', policy_source: null, running: null, attached: null, floating: null,
    used_in_domains: null, usage_read: null, owner: null, waived: false, waiver_expires: null, registry_scan: null,
  });
  expect(usage).toBeUndefined();
});

it('names who uses an image, those that run it as such', async () => {
  const { usage, findings } = await written(HISTORY.at(-2)!.scan);
  expect(findings).toEqual([expect.objectContaining({ is_direct_use: true, creation_time: null, running: 2n, attached: 1n })]);
  expect(usage?.map(({ used_as: as, used_by: by }) => [as, by])).toEqual([
    ['running', 'app d-1/bo/JupyterLab/default'], ['running', 'app d-1/ana/JupyterLab/default'], ['attached', 'domain d-1'],
  ]);
  expect(usage?.[0]).toMatchObject({ finding_key: findings?.[0]?.['_key'], account_id: THERE.accountId, scanned_at: new Date('2026-11-22T00:30:00Z') });
});

it('has the news about policies, and no other', async () => {
  const { scan } = HISTORY[1]!;
  const other = { kind: 'finding', type: 'NEW', severity: 'LOW', message: 'm', key: 'k', imageVersionArn: 'arn', from: null, to: 'EXPIRING' } as const;
  const { policy_changes: changes } = await written({ ...scan, result: { ...scan.result, changes: [other, ...scan.result.changes] } });
  expect(changes).toEqual([
    {
      monitor: 'nightly', scanned_at: new Date('2026-10-15T06:00:00Z'), region: 'eu-west-1', account_id: HERE.accountId, change_key: 'moved-2.4',
      type: 'DATE_MOVED_EARLIER', severity: 'HIGH', family: 'sagemaker-distribution', version: '2.4', framework: null, processors: ['cpu', 'gpu'],
      date_kind: 'support', old_date: new Date('2027-05-10'), new_date: new Date('2027-02-10'), days_moved: -89n, notice_days: 118n, is_pending: false,
      affected: [expect.stringContaining('image-version/data-science/2')], message: 'The end of support of 2.4 moved.',
    },
    expect.objectContaining({ change_key: 'added-4.1', old_date: null, days_moved: null }),
  ]);
});

it('counts what a scan saw', async () => {
  const { scan } = HISTORY.at(-1)!;
  const { coverage } = scan.result;
  const { scans } = await written({
    ...scan,
    result: {
      ...scan.result,
      coverage: {
        ...coverage, images: 3, versionsListed: 5, excludedByFilter: 1, goneDuringScan: 2, directUse: 1, complete: false,
        failures: [{ cause: 'denied', count: 2, example: 'a' }, { cause: 'throttled', count: 1, example: 'b' }],
      },
      policies: ['2026-11-22T06:00:00.000Z', '2026-11-20', '2026-11-21'].map((retrievedAt) => (
        { family: 'f', source: 's', sha256: 'x', rule: 'fresh', rows: 1, retrievedAt }
      )),
      policyDocuments: (['refused', 'unread', 'unread', 'accepted'] as const).map((verdict) => (
        { source: 's', family: null, sha256: null, verdict, reasons: [] }
      )),
    },
  });
  expect(scans).toEqual([{
    monitor: 'nightly', scanned_at: new Date('2026-11-22T07:00:00Z'), region: 'us-east-1', account_id: THERE.accountId, as_of: new Date('2026-11-22'),
    complete: false, images: 3n, versions_listed: 5n, excluded_by_filter: 1n, gone_during_scan: 2n, direct_use: 1n, findings: 4n,
    supported: 0n, expiring: 1n, end_of_support: 3n, end_of_availability: 0n, no_date_published: 0n, not_in_policy_yet: 0n,
    not_in_policy: 0n, unknown_base: 0n, image_unavailable: 0n, waived: 2n, failures: 3n, failure_causes: ['denied', 'throttled'],
    calls: { 'sagemaker.ListImages': 1n, 'ecr.BatchGetImage': 3n }, duration_ms: 1500n, oldest_policy_retrieved_at: new Date('2026-11-20'),
    documents_refused: 1n, documents_unread: 2n,
  }]);
});
