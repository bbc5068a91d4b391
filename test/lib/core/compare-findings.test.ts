import { compareFindings, type CompareOptions, type FindingSnapshot } from '../../../lib/core/compare-findings';
import type { Condition, Finding } from '../../../lib/core/finding';
import { arnOf, dated, finding } from '../../lambda/publishing/findings-fixture';

const TODAY = '2025-05-06';
const END = '2025-06-30';

function options(overrides: Partial<CompareOptions> = {}): CompareOptions {
  return { noticePeriods: [90, 30, 7], today: TODAY, scannedAt: `${overrides.today ?? TODAY}T06:00:00.000Z`, complete: true, ...overrides };
}

/** What a scan of these findings leaves behind. */
function stateAfter(findings: readonly Finding[], overrides: Partial<CompareOptions> = {}): readonly FindingSnapshot[] {
  return compareFindings(undefined, findings, options(overrides)).snapshots;
}

/** Scans one version day by day; each day's changes as `type from>to`. */
function replay(days: readonly (readonly [day: string, finding: Finding | undefined, overrides?: Partial<CompareOptions>])[]): string[][] {
  let state: readonly FindingSnapshot[] | undefined;
  return days.map(([today, seen, overrides]) => {
    const compared = compareFindings(state, seen ? [seen] : [], options({ today, ...overrides }));
    state = compared.snapshots;
    return compared.changes.map(({ type, from, to }) => `${type} ${from}>${to}`);
  });
}

const waived: Condition = { type: 'WAIVED', message: 'Accepted until the migration.' };
const unknown = finding({ status: 'UNKNOWN_BASE', severity: 'MEDIUM', base: null });

describe('the type of a change', () => {
  it.each<[string, Finding, Finding, string[]]>([
    ['nothing new', dated('2025-05-05', END), dated(TODAY, END), []],
    ['nothing new under support', dated('2025-05-05', '2026-05-01'), dated(TODAY, '2026-05-01'), []],
    ['a status gets worse', dated('2025-05-05', '2025-05-05'), dated(TODAY, '2025-05-05'), ['STATUS_CHANGED EXPIRING>END_OF_SUPPORT']],
    ['the longest notice period comes with its status', dated('2025-04-01', '2025-07-31'), dated(TODAY, '2025-07-31'),
      ['STATUS_CHANGED SUPPORTED>EXPIRING']],
    ['the base gets lost', dated('2025-05-05', END), unknown, ['STATUS_CHANGED EXPIRING>UNKNOWN_BASE']],
    ['the base is found again', unknown, dated(TODAY, END), ['STATUS_CHANGED UNKNOWN_BASE>EXPIRING']],
    ['support is back', unknown, dated(TODAY, '2026-05-01'), ['RESOLVED UNKNOWN_BASE>SUPPORTED']],
    ['a notice period', dated('2025-05-05', '2025-06-05'), dated(TODAY, '2025-06-05'), ['NOTICE_PERIOD 90>30']],
    ['two notice periods at once', dated('2025-05-05', '2025-06-30'), dated('2025-06-25', '2025-06-30'), ['NOTICE_PERIOD 90>7']],
    ['a date moves earlier and crosses a notice period', dated('2025-05-05', END), dated(TODAY, '2025-05-08'), [`DATE_MOVED ${END}>2025-05-08`]],
    ['a date moves later', dated('2025-05-05', END), dated(TODAY, '2025-07-15'), [`DATE_MOVED ${END}>2025-07-15`]],
    ['a date moves under support', dated('2025-05-05', '2026-05-01'), dated(TODAY, '2026-01-01'), ['DATE_MOVED 2026-05-01>2026-01-01']],
    ['a date moves after the end', dated('2025-05-05', '2025-04-25'), dated(TODAY, '2025-04-01'), ['DATE_MOVED 2025-04-25>2025-04-01']],
    ['a date is withdrawn', dated('2025-05-05', END), dated(TODAY, END, { endOfSupport: null, daysLeft: null }), [`DATE_MOVED ${END}>null`]],
  ])('%s', (_name, before, now, expected) => {
    const { changes } = compareFindings(stateAfter([before], { today: '2025-05-05' }), [now], options());
    expect(changes.map(({ type, from, to }) => `${type} ${from}>${to}`)).toEqual(expected);
  });

  it('is NEW for all that is not supported where there is no earlier state', () => {
    const findings = [dated(TODAY, END, { version: 1 }), dated(TODAY, '2027-01-01', { version: 2 }), finding({ version: 3, status: 'UNKNOWN_BASE' })];
    const { changes } = compareFindings(undefined, findings, options());
    expect(changes.map(({ type, imageVersionArn }) => [type, imageVersionArn])).toEqual([
      ['NEW', arnOf('data-science', 1)], ['NEW', arnOf('data-science', 3)],
    ]);
  });

  it('is NEW for a version that appears, and nothing for one that appears supported', () => {
    const known = dated(TODAY, '2027-01-01');
    const now = [known, dated(TODAY, '2027-01-01', { version: 2 }), dated(TODAY, END, { version: 3 })];
    const { changes } = compareFindings(stateAfter([known]), now, options());
    expect(changes.map(({ type, imageVersionArn }) => [type, imageVersionArn])).toEqual([['NEW', arnOf('data-science', 3)]]);
  });

  it('is NEW for an image that was deleted and created again under the same name', () => {
    const again = dated(TODAY, END, { creation_time: '2025-05-06T01:00:00.000Z' });
    const { changes, findings } = compareFindings(stateAfter([dated('2025-05-05', END)], { today: '2025-05-05' }), [again], options());
    expect(changes.map(({ type }) => type)).toEqual(['NEW']);
    expect(findings[0]?.firstSeen).toBe('2025-05-06T06:00:00.000Z');
  });
});

describe('days of one version', () => {
  it('tells each notice period once', () => {
    const end = '2025-07-31';
    const days = ['2025-04-01', '2025-05-02', '2025-05-03', '2025-07-01', '2025-07-02', '2025-07-24', '2025-07-31', '2025-08-01', '2025-08-02'];
    expect(replay(days.map((day) => [day, dated(day, end)]))).toEqual([
      [], ['STATUS_CHANGED SUPPORTED>EXPIRING'], [], ['NOTICE_PERIOD 90>30'], [], ['NOTICE_PERIOD 30>7'], [],
      ['STATUS_CHANGED EXPIRING>END_OF_SUPPORT'], [],
    ]);
  });

  it('tells every move of a date that moves to and fro, and the notice period of the new date', () => {
    expect(replay([
      ['2026-04-29', dated('2026-04-29', '2026-06-22')],
      ['2026-04-30', dated('2026-04-30', '2026-04-30')],
      ['2026-05-01', dated('2026-05-01', '2026-05-30')],
      ['2026-05-05', dated('2026-05-05', '2026-06-22')],
      ['2026-05-23', dated('2026-05-23', '2026-06-22')],
    ])).toEqual([
      ['NEW null>EXPIRING'],
      ['DATE_MOVED 2026-06-22>2026-04-30'], ['DATE_MOVED 2026-04-30>2026-05-30'], ['DATE_MOVED 2026-05-30>2026-06-22'],
      ['NOTICE_PERIOD 90>30'],
    ]);
  });

  it('does not repeat a notice period for a look at an earlier day', () => {
    expect(replay([['2025-06-01', dated('2025-06-01', END)], ['2025-05-01', dated('2025-05-01', END)], ['2025-06-02', dated('2025-06-02', END)]]))
      .toEqual([['NEW null>EXPIRING'], [], []]);
  });

  it('keeps quiet under a waiver, and tells what is new since then when it is over', () => {
    expect(replay([
      ['2025-05-01', dated('2025-05-01', END, { conditions: [waived] })],
      ['2025-05-02', dated('2025-05-02', END)],
      ['2025-05-03', dated('2025-05-03', '2025-05-02', { conditions: [waived] })],
      ['2025-05-04', dated('2025-05-04', '2025-05-02')],
      ['2025-05-05', dated('2025-05-05', '2025-05-02', { conditions: [waived] })],
      ['2025-05-06', dated('2025-05-06', '2025-05-02')],
      ['2025-05-07', dated('2025-05-07', '2025-05-02')],
    ])).toEqual([
      [], ['NEW null>EXPIRING'], [], ['STATUS_CHANGED EXPIRING>END_OF_SUPPORT'], [], ['REMINDER END_OF_SUPPORT>END_OF_SUPPORT'], [],
    ]);
  });

  it('tells once that an open version is gone, and nothing of one that was supported or waived', () => {
    expect(replay([['2025-05-01', dated('2025-05-01', END)], ['2025-05-02', undefined], ['2025-05-03', undefined]]))
      .toEqual([['NEW null>EXPIRING'], ['RESOLVED EXPIRING>null'], []]);
    expect(replay([['2025-05-01', dated('2025-05-01', '2027-01-01')], ['2025-05-02', undefined]])).toEqual([[], []]);
    expect(replay([
      ['2025-05-01', dated('2025-05-01', END)], ['2025-05-02', dated('2025-05-02', END, { conditions: [waived] })], ['2025-05-03', undefined],
    ])).toEqual([['NEW null>EXPIRING'], [], []]);
  });
});

describe('an incomplete scan', () => {
  const open = dated('2025-05-05', END);
  it.each<[string, Partial<CompareOptions>, number]>([
    ['resolves nothing that it did not see', { complete: false }, 0],
    ['resolves nothing of an image that it could not list', { complete: false, unlistedImages: ['data-science'] }, 0],
    ['resolves what is gone from an image that it listed in full', { complete: false, unlistedImages: ['other'] }, 1],
    ['resolves what is gone where only the registry failed', { complete: false, unlistedImages: [] }, 1],
    ['is not one when it is complete', { complete: true, unlistedImages: ['other'] }, 1],
    ['that was to look no further resolves nothing beyond', { complete: true, unlistedImages: ['data-science'] }, 0],
  ])('%s', (_name, overrides, resolved) => {
    const { changes, snapshots } = compareFindings(stateAfter([open], { today: '2025-05-05' }), [], options(overrides));
    expect(changes).toHaveLength(resolved);
    expect(snapshots).toHaveLength(1 - resolved);
  });

  it('does not tell a version anew that it had missed', () => {
    expect(replay([
      ['2025-05-01', dated('2025-05-01', END)], ['2025-05-02', undefined, { complete: false }], ['2025-05-03', dated('2025-05-03', END)],
    ])).toEqual([['NEW null>EXPIRING'], [], []]);
  });
});

describe('what is carried over', () => {
  it('firstSeen stays, statusSince stays as long as the status does', () => {
    const state = stateAfter([dated('2025-05-01', END, { version: 1 }), dated('2025-05-01', '2025-05-05', { version: 2 })], { today: '2025-05-01' });
    const now = [dated(TODAY, END, { version: 1 }), dated(TODAY, '2025-05-05', { version: 2 }), dated(TODAY, END, { version: 3 })];
    const { findings } = compareFindings(state, now, options());
    expect(findings.map(({ firstSeen, statusSince }) => [firstSeen.slice(0, 10), statusSince.slice(0, 10)]))
      .toEqual([['2025-05-01', '2025-05-01'], ['2025-05-01', TODAY], [TODAY, TODAY]]);
  });
});

describe('severity, order and key', () => {
  it('sorts by severity, then the nearest end, then the ARN', () => {
    const findings = [
      dated(TODAY, '2025-07-01', { version: 1 }), dated(TODAY, '2025-06-01', { version: 3 }), dated(TODAY, '2025-06-01', { version: 2 }),
      finding({ version: 4, status: 'UNKNOWN_BASE', severity: 'MEDIUM' }), dated(TODAY, '2025-05-05', { version: 5 }),
    ];
    const { changes } = compareFindings(undefined, findings, options());
    expect(changes.map(({ imageVersionArn }) => imageVersionArn.split('/').pop())).toEqual(['5', '2', '3', '1', '4']);
  });

  it('never calls an earlier end merely informational, and a resolution never more', () => {
    const supported = dated('2025-05-05', '2026-05-01');
    const state = stateAfter([supported], { today: '2025-05-05' });
    expect(compareFindings(state, [dated(TODAY, '2026-01-01')], options()).changes[0]?.severity).toBe('LOW');
    expect(compareFindings(state, [dated(TODAY, '2026-06-01')], options()).changes[0]?.severity).toBe('INFORMATIONAL');
    expect(compareFindings(stateAfter([unknown]), [supported], options()).changes[0]?.severity).toBe('INFORMATIONAL');
  });

  it.each<[string, Finding, Finding | undefined, string]>([
    ['notice period', dated('2025-05-05', '2025-06-05'), dated(TODAY, '2025-06-05'), '|NOTICE_PERIOD|30|EXPIRING|2025-06-05'],
    ['status', dated('2025-05-05', '2025-05-05'), dated(TODAY, '2025-05-05'), '|STATUS_CHANGED|-|END_OF_SUPPORT|2025-05-05'],
    ['date', dated('2025-05-05', END), dated(TODAY, '2025-06-20'), '|DATE_MOVED|-|EXPIRING|2025-06-20'],
    ['base', dated('2025-05-05', END), unknown, '|STATUS_CHANGED|-|UNKNOWN_BASE|-'],
    ['deletion', dated('2025-05-05', END), undefined, `|RESOLVED|-|-|${END}`],
  ])('has a key of version, type, occasion, status and policy date: %s', (_name, before, now, expected) => {
    const state = stateAfter([before], { today: '2025-05-05' });
    const keys = ['2025-05-06T06:00:00.000Z', '2025-05-06T09:30:00.000Z'].map((scannedAt) =>
      compareFindings(state, now ? [now] : [], options({ scannedAt })).changes.map(({ key }) => key));
    expect(keys[0]).toEqual([arnOf('data-science', 1) + expected]);
    expect(keys[1]).toEqual(keys[0]);
  });
});

describe('messages', () => {
  const uri = 'public.ecr.aws/sagemaker/sagemaker-distribution:2.6-cpu';
  const successor = { version: '2.6', uri, step: 'minor' as const, endOfSupport: '2025-10-28' };
  it.each<[string, Finding | undefined, Finding, string]>([
    ['an end ahead', undefined, dated(TODAY, '2025-05-07', { successor }),
      "New: image 'data-science' version 1 on sagemaker-distribution 2.4 (cpu) is supported only until 2025-05-07 (1 day left); "
      + 'rebuild it on 2.6: FROM public.ecr.aws/sagemaker/sagemaker-distribution:2.6-cpu.'],
    ['an end that has passed, on a date that moved', dated('2025-05-05', '2025-07-27'), dated(TODAY, '2025-04-25'),
      'Changed (was EXPIRING, the end of support moved from 2025-07-27 to 2025-04-25, 93 days earlier): '
      + "image 'data-science' version 1 on sagemaker-distribution 2.4 (cpu) is out of support: it ended on 2025-04-25 (11 days ago)."],
    ['a reason', undefined, { ...unknown, reason: 'The config has no layers.' },
      "New: image 'data-science' version 1 has no vendor base that could be proven: The config has no layers."],
    ['a date that moves', dated('2025-05-05', END), dated(TODAY, '2025-07-01'),
      'The end of support moved, from 2025-06-30 to 2025-07-01, 1 day later: '
      + "image 'data-science' version 1 on sagemaker-distribution 2.4 (cpu) is supported only until 2025-07-01 (56 days left)."],
    ['a weak base', undefined,
      { ...unknown, base: { family: 'sagemaker-distribution', version: null, processor: null, confidence: 'weak' } },
      "New: image 'data-science' version 1 probably on sagemaker-distribution has no vendor base that could be proven."],
  ])('%s', (_name, before, now, expected) => {
    const state = before && stateAfter([before], { today: '2025-05-05' });
    expect(compareFindings(state, [now], options()).changes.map(({ message }) => message)).toEqual([expected]);
  });

  it('says so when a date has moved before', () => {
    const first = compareFindings(stateAfter([dated(TODAY, END)]), [dated(TODAY, '2025-06-20')], options());
    const second = compareFindings(first.snapshots, [dated(TODAY, END)], options());
    expect(first.changes[0]?.message).toMatch(/^The end of support moved, from/);
    expect(second.changes[0]?.message).toMatch(/^The end of support moved again, from 2025-06-20 to 2025-06-30/);
  });
});
