import { judgeDocument, type GateInput } from '../../../../../lib/core/policy/gate';
import type { PolicyDocument, PolicyRelease } from '../../../../../lib/core/policy/policy';

const today = '2026-05-01';
const row = (version: string, eolFrom: string | null, more: Partial<PolicyRelease> = {}): PolicyRelease =>
  ({ version, eolFrom, asWritten: '', line: 1, processor: 'cpu', uri: `r/i:${version}-${more.processor ?? 'cpu'}`, ...more });
const both = (version: string, eolFrom: string | null, more: Partial<PolicyRelease> = {}) =>
  [row(version, eolFrom, more), row(version, eolFrom, { ...more, processor: 'gpu', uri: `r/i:${version}-gpu` })];
const document = (releases: readonly PolicyRelease[], more: Partial<PolicyDocument> = {}): PolicyDocument =>
  ({ family: 'vendor', releases, majors: [], anomalies: [], ...more });
const ENDED = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '1.8', '1.9'].flatMap((version) => both(version, '2025-01-31'));
const ALIVE = [...both('2.0', '2026-06-01'), ...both('2.1', '2026-07-01'), ...both('2.2', '2026-08-01')];
const RULING = document([...ENDED, ...ALIVE]);
const judge = (candidate: PolicyDocument, more: Partial<GateInput> = {}) => {
  const { verdict, reasons } = judgeDocument({ candidate, ruling: RULING, today, accepted: [], sha256: 'abc', ...more });
  return [verdict, ...reasons.map(({ code }) => code)].join(' ');
};
const edit = (edited: (release: PolicyRelease) => readonly PolicyRelease[]) => document(RULING.releases.flatMap(edited));
const change = (version: string, more: Partial<PolicyRelease>, processor?: 'cpu' | 'gpu') =>
  edit((release) => [
    release.version === version && (processor ?? release.processor) === release.processor ? { ...release, ...more } : release,
  ]);
const without = (...names: readonly string[]) => edit((release) => (names.includes(`${release.version} ${release.processor}`) || names.includes(release.version) ? [] : [release]));
const added = (...rows: readonly PolicyRelease[]) => document([...RULING.releases, ...rows]);

describe('judgeDocument', () => {
  it.each<[string, PolicyDocument, string]>([
    ['the same document', RULING, 'accepted'],
    ['a new release', added(...both('2.3', '2026-10-30')), 'accepted'],
    ['an error of the parser', document(RULING.releases, { anomalies: [{ code: 'missing-table', severity: 'error', line: 3, message: '' }] }), 'refused missing-table'],
    ['a new contradiction', document(RULING.releases, { anomalies: [{ code: 'extra-cells', severity: 'warning', line: 3, message: '' }] }), 'accepted-with-doubts extra-cells'],
    ['a remark', document(RULING.releases, { anomalies: [{ code: 'minor-after-major', severity: 'info', line: 3, message: '' }] }), 'accepted'],
    ['no rows', document([]), 'refused no-rows'],
    ['another family', document(RULING.releases, { family: 'other' }), 'refused other-family'],

    ['a supported row lost', without('2.0 gpu'), 'refused supported-row-vanished processor-vanished'],
    ['a supported release lost', without('2.0'), 'refused supported-row-vanished'],
    ['an ended release lost', without('1.0'), 'accepted-with-doubts row-vanished'],
    ['an ended row lost', without('1.0 gpu'), 'refused processor-vanished row-vanished'],
    ['four rows of 26 lost', without('1.0', '1.1'), 'refused shrunk row-vanished'],
    ['lost rows behind new ones', document([...without('1.0', '1.1').releases, ...both('2.3', '2026-10-30'), ...both('2.4', '2026-11-30')]), 'refused shrunk row-vanished'],

    ['a date that vanished', change('2.1', { eolFrom: null }), 'refused date-vanished'],
    ['an ended date that vanished', change('1.1', { eolFrom: null }), 'refused date-vanished'],
    ['earlier', change('2.1', { eolFrom: '2026-05-10' }), 'accepted'],
    ['earlier, and over', change('2.1', { eolFrom: '2026-04-20' }), 'accepted-with-doubts moved-into-past'],
    ['later', change('2.1', { eolFrom: '2026-09-10' }), 'accepted'],
    ['later by 731 days', change('2.1', { eolFrom: '2028-07-01' }), 'refused year-moved'],
    ['later by 732 days', change('2.1', { eolFrom: '2028-07-02' }), 'refused extended-too-far'],
    ['later by a whole year', change('2.1', { eolFrom: '2027-07-01' }), 'refused year-moved'],
    ['earlier by a whole year', change('2.1', { eolFrom: '2025-07-01' }), 'accepted-with-doubts moved-into-past'],
    ['later by 700 days', change('2.1', { eolFrom: '2028-05-31' }), 'accepted'],
    ['ended, and supported again', change('1.1', { eolFrom: '2026-06-15' }), 'accepted-with-doubts revived'],
    ['to before its release', change('2.1', { eolFrom: '2026-05-10', releaseDate: '2026-05-11' }), 'refused end-before-release'],
    ['to the day of its release', change('2.1', { eolFrom: '2026-05-10', releaseDate: '2026-05-10' }), 'accepted'],
    ['an old slip of that kind', document(RULING.releases.map((release) => ({ ...release, releaseDate: '2030-01-01' }))), 'accepted'],
    ['a new release that ends in a decade', added(...both('2.3', '2036-10-30')), 'refused end-too-far'],
    ['a new release of three years more', added(...both('2.3', '2029-08-01')), 'accepted'],
    ['gone before its end', change('2.1', { discontinuedFrom: '2026-06-30' }), 'accepted-with-doubts availability-before-end'],

    ['cpu and gpu that differ, one earlier', change('2.1', { eolFrom: '2026-05-10' }, 'gpu'), 'accepted-with-doubts processor-dates-differ'],
    ['cpu and gpu that differ, one later', change('2.1', { eolFrom: '2026-07-10' }, 'gpu'), 'refused processor-dates-differ'],
    ['a new release with two dates', added(row('2.3', '2026-10-30'), row('2.3', '2026-10-31', { processor: 'gpu' })), 'accepted-with-doubts processor-dates-differ'],
    ['a new release for one processor', added(row('2.3', '2026-10-30')), 'accepted-with-doubts processor-missing'],

    ['an image of the other processor', change('2.1', { uri: 'r/i:2.1-gpu' }, 'cpu'), 'accepted-with-doubts reference-mismatch'],
    ['an image of another version', change('2.1', { uri: 'r/i:2.0-cpu' }), 'accepted-with-doubts reference-mismatch'],
    ['the same, with a nearer date', change('2.1', { uri: 'r/i:2.0-cpu', eolFrom: '2026-05-10' }), 'accepted-with-doubts reference-mismatch'],
    ['the same, with a later date', change('2.1', { uri: 'r/i:2.0-cpu', eolFrom: '2026-07-10' }), 'refused reference-of-other-version'],
    ['the same in one of two tables, with a later date', edit((release) => [release.version !== '2.1' ? release
      : { ...release, eolFrom: '2026-07-10', ...(release.processor === 'cpu' && { uri: 'r/i:2.0-cpu' }) }]), 'accepted-with-doubts reference-mismatch'],
    ['the release that never got a row', added(row('2.5', '2026-10-30', { uri: 'r/i:2.4-cpu' }), row('2.5', '2026-10-30', { processor: 'gpu', uri: 'r/i:2.4-gpu' })), 'refused reference-of-other-version'],
    ['the same, borne out by its sister', added(row('2.5', '2026-10-30', { uri: 'r/i:2.4-cpu' }), row('2.5', '2026-10-30', { processor: 'gpu', uri: 'r/i:2.5-gpu' })), 'accepted-with-doubts reference-mismatch'],
  ])('%s', (_, candidate, expected) => expect(judge(candidate)).toBe(expected));

  it('takes what was odd before for known', () => {
    const odd = { code: 'extra-cells', severity: 'warning' as const, line: 3, message: "Row '1' on line 3" };
    const ruling = document(change('2.1', { uri: 'r/i:2.0-cpu' }).releases, { anomalies: [odd] });
    expect(judge({ ...ruling, anomalies: [{ ...odd, line: 4, message: "Row '1' on line 4" }] }, { ruling })).toBe('accepted');
    expect(judge({ ...ruling, anomalies: [{ ...odd, message: "Row '2' on line 3" }] }, { ruling })).toBe('accepted-with-doubts extra-cells');
  });

  it('tells the loss of a major version', () => {
    const ruling = { ...RULING, majors: [{ version: '2', lastMinorRelease: null, eolFrom: '2027-01-01' }] };
    expect(judge(RULING, { ruling })).toBe('accepted-with-doubts major-vanished');
  });

  it.each<[string, number, number, string]>([
    ['five of eight', 5, 8, 'accepted'],
    ['six of eleven', 6, 11, 'refused mass-move'],
    ['six of twelve', 6, 12, 'accepted'],
  ])('a mass move: %s', (_, moved, alive, expected) => {
    const ends = (day: (index: number) => string) => document(Array.from({ length: alive }, (__, index) => both(`3.${index}`, day(index))).flat());
    const ruling = ends(() => '2026-08-01');
    for (const [to, verdict] of [['2026-05-20', expected], ['2026-09-20', expected]] as const) {
      expect(judge(ends((index) => (index < moved ? to : '2026-08-01')), { ruling })).toBe(verdict);
    }
  });

  it('a mass move into the past too', () => {
    const ends = (count: number) => document(Array.from({ length: 8 }, (_, index) => both(`3.${index}`, index < count ? '2026-04-20' : '2026-08-01')).flat());
    expect(judge(ends(6), { ruling: ends(0) })).toBe('refused mass-move moved-into-past');
  });

  it('lets a date move by 731 days, where that is not two years', () => {
    const on = (eolFrom: string) => document(both('2.1', eolFrom));
    expect(judge(on('2030-06-02'), { ruling: on('2028-06-01') })).toBe('accepted');
    expect(judge(on('2030-06-03'), { ruling: on('2028-06-01') })).toBe('refused extended-too-far');
  });

  it('lets a small policy lose two rows', () => {
    const ruling = document(['1', '2', '3', '4'].map((version) => row(version, '2025-01-31')));
    const keeping = (count: number) => document(ruling.releases.slice(0, count));
    expect(judge(keeping(2), { ruling })).toBe('accepted-with-doubts row-vanished');
    expect(judge(keeping(1), { ruling })).toBe('refused shrunk row-vanished');
  });

  it('lets history be tidied', () => {
    expect(judge(edit((release) => [release.eolFrom === '2025-01-31' ? { ...release, eolFrom: '2025-01-30' } : release]))).toBe('accepted');
  });

  it('accepts what it knows nothing of, with the doubts that the document itself gives', () => {
    expect(judge(RULING, { ruling: undefined })).toBe('accepted');
    expect(judge(change('2.1', { uri: 'r/i:2.0-cpu' }), { ruling: undefined })).toBe('accepted-with-doubts reference-mismatch');
    expect(judge(document([]), { ruling: undefined })).toBe('refused no-rows');
  });

  it('wants about as many rows as were shipped, unless fewer rule already', () => {
    const shipped = document([...RULING.releases, ...both('0.1', '2024-01-01'), ...both('0.2', '2024-01-01')]);
    expect(judge(RULING, { shipped })).toBe('accepted');
    expect(judge(RULING, { shipped, ruling: shipped })).toBe('refused shrunk row-vanished');
    expect(judge(RULING, { shipped, ruling: document([...RULING.releases, ...both('0.1', '2024-01-01')]) })).toBe('refused smaller-than-shipped row-vanished');
  });

  it('leaves the other products alone', () => {
    const ruling = document([...RULING.releases.map((release) => ({ ...release, product: 'a' })), row('9', '2027-01-01', { product: 'b' })]);
    const candidate = document(ruling.releases.filter(({ product }) => product === 'a'), { products: ['a'] });
    expect(judge(candidate, { ruling, shipped: ruling })).toBe('accepted');
    expect(judge({ ...candidate, products: undefined }, { ruling })).toMatch(/^refused supported-row-vanished/);
  });

  it('takes an operator\'s word for this very document, but not for another or for nothing', () => {
    const [damaged, accepted] = [without('2.0'), ['ABC']];
    expect(judge(damaged, { accepted })).toBe('accepted-with-doubts accepted-by-operator supported-row-vanished');
    expect(judge(damaged, { accepted, sha256: 'abd' })).toMatch(/^refused/);
    expect(judge(document([]), { accepted })).toBe('refused no-rows');
    expect(judge(document(RULING.releases, { family: 'other' }), { accepted })).toBe('refused other-family');
  });

  it('names what is missing', () => {
    const { reasons } = judgeDocument({ candidate: without('2.0 gpu'), ruling: RULING, today, accepted: [], sha256: 'abc' });
    expect(reasons[0]?.message).toBe("A release that is supported must keep its row, got: none for '2.0 gpu' (until 2026-06-01). Was it removed by mistake?");
  });
});
