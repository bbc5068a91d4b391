import { checkWaivers } from '../../../../lib/core/waivers/check-waivers';
import { MAX_OWNER_LENGTH, MAX_PATTERN_LENGTH, MAX_REASON_LENGTH, MAX_WAIVER_DAYS, MAX_WAIVERS } from '../../../../lib/core/waivers/limits';
import { waiver } from './fixture';

const TODAY = '2025-05-06';
const check = (data: unknown, maxDays?: number) => checkWaivers(data, TODAY, maxDays);

describe('what is read', () => {
  it('a list, or an object that holds it', () => {
    expect(check([waiver()])).toEqual({ waivers: [waiver()], problems: [] });
    expect(check({ waivers: [waiver()] })).toEqual({ waivers: [waiver()], problems: [] });
    expect(check([])).toEqual({ waivers: [], problems: [] });
    expect(check({ waivers: [] })).toEqual({ waivers: [], problems: [] });
  });

  it.each<[string, object, object]>([
    ['spaces around and in texts', { owner: ' ana \n', reason: ' Two\n  lines. ', image: ' ds ' }, { owner: 'ana', reason: 'Two lines.', image: 'ds' }],
    ['a single version as a number', { versions: 3 }, { versions: '3' }],
    ['a range with spaces', { versions: ' 1 - 5, 7 ' }, { versions: '1-5,7' }],
    ['an ARN', { image: 'arn:aws:sagemaker:*:111122223333:image/Data_Science?' }, { image: 'arn:aws:sagemaker:*:111122223333:image/Data_Science?' }],
    ['a name as patterns have it', { image: 'Team.a-*?' }, { image: 'Team.a-*?' }],
    ['the last day of the horizon', { expires: '2026-05-07' }, { expires: '2026-05-07' }],
    ['a day that has passed', { expires: '2024-01-31' }, { expires: '2024-01-31' }],
    ['the longest texts', { owner: 'o'.repeat(MAX_OWNER_LENGTH), reason: 'r'.repeat(MAX_REASON_LENGTH), image: 'i'.repeat(MAX_PATTERN_LENGTH) }, {}],
  ])('%s', (_name, given, read) => {
    expect(check([{ ...waiver(), ...given }])).toEqual({ waivers: [{ ...waiver(), ...given, ...read }], problems: [] });
  });

  it('several about the same image, of which the last may be the renewal of the first', () => {
    const waivers = [waiver(), waiver({ expires: '2025-12-31' })];
    expect(check(waivers)).toEqual({ waivers, problems: [] });
  });
});

const NAME_RULE = "the name or the ARN of an image, with '*' for any text and '?' for any character, 256 characters at most";
const DAY_RULE = 'a day of the calendar, 2026-05-07 at the latest';

describe('what is refused, with its place, the rule, the value and what to do', () => {
  it.each<[string, object, string]>([
    ['no image', { image: undefined }, `'waivers[0].image' must be ${NAME_RULE}, got: nothing; write one such as 'data-science-*'`],
    ['an image with its version', { image: 'ds:3' }, `${NAME_RULE}, got: 'ds:3'; write one such as 'data-science-*', and version numbers into 'versions'.`],
    ['a regular expression', { image: '^ds.+$' }, "got: '^ds.+$'"],
    ['an empty image', { image: ' ' }, "got: ''; write one"],
    ['an image that is a list', { image: ['a', 'b'] }, 'got: a list of 2'],
    ['an ARN with a space', { image: 'arn:aws:sagemaker:us-east-1:1:image/a b' }, "'waivers[0].image' must be"],
    ['a pattern too long', { image: 'i'.repeat(MAX_PATTERN_LENGTH + 1) }, "'waivers[0].image' must be"],
    ['versions that overlap', { versions: '>4,<8' }, "got: '>4,<8'; a comma means or: write '5-7' for what lies between"],
    ['versions from 0', { versions: 0 }, "'waivers[0].versions' must be version numbers from 1"],
    ['versions that are null', { versions: null }, 'got: null'],
    ['versions too long', { versions: Array.from({ length: 100 }, (_each, index) => index + 1).join(',') }, "'waivers[0].versions' must be"],
    ['no owner', { owner: undefined }, "'waivers[0].owner' must be a text of 1 to 200 characters, none of them a control character, got: nothing; name the person"],
    ['a blank owner', { owner: '  ' }, "'waivers[0].owner' must be"],
    ['an owner that is no text', { owner: 42 }, "got: 42; name the person or team that answers for it."],
    ['an owner too long', { owner: 'o'.repeat(MAX_OWNER_LENGTH + 1) }, "'waivers[0].owner' must be"],
    ['an owner that moves the cursor', { owner: 'ana\u001b[2J' }, "'waivers[0].owner' must be"],
    ['no reason', { reason: undefined }, "'waivers[0].reason' must be a text of 1 to 500 characters, none of them a control character, got: nothing; say why"],
    ['a reason too long', { reason: 'r'.repeat(MAX_REASON_LENGTH + 1) }, "'waivers[0].reason' must be"],
    ['no end', { expires: undefined }, `'waivers[0].expires' must be ${DAY_RULE}, got: nothing; write the last day on which the waiver holds`],
    ['no day of the calendar', { expires: '2025-02-30' }, `${DAY_RULE}, got: '2025-02-30'`],
    ['never', { expires: 'never' }, "got: 'never'"],
    ['an instant', { expires: '2025-12-31T00:00:00Z' }, "'waivers[0].expires' must be"],
    ['a number for a day', { expires: 20251231 }, 'got: 20251231'],
    ['a day beyond the horizon', { expires: '2026-05-08' }, `${DAY_RULE}, got: '2026-05-08'; choose an earlier day, and renew the waiver before it.`],
    ['an unknown member', { until: '2025-12-31' },
      "'waivers[0].until' must be one of the members 'image', 'versions', 'owner', 'reason', 'expires', got: '2025-12-31'; correct its name, or remove it."],
  ])('%s', (_name, given, problem) => {
    const { waivers, problems } = check([{ ...waiver(), ...given }]);
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(waivers).toEqual([]);
  });

  it.each<[unknown, string]>([
    [undefined, "'waivers' must be a list, got: nothing; write '{\"waivers\": []}' where nothing is waived."],
    [null, 'got: null'], ['ds', "got: 'ds'"], [{ waiver: [] }, "'waivers' must be a list, got: nothing"], [{ waivers: {} }, 'got: an object with'],
    [{ waivers: [], owner: 'ana' }, "'owner' must be one of the members 'waivers', got: 'ana'; correct its name"],
    [['ds'], "'waivers[0]' must be an object with 'image', 'owner', 'reason' and 'expires', got: 'ds'"],
    [[null], "'waivers[0]' must be an object"], [[[]], "got: a list of 0"],
    [Array.from({ length: MAX_WAIVERS + 1 }, (_each, index) => waiver({ owner: `o${index}` })), "'waivers' must be a list of 500 at most, got: 501"],
  ])('%#: another form', (data, problem) => {
    expect(check(data)).toEqual({ waivers: [], problems: [expect.stringContaining(problem)] });
  });

  it('as many as there may be', () => {
    expect(check(Array.from({ length: MAX_WAIVERS }, (_each, index) => waiver({ owner: `o${index}` }))).waivers).toHaveLength(MAX_WAIVERS);
  });

  it('the same waiver twice, whatever the case of its pattern', () => {
    const { waivers, problems } = check([waiver({ versions: '1-5' }), waiver(), waiver({ image: 'DATA-science', versions: '1 - 5' })]);
    expect(problems).toEqual(["'waivers[2]' must be another waiver than 'waivers[0]', got: 'image 'DATA-science' versions 1-5'; remove one of the two."]);
    expect(waivers).toEqual([]);
  });

  it('one mistake refuses the set, and every mistake is listed in its order', () => {
    const { waivers, problems } = check([waiver(), { ...waiver(), owner: '', note: 1 }, waiver({ image: 'other' }), waiver({ expires: '2099-01-01' })]);
    expect(waivers).toEqual([]);
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(["'waivers[1].note'", "'waivers[1].owner'", "'waivers[3].expires'"]);
  });
});

it('has a horizon of a year, or of what is given', () => {
  expect(MAX_WAIVER_DAYS).toBe(366);
  expect(check([waiver({ expires: '2025-05-16' })], 10).problems).toEqual([]);
  expect(check([waiver({ expires: '2025-05-17' })], 10).problems).toEqual([expect.stringContaining('2025-05-16 at the latest')]);
});
