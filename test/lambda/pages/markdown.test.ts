import MarkdownIt from 'markdown-it';
import { reportMarkdown } from '../../../lambda/pages/markdown';
import { coverageOf, finding } from '../publishing/findings-fixture';
import { fleet, HOSTILE, hostileFleet } from './reports';
import { resultOf } from './report/results';

const rendered = (text: string) => new MarkdownIt({ html: true, linkify: true }).render(text);

it('has a summary, a row for each finding, coverage and policies', () => {
  const text = reportMarkdown(resultOf(fleet(30)));

  expect(text).toMatch(/^# Support of SageMaker images, as of 2026-11-22\n\nOf 30 image versions, 9 are out of support/);
  expect(text).toContain('- 8 supported');
  expect(text).toContain('| team-17-notebook, version 18 | google-deep-learning-containers pytorch 2.13 \\(cpu\\) | past end of availability | critical | 2025-07-11, 499 days ago, may be gone after 2026-07-11 |');
  expect(rendered(text).match(/<tr>/g)).toHaveLength(31);
  expect(text).toContain('- sagemaker-distribution: 102 rows, shipped, read 2026-08-01, 113 days ago');
  expect(text).toContain('Everything could be read.');
});

it('says what could not be read, and what is new about policies', () => {
  const text = reportMarkdown(resultOf([], {
    coverage: coverageOf([], { complete: false, failures: [{ cause: 'denied', count: 2, example: '1. ecr <b>' }] }),
    changes: [{
      kind: 'policy', type: 'RELEASE_ADDED', severity: 'LOW', message: '# 2 is new', key: 'k', family: 'f', version: '2', processors: [], from: null, to: null,
      days: null, noticeDays: null, affected: [],
    }],
  }));
  expect(text).toContain('No image versions were found – and there may be more, not everything could be read.');
  expect(text).toContain('- 2 times denied: 1\\. ecr \\<b\\>');
  expect(text).toContain('- \\# 2 is new');
  expect(text).not.toContain('## Findings');
});

it('keeps a bar in its cell', () => {
  const page = rendered(reportMarkdown(resultOf([finding({ imageName: 'a | b', owner: '|' })])));
  expect(page).toContain('<td>a | b, version 1</td>');
  expect(page.match(/<td>/g)).toHaveLength(8);
});

it('lets no name out of its cell', () => {
  const page = rendered(reportMarkdown(resultOf(hostileFleet())));
  const columns = (page.match(/<t[dh]>/g) ?? []).length;

  expect(columns).toBe(8 * (1 + hostileFleet().length));
  expect(page).not.toMatch(/<(script|img|style|svg|b|a|em|code)[ >]/);
  expect(page).toContain('&lt;script&gt;window.pwned=1&lt;/script&gt;');
});

it.each([
  ...HOSTILE, '[x](javascript:alert(1))', '![x](https://example.com/x.png)', 'https://example.com', '<https://a.example>', '**b** _i_ `c`',
  '# h', '- l', '12) l', '+ l', '~~s~~', '@team', '&lt;',
])(
  'shows %j as it is',
  (message) => {
    const waiver = { image: 'i', owner: 'o', reason: 'r', expires: '2027-01-01' };
    const changes = [{ kind: 'waiver', type: 'WAIVER_ADDED', severity: 'LOW', message, key: 'k', affected: [], waiver }] as const;
    const [, item] = /<h2>What is new<\/h2>\n<ul>\n<li>([^]*?)<\/li>\n<\/ul>/.exec(rendered(reportMarkdown(resultOf([finding()], { changes })))) ?? [];
    const shown = item?.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '');
    expect(item).not.toMatch(/</);
    expect(shown).toBe(message.replace('\u202E', '').replace(/[\u0007\s]+/g, ' '));
  },
);
