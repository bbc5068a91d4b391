import fc from 'fast-check';
import { addDays } from '../../lib/core/calendar-date';
import { evaluate } from '../../lib/core/evaluation/evaluate';
import { SUPPORT_STATUSES, type SupportStatus } from '../../lib/core/finding';
import type { BaseImage } from '../../lib/core/lineage/base-image';
import type { PolicyRelease } from '../../lib/core/policy/policy';
import { imageVersion, lineage, options, release } from '../support/evaluation';

const versions = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 6 })).map(([major, minor]) => `${major}.${minor}`);
const dates = fc.integer({ min: -400, max: 400 }).map((days) => addDays('2026-06-15', days));
const rows: fc.Arbitrary<PolicyRelease[]> = fc.array(fc.record({
  version: versions,
  eolFrom: fc.option(dates, { freq: 5 }),
  processor: fc.constantFrom('cpu' as const, 'gpu' as const),
}), { maxLength: 20 }).map((drawn) => drawn.map(({ version, eolFrom, processor }) => release(version, eolFrom, { processor })));

const bases: fc.Arbitrary<Partial<BaseImage>> = fc.record({
  family: fc.constantFrom('sagemaker-distribution', 'acme', null),
  version: fc.oneof(versions, versions.map((version) => `${version}.1`), fc.constantFrom('2', 'b9522', null)),
  processor: fc.constantFrom('cpu' as const, 'gpu' as const, null),
  confidence: fc.constantFrom('certain' as const, 'strong' as const, 'weak' as const),
}).map((base) => (base.family === null ? { ...base, confidence: 'none' as const } : base));

/** How far a release is through its life; a status never goes back. */
const AGE: Readonly<Partial<Record<SupportStatus, number>>> = { SUPPORTED: 0, EXPIRING: 1, END_OF_SUPPORT: 2, END_OF_AVAILABILITY: 3 };

it('is monotonic: under the same policy, a status never improves as days go by', () => {
  fc.assert(fc.property(bases, rows, dates, fc.integer({ min: 1, max: 300 }), (base, releases, today, later) => {
    const on = (day: string) => evaluate(imageVersion(), lineage(base), options(releases, { today: day })).status;
    const [before, after] = [AGE[on(today)], AGE[on(addDays(today, later))]];
    if (before !== undefined && after !== undefined) expect(after).toBeGreaterThanOrEqual(before);
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
