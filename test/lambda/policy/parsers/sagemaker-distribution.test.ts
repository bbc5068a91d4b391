import { parseSageMakerDistributionPolicy } from '../../../../lambda/policy/parsers/sagemaker-distribution';
import type { PolicyDocument } from '../../../../lib/core/policy/policy';
import { edited, editedLine, lineOf, WHOLE, withLine } from '../fixtures/fixture';

const whole = parseSageMakerDistributionPolicy(WHOLE);
const facts = ({ releases }: PolicyDocument) =>
  releases.map(({ version, processor, section, eolFrom }) => `${section} ${processor} ${version} ${eolFrom}`).sort();
const worse = ({ anomalies }: PolicyDocument) =>
  anomalies.filter(({ severity }) => severity !== 'info').map(({ code, severity, line }) => `${severity} ${code} ${line}`);

describe('the whole document', () => {
  it('has a release for each row of the four tables', () => {
    expect(whole.family).toBe('sagemaker-distribution');
    expect(whole.releases).toHaveLength(102);
    expect(whole.releases.filter(({ section }) => section === 'supported')).toHaveLength(14);
    expect(whole.releases.filter(({ processor }) => processor === 'gpu')).toHaveLength(51);
  });

  const uri = 'public.ecr.aws/sagemaker/sagemaker-distribution:2.2-cpu';
  it.each([
    ['2.3', 'cpu', { section: 'unsupported', eolFrom: '2025-04-25', asWritten: 'Apr 25th, 2025' }],
    ['2.2', 'cpu', { eolFrom: '2025-04-25', uri }],
    ['4.5', 'gpu', { section: 'supported', eolFrom: '2027-03-10', asWritten: 'Mar 10th, 2027' }],
    ['1.4', 'cpu', { eolFrom: '2024-10-31', asWritten: 'Oct 31st 2024' }],
    ['0.12', 'gpu', { eolFrom: '2024-09-01', asWritten: 'Sept 1st, 2024' }],
    ['2.7', 'cpu', { eolFrom: '2025-12-04', asWritten: 'Dec  4th, 2025' }],
  ] as const)('gives %s for %s with its line', (version, processor, expected) => {
    const line = lineOf(WHOLE, `| ${version}.x`, processor === 'cpu' ? 1 : 2);
    const found = whole.releases.find((release) => release.version === version && release.processor === processor);
    expect(found).toMatchObject({ ...expected, line });
  });

  it('has the majors with both dates, and takes them for no release', () => {
    expect(whole.majors).toEqual([
      { version: '1', lastMinorRelease: '2025-04-30', eolFrom: '2025-10-30', line: lineOf(WHOLE, '| 1.x.x') },
      { version: '2', lastMinorRelease: '2025-08-25', eolFrom: '2026-02-25', line: lineOf(WHOLE, '| 2.x.x') },
      { version: '3', lastMinorRelease: '2026-03-29', eolFrom: '2026-09-29', line: lineOf(WHOLE, '| 3.x.x') },
      { version: '4', lastMinorRelease: '2027-04-07', eolFrom: '2027-10-07', line: lineOf(WHOLE, '| 4.x.x') },
    ]);
  });

  it('has nothing wrong but minors that outlive their major', () => {
    expect(worse(whole)).toEqual([]);
    expect(whole.anomalies.map(({ code, message }) => `${code} ${message.split("'")[1]}`)).toEqual(
      ['2.14 cpu', '2.13 cpu', '2.12 cpu', '2.11 cpu', '2.10 cpu'].map((release) => `minor-after-major ${release}`),
    );
  });
});

describe('layouts that say the same', () => {
  const release = (version: string, date: string) => [WHOLE, `| ${version}.x`, date] as const;
  const [, rowStart, written] = release('2.3', 'Apr 25th, 2025');
  const cpuLine = lineOf(WHOLE, rowStart);
  const date = (replacement: string) => editedLine(WHOLE, cpuLine, written, replacement);
  const version = (replacement: string) => editedLine(WHOLE, cpuLine, '2.3.x', replacement);
  const uri = 'public.ecr.aws/sagemaker/sagemaker-distribution:2.3-cpu';

  it.each<[string, string]>([
    ['a byte order mark', `\ufeff${WHOLE}`],
    ['line ends of Windows', WHOLE.replaceAll('\n', '\r\n')],
    ['line ends of old', WHOLE.replaceAll('\n', '\r')],
    ['non-breaking spaces', WHOLE.replaceAll(' ', '\u00a0')],
    ['characters of no width', edited(WHOLE, '| 2.3.x', '| \u200b2.3.x')],
    ['no line end at the end', WHOLE.trimEnd()],
    ['headings a level deeper', WHOLE.replace(/^#/gm, '##')],
    ['headings a level higher', WHOLE.replace(/^##/gm, '#')],
    ['headings of one level', WHOLE.replace(/^#+/gm, '##')],
    ['underlined headings', WHOLE.replace(/^## (.*)$/gm, '$1\n-----')],
    ['headings in bold', WHOLE.replace(/^(#+) (.*)$/gm, '$1 **$2**')],
    ['headings with anchors', WHOLE.replace(/^(#+) (.*)$/gm, '$1 <a id="x"></a>$2 #')],
    ['sections renamed', edited(edited(WHOLE, '## Supported Image Versions', '## Currently supported'), '## Unsupported Image Versions', '## Images that are no longer supported')],
    ['sections renamed beyond recognition', edited(edited(WHOLE, '## Supported Image Versions', '## Today'), '## Unsupported Image Versions', '## Yesterday')],
    ['processors renamed', WHOLE.replaceAll('### CPU Images', '### Images for CPUs').replaceAll('### GPU Images', '### Images (GPU)')],
    ['processors without headings', WHOLE.replace(/^### .*$/gm, '### Images')],
    ['a section that begins without the processor\'s heading', edited(WHOLE, /(?<=Move away from these\.\n)\n### CPU Images\n/, '')],
    ['processor above section', WHOLE.replace('## Supported Image Versions\n\nTake one of these.\n\n### CPU Images', '## CPU Images\n\n### Supported').replace(/\n### GPU Images\n/, '\n## GPU Images\n\n### Supported\n').replace('## Unsupported Image Versions\n\nMove away from these.\n\n### CPU Images', '## CPU Images\n\n### Unsupported').replace('\n### GPU Images\n', '\n## GPU Images\n\n### Unsupported\n')],
    ['the older heading of the majors', edited(WHOLE, '## Major Versions Support Policy', '## Supported Major Versions')],
    ['no blank line before a table', WHOLE.replace(/Images\n\n\|/g, 'Images\n|')],
    ['other delimiter rows', WHOLE.replace(/^\| :---:.*$/gm, (row) => row.replaceAll(/:-+:/g, '-'))],
    ['no outer pipes', WHOLE.replace(/^\| ?(.*?) ?\|$/gm, '$1')],
    ['no spaces', WHOLE.replace(/^\|.*$/gm, (row) => row.replace(/ *\| */g, '|'))],
    ['an indented table', WHOLE.replace(/^\|/gm, '   |')],
    ['a quoted document', WHOLE.replace(/^/gm, '> ')],
    ['a bold version', version('**2.3.x**')],
    ['a version as code', version('`2.3.x`')],
    ['a linked version', version('[2.3.x](https://example.com "2.4")')],
    ['a corrected version', version('~~2.4.x~~ 2.3.x')],
    ['a version without x', version('2.3')],
    ['a version with a v', version('v2.3.X')],
    ['an ISO date', date('2025-04-25')],
    ['a long date', date('25 April 2025')],
    ['a bold date', date('__Apr 25th, 2025__')],
    ['a raised ordinal', date('Apr 25<sup>th</sup>, 2025')],
    ['a corrected date', date('~~May 25th, 2025~~ Apr 25th, 2025')],
    ['a date corrected in HTML', date('<del>May 25th, 2025</del><br>Apr 25th, 2025')],
    ['a date with an entity', date('Apr&nbsp;25th, 2025')],
    ['a linked image', editedLine(WHOLE, cpuLine, uri, `[${uri}](https://gallery.ecr.aws/sagemaker/sagemaker-distribution)`)],
    ['an image as code', editedLine(WHOLE, cpuLine, uri, `\`${uri}\``)],
    ['reordered columns', WHOLE.replace(/^\|([^|]*)\|([^|]*)\|([^|]*)\|$/gm, '|$3|$1|$2|')],
    ['an extra column', WHOLE.replace(/^\|.*\|$/gm, (row) => `${row} ${/:-/.test(row) ? '---' : 'Mar 1st, 2024'} |`)],
    ['a table in a fold', edited(WHOLE, '### CPU Images\n\n', '### CPU Images\n\n<details>\n<summary>All</summary>\n\n')],
    ['a table in a comment beside', edited(WHOLE, '### CPU Images\n', '### CPU Images\n\n<!--\n| 9.9.x | x:9.9-cpu | TBD |\n-->\n')],
    ['a table as an example', edited(WHOLE, '## Frequently', '```\n| 9.9.x | x:9.9-cpu | TBD |\n```\n\n## Frequently')],
    ['no release cadence', WHOLE.replace(/^\| (?:Version|:---:   \||Major|Minor|Patch) .*\n/gm, '')],
    ['an older release cadence', WHOLE.replace(/ \| (?:Planned support|18 months|6 months|Until new patch version is released) \|$/gm, ' |').replace('| :---:           | :---:           |', '| :---: |')],
  ])('%s', (_, text) => {
    const document = parseSageMakerDistributionPolicy(text);
    expect(facts(document)).toEqual(facts(whole));
    expect(document.majors.map(({ version: major, eolFrom }) => `${major} ${eolFrom}`)).toEqual(whole.majors.map(({ version: major, eolFrom }) => `${major} ${eolFrom}`));
    expect(worse(document)).toEqual([]);
  });

  it('prose about support needs no tables', () => {
    const text = edited(WHOLE.slice(0, WHOLE.indexOf('## Unsupported')), '## Scanning', '## After the end of support\n\nNothing happens.\n\n## Scanning');
    expect(worse(parseSageMakerDistributionPolicy(text))).toEqual(['warning missing-table null']);
  });

  it('a question about support begins no section', () => {
    const text = edited(WHOLE, '## Frequently Asked Questions', '## Frequently Asked Questions\n\n### Which images are no longer supported?\n\n### Are supported images scanned?');
    expect(worse(parseSageMakerDistributionPolicy(text))).toEqual([]);
  });

  it('counts lines of Windows as lines', () => {
    expect(parseSageMakerDistributionPolicy(WHOLE.replaceAll('\n', '\r\n')).releases.at(-1)?.line).toBe(whole.releases.at(-1)?.line);
  });

  it('says where only the columns tell the section', () => {
    const { anomalies } = parseSageMakerDistributionPolicy(edited(WHOLE, '## Supported Image Versions', '## Today'));
    expect(anomalies.filter(({ code }) => code === 'heading').map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      "info A table of releases should stand under a heading that says whether they are supported, got: 'CPU Images'. By its columns they are 'supported'.",
      "info A table of releases should stand under a heading that says whether they are supported, got: 'GPU Images'. By its columns they are 'supported'.",
    ]);
  });

  it('takes the processor from a column of its own', () => {
    const text = '## Supported\n\n| Image Version | Processor | End of Support Date |\n|---|---|---|\n| 2.3.x | GPU | 2025-04-25 |\n| 2.3.x | CPU | 2025-04-25 |\n';
    expect(facts(parseSageMakerDistributionPolicy(text))).toEqual(['supported cpu 2.3 2025-04-25', 'supported gpu 2.3 2025-04-25']);
  });

  it('a deeper heading does not end the section', () => {
    const { anomalies } = parseSageMakerDistributionPolicy(edited(WHOLE, '### CPU Images\n', '### CPU Images\n\n#### Notes\n'));
    expect(anomalies.filter(({ code }) => code !== 'minor-after-major')).toEqual([]);
  });

  it('takes rows that name no processor for both', () => {
    const text = '## Supported Image Versions\n\n| Image Version | End of Support Date |\n|---|---|\n| 2.3.x | 2025-04-25 |\n';
    const document = parseSageMakerDistributionPolicy(text);
    expect(document.releases).toEqual([{ version: '2.3', section: 'supported', eolFrom: '2025-04-25', asWritten: '2025-04-25', line: 5 }]);
    expect(worse(document)).toEqual(['warning missing-table null']);
  });

  it('takes a table under the heading of the majors for theirs, even without the last minor release', () => {
    const text = WHOLE.replace(/^(\| \d\.x\.x)[^|]*\|[^|]*(?=\|)/gm, '$1 ').replace(/\| Image Version \| Last minor version release .*\n.*\n/, '| Image Version | Supported until |\n|---|---|\n');
    const document = parseSageMakerDistributionPolicy(text);
    expect(document.majors.map(({ version: major, lastMinorRelease, eolFrom }) => [major, lastMinorRelease, eolFrom].join(' '))).toEqual(['1  2025-10-30', '2  2026-02-25', '3  2026-09-29', '4  2027-10-07']);
    expect(worse(document)).toEqual([]);
  });

  it('reads a row of a single patch', () => {
    expect(parseSageMakerDistributionPolicy(version('2.3.4')).releases.map((release) => release.version)).toContain('2.3.4');
  });
});

describe('rows that cannot be read', () => {
  const line = lineOf(WHOLE, '| 2.3.x');
  const cellBecomes = (from: string, to: string) => parseSageMakerDistributionPolicy(editedLine(WHOLE, line, from, to));

  it.each(['TBD', 'N/A', '', 'Feb 30th, 2025', 'April 2025', 'Apr 25th, 2025*', 'Apr 25th, 2025 ⚠️', '~~Apr 25th, 2025~~ TBD', 'Apr 25th, 20255', '~~Apr 25th, 2025~~'])('an end of support of %j', (written) => {
    const document = cellBecomes('Apr 25th, 2025', written);
    expect(worse(document)).toEqual([`error unparsable-date ${line}`, `warning cpu-gpu-asymmetry ${lineOf(WHOLE, '| 2.3.x', 2)}`]);
    expect(document.releases).toHaveLength(101);
  });

  it.each(['2.x', '2.3.x.x', 'two', '', '2.3-beta', '2.3.x, 2.4.x', '2,3', '99999.1.x', 'latest'])('a version of %j', (written) => {
    const document = cellBecomes('2.3.x', written);
    expect(worse(document)[0]).toBe(`error unparsable-version ${line}`);
    expect(document.releases).toHaveLength(101);
  });

  it.each([
    ['2.x.x', '2.0.x', 'unparsable-version'],
    ['Aug 25th, 2025', 'soon', 'unparsable-date'],
    ['Feb 25th, 2026', 'Feb 29th, 2026', 'unparsable-date'],
  ])('a major whose %s is %s', (from, to, code) => {
    const at = lineOf(WHOLE, '| 2.x.x');
    expect(worse(parseSageMakerDistributionPolicy(editedLine(WHOLE, at, from, to)))).toEqual([`error ${code} ${at}`]);
  });

  it('a row with nothing in it', () => {
    expect(worse(parseSageMakerDistributionPolicy(withLine(WHOLE, line, '| | | |', WHOLE.split('\n')[line - 1] ?? '')))).toEqual([
      `error unparsable-version ${line}`, `error unparsable-date ${line}`,
    ]);
  });

  it('a row of which the image is no reference: it counts without', () => {
    const document = cellBecomes('public.ecr.aws/sagemaker/sagemaker-distribution:2.3-cpu', 'see above');
    expect(worse(document)).toEqual([`warning unparsable-uri ${line}`]);
    expect(document.releases.find((release) => release.line === line)).not.toHaveProperty('uri');
  });

  it('a row with a cell too many', () => {
    expect(worse(cellBecomes('| 2.3.x ', '| 2.3.x | old '))).toEqual(expect.arrayContaining([`warning extra-cells ${line}`, `error unparsable-date ${line}`]));
    expect(worse(parseSageMakerDistributionPolicy(editedLine(WHOLE, line, 'Apr 25th, 2025 |', 'Apr 25th, 2025 | old |')))).toEqual([`warning extra-cells ${line}`]);
  });

  it('names the value, the rule and what it means', () => {
    expect(cellBecomes('Apr 25th, 2025', 'TBD').anomalies.find(({ code }) => code === 'unparsable-date')?.message).toBe(
      "The date of row '2.3.x' must be one whole day such as 'Apr 25th, 2025', got: 'TBD'. The row's end is not known; the document should not be used until it is.",
    );
  });
});

describe('damaged documents', () => {
  const supported = lineOf(WHOLE, '## Supported');
  const gpuTable = /### GPU Images\n\n\| Image[^#]*/;

  it.each<[string, string, string[]]>([
    ['a section without its GPU table', edited(WHOLE, gpuTable, ''), [`error missing-table ${supported}`]],
    ['a section with an empty table', edited(WHOLE, gpuTable, '### GPU Images\n\n| Image Version | Planned End of Support Date |\n|---|---|\n\n'), [`error missing-table ${supported}`]],
    ['a section of which only the heading is left', edited(WHOLE, /### CPU Images\n\n[^#]*### GPU Images\n\n[^#]*/, ''), [`error missing-table ${supported}`, `error missing-table ${supported}`]],
    ['a missing section', edited(WHOLE, /## Supported Image Versions[^]*(?=## Unsupported)/, ''), ['warning missing-table null']],
    ['a table without its delimiter row', edited(WHOLE, /(### CPU Images\n\n.*\n)\| :---:.*\n/, '### CPU Images\n\n| Image Version | ECR Image URI | End of Support Date |\n'), [`error missing-table ${supported}`, `error row-outside-table ${supported + 6}`]],
    ['a table in HTML', edited(WHOLE, '## Frequently', '<table>\n<tr><td>2.5.x</td></tr>\n</table>\n\n## Frequently'), [`error html-table ${lineOf(WHOLE, '## Frequently')}`]],
    ['a row without its table', withLine(WHOLE, lineOf(WHOLE, '| 2.3.x'), '', '2.3.x | x:2.3-cpu | Apr 25th, 2025', ''), [`error row-outside-table ${lineOf(WHOLE, '| 2.3.x') + 1}`]],
    ['an indented row', withLine(WHOLE, lineOf(WHOLE, '| 4.5.x'), '', '        | 4.5.x | x:4.5-cpu | Mar 10th, 2027 |'), [`error row-outside-table ${lineOf(WHOLE, '| 4.5.x') + 1}`]],
    ['rows right after HTML', edited(WHOLE, '### CPU Images\n\n|', '### CPU Images\n\n<div>\n|'), [`error row-outside-table ${lineOf(WHOLE, '### CPU') + 3}`]],
  ])('%s', (_, text, expected) => expect(worse(parseSageMakerDistributionPolicy(text))).toEqual(expect.arrayContaining(expected)));

  it('two columns that could both be the end of support', () => {
    const text = edited(WHOLE, '| Image Version | ECR Image URI | Planned End of Support Date |', '| Image Version | Support ends | Support until |');
    expect(worse(parseSageMakerDistributionPolicy(text))).toContain(`error ambiguous-columns ${supported + 6}`);
  });

  it('a known column counts before others like it', () => {
    const text = WHOLE.replace(/^\|(.*Support Date|[ :|-]+|.*\.\d+\.x .*) \|$/gm, (row, cells: string) => /:---/.test(row) ? `${row} --- |` : `|${cells} | ${/Date/.test(row) ? 'Original End of Support' : 'Jan 1st, 2024'} |`);
    expect(facts(parseSageMakerDistributionPolicy(text))).toEqual(facts(whole));
  });

  it('no end of support where releases should be', () => {
    const text = edited(WHOLE, 'Planned End of Support Date', 'Planned Date');
    expect(worse(parseSageMakerDistributionPolicy(text))).toContain(`error unknown-table ${supported + 6}`);
  });

  it('a table about something else is only mentioned', () => {
    const text = edited(WHOLE, '## Frequently', '## Packages\n\n| Image Version | Python |\n|---|---|\n| 2.3.x | 3.11 |\n\n## Frequently');
    const document = parseSageMakerDistributionPolicy(text);
    expect(worse(document)).toEqual([`warning unknown-table ${lineOf(text, '| Image Version | Python')}`]);
    expect(facts(document)).toEqual(facts(whole));
  });

  it('a merge that nobody finished', () => {
    const row = '| 2.3.x | public.ecr.aws/sagemaker/sagemaker-distribution:2.3-cpu |';
    const at = lineOf(WHOLE, '| 2.3.x');
    const text = withLine(WHOLE, at, '<<<<<<< HEAD', `${row} Jul 27th, 2025 |`, '=======', `${row} Apr 25th, 2025 |`, '>>>>>>> main');
    expect(worse(parseSageMakerDistributionPolicy(text))).toEqual(expect.arrayContaining([`error merge-conflict ${at}`, `error merge-conflict ${at + 4}`]));
  });

  it.each([
    ['no table', '# SageMaker Distribution\n\n## Supported Image Versions\n\nNone.\n', 'missing-table 3'],
    ['no heading either', 'SageMaker Distribution is great.\n', 'not-a-policy null'],
    ['nothing', '', 'not-a-policy null'],
  ])('%s', (_, text, expected) => expect(worse(parseSageMakerDistributionPolicy(text))).toEqual([`error ${expected}`]));

  it('never takes a document for whole that was cut in its tables', () => {
    const [first, last] = [WHOLE.indexOf('| 1.x.x'), WHOLE.lastIndexOf('April 5th, 2024')];
    // Between the sections, what is there is whole; only an earlier document shows that something is missing.
    const between = { from: WHOLE.indexOf('Sep 29th, 2026', WHOLE.indexOf('3.9-gpu')) + 13, to: WHOLE.indexOf('## Unsupported') + 15 };
    const starts = [...WHOLE.matchAll(/^/gm)].flatMap(({ index }) => [index - 1, index, index + 1]);
    const steps = Array.from({ length: Math.ceil(WHOLE.length / 37) }, (_, step) => step * 37);
    const cuts = [...starts, ...steps].filter((at) => at >= first && at < last && !(at > between.from && at < between.to));
    const unnoticed = cuts.filter((at) => !parseSageMakerDistributionPolicy(WHOLE.slice(0, at)).anomalies.some(({ severity }) => severity === 'error'));
    expect(cuts.length).toBeGreaterThan(500);
    expect(unnoticed).toEqual([]);
  });

  it('says that a document was cut where a row or its sisters show it', () => {
    const at = WHOLE.lastIndexOf('| 0.9.x');
    const inFirstTable = WHOLE.indexOf('Jan 10th, 2027') + 5;
    for (const end of [at, at + 20, inFirstTable, WHOLE.indexOf('Aug 25th, 2025') + 5]) {
      expect(parseSageMakerDistributionPolicy(WHOLE.slice(0, end)).anomalies.filter(({ code }) => code === 'truncated-table')).toHaveLength(1);
    }
  });

  it('a table may end the document', () => {
    expect(worse(parseSageMakerDistributionPolicy(WHOLE.slice(0, WHOLE.indexOf('## Frequently')).trimEnd()))).toEqual([]);
  });
});

describe('errors that the vendor has published', () => {
  const uri = (version: string, processor: string) => `sagemaker-distribution:${version}-${processor}`;
  const swapped = (text: string, version: string, from: string, to: string) => edited(text, uri(version, from), uri(version, to));

  it('rows of the CPU table with GPU images', () => {
    const text = ['2.0', '1.11', '1.10'].reduce((edit, version) => swapped(edit, version, 'cpu', 'gpu'), WHOLE);
    const document = parseSageMakerDistributionPolicy(text);
    expect(worse(document)).toEqual(['2.0', '1.11', '1.10'].map((version) => `warning processor-uri-mismatch ${lineOf(text, `| ${version}.x`)}`));
    expect(facts(document)).toEqual(facts(whole));
  });

  it('both tables with the other one\'s images', () => {
    const versions = ['2.3', '2.2', '2.1'];
    const text = versions.reduce((edit, version) => swapped(swapped(swapped(edit, version, 'cpu', 'tmp'), version, 'gpu', 'cpu'), version, 'tmp', 'gpu'), WHOLE);
    const document = parseSageMakerDistributionPolicy(text);
    expect(worse(document)).toEqual([1, 2].flatMap((table) => versions.map((version) => `warning processor-uri-mismatch ${lineOf(text, `| ${version}.x`, table)}`)));
    expect(facts(document)).toEqual(facts(whole));
  });

  it('a row with the image of another version', () => {
    const at = lineOf(WHOLE, '| 2.4.x');
    const text = withLine(WHOLE, at, `| 2.5.x | public.ecr.aws/sagemaker/${uri('2.4', 'cpu')} | Jun 30th, 2025 |`, WHOLE.split('\n')[at - 1] ?? '');
    expect(worse(parseSageMakerDistributionPolicy(text))).toEqual([`warning version-uri-mismatch ${at}`, `warning cpu-gpu-asymmetry ${at}`]);
  });

  it('a GPU row that vanished', () => {
    const text = withLine(WHOLE, lineOf(WHOLE, '| 3.9.x', 2));
    expect(worse(parseSageMakerDistributionPolicy(text))).toEqual([`warning cpu-gpu-asymmetry ${lineOf(WHOLE, '| 3.9.x')}`]);
  });

  it('a date that moved in one table only', () => {
    const text = editedLine(WHOLE, lineOf(WHOLE, '| 3.9.x', 2), 'Sep 29th, 2026', 'Sep 9th, 2026');
    expect(worse(parseSageMakerDistributionPolicy(text))).toEqual([`warning cpu-gpu-asymmetry ${lineOf(WHOLE, '| 3.9.x', 2)}`]);
  });

  it('a release in both sections', () => {
    const row = WHOLE.split('\n')[lineOf(WHOLE, '| 3.9.x') - 1] ?? '';
    const text = withLine(WHOLE, lineOf(WHOLE, '| 3.8.x'), row, WHOLE.split('\n')[lineOf(WHOLE, '| 3.8.x') - 1] ?? '');
    expect(worse(parseSageMakerDistributionPolicy(text))).toEqual([`warning repeated-supported ${lineOf(WHOLE, '| 3.8.x')}`]);
  });
});
