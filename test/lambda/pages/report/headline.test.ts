import { headline } from '../../../../lambda/pages/report/headline';
import type { Finding } from '../../../../lib/core/finding';
import { coverageOf, finding } from '../../publishing/findings-fixture';
import { fleet } from '../reports';

const ended = (overrides: Partial<Finding> = {}) => finding({ status: 'END_OF_SUPPORT', ...overrides });
const gone = finding({ status: 'END_OF_AVAILABILITY' });
const expiring = finding({ status: 'EXPIRING' });
const unknown = finding({ status: 'UNKNOWN_BASE' });
const running = { usage: { running: 1, attached: 0, floating: 0, examples: [], domains: [], read: 'full' } } as const;
const waived = { conditions: [{ type: 'WAIVED', message: '' }] } as const;

it.each<[findings: readonly Finding[], words: string]>([
  [[], 'No image versions were found.'],
  [[finding()], 'The only image version is supported.'],
  [[finding(), finding()], 'All 2 image versions are supported.'],
  [[finding(), ended()], 'Of 2 image versions, 1 is out of support.'],
  [[ended(), gone, expiring, unknown, finding()], 'Of 5 image versions, 2 are out of support, 1 will be soon and of 1 nobody can say.'],
  [[expiring, finding()], 'Of 2 image versions, 1 loses support soon.'],
  [[expiring, expiring, unknown], 'Of 3 image versions, 2 lose support soon and of 1 nobody can say.'],
  [[ended(running), ended({ directUse: { running: 2, attached: 0, examples: [] } }), ended()], 'Of 3 image versions, 3 are out of support (apps run on 2 of them).'],
  [[ended(waived), expiring, finding(waived)], 'Of 3 image versions, 1 is out of support and 1 will be soon; 1 of these is waived.'],
  [fleet(5000), 'Of 5,000 image versions, 1,429 are out of support, 715 will be soon and of 1,428 nobody can say; 357 of these are waived.'],
])('says it in one sentence: %#', (findings, words) => {
  expect(headline({ findings, coverage: coverageOf(findings) })).toBe(words);
});

it('does not hide that there may be more', () => {
  expect(headline({ findings: [finding()], coverage: coverageOf([], { complete: false }) }))
    .toBe('The only image version is supported – and there may be more, not everything could be read.');
});
