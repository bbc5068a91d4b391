import { canonicalRows } from '../../../../lib/core/policy/canonical-rows';
import type { PolicyRelease } from '../../../../lib/core/policy/policy';

const first: PolicyRelease = { version: '2.3', processor: 'cpu', eolFrom: '2025-04-25', asWritten: 'Apr 25th, 2025', line: 12, source: 'page', asOf: '2026-08-13' };
const second: PolicyRelease = { version: '2.4', eolFrom: null, asWritten: '', line: null };
const majors = [{ version: '2', lastMinorRelease: null, eolFrom: '2026-02-25', line: 3 }];

describe('canonicalRows', () => {
  const canonical = canonicalRows({ releases: [first, second], majors });

  it('does not depend on order, on lines or on where a row was read', () => {
    const turned: PolicyRelease = { line: null, asWritten: 'Apr 25th, 2025', eolFrom: '2025-04-25', os: undefined, processor: 'cpu', version: '2.3' };
    expect(canonicalRows({ releases: [second, turned], majors: [{ version: '2', eolFrom: '2026-02-25', lastMinorRelease: null }] })).toBe(canonical);
  });

  it.each<[string, readonly PolicyRelease[]]>([
    ['a date', [{ ...first, eolFrom: '2025-04-26' }, second]],
    ['a date of end of availability', [{ ...first, discontinuedFrom: '2025-04-26' }, second]],
    ['a processor', [{ ...first, processor: 'gpu' }, second]],
    ['a row less', [first]],
    ['a row twice', [first, second, second]],
  ])('changes with %s', (_, releases) => expect(canonicalRows({ releases, majors })).not.toBe(canonical));

  it('changes with a major version', () => {
    expect(canonicalRows({ releases: [first, second], majors: [] })).not.toBe(canonical);
  });
});
