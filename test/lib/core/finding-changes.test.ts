import { addDays, daysBetween } from '../../../lib/core/calendar-date';
import { compareFindings, type CompareOptions, type FindingSnapshot } from '../../../lib/core/compare-findings';
import { SUPPORT_STATUSES, type Condition, type Finding, type SupportStatus } from '../../../lib/core/finding';
import { dated, finding } from '../../lambda/publishing/findings-fixture';

const START = '2025-05-01';
const waived: Condition = { type: 'WAIVED', message: 'Accepted until the migration.' };

type See = (today: string) => Finding | undefined;

function options(today: string, overrides: Partial<CompareOptions> = {}): CompareOptions {
  return { noticePeriods: [90, 30, 7], today, scannedAt: `${today}T06:00:00.000Z`, complete: true, ...overrides };
}

/** Scans every day from the start; what was told, as `day type`. */
function told(days: number, see: See, overrides: Partial<CompareOptions> = {}): string[] {
  let state: readonly FindingSnapshot[] | undefined;
  return Array.from({ length: days }, (_each, index) => addDays(START, index)).flatMap((today) => {
    const seen = see(today);
    const { changes, snapshots } = compareFindings(state, seen ? [seen] : [], options(today, overrides));
    state = snapshots;
    return changes.map(({ type }) => `${daysBetween(START, today)} ${type}`);
  });
}

const between = (today: string, from: number, to: number) => today >= addDays(START, from) && today <= addDays(START, to);
const ended: See = (today) => dated(today, '2025-04-01');

describe('reminders', () => {
  it('tell what stays open again, each time after 30 days without news', () => {
    expect(told(95, ended)).toEqual(['0 NEW', '30 REMINDER', '60 REMINDER', '90 REMINDER']);
  });

  it('come after the days that are wanted, or never', () => {
    expect(told(25, ended, { reminderDays: 10 })).toEqual(['0 NEW', '10 REMINDER', '20 REMINDER']);
    expect(told(95, ended, { reminderDays: 0 })).toEqual(['0 NEW']);
  });

  it('wait after any other news', () => {
    // 58 days are left at the start; the notice period of 30 days is reached on day 28, that of 7 on day 51, the end on day 59.
    expect(told(95, (today) => dated(today, addDays(START, 58)))).toEqual([
      '0 NEW', '28 NOTICE_PERIOD', '51 NOTICE_PERIOD', '59 STATUS_CHANGED', '89 REMINDER',
    ]);
  });

  it('are not told under a waiver, and start anew when it is over', () => {
    const see: See = (today) => dated(today, '2025-04-01', between(today, 10, 50) ? { conditions: [waived] } : {});
    expect(told(85, see)).toEqual(['0 NEW', '51 REMINDER', '81 REMINDER']);
  });

  it('are not told while support is back', () => {
    const see: See = (today) => dated(today, between(today, 10, 50) ? '2027-01-01' : '2025-04-01');
    expect(told(85, see)).toEqual(['0 NEW', '10 RESOLVED', '51 STATUS_CHANGED', '81 REMINDER']);
  });

  it.each(SUPPORT_STATUSES.map((status): [SupportStatus, boolean] => [
    status, !['SUPPORTED', 'NO_DATE_PUBLISHED', 'NOT_IN_POLICY_YET'].includes(status),
  ]))('of %s: %p', (status, expected) => {
    expect(told(31, () => finding({ status })).includes('30 REMINDER')).toBe(expected);
  });

  it('say for how long it has been open, under a key with the day on which they were due', () => {
    const [first, last] = [dated(START, '2025-04-01'), dated('2025-06-02', '2025-04-01')];
    const { snapshots } = compareFindings(undefined, [first], options(START));
    const { changes } = compareFindings(snapshots, [last], options('2025-06-02'));
    expect(changes).toEqual([expect.objectContaining({ type: 'REMINDER', severity: 'HIGH', from: 'END_OF_SUPPORT', to: 'END_OF_SUPPORT' })]);
    expect(changes[0]?.message).toMatch(/^Still open for 32 days: image 'data-science' version 1 on .+ is out of support/);
    expect(changes[0]?.key).toMatch(/\|REMINDER\|2025-05-31\|END_OF_SUPPORT\|2025-04-01$/);
  });

  it('count the days from when the status began, also the second time', () => {
    let state: readonly FindingSnapshot[] | undefined;
    const messages = [START, '2025-05-31', '2025-06-30'].flatMap((today) => {
      const compared = compareFindings(state, [dated(today, '2025-04-01')], options(today));
      state = compared.snapshots;
      return compared.changes.map(({ message }) => message.split(':')[0]);
    });
    expect(messages).toEqual(['New', 'Still open for 30 days', 'Still open for 60 days']);
  });

  it('count what an older program has told as told on the first day that looks', () => {
    const { snapshots } = compareFindings(undefined, [dated(START, '2025-04-01')], options(START));
    let state: readonly FindingSnapshot[] = snapshots.map((older) => ({ ...older, toldOn: undefined }));
    const types = ['2025-08-01', '2025-08-30', '2025-08-31'].map((today) => {
      const compared = compareFindings(state, [dated(today, '2025-04-01')], options(today));
      state = compared.snapshots;
      return compared.changes.map(({ type }) => type).join();
    });
    expect(types).toEqual(['', '', 'REMINDER']);
  });
});

describe('an image that is used directly', () => {
  const ARN = 'arn:aws:sagemaker:eu-west-1:885854791233:image-version/sagemaker-distribution-cpu/alias/2.3.1';
  const use = (today: string, end: string, overrides: Partial<Finding> = {}) => dated(today, end, {
    imageName: 'sagemaker-distribution-cpu',
    imageVersionArn: ARN,
    _key: `${ARN}@${overrides.accountId ?? '111122223333'}`,
    version: 0,
    creation_time: '',
    directUse: { running: 1, attached: 0, examples: ['app d-1/lab/JupyterLab/default'] },
    ...overrides,
  });
  const goesWhile = (from: number, to: number, end = '2025-04-01'): See => (today) => (between(today, from, to) ? undefined : use(today, end));

  it.each<[string, See, string[]]>([
    ['away for 7 days is no news', goesWhile(3, 9), ['0 NEW']],
    ['away for longer is over, and new when it comes back', goesWhile(3, 10), ['0 NEW', '10 RESOLVED', '11 NEW']],
    ['over is told once', goesWhile(3, 99), ['0 NEW', '10 RESOLVED']],
    ['the days away count anew each time', (today) => (between(today, 3, 9) || between(today, 11, 17) ? undefined : use(today, '2025-04-01')), ['0 NEW']],
    ['what became of it meanwhile is told', goesWhile(3, 6, '2025-05-05'), ['0 NEW', '7 STATUS_CHANGED']],
    ['what is supported comes and goes', goesWhile(3, 15, '2027-01-01'), []],
    ['a waived one goes without a word', (today) => (today < addDays(START, 3) ? use(today, '2025-04-01', { conditions: [waived] }) : undefined), []],
  ])('%s', (_name, see, expected) => {
    expect(told(20, see)).toEqual(expected);
  });

  it('is told when its date has moved while it was away', () => {
    const see: See = (today) => (between(today, 3, 5) ? undefined : use(today, between(today, 0, 2) ? '2025-06-30' : '2025-06-20'));
    expect(told(8, see)).toEqual(['0 NEW', '6 DATE_MOVED']);
  });

  it('stays open to reminders after a pause', () => {
    expect(told(35, goesWhile(10, 15))).toEqual(['0 NEW', '30 REMINDER']);
  });

  it('goes at once where an older program has left no sign that it is one', () => {
    const { snapshots } = compareFindings(undefined, [use(START, '2025-04-01')], options(START));
    const older = snapshots.map((snapshot) => ({ ...snapshot, directUseKey: undefined }));
    expect(compareFindings(older, [], options('2025-05-02')).changes.map(({ type }) => type)).toEqual(['RESOLVED']);
  });

  it('is not taken for away by a scan that could not see it', () => {
    const partly = { complete: false, unlistedImages: ['sagemaker-distribution-cpu'] };
    const { snapshots } = compareFindings(undefined, [use(START, '2025-04-01')], options(START));
    const second = compareFindings(snapshots, [], options('2025-05-20', partly));
    expect([second.changes, second.snapshots]).toEqual([[], snapshots]);
  });

  it('has other keys in another account, and for each time that it comes and goes', () => {
    const keys = (see: See): string[] => {
      let state: readonly FindingSnapshot[] | undefined;
      return Array.from({ length: 25 }, (_each, index) => addDays(START, index)).flatMap((today) => {
        const seen = see(today);
        const compared = compareFindings(state, seen ? [seen] : [], options(today));
        state = compared.snapshots;
        return compared.changes.map(({ key }) => key);
      });
    };
    const twice: See = (today) => (between(today, 2, 9) || between(today, 12, 19) ? undefined : use(today, '2025-04-01'));
    const own = keys(twice);
    expect(own).toEqual([
      `${ARN}@111122223333|NEW|2025-05-01|END_OF_SUPPORT|2025-04-01`, `${ARN}@111122223333|RESOLVED|2025-05-03|-|2025-04-01`,
      `${ARN}@111122223333|NEW|2025-05-11|END_OF_SUPPORT|2025-04-01`, `${ARN}@111122223333|RESOLVED|2025-05-13|-|2025-04-01`,
      `${ARN}@111122223333|NEW|2025-05-21|END_OF_SUPPORT|2025-04-01`,
    ]);
    const other = keys((today) => {
      const seen = twice(today);
      return seen && use(today, '2025-04-01', { accountId: '444455556666' });
    });
    expect(new Set([...own, ...other]).size).toBe(own.length + other.length);
  });

  it('is called over by the name of what is no longer used', () => {
    const { snapshots } = compareFindings(undefined, [use(START, '2025-04-01')], options(START));
    const away = compareFindings(snapshots, [], options('2025-05-02'));
    const { changes } = compareFindings(away.snapshots, [], options('2025-05-09'));
    expect(changes.map(({ message }) => message)).toEqual([
      "Resolved (was END_OF_SUPPORT): AWS's image 'sagemaker-distribution-cpu' alias '2.3.1' is no longer used directly: not seen since 2025-05-02.",
    ]);
  });
});
