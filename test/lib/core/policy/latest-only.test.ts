import { ageOrder, isLatestOnly, mayBeNewer, placeAmong, releaseNumbers, type Place } from '../../../../lib/core/policy/latest-only';

it.each([
  ['aws-deep-learning-containers', 'vllm', true],
  ['aws-deep-learning-containers', 'deep-learning-containers/sglang', true],
  ['aws-deep-learning-containers', 'vllm-arm64', false],
  ['aws-deep-learning-containers', 'huggingface-vllm', false],
  ['aws-deep-learning-containers', 'pytorch', false],
  ['aws-deep-learning-containers', undefined, false],
  ['google-deep-learning-containers', 'vllm', false],
])('%s, repository %s: %p', (family, repository, expected) => {
  expect(isLatestOnly(family, repository === undefined ? {} : { repository })).toBe(expected);
});

it.each([
  ['0.27.1', '0.27.1'],
  ['0.27', '0.27.0'],
  ['0.22.1rc0+amzn2023.6aabe221', '0.22.1'],
  ['0.20.0.dev361', '0.20.0'],
  ['0.26.0+amzn2023.d223c900', '0.26.0'],
  ['1.2.3.4', undefined],
  ['1!2.0', undefined],
  ['b9522', undefined],
])('the numbers of %s are %p', (version, expected) => expect(releaseNumbers(version)?.version).toBe(expected));

describe('which of two is newer', () => {
  it.each<[string, string, string | undefined, string, string | undefined, number | undefined]>([
    ['numbers decide', '0.10.0', undefined, '0.9.9', undefined, 1],
    ['numbers decide, whatever is behind them', '0.21.0rc1', undefined, '0.20.0', undefined, 1],
    ['and the other way round', '0.20.0', undefined, '0.21.0rc1', undefined, -1],
    ['the same is the same', 'b9522', undefined, 'b9522', '2026-01-01', 0],
    ['what is behind equal numbers decides nothing', '0.27.0', undefined, '0.27.0+amzn2023.4bdc8a78', undefined, undefined],
    ['days decide where both have one', 'b9600', '2026-02-01', 'b9522', '2026-01-01', 1],
    ['one day alone decides nothing', 'b9600', '2026-02-01', 'b9522', undefined, undefined],
    ['one day alone leaves it to the numbers', '0.2.0', '2026-02-01', '0.1.0', undefined, 1],
    ['the same day leaves it to the numbers', '0.2.0', '2026-02-01', '0.1.0', '2026-02-01', 1],
    ['days and numbers that agree', '0.2.0', '2026-02-02', '0.1.0', '2026-02-01', 1],
    ['days and numbers that disagree', '0.2.0', '2026-02-01', '0.1.9', '2026-02-02', undefined],
  ])('%s', (_, version, day, otherVersion, otherDay, expected) => {
    const one = { version, ...(day && { releaseDate: day }) };
    const other = { version: otherVersion, ...(otherDay && { releaseDate: otherDay }) };

    expect(ageOrder(one, other)).toBe(expected);
    expect(ageOrder(other, one)).toBe(expected === undefined ? undefined : -expected + 0);
  });
});

it.each([
  ['0.27.1', '0.27.0+amzn2023.4bdc', true],
  ['0.27.0', '0.27.0+amzn2023.4bdc', false],
  ['0.26.0', '0.27.0+amzn2023.4bdc', false],
  ['0.27.0', '0.27.0', false],
  ['b9522', '0.27.0', true],
  ['0.27.0', 'b9522', true],
])('%s of another build may be newer than %s: %p', (version, than, expected) => {
  expect(mayBeNewer({ version }, { version: than })).toBe(expected);
});

it.each<[string, string, Place]>([
  ['0.27.1', '0.26.0 0.27.1', 'latest'],
  ['0.26.0', '0.26.0 0.27.1', 'superseded'],
  ['0.28.0', '0.26.0 0.27.1', 'latest'],
  ['0.27.1', '0.27.1 b9522', 'unknown'],
  ['0.26.0', '0.27.1 b9522', 'superseded'],
])('%s among %s is %s', (version, listed, expected) => {
  expect(placeAmong(listed.split(' ').map((each) => ({ version: each })), { version })).toBe(expected);
});
