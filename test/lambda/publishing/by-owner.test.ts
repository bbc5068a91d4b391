import { composeDigest, type DigestInput } from '../../../lambda/publishing/digest';
import type { Change } from '../../../lib/core/change';
import { compareFindings } from '../../../lib/core/compare-findings';
import type { Finding } from '../../../lib/core/finding';
import { ACCOUNT, arnOf, coverageOf, dated, REGION } from './findings-fixture';
import { added, moved, refused, TODAY } from './samples';

const of = (imageName: string, owner?: string | null, rest: Partial<Finding> = {}) =>
  dated(TODAY, '2026-05-15', { imageName, ...(owner !== undefined && { owner }), ...rest });

function input(findings: readonly Finding[], more: readonly Change[] = []): DigestInput {
  const { changes } = compareFindings(undefined, findings, { noticePeriods: [90, 30, 7], today: TODAY, scannedAt: `${TODAY}T06:00:00.000Z`, complete: true });
  const result = { scannedAt: `${TODAY}T06:00:00.000Z`, asOf: TODAY, coverage: coverageOf(findings), policies: [], changes: [...more, ...changes], findings };
  return { monitor: 'm', accountId: ACCOUNT, region: REGION, result };
}
interface Digest {
  readonly owner?: string;
  readonly digestId: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly changes: readonly { readonly imageVersionArn?: string; readonly affected?: readonly string[] }[];
}
const machine = (body: string): Digest => JSON.parse(body);
const sent = (from: DigestInput) => composeDigest(from).map(({ attributes, bodies }) => ({ owner: attributes['owner'], email: bodies['email'] ?? '', ...machine(bodies.default) }));

it('without owners there is one message, without the attribute', () => {
  const messages = composeDigest(input([of('a'), of('b')]));

  expect(messages).toHaveLength(1);
  expect(messages[0]?.attributes).not.toHaveProperty('owner');
  expect(messages[0]?.bodies['email']).not.toContain('Owner');
});

it('with owners each has a message of their own, and sees nothing of the others', () => {
  const messages = sent(input([of('a', 'red'), of('b', 'blue'), of('c', 'red'), of('d', null), of('e', 'green', { status: 'SUPPORTED', severity: 'INFORMATIONAL' })]));

  expect(messages.map(({ owner, changes, counts }) => [owner, changes.map(({ imageVersionArn }) => imageVersionArn), counts['EXPIRING']])).toEqual([
    ['blue', [arnOf('b', 1)], 1], ['red', [arnOf('a', 1), arnOf('c', 1)], 2], ['unowned', [arnOf('d', 1)], 1],
  ]);
  const blue = messages.find(({ owner }) => owner === 'blue')?.email ?? '';
  expect(blue).toMatch(/Owner {3}blue/);
  expect(blue).not.toMatch(/\b[acd] version/);
});

it('news of a policy goes to those whom it touches, with theirs alone; what touches nobody, to nobody in particular', () => {
  const findings = [of('data-science', 'red'), of('risk-models', 'blue', { version: 7 })];
  const messages = sent(input(findings, [moved, { ...added, affected: [] }, refused]));
  const affected = (owner: string) => messages.find((message) => message.owner === owner)?.changes.map((change) => change.affected);

  expect(affected('red')).toEqual([[arnOf('data-science', 1)], undefined]);
  expect(affected('blue')).toEqual([[arnOf('risk-models', 7)], undefined]);
  expect(affected('unowned')).toEqual([[], []]);
});

it('what is gone goes to whose it was', () => {
  const options = { noticePeriods: [90, 30, 7], scannedAt: `${TODAY}T06:00:00.000Z`, complete: true };
  const { snapshots } = compareFindings(undefined, [of('a', 'red'), of('b', 'blue')], { ...options, today: '2026-05-01' });
  const { changes, findings } = compareFindings(snapshots, [of('b', 'blue')], { ...options, today: TODAY });
  const base = input([]);

  expect(changes).toEqual([expect.objectContaining({ type: 'RESOLVED', owner: 'red' })]);
  expect(sent({ ...base, result: { ...base.result, changes, findings } }).map(({ owner }) => owner)).toEqual(['red']);
  expect(sent({ ...base, result: { ...base.result, changes, findings: [] } }).map(({ owner }) => owner)).toEqual(['red']);
});

it('two owners with the same news have two digests, each the same when it is told again', () => {
  const supported = { status: 'SUPPORTED', severity: 'INFORMATIONAL' } as const;
  const given = input([of('data-science', 'red', supported), of('risk-models', 'blue', { version: 7, ...supported })], [moved]);
  const ids = sent(given).map(({ digestId }) => digestId);

  expect(new Set(ids).size).toBe(2);
  expect(sent(given).map(({ digestId }) => digestId)).toEqual(ids);
});

describe('what messages say of usage', () => {
  const usage = { attached: 1, running: 2, floating: 1, examples: ['app d-1/space lab/JupyterLab/default'], domains: ['d-1'], read: 'full' as const };
  const hint = { what: 'move it', command: "aws sagemaker update-domain --x '{\"a\":1}'" };

  it('users, ways to move them, and what the registry found', () => {
    const [message] = sent(input([of('a', undefined, { usage, hints: [hint, hint, { ...hint, what: 'third' }], registryScan: { counts: { CRITICAL: 2, LOW: 0 }, scannedAt: null } })]));

    expect(message?.email).toContain('Used by 2 running apps and 1 setting, 1 of them by the newest');
    expect(message?.email).toContain(`Move    move it:\n          ${hint.command}\n`);
    expect(message?.email).not.toContain('third');
    expect(message?.email).toContain('Scan    2 CRITICAL, by the registry\n');
    expect(message?.changes[0]).toMatchObject({ finding: { usage, hints: [hint, hint, { what: 'third' }], registryScan: { counts: { CRITICAL: 2 } } } });
  });

  it('no command that would have to be cut', () => {
    const [message] = sent(input([of('a', undefined, { usage, hints: [{ ...hint, command: `aws ${'x'.repeat(2_000)}` }, { ...hint, command: 'aws a\u202eb' }] })]));

    expect(message?.email).not.toContain('Move');
    expect(message?.changes[0]).toMatchObject({ finding: { hints: [] } });
  });

  it.each([[{ CRITICAL: 0 }, '2026-05-01T00:00:00Z', 'nothing found, by the registry on 2026-05-01'], [{ LOW: 3, HIGH: 1 }, null, '3 LOW, 1 HIGH, by the registry']])('scan %j', (counts, scannedAt, text) => {
    expect(sent(input([of('a', undefined, { registryScan: { counts, scannedAt } })]))[0]?.email).toContain(`Scan    ${text}`);
  });
});
