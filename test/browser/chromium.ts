import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of `CHROMIUM`, else the first on the path; undefined where there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [process.env['CHROMIUM'] ?? '', ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))];
  return candidates.find((file) => file !== '' && existsSync(file));
}

/** A page in a window of a size, and a script that looks at it afterwards. */
export interface Look {
  readonly page: string;
  readonly width: number;
  readonly height: number;
  /** The body of a function; what it returns comes back. */
  readonly script: string;
  /** Where to keep a picture, if one is wanted. */
  readonly picture?: string;
}

/** Shows a page in a headless browser without a network, and gives what the script returned. */
export async function look(chromium: string, { page, width, height, script, picture }: Look): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'browser-'));
  try {
    const file = join(folder, 'page.html');
    // The script that looks is the test's: what the page itself would run, runs before it.
    writeFileSync(file, `${page}<pre id="seen" hidden></pre><script>
      addEventListener('load', () => { document.getElementById('seen').textContent = JSON.stringify((() => { ${script} })()); });
    </script>`);
    const options = [
      '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run', `--user-data-dir=${join(folder, 'profile')}`,
      '--host-resolver-rules=MAP * ~NOTFOUND', `--window-size=${width},${height}`,
    ];
    const url = pathToFileURL(file).href;
    if (picture !== undefined) {
      mkdirSync(join(picture, '..'), { recursive: true });
      await run(chromium, [...options, `--screenshot=${picture}`, url]);
    }
    const { stdout } = await run(chromium, [...options, '--dump-dom', url], { maxBuffer: 64 * 1024 * 1024 });
    const seen = /<pre id="seen"[^>]*>([^<]*)<\/pre>/.exec(stdout)?.[1];
    if (seen === undefined) throw new Error(`The browser must show the page, got: ${stdout.slice(0, 200)}`);
    return JSON.parse(unescapeHtml(seen));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function unescapeHtml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&nbsp;', '\u00a0').replaceAll('&amp;', '&');
}
