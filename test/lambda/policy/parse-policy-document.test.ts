import { parsePolicyDocument } from '../../../lambda/policy/parse-policy-document';
import type { PolicyDocument } from '../../../lib/core/policy/policy';
import { edited, editedLine, lineOf, TODAY, WHOLE, withLine } from './fixtures/fixture';

const parse = (text: string, family?: string): PolicyDocument => parsePolicyDocument(text, { family, asOf: TODAY });
const errors = ({ anomalies }: PolicyDocument) => anomalies.filter(({ severity }) => severity === 'error');
const MIB = 1024 * 1024;

describe('parsePolicyDocument', () => {
  it('recognises the family', () => {
    expect(parse(WHOLE)).toMatchObject({ family: 'sagemaker-distribution', releases: { length: 102 } });
    expect(errors(parse(WHOLE))).toEqual([]);
  });

  it('recognises it by its headings, where the name is missing', () => {
    expect(parse(WHOLE.replace(/sagemaker[- ]distribution/gi, 'images')).family).toBe('sagemaker-distribution');
  });

  it('takes the family that was asked for', () => {
    expect(parse('| Image Version | End of Support Date |\n|---|---|\n| 2.3.x | Apr 25th, 2025 |\n', 'sagemaker-distribution').releases).toHaveLength(1);
  });

  it('refuses a family that it has no parser for', () => {
    expect(() => parse(WHOLE, 'windows')).toThrow(new Error("'family' must be one whose documents can be read ('aws-deep-learning-containers', 'google-deep-learning-containers', 'sagemaker-distribution'), got: 'windows'"));
    expect(() => parse('', 'windows')).toThrow("'family'");
  });

  it('adds what the calendar contradicts, in the order of lines', () => {
    const at = lineOf(WHOLE, '| 2.3.x');
    const text = editedLine(editedLine(WHOLE, at, 'Apr 25th, 2025', 'Sep 16th, 2026'), lineOf(WHOLE, '| 3.9.x'), 'Sep 29th, 2026', 'Sep 15th, 2026');
    const { anomalies } = parse(text);
    expect(anomalies.map(({ code, line }) => `${code} ${line}`)).toEqual(expect.arrayContaining([
      `supported-but-past ${lineOf(WHOLE, '| 3.9.x')}`, `unsupported-but-future ${at}`,
    ]));
    const lines = anomalies.map(({ line }) => line ?? 0);
    expect(lines).toEqual([...lines].sort((left, right) => left - right));
  });

  it('reports the day on which the vendor moved seven releases to unsupported at once', () => {
    const moved = ['2.11', '2.12', '2.13', '3.6', '3.7', '3.8'];
    const text = moved.reduce((edit, version) => [2, 1].reduce((table, occurrence) =>
      withLine(table, lineOf(table, `| ${version}.x`, occurrence), `| ${version}.x | public.ecr.aws/sagemaker/sagemaker-distribution:${version}-${occurrence === 1 ? 'cpu' : 'gpu'} | Apr 30th, 2026 |`), edit), WHOLE);
    const future = parsePolicyDocument(text, { asOf: '2026-04-30' }).anomalies.filter(({ code, message }) => code === 'unsupported-but-future' && message.includes('Apr 30th, 2026'));
    expect(future).toHaveLength(12);
  });

  it.each<[string, string, RegExp]>([
    ['an empty file', '', /an empty document/],
    ['blank lines', ' \n\t\n\ufeff', /an empty document/],
    ['a page that shows the policy', `<!DOCTYPE html>\n<html><body>${WHOLE}</body></html>`, /an HTML page/],
    ['a page behind a comment', `<!-- sagemaker-distribution -->\n<html lang="en"><body><h1>404</h1></body></html>`, /an HTML page/],
    ['an error of a store', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', /XML/],
    ['JSON', JSON.stringify({ name: 'support_policy.md', content: WHOLE }), /JSON/],
    ['a JSON text', '"sagemaker-distribution"', /JSON/],
    ['binary content', `\u0000\u0001${WHOLE}`, /binary content/],
    ['a packed file, decoded', Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 167) % 251 + 4)).toString('utf8'), /binary content/],
    ['a line of text', '404: Not Found', /'sagemaker-distribution'/],
    ['another vendor\'s Markdown', '| Framework | Version | GA | EOP |\n|---|---|---|---|\n| PyTorch | 2.8 | 2025-08-06 | 2026-08-06 |\n', /'sagemaker-distribution'/],
    ['a file that is too large', '| 2.3.x |\n'.repeat(MIB / 8), /at most 1048576 bytes, got: /],
    ['one that is too large in bytes', 'é\n'.repeat(400_000), /at most 1048576 bytes, got: 1200000/],
    ['JSON larger than any page', JSON.stringify(['x'.repeat(MIB)]), /at most 1048576 bytes, got: 1048580/],
    ['one line', '|'.repeat(30_000), /lines of at most 10000 characters, got: 30000 on line 1/],
    ['too many lines', '|\n'.repeat(30_000), /at most 20000 lines/],
  ])('says of %s that it is no policy', (_, text, message) => {
    for (const family of [undefined, 'sagemaker-distribution']) {
      const document = parse(text, family);
      if (family !== undefined && message.source.startsWith("'")) continue;
      expect(document).toMatchObject({ family: family ?? 'unknown', releases: [], majors: [], anomalies: [{ code: 'not-a-policy', severity: 'error', line: null }] });
      expect(document.anomalies[0]?.message).toMatch(message);
    }
  });

  it('reads what begins like JSON or HTML and is Markdown', () => {
    expect(errors(parse(`[Home](https://example.com)\n\n<h1>Policy</h1>\n\n${WHOLE}`))).toEqual([]);
    expect(errors(parse(edited(WHOLE, 'as needed'.replace('a', 'A'), 'as needed \ufffd')))).toEqual([]);
  });

  it('reads a document near the limit', () => {
    const prose = 'All of this has been written before, and nobody reads it | at all.\n\n'.repeat(9_000);
    expect(parse(edited(WHOLE, '## Frequently', `${prose}\n## Frequently`))).toMatchObject({ releases: { length: 102 } });
  });

  const lines = (text: string): string => {
    const line = text.repeat(Math.ceil(9_000 / text.length)).slice(0, 9_000);
    return `${line}\n`.repeat(Math.floor((MIB - 100) / (line.length + 1)));
  };
  it.each([
    '|', '| ', '`', '[', '](', '![', '<', '</', '<!--', '> ', '>', '* ', '- ', '*a_', '~~a', '&', '\\', '(', '"', '#', '1. ', '\t', ' |-', '<a href="', '[a][', '$', '\\|', ':-|', '=', 'é|',
  ])('is done with a mebibyte of %j', (text) => {
    for (const noise of [lines(text), `| a | b |\n|---|---|\n${lines(text)}`, `${`${text.repeat(20)}\n`.repeat(19_000)}`.slice(0, MIB - 1)]) {
      expect(() => parse(noise, 'sagemaker-distribution')).not.toThrow();
    }
  });

  it('is done with cells full of marks', () => {
    for (const mark of ['*', '_', '`', '[', '<', '~', '![', '\\', '&', '**a', '[a](', '`` ` ']) {
      const row = `| ${mark.repeat(Math.floor(950 / mark.length))} | ${mark.repeat(100)} |\n`;
      const text = `| Image Version | End of Support Date |\n|---|---|\n${row.repeat(Math.floor(MIB / row.length / 1.1))}`;
      expect(errors(parse(text, 'sagemaker-distribution')).length).toBeGreaterThan(100);
    }
  });
});
