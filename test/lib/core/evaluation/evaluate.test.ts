import { evaluate } from '../../../../lib/core/evaluation/evaluate';
import { severityOf, type Usage } from '../../../../lib/core/evaluation/severity';
import { SUPPORT_STATUSES, type Finding, type Severity, type SupportStatus } from '../../../../lib/core/finding';
import { imageVersion, lineage, options, policy, release } from '../../../support/evaluation';

const types = (finding: Finding) => finding.conditions.map(({ type }) => type);

describe('the date alone judges', () => {
  it.each<[string, string, SupportStatus, number]>([
    ['2026-06-14', 'the day after the last day of support', 'END_OF_SUPPORT', -1],
    ['2026-06-15', 'the last day of support', 'EXPIRING', 0],
    ['2026-06-16', 'the day before it', 'EXPIRING', 1],
    ['2026-09-13', 'the longest notice period', 'EXPIRING', 90],
    ['2026-09-14', 'one day more', 'SUPPORTED', 91],
  ])('end of support on %s: %s', (eolFrom, _, status, daysLeft) => {
    const finding = evaluate(imageVersion(), lineage(), options([release('2.3', eolFrom)]));

    expect(finding).toMatchObject({ status, daysLeft, endOfSupport: eolFrom });
  });

  it.each(['supported', 'unsupported'] as const)('whatever table the row stands in: %s', (section) => {
    const finding = evaluate(imageVersion(), lineage(), options([release('2.3', '2026-06-14', { section })]));

    expect(finding.status).toBe('END_OF_SUPPORT');
  });

  it('but says so where an unsupported release has a date to come', () => {
    const finding = evaluate(imageVersion(), lineage(), options([release('2.3', '2027-06-14', { section: 'unsupported' })]));

    expect(finding.status).toBe('SUPPORTED');
    expect(types(finding)).toContain('POLICY_INCONSISTENT');
  });

  it('knows the end of availability after the end of support', () => {
    const rows = (discontinuedFrom: string) => options([release('2.3', '2025-06-14', { discontinuedFrom })]);

    expect(evaluate(imageVersion(), lineage(), rows('2026-06-15'))).toMatchObject({ status: 'END_OF_SUPPORT', severity: 'HIGH', endOfAvailability: '2026-06-15' });
    expect(evaluate(imageVersion(), lineage(), rows('2026-06-14'))).toMatchObject({ status: 'END_OF_AVAILABILITY', severity: 'CRITICAL' });
  });

  it('has no verdict where no date was published', () => {
    const finding = evaluate(imageVersion(), lineage(), options([release('2.3', null)]));

    expect(finding).toMatchObject({ status: 'NO_DATE_PUBLISHED', severity: 'LOW', endOfSupport: null, daysLeft: null });
    expect(finding.reason).toContain('2.3');
  });

  it('names the row that ruled', () => {
    const finding = evaluate(imageVersion(), lineage(), options([release('2.3', '2026-06-14', { line: 17, asWritten: 'Jun 14th, 2026' })]));

    expect(finding.policyRow).toMatchObject({ family: 'sagemaker-distribution', line: 17, asWritten: 'Jun 14th, 2026' });
  });

  it('takes the nearest end of rows that all apply, and none that has no date for good news', () => {
    const judge = (...ends: readonly (string | null)[]) => evaluate(imageVersion(), lineage({ processor: null }), options(ends.map((end) => release('2.3', end))));

    expect(judge('2027-01-01', '2026-07-01')).toMatchObject({ status: 'EXPIRING', endOfSupport: '2026-07-01' });
    expect(judge('2027-01-01', null)).toMatchObject({ status: 'NO_DATE_PUBLISHED' });
    expect(judge('2026-01-01', null)).toMatchObject({ status: 'END_OF_SUPPORT', endOfSupport: '2026-01-01' });
  });

  it.each([['first', 0], ['last', 1]])('takes the row whose image may be gone already, be it the %s', (_, index) => {
    const found = [release('2.3', null, { discontinuedFrom: '2026-06-14' }), release('2.3', '2026-01-01', { discontinuedFrom: '2027-01-01' })];
    const finding = evaluate(imageVersion(), lineage({ processor: null }), options(index === 0 ? found : found.reverse()));

    expect(finding).toMatchObject({ status: 'END_OF_AVAILABILITY', endOfAvailability: '2026-06-14' });
  });

  it('needs no version where the repository is one version', () => {
    const repository = 'release/base-cu124.py310';
    const finding = evaluate(imageVersion(), lineage({ version: null, repository }), options([release('cu124', '2026-06-14', { repository })]));

    expect(finding).toMatchObject({ status: 'END_OF_SUPPORT', endOfSupport: '2026-06-14' });
  });

  it("lets a minor's row beat its major's", () => {
    const withMajor = options([release('2.3', '2027-06-14')], { policy: { majors: [{ version: '2', lastMinorRelease: '2025-01-01', eolFrom: '2026-01-01' }] } });

    expect(evaluate(imageVersion(), lineage(), withMajor).status).toBe('SUPPORTED');
  });
});

describe('versions without a row', () => {
  const rows = [release('2.2', '2025-01-01'), release('2.4', '2025-05-25'), release('2.6', '2025-06-30'), release('3.0', '2027-01-01')];

  it.each<[string, SupportStatus, string | null]>([
    ['2.5.0', 'END_OF_SUPPORT', '2025-06-30'],
    ['2.3.1', 'END_OF_SUPPORT', '2025-05-25'],
    ['2.1.0', 'END_OF_SUPPORT', '2025-01-01'],
    ['0.5.0', 'END_OF_SUPPORT', '2025-01-01'],
    ['2.7.0', 'NOT_IN_POLICY_YET', null],
    ['3.1.0', 'NOT_IN_POLICY_YET', null],
    ['4.0.0', 'NOT_IN_POLICY_YET', null],
  ])('%s is %s', (version, status, endOfSupport) => {
    const finding = evaluate(imageVersion(), lineage({ version }), options(rows));

    expect(finding).toMatchObject({ status, endOfSupport });
    expect(types(finding).includes('DATE_INFERRED')).toBe(status === 'END_OF_SUPPORT');
  });

  it('falls back on its whole major version, where that has ended', () => {
    const majors = [{ version: '2', lastMinorRelease: '2025-08-25', eolFrom: '2026-02-25' }, { version: '3', lastMinorRelease: null, eolFrom: '2026-09-29' }];
    const judge = (version: string) => evaluate(imageVersion(), lineage({ version }), options(rows, { policy: { majors } }));

    expect(judge('2.99.0')).toMatchObject({ status: 'END_OF_SUPPORT', endOfSupport: '2026-02-25' });
    expect(types(judge('2.99.0'))).toContain('DATE_INFERRED');
    expect(judge('3.10.0')).toMatchObject({ status: 'NOT_IN_POLICY_YET', endOfSupport: null });
  });

  it('lets the rows of its minor versions beat the end of the whole major version', () => {
    const majors = [{ version: '2', lastMinorRelease: '2025-08-25', eolFrom: '2026-02-25' }];
    const judge = (today: string) => evaluate(imageVersion(), lineage({ version: '2.15.0' }), options([release('2.14', '2026-09-09')], { today, policy: { majors } }));

    expect(judge('2026-09-09')).toMatchObject({ status: 'NOT_IN_POLICY_YET', endOfSupport: null });
    expect(judge('2026-09-10')).toMatchObject({ status: 'END_OF_SUPPORT', endOfSupport: '2026-09-09' });
  });

  it.each<[string, string | null, string | null, SupportStatus, string | null]>([
    ['both may be gone', '2026-02-01', '2026-01-01', 'END_OF_AVAILABILITY', '2026-02-01'],
    ['one is still there', '2026-02-01', '2026-06-15', 'END_OF_SUPPORT', '2026-06-15'],
    ['one has no such day', '2026-02-01', null, 'END_OF_SUPPORT', null],
  ])('between two that have ended, it may be gone only when both may: %s', (_, below, above, status, endOfAvailability) => {
    const holed = [release('2.4', '2025-05-25', { discontinuedFrom: below }), release('2.6', '2025-06-30', { discontinuedFrom: above })];

    expect(evaluate(imageVersion(), lineage({ version: '2.5.0' }), options(holed))).toMatchObject({ status, endOfSupport: '2025-06-30', endOfAvailability });
  });

  it('infers nothing next to a release that has not ended', () => {
    const finding = evaluate(imageVersion(), lineage({ version: '2.5.0' }), options([release('2.4', '2025-05-25'), release('2.6', '2026-06-30')]));

    expect(finding).toMatchObject({ status: 'NOT_IN_POLICY', severity: 'MEDIUM', endOfSupport: null });
  });

  it('infers nothing from versions that have no order', () => {
    const finding = evaluate(imageVersion(), lineage({ version: 'b9522' }), options(rows));

    expect(finding.status).toBe('NOT_IN_POLICY');
  });

  it('is not in policy where no policy of the family is in use', () => {
    const finding = evaluate(imageVersion(), lineage({ family: 'acme' }), options(rows));

    expect(finding).toMatchObject({ status: 'NOT_IN_POLICY' });
    expect(finding.reason).toContain("'acme'");
  });
});

describe('versions that are not known exactly', () => {
  const rows = [release('2.1', '2025-04-25'), release('2.2', '2025-05-25'), release('2.3', '2026-06-14'), release('3.0', '2027-01-01')];
  const judge = (versionRange: string, version: string | null = null) =>
    evaluate(imageVersion(), lineage({ version, versionRange, conditions: ['VERSION_INFERRED'] }), options(rows));

  it('have ended where every version that it can be has, by the last of their ends', () => {
    const finding = judge('>=2.1.0 <2.3.0');

    expect(finding).toMatchObject({ status: 'END_OF_SUPPORT', endOfSupport: '2025-05-25', base: { version: null } });
    expect(types(finding)).toEqual(expect.arrayContaining(['VERSION_INFERRED', 'DATE_INFERRED']));
  });

  it.each(['>=2.1.0', '>=3.0.0', '>=2.3.0 <4.0.0'])('are unknown where one has not: %s', (range) => {
    expect(judge(range)).toMatchObject({ status: 'UNKNOWN_BASE', endOfSupport: null });
  });

  it('are unknown where the newest line may have a version that the policy does not list yet', () => {
    const finding = evaluate(imageVersion(), lineage({ version: '2', processor: 'cpu' }), options([release('2.1', '2025-04-25')]));

    expect(finding.status).toBe('UNKNOWN_BASE');
  });

  it('are a major version that has ended as a whole', () => {
    expect(evaluate(imageVersion(), lineage({ version: '2' }), options(rows)).status).toBe('END_OF_SUPPORT');
    expect(evaluate(imageVersion(), lineage({ version: '3' }), options(rows)).status).toBe('UNKNOWN_BASE');
  });

  it('are unknown where only the family is', () => {
    expect(evaluate(imageVersion(), lineage({ version: null }), options(rows)).status).toBe('UNKNOWN_BASE');
  });
});

describe('lineage', () => {
  const rows = [release('2.2', '2026-06-01'), release('2.3', '2027-06-14')];

  it('weak evidence gives no status but unknown, shows the probable base, and weighs what that would weigh', () => {
    const guess = (version: string) =>
      evaluate(imageVersion(), lineage({ version, confidence: 'weak', conditions: ['PROBABLE_BASE'] }), options(rows));

    expect(guess('2.2.0')).toMatchObject({ status: 'UNKNOWN_BASE', severity: 'HIGH', base: { version: '2.2.0', confidence: 'weak' }, endOfSupport: null, successor: null });
    expect(guess('2.3.0')).toMatchObject({ status: 'UNKNOWN_BASE', severity: 'MEDIUM' });
    expect(types(guess('2.3.0'))).toEqual(['PROBABLE_BASE']);
  });

  it('where evidence disagrees, the nearer end rules and names its claim', () => {
    const rivals = [{ family: 'sagemaker-distribution', version: '2.2.0', processor: 'cpu' as const }];
    const finding = evaluate(imageVersion(), lineage({ rivals, conditions: ['LINEAGE_CONFLICT'] }), options(rows));

    expect(finding).toMatchObject({ status: 'END_OF_SUPPORT', endOfSupport: '2026-06-01', base: { version: '2.2.0' } });
    expect(types(finding)).toContain('LINEAGE_CONFLICT');
  });

  it('a rival of which nothing is known takes away good news', () => {
    const rivals = [{ family: 'acme', version: '1', processor: null }];

    expect(evaluate(imageVersion(), lineage({ rivals }), options(rows)).status).toBe('NOT_IN_POLICY');
  });

  it('a call that failed matters only where nothing else told the base', () => {
    const problem = { kind: 'call-failed' as const, failure: { operation: 'ecr.DescribeImages', kind: 'denied' as const, subject: 'ds', message: 'AccessDenied' } };

    expect(evaluate(imageVersion(), lineage({}, { problem }), options(rows)).status).toBe('SUPPORTED');
    const unknown = evaluate(imageVersion(), lineage({ family: null, confidence: 'none' }, { problem }), options(rows));
    expect(unknown).toMatchObject({ status: 'UNKNOWN_BASE', base: null });
    expect(unknown.reason).toContain("Allow 'ecr:DescribeImages'");
  });

  it('an image that is gone has no support, whatever its reference says', () => {
    const finding = evaluate(imageVersion(), lineage({}, { problem: { kind: 'image-gone', message: 'It is gone.' } }), options(rows));

    expect(finding).toMatchObject({ status: 'IMAGE_UNAVAILABLE', reason: 'It is gone.' });
    expect(types(finding)).toEqual(['BACKING_IMAGE_GONE']);
  });

  it('a version without any registered image is unknown', () => {
    expect(evaluate(imageVersion(), undefined, options(rows))).toMatchObject({ status: 'UNKNOWN_BASE', base: null });
  });
});

describe('conditions', () => {
  const rows = [release('2.3', '2027-06-14')];

  it.each([['2.3.1', ['PATCH_BEHIND']], ['2.3.4', []], ['2.3', []]])('patches published after %s: %p', (version, expected) => {
    const finding = evaluate(imageVersion(), lineage({ version }), options(rows, { policy: { publishedVersions: ['2.3.0', '2.3.1', '2.3.4', '2.4.0'] } }));

    expect(types(finding)).toEqual(expected);
  });

  it.each([['2026-05-16', []], ['2026-05-15', ['POLICY_STALE']]])('a policy read on %s: %p', (retrievedAt, expected) => {
    expect(types(evaluate(imageVersion(), lineage(), options(rows, { policy: { retrievedAt } })))).toEqual(expected);
  });

  it.each([
    ['an old row in a new document', '2026-06-15', '2026-05-15', ['POLICY_STALE']],
    ['a new row beside an old document', '2026-01-01', '2026-05-16', []],
  ])('%s counts by its own age', (_, retrievedAt, asOf, expected) => {
    const finding = evaluate(imageVersion(), lineage(), options([release('2.3', '2027-06-14', { asOf })], { policy: { retrievedAt } }));

    expect(types(finding)).toEqual(expected);
  });

  it('a policy of another family that is old says nothing of this', () => {
    const base = options(rows);
    const old = policy([release('1', '2027-01-01')], { family: 'acme', retrievedAt: '2020-01-01' });

    expect(types(evaluate(imageVersion(), lineage(), { ...base, policies: [...base.policies, old] }))).toEqual([]);
  });

  it.each([['TO_BE_ARCHIVED', ['TO_BE_ARCHIVED']], ['ARCHIVED', ['ARCHIVED']], ['STABLE', []], ['NOT_PROVIDED', []]])("the maintainer's guidance %s is shown and changes no verdict", (vendorGuidance, expected) => {
    const finding = evaluate(imageVersion({ vendorGuidance }), lineage(), options(rows));

    expect(finding.status).toBe('SUPPORTED');
    expect(types(finding)).toEqual(expected);
  });
});

describe('severity', () => {
  it.each<[SupportStatus, number | null, Severity, Severity, Severity]>([
    ['END_OF_AVAILABILITY', -400, 'HIGH', 'CRITICAL', 'CRITICAL'],
    ['END_OF_SUPPORT', -1, 'MEDIUM', 'HIGH', 'CRITICAL'],
    ['EXPIRING', 7, 'MEDIUM', 'HIGH', 'HIGH'],
    ['EXPIRING', 8, 'LOW', 'MEDIUM', 'MEDIUM'],
    ['UNKNOWN_BASE', null, 'LOW', 'MEDIUM', 'MEDIUM'],
    ['NOT_IN_POLICY', null, 'LOW', 'MEDIUM', 'MEDIUM'],
    ['IMAGE_UNAVAILABLE', null, 'LOW', 'MEDIUM', 'MEDIUM'],
    ['NO_DATE_PUBLISHED', null, 'INFORMATIONAL', 'LOW', 'LOW'],
    ['NOT_IN_POLICY_YET', null, 'INFORMATIONAL', 'LOW', 'LOW'],
    ['SUPPORTED', 200, 'INFORMATIONAL', 'INFORMATIONAL', 'INFORMATIONAL'],
  ])('%s with %p days left', (status, daysLeft, unused, attached, running) => {
    const of = (usage: Usage) => severityOf(status, daysLeft, 7, usage);

    expect([of('unused'), of('attached'), of('not-read'), of('running')]).toEqual([unused, attached, attached, running]);
  });

  it('has a row for every status', () => {
    for (const status of SUPPORT_STATUSES) expect(severityOf(status, null, 7, 'running')).toBeDefined();
  });
});
