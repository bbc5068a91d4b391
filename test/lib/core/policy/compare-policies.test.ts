import { comparePolicies, nearestRows, rowsOfProducts } from '../../../../lib/core/policy/compare-policies';
import type { PolicyMajor, PolicyRelease } from '../../../../lib/core/policy/policy';

const row = (version: string, eolFrom: string | null, more: Partial<PolicyRelease> = {}): PolicyRelease =>
  ({ version, eolFrom, asWritten: '', line: 1, ...more });
const both = (version: string, eolFrom: string | null, more: Partial<PolicyRelease> = {}) =>
  [row(version, eolFrom, { processor: 'cpu', ...more }), row(version, eolFrom, { processor: 'gpu', ...more })];
const major = (version: string, eolFrom: string | null): PolicyMajor => ({ version, lastMinorRelease: null, eolFrom });
const compare = (before: readonly PolicyRelease[], after: readonly PolicyRelease[]) =>
  comparePolicies({ releases: before, majors: [] }, { releases: after, majors: [] });
const EMPTY = {
  added: [], withdrawn: [], moved: [], movedAvailability: [], resectioned: [], majors: { added: [], withdrawn: [], moved: [] },
};

describe('comparePolicies', () => {
  it('joins processors that change alike, and keeps apart what does not', () => {
    const difference = compare(
      [...both('2.3', '2025-07-27'), ...both('2.4', '2025-09-07')],
      [...both('2.3', '2025-04-25'), row('2.4', '2025-05-25', { processor: 'cpu' }), row('2.4', '2025-09-07', { processor: 'gpu' })],
    );
    expect(difference).toEqual({
      ...EMPTY,
      moved: [
        { release: { version: '2.3', processors: ['cpu', 'gpu'] }, from: '2025-07-27', to: '2025-04-25' },
        { release: { version: '2.4', processors: ['cpu'] }, from: '2025-09-07', to: '2025-05-25' },
      ],
    });
  });

  it('tells what came from what went, in the order of versions', () => {
    const { added, withdrawn } = compare([row('2.9', '2025-01-01')], [...both('2.10', null), ...both('2.2', '2026-01-01', { discontinuedFrom: '2027-01-01' })]);
    expect(withdrawn).toEqual([{ release: { version: '2.9', processors: [] }, eolFrom: '2025-01-01', discontinuedFrom: null }]);
    expect(added).toEqual([
      { release: { version: '2.2', processors: ['cpu', 'gpu'] }, eolFrom: '2026-01-01', discontinuedFrom: '2027-01-01' },
      { release: { version: '2.10', processors: ['cpu', 'gpu'] }, eolFrom: null, discontinuedFrom: null },
    ]);
  });

  it('keeps the two dates apart, and a section that changed is no move', () => {
    const difference = compare(
      [row('1', '2026-01-01', { discontinuedFrom: '2027-01-01' }), row('2', '2026-01-01', { section: 'supported' })],
      [row('1', '2026-01-01', { discontinuedFrom: null }), row('2', '2026-01-01', { section: 'unsupported' })],
    );
    expect(difference).toEqual({
      ...EMPTY,
      movedAvailability: [{ release: { version: '1', processors: [] }, from: '2027-01-01', to: null }],
      resectioned: [{ release: { version: '2', processors: [] }, from: 'supported', to: 'unsupported' }],
    });
  });

  it.each<[string, Partial<PolicyRelease>]>([
    ['product', { product: 'training' }], ['repository', { repository: 'a' }], ['operating system', { os: 'amzn2023' }],
    ['accelerator', { accelerator: 'tpu' }], ['framework', { framework: 'pytorch' }], ['processor', { processor: 'cpu' }],
  ])('takes rows of another %s for another release', (_, more) => {
    const { added, withdrawn, moved } = compare([row('2.3', '2026-01-01')], [row('2.3', '2027-01-01', more)]);
    expect([added.length, withdrawn.length, moved.length]).toEqual([1, 1, 0]);
  });

  it('does not see where a row was read', () => {
    expect(compare([row('1', '2026-01-01', { line: 3, source: 'a', asOf: '2026-01-01' })], [row('1', '2026-01-01', { line: 9, source: 'b' })])).toEqual(EMPTY);
  });

  it('compares majors too', () => {
    const rows = (...majors: readonly PolicyMajor[]) => ({ releases: [], majors });
    expect(comparePolicies(rows(major('1', '2025-10-30'), major('2', '2026-02-25')), rows(major('2', '2026-05-25'), major('3', null)))).toEqual({
      ...EMPTY,
      majors: {
        added: [{ release: { version: '3', processors: [] }, eolFrom: null, discontinuedFrom: null }],
        withdrawn: [{ release: { version: '1', processors: [] }, eolFrom: '2025-10-30', discontinuedFrom: null }],
        moved: [{ release: { version: '2', processors: [] }, from: '2026-02-25', to: '2026-05-25' }],
      },
    });
  });
});

it('the nearest of several rows counts, each date on its own', () => {
  const rows = [row('1', null, { discontinuedFrom: '2026-05-01' }), row('1', '2026-03-01', { discontinuedFrom: '2026-06-01' }), row('1', '2026-02-01', { section: 'unsupported' })];
  for (const order of [rows, rows.toReversed()]) {
    expect([...nearestRows(order).values()]).toEqual([expect.objectContaining({ eolFrom: '2026-02-01', discontinuedFrom: '2026-05-01', section: 'unsupported' })]);
  }
});

it('a document of one product says nothing of another', () => {
  const rows = { releases: [row('1', null, { product: 'a' }), row('2', null, { product: 'b' }), row('3', null)], majors: [] };
  expect(rowsOfProducts(rows, ['a']).releases.map(({ version }) => version)).toEqual(['1', '3']);
  expect(rowsOfProducts(rows, undefined)).toBe(rows);
});
