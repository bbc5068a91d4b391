// npm start: the main job on an embedded default, from a fresh clone.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ensureBundled, ensureInstalled, root, run } from './prepare.mjs';

ensureInstalled();
await ensureBundled();
const scan = ['assets/cli/sagemaker-image-support.mjs', 'scan', '--demo'];
const more = process.argv.slice(2);
run(process.execPath, [...scan, ...more]);

// With arguments the reader asked for something of their own, and for nothing else.
if (more.length === 0) {
  const report = path.join('.cache', 'demo', 'report.html');
  mkdirSync(path.join(root, path.dirname(report)), { recursive: true });
  run(process.execPath, [...scan, '--format', 'html', '--output', report], {}, root, 'pipe');
  console.log(`\nThe same as a page: open ${report} in a browser.`);
}
