import { addDays, daysBetween } from '../../../lib/core/calendar-date';
import type { Finding, SupportStatus } from '../../../lib/core/finding';
import type { ScanResult } from '../../../lib/core/scan-result';
import { coverageOf, dated, finding } from '../publishing/findings-fixture';

export const TODAY = '2026-11-22';
export const NOW = `${TODAY}T09:30:00.000Z`;

type Report = Pick<ScanResult, 'scannedAt' | 'coverage' | 'findings'>;

/** Names that want out of their place; `pwned` is what they would leave behind. */
export const HOSTILE = [
  '<script>window.pwned=1</script>',
  '"><img src=x onerror="window.pwned=1">',
  "' onmouseover='window.pwned=1' x='",
  '</style><style>*{display:none}</style>',
  '</svg><svg onload=window.pwned=1>',
  '`${window.pwned=1}` & &lt;b&gt; \u202Egnp.exe \u0007\n<b>',
] as const;

export function reportOf(findings: readonly Finding[], overrides: Partial<Report> = {}): Report {
  return { scannedAt: `${TODAY}T06:00:00.000Z`, coverage: coverageOf(findings), findings, ...overrides };
}

const base = (version: string, family = 'sagemaker-distribution') => ({ family, version, processor: 'cpu', confidence: 'certain' }) as const;

/** One of each kind that a fleet can hold, by turns; the same number gives the same version. */
const KINDS: readonly ((index: number) => Partial<Finding> & { readonly ends?: number })[] = [
  (index) => ({ ends: -20 - 30 * (index % 12), base: base(`2.${11 - (index % 12)}`), successor: successor('3.9') }),
  (index) => ({ ends: 15 * (index % 6), base: base(`3.${index % 6}`), successor: successor('4.1') }),
  (index) => ({ ends: 120 + 60 * (index % 5), base: base(`4.${index % 5}`) }),
  () => ({
    status: 'END_OF_AVAILABILITY', severity: 'CRITICAL', endOfSupport: '2025-07-11', endOfAvailability: '2026-07-11', daysLeft: -499,
    base: { ...base('2.13', 'google-deep-learning-containers'), framework: 'pytorch' },
  }),
  () => ({ ends: 40, endOfAvailability: '2028-01-01', base: base('2.17', 'google-deep-learning-containers') }),
  () => ({ status: 'UNKNOWN_BASE', severity: 'MEDIUM', base: null, reason: 'Nothing in the image was recognised.' }),
  () => ({ status: 'UNKNOWN_BASE', severity: 'MEDIUM', base: { ...base('2.9'), confidence: 'weak' } }),
  () => ({ status: 'NOT_IN_POLICY_YET', severity: 'LOW', base: base('5.0'), estimatedEndOfSupport: '2027-06-01' }),
  () => ({ status: 'IMAGE_UNAVAILABLE', severity: 'MEDIUM', base: null }),
  (index) => ({
    ends: -3, base: base('2.4'), conditions: [{ type: 'WAIVED', message: 'Waived.' }],
    waiver: { image: '*', owner: 'ana', reason: `case ${index}`, expires: '2027-01-31' },
  }),
  () => ({ ends: -1200, base: base('0.12') }),
  () => ({ ends: 200, base: { ...base('2.6.0', 'aws-deep-learning-containers'), framework: 'pytorch' }, policyRow: releasedOn('2026-03-01') }),
  () => ({ ends: 2000, base: base('12.8', 'a-team-with-a-name-that-no-column-holds-in-one-line') }),
  () => ({ status: 'SUPPORTED', base: base('9', 'latest-only') }),
];

export function fleet(size: number): readonly Finding[] {
  return Array.from({ length: size }, (_, index) => {
    const { ends, ...overrides } = KINDS[index % KINDS.length]?.(index) ?? {};
    const names = { imageName: `team-${index % 40}-notebook${index % 9 === 0 ? '-with-a-rather-long-name-for-an-image-of-sixty' : ''}`, version: index + 1 };
    return ends === undefined ? finding({ ...overrides, ...names }) : dated(TODAY, addDays(TODAY, ends), { ...overrides, ...names });
  });
}

export function hostileFleet(): readonly Finding[] {
  const statuses: readonly SupportStatus[] = ['END_OF_SUPPORT', 'EXPIRING', 'UNKNOWN_BASE'];
  return HOSTILE.flatMap((text) => statuses.map((status, index) => finding({
    imageName: text,
    version: index,
    status,
    severity: 'HIGH',
    reason: text,
    base: { family: text, version: text, processor: null, framework: text, confidence: 'strong' },
    endOfSupport: status === 'UNKNOWN_BASE' ? null : '2026-12-01',
    daysLeft: status === 'UNKNOWN_BASE' ? null : daysBetween(TODAY, '2026-12-01'),
    successor: { version: text, uri: text, step: 'major', endOfSupport: null },
    conditions: [{ type: 'WAIVED', message: text }],
    waiver: { image: text, owner: text, reason: text, expires: text },
  })));
}

/** A row of a policy that says when the release came out. */
export function releasedOn(releaseDate: string): NonNullable<Finding['policyRow']> {
  const row = { family: 'f', sha256: 'abc', line: 1, asWritten: '', source: 'test', retrievedAt: TODAY, rule: 'fresh' } as const;
  return Object.assign({ ...row }, { releaseDate });
}

function successor(version: string): Finding['successor'] {
  return { version, uri: `public.ecr.aws/sagemaker/sagemaker-distribution:${version}-cpu`, step: 'major', endOfSupport: '2027-12-31' };
}
