import fc from 'fast-check';
import { addDays } from '../../lib/core/calendar-date';
import { evaluate } from '../../lib/core/evaluation/evaluate';
import { SEVERITIES, SUPPORT_STATUSES, type SupportStatus } from '../../lib/core/finding';
import type { BaseImage } from '../../lib/core/lineage/base-image';
import { AWS_DEEP_LEARNING_CONTAINERS, type PolicyRelease } from '../../lib/core/policy/policy';
import { imageVersion, lineage, options, policy, release } from '../support/evaluation';

const versions = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 6 })).map(([major, minor]) => `${major}.${minor}`);
const dates = fc.integer({ min: -400, max: 400 }).map((days) => addDays('2026-06-15', days));
const rows: fc.Arbitrary<PolicyRelease[]> = fc.array(fc.record({
  version: versions,
  eolFrom: fc.option(dates, { freq: 5 }),
  discontinuedFrom: fc.option(dates, { freq: 1 }),
  processor: fc.constantFrom('cpu' as const, 'gpu' as const),
}), { maxLength: 20 }).map((drawn) => drawn.map(({ version, eolFrom, ...rest }) => release(version, eolFrom, rest)));
const majors = fc.uniqueArray(
  fc.record({ version: fc.constantFrom('0', '1', '2', '3', '4'), lastMinorRelease: fc.constant(null), eolFrom: dates }),
  { selector: ({ version }) => version },
);

const bases: fc.Arbitrary<Partial<BaseImage>> = fc.record({
  family: fc.constantFrom('sagemaker-distribution', 'acme', null),
  version: fc.oneof(versions, versions.map((version) => `${version}.1`), fc.constantFrom('2', 'b9522', null)),
  processor: fc.constantFrom('cpu' as const, 'gpu' as const, null),
  confidence: fc.constantFrom('certain' as const, 'strong' as const, 'weak' as const),
}).map((base) => (base.family === null ? { ...base, confidence: 'none' as const } : base));

/** How far a release is through its life; a status never goes back. */
const AGE: Readonly<Partial<Record<SupportStatus, number>>> = { SUPPORTED: 0, EXPIRING: 1, END_OF_SUPPORT: 2, END_OF_AVAILABILITY: 3 };

it('is monotonic: under the same policy, a status never improves as days go by', () => {
  fc.assert(fc.property(bases, rows, majors, dates, fc.integer({ min: 1, max: 300 }), (base, releases, whole, today, later) => {
    const using = (day: string) => options(releases, { today: day, policy: { majors: whole } });
    const on = (day: string) => evaluate(imageVersion(), lineage(base), using(day)).status;
    const [before, after] = [AGE[on(today)], AGE[on(addDays(today, later))]];
    if (before !== undefined && after !== undefined) expect(after).toBeGreaterThanOrEqual(before);
    // What has ended has ended, and is nothing else later.
    if (before !== undefined && before >= 2) expect(after).toBeDefined();
  }), { numRuns: 500 });
});

it('gives no false comfort: only a strong base with a date to come is supported', () => {
  fc.assert(fc.property(bases, rows, dates, (base, releases, today) => {
    const finding = evaluate(imageVersion(), lineage(base), options(releases, { today }));
    if (finding.status !== 'SUPPORTED') return;
    expect(['certain', 'strong']).toContain(base.confidence);
    expect(finding.endOfSupport! > today).toBe(true);
    const row = releases.filter(({ version, eolFrom }) => eolFrom === finding.endOfSupport && (base.version === version || base.version?.startsWith(`${version}.`)));
    expect(row).not.toHaveLength(0);
  }), { numRuns: 500 });
});

it('is total: there is one status for whatever is known', () => {
  fc.assert(fc.property(fc.option(bases, { nil: undefined }), rows, dates, fc.string(), (base, releases, today, state) => {
    const version = imageVersion(state === '' ? {} : { imageVersionStatus: state });
    const finding = evaluate(version, base && lineage(base), options(releases, { today }));
    expect(SUPPORT_STATUSES).toContain(finding.status);
    if (finding.status !== 'SUPPORTED' && finding.endOfSupport === null) expect(finding.reason).toBeTruthy();
  }));
});

it('is order-free: the order of the rows changes nothing but which of two equal rows is named', () => {
  fc.assert(fc.property(bases, rows, dates, (base, releases, today) => {
    const judge = (ordered: readonly PolicyRelease[]) => {
      const { status, severity, endOfSupport, successor } = evaluate(imageVersion(), lineage(base), options(ordered, { today }));
      return { status, severity, endOfSupport, successor };
    };
    expect(judge([...releases].reverse())).toEqual(judge(releases));
  }));
});

it('never recommends what ends sooner', () => {
  fc.assert(fc.property(bases, rows, dates, (base, releases, today) => {
    const { successor, endOfSupport } = evaluate(imageVersion(), lineage(base), options(releases, { today }));
    if (successor && endOfSupport !== null) expect(successor.endOfSupport! >= endOfSupport).toBe(true);
    if (successor) expect(successor.endOfSupport! >= today).toBe(true);
  }));
});

it('shows dates that wait and dates that moved, and judges by neither', () => {
  const moved = fc.record({ version: versions, processor: fc.constantFrom('cpu' as const, 'gpu' as const), from: dates, to: dates, on: dates });
  fc.assert(fc.property(bases, rows, rows, fc.array(moved, { maxLength: 10 }), dates, (base, releases, pending, drawn, today) => {
    const moves = drawn.map((move) => ({ family: 'sagemaker-distribution', ...move }));
    const plain = evaluate(imageVersion(), lineage(base), options(releases, { today }));
    const judged = evaluate(imageVersion(), lineage(base), options(releases, { today, moves, policy: { pending } }));
    const { severity, conditions } = judged;
    expect(judged).toEqual({ ...plain, severity, conditions });
    expect(SEVERITIES.indexOf(severity)).toBeGreaterThanOrEqual(SEVERITIES.indexOf(plain.severity));
    if (severity !== plain.severity) expect(conditions.map(({ type }) => type)).toContain('PENDING_EARLIER_DATE');
  }));
});

describe('where the latest release only is supported', () => {
  const suffixes = fc.constantFrom('', '', '+amzn2023.abc', 'rc1', '.dev3');
  const digit = fc.integer({ min: 0, max: 3 });
  const names = fc.tuple(digit, digit, suffixes).map(([minor, patch, rest]) => `0.${minor}.${patch}${rest}`);
  const systems = fc.constantFrom('ubuntu22.04', 'amzn2023');
  const listed: fc.Arbitrary<PolicyRelease[]> = fc.array(fc.record({
    version: names, os: systems, framework: fc.constantFrom('vllm', 'vllm-omni'), processor: fc.constantFrom('cpu' as const, 'gpu' as const),
  }), { minLength: 1, maxLength: 12 })
    .map((drawn) => drawn.map(({ version, ...rest }) => release(version, null, { repository: 'vllm', ...rest })));
  const base = fc.record({ version: names, os: systems, processor: fc.constantFrom('cpu' as const, 'gpu' as const, null) })
    .map((drawn) => ({ family: AWS_DEEP_LEARNING_CONTAINERS, repository: 'vllm', framework: 'vllm', ...drawn }));
  const judge = (of: Partial<BaseImage>, releases: readonly PolicyRelease[], today: string) =>
    evaluate(imageVersion(), lineage(of), { ...options([]), today, policies: [policy(releases, { family: of.family ?? '' })] });

  it('no day and no newer release makes a status better', () => {
    fc.assert(fc.property(base, listed, listed, dates, fc.nat({ max: 300 }), (of, releases, added, today, later) => {
      const before = judge(of, releases, today).status;
      expect(judge(of, releases, addDays(today, later)).status === 'SUPPORTED' && before !== 'SUPPORTED').toBe(false);
      if (before === 'END_OF_SUPPORT') expect(judge(of, releases, addDays(today, later)).status).toBe('END_OF_SUPPORT');
      const more = added.filter(({ os }) => os === of.os);
      if (before === 'END_OF_SUPPORT') expect(judge(of, [...releases, ...more], today).status).not.toBe('SUPPORTED');
    }), { numRuns: 500 });
  });

  it('nothing is supported while a newer one is listed', () => {
    fc.assert(fc.property(base, listed, (of, releases) => {
      const { status } = judge(of, releases, '2026-06-15');
      const numbers = (version: string) => version.match(/\d+/g)!.slice(0, 3).join('.');
      const newer = releases.filter(({ version, framework }) => framework === 'vllm' && numbers(version) > numbers(of.version));
      if (newer.length > 0) expect(status).not.toBe('SUPPORTED');
    }), { numRuns: 500 });
  });

  it('the order of the list changes nothing', () => {
    fc.assert(fc.property(base, listed, (of, releases) => {
      const verdict = ({ status, reason, successor }: ReturnType<typeof judge>) => ({ status, reason, successor });
      expect(verdict(judge(of, [...releases].reverse(), '2026-06-15'))).toEqual(verdict(judge(of, releases, '2026-06-15')));
    }));
  });
});
