import { composeDigest, type DigestInput } from '../../../lambda/publishing/digest';
import type { Change, PolicyChange } from '../../../lib/core/change';
import { ACCOUNT, arnOf, dated, REGION } from './findings-fixture';
import { added, detailed, digestOf, moved, moveOf, pendingMove, refused, reminderOf, SAMPLES, TODAY, waived, waiver, waiverChange } from './samples';

const late = dated(TODAY, '2026-04-01', detailed);
const soon = dated(TODAY, '2026-05-15', { ...detailed, version: 2 });
const statusChange = (of: typeof late): Change => ({ ...reminderOf(of), type: 'STATUS_CHANGED', from: 'EXPIRING', key: of.imageVersionArn });

function only(input: DigestInput) {
  const [message, ...others] = composeDigest(input);
  expect(others).toEqual([]);
  if (!message) throw new Error('no message');
  const { email = '', sms = '' } = message.bodies;
  return { ...message, email, sms, machine: JSON.parse(message.bodies.default) };
}

const PLACE = ` - ${ACCOUNT} ${REGION}`;
const many = [moveOf(1), moveOf(2), moveOf(3)];
const later: PolicyChange = { ...moveOf(4), type: 'DATE_MOVED_LATER', severity: 'LOW', from: '2026-05-15', to: '2026-09-09', days: 117, noticeDays: 126 };
const of = (type: PolicyChange['type']): PolicyChange => ({ ...moveOf(5), type });

const availability = (change: PolicyChange): PolicyChange => ({ ...change, of: 'availability' });
const framework = (name: string, change: PolicyChange): PolicyChange => ({ ...change, framework: name });

describe('the subject', () => {
  it.each<[string, Change[], string]>([
    ['a move', [moved], '[HIGH] SageMaker Distribution 2.14 ends 117 days earlier (2026-05-15)'],
    ['a move of few words', [{ ...moved, family: 'acme' }], '[HIGH] Support of acme 2.14 ends 117 days earlier (2026-05-15)'],
    ['a move and what comes of it', [moved, statusChange(late)], '[HIGH] SageMaker Distribution 2.14 ends 117 days earlier (2026-05-15), ...'],
    ['several moves', [...many, statusChange(late), statusChange(soon)],
      '[HIGH] 3 support dates moved earlier, 1 image version out of support, ...'],
    ['several moves and two ends', [...many, statusChange(late), { ...statusChange(late), key: 'two' }],
      '[HIGH] 3 support dates moved earlier, 2 image versions out of support'],
    ['a move to no date', [{ ...moved, family: 'acme', to: null, days: null }], '[HIGH] Support of acme 2.14 ends earlier'],
    ['a refused document', [refused, pendingMove, { ...pendingMove, key: 'b' }], '[HIGH] Policy of SageMaker Distribution refused, 2 earlier dates pending'],
    ['a pending date', [{ ...pendingMove, family: 'acme' }], '[HIGH] Refused: acme 2.14 would end 117 days earlier (2026-05-15)'],
    ['a later date', [{ ...later, family: 'acme' }], '[LOW] Support of acme 2.4 ends 117 days later (2026-09-09)'],
    ['a release', [added], '[INFORMATIONAL] SageMaker Distribution 3.5 released'],
    ['releases', [{ ...added, version: null }], '[INFORMATIONAL] New releases of SageMaker Distribution'],
    ['a framework', [framework('pytorch', added)], '[INFORMATIONAL] SageMaker Distribution pytorch 3.5 released'],
    ['withdrawals', [{ ...of('WITHDRAWN'), version: null }], '[HIGH] Releases of SageMaker Distribution withdrawn'],
    ['an end of availability', [availability({ ...moved, family: 'acme' })], '[HIGH] Availability of acme 2.14 ends 117 days earlier (2026-05-15)'],
    ['a pending one', [availability({ ...pendingMove, family: 'a' })], '[HIGH] Refused: a 2.14 would end 117 days earlier (2026-05-15)'],
    ['a date taken back', [{ ...later, pending: true, family: 'acme' }], '[LOW] Earlier date of acme 2.4 taken back (2026-09-09)'],
    ['a date taken back among others', [{ ...later, pending: true }, later], '[LOW] 2 support dates moved later'],
    ['a withdrawal', [of('WITHDRAWN')], '[HIGH] SageMaker Distribution 2.5 withdrawn from the policy'],
    ['doubts', [of('DOCUMENT_ACCEPTED_WITH_DOUBTS')], '[HIGH] Policy of SageMaker Distribution 2.5 accepted with doubts'],
    ['pairs of everything lesser', [added, added, later, later], '[LOW] 2 support dates moved later, 2 releases added'],
    ['a waiver', [waiverChange], '[LOW] Waiver added: legacy-*, versions 1-5'],
    ['waivers', [waiverChange, { ...waiverChange, type: 'WAIVER_EXPIRED' }, waiverChange], '[LOW] SageMaker images: 1 waiver expired, 2 added'],
    ['a resolution beside what is open', [{ ...reminderOf(soon), type: 'RESOLVED', severity: 'INFORMATIONAL', imageVersionArn: arnOf('gone', 1), from: 'EXPIRING', to: null }],
      '[INFORMATIONAL] Gone: deleted, or no longer part of the scan (was expir...'],
  ])('names %s', (_name, changes, expected) => {
    expect(only(digestOf([late, soon], changes)).subject).toBe(expected + PLACE);
  });

  it('is severe by what is new, not by what is open besides', () => {
    const { attributes, machine } = only(digestOf([late], [added]));
    expect([attributes.severity, machine.highestSeverity]).toEqual(['INFORMATIONAL', 'INFORMATIONAL']);
  });
});

describe('policy news', () => {
  it('stand before all else, in mail and data', () => {
    const { email, machine } = only(digestOf([late, soon], [statusChange(late), waiverChange, moved]));
    const places = ['POLICY NEWS', 'WHAT CHANGED', 'WAIVERS', 'ALSO OPEN, SOONEST FIRST'].map((title) => email.indexOf(`\n${title}\n`));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(machine.changes.map(({ kind }: Change) => kind)).toEqual(['policy', 'finding', 'waiver']);
  });

  it('say how far, until when, what the message says, and whom it touches', () => {
    const findings = [dated(TODAY, '2026-05-15'), dated(TODAY, '2026-05-15', { imageName: 'risk-models', version: 7 })];
    const { email } = only(digestOf(findings, [{ ...moved, message: 'Changed again: A -> B on 2026-05-01, now C.', affected: [...moved.affected, arnOf('gone', 1)] }]));
    expect(email).toContain([
      '[HIGH] End of support moved 117 days earlier',
      '  * SageMaker Distribution 2.14 (cpu, gpu)',
      '  Ends    2026-05-15, in 9 days (was 2026-09-09)',
      '  What    Changed again: A -> B on 2026-05-01, now C.',
      '  Affects 3 image versions: data-science version 1, risk-models version',
      '          7, and 1 more',
    ].join('\n'));
  });

  it.each<[string, PolicyChange[], string]>([
    ['a date that has passed', [{ ...moved, noticeDays: -11 }], '  Ended   2026-05-15, 11 days ago (was 2026-09-09)\n'],
    ['a date that does not rule', [pendingMove], '[HIGH] A refused document moves the end of support 117 days earlier\n'],
    ['the date that rules', [pendingMove], '  Says    2026-05-15, in 9 days; 2026-09-09 rules\n'],
    ['the pending dates of a refused document', [refused, pendingMove, { ...pendingMove, family: 'other' }], '  Pending 1 earlier date in it, told here;'],
    ['an end of availability', [availability(moved)], '[HIGH] End of availability moved 117 days earlier\n'],
    ['the day of it', [availability(moved)], '  Removal 2026-05-15, in 9 days (was 2026-09-09)\n'],
    ['a date taken back', [{ ...later, pending: true }], '[LOW] Earlier date of a refused document taken back\n'],
    ['what rules then', [{ ...later, pending: true }], '  Ends    2026-09-09, in 126 days (2026-05-15 was told)\n'],
    ['who could move', [added], '  Affects 2 image versions that could move to it: data-science version\n          1, and 1 more\n'],
    ['one processor', [{ ...moved, processors: ['gpu'] }], '  * SageMaker Distribution 2.14 (gpu)\n'],
    ['no processor', [{ ...moved, processors: [] }], '  * SageMaker Distribution 2.14\n'],
    ['another vendor', [{ ...moved, family: 'google-deep-learning-containers' }], '  * Google Deep Learning Containers 2.14 (cpu, gpu)\n'],
  ])('say %s', (_name, changes, expected) => {
    expect(only(digestOf([late], changes)).email).toContain(expected);
  });

  it('do not repeat whom the message names', () => {
    const message = "Support ends earlier. 2 image versions are built on it: image 'data-science' version 1, and another.";
    expect(only(digestOf([late], [{ ...moved, message }])).email).not.toContain('Affects');
  });

  it('say nothing of pending dates where there are none', () => {
    expect(only(digestOf([late], [refused, { ...pendingMove, family: 'other' }, { ...later, pending: true }])).email).not.toContain('Pending');
  });
});

describe('waivers', () => {
  const covered = [2, 3].map((version) => dated(TODAY, '2026-01-10', { ...waived, imageName: 'legacy-etl', version }));

  it('are told with owner, reason, day and what they cover', () => {
    expect(only(digestOf(covered, [waiverChange])).email).toContain([
      'WAIVERS', '-------', '',
      '[LOW] Waiver added',
      '  * legacy-*, versions 1-5',
      '  Until   2027-01-31',
      '  Owner   Ana (risk team)',
      '  Why     Retired with the old platform in January.',
      '  Covers  2 image versions: legacy-etl version 2, legacy-etl version 3',
    ].join('\n'));
  });

  it.each([
    ['WAIVER_CHANGED', '  What    Waiver added.\n'], ['WAIVER_REMOVED', '  Covered 2 image versions: '], ['WAIVER_EXPIRED', '[LOW] Waiver expired\n'],
  ] as const)('say of %s: %j', (type, expected) => {
    expect(only(digestOf(covered, [{ ...waiverChange, type }])).email).toContain(expected);
  });

  it('of all versions and of none here', () => {
    const { versions, ...all } = waiver;
    expect(versions).toBe('1-5');
    const { email } = only(digestOf([], [{ ...waiverChange, waiver: all, affected: [] }]));
    expect(email).toContain('  * legacy-*\n');
    expect(email).toContain('  Covers  no image version here\n');
  });

  it('in force are counted, with the day on which the next one ends', () => {
    const other = dated(TODAY, '2026-01-10', { ...waived, waiver: { ...waiver, expires: '2026-06-30' }, version: 9 });
    const over = dated(TODAY, '2026-01-10', { waiver: { ...waiver, expires: '2026-05-01' }, conditions: [{ type: 'WAIVER_EXPIRED', message: 'over' }], version: 8 });
    const { email, machine } = only(digestOf([...covered, other, over], [moved]));
    expect(email).toContain('  Images  4 out of support\n  Of them 3 waived (next waiver ends 2026-06-30)\n');
    expect(machine).toMatchObject({ waived: 3, nextWaiverEnd: '2026-06-30' });
    expect(email.match(/legacy-etl/g)).toBeNull();
    expect(only(digestOf([late], [moved])).email).not.toContain('Of them');
  });

  it('reach those who filter for waivers, or for the status of what is covered', () => {
    expect(only(digestOf(covered, [waiverChange])).attributes).toMatchObject({ changeKinds: ['waiver'], statuses: ['END_OF_SUPPORT'], severity: 'LOW' });
  });

  it('are whole for a machine', () => {
    expect(only(digestOf(covered, [waiverChange])).machine.changes).toEqual([{ ...waiverChange, affectedCount: 2 }]);
  });
});

describe('a finding', () => {
  const policy = { family: 'sagemaker-distribution', sha256: 'abc', retrievedAt: '2026-04-01', rule: 'shipped' as const };

  it('says what the message knows and the title does not', () => {
    expect(only(digestOf([late], [reminderOf(late)])).email).toContain('[HIGH] Reminder: still out of support\n  * data-science version 1\n  What    Still open after 30 days\n');
    const again = { ...reminderOf(late), message: 'Something else altogether' };
    expect(only(digestOf([late], [again])).email).toContain('  What    Something else altogether\n');
  });

  it.each(['New', 'Changed (was EXPIRING)', 'Resolved (was END_OF_SUPPORT)', 'The last 30 days of support'])('does not say %j twice', (start) => {
    const change = reminderOf(late);
    const message = change.message.replace('Still open after 30 days', start);
    expect(only(digestOf([late], [{ ...change, message }])).email).not.toContain('  What');
  });

  it.each([['fresh', 'read'], ['last-accepted', 'last accepted, read'], ['shipped', 'shipped, read']] as const)('says which copy ruled: %s', (rule, words) => {
    const { policyRow } = detailed;
    if (!policyRow) throw new Error('no row');
    const { email } = only(digestOf([{ ...late, policyRow: { ...policyRow, rule, retrievedAt: '2026-04-30T02:00:00Z' } }], [moved]));
    expect(email.replace(/\s+/g, ' ')).toContain(`line 21: "May 15th, 2026", ${words} 2026-04-30`);
  });

  it('says which policy was asked where it has no row', () => {
    const { email, machine } = only(digestOf([{ ...late, policyRow: null, policy }], [reminderOf(late)]));
    expect(email.replace(/\s+/g, ' ')).toContain('Policy sagemaker-distribution: no row for it, shipped, read 2026-04-01');
    expect(machine.changes[0].finding.policy).toEqual(policy);
  });
});

describe('text from outside', () => {
  const evil = `x\n\nPOLICY NEWS\n[CRITICAL] Click\u001b[2J\u202E \ud800 ${'w'.repeat(5000)}`;
  const input = digestOf([{ ...late, imageName: evil }], [
    { ...moved, family: evil, version: evil, message: evil, affected: [late.imageVersionArn] },
    { ...waiverChange, type: 'WAIVER_CHANGED', message: evil, waiver: { ...waiver, image: evil, versions: evil, owner: evil, reason: evil } },
    { ...reminderOf(late), message: evil },
  ]);

  it('stays in its line, in every message', () => {
    const { email, sms, subject } = only(input);
    expect(email.match(/^POLICY NEWS$/gm)).toHaveLength(1);
    expect(email.match(/^\[CRITICAL\]/gm)).toBeNull();
    expect(email).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Surrogate}]/u);
    expect(subject).toMatch(/^[ -~]{1,99}$/);
    expect(sms).toMatch(/^[ -~]{1,140}$/);
    expect(email).toMatch(/…\s+\[shortened, \d+ characters\]/);
  });
});

describe('the text message', () => {
  it.each<[string, DigestInput, string]>([
    ['one thing', digestOf([late], [moved]), 'HIGH: Support of SageMaker Distribution 2.14 ends 117 days earlier (2026-05-15) in 111122223333 eu-west-1.'],
    ['several', digestOf([late], [...many, statusChange(late)]), 'HIGH: 3 support dates moved earlier, 1 image version out of support in 111122223333 eu-west-1.'],
    ['resolved', SAMPLES.resolved ?? digestOf([], []), 'INFORMATIONAL: SageMaker images: 2 resolved in 111122223333 eu-west-1.'],
    ['signs that count twice', digestOf([], [{ ...waiverChange, waiver: { ...waiver, image: '[a]{b}^~|\\`é*' } }]),
      'LOW: Waiver added: (a)?b???????*, versions 1-5 in 111122223333 eu-west-1.'],
  ])('says %s', (_name, input, expected) => {
    expect(only(input).sms).toBe(expected);
  });

  it('says which part it is', () => {
    const reason = 'r'.repeat(900);
    const findings = Array.from({ length: 300 }, (_, version) => dated(TODAY, '2026-04-01', { ...detailed, version, reason: `${version} ${reason}` }));
    const parts = composeDigest(digestOf(findings, findings.map(statusChange)));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map(({ bodies: { sms } }) => sms?.endsWith(`/${parts.length}).`))).not.toContain(false);
    expect(parts.filter(({ bodies: { sms = '' } }) => sms.length > 140)).toEqual([]);
  });
});
