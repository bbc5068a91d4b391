import { worstImages } from '../../../lambda/pages/worst-images';
import type { Finding } from '../../../lib/core/finding';
import { dated, finding } from '../publishing/findings-fixture';
import { HOSTILE, hostileFleet, TODAY } from './reports';
import { elementsOf, textOf } from './text-of';

const shown = (findings: readonly Finding[], rows = 10): string => textOf(worstImages(findings, { today: TODAY, rows }));
const names = (text: string, findings: readonly Finding[]): string[] => (
  findings.map(({ imageName }) => imageName).filter((name) => text.includes(name)).sort((a, b) => text.indexOf(a) - text.indexOf(b)));

it('shows what each is built on, until when, and where to go', () => {
  const ended = dated(TODAY, '2026-11-12', {
    imageName: 'churn', version: 7, successor: { version: '3.9', uri: 'public.ecr.aws/x:3.9-cpu', step: 'major', endOfSupport: '2027-01-01' },
  });
  expect(shown([ended])).toBe(
    'Image Base Status Support ends Move to churn version 7 sagemaker-distribution 2.4 (cpu) out of support 2026-11-12 10 days ago 3.9 FROM public.ecr.aws/x:3.9-cpu',
  );
});

it('counts days from today, not from the day of the scan', () => {
  expect(shown([dated('2026-11-01', '2026-11-23')])).toContain('2026-11-23 in 1 day');
  expect(shown([dated('2026-11-01', '2026-11-22')])).toContain('2026-11-22 today');
});

it.each<[what: string, overrides: Partial<Finding>, words: string]>([
  ['a removal', { status: 'END_OF_AVAILABILITY', endOfAvailability: '2026-10-01' }, 'may be gone after 2026-10-01'],
  ['an estimate', { status: 'NOT_IN_POLICY_YET', estimatedEndOfSupport: '2027-06-01' }, '– estimate: 2027-06-01 or earlier'],
  ['a guess', { status: 'UNKNOWN_BASE', base: { family: 'f', version: '1', processor: null, confidence: 'weak' } }, 'f 1 probably, not proven'],
  ['no base', { status: 'UNKNOWN_BASE', base: null }, 'version 1 – unknown base – –'],
  ['a waiver', {
    status: 'END_OF_SUPPORT', conditions: [{ type: 'WAIVED', message: '' }], waiver: { image: '*', owner: 'o', reason: 'r', expires: '2027-01-31' },
  }, 'out of support waived until 2027-01-31'],
  ['direct use', {
    status: 'EXPIRING', imageVersionArn: 'arn:aws:sagemaker:eu-west-1:1:image-version/d/alias/2.3.0', directUse: { running: 1, attached: 0, examples: [] },
    successor: { version: '3.9', uri: 'public.ecr.aws/x', step: 'major', endOfSupport: null },
  }, "alias '2.3.0' sagemaker-distribution 2.4 (cpu) expiring – 3.9"],
])('says it: %s', (_what, overrides, words) => {
  expect(shown([finding(overrides)])).toContain(words);
});

it('does not tell to build on an image that is chosen', () => {
  const overrides: Partial<Finding> = { status: 'EXPIRING', successor: { version: '3.9', uri: 'public.ecr.aws/x', step: 'major', endOfSupport: null } };
  expect(shown([finding({ ...overrides, directUse: { running: 1, attached: 0, examples: [] } })])).not.toContain('FROM');
  expect(shown([finding(overrides)])).toContain('FROM public.ecr.aws/x');
});

it('has the worst first, then the soonest, what is waived last, and what is supported not at all', () => {
  const findings = [
    finding({ imageName: 'supported' }),
    dated(TODAY, '2026-12-20', { imageName: 'medium-later' }),
    finding({ imageName: 'medium-undated', status: 'UNKNOWN_BASE', severity: 'MEDIUM' }),
    dated(TODAY, '2025-01-01', { imageName: 'waived-critical', severity: 'CRITICAL', conditions: [{ type: 'WAIVED', message: '' }] }),
    dated(TODAY, '2026-12-10', { imageName: 'medium-sooner' }),
    dated(TODAY, '2026-10-01', { imageName: 'high' }),
  ];
  const order = ['high', 'medium-sooner', 'medium-later', 'medium-undated', 'waived-critical'];
  expect(names(shown(findings), findings)).toEqual(order);
  expect(names(shown([...findings].reverse()), findings)).toEqual(order);
});

it.each([
  [10, 10, undefined],
  [11, 10, 'And 1 more image version that is not supported.'],
  [5000, 10, 'And 4,990 more image versions that are not supported.'],
])('shows of %i rows %i, and counts the rest', (count, rows, words) => {
  const findings = Array.from({ length: count }, (_, version) => dated(TODAY, '2026-12-01', { version }));
  const page = worstImages(findings, { today: TODAY, rows });
  expect(elementsOf(page).filter(({ name }) => name === 'tr')).toHaveLength(rows + 1);
  if (words === undefined) expect(textOf(page)).not.toContain('And ');
  else expect(textOf(page)).toContain(words);
});

it('is glad where all are supported, and says nothing where there are none', () => {
  expect(shown([finding()])).toBe('All image versions are supported.');
  expect(shown([])).toBe('');
});

it('lets no text out of its place', () => {
  const page = worstImages(hostileFleet(), { today: TODAY, rows: 100 });
  const elements = elementsOf(page);
  expect(new Set(elements.map(({ name }) => name))).toEqual(new Set(['table', 'colgroup', 'col', 'thead', 'tbody', 'tr', 'th', 'td', 'b', 'small', 'span']));
  expect(new Set(elements.flatMap(({ attributes }) => Object.keys(attributes)))).toEqual(new Set(['style', 'title', 'class']));
  expect(textOf(page)).toContain(HOSTILE[0]);
});
