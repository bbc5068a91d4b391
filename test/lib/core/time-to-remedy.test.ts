import { compareFindings, type FindingSnapshot } from '../../../lib/core/compare-findings';
import type { Finding } from '../../../lib/core/finding';
import { omit } from '../../../lib/core/omit';
import { finding } from '../../lambda/publishing/findings-fixture';

const bad = (status: Finding['status'] = 'END_OF_SUPPORT', rest: Partial<Finding> = {}) => finding({ status, severity: 'HIGH', ...rest });
const fine = finding();

type Step = readonly [today: string, found: Finding | undefined];

function days(steps: readonly Step[], alter = (snapshot: FindingSnapshot): FindingSnapshot => snapshot) {
  let snapshots: readonly FindingSnapshot[] | undefined;
  return steps.map(([today, found]) => {
    const options = { noticePeriods: [90, 30, 7], today, scannedAt: `${today}T06:00:00.000Z`, complete: true, reminderDays: 0 };
    const compared = compareFindings(snapshots, found ? [found] : [], options);
    snapshots = compared.snapshots.map(alter);
    return compared.changes.map(({ type, timeToRemedyDays }) => (timeToRemedyDays === undefined ? type : `${type} after ${timeToRemedyDays}`));
  });
}

it.each<[string, readonly Step[], string]>([
  ['from the first status that was not supported', [['2026-01-01', bad('EXPIRING')], ['2026-02-01', bad()], ['2026-03-01', fine]], 'RESOLVED after 59'],
  ['on the day itself', [['2026-01-01', bad()], ['2026-01-01', fine]], 'RESOLVED after 0'],
  ['for a version that was deleted', [['2026-01-01', bad()], ['2026-01-11', undefined]], 'RESOLVED after 10'],
  ['anew each time', [['2026-01-01', bad()], ['2026-01-11', fine], ['2026-02-01', bad()], ['2026-02-04', fine]], 'RESOLVED after 3'],
  ['for a version that was created again, since then', [['2026-01-01', bad()], ['2026-02-01', bad('END_OF_SUPPORT', { creation_time: 'later' })], ['2026-02-08', finding({ creation_time: 'later' })]], 'RESOLVED after 7'],
])('%s', (_, steps, last) => {
  expect(days(steps).at(-1)).toEqual([last]);
});

it('is not there for what is still open', () => {
  expect(days([['2026-01-01', bad('EXPIRING')], ['2026-02-01', bad()]])).toEqual([['NEW'], ['STATUS_CHANGED']]);
});

it('counts a direct use until it was last seen', () => {
  const use = bad('END_OF_SUPPORT', { directUse: { running: 1, attached: 0, examples: [] } });
  expect(days([['2026-01-01', use], ['2026-01-05', undefined], ['2026-01-20', undefined]]).at(-1)).toEqual(['RESOLVED after 4']);
});

it('counts since the last status where an older program kept no more', () => {
  const forget = (snapshot: FindingSnapshot): FindingSnapshot => omit(snapshot, 'openSince');
  expect(days([['2026-01-01', bad('EXPIRING')], ['2026-02-01', bad()], ['2026-02-11', fine]], forget).at(-1)).toEqual(['RESOLVED after 10']);
});
