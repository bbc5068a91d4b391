import fc from 'fast-check';
import { addDays } from '../../lib/core/calendar-date';
import { compareFindings, type CompareOptions, type FindingSnapshot } from '../../lib/core/compare-findings';
import type { Finding } from '../../lib/core/finding';
import { dated, finding } from '../lambda/publishing/findings-fixture';

const START = '2025-05-06';
const IMAGES = ['data-science', 'risk-models'];

/** A version as a scan of a given day sees it: dated, not known, or waived. */
type Sight = (today: string) => Finding;

const sight: fc.Arbitrary<Sight> = fc.record({
  imageName: fc.constantFrom(...IMAGES),
  version: fc.integer({ min: 1, max: 6 }),
  end: fc.option(fc.integer({ min: -10, max: 120 }), { nil: null }),
  waived: fc.boolean(),
}).map(({ imageName, version, end, waived }) => (today) => {
  const conditions = waived ? [{ type: 'WAIVED' as const, message: '' }] : [];
  return end === null
    ? finding({ imageName, version, status: 'UNKNOWN_BASE', severity: 'MEDIUM', conditions })
    : dated(today, addDays(START, end), { imageName, version, conditions });
});

const scan = fc.record({
  sights: fc.uniqueArray(sight, { maxLength: 10, selector: (see) => see(START).imageVersionArn }),
  complete: fc.boolean(),
  unlistedImages: fc.option(fc.subarray(IMAGES), { nil: undefined }),
  days: fc.integer({ min: 0, max: 40 }),
});

type Scan = typeof scan extends fc.Arbitrary<infer T> ? T : never;

function optionsOf({ complete, unlistedImages }: Scan, today: string): CompareOptions {
  return {
    noticePeriods: [90, 30, 7], today, scannedAt: `${today}T06:00:00.000Z`, complete, ...(unlistedImages && { unlistedImages }),
  };
}

/** Runs the scans one after the other; `see` is called for each with the state before it. */
function replay(
  scans: readonly Scan[],
  see: (state: readonly FindingSnapshot[] | undefined, findings: Finding[], options: CompareOptions) => void,
): void {
  let state: readonly FindingSnapshot[] | undefined;
  let today = START;
  for (const each of scans) {
    today = addDays(today, each.days);
    const findings = each.sights.map((sighted) => sighted(today));
    const options = optionsOf(each, today);
    see(state, findings, options);
    state = compareFindings(state, findings, options).snapshots;
  }
}

const scans = fc.array(scan, { minLength: 1, maxLength: 5 });

it('order-free: the order of findings and of the last state changes nothing', () => {
  fc.assert(fc.property(scans, fc.infiniteStream(fc.nat()), (all, random) => {
    const shuffled = <T>(items: readonly T[]): T[] =>
      items.map((item) => ({ item, at: random.next().value ?? 0 })).sort((a, b) => a.at - b.at).map(({ item }) => item);
    replay(all, (state, findings, options) => {
      const straight = compareFindings(state, findings, options);
      const mixed = compareFindings(state && shuffled(state), shuffled(findings), options);
      expect(mixed.changes).toEqual(straight.changes);
      expect(mixed.snapshots).toEqual(straight.snapshots);
    });
  }));
});

it('told once: the same scan again has no news, whatever came before', () => {
  fc.assert(fc.property(scans, (all) => replay(all, (state, findings, options) => {
    const { snapshots } = compareFindings(state, findings, options);
    expect(compareFindings(snapshots, findings, options).changes).toEqual([]);
  })));
});

it('repeatable: a scan that could not advance the state gives the same keys later the same day', () => {
  fc.assert(fc.property(scans, (all) => replay(all, (state, findings, options) => {
    const keys = (scannedAt: string): string[] => compareFindings(state, findings, { ...options, scannedAt }).changes.map(({ key }) => key);
    expect(keys(`${options.today}T23:00:00.000Z`)).toEqual(keys(options.scannedAt));
  })));
});

it('at most one change for a version, each with a key of its own, and none for a waived one', () => {
  fc.assert(fc.property(scans, (all) => replay(all, (state, findings, options) => {
    const { changes } = compareFindings(state, findings, options);
    expect(new Set(changes.map(({ imageVersionArn }) => imageVersionArn)).size).toBe(changes.length);
    expect(new Set(changes.map(({ key }) => key)).size).toBe(changes.length);
    const waived = new Set(findings.flatMap(({ conditions, imageVersionArn }) => (conditions.length > 0 ? [imageVersionArn] : [])));
    expect(changes.filter(({ imageVersionArn }) => waived.has(imageVersionArn))).toEqual([]);
  })));
});

it('total: every open version that is not waived is either known as it is, or told', () => {
  fc.assert(fc.property(scans, (all) => replay(all, (state, findings, options) => {
    const { changes, findings: carried } = compareFindings(state, findings, options);
    expect(carried.map(({ imageVersionArn }) => imageVersionArn)).toEqual(findings.map(({ imageVersionArn }) => imageVersionArn));
    for (const { imageVersionArn, status, endOfSupport, conditions } of findings) {
      if (status === 'SUPPORTED' || conditions.length > 0) continue;
      const known = state?.find((snapshot) => snapshot.imageVersionArn === imageVersionArn)?.known;
      const same = known?.status === status && known.endOfSupport === endOfSupport;
      expect(same || changes.some((change) => change.imageVersionArn === imageVersionArn)).toBe(true);
    }
  })));
});

it('an incomplete scan forgets no version that it may have missed', () => {
  fc.assert(fc.property(scans, (all) => replay(all, (state = [], findings, options) => {
    const { snapshots } = compareFindings(state, findings, options);
    const kept = new Set(snapshots.map(({ imageVersionArn }) => imageVersionArn));
    const missed = state.filter(({ imageName }) => !options.complete && (options.unlistedImages?.includes(imageName) ?? true));
    expect(missed.filter(({ imageVersionArn }) => !kept.has(imageVersionArn))).toEqual([]);
  })));
});
