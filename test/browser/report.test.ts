import { readFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer, { type Browser, type KeyInput, type Page } from 'puppeteer-core';
import type { Finding } from '../../lib/core/finding';
import { reportPage, type ReportInput } from '../../lambda/pages/report/report-page';
import { fleet, hostileFleet } from '../lambda/pages/reports';
import { historyOf, resultOf } from '../lambda/pages/report/results';
import { findChromium } from './chromium';

/** A start of a browser, on a machine that is busy with other tests. */
const TIMEOUT_MS = 90_000;
/** Where to keep the pictures, for a person to look at. */
const PICTURES = process.env['REPORT_PICTURES'];
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** What runs in the page is text: the compiler knows no DOM. */
const CHECK = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`;
const CLICK_OPEN = "document.querySelector('[name=open]')?.click()";
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };

const chromium = findChromium();

if (chromium === undefined) {
  it('needs a browser to look at the report', () => {
    process.stderr.write("The report was not looked at: there is no Chromium. Install one, or name it in the environment variable 'CHROMIUM'.\n");
    expect(process.env['REQUIRE_BROWSER']).not.toBe('1');
  });
} else {
  lookWith(chromium);
}

interface Opened {
  readonly page: Page;
  /** Whatever the page asked for beside itself, and what it complained of: a refused style or script, an error. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

interface Situation {
  readonly dark?: boolean;
  readonly script?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
}

function lookWith(executablePath: string): void {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
    browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND'], timeout: TIMEOUT_MS });
  }, TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  }, TIMEOUT_MS);

  async function open(
    findings: readonly Finding[],
    { dark = false, script = true, size = DESKTOP }: Situation = {},
    more: Partial<ReportInput> = {},
  ): Promise<Opened> {
    const file = join(folder, 'report.html');
    writeFileSync(file, reportPage({ result: resultOf(findings), ...more }));
    const page = await browser.newPage();
    const [requests, complaints]: [string[], string[]] = [[], []];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.setViewport(size);
    await page.setJavaScriptEnabled(script);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
    await page.goto(pathToFileURL(file).href);
    if (script && findings.length > 0) await page.waitForSelector('html[data-ready]');
    return { page, complaints, requests: requests.filter((url) => url !== pathToFileURL(file).href && !url.startsWith('data:')) };
  }

  async function picture(page: Page, name: string, fullPage = true): Promise<void> {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`) as `${string}.png`, fullPage });
  }

  const looks: readonly (readonly [name: string, findings: readonly Finding[], situation: Situation])[] = [
    ['0 findings', [], {}],
    ['0 findings, dark', [], { dark: true }],
    ['30 findings', fleet(30), {}],
    ['30 findings, dark', fleet(30), { dark: true }],
    ['30 findings on a phone', fleet(30), { size: PHONE }],
    ['30 findings on a phone, dark', fleet(30), { size: PHONE, dark: true }],
    ['5,000 findings', fleet(5000), {}],
    ['hostile names', hostileFleet(), {}],
  ];

  it.each(looks)('looks right with %s', async (name, findings, situation) => {
    const { page, requests, complaints } = await open(findings, situation, { history: historyOf(30) });
    await page.evaluate(CLICK_OPEN);
    await page.evaluate(AXE);
    const violations = await page.evaluate(CHECK);
    await picture(page, `${name} opened`, findings.length <= 30);
    await page.evaluate(CLICK_OPEN);
    await picture(page, name, findings.length <= 30);

    expect(violations).toEqual([]);
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(await page.evaluate('"pwned" in globalThis')).toBe(false);
    await page.close();
  }, TIMEOUT_MS);

  const images = (page: Page) => page.$$eval('#findings tbody th', (cells) => cells.map((cell) => cell.textContent ?? ''));
  const counted = (page: Page) => page.$eval('#count', (element) => element.textContent);
  const sorting = (page: Page) => page.$$eval('#findings thead th', (heads) => heads.map((head) => head.getAttribute('aria-sort')));

  it('shows the same rows and details as without a script', async () => {
    const plain = await open(hostileFleet(), { script: false });
    expect(await plain.page.$eval('#filters', (form) => form.hasAttribute('hidden'))).toBe(true);
    const rows = (shown: Page) => shown.$$eval('#findings tbody tr', (all) => all.map((row) => row.innerHTML.replaceAll(' open=""', '')));
    const { page, complaints } = await open(hostileFleet());
    await page.evaluate(CLICK_OPEN);
    await page.waitForSelector('details[open] dl');
    expect(await rows(page)).toEqual(await rows(plain.page));
    expect(complaints).toEqual([]);
    await Promise.all([plain.page.close(), page.close()]);
  }, TIMEOUT_MS);

  it('has all rows without a script', async () => {
    const { page } = await open(fleet(250), { script: false });
    expect(await page.$$eval('#findings tbody th', (rows) => rows.length)).toBe(100);
    expect(await page.$$eval('noscript tbody tr', (rows) => rows.length)).toBe(150);
    await page.close();
  }, TIMEOUT_MS);

  it('is sorted, filtered and opened from the keyboard alone', async () => {
    const { page, complaints } = await open(fleet(30));
    const press = async (...keys: readonly KeyInput[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.focus('#findings thead th:first-child button');
    await press('Enter');
    const up = await images(page);
    expect(up.slice(0, 2)).toEqual(['team-0-notebook-with-a-rather-long-name-for-an-image-of-sixtyversion 1', 'team-1-notebookversion 2']);
    expect((await sorting(page)).slice(0, 2)).toEqual(['ascending', 'none']);
    await press('Space');
    expect(await images(page)).toEqual([...up].reverse());
    expect((await sorting(page))[0]).toBe('descending');
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Enter');
    expect((await sorting(page)).indexOf('ascending')).toBe(4);
    const ends = await page.$$eval('#findings .c4', (cells) => cells.slice(1).map((cell) => (cell.textContent ?? '').slice(0, 10)));
    const dated = ends.filter((end) => !end.startsWith('–'));
    expect(dated).toEqual([...dated].sort());
    expect(ends.slice(dated.length).every((end) => end.startsWith('–'))).toBe(true);

    await page.focus('[name=text]');
    await page.keyboard.type('NOTEBOOK waived');
    expect(await counted(page)).toBe('2 that match, of 30 image versions.');
    await press('Tab', 'Tab', 'KeyC');
    expect(await page.$eval('[name=Severity]', (select) => (select as unknown as { value: string }).value)).toBe('critical');
    expect(await counted(page)).toBe('0 that match, of 30 image versions.');
    await press('Tab', 'Enter');
    await page.waitForFunction("document.querySelector('#count').textContent === '30 image versions.'");

    await page.focus('#findings tbody tr:nth-child(2) summary');
    await press('Enter');
    await page.waitForSelector('#findings tbody tr:nth-child(2) details[open] dl');
    expect(complaints).toEqual([]);
    await page.close();
  }, TIMEOUT_MS);

  it('shows more of many findings as they are asked for, and all of them', async () => {
    const { page } = await open(fleet(250));
    expect(await counted(page)).toBe('The first 100 of 250 image versions.');
    await page.click('#more button:first-child');
    expect((await images(page)).length).toBe(200);
    await page.click('#more button:last-child');
    expect((await images(page)).length).toBe(250);
    expect(await page.$eval('#more', (element) => element.hasAttribute('hidden'))).toBe(true);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    expect(new Set(await images(page)).size).toBe(250);
    await page.close();
  }, TIMEOUT_MS);

  it.each([['2020-01-01T06:00:00.000Z', /^This report is \d{4,} days old: what follows is as it was then\.$/], [new Date().toISOString(), /^$/]])(
    'scanned at %s, it says whether it is old', async (scannedAt, words) => {
      const { page } = await open(fleet(3), {}, { result: resultOf(fleet(3), { scannedAt }) });
      expect(await page.$eval('#age', (element) => (element as unknown as { innerText: string }).innerText)).toMatch(words);
      await page.close();
    }, TIMEOUT_MS);

  it('is printed in the colours of paper, without controls and no wider than the page', async () => {
    const { page } = await open(fleet(30), { dark: true, size: { width: 680, height: 900 } }, { history: historyOf(30) });
    await page.emulateMediaType('print');
    await picture(page, '30 findings, printed');
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.evaluate("getComputedStyle(document.querySelector('#filters')).display")).toBe('none');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(Buffer.from(await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  }, TIMEOUT_MS);
}
