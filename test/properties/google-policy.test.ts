import fc from 'fast-check';
import { parseGoogleDeepLearningContainersPolicy as parse } from '../../lambda/policy/parsers/google-deep-learning-containers';
import { parseCalendarDate } from '../../lib/core/calendar-date';
import { htmlPage, mirrorPage, VERTEX } from '../lambda/policy/fixtures/google-page';

describe('reading a page of Google\'s', () => {
  const fragment = fc.oneof(
    fc.constantFrom(
      '<!doctype html><html lang="en">', '<table>', '</table>', '<tr>', '<td>', '<td rowspan=2>', '\n\n', '2.17 (Python 3.10)', 'CPU only', 'Jul 11, 2025', 'Not applicable', 'nightly', '|', '|---|---|---|---|---|\n',
      '| ML framework version | Supported accelerators | End of patch and support date | End of availability | Supported images |\n', '## Supported frameworks for custom training\n\n', '### TensorFlow\n\n',
      '<tr><th>Ray version<th>Supported accelerators<th>End of patch and support date<th>End of availability<th>Supported images', 'us-docker.pkg.dev/vertex-ai/training/tf-cpu.2-17:latest', '<b>', '<!--', '<caption>',
      '<tr><td>2.17<td>CPU only<td>Jul 11, 2025<td>Jul 11, 2026<td></tr>', '2024 年 9 月 26 日',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );

  it('is total, and what it gives is well formed', () => {
    fc.assert(fc.property(fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join('')), (text) => {
      const document = parse(text);
      const lines = text.split(/\r\n?|\n/).length;
      for (const { eolFrom, discontinuedFrom, line, product = '' } of document.releases) {
        expect([parseCalendarDate(eolFrom ?? ''), parseCalendarDate(discontinuedFrom ?? '')]).toEqual([eolFrom, discontinuedFrom]);
        expect(document.products).toContain(product);
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
      }
      // No short text has all tables of a product.
      expect(document.anomalies.some(({ severity }) => severity === 'error')).toBe(true);
      for (const { code, message, line } of document.anomalies) {
        expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
        expect(message).toMatch(/must|should/);
        expect(line ?? 1).toBeLessThanOrEqual(lines);
      }
    }), { numRuns: 300 });
  });

  it('refuses a page that breaks off, unless between its products', () => {
    const rows = (text: string) => parse(text).releases.map((release) => JSON.stringify({ ...release, line: 0 }));
    const expected = rows(mirrorPage(VERTEX));
    const training = expected.filter((row) => row.includes('"vertex-training"'));
    const page = fc.constantFrom(htmlPage(VERTEX), mirrorPage(VERTEX));
    fc.assert(fc.property(page, fc.double({ min: 0, max: 1, noNaN: true }), (text, part) => {
      const cut = text.slice(0, Math.floor(part * text.lastIndexOf('vertex-ai/prediction/xgboost')));
      const refused = parse(cut).anomalies.some(({ severity }) => severity === 'error');
      expect(refused || rows(cut).length === training.length).toBe(true);
      for (const row of rows(cut)) expect(expected).toContain(row);
    }), { numRuns: 40 });
  });
});
