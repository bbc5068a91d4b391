import fc from 'fast-check';
import { addDays } from '../../../../lib/core/calendar-date';
import { isWorse } from '../../../../lib/core/evaluation/dating';
import { evaluate } from '../../../../lib/core/evaluation/evaluate';
import type { Finding, SupportStatus } from '../../../../lib/core/finding';
import type { BaseImage } from '../../../../lib/core/lineage/base-image';
import type { DateLabel } from '../../../../lib/core/lineage/date-labels';
import { imageVersion, lineage, options, release } from '../../../support/evaluation';

const ROWS = [
  release('2.2', '2026-06-14'), release('2.3', '2027-06-14'), release('2.4', null), release('2.6', '2027-06-14', { discontinuedFrom: '2026-01-01' }),
];

const label = (value: string, date: string | null = value): DateLabel => ({ label: 'until', value, date });
const judge = (base: Partial<BaseImage>, ...dateLabels: readonly DateLabel[]): Finding =>
  evaluate(imageVersion(), lineage(base, { dateLabels }), options(ROWS));
const unknown = { family: null, confidence: 'none' as const };

describe('a date label only brings an end nearer', () => {
  it.each<[string, Partial<BaseImage>, string, SupportStatus, string | null]>([
    ['past, on a supported base', { version: '2.3.1' }, '2026-06-14', 'END_OF_SUPPORT', '2026-06-14'],
    ['today, on a supported base', { version: '2.3.1' }, '2026-06-15', 'EXPIRING', '2026-06-15'],
    ['soon, on a supported base', { version: '2.3.1' }, '2026-09-01', 'EXPIRING', '2026-09-01'],
    ['nearer than the end, and far', { version: '2.3.1' }, '2027-01-01', 'SUPPORTED', '2027-01-01'],
    ['later than the end', { version: '2.3.1' }, '2028-01-01', 'SUPPORTED', '2027-06-14'],
    ['on a base that has ended', { version: '2.2.0' }, '2028-01-01', 'END_OF_SUPPORT', '2026-06-14'],
    ['on a base that may be gone', { version: '2.6.0' }, '2026-06-01', 'END_OF_AVAILABILITY', '2027-06-14'],
    ['past, on a base without a date', { version: '2.4.0' }, '2026-01-01', 'END_OF_SUPPORT', '2026-01-01'],
    ['to come, on a base without a date', { version: '2.4.0' }, '2028-01-01', 'NO_DATE_PUBLISHED', null],
    ['past, on a base that the policy does not list yet', { version: '2.9.0' }, '2026-01-01', 'END_OF_SUPPORT', '2026-01-01'],
    ['to come, on a base that the policy does not list yet', { version: '2.9.0' }, '2028-01-01', 'NOT_IN_POLICY_YET', null],
    ['past, on an unknown base', unknown, '2026-01-01', 'END_OF_SUPPORT', '2026-01-01'],
    ['soon, on an unknown base', unknown, '2026-07-01', 'UNKNOWN_BASE', null],
    ['to come, on an unknown base', unknown, '2028-01-01', 'UNKNOWN_BASE', null],
    ['past, on a probable base', { version: '2.3.1', confidence: 'weak' }, '2026-01-01', 'END_OF_SUPPORT', '2026-01-01'],
    ['to come, on a probable base', { version: '2.3.1', confidence: 'weak' }, '2028-01-01', 'UNKNOWN_BASE', null],
  ])('%s', (_, base, date, status, endOfSupport) => {
    expect(judge(base, label(date))).toMatchObject({ status, endOfSupport });
  });

  it('and says so, instead of a row that did not rule', () => {
    const finding = judge({ version: '2.3.1' }, label('2026-06-01'));

    expect(finding.reason).toBe("The image's label 'until' gives 2026-06-01 as the end of its support.");
    expect(finding).toMatchObject({ policyRow: null, daysLeft: -14, severity: 'HIGH' });
    expect(judge({ version: '2.3.1' }, label('2028-01-01'))).toMatchObject({ policyRow: { family: 'sagemaker-distribution' } });
  });

  it('the nearest of several', () => {
    expect(judge({ version: '2.3.1' }, label('2027-03-01'), label('2027-01-01'), label('2027-02-01')).endOfSupport).toBe('2027-01-01');
  });

  it('one that is no date is said, and changes nothing', () => {
    const finding = judge({ version: '2.3.1' }, label('someday', null));

    expect(finding).toMatchObject({ status: 'SUPPORTED', endOfSupport: '2027-06-14' });
    expect(finding.reason).toContain("'until' must be a day as YYYY-MM-DD, got: 'someday'");
  });

  it('an image that is gone stays gone', () => {
    const finding = evaluate(imageVersion(), lineage({}, { dateLabels: [label('2026-01-01')], problem: { kind: 'image-gone', message: 'Gone.' } }), options(ROWS));

    expect(finding).toMatchObject({ status: 'IMAGE_UNAVAILABLE' });
  });

  it('whatever the base: never does a label make a finding better', () => {
    const bases = fc.record({
      version: fc.constantFrom('2.2.0', '2.3.1', '2.4.0', '2.5.0', '2.6.0', '2.9.0', '2', null),
      family: fc.constantFrom('sagemaker-distribution', 'acme', null),
      confidence: fc.constantFrom('certain' as const, 'strong' as const, 'weak' as const),
    });
    const dates = fc.integer({ min: -800, max: 800 }).map((days) => addDays('2026-06-15', days));
    const labels = fc.array(fc.option(dates, { freq: 4 }).map((date) => label(date ?? 'x', date)), { maxLength: 3 });
    fc.assert(fc.property(bases, labels, (base, written) => {
      const [without, withLabels] = [judge(base), judge(base, ...written)];
      expect(isWorse(without, withLabels)).toBe(false);
      if (without.status !== 'SUPPORTED') expect(withLabels.status).not.toBe('SUPPORTED');
    }));
  });
});

describe('notes of the way to the base', () => {
  it('are told with the reason, whatever the status', () => {
    const notes = ['It went no further.'];
    expect(evaluate(imageVersion(), lineage({}, { notes }), options(ROWS)).reason).toBe('It went no further.');
    expect(evaluate(imageVersion(), lineage(unknown, { notes }), options(ROWS)).reason).toMatch(/nothing in it points to a vendor base .*\. It went no further\.$/);
  });
});
