import { join } from 'node:path';
import { THEMES, type ThemeName } from '../../lambda/pages/theme';
import { renderPage } from '../../lambda/widget/page';
import type { Finding } from '../../lib/core/finding';
import { SCHEMA_VERSION } from '../../lib/core/contract';
import { MemoryStore } from '../lambda/state/memory-store';
import { fleet, hostileFleet, NOW, reportOf } from '../lambda/pages/reports';
import { findChromium, look } from './chromium';

/** Two starts of a browser, on a machine that is busy with other tests. */
const TIMEOUT_MS = 90_000;
const REPORT = { monitor: 'ml-platform', bucketName: 'bucket', key: 'reports/latest.json', region: 'eu-west-1' };
/** Where to keep the pictures, for a person to look at. */
const PICTURES = process.env['WIDGET_PICTURES'];

/** What a person would notice: text cut off or on top of other text, a page too wide, something that ran or was fetched. */
interface Seen {
  readonly pwned: boolean;
  readonly requests: number;
  readonly overflow: number;
  readonly scripts: number;
  readonly text: string;
  readonly overlaps: readonly string[];
  readonly outside: readonly string[];
  readonly unreadable: readonly string[];
}

const LOOK = `
  const page = document.querySelector('.image-support');
  const boxes = [...page.querySelectorAll('svg text, td, th, p, h2, h3')].map((element) => ({ element, box: element.getBoundingClientRect() }));
  const name = ({ element }) => element.textContent.trim().slice(0, 60);
  const texts = boxes.filter(({ element }) => element.tagName === 'text');
  const overlap = (a, b) => a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1 && a.box.top < b.box.bottom - 3 && b.box.top < a.box.bottom - 3;
  const rgb = (color) => color.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const luminance = (color) => rgb(color).map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => { const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x); return (hi + 0.05) / (lo + 0.05); };
  const background = getComputedStyle(document.body).backgroundColor;
  const colorOf = (element) => (element.tagName === 'text' ? getComputedStyle(element).fill : getComputedStyle(element).color);
  return {
    pwned: window.pwned !== undefined,
    requests: performance.getEntriesByType('resource').length,
    overflow: document.documentElement.scrollWidth - innerWidth,
    scripts: page.querySelectorAll('script, iframe, use, object, embed, link, img').length,
    text: page.innerText.replace(/\\s+/g, " "),
    overlaps: texts.flatMap((a, i) => texts.slice(i + 1).filter((b) => overlap(a, b)).map((b) => name(a) + ' | ' + name(b))),
    outside: boxes.filter(({ box }) => box.right > innerWidth + 1 || box.left < -1).map(name),
    unreadable: boxes.filter(({ element }) => element.textContent.trim() !== '' && contrast(colorOf(element), background) < 4.5).map(name),
  };`;

type Case = readonly [name: string, findings: readonly Finding[] | undefined, theme: ThemeName, width: number, words: RegExp];

async function pageOf(findings: readonly Finding[] | undefined, theme: ThemeName, width: number): Promise<string> {
  const store = new MemoryStore();
  if (findings) store.write(REPORT.key, JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...reportOf(findings) }));
  return renderPage({ theme, width }, { reports: [REPORT], open: () => store, now: () => new Date(NOW) });
}

/** As the dashboard shows it: in a box of the given width, on the background of the theme. */
async function see(chromium: string, [name, findings, theme, width]: Case): Promise<Seen> {
  const page = `<!doctype html><meta charset="utf-8"><body style="margin:0;background:${THEMES[theme].background}">${await pageOf(findings, theme, width)}`;
  const picture = PICTURES === undefined ? {} : { picture: join(PICTURES, `${name.replaceAll(' ', '-')}-${theme}-${width}.png`) };
  return await look(chromium, { page, width, height: 1900, script: LOOK, ...picture }) as Seen;
}

const chromium = findChromium();

if (chromium === undefined) {
  it('needs a browser to look at the widget', () => {
    process.stderr.write("The widget was not looked at: there is no Chromium. Install one, or name it in the environment variable 'CHROMIUM'.\n");
    expect(process.env['REQUIRE_BROWSER']).not.toBe('1');
  });
} else {
  const cases: readonly Case[] = [
    ['no report', undefined, 'light', 1200, /^There is no report yet/],
    ['0 images', [], 'dark', 1200, /No image versions were found/],
    ['3 images', fleet(3), 'light', 1200, /1 out of support 1 expiring .* today /],
    ['3 images', fleet(3), 'dark', 640, /1 out of support 1 expiring .* today /],
    ['300 images', fleet(300), 'light', 1400, /And \d+ more bases/],
    ['300 images', fleet(300), 'dark', 900, /And \d+ more bases/],
    ['300 images', fleet(300), 'light', 640, /And \d+ more bases/],
    ['hostile names', hostileFleet(), 'dark', 1200, /<script>window\.pwned=1<\/script>/],
  ];

  it.each(cases)('looks right with %s', async (...each) => {
    const seen = await see(chromium, each);
    expect(seen).toMatchObject({ pwned: false, requests: 0, scripts: 0, overlaps: [], outside: [], unreadable: [] });
    expect(seen.overflow).toBeLessThanOrEqual(0);
    expect(seen.text.trim()).toMatch(each[4]);
  }, TIMEOUT_MS);
}
