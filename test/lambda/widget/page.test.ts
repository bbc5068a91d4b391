import { renderPage, type PageRequest } from '../../../lambda/widget/page';
import { THEMES } from '../../../lambda/pages/theme';
import type { Finding } from '../../../lib/core/finding';
import { MemoryStore } from '../state/memory-store';
import { fleet, HOSTILE, hostileFleet, NOW, reportOf } from '../pages/reports';
import { elementsOf, textOf } from '../pages/text-of';

const request: PageRequest = { theme: 'light', width: 1200 };
const reportFor = (monitor: string) => ({ monitor, bucketName: 'b', key: monitor, region: 'eu-west-1' });

/** What was found, or the object as it lies in the bucket. */
type Content = readonly Finding[] | string | undefined;

/** The page of some monitors, each with its findings, or without a report. */
async function pageOf(monitors: Readonly<Record<string, Content>>, overrides: Partial<PageRequest> = {}): Promise<string> {
  const store = new MemoryStore();
  for (const [name, content] of Object.entries(monitors)) {
    if (content === undefined) continue;
    const body = typeof content === 'string' ? content : JSON.stringify({ schemaVersion: '1.0', ...reportOf(content) });
    store.write(name, body);
  }
  const reports = Object.keys(monitors).map(reportFor);
  return renderPage({ ...request, ...overrides }, { reports, open: () => store, now: () => new Date(NOW) });
}

it('shows the worst images and the windows of the last report', async () => {
  const text = textOf(await pageOf({ m: fleet(30) }));
  expect(text).toMatch(/out of support .* Scanned 2026-11-22 06:00 UTC, 3 hours ago\. .* Move to .* Support windows of the bases in use Base Ends Versions/);
});

it.each(['light', 'dark'] as const)('wears the %s theme', async (theme) => {
  const page = await pageOf({ m: fleet(3) }, { theme });
  expect(page).toContain(THEMES[theme].text);
  expect(page).not.toContain(THEMES[theme === 'light' ? 'dark' : 'light'].text);
});

it('has a section with a name for each of several monitors', async () => {
  const text = textOf(await pageOf({ one: fleet(3), two: [] }));
  expect(text).toMatch(/^one .*expiring.* two No image versions were found/);
  expect(textOf(await pageOf({ one: fleet(3) }))).not.toContain('one');
});

it('shows the monitors that the parameter names', async () => {
  expect(textOf(await pageOf({ one: fleet(3), two: [] }, { monitors: ['two'] }))).toMatch(/^No image versions were found/);
  expect(textOf(await pageOf({ one: fleet(3), two: [] }, { monitors: ['three'] }))).toBe(
    "The parameter 'monitors' must name monitors that the widget was deployed for (one, two), got: 'three'.",
  );
});

it('is patient where there is no report yet', async () => {
  expect(textOf(await pageOf({ m: undefined }))).toContain('There is no report yet. The first scan writes one: come back when it has ended.');
});

it('shows the others where one report is damaged', async () => {
  const odd = { schemaVersion: '1.0', ...reportOf([{ ...fleet(1)[0], reason: 7 } as unknown as Finding]) };
  const text = textOf(await pageOf({ broken: '{', odd: JSON.stringify(odd), fine: fleet(3) }));
  expect(text).toContain("broken The report could not be read: 'broken' must hold JSON");
  expect(text).toContain('odd The report could not be read:');
  expect(text).toMatch(/fine 1 out of support 1 expiring/);
});

it.each([['long names', (count: number) => fleet(count)], ['hostile names', (count: number) => Array.from({ length: count / 10 }, hostileFleet).flat()]])(
  'stays small with %s, however many findings there are',
  async (_what, make) => {
    const [few, many] = [await pageOf({ m: make(300) }), await pageOf({ m: make(5000) })];
    expect(few.length).toBeLessThan(64_000);
    expect(many.length).toBeLessThan(64_000);
  },
);

it('stays small with names as long as a document can make them, and with many monitors', async () => {
  const long = fleet(60).map((finding) => ({ ...finding, imageName: '"'.repeat(50_000), base: { ...finding.base, family: '<'.repeat(50_000) } as Finding['base'] }));
  const page = await pageOf(Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`team-${index}`, long])));
  expect(page.length).toBeLessThan(1_000_000);
  expect(elementsOf(page).filter(({ name }) => name === 'section')).toHaveLength(10);
  expect(textOf(page)).toContain('Not shown: team-10, team-11. A widget shows 10 monitors at most.');
});

it('holds nothing that runs or is fetched', async () => {
  const page = await pageOf({ m: hostileFleet(), [HOSTILE[0]]: '{' });
  const elements = elementsOf(page);
  const names = new Set(elements.map(({ name }) => name));
  for (const name of ['script', 'iframe', 'use', 'img', 'link', 'object', 'embed', 'form', 'a']) expect(names).not.toContain(name);
  expect(elements.filter(({ name }) => name === 'style')).toHaveLength(1);
  const attributes = new Set(elements.flatMap(({ attributes: each }) => Object.keys(each)));
  expect([...attributes].filter((name) => /^on|href|src|^id$/.test(name))).toEqual([]);
  expect(page).not.toMatch(/url\(|@import/);
});
