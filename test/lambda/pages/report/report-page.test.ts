import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { Script } from 'node:vm';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { reportPage } from '../../../../lambda/pages/report/report-page';
import { REPORT_SCRIPT } from '../../../../lambda/pages/report/script';
import type { PolicyChange } from '../../../../lib/core/change';
import { coverageOf, finding } from '../../publishing/findings-fixture';
import { fleet, hostileFleet, TODAY } from '../reports';
import { historyOf, resultOf } from './results';

type Element = DefaultTreeAdapterTypes.Element;

function elementsOf(page: string): readonly Element[] {
  const below = (node: DefaultTreeAdapterTypes.Node): Element[] => ('childNodes' in node ? node.childNodes.flatMap((child) => [...('tagName' in child ? [child] : []), ...below(child)]) : []);
  return below(parse(page));
}
const attribute = ({ attrs }: Element, name: string) => attrs.find((each) => each.name === name)?.value;
const textOf = (element: Element | undefined) => element?.childNodes.map((child) => ('value' in child ? child.value : '')).join('') ?? '';
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policyChange: PolicyChange = {
  kind: 'policy', type: 'RELEASE_ADDED', severity: 'LOW', message: 'f 2 is new', key: 'k', family: 'f', version: '2', processors: [], from: null, to: null,
  days: null, noticeDays: null, affected: [],
};
const words = (page: string) => page.replace(/<(script|style)[^]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

it.each([['nothing', []], ['a fleet', fleet(130)], ['hostile names', hostileFleet()]])('allows its own style and script by hash and nothing else, with %s', (_, findings) => {
  const elements = elementsOf(reportPage({ result: resultOf(findings), history: historyOf(5) }));
  const policy = attribute(elements.find((element) => attribute(element, 'http-equiv') === 'Content-Security-Policy') as Element, 'content') ?? '';
  const scripts = elements.filter(({ tagName }) => tagName === 'script');
  const styles = elements.filter(({ tagName }) => tagName === 'style');
  const inline = elements.flatMap((element) => attribute(element, 'style') ?? []);

  expect(policy).toMatch(/^default-src 'none'; script-src '[^']+'; style-src 'unsafe-hashes'( '[^']+')+; img-src data:; base-uri 'none'; form-action 'none'$/);
  expect(policy).not.toContain('unsafe-inline');
  expect(scripts.map((element) => attribute(element, 'type'))).toEqual([...(findings.length > 0 ? ['application/json'] : []), undefined]);
  expect(policy).toContain(`script-src ${hashOf(textOf(scripts.at(-1)))};`);
  for (const text of [textOf(styles[0]), ...inline]) expect(policy).toContain(hashOf(text));
  expect(new Set(inline.map((text) => text.replace(/^(fill|stroke):var\(--\w+\)$/, 'colour')))).toEqual(new Set(inline.length > 0 ? ['colour'] : []));
  expect(styles).toHaveLength(1);
  expect(elements.filter((element) => element.attrs.some(({ name }) => name.startsWith('on') || ['src', 'srcset', 'action'].includes(name)))).toEqual([]);
  expect(elements.flatMap((element) => attribute(element, 'href') ?? [])).toEqual(['data:,']);
});

it('has a script that can be run', () => {
  expect(() => new Script(REPORT_SCRIPT)).not.toThrow();
  expect(REPORT_SCRIPT).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|<\/script/);
});

it('gives the script every finding with all its details, and the reader without one every row', () => {
  const elements = elementsOf(reportPage({ result: resultOf(fleet(130)) }));
  const data = elements.find((element) => attribute(element, 'id') === 'records');
  const records = JSON.parse(gunzipSync(Buffer.from(textOf(data), 'base64')).toString());

  expect(records).toHaveLength(130);
  expect(records.every(({ details }: { details: unknown[] }) => details.length > 2)).toBe(true);
  const page = reportPage({ result: resultOf(fleet(130)) });
  expect(page.match(/<tr class="more">/g)).toHaveLength(100);
  expect(/<noscript>[^]*<\/noscript>/.exec(page)?.[0].match(/<tr><td>/g)).toHaveLength(30);
});

it('stays small with 5,000 findings', () => {
  expect(Buffer.byteLength(reportPage({ result: resultOf(fleet(5000)) }))).toBeLessThan(3 * 1024 ** 2);
});

it('offers to choose where there is a choice', () => {
  const names = (findings: ReturnType<typeof fleet>) => elementsOf(reportPage({ result: resultOf(findings) }))
    .flatMap((element) => (element.tagName === 'select' ? attribute(element, 'name') ?? [] : []));
  expect(names(fleet(30))).toEqual(['Status', 'Severity']);
  expect(names([finding({ owner: 'ana' }), finding({ owner: null, region: 'us-east-1' })])).toEqual(['Owner', 'Region']);
});

it('shows waivers once each with what they cover, and those that have expired', () => {
  const waiver = { image: 'ds', owner: 'ana', reason: 'moving', expires: '2026-12-31' };
  const expired = { ...waiver, expires: '2026-11-01' };
  const page = words(reportPage({
    result: resultOf([
      finding({ waiver, conditions: [{ type: 'WAIVED', message: '' }] }), finding({ version: 2, waiver, conditions: [{ type: 'WAIVED', message: '' }] }),
      finding({ version: 3, waiver: expired, conditions: [{ type: 'WAIVER_EXPIRED', message: '' }] }),
    ]),
  }));
  expect(page).toContain('Covers 2026-11-01, expired ana moving ds 1: data-science version 3 2026-12-31 ana moving ds 2: data-science version 1, data-science version 2');
  expect(words(reportPage({ result: resultOf([finding()]) }))).toContain('No waiver covers any of them.');
});

it('shows what is new, how old policies are, and what could not be read', () => {
  const page = words(reportPage({
    result: resultOf([finding()], {
      changes: [policyChange, { kind: 'finding', type: 'STATUS_CHANGED', severity: 'LOW', message: 'm', key: 'l', imageVersionArn: 'a', from: null, to: null }],
      coverage: coverageOf([finding()], { complete: false, failures: [{ cause: 'denied', count: 3, example: 'ecr:BatchGetImage of team/ds' }] }),
    }),
  }));
  expect(page).toContain('f 2 is new Findings since the scan before: 1 status changed.');
  expect(page).toContain('sagemaker-distribution the copy that came with the program 2026-08-01, 113 days ago: stale, dates may have moved since 102 policy.md aaaaaaaaaaaa');
  expect(page).toContain('https://example.com/policy.md sagemaker-distribution refused Line 12 has no date that can be read.');
  expect(page).toContain('The scan was incomplete: not everything could be read.');
  expect(page).toContain('denied 3 ecr:BatchGetImage of team/ds');
});

it('draws how the backlog went, and says so where there is no history', () => {
  const result = resultOf(fleet(30));
  const page = reportPage({ result, history: [...historyOf(70), { date: TODAY, counts: { EXPIRING: 999 } }] });

  expect(words(page)).toContain('22 are on 2026-11-22.');
  expect(page).not.toContain('22: 999');
  expect(page.match(/<g><title>\d{4}-\d\d-\d\d: \d+<\/title>/g)).toHaveLength(60);
  expect(page).toContain('<title>2026-11-22: 22</title>');
  expect(words(reportPage({ result }))).toContain('22 image versions are not supported on 2026-11-22. There is no history at hand to compare that with.');
});
