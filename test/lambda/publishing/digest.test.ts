import { createHash } from 'node:crypto';
import { composeDigest, type DigestInput } from '../../../lambda/publishing/digest';
import { MAX_MESSAGE_BYTES, messageSize } from '../../../lambda/publishing/split';
import { compareFindings } from '../../../lib/core/compare-findings';
import type { PolicyChange } from '../../../lib/core/change';
import type { Finding } from '../../../lib/core/finding';
import type { Coverage, ScanResult } from '../../../lib/core/scan-result';
import { ACCOUNT, arnOf, coverageOf, dated, finding, REGION } from './findings-fixture';

const TODAY = '2025-05-06';
const YESTERDAY = '2025-05-05';
const URI = 'public.ecr.aws/sagemaker/sagemaker-distribution:2.6-cpu';
const LABEL = 'org.amazon.sagemaker-distribution.image.version=2.3.1-cpu';
const READ = { source: 'https://example.com/policy.md', retrievedAt: '2025-05-01T03:00:00Z', rule: 'fresh' as const };
const detailed: Partial<Finding> = {
  base: { family: 'sagemaker-distribution', version: '2.3', processor: 'cpu', confidence: 'certain' },
  evidence: [
    { kind: 'vendor-label', weight: 80, claim: { family: 'sagemaker-distribution', version: '2.3.1', processor: 'cpu' }, detail: `label ${LABEL}` },
  ],
  successor: { version: '2.6', uri: URI, step: 'minor', endOfSupport: '2025-10-28' },
  policyRow: { family: 'sagemaker-distribution', sha256: 'abc', line: 21, asWritten: 'Apr 25th, 2025', ...READ },
  conditions: [{ type: 'DATE_MOVED_EARLIER', message: 'The date moved 93 days earlier.' }],
};
const policyChange: PolicyChange = {
  kind: 'policy', type: 'DATE_MOVED_EARLIER', severity: 'HIGH', message: 'The vendor moved 2.3 by 93 days.', key: 'policy-key',
  family: 'sagemaker-distribution', version: '2.3', processors: ['cpu', 'gpu'],
  from: '2025-07-27', to: '2025-04-25', days: -93, noticeDays: -11, affected: [arnOf('data-science', 1)],
};

interface Extra {
  readonly policy?: PolicyChange[];
  readonly coverage?: Partial<Coverage>;
  readonly policies?: ScanResult['policies'];
}

function inputOf(now: readonly Finding[], before?: readonly Finding[], extra: Extra = {}): DigestInput {
  const options = { noticePeriods: [90, 30, 7], today: TODAY, scannedAt: `${TODAY}T06:00:00.000Z`, complete: true };
  const state = before && compareFindings(undefined, before, { ...options, today: YESTERDAY }).snapshots;
  const { changes, findings } = compareFindings(state, now, options);
  const result = {
    scannedAt: options.scannedAt, asOf: TODAY, coverage: coverageOf(findings, extra.coverage), policies: extra.policies ?? [], findings,
    changes: [...changes, ...extra.policy ?? []],
  };
  return { monitor: 'ml', accountId: ACCOUNT, region: REGION, result, report: 'reports/ml/latest.json' };
}

function only(input: DigestInput) {
  const [message, ...others] = composeDigest(input);
  expect(others).toEqual([]);
  if (!message) throw new Error('no message');
  const { email = '' } = message.bodies;
  return { ...message, email, machine: JSON.parse(message.bodies.default) };
}

it('is nothing without news, whatever is still open', () => {
  const open = [dated(TODAY, '2025-06-01')];
  expect(composeDigest(inputOf(open, [dated(YESTERDAY, '2025-06-01')]))).toEqual([]);
});

describe('for a machine', () => {
  const now = [dated(TODAY, '2025-04-25', detailed), dated(TODAY, '2027-01-01', { version: 2 })];
  const input = inputOf(now, [dated(YESTERDAY, '2025-07-27')], { policy: [policyChange] });

  it('says what changed, with the finding', () => {
    expect(only(input).machine).toMatchObject({
      schemaVersion: '1.0', monitor: 'ml', accountId: ACCOUNT, region: REGION, scannedAt: '2025-05-06T06:00:00.000Z', asOf: TODAY,
      part: 1, parts: 1, highestSeverity: 'HIGH', counts: { END_OF_SUPPORT: 1, SUPPORTED: 1, EXPIRING: 0 },
      coverage: { findings: 2, complete: true, failures: [] },
      waived: 0, nextWaiverEnd: null,
      changes: [
        { kind: 'policy', type: 'DATE_MOVED_EARLIER', key: 'policy-key', days: -93, affected: [arnOf('data-science', 1)], affectedCount: 1 },
        {
          kind: 'finding', type: 'STATUS_CHANGED', from: 'EXPIRING', to: 'END_OF_SUPPORT', imageVersionArn: arnOf('data-science', 1),
          key: `${arnOf('data-science', 1)}|STATUS_CHANGED|-|END_OF_SUPPORT|2025-04-25`,
          finding: {
            imageName: 'data-science', version: 1, status: 'END_OF_SUPPORT', endOfSupport: '2025-04-25', daysLeft: -11,
            base: detailed.base, successor: detailed.successor, policyRow: detailed.policyRow,
            evidence: { kind: 'vendor-label', weight: 80, detail: `label ${LABEL}` },
          },
        },
      ],
    });
  });

  it('has an id made of the keys of its changes', () => {
    const keys = input.result.changes.map(({ key }) => key).join('\n');
    expect(only(input).machine.digestId).toBe(createHash('sha256').update(keys).digest('hex'));
  });

  it('has attributes to filter by', () => {
    expect(only(input).attributes).toEqual({
      severity: 'HIGH', statuses: ['END_OF_SUPPORT'], changeKinds: ['policy', 'finding'], accountId: ACCOUNT, region: REGION, monitor: 'ml',
    });
  });

  it('reaches those who filter for the status that was resolved', () => {
    expect(only(inputOf([], [dated(YESTERDAY, '2025-05-25')])).attributes.statuses).toEqual(['EXPIRING']);
    const rebuilt = inputOf([dated(TODAY, '2027-01-01')], [dated(YESTERDAY, '2025-05-04')]);
    expect(only(rebuilt).attributes.statuses).toEqual(['SUPPORTED', 'END_OF_SUPPORT']);
  });

  it('has no statuses where only a policy changed that nobody uses', () => {
    const { attributes, machine } = only(inputOf([], [], { policy: [{ ...policyChange, affected: [] }] }));
    expect(attributes).not.toHaveProperty('statuses');
    expect(machine.changes).toHaveLength(1);
  });
});

describe('for a person', () => {
  it('has everything to act on, readable on a phone', () => {
    const { email } = only(inputOf([dated(TODAY, '2025-04-25', { ...detailed, aliases: ['prod', 'latest'] })], [dated(YESTERDAY, '2025-07-27')]));
    expect(email).toContain([
      'WHAT CHANGED',
      '------------',
      '',
      '[HIGH] Now out of support (was expiring)',
      '  * data-science version 1 (prod, latest)',
      '  What    the end of support moved from 2025-07-27 to 2025-04-25, 93',
      '          days earlier',
      '  Ended   2025-04-25, 11 days ago',
      '  Base    sagemaker-distribution 2.3 (cpu), certain',
      '  Found   label',
      `          ${LABEL}`,
      '  Do      rebuild on 2.6, one minor step, supported until 2025-10-28:',
      `          FROM ${URI}`,
      '  Policy  sagemaker-distribution, line 21: "Apr 25th, 2025", read',
      '          2025-05-01',
      '  Note    The date moved 93 days earlier.',
    ].join('\n'));
    expect(email).toContain('  Report  reports/ml/latest.json');
    expect(email.split('\n').filter((line) => line.length > 72)).toEqual([]);
  });

  it('tells what changed first, then what else is open, soonest first, and no supported or waived one', () => {
    const open = [
      dated(TODAY, '2025-07-01', { imageName: 'later' }), dated(TODAY, '2025-06-10', { imageName: 'sooner' }), finding({ imageName: 'fine' }),
      finding({ imageName: 'undated', status: 'NO_DATE_PUBLISHED', severity: 'LOW' }),
      dated(TODAY, '2025-06-09', { imageName: 'waived', conditions: [{ type: 'WAIVED', message: '' }] }),
    ];
    const { email } = only(inputOf([...open, dated(TODAY, '2025-08-01', { imageName: 'fresh' })], open));
    const places = ['WHAT CHANGED', '* fresh', 'ALSO OPEN', '* sooner', '* later', '* undated'].map((text) => email.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(email).not.toMatch(/\* (fine|waived)/);
  });

  it('tells versions together that differ in name only', () => {
    const { email } = only(inputOf([1, 2, 3].map((version) => dated(TODAY, '2025-06-01', { version }))));
    expect(email.match(/Ends {4}2025-06-01/g)).toHaveLength(1);
    expect(email).toContain('  * data-science version 1\n  * data-science version 2\n  * data-science version 3\n');
  });

  it.each<[string, DigestInput, string]>([
    ['a notice period', inputOf([dated(TODAY, '2025-05-13')], [dated(YESTERDAY, '2025-05-13')]), '[HIGH] The last 7 days of support\n'],
    ['a move', inputOf([dated(TODAY, '2025-05-20')], [dated(YESTERDAY, '2025-05-25')]), '[MEDIUM] End of support moved from 2025-05-25 to 2025-05-20\n'],
    ['a new one', inputOf([finding({ status: 'UNKNOWN_BASE', severity: 'MEDIUM', reason: 'No layers.' })]), '[MEDIUM] New: with unknown base\n'],
    ['a reason', inputOf([finding({ status: 'UNKNOWN_BASE', severity: 'MEDIUM', reason: 'No layers.' })]), '  Why     No layers.\n'],
    ['support', inputOf([dated(TODAY, '2027-01-01')], [dated(YESTERDAY, '2025-05-25')]), '[INFORMATIONAL] Resolved: supported (was expiring)\n'],
    ['a deletion', inputOf([], [dated(YESTERDAY, '2025-05-25')]), '  * data-science version 1\n'],
    ['the end of a waiver',
      inputOf([dated(TODAY, '2025-04-25')], [dated(YESTERDAY, '2025-04-25', { conditions: [{ type: 'WAIVED', message: '' }] })]),
      '[HIGH] New: out of support\n'],
    ['a policy', inputOf([], [], { policy: [policyChange] }), '[HIGH] End of support moved 93 days earlier\n  * SageMaker Distribution 2.3 (cpu, gpu)\n'],
    ['a removal', inputOf([dated(TODAY, '2025-04-25', { endOfAvailability: '2025-08-01' })]), '  Removal the base may be gone after 2025-08-01\n'],
  ])('tells %s', (_name, input, expected) => {
    expect(only(input).email).toContain(expected);
  });

  it('says when the scan did not see everything', () => {
    const failures = [{ cause: 'ecr.BatchGetImage denied', count: 3, example: 'team/legacy: allow it.' }];
    const { email } = only(inputOf([dated(TODAY, '2025-06-01')], undefined, { coverage: { complete: false, failures } }));
    expect(email).toContain('THE SCAN IS INCOMPLETE');
    expect(email).toContain('  * 3 x ecr.BatchGetImage denied, for example: team/legacy: allow it.');
    expect(only(inputOf([dated(TODAY, '2025-06-01')])).email).not.toContain('INCOMPLETE');
  });

  it('says once that a policy is old, not beside each finding', () => {
    const old = { family: 'sagemaker-distribution', source: 's', sha256: 'abc', rows: 1, rule: 'shipped' as const };
    const stale = { conditions: [{ type: 'POLICY_STALE' as const, message: 'Read 40 days ago.' }] };
    const mail = (retrievedAt: string) => only(inputOf([dated(TODAY, '2025-06-01', stale)], undefined, { policies: [{ ...old, retrievedAt }] })).email;
    expect(mail('2025-03-27')).toContain('  Stale   the policy of sagemaker-distribution was read 40 days ago;\n');
    expect(mail('2025-03-27')).not.toContain('Read 40 days ago.');
    expect(mail('2025-04-26')).not.toContain('Stale');
  });

  it('lets no text from outside break out of its line', () => {
    const evil = 'x\n\nWHAT CHANGED\n[CRITICAL] Click here\u001b[2J\u202E';
    const { email, subject } = only(inputOf([finding({
      ...detailed, status: 'UNKNOWN_BASE', severity: 'MEDIUM', imageName: evil, reason: evil, aliases: [evil],
      conditions: [{ type: 'PROBABLE_BASE', message: evil }], base: { family: evil, version: evil, processor: 'cpu', confidence: 'weak' },
      policyRow: { family: evil, sha256: '', line: 1, asWritten: evil, ...READ }, successor: { version: evil, uri: evil, step: 'patch', endOfSupport: null },
    })]));
    expect(email.match(/^WHAT CHANGED$/gm)).toHaveLength(1);
    expect(email.match(/^\[CRITICAL\]/gm)).toBeNull();
    expect(email).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(subject).toMatch(/^[ -~]{1,99}$/);
  });
});

describe('subject', () => {
  it.each<[string, Finding[], string]>([
    ['one', [dated(TODAY, '2025-04-25')], '[HIGH] New: out of support: data-science version 1 - 111122223333 eu-west-1'],
    ['several', [dated(TODAY, '2025-04-25'), dated(TODAY, '2025-06-01', { version: 2 }), dated(TODAY, '2025-06-02', { version: 3 })],
      '[HIGH] SageMaker images: 1 out of support, 2 expiring - 111122223333 eu-west-1'],
    ['a long name', [dated(TODAY, '2025-04-25', { imageName: 'n'.repeat(63) })],
      `[HIGH] New: out of support: ${'n'.repeat(43)}... - 111122223333 eu-west-1`],
    ['a name that is not ASCII', [dated(TODAY, '2025-04-25', { imageName: 'bücher' })],
      '[HIGH] New: out of support: b?cher version 1 - 111122223333 eu-west-1'],
  ])('of %s', (_name, findings, expected) => {
    expect(only(inputOf(findings)).subject).toBe(expected);
    expect(expected.length).toBeLessThan(100);
  });
});

describe('in parts', () => {
  const many = Array.from({ length: 900 }, (_, index) => dated(TODAY, '2025-04-25', { ...detailed, version: index + 1, reason: `Why "${index}"` }));
  const messages = composeDigest(inputOf(many));
  const machines = messages.map(({ bodies }) => JSON.parse(bodies.default));

  it('stays within the limit, and says which part each is', () => {
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.filter((message) => messageSize(message) > MAX_MESSAGE_BYTES)).toEqual([]);
    expect(machines.map(({ part, parts }) => `${part}/${parts}`)).toEqual(messages.map((_, index) => `${index + 1}/${messages.length}`));
    expect(messages.map(({ subject }) => subject.endsWith(`of ${messages.length})`))).not.toContain(false);
  });

  it('loses nothing, under one id', () => {
    const told = machines.flatMap(({ changes }) => changes.map((change: { imageVersionArn: string }) => change.imageVersionArn));
    expect(told.sort()).toEqual(many.map(({ imageVersionArn }) => imageVersionArn).sort());
    expect(new Set(machines.map(({ digestId }) => digestId)).size).toBe(1);
    const mailed = messages.flatMap(({ bodies: { email = '' } }) => email.match(/^ {2}\* .*$/gm) ?? []);
    expect(mailed).toHaveLength(many.length);
  });

  it('fills each part before the next', () => {
    const sizes = messages.slice(0, -1).map(messageSize);
    expect(Math.min(...sizes)).toBeGreaterThan(0.95 * MAX_MESSAGE_BYTES);
  });

  it('goes on with what is open where one message does not hold it, with the severity of what it holds', () => {
    const open = Array.from({ length: 1500 }, (_, index) => dated(TODAY, '2025-07-20', { version: index + 2, reason: `${index} ${'r'.repeat(200)}` }));
    const parts = composeDigest(inputOf([dated(TODAY, '2025-04-25'), ...open], open));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map(({ attributes }) => attributes.severity)).toEqual(['HIGH', ...parts.slice(1).map(() => 'MEDIUM')]);
    expect(parts.flatMap(({ bodies: { email = '' } }) => email.match(/^ {2}\* .*$/gm) ?? [])).toHaveLength(1501);
  });

  it('shortens what is huge, with a mark', () => {
    const huge = finding({ status: 'UNKNOWN_BASE', reason: '"'.repeat(1_000_000), aliases: Array.from({ length: 5000 }, () => '"'.repeat(64)) });
    const affected = Array.from({ length: 20_000 }, (_, index) => arnOf('data-science', index));
    const { machine, email, attributes } = only(inputOf([huge], undefined, { policy: [{ ...policyChange, affected }] }));
    expect(machine.changes[1].finding.reason).toMatch(/^"+… \[shortened, 1000000 characters\]$/);
    expect(machine.changes[1].finding.aliases.at(-1)).toBe('… [shortened, 5000 in all]');
    expect(machine.changes[0]).toMatchObject({ affectedCount: 20_000, key: 'policy-key' });
    expect(machine.changes[0].affected).toHaveLength(200);
    expect(email).toContain('20000 image versions');
    expect(attributes.statuses).toEqual(['UNKNOWN_BASE']);
  });
});

it("tells who uses an image of AWS's own, and to choose another version where there is nothing to rebuild", () => {
  const imageVersionArn = 'arn:aws:sagemaker:eu-west-1:819792524951:image-version/sagemaker-distribution-cpu/alias/2.3.1';
  const direct = dated(TODAY, '2025-04-25', {
    ...detailed, imageName: 'sagemaker-distribution-cpu', version: 0, imageVersionArn, aliases: ['2.3.1'],
    directUse: { running: 2, attached: 0, examples: ['app d-1/ana/JupyterLab/default', 'app d-1/ben/JupyterLab/default'] },
  });
  const [message] = composeDigest(inputOf([direct], undefined, { coverage: { directUse: 1 } }));
  const email = message?.bodies.email ?? '';

  expect(email).toContain("sagemaker-distribution-cpu alias '2.3.1', AWS's own");
  expect(email.replace(/\s+/g, ' ')).toContain('2 running apps (app d-1/ana/JupyterLab/default, app d-1/ben/JupyterLab/default)');
  expect(email.replace(/\s+/g, ' ')).toContain('choose 2.6, one minor step');
  expect(email).not.toContain('FROM ');
  expect(JSON.stringify(message?.bodies)).toMatch(/directUse/);
});

describe("a team's own base", () => {
  const policyRow = { family: 'acme-base', sha256: 'abc', line: 4, asWritten: '2026-12-31', ...READ };
  const golden = { family: 'acme-base', version: '2026.1', endOfSupport: '2026-12-31', status: 'SUPPORTED', policyRow } as const;

  it('stands below the vendor\'s, with its end, and for a machine whole', () => {
    const { email, machine } = only(inputOf([dated(TODAY, '2025-04-25', { ...detailed, golden })]));
    expect(email).toMatch(/^ {2}Base {4}sagemaker-distribution 2\.3 \(cpu\), certain\n {2}Golden {2}acme-base 2026\.1, until 2026-12-31$/m);
    expect(machine.changes[0].finding.golden).toEqual(golden);
  });

  it.each([
    [{ endOfSupport: null, policyRow: null }, 'acme-base 2026.1'],
    [{ version: null }, 'acme-base, until 2026-12-31'],
  ])('with what is known of it: %j', (unknown, expected) => {
    const { email } = only(inputOf([dated(TODAY, '2025-04-25', { golden: { ...golden, ...unknown } })]));
    expect(email.split('\n')).toContain(`  Golden  ${expected}`);
  });

  it('of huge names still fits, and where there is none nothing is said', () => {
    const huge = 'x'.repeat(50_000);
    const { machine } = only(inputOf([dated(TODAY, '2025-04-25', { golden: { ...golden, version: huge, policyRow: { ...policyRow, asWritten: huge } } })]));
    expect(JSON.stringify(machine.changes[0].finding.golden).length).toBeLessThan(4_000);
    const without = only(inputOf([dated(TODAY, '2025-04-25', detailed)]));
    expect(without.email).not.toContain('Golden');
    expect(without.machine.changes[0].finding).not.toHaveProperty('golden');
  });
});
