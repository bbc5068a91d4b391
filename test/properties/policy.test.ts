import fc from 'fast-check';
import { parsePolicyDocument } from '../../lambda/policy/parse-policy-document';
import { outlineOf } from '../../lambda/policy/parsers/markdown-outline';
import { parseSageMakerDistributionPolicy } from '../../lambda/policy/parsers/sagemaker-distribution';
import { addDays, parseCalendarDate } from '../../lib/core/calendar-date';
import { shippedPolicies } from '../../lib/core/policy/catalog';
import { findReleases, lookUpReleases } from '../../lib/core/policy/lookup';
import type { PolicyDocument } from '../../lib/core/policy/policy';
import { isWithin, versionParts } from '../../lib/core/policy/version-parts';
import { parseWrittenDate } from '../../lib/core/policy/written-date';
import { TODAY, WHOLE } from '../lambda/policy/fixtures/fixture';

const facts = ({ releases, majors }: PolicyDocument) => [
  ...releases.map(({ version, processor, section, eolFrom, uri }) => [version, processor, section, eolFrom, uri].join(' ')).sort(),
  ...majors.map(({ version, lastMinorRelease, eolFrom }) => [version, lastMinorRelease, eolFrom].join(' ')).sort(),
];
const day = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays('2000-01-01', days));

describe('reading a policy', () => {
  const fragment = fc.oneof(
    fc.constantFrom(
      '| Image Version | ECR Image URI | End of Support Date |\n', '| :---: | :---: | :---: |\n', '|---|\n', '## Supported Image Versions\n', '### GPU Images\n', '\n',
      '| 2.3.x | public.ecr.aws/sagemaker/sagemaker-distribution:2.3-cpu | Apr 25th, 2025 |\n', '| 2.x.x | Aug 25th, 2025 | Feb 25th, 2026 |\n', '<<<<<<< HEAD\n', '|', '> ', '```\n',
      '<table>', '<!--', '~~', '**', '[a]: b\n', '\ufeff', '\r', '| Image Version | Last minor version release | Supported until |\n',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );

  it('is total, and what it gives is well formed', () => {
    fc.assert(fc.property(fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join('')), fc.boolean(), (text, named) => {
      const document = parsePolicyDocument(text, { asOf: TODAY, ...(named && { family: 'sagemaker-distribution' }) });
      const lines = text.split(/\r\n?|\n/).length;
      for (const { eolFrom, line, version } of document.releases) {
        expect(parseCalendarDate(eolFrom ?? '')).toBe(eolFrom);
        expect(version).toMatch(/^\d+\.\d+(\.\d+)?$/);
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
      }
      if (document.releases.length === 0) expect(document.anomalies.some(({ severity }) => severity === 'error')).toBe(true);
      for (const { code, message, line } of document.anomalies) {
        expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
        expect(message).toMatch(/, got:|must|should|listed/);
        expect(line ?? 1).toBeLessThanOrEqual(lines);
      }
    }), { numRuns: 300 });
  });

  const COLUMNS = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] as const;
  const rowsOf = (text: string, change: (cells: string[]) => string) => text.replace(/^\|(.*)\|$/gm, (_, inner: string) => change(inner.split('|')));
  const isDelimiter = (cells: readonly string[]) => cells.every((cell) => /^\s*:?-+:?\s*$/.test(cell));
  const decorated = (mark: string) => (text: string) => rowsOf(text, (cells) => {
    const marked = isDelimiter(cells) ? cells : cells.map((cell) => ` ${mark}${cell.trim()}${mark} `);
    return `|${marked.join('|')}|`;
  });
  const reformats: Readonly<Record<string, fc.Arbitrary<(text: string) => string>>> = {
    columns: fc.constantFrom(...COLUMNS).map((order) => (text) => rowsOf(text, (cells) => `|${(cells.length === 3 ? order.map((index) => cells[index] ?? '') : cells).join('|')}|`)),
    decoration: fc.constantFrom('', '**', '`', '__', '***').map((mark) => (text) => mark === '' ? text : decorated(mark)(text)),
    padding: fc.tuple(fc.nat(5), fc.nat(5)).map(([left, right]) => (text) => rowsOf(text, (cells) => `|${cells.map((cell) => ' '.repeat(left) + cell.trim() + ' '.repeat(right)).join('|')}|`)),
    pipes: fc.constantFrom<(text: string) => string>((text) => text, (text) => rowsOf(text, (cells) => cells.join('|').trim()), (text) => rowsOf(text, (cells) => `|${cells.join('|')}`)),
    levels: fc.constantFrom(1, 2, 3, 4).map((level) => (text) => text.replace(/^##/gm, '#'.repeat(level))),
    lineEnds: fc.constantFrom('\n', '\r\n', '\r').map((end) => (text) => text.replaceAll('\n', end)),
    spaces: fc.constantFrom(' ', '\u00a0').map((space) => (text) => text.replaceAll(' ', space)),
    mark: fc.constantFrom('', '\ufeff').map((mark) => (text) => mark + text),
  };

  it('keeps releases and majors through any reformatting that keeps the meaning', () => {
    const expected = facts(parseSageMakerDistributionPolicy(WHOLE));
    fc.assert(fc.property(fc.record(reformats), ({ columns, decoration, padding, pipes, levels, lineEnds, spaces, mark }) => {
      const changes = [columns, decoration, padding, pipes, levels, spaces, lineEnds, mark];
      const text = changes.reduce((edited, change) => change?.(edited) ?? edited, WHOLE);
      const document = parseSageMakerDistributionPolicy(text);
      expect(facts(document)).toEqual(expected);
      expect(document.anomalies.filter(({ severity }) => severity !== 'info')).toEqual([]);
    }), { numRuns: 60 });
  });

  it('makes a release, a major or an anomaly of every row', () => {
    const lines = WHOLE.split('\n');
    const known = ['TBD', '', '2.3.x', '9.9.x', '2.x.x', 'Apr 25th, 2025', 'Feb 30th, 2025', 'x:1.0-cpu', 'Image Version', '---', '\\|'];
    const cell = fc.oneof(fc.constantFrom(...known), fc.string({ maxLength: 12 }));
    const edit = fc.tuple(fc.nat(lines.length - 1), fc.array(cell, { minLength: 1, maxLength: 5 }));
    const damage = fc.array(edit, { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(damage, (edits) => {
      const damaged = [...lines];
      for (const [index, cells] of edits) damaged[index] = `| ${cells.join(' | ').replace(/[\r\n]/g, ' ')} |`;
      const text = damaged.join('\n');
      const { releases, majors, anomalies } = parseSageMakerDistributionPolicy(text);
      const told = new Set([...releases, ...majors, ...anomalies].map(({ line }) => line));
      const silent = outlineOf(text).blocks.flatMap((block) => {
        if (block.kind !== 'table') return block.kind === 'heading' || told.has(block.line) ? [] : [block.line];
        const isCadence = block.titles.some((title) => /cadence|description/i.test(title));
        return isCadence || told.has(block.line) ? [] : block.rows.map(({ line }) => line).filter((line) => !told.has(line));
      });
      expect(silent).toEqual([]);
    }), { numRuns: 150 });
  });
});

describe('reading a date', () => {
  const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

  it('round trips through every spelling', () => {
    fc.assert(fc.property(day, fc.constantFrom('', 'st', 'nd', 'rd', 'th'), fc.constantFrom(', ', ' ', '  ', ' , ', ','), fc.boolean(), fc.boolean(), (date, ordinal, separator, short, dayFirst) => {
      const [year = '', month = '', of = ''] = date.split('-');
      const name = (MONTHS[Number(month) - 1] ?? '').slice(0, short ? 3 : undefined);
      expect(parseWrittenDate(dayFirst ? `${Number(of)}${ordinal} ${name}${separator}${year}` : `${name} ${of}${ordinal}${separator}${year}`)).toBe(date);
      expect(parseWrittenDate(date)).toBe(date);
    }));
  });

  it('never gives a day that is not in the calendar', () => {
    fc.assert(fc.property(fc.constantFrom(...MONTHS), fc.nat(40), fc.integer({ min: 1990, max: 2110 }), (month, of, year) => {
      const read = parseWrittenDate(`${month} ${of}, ${year}`);
      if (read !== undefined) expect(new Date(`${read}T00:00:00Z`).toLocaleDateString('en-US', { timeZone: 'UTC', dateStyle: 'long' })).toBe(`${month} ${of}, ${year}`);
    }));
  });
});

describe('looking a release up', () => {
  const part = fc.integer({ min: 0, max: 15 });
  const claim = fc.record({
    policy: fc.constantFrom(...shippedPolicies()),
    version: fc.oneof(fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.')), fc.string({ maxLength: 6 })),
    processor: fc.constantFrom('cpu' as const, 'gpu' as const, null),
    repository: fc.constantFrom(undefined, 'pytorch-training', 'base', 'vertex-ai/training/tf-cpu.2-14.py310', 'unheard-of'),
    framework: fc.constantFrom(undefined, 'pytorch', 'tensorflow', 'constructor'),
  });

  it('gives rows that hold the version, on the processor', () => {
    fc.assert(fc.property(claim, ({ policy, version, processor, repository, framework }) => {
      const asked = { family: policy.family, version, processor, ...(repository && { repository }), ...(framework && { framework }) };
      const { releases, match } = lookUpReleases(policy, asked);
      expect(releases.length === 0).toBe(match === 'none');
      for (const release of releases) {
        if (processor !== null) expect([undefined, processor]).toContain(release.processor);
        if (match === 'prefix') expect(isWithin(versionParts(version), versionParts(release.version))).toBe(true);
        if (match === 'candidates') expect(isWithin(versionParts(release.version), versionParts(version))).toBe(true);
      }
      expect(releases).toEqual(expect.arrayContaining([...findReleases(policy, asked)]));
    }));
  });

  it('finds every row of a policy by its own name', () => {
    for (const policy of shippedPolicies()) {
      for (const release of policy.releases) {
        const asked = { ...release, family: policy.family, processor: release.processor ?? null };
        expect(findReleases(policy, asked)).toContain(release);
      }
    }
  });
});
