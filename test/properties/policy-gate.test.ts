import fc from 'fast-check';
import { addDays } from '../../lib/core/calendar-date';
import { checkRows } from '../../lib/core/policy/checks';
import { rowName } from '../../lib/core/policy/checks/grouping';
import { comparePolicies, nearestRows, type PolicyDifference } from '../../lib/core/policy/compare-policies';
import { judgeDocument } from '../../lib/core/policy/gate';
import { pendingDates } from '../../lib/core/policy/pending-dates';
import type { PolicyDocument, PolicyRelease } from '../../lib/core/policy/policy';
import { policyChanges } from '../../lib/core/policy/policy-changes';
import { NOTHING_TOLD } from '../../lib/core/policy/policy-changes-told';

const TODAY = '2026-06-15';
const dates = fc.integer({ min: -300, max: 300 }).map((days) => addDays(TODAY, days));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const rows: fc.Arbitrary<PolicyRelease> = fc.record({
  version: fc.constantFrom('1.0', '1.1', '1.2', '2.0', '2.10', 'b9522'),
  processor: maybe(fc.constantFrom('cpu' as const, 'gpu' as const)),
  repository: maybe(fc.constantFrom('a', 'b')),
  section: maybe(fc.constantFrom('supported' as const, 'unsupported' as const)),
  eolFrom: fc.option(dates, { freq: 6 }),
  discontinuedFrom: maybe(fc.option(dates)),
}).map(({ processor, repository, section, discontinuedFrom, ...row }) => ({
  ...row, asWritten: row.eolFrom ?? '', line: 1,
  ...(processor && { processor }), ...(repository && { repository }), ...(section && { section }),
  ...(discontinuedFrom !== undefined && { discontinuedFrom }),
}));
const documents: fc.Arbitrary<PolicyDocument> = fc.record({
  releases: fc.array(rows, { maxLength: 25 }),
  majors: fc.uniqueArray(fc.record({ version: fc.constantFrom('1', '2', '3'), lastMinorRelease: fc.constant(null), eolFrom: fc.option(dates) }), { selector: ({ version }) => version }),
}).map((policy) => ({ family: 'vendor', anomalies: [], ...policy }));

/** A document and an edit of it, as vendors make them: most rows stay, some go, some move. */
const fates = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.option(dates, { freq: 9 })), { minLength: 25, maxLength: 25 });
const edits = fc.tuple(documents, fates, fc.array(rows, { maxLength: 3 }))
  .map(([ruling, drawn, added]) => ({
    ruling,
    candidate: { ...ruling, releases: [...ruling.releases.flatMap((row, index) => {
      const [fate, eolFrom] = drawn[index] ?? [5, null];
      return fate === 0 ? [] : fate === 1 ? [{ ...row, eolFrom }] : [row];
    }), ...added] },
  }));
const names = (document: PolicyDocument) =>
  new Set([...nearestRows(document.releases)].filter(([, { eolFrom }]) => eolFrom !== null && eolFrom >= TODAY).map(([name]) => name));

const turned = <T extends { readonly from: unknown; readonly to: unknown }>(moves: readonly T[]) =>
  moves.map((move) => ({ ...move, from: move.to, to: move.from }));
const inverse = ({ added, withdrawn, moved, movedAvailability, resectioned, majors }: PolicyDifference) => ({
  added: withdrawn, withdrawn: added, moved: turned(moved), movedAvailability: turned(movedAvailability), resectioned: turned(resectioned),
  majors: { added: majors.withdrawn, withdrawn: majors.added, moved: turned(majors.moved) },
});

describe('comparing policies', () => {
  it('finds nothing between a policy and itself, in whatever order', () => {
    const shuffled = documents.chain((document) =>
      fc.tuple(fc.constant(document), fc.shuffledSubarray([...document.releases], { minLength: document.releases.length })));
    fc.assert(fc.property(shuffled, ([document, releases]) => {
      const { majors, ...lists } = comparePolicies(document, { ...document, releases });
      expect([...Object.values(lists), ...Object.values(majors)].flat()).toEqual([]);
    }));
  });

  it('is its own inverse', () => {
    fc.assert(fc.property(fc.oneof(edits, fc.record({ ruling: documents, candidate: documents })), ({ ruling, candidate }) => {
      expect(comparePolicies(candidate, ruling)).toEqual(inverse(comparePolicies(ruling, candidate)));
    }));
  });
});

describe('the gate', () => {
  const judge = (ruling: PolicyDocument, candidate: PolicyDocument, accepted: readonly string[] = []) =>
    judgeDocument({ candidate, ruling, today: TODAY, accepted, sha256: 'abc' });

  it('never accepts fewer supported rows: each has a date in what is accepted', () => {
    fc.assert(fc.property(edits, ({ ruling, candidate }) => {
      if (judge(ruling, candidate).verdict === 'refused') return;
      const dated = new Set(candidate.releases.filter(({ eolFrom }) => eolFrom !== null).map(rowName));
      for (const name of names(ruling)) expect(dated).toContain(name);
    }), { numRuns: 1000 });
  });

  it('has a reason for all but acceptance, refuses for errors only, and accepts what rules already', () => {
    fc.assert(fc.property(edits, ({ ruling, candidate }) => {
      const { verdict, reasons } = judge(ruling, candidate);
      expect(reasons.length > 0).toBe(verdict !== 'accepted');
      expect(reasons.some(({ severity }) => severity === 'error')).toBe(verdict === 'refused');
      if (ruling.releases.length > 0) expect(judge(ruling, ruling).verdict).toBe('accepted');
      if (candidate.releases.length > 0) expect(judge(ruling, candidate, ['abc']).verdict).not.toBe('refused');
    }));
  });

  it('does not depend on the order of rows', () => {
    fc.assert(fc.property(edits, ({ ruling, candidate }) => {
      const codes = (document: PolicyDocument) => judge(ruling, document).reasons.map(({ code, severity }) => `${severity} ${code}`);
      expect(codes({ ...candidate, releases: candidate.releases.toReversed() })).toEqual(codes(candidate));
    }));
  });

  it('loses no earlier date: it rules or it waits, and either way it is told', () => {
    fc.assert(fc.property(edits, ({ ruling, candidate }) => {
      const { verdict, reasons } = judge(ruling, candidate);
      const base = { source: 's', sha256: 'abc', retrievedAt: TODAY, rule: 'fresh' as const };
      const before = { ...ruling, ...base };
      const after = verdict === 'refused' ? { ...before, pending: pendingDates(candidate, ruling) } : { ...candidate, ...base };
      const { changes, told } = policyChanges({ candidate, source: 's', sha256: 'abc', verdict, reasons, before, after }, { today: TODAY, noticePeriods: [90, 30, 7], findings: [], told: NOTHING_TOLD });
      const earlier = comparePolicies(ruling, candidate).moved.filter(({ from, to }) => to !== null && (from === null || to < from));
      for (const { release, to } of earlier) {
        expect(changes.some((change) => change.type === 'DATE_MOVED_EARLIER' && change.version === release.version && change.to === to)).toBe(true);
      }
      expect(new Set(changes.map(({ key }) => key)).size).toBe(changes.length);
      const again = { candidate, source: 's', sha256: 'abc', verdict, reasons, before: after, after };
      expect(policyChanges(again, { today: addDays(TODAY, 1), noticePeriods: [90, 30, 7], findings: [], told }).changes).toEqual([]);
    }), { numRuns: 500 });
  });
});

it('checks within a document are total', () => {
  fc.assert(fc.property(documents, (document) => expect(Array.isArray(checkRows(document))).toBe(true)));
});
