import type { Finding } from '../../../../lib/core/finding';
import type { Waiver } from '../../../../lib/core/waiver';
import { applyWaivers } from '../../../../lib/core/waivers/apply-waivers';
import { compareWaivers, type ToldWaivers, type WaiverContext } from '../../../../lib/core/waivers/compare-waivers';
import { ACCOUNT, arnOf, dated, finding, REGION } from '../../../lambda/publishing/findings-fixture';
import { waiver } from './fixture';

const TODAY = '2025-05-06';
const END = '2025-05-01';
const FLEET = [dated(TODAY, END, { version: 2 }), dated(TODAY, END, { version: 1, severity: 'CRITICAL' }), finding({ version: 3 })];

function context(overrides: Partial<WaiverContext> = {}): WaiverContext {
  return { findings: FLEET, today: TODAY, accountId: ACCOUNT, region: REGION, ...overrides };
}

const told = (waivers: readonly Waiver[], on = '2025-05-05'): ToldWaivers => ({ on, waivers });
const changes = (before: ToldWaivers | undefined, after: readonly Waiver[], overrides: Partial<WaiverContext> = {}) =>
  compareWaivers(before, after, context(overrides)).changes;

const current = waiver();
const ended = waiver({ expires: '2025-05-05' });
const past = waiver({ expires: '2025-05-04' });

describe('the type of a change', () => {
  it.each<[string, ToldWaivers | undefined, Waiver[], string[]]>([
    ['the first set', undefined, [current, waiver({ image: 'risk' })], ['WAIVER_ADDED', 'WAIVER_ADDED']],
    ['the first set, of none', undefined, [], []],
    ['nothing new', told([current]), [current], []],
    ['nothing new in another order', told([current, waiver({ image: 'risk' })]), [waiver({ image: 'risk' }), current], []],
    ['a further one', told([current]), [current, waiver({ versions: '3' })], ['WAIVER_ADDED']],
    ['a later end', told([current]), [waiver({ expires: '2025-12-31' })], ['WAIVER_CHANGED']],
    ['another owner', told([current]), [waiver({ owner: 'bo' })], ['WAIVER_CHANGED']],
    ['another reason', told([current]), [waiver({ reason: 'Blocked.' })], ['WAIVER_CHANGED']],
    ['another pattern', told([current]), [waiver({ image: 'data-*' })], ['WAIVER_ADDED', 'WAIVER_REMOVED']],
    ['a renewal beside the old one', told([current]), [current, waiver({ expires: '2025-12-31' })], ['WAIVER_CHANGED']],
    ['gone', told([current]), [], ['WAIVER_REMOVED']],
    ['its last day', told([waiver({ expires: TODAY })]), [waiver({ expires: TODAY })], []],
    ['the day after its last', told([ended]), [ended], ['WAIVER_EXPIRED']],
    ['long after its last, no scan in between', told([past], '2025-01-01'), [past], ['WAIVER_EXPIRED']],
    ['told as expired', told([past]), [past], []],
    ['renewed after it was told as expired', told([past]), [current], ['WAIVER_CHANGED']],
    ['another reason after it was told as expired', told([past]), [waiver({ expires: past.expires, reason: 'None.' })], []],
    ['ended by hand, by a day in the past', told([current]), [past], ['WAIVER_CHANGED']],
    ['changed, and expired before anybody looked', told([current]), [ended], ['WAIVER_EXPIRED']],
    ['gone after it was told as expired', told([past]), [], []],
    ['gone on the day after its last', told([ended]), [], ['WAIVER_REMOVED']],
    ['appears when it has expired', told([]), [past], ['WAIVER_EXPIRED']],
    ['appears as a record of the past', undefined, [waiver({ expires: '2025-02-04' })], []],
    ['appears as a record of 90 days ago', undefined, [waiver({ expires: '2025-02-05' })], ['WAIVER_EXPIRED']],
  ])('%s', (_name, before, after, expected) => {
    expect(changes(before, after).map(({ type }) => type)).toEqual(expected);
  });
});

describe('days of one waiver', () => {
  it('tells each thing once', () => {
    const days: readonly (readonly [string, readonly Waiver[]])[] = [
      ['2025-05-01', [waiver({ expires: '2025-05-03' })]], ['2025-05-02', [waiver({ expires: '2025-05-03' })]],
      ['2025-05-03', [waiver({ expires: '2025-05-03' })]], ['2025-05-04', [waiver({ expires: '2025-05-03' })]],
      // A look at an earlier day, as '--as-of' has it.
      ['2025-05-01', [waiver({ expires: '2025-05-03' })]], ['2025-05-05', [waiver({ expires: '2025-05-03' })]],
      ['2025-05-06', [waiver({ expires: '2025-06-03' })]], ['2025-05-07', []], ['2025-05-08', []],
    ];
    let state: ToldWaivers | undefined;
    expect(days.map(([today, waivers]) => {
      const compared = compareWaivers(state, waivers, context({ today }));
      state = compared.told;
      return compared.changes.map(({ type }) => type).join();
    })).toEqual(['WAIVER_ADDED', '', '', 'WAIVER_EXPIRED', '', '', 'WAIVER_CHANGED', 'WAIVER_REMOVED', '']);
  });
});

describe('what is told', () => {
  const applied = (waivers: readonly Waiver[]): readonly Finding[] => applyWaivers(FLEET, waivers, TODAY);

  it('who, until when, why, and what it covers', () => {
    expect(changes(told([]), [current], { findings: applied([current]) })).toEqual([{
      kind: 'waiver',
      type: 'WAIVER_ADDED',
      severity: 'LOW',
      message: "Waiver added: image 'data-science', by ana until 2025-06-30: Migration planned. It covers 3 image versions with 2 open findings.",
      key: '111122223333|eu-west-1|WAIVER_ADDED|data-science|*|2025-06-30|ana|Migration planned.',
      waiver: current,
      affected: [1, 2, 3].map((version) => arnOf('data-science', version)),
    }]);
  });

  it.each<[string, ToldWaivers, Waiver[], readonly string[] | undefined, string]>([
    ['what changed', told([current]), [waiver({ versions: '1', expires: '2025-12-31', owner: 'bo' }), waiver({ expires: '2025-12-31', owner: 'bo' })], undefined,
      "Waiver changed (was until 2025-06-30, by ana): image 'data-science', by bo until 2025-12-31: Migration planned. It covers 3 image versions with 2 open findings."],
    ['a reason that changed', told([waiver({ versions: '2' })]), [waiver({ versions: '2', reason: 'Blocked' })], undefined,
      "Waiver changed (was reason Migration planned): image 'data-science' versions 2, by ana until 2025-06-30: Blocked. It covers 1 image version with 1 open finding."],
    ['the case of its pattern', told([current]), [waiver({ image: 'Data-Science', owner: 'ana' })], undefined, ''],
    ['a removal', told([waiver({ image: 'gone' })]), [], undefined,
      "Waiver removed: image 'gone', by ana until 2025-06-30: Migration planned. It covered no image version that was found."],
    ['a set that was refused', told([current]), [], ["'waivers' must be a list, got: 'x'; do.", 'B.', 'C.'],
      "Waiver no longer in force (a set of waivers was refused: 'waivers' must be a list, got: 'x'; do. And 2 more.): image 'data-science', by ana until 2025-06-30: "
      + 'Migration planned. It covered 3 image versions with 2 open findings.'],
    ['its end', told([ended]), [ended], undefined,
      "Waiver expired: image 'data-science', by ana until 2025-05-05: Migration planned. It covered 3 image versions with 2 open findings."],
  ])('%s', (_name, before, after, refused, expected) => {
    const found = changes(before, after, { findings: applied(after), ...(refused && { refused }) });
    expect(found.filter(({ type }) => type !== 'WAIVER_ADDED').map(({ message }) => message)).toEqual(expected === '' ? [] : [expected]);
  });

  it.each<[string, Waiver[], string]>([
    ['as severe as what it uncovers', [ended], 'CRITICAL'],
    ['not as what another one still covers', [ended, waiver({ versions: '1' })], 'HIGH'],
    ['low where it uncovers nothing', [ended, waiver({ image: 'data-*' })], 'LOW'],
  ])('an end is %s', (_name, waivers, severity) => {
    const [first] = changes(told(waivers), waivers, { findings: applied(waivers) });
    expect([first?.type, first?.severity]).toEqual(['WAIVER_EXPIRED', severity]);
  });

  it('is not as severe as what is supported', () => {
    expect(changes(told([ended]), [ended], { findings: [finding({ severity: 'HIGH' })] })[0]?.severity).toBe('LOW');
  });

  it('has other keys in another account or Region, and none of them holds the day of the scan', () => {
    const keysOf = (overrides: Partial<WaiverContext>) => changes(told([ended], '2025-05-01'), [ended], overrides).map(({ key }) => key).join();
    const own = keysOf({});
    expect(keysOf({ today: '2025-05-07' })).toBe(own);
    expect(new Set([own, keysOf({ region: 'us-east-1' }), keysOf({ accountId: '444455556666' })]).size).toBe(3);
  });

  it('comes the most severe first', () => {
    const found = changes(told([ended]), [ended, waiver({ image: 'risk' })], { findings: applied([ended]) });
    expect(found.map(({ type }) => type)).toEqual(['WAIVER_EXPIRED', 'WAIVER_ADDED']);
  });
});
