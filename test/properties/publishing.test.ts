import fc from 'fast-check';
import { composeChatMessage } from '../../lambda/publishing/chat';
import { composeDigest, type DigestInput } from '../../lambda/publishing/digest';
import { composeEvents, entrySize, MAX_ENTRIES_BYTES } from '../../lambda/publishing/events';
import { clean } from '../../lambda/publishing/plain-text';
import { messageSize, SNS_LIMIT_BYTES, splitToFit } from '../../lambda/publishing/split';
import { compareFindings } from '../../lib/core/compare-findings';
import type { PolicyChange, WaiverChange } from '../../lib/core/change';
import { SUPPORT_STATUSES, type Finding } from '../../lib/core/finding';
import { ACCOUNT, arnOf, coverageOf, finding, REGION } from '../lambda/publishing/findings-fixture';

/** Any text, and the texts that cost most once they are escaped twice. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.tuple(fc.constantFrom('"', '\\', 'ü', '日', '😀', '\u0001', '\n', '\ud800', '\u202E', 'x '), fc.integer({ min: 1, max: 3000 }))
    .map(([unit, times]) => unit.repeat(times)),
);
const date = fc.option(fc.constantFrom('2025-04-25', '2025-05-06', '2025-06-30', '2026-05-13'), { nil: null });

const someFinding: fc.Arbitrary<Partial<Finding>> = fc.record({
  imageName: text,
  status: fc.constantFrom(...SUPPORT_STATUSES),
  severity: fc.constantFrom('INFORMATIONAL' as const, 'MEDIUM' as const, 'CRITICAL' as const),
  reason: text,
  aliases: fc.array(text, { maxLength: 30 }),
  conditions: fc.array(fc.record({ type: fc.constant('PROBABLE_BASE' as const), message: text }), { maxLength: 16 }),
  base: fc.record({ family: text, version: text, processor: fc.constant(null), confidence: fc.constant('weak' as const) }),
  endOfSupport: date,
  endOfAvailability: date,
  daysLeft: fc.option(fc.integer({ min: -400, max: 400 }), { nil: null }),
  policyRow: fc.record({
    family: text, sha256: text, line: fc.nat(), asWritten: text, source: text, retrievedAt: text,
    rule: fc.constantFrom('fresh' as const, 'shipped' as const),
  }),
  successor: fc.record({ version: text, uri: text, step: fc.constant('minor' as const), endOfSupport: date }),
});

const severity = fc.constantFrom('INFORMATIONAL' as const, 'MEDIUM' as const, 'CRITICAL' as const);
const arns = fc.integer({ min: 0, max: 400 }).map((count) => Array.from({ length: count }, (_, at) => arnOf('any', at)));
const affected = fc.oneof(fc.array(text, { maxLength: 5 }), arns);
const days = fc.option(fc.integer(), { nil: null });
const policyChange: fc.Arbitrary<PolicyChange> = fc.record({
  kind: fc.constant('policy' as const),
  type: fc.constantFrom('RELEASE_ADDED', 'DATE_MOVED_EARLIER', 'DATE_MOVED_LATER', 'WITHDRAWN', 'DOCUMENT_REFUSED', 'DOCUMENT_ACCEPTED_WITH_DOUBTS'),
  severity, message: text, key: text, family: text, version: fc.option(text, { nil: null }), processors: fc.constant([]),
  from: date, to: date, days, noticeDays: days, pending: fc.boolean(), affected,
});
const waiverChange: fc.Arbitrary<WaiverChange> = fc.record({
  kind: fc.constant('waiver' as const), type: fc.constantFrom('WAIVER_ADDED', 'WAIVER_CHANGED', 'WAIVER_REMOVED', 'WAIVER_EXPIRED'),
  severity, message: text, key: text, affected,
  waiver: fc.record({ image: text, versions: text, owner: text, reason: text, expires: fc.constant('2026-01-31') }),
});

const digest: fc.Arbitrary<DigestInput> = fc.record({
  others: fc.array(fc.oneof(policyChange, waiverChange), { maxLength: 8 }),
  drafts: fc.array(someFinding, { maxLength: 8 }),
  copies: fc.integer({ min: 1, max: 12 }),
  failures: fc.array(fc.record({ cause: text, count: fc.nat(), example: text }), { maxLength: 15 }),
  monitor: text,
}).map(({ others, drafts, copies, failures, monitor }) => {
  const scannedAt = '2025-05-06T06:00:00.000Z';
  const arn = (version: number): string => `arn:aws:sagemaker:${REGION}:${ACCOUNT}:image-version/any/${version}`;
  const given = Array.from({ length: copies }, () => drafts).flat().map((draft, version) =>
    finding({ ...draft, imageName: `v${version}-${draft.imageName}`, imageVersionArn: arn(version), version }));
  const { changes, findings } = compareFindings(undefined, given, { noticePeriods: [90], today: '2025-05-06', scannedAt, complete: true });
  const coverage = coverageOf(findings, { failures, complete: false });
  const result = { scannedAt, asOf: '2025-05-06', coverage, policies: [], changes: [...others, ...changes], findings };
  return { monitor, accountId: ACCOUNT, region: REGION, result };
});

it('chunking: every message is within limits, valid on its own, and nothing is lost', () => {
  fc.assert(fc.property(digest, (input) => {
    const messages = composeDigest(input);
    const machines = messages.map(({ bodies }) => JSON.parse(JSON.parse(JSON.stringify(bodies)).default));
    const all: { kind: string; imageVersionArn: string }[] = machines.flatMap(({ changes }) => changes);
    const told = all.flatMap(({ kind, imageVersionArn }) => (kind === 'finding' ? [imageVersionArn] : []));
    expect(all).toHaveLength(input.result.changes.length);
    expect(told).toEqual(input.result.changes.flatMap((change) => (change.kind === 'finding' ? [change.imageVersionArn] : [])));
    expect(machines.map(({ part, parts }) => [part, parts])).toEqual(messages.map((_, index) => [index + 1, messages.length]));
    for (const message of messages) {
      expect(messageSize(message)).toBeLessThanOrEqual(SNS_LIMIT_BYTES);
      expect(message.subject).toMatch(/^[!-~][ -~]{0,98}$/);
      expect(message.bodies.sms).toMatch(/^[!-~][ -~]{0,139}$/);
      expect(message.bodies.email).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]/u);
    }
    const listed = messages.flatMap(({ bodies: { email = '' } }) => email.match(/^ {2}\* v\d+-/gm) ?? []);
    expect(listed.sort()).toEqual(told.map((arn) => `  * v${arn.split('/').pop()}-`).sort());
  }), { numRuns: 40 });
});

it('events are one for each change and one for the scan, each small enough, all with keys of their own where the changes have', () => {
  fc.assert(fc.property(digest, (input) => {
    const events = composeEvents(input);
    const details = events.map(({ detail }) => JSON.parse(detail));
    const changes = new Set(input.result.changes.map(({ kind, key }) => `${kind} ${key}`));
    expect(events).toHaveLength(input.result.changes.length + 1);
    expect(new Set(details.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(changes.size + 1);
    expect(Math.max(...events.map(entrySize))).toBeLessThanOrEqual(MAX_ENTRIES_BYTES);
  }), { numRuns: 40 });
});

it('a chat is told in one small message, without markup or mentions from outside', () => {
  fc.assert(fc.property(digest, (input) => {
    const message = composeChatMessage(input);
    expect(message === undefined).toBe(input.result.changes.length === 0);
    if (!message) return;
    const { content } = JSON.parse(message.bodies.default);
    expect(messageSize(message)).toBeLessThan(SNS_LIMIT_BYTES / 4);
    expect([content.title, content.description].join('\n')).not.toMatch(/[<>]|(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]/u);
    expect(message.subject).toMatch(/^[!-~][ -~]{0,98}$/);
  }), { numRuns: 40 });
});

it('cutting keeps every item and its order, and no run could take the first item of the next', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 10 })), (sizes) => {
    const sum = (run: readonly number[]): number => run.reduce((total, size) => total + size, 0);
    const runs = splitToFit(sizes, (run) => sum(run) <= 10);
    expect(runs.flat()).toEqual(sizes);
    expect(runs.filter((run) => sum(run) > 10)).toEqual([]);
    runs.slice(1).forEach((run, index) => expect(sum([...runs[index] ?? [], run[0] ?? 0])).toBeGreaterThan(10));
  }));
});

it('cleaning a clean text changes nothing', () => {
  fc.assert(fc.property(text, (dirty) => expect(clean(clean(dirty))).toBe(clean(dirty))));
});
