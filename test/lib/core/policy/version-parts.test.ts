import { isWithin, versionParts } from '../../../../lib/core/policy/version-parts';

describe('isWithin', () => {
  it.each([
    ['2.3.1', '2.3', true],
    ['2.3', '2.3', true],
    ['2-14', '2.14', true],
    ['1.4-2-py312', '1.4-2', true],
    ['0.26.0+amzn2023.d223c900', '0.26.0', true],
    ['2.30', '2.3', false],
    ['2.3', '2.3.1', false],
    ['0.21.0rc1', '0.21.0', false],
    ['b9522', 'b952', false],
    ['2.3', '', false],
  ])('%s within %s: %s', (version, outer, expected) => {
    expect(isWithin(versionParts(version), versionParts(outer))).toBe(expected);
  });
});
