import fc from 'fast-check';
import { parsePolicyDocument } from '../../lambda/policy/parse-policy-document';
import { dataTextOf, readDataText, type DataFile } from '../../lambda/policy/parsers/aws-deep-learning-containers/data-text';
import { parseCalendarDate } from '../../lib/core/calendar-date';
import { shippedPolicy } from '../../lib/core/policy/catalog';
import { dataFilesOf, htmlPageOf } from '../lambda/policy/fixtures/deep-learning-files';

const FAMILY = 'aws-deep-learning-containers';
const parse = (text: string) => parsePolicyDocument(text, { asOf: '2026-08-22', family: FAMILY });
const shipped = shippedPolicy(FAMILY)?.releases ?? [];
const facts = (text: string) => parse(text).releases.map(({ line, ...row }) => [line === null, JSON.stringify(row)].join(' ')).sort();

const fragment = fc.oneof(
  fc.constantFrom(
    '---\n', '...\n', '# docs/src/data/pytorch/a.yml\n', '# docs/src/legacy/legacy_support.yml\n', 'framework: PyTorch\n', 'version: "2.1"\n', 'version: [\n', 'accelerator: gpu\n',
    'eop: "2026-01-01"\n', 'eop: TBD\n', 'ga: 2025-01-01\n', 'tags: [a]\n', '- ', '&a ', '*a', '!!x ', '"', '{', '? ', '\t', '<<<<<<< HEAD\n', '\ufeff', '\r', 'pytorch:\n', '  - version: "2.0"\n',
    '<html>', '<table>', '</table>', '<tr>', '<td>', '<th>Framework', '<th>Version', '<th>EOP Date', '<th>GA Date', '<td>2026-01-01', '<td>PyTorch', '<td>2.1', '<h2>Supported', '</html>',
    '| Framework | Version | GA Date | EOP Date |\n|---|---|---|---|\n', '| PyTorch | 2.1 | 2025-01-01 | 2026-01-01 |\n',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

describe('reading a policy of Deep Learning Containers', () => {
  it('is total, and what it gives is well formed', () => {
    fc.assert(fc.property(fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join('')), (text) => {
      const { releases, anomalies } = parse(text);
      const lines = text.split(/\r\n?|\n/).length;
      for (const { eolFrom, version, line } of releases) {
        if (eolFrom !== null) expect(parseCalendarDate(eolFrom)).toBe(eolFrom);
        expect(version).toMatch(/^[\w.+-]*\d[\w.+-]*$/);
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
      }
      if (releases.length === 0) expect(anomalies.some(({ severity }) => severity === 'error')).toBe(true);
      for (const { code, message, line } of anomalies) {
        expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
        expect(message).toMatch(/ (?:must|should) .*, got|listed/s);
        expect(line ?? 1).toBeGreaterThanOrEqual(1);
        expect(line ?? 1).toBeLessThanOrEqual(lines);
      }
    }), { numRuns: 300 });
  });

  const path = fc.tuple(fc.constantFrom('data/a', 'data/b.c', 'legacy'), fc.stringMatching(/^[\w.+-]{1,8}$/)).map(([folder, name]) => `docs/src/${folder}/${name}.yml`);
  const content = fc.array(fc.stringMatching(/^[a-z: #"-]{0,12}$/), { maxLength: 6 }).map((lines) => lines.join('\n'));

  it('has every file of a text, in the order of paths', () => {
    const files = fc.uniqueArray(fc.record<DataFile>({ path, content }), { selector: (file) => file.path, minLength: 1, maxLength: 6 });
    fc.assert(fc.property(files, (all) => {
      const { sections, isWhole, lines } = readDataText(dataTextOf(all));
      expect(isWhole).toBe(true);
      expect(sections.map((section) => section.path)).toEqual(all.map((file) => file.path).sort());
      for (const { line, content: read } of sections) expect(read === '' || lines.slice(line - 1).join('\n').startsWith(read)).toBe(true);
    }));
  });

  it('does not depend on the order of files, of members or on quotes', () => {
    const some = dataFilesOf(shipped.filter((_, index) => index % 9 === 0));
    const expected = facts(dataTextOf(some));
    const reordered = ({ path: where, content: text }: DataFile, quote: string, turned: boolean): DataFile => {
      const [members = '', tags = ''] = text.split('\n\n');
      const lines = members.split('\n');
      return { path: where, content: where.includes('legacy') ? text : `${(turned ? lines.reverse() : lines).join('\n')}\n${tags}`.replaceAll('"', quote) };
    };
    fc.assert(fc.property(fc.shuffledSubarray([...some], { minLength: some.length }), fc.constantFrom('"', '\'', ''), fc.boolean(), (files, quote, turned) => {
      expect(facts(dataTextOf(files.map((file) => reordered(file, quote, turned))))).toEqual(expected);
    }), { numRuns: 30 });
  });

  it('makes releases or an anomaly of every row of a page', () => {
    const cell = fc.oneof(fc.constantFrom('PyTorch', 'Base', 'TBD', '', '2.1', '2026-01-01', '2026-02-30', '<b>2.2</b>', '-'), fc.string({ maxLength: 6 }).map((text) => text.replace(/[<>&]/g, '')));
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }), (rows) => {
      const page = htmlPageOf(rows);
      const { releases, anomalies } = parse(page);
      const told = new Set([...releases, ...anomalies].map(({ line }) => line));
      const body = page.slice(0, page.indexOf('id="unsupported"')).split('\n');
      const lines = body.flatMap((line, index) => (line === '<tr>' && body[index + 1]?.startsWith('<td>') ? [index + 1] : []));
      expect(lines).toHaveLength(rows.length);
      expect(lines.filter((line) => !told.has(line))).toEqual([]);
    }), { numRuns: 150 });
  });
});
