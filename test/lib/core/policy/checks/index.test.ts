import { checkRows, checkRowsOn } from '../../../../../lib/core/policy/checks';
import type { PolicyMajor, PolicyRelease } from '../../../../../lib/core/policy/policy';

let line = 0;
const row = (version: string, more: Partial<PolicyRelease> = {}): PolicyRelease => {
  line += 1;
  return { version, eolFrom: '2026-06-01', asWritten: 'Jun 1st, 2026', line, section: 'supported', ...more };
};
const both = (version: string, more: Partial<PolicyRelease> = {}) => [row(version, { processor: 'cpu', ...more }), row(version, { processor: 'gpu', ...more })];
const major = (version: string, eolFrom: string | null): PolicyMajor => ({ version, lastMinorRelease: null, eolFrom });
const found = (releases: readonly PolicyRelease[], majors: readonly PolicyMajor[] = []) =>
  checkRows({ releases, majors }).map(({ code, severity, line: at }) => `${severity} ${code} ${at}`);

beforeEach(() => { line = 0; });

describe('checkRows', () => {
  it.each<[string, () => readonly PolicyRelease[], string[]]>([
    ['nothing to say of a policy without rows', () => [], []],
    ['nothing to say of rows that agree', () => [...both('2.3'), ...both('2.4', { section: 'unsupported' })], []],

    ['an image of another version', () => [row('2.5', { uri: 'r/i:2.4-cpu' })], ['warning version-uri-mismatch 1']],
    ['an image whose version only begins alike', () => [row('2.1', { uri: 'r/i:2.14-cpu' })], ['warning version-uri-mismatch 1']],
    ['an image of a patch', () => [row('2.5', { uri: 'r/i:2.5.3-cpu' })], []],
    ['an image with a port and no tag', () => [row('2.5', { uri: 'host:5000/i' })], []],
    ['a tag without a version', () => [row('2.5', { uri: 'r/i:latest-cpu' })], []],
    ['a digest', () => [row('2.5', { uri: `r/i@sha256:${'0'.repeat(64)}` })], []],

    ['a GPU image in the CPU table', () => [row('2.5', { processor: 'cpu', uri: 'r/i:2.5-gpu' })], ['warning processor-uri-mismatch 1']],
    ['a row without processor', () => [row('2.5', { uri: 'r/i:2.5-gpu' })], []],
    ['a tag without processor', () => [row('2.5', { processor: 'cpu', uri: 'r/i:2.5' })], []],

    ['the same row twice', () => [...both('2.3'), row('2.3', { processor: 'gpu' })], ['info duplicate-row 3']],
    ['the same row with another date', () => [...both('2.3'), row('2.3', { processor: 'gpu', eolFrom: '2026-07-01' })], ['warning duplicate-conflict 3']],
    ['the same row in both sections', () => [...both('2.3'), row('2.3', { processor: 'cpu', section: 'unsupported' })], ['warning repeated-supported 3']],
    ['the same row in both sections with two dates', () => [...both('2.3'), row('2.3', { processor: 'cpu', section: 'unsupported', eolFrom: null })], ['warning duplicate-conflict 3', 'warning repeated-supported 3']],
    ['the same version of two repositories', () => [row('2.3', { repository: 'a' }), row('2.3', { repository: 'b' })], []],
    ['the same version on two systems', () => [row('2.3', { os: 'a', eolFrom: null }), row('2.3', { os: 'b' })], []],

    ['a row for one processor only', () => [...both('2.3'), row('2.4', { processor: 'cpu' }), row('2.5', { processor: 'gpu' })], ['warning cpu-gpu-asymmetry 3', 'warning cpu-gpu-asymmetry 4']],
    ['dates that differ by processor', () => [row('2.3', { processor: 'cpu' }), row('2.3', { processor: 'gpu', eolFrom: '2026-07-01' })], ['warning cpu-gpu-asymmetry 2']],
    ['sections that differ by processor', () => [row('2.3', { processor: 'cpu' }), row('2.3', { processor: 'gpu', section: 'unsupported' })], ['warning cpu-gpu-asymmetry 2']],
    ['a vendor with one processor', () => [row('2.3', { processor: 'gpu' }), row('2.4', { processor: 'gpu' })], []],
  ])('%s', (_, releases, expected) => expect(found(releases())).toEqual(expected));

  it.each<[string, string, PolicyMajor, string[]]>([
    ['a minor that ends after its major', '2.14', major('2', '2026-05-31'), ['info minor-after-major 1']],
    ['one that ends with it', '2.14', major('2', '2026-06-01'), []],
    ['one of another major', '20.1', major('2', '2026-05-31'), []],
    ['a major without a date', '2.14', major('2', null), []],
  ])('%s', (_, version, of, expected) => expect(found(both(version), [of])).toEqual(expected));

  it('names the value, the rule and what it means', () => {
    expect(checkRows({ releases: [row('2.5', { processor: 'cpu', uri: 'r/i:2.4-cpu' })], majors: [] })[0]?.message).toBe(
      "Row '2.5 cpu' must link an image of its own version, got: 'r/i:2.4-cpu'. The row counts for 2.5; check whether a row for 2.4 is missing.",
    );
  });
});

describe('checkRowsOn', () => {
  it.each<[string, string | null, 'supported' | 'unsupported' | undefined, string[]]>([
    ['listed as supported after its end', '2026-05-31', 'supported', ['info supported-but-past']],
    ['supported through its last day', '2026-06-01', 'supported', []],
    ['listed as unsupported before its end', '2026-06-02', 'unsupported', ['warning unsupported-but-future']],
    ['listed as unsupported on its last day', '2026-06-01', 'unsupported', ['warning unsupported-but-future']],
    ['unsupported since its end', '2026-05-31', 'unsupported', []],
    ['without a date', null, 'unsupported', []],
    ['without a section', '2020-01-01', undefined, []],
  ])('%s', (_, eolFrom, section, expected) => {
    const releases = [row('2.3', { eolFrom, section })];
    expect(checkRowsOn('2026-06-01', { releases, majors: [] }).map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
  });
});
