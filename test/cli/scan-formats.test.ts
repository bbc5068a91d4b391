import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../support/run-command-line';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'image-support-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

it.each([
  ['html', /^<!doctype html>[^]*Of 50 image versions, 24 are out of support[^]*<\/html>\n$/],
  ['markdown', /^# Support of SageMaker images, as of 2026-10-24\n[^]*\| forecasting-lab, version 2 \|/],
  ['csv', /^image_name,version,[^\n]*\r\n(?:[^\r\n]*\r\n){50}$/],
  ['ndjson', /^(?:\{"_key":[^\n]*\}\n){50}$/],
])('prints the scan as %s, and nothing else, or writes it to a file', async (format, form) => {
  const file = path.join(directory, 'report');
  const printed = await run(['scan', '--demo', '--format', format]);
  const written = await run(['scan', '--demo', '--format', format, '--output', file]);

  expect(printed).toMatchObject({ status: 0, stderr: '' });
  expect(printed.stdout).toMatch(form);
  expect(written).toMatchObject({ status: 0, stdout: '', stderr: `Wrote 50 findings to ${file}.\n` });
  expect(readFileSync(file, 'utf8')).toMatch(form);
});

it('keeps the page beside the JSON of each report in the state', async () => {
  await run(['scan', '--demo', '--state', directory]);
  const reports = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => /reports.*\.(json|html)$/.test(name));

  expect(reports.map((name) => path.extname(name)).sort()).toEqual(['.html', '.html', '.json', '.json', '.json']);
  expect(reports.some((name) => name.endsWith('history.json'))).toBe(true);
  const latest = reports.find((name) => name.endsWith('latest.html')) ?? '';
  expect(readFileSync(path.join(directory, latest), 'utf8')).toContain('Of 50 image versions, 24 are out of support');
});

it('refuses a format that there is not', async () => {
  const { status, stderr } = await run(['scan', '--demo', '--format', 'pdf']);
  expect(status).toBe(2);
  expect(stderr).toContain("Allowed choices are table, json, html, markdown, csv, ndjson.");
});
