import fc from 'fast-check';
import { composeDigest, type DigestInput } from '../../lambda/publishing/digest';
import { clean } from '../../lambda/publishing/plain-text';
import { messageSize, SNS_LIMIT_BYTES, splitToFit } from '../../lambda/publishing/split';
import { compareFindings } from '../../lib/core/compare-findings';
import { SUPPORT_STATUSES, type Finding } from '../../lib/core/finding';
import { ACCOUNT, coverageOf, finding, REGION } from '../lambda/publishing/findings-fixture';

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
  policyRow: fc.record({ family: text, sha256: text, line: fc.nat(), asWritten: text }),
  successor: fc.record({ version: text, uri: text, step: fc.constant('minor' as const), endOfSupport: date }),
});

const digest: fc.Arbitrary<DigestInput> = fc.record({
  drafts: fc.array(someFinding, { maxLength: 8 }),
  copies: fc.integer({ min: 1, max: 12 }),
  failures: fc.array(fc.record({ cause: text, count: fc.nat(), example: text }), { maxLength: 15 }),
  monitor: text,
}).map(({ drafts, copies, failures, monitor }) => {
  const scannedAt = '2025-05-06T06:00:00.000Z';
  const arn = (version: number): string => `arn:aws:sagemaker:${REGION}:${ACCOUNT}:image-version/any/${version}`;
  const given = Array.from({ length: copies }, () => drafts).flat().map((draft, version) =>
    finding({ ...draft, imageName: `v${version}-${draft.imageName}`, imageVersionArn: arn(version), version }));
  const { changes, findings } = compareFindings(undefined, given, { noticePeriods: [90], today: '2025-05-06', scannedAt, complete: true });
  const result = { scannedAt, asOf: '2025-05-06', coverage: coverageOf(findings, { failures, complete: false }), policies: [], changes, findings };
  return { monitor, accountId: ACCOUNT, region: REGION, result };
});

it('chunking: every message is within limits, valid on its own, and nothing is lost', () => {
  fc.assert(fc.property(digest, (input) => {
    const messages = composeDigest(input);
    const machines = messages.map(({ bodies }) => JSON.parse(JSON.parse(JSON.stringify(bodies)).default));
    const told = machines.flatMap(({ changes }) => changes.map(({ imageVersionArn }: { imageVersionArn: string }) => imageVersionArn));
    expect(told).toEqual(input.result.changes.flatMap((change) => (change.kind === 'finding' ? [change.imageVersionArn] : [])));
    expect(machines.map(({ part, parts }) => [part, parts])).toEqual(messages.map((_, index) => [index + 1, messages.length]));
    for (const message of messages) {
      expect(messageSize(message)).toBeLessThanOrEqual(SNS_LIMIT_BYTES);
      expect(message.subject).toMatch(/^[!-~][ -~]{0,98}$/);
      expect(message.bodies.email).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]/u);
    }
    const listed = messages.flatMap(({ bodies: { email = '' } }) => email.match(/^ {2}\* v\d+-/gm) ?? []);
    expect(listed.sort()).toEqual(told.map((arn) => `  * v${arn.split('/').pop()}-`).sort());
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
