import { pendingDates } from '../../../../lib/core/policy/pending-dates';
import type { PolicyAnomaly, PolicyDocument, PolicyRelease } from '../../../../lib/core/policy/policy';

const row = (version: string, eolFrom: string | null, line: number | null, more: Partial<PolicyRelease> = {}): PolicyRelease => ({ version, eolFrom, asWritten: '', line, ...more });
const RULING = { family: 'vendor', majors: [], releases: [row('1', '2026-06-01', 1), row('2', '2026-06-01', 2), row('3', null, 3), row('4', '2026-06-01', 4)] };
const at = (code: string, line: number | null): PolicyAnomaly => ({ code, severity: 'error', line, message: '' });
const pending = (releases: readonly PolicyRelease[], more: Partial<PolicyDocument> = {}) =>
  pendingDates({ family: 'vendor', releases, majors: [], anomalies: [], ...more }, RULING).map(({ version, eolFrom }) => `${version} ${eolFrom}`);
const earlier = [row('1', '2026-05-01', 11), row('2', '2026-05-01', 12), row('4', '2026-05-01', 14)];

describe('pendingDates', () => {
  it.each<[string, readonly PolicyRelease[], Partial<PolicyDocument>, string[]]>([
    ['earlier ones only', [row('1', '2026-05-31', 1), row('2', '2026-06-02', 2), row('4', '2026-06-01', 4)], {}, ['1 2026-05-31']],
    ['a first date', [row('3', '2026-12-01', 3)], {}, ['3 2026-12-01']],
    ['no date that vanished', [row('1', null, 1)], {}, []],
    ['no new release', [row('5', '2026-05-01', 1)], {}, []],
    ['no row of another processor', [row('1', '2026-05-01', 1, { processor: 'cpu' })], {}, []],
    ['the nearest of two', [row('1', '2026-05-02', 1), row('1', '2026-05-01', 2)], {}, ['1 2026-05-01']],
    ['nothing of another family', earlier, { family: 'other' }, []],
    ['nothing between the markers of a merge', earlier, { anomalies: [at('merge-conflict', 10), at('merge-conflict', 13)] }, ['4 2026-05-01']],
    ['nothing on such a line', earlier, { anomalies: [at('merge-conflict', 12), at('merge-conflict', 13)] }, ['1 2026-05-01', '4 2026-05-01']],
    ['nothing where a merge has no end', earlier, { anomalies: [at('merge-conflict', 20)] }, []],
    ['nothing where nobody knows where the merge is', earlier, { anomalies: [at('merge-conflict', null)] }, []],
    ['no row that an error stands on', earlier, { anomalies: [at('truncated-table', 14)] }, ['1 2026-05-01', '2 2026-05-01']],
    ['all where the error is elsewhere', earlier, { anomalies: [at('missing-table', null), at('unparsable-date', 15)] }, ['1 2026-05-01', '2 2026-05-01', '4 2026-05-01']],
    ['nothing of a product that it is not about', [row('1', '2026-05-01', 1, { product: 'b' })], { products: ['a'] }, []],
  ])('gives %s', (_, releases, more, expected) => expect(pending(releases, more)).toEqual(expected));
});
