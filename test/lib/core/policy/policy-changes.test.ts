import type { PolicyChange } from '../../../../lib/core/change';
import { evaluate } from '../../../../lib/core/evaluation/evaluate';
import type { Finding } from '../../../../lib/core/finding';
import type { BaseImage, Claim } from '../../../../lib/core/lineage/base-image';
import { judgeDocument } from '../../../../lib/core/policy/gate';
import { pendingDates } from '../../../../lib/core/policy/pending-dates';
import type { Policy, PolicyDocument, PolicyRelease } from '../../../../lib/core/policy/policy';
import { policyChanges, type JudgedDocument } from '../../../../lib/core/policy/policy-changes';
import { NOTHING_TOLD, remember, type ToldPolicyNews } from '../../../../lib/core/policy/policy-changes-told';
import { imageVersion, lineage, options, policy, release } from '../../../support/evaluation';
import { REVISIONS } from '../../../support/policy-history';

const today = '2026-06-15';
const both = (version: string, eolFrom: string | null, more: Partial<PolicyRelease> = {}) =>
  (['cpu', 'gpu'] as const).map((processor) => release(version, eolFrom, { processor, ...more }));

let number = 0;
function image(base: Partial<BaseImage>, ruling: readonly PolicyRelease[] = [], claim: Partial<Claim> = {}): Finding {
  number += 1;
  const { family, version, processor, framework } = { family: 'sagemaker-distribution', version: '2.3.1', processor: 'cpu' as const, framework: undefined, ...base };
  const found: Claim = { family: family ?? '', version, processor, ...(framework && { framework }), ...claim };
  const evidence = [{ kind: 'vendor-label' as const, claim: found, weight: 70, detail: 'label' }];
  return { ...evaluate(imageVersion(), lineage({ evidence, ...base }), options(ruling)), imageName: `image-${number}`, imageVersionArn: `arn:${number}` };
}
beforeEach(() => { number = 0; });

function judged(before: readonly PolicyRelease[], after: readonly PolicyRelease[], more: Partial<JudgedDocument> = {}): JudgedDocument {
  return {
    candidate: { family: 'sagemaker-distribution', releases: after, majors: [], anomalies: [] },
    source: 'https://example.com/policy.md', sha256: 'abc', verdict: 'accepted', reasons: [], before: policy(before), after: policy(after), ...more,
  };
}
const tell = (news: JudgedDocument, findings: readonly Finding[] = [], told = NOTHING_TOLD, on = today) =>
  policyChanges(news, { today: on, noticePeriods: [90, 30, 7], findings, told });
const lines = (changes: readonly PolicyChange[]) => changes.map(({ type, severity, version, affected }) => `${severity} ${type} ${version} ${affected.join()}`);

describe('what moved', () => {
  const before = both('2.3', '2026-09-01');

  it('says how far, how much notice is left, and what it touches', () => {
    const { changes } = tell(judged(before, both('2.3', '2026-06-24')), [image({}), image({ processor: 'gpu' }), image({ version: '2.4.0' })]);
    expect(changes).toEqual([{
      kind: 'policy', type: 'DATE_MOVED_EARLIER', severity: 'MEDIUM', family: 'sagemaker-distribution', version: '2.3', processors: ['cpu', 'gpu'],
      from: '2026-09-01', to: '2026-06-24', days: -69, noticeDays: 9, affected: ['arn:1', 'arn:2'],
      key: 'policy/sagemaker-distribution/DATE_MOVED_EARLIER//2.3/cpu+gpu/2026-09-01/2026-06-24/0',
      message: "sagemaker-distribution 2.3 (cpu, gpu): support ends on 2026-06-24 instead of 2026-09-01: 69 days earlier, 9 days' notice. "
        + "2 image versions are built on it: image 'image-1' version 1, image 'image-2' version 1.",
    }]);
  });

  it.each<[string, string, boolean, string, RegExp]>([
    ['2026-09-01', '2026-06-22', true, 'MEDIUM DATE_MOVED_EARLIER', /71 days earlier, 7 days' notice\./],
    ['2026-09-01', '2026-06-21', true, 'HIGH DATE_MOVED_EARLIER', /72 days earlier, 6 days' notice\./],
    ['2026-09-01', '2026-06-16', true, 'HIGH DATE_MOVED_EARLIER', /1 day's notice\./],
    ['2026-09-01', '2026-06-15', true, 'HIGH DATE_MOVED_EARLIER', /78 days earlier, today\./],
    ['2026-09-01', '2026-06-04', true, 'HIGH DATE_MOVED_EARLIER', /89 days earlier, 11 days ago\./],
    ['2026-09-01', '2026-06-04', false, 'LOW DATE_MOVED_EARLIER', /11 days ago\.$/],
    ['2026-09-01', '2026-09-02', true, 'LOW DATE_MOVED_LATER', /1 day later\. 1 image version is built on it: /],
    ['2026-09-01', '2026-09-02', false, 'INFORMATIONAL DATE_MOVED_LATER', /1 day later\.$/],
  ])('from %s to %s, with images %s: %s', (from, to, hasImages, expected, message) => {
    const { changes } = tell(judged(both('2.3', from), both('2.3', to)), hasImages ? [image({})] : []);
    expect(changes.map(({ type, severity }) => `${severity} ${type}`)).toEqual([expected]);
    expect(changes[0]?.message).toMatch(message);
  });

  it('weighs a first date by the notice alone, and tells one that went', () => {
    const on = (from: string | null, to: string | null) => tell(judged(both('2.3', from), both('2.3', to)), [image({})]).changes[0];
    expect(on(null, '2026-12-01')).toMatchObject({ type: 'DATE_MOVED_EARLIER', severity: 'LOW', days: null, noticeDays: 169 });
    expect(on(null, '2026-07-01')).toMatchObject({ severity: 'MEDIUM', message: expect.stringContaining("support ends on 2026-07-01, where there was no date: 16 days' notice.") });
    expect(on('2026-07-01', null)).toMatchObject({ type: 'DATE_MOVED_LATER', to: null, message: expect.stringContaining('has no end of support any more, was 2026-07-01.') });
  });

  it('tells the end of availability and the majors apart', () => {
    const majors = (eolFrom: string) => ({ majors: [{ version: '2', lastMinorRelease: null, eolFrom }] });
    const available = (discontinuedFrom: string) => both('2.3', '2026-07-01', { discontinuedFrom });
    const news = judged(available('2027-07-01'), available('2026-08-01'));
    const { changes } = tell({ ...news, before: policy(news.before?.releases ?? [], majors('2026-12-01')), after: policy(news.after?.releases ?? [], majors('2026-11-01')) }, [image({}), image({ version: '2.5.0' })]);
    expect(changes.map(({ message, affected }) => `${message.slice(0, 95)}… ${affected.join()}`)).toEqual([
      expect.stringMatching(/^sagemaker-distribution 2.3 \(cpu, gpu\): availability ends on 2026-08-01 instead of 2027-07-01.* arn:1$/),
      expect.stringMatching(/^sagemaker-distribution, major version 2: support ends on 2026-11-01 instead of 2026-12-01.* arn:2$/),
    ]);
  });

  it('touches what the row judges: not a guess, not another family, not an unavailable image', () => {
    const others = [image({ confidence: 'weak' }), image({ family: 'other' }), { ...image({}), status: 'IMAGE_UNAVAILABLE' as const }, image({ version: null })];
    expect(tell(judged(before, both('2.3', '2026-06-24')), others).changes[0]?.affected).toEqual([]);
  });

  it('touches a team\'s base too', () => {
    const golden = { family: 'acme', version: '2026.1', endOfSupport: null, status: 'SUPPORTED' as const, policyRow: null };
    const acme = { family: 'acme' };
    const rows = (eolFrom: string) => policy([release('2026.1', eolFrom)], acme);
    const news = { ...judged([], []), candidate: { ...judged([], []).candidate, ...acme }, before: rows('2026-09-01'), after: rows('2026-08-01') };
    expect(tell(news, [{ ...image({}), golden }]).changes[0]?.affected).toEqual(['arn:1']);
  });

  it('tells once what several repositories of a framework say', () => {
    const rows = (eolFrom: string) => ['pytorch-training', 'pytorch-inference'].flatMap((repository) => both('2.6', eolFrom, { repository, framework: 'pytorch' }));
    const findings = [image({ version: '2.6.0', framework: 'pytorch' }, [], { repository: 'pytorch-training' }), image({ version: '2.6.0', framework: 'pytorch' }, [], { repository: 'pytorch-gone' })];
    const { changes } = tell(judged(rows('2026-09-01'), rows('2026-08-01')), findings);
    expect(lines(changes)).toEqual(['MEDIUM DATE_MOVED_EARLIER 2.6 arn:1,arn:2']);
    expect(changes[0]?.message).toContain('sagemaker-distribution pytorch 2.6 (cpu, gpu) in pytorch-inference, pytorch-training: support ends');
  });

  it('has moved nothing where nothing ruled before', () => {
    expect(tell({ ...judged([], before), before: undefined }).changes).toEqual([]);
  });

  it('leaves the other products alone', () => {
    const news = judged([release('1', '2026-09-01', { product: 'a' }), release('2', '2026-09-01', { product: 'b' })], [release('1', '2026-09-01', { product: 'a' })]);
    expect(lines(tell({ ...news, candidate: { ...news.candidate, products: ['a'] } }).changes)).toEqual([]);
  });
});

describe('what came and went', () => {
  it('names the images that could move to a new release, and those that waited for it', () => {
    const before = [...both('2.3', '2026-09-01'), ...both('3.0', '2026-12-01')];
    const after = [...before, release('2.4', '2026-11-01', { processor: 'cpu' })];
    const findings = [image({}, before), image({ processor: 'gpu' }, before), image({ version: '2.4.1' }, before), image({ version: '3.0.1' }, before), image({ version: '2.5.1' }, before)];
    const { changes } = tell(judged(before, after), findings);
    expect(lines(changes)).toEqual(['LOW RELEASE_ADDED 2.4 arn:1,arn:3']);
    expect(changes[0]?.message).toBe("sagemaker-distribution 2.4 (cpu): added, supported until 2026-11-01. 2 image versions could move to it: image 'image-1' version 1, image 'image-3' version 1.");
    expect(changes[0]).toMatchObject({ from: null, to: '2026-11-01', days: null });
  });

  it.each<[string, PolicyRelease]>([
    ['ends sooner than what the image is on', release('2.4', '2026-08-31', { processor: 'cpu' })],
    ['is listed as unsupported', release('2.4', '2026-11-01', { processor: 'cpu', section: 'unsupported' })],
    ['is older', release('2.2', '2026-11-01', { processor: 'cpu' })],
    ['is for another repository', release('2.4', '2026-11-01', { processor: 'cpu', repository: 'elsewhere' })],
  ])('nothing could move to a release that %s', (_, added) => {
    const before = both('2.3', '2026-09-01', added.repository ? { repository: 'here', framework: 'f' } : {});
    const finding = image({ ...(added.repository && { framework: 'f' }) }, before, added.repository ? { repository: 'here' } : {});
    expect(lines(tell(judged(before, [...before, added]), [{ ...finding, endOfSupport: '2026-09-01' }]).changes)).toEqual([`INFORMATIONAL RELEASE_ADDED ${added.version} `]);
  });

  it('does not flood with releases without a date', () => {
    const added = Array.from({ length: 30 }, (_, index) => release(`0.${index}`, null, { repository: 'vllm', framework: 'vllm', processor: 'gpu' }));
    const { changes } = tell(judged([], [...added, release('1.0', null, { repository: 'sglang', framework: 'sglang' }), release('1.1', '2026-10-01', { framework: 'vllm' })]));
    expect(lines(changes)).toEqual(['INFORMATIONAL RELEASE_ADDED 1.1 ', 'INFORMATIONAL RELEASE_ADDED 1.0 ', 'INFORMATIONAL RELEASE_ADDED null ']);
    expect(changes[2]).toMatchObject({
      key: 'policy/sagemaker-distribution/RELEASE_ADDED/vllm/abc',
      message: 'sagemaker-distribution vllm 0.0, 0.1, 0.2 and 27 more (gpu) in vllm: 30 releases added, supported until no date.',
    });
  });

  it('tells what was withdrawn, together where it touches nobody', () => {
    const { changes } = tell(judged([...both('2.3', '2026-09-01'), ...both('2.4', '2025-01-01'), ...both('2.6', '2025-02-01')], []), [image({})]);
    expect(lines(changes)).toEqual(['MEDIUM WITHDRAWN 2.3 arn:1', 'LOW WITHDRAWN null ']);
    expect(changes[0]?.message).toBe("sagemaker-distribution 2.3 (cpu, gpu): no longer in the policy, where support was until 2026-09-01. 1 image version is built on it: image 'image-1' version 1.");
    expect(changes[1]?.message).toContain('2.4, 2.6 (cpu, gpu): no longer in the policy, where support was until 2025-01-01, 2025-02-01.');
  });
});

describe('the document itself', () => {
  const error = { code: 'missing-table', severity: 'error' as const, line: 7, message: 'A table is missing.' };
  const doubt = { code: 'revived', severity: 'warning' as const, line: null, message: 'It lives again.' };
  const rows = both('2.3', '2026-09-01');
  const refused = judged(rows, rows, { verdict: 'refused', reasons: [error, { ...error, line: 9 }, doubt] });

  it('is told where it is refused, once for each content', () => {
    const { changes, told } = tell(refused);
    expect(lines(changes)).toEqual(['HIGH DOCUMENT_REFUSED null ']);
    expect(changes[0]).toMatchObject({
      key: 'policy/sagemaker-distribution/DOCUMENT_REFUSED/abc',
      message: "'https://example.com/policy.md' was refused as a policy: missing-table in line 7: A table is missing. (and 1 more) "
        + 'The policy used before still rules; earlier dates in the document are told, later ones wait. '
        + 'To use it all the same, accept it by its sha256, abc.',
    });
    expect(tell(refused, [], told).changes).toEqual([]);
    expect(tell({ ...refused, sha256: 'abd' }, [], told).changes).toHaveLength(1);
    expect(tell({ ...refused, source: 'elsewhere' }, [], told).changes).toHaveLength(1);
    const healed = tell({ ...refused, verdict: 'accepted', reasons: [] }, [], told);
    expect(tell(refused, [], healed.told).changes).toHaveLength(1);
  });

  it('is told where it was accepted with doubts', () => {
    const { changes } = tell({ ...refused, verdict: 'accepted-with-doubts', reasons: [doubt, doubt] });
    expect(lines(changes)).toEqual(['LOW DOCUMENT_ACCEPTED_WITH_DOUBTS null ']);
    expect(changes[0]?.message).toBe("'https://example.com/policy.md' was accepted as a policy with doubts: revived: It lives again. (and 1 more)");
  });

  it('is told where nothing rules', () => {
    expect(tell({ ...refused, before: undefined, after: undefined }).changes[0]?.message).toMatch(/The policies in use stay as they are\. To use it/);
  });

  it('asks for no word where there is nothing to judge by', () => {
    const { changes } = tell({ ...refused, reasons: [{ ...error, code: 'no-rows' }] });
    expect(changes[0]?.message).toMatch(/later ones wait\.$/);
  });
});

describe('a series of edits', () => {
  interface Step { readonly day: string; readonly document: PolicyDocument; readonly commit: string }

  /** One run a step, as a scan would do it: judge, tell, remember. */
  function run(steps: readonly Step[], findings: readonly Finding[]) {
    let ruling: Policy | undefined;
    let told: ToldPolicyNews = NOTHING_TOLD;
    const messages: string[] = [];
    for (const { day, document, commit } of steps) {
      const { verdict, reasons } = judgeDocument({ candidate: document, ruling, today: day, accepted: [], sha256: commit });
      const after: Policy = verdict === 'refused' && ruling ? { ...ruling, pending: pendingDates(document, ruling) } : policy(document.releases);
      const news = policyChanges({ candidate: document, source: 'page', sha256: commit, verdict, reasons, before: ruling, after }, { today: day, noticePeriods: [90, 30, 7], findings, told });
      messages.push(...news.changes.filter(({ affected, type }) => affected.length > 0 && type !== 'RELEASE_ADDED').map(({ key, message }) => {
        expect(messages.some((line) => line.startsWith(`${key} `))).toBe(false);
        return `${day} ${message}`;
      }));
      told = news.told;
      ruling = { ...after, pending: undefined };
    }
    return { messages, told };
  }

  it('tells the flap of 2026-04-30 without a contradiction', () => {
    const { messages } = run(REVISIONS, [image({ version: '2.14.0' }), image({ version: '2.11.0' })]);
    const why = '(mass-move: At most 5 releases, or half of those that are supported, may move in one step, got: ';
    expect(messages.map((message) => message.replace(/ \d image versions? .*$/, '').replace(/ The document that says so .*$/, (text) => ` REFUSED${text.includes(why) ? ' mass-move' : ''}`))).toEqual([
      '2026-04-30 sagemaker-distribution 2.11 (cpu, gpu): support ends on 2026-04-30 instead of 2026-05-14: 14 days earlier, today. REFUSED mass-move',
      "2026-04-30 sagemaker-distribution 2.14 (cpu, gpu): support ends on 2026-05-15 instead of 2026-09-09: 117 days earlier, 15 days' notice. REFUSED mass-move",
      "2026-05-01 sagemaker-distribution 2.14 (cpu, gpu): support ends on 2026-05-30 instead of 2026-09-09: 102 days earlier, 29 days' notice. "
        + 'Changed again: 2026-09-09 -> 2026-05-15 in a document refused on 2026-04-30, now 2026-05-30. REFUSED',
      '2026-05-01 sagemaker-distribution 2.11 (cpu, gpu): the end of support on 2026-04-30, told on 2026-04-30 from a document that was refused, is taken back; 2026-05-14 rules.',
      "2026-05-01 sagemaker-distribution 2.14 (cpu, gpu): support ends on 2026-07-30 instead of 2026-09-09: 41 days earlier, 90 days' notice. "
        + 'Changed again: 2026-09-09 -> 2026-05-30 in a document refused on 2026-05-01, now 2026-07-30. REFUSED mass-move',
      '2026-05-05 sagemaker-distribution 2.14 (cpu, gpu): the end of support on 2026-07-30, told on 2026-05-01 from a document that was refused, is taken back; 2026-09-09 rules.',
    ]);
  });

  const step = (day: string, eolFrom: string, commit = day + eolFrom) => ({ day, commit, document: { family: 'sagemaker-distribution', releases: both('2.3', eolFrom), majors: [], anomalies: [] } });

  it('tells a second move within fourteen days as such, and a later one as new', () => {
    const { messages } = run([step('2026-05-01', '2026-09-01'), step('2026-05-02', '2026-08-01'), step('2026-05-16', '2026-08-20'), step('2026-05-31', '2026-08-10')], [image({})]);
    expect(messages.map((message) => /Changed again: .*?\./.exec(message)?.[0])).toEqual([
      undefined, 'Changed again: 2026-09-01 -> 2026-08-01 on 2026-05-02, now 2026-08-20.', undefined,
    ]);
  });

  it('gives the same move another key when it comes again', () => {
    const days = [['2026-05-01', '2026-09-01'], ['2026-05-02', '2026-08-01'], ['2026-05-03', '2026-09-01'], ['2026-05-04', '2026-08-01']] as const;
    expect(run(days.map(([day, to]) => step(day, to)), [image({})]).messages).toHaveLength(3);
  });

  it('says that an earlier date which waited rules now', () => {
    const pending = { ...step('2026-05-02', '2026-08-01').document, anomalies: [{ code: 'missing-table', severity: 'error' as const, line: null, message: '' }] };
    const steps = [step('2026-05-01', '2026-09-01'), { day: '2026-05-02', commit: 'a', document: pending }, { day: '2026-05-03', commit: 'b', document: pending }, step('2026-05-04', '2026-08-01')];
    const { messages, told } = run(steps, [image({})]);
    expect(messages).toHaveLength(2);
    expect(messages[1]).toContain('A document that was refused on 2026-05-02 said so already; now it rules.');
    expect(told.pending).toEqual({});
  });

  it('takes nothing back because of a document that cannot be read', () => {
    const error = { code: 'merge-conflict', severity: 'error' as const, line: 1, message: '' };
    const pending = { ...step('2026-05-02', '2026-08-01').document, anomalies: [{ ...error, code: 'missing-table', line: null }] };
    const empty = { ...pending, releases: [] };
    const merging = { ...step('2026-05-04', '2026-09-01').document, anomalies: [error] };
    const steps = [step('2026-05-01', '2026-09-01'), { day: '2026-05-02', commit: 'a', document: pending }, { day: '2026-05-03', commit: 'b', document: empty }, { day: '2026-05-04', commit: 'c', document: merging }];
    const { messages, told } = run(steps, [image({})]);
    expect(messages).toHaveLength(1);
    expect(Object.keys(told.pending)).toHaveLength(2);
  });
});

it('remembers moves for a year, and not too many', () => {
  let dates = remember({}, 'k', { eolFrom: '2026-01-01', on: '2025-06-01' });
  dates = remember(dates, 'k', { eolFrom: '2026-02-01', on: '2026-06-01' });
  expect(dates['k']).toHaveLength(2);
  expect(remember(dates, 'k', { eolFrom: null, on: '2026-06-03' })['k']).toHaveLength(2);
  for (let move = 0; move < 40; move += 1) dates = remember(dates, 'k', { eolFrom: null, on: '2026-06-02' });
  expect(dates['k']).toHaveLength(24);
});
