import Ajv2020 from 'ajv/dist/2020';
import { composeEvents, entrySize, MAX_ENTRIES_BYTES } from '../../../lambda/publishing/events';
import type { DigestInput } from '../../../lambda/publishing/digest';
import type { EventEntry } from '../../../lambda/publishing/port';
import { DETAIL_TYPES } from '../../../lib/core/events';
import { SUPPORT_STATUSES, type Finding } from '../../../lib/core/finding';
import findingChanged from '../../../lib/events/finding-changed.v1.json';
import policyChanged from '../../../lib/events/policy-changed.v1.json';
import scanCompleted from '../../../lib/events/scan-completed.v1.json';
import waiverChanged from '../../../lib/events/waiver-changed.v1.json';
import { ACCOUNT, arnOf, dated, finding, REGION } from './findings-fixture';
import { added, detailed, digestOf, moved, moveOf, pendingMove, refused, reminderOf, SAMPLES, TODAY, waived, waiver, waiverChange } from './samples';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
const SCHEMAS: Readonly<Record<string, object>> = {
  [DETAIL_TYPES.finding]: findingChanged,
  [DETAIL_TYPES.policy]: policyChanged,
  [DETAIL_TYPES.waiver]: waiverChanged,
  [DETAIL_TYPES.scan]: scanCompleted,
};
const validators = Object.fromEntries(Object.entries(SCHEMAS).map(([type, schema]) => [type, ajv.compile(closed(schema) as object)]));

/** The same schema without room for members that it does not name: users get the open one, we may not forget one. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return 'properties' in inner && inner.type === 'object' ? { ...inner, additionalProperties: false } : inner;
}

function errorsOf({ detailType, detail }: EventEntry): unknown {
  const validate = validators[detailType];
  return validate?.(JSON.parse(detail)) ? [] : validate?.errors ?? 'no schema';
}

const golden = { family: 'acme-base', version: null, endOfSupport: null, status: 'NO_DATE_PUBLISHED', policyRow: null } as const;
const rich: Finding = dated(TODAY, '2026-05-15', {
  ...detailed, ...waived, golden, reason: 'Why.', estimatedEndOfSupport: '2026-12-01', directUse: { running: 1, attached: 0, examples: ['app'] },
  policy: { family: 'sagemaker-distribution', sha256: 'abc', retrievedAt: '2026-05-06', rule: 'fresh' },
});
const everything = digestOf([rich], [reminderOf(rich), moved, added, refused, pendingMove, waiverChange]);
const details = (input: DigestInput) => composeEvents(input).map(({ detail }) => JSON.parse(detail));

describe('the schemas', () => {
  it.each([...Object.entries(SAMPLES), ['everything', everything] as const])('hold for %s', (_name, input) => {
    const events = composeEvents(input);
    expect(events.flatMap(errorsOf)).toEqual([]);
    expect(events).toHaveLength(input.result.changes.length + 1);
  });

  it.each(SUPPORT_STATUSES)('know the status %s', (status) => {
    const one = finding({ status, base: null });
    expect(composeEvents(digestOf([one], [reminderOf(one)])).flatMap(errorsOf)).toEqual([]);
  });

  it.each(['monitor', 'idempotencyKey', 'finding', 'severity'])('refuse a detail without %s', (member) => {
    const [event] = composeEvents(digestOf([rich], [reminderOf(rich)]));
    const detail = JSON.parse(event?.detail ?? '{}');
    expect(delete detail[member]).toBe(true);
    expect(errorsOf({ detailType: DETAIL_TYPES.finding, detail: JSON.stringify(detail), resources: [], time: '' })).not.toEqual([]);
  });
});

it('are one for each change, policies first, and one for the scan', () => {
  expect(composeEvents(everything).map(({ detailType }) => detailType)).toEqual([
    ...Array.from({ length: 4 }, () => 'Image Support Policy Changed'),
    'Image Support Finding Changed', 'Image Support Waiver Changed', 'Image Support Scan Completed',
  ]);
});

it('say whose news it is, what changed, and what it is about', () => {
  const [policy, one] = composeEvents(digestOf([rich], [reminderOf(rich), moved]));
  expect(JSON.parse(policy?.detail ?? '')).toMatchObject({
    schemaVersion: '1.0', monitor: 'ml-platform', accountId: ACCOUNT, region: REGION, scannedAt: `${TODAY}T06:00:00.000Z`, asOf: TODAY,
    kind: 'policy', type: 'DATE_MOVED_EARLIER', days: -117, noticeDays: 9, key: 'policy|moved', affectedCount: 2,
  });
  expect(policy).toMatchObject({ resources: [arnOf('data-science', 1), arnOf('risk-models', 7)], time: `${TODAY}T06:00:00.000Z` });
  expect(one?.resources).toEqual([rich.imageVersionArn]);
  expect(JSON.parse(one?.detail ?? '')).toMatchObject({ type: 'REMINDER', finding: { waiver, estimatedEndOfSupport: '2026-12-01', golden } });
});

it('tell the scan as a whole', () => {
  const findings = [rich, dated(TODAY, '2026-04-01', { version: 2 })];
  const policies = [{ family: 'f', source: 's', sha256: 'x', retrievedAt: TODAY, rule: 'fresh' as const, rows: 3 }];
  const [scan] = details({ ...digestOf(findings, []), result: { ...digestOf(findings, []).result, policies } });
  expect(scan).toMatchObject({
    counts: { EXPIRING: 1, END_OF_SUPPORT: 1, SUPPORTED: 0 }, waived: 1, nextWaiverEnd: '2027-01-31', changes: { finding: 0, policy: 0, waiver: 0 },
    coverage: { complete: true, findings: 2 }, policies, report: 'reports/ml-platform/2026-05-06/060000Z.json',
  });
  const { report, ...without } = digestOf([], [moved]);
  expect(report).toBeDefined();
  expect(details(without).at(-1)).toMatchObject({ report: null, changes: { policy: 1 } });
});

describe('idempotency keys', () => {
  const keysOf = (input: DigestInput): string[] => details(input).map(({ idempotencyKey }) => idempotencyKey);
  const later = { ...everything, result: { ...everything.result, scannedAt: `${TODAY}T07:00:00.000Z` } };

  it('are the same when the same is told again, and new for a new scan', () => {
    expect(keysOf(later).slice(0, -1)).toEqual(keysOf(everything).slice(0, -1));
    expect(keysOf(later).at(-1)).not.toBe(keysOf(everything).at(-1));
  });

  it.each<Partial<DigestInput>>([{ monitor: 'other' }, { accountId: '999999999999' }, { region: 'us-east-1' }])('differ by %j', (other) => {
    const all = [...keysOf(everything), ...keysOf({ ...everything, ...other })];
    expect(new Set(all).size).toBe(all.length);
  });

  it('of two long ones that begin alike differ, as the keys in the detail do', () => {
    const long = (end: string) => moveOf(1, { key: `${'k'.repeat(5000)}${end}` });
    const [a, b] = details(digestOf([], [long('1'), long('2')]));
    expect(a.idempotencyKey).not.toBe(b.idempotencyKey);
    expect(a.key).not.toBe(b.key);
    expect(a.key).toMatch(/^[0-9a-f]{64}$/);
  });
});

it('stay small, whatever is in them', () => {
  const huge = '"\n'.repeat(100_000);
  const affected = Array.from({ length: 5_000 }, (_, index) => arnOf('data-science', index));
  const big = finding({
    ...rich, imageName: huge, reason: huge, waiver: { ...waiver, reason: huge, owner: huge },
    aliases: Array.from({ length: 500 }, () => huge),
    conditions: Array.from({ length: 50 }, () => ({ type: 'PROBABLE_BASE' as const, message: huge })),
  });
  const input = digestOf([big], [
    reminderOf(big), { ...moved, affected: [huge, ...affected], message: huge, family: huge },
    { ...waiverChange, affected, waiver: { ...waiver, image: huge } },
  ], { monitor: huge });
  const events = composeEvents(input);
  expect(Math.max(...events.map(entrySize))).toBeLessThan(MAX_ENTRIES_BYTES / 2);
  expect(events.flatMap(errorsOf)).toEqual([]);
  expect(events[0]?.resources).toEqual(affected.slice(0, 20));
  expect(JSON.parse(events[0]?.detail ?? '')).toMatchObject({ affectedCount: 5_001 });
});

it('count as Amazon EventBridge counts them', () => {
  const event: EventEntry = { detailType: DETAIL_TYPES.scan, detail: '{"ü":1}', resources: ['arn:1', 'arn:22'], time: '2026-05-06T06:00:00.000Z' };
  expect(entrySize(event)).toBe(14 + 'cdk-sagemaker-image-support'.length + DETAIL_TYPES.scan.length + 8 + 11);
});
