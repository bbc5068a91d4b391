import { parsePolicyDocument } from '../../../../lambda/policy/parse-policy-document';
import { awsDeepLearningContainers } from '../../../../lambda/policy/parsers/aws-deep-learning-containers';
import { dataTextOf, type DataFile } from '../../../../lambda/policy/parsers/aws-deep-learning-containers/data-text';
import { shippedPolicy } from '../../../../lib/core/policy/catalog';
import type { PolicyDocument, PolicyRelease } from '../../../../lib/core/policy/policy';
import { dataFilesOf, dataTextFrom, htmlPageOf, markdownPageOf, SUPPORTED, UNSUPPORTED } from '../fixtures/deep-learning-files';
import { edited } from '../fixtures/fixture';

const FAMILY = 'aws-deep-learning-containers';
const parse = (text: string, family?: string) => parsePolicyDocument(text, { asOf: '2026-08-22', ...(family !== undefined && { family }) });
const worse = ({ anomalies }: PolicyDocument) => anomalies.filter(({ severity }) => severity !== 'info').map(({ code, severity, line }) => `${severity} ${code} ${line}`);
const errors = ({ anomalies }: PolicyDocument) => anomalies.filter(({ severity }) => severity === 'error').map(({ code }) => code);
const PROVENANCE = ['line', 'source', 'asOf'];
const without = (row: PolicyRelease) => Object.fromEntries(Object.entries(row).filter(([name]) => !PROVENANCE.includes(name)));
const lineOf = (text: string, piece: string) => text.split('\n').findIndex((line) => line.includes(piece)) + 1;

const shipped = shippedPolicy(FAMILY)?.releases ?? [];
const IMAGE = ['framework: PyTorch', 'version: "2.11"', 'accelerator: gpu', 'os: amzn2023', 'platform: sagemaker', 'ga: "2026-04-30"', 'eop: "2027-04-30"', 'tags:', '  - "2.11.0-cu130"', ''].join('\n');
const LEGACY: DataFile = { path: 'docs/src/legacy/legacy_support.yml', content: 'pytorch:\n  - version: "2.5"\n    ga: "2024-10-29"\n    eop: "2025-10-29"\n' };
const file = (content = IMAGE, path = 'docs/src/data/pytorch/2.11-gpu.yml'): DataFile => ({ path, content });
const textOf = (...files: readonly DataFile[]) => dataTextOf([...files, LEGACY]);
const images = (document: PolicyDocument) => document.releases.filter(({ framework, version }) => `${framework} ${version}` !== 'pytorch 2.5');

describe('the data files of the whole repository', () => {
  const text = dataTextFrom(shipped);
  const document = parse(text);

  it('have exactly the shipped rows, in their order', () => {
    expect(shipped.length).toBeGreaterThan(150);
    expect(document.family).toBe(FAMILY);
    expect(document.releases.map(without)).toEqual(shipped.map(without));
    expect(document.anomalies).toEqual([]);
  });

  it('give each row the line that its date or version stands on', () => {
    const lines = text.split('\n');
    for (const { line, asWritten, version } of document.releases) {
      expect(lines[(line ?? 0) - 1]?.trim()).toBe(asWritten === '' ? `version: "${version}"` : `eop: "${asWritten}"`);
    }
  });

  it.each<[string, string]>([
    ['a byte order mark', `\ufeff${text}`],
    ['line ends of Windows', text.replaceAll('\n', '\r\n')],
    ['values without quotes', text.replaceAll('"', '')],
    ['values in other quotes', text.replaceAll('"', '\'')],
    ['paths above the line that begins a document', text.replace(/^---\n(# docs.*)$/gm, '$1\n---')],
    ['files that begin a document themselves', text.replace(/^(# docs.*)$/gm, '$1\n---')],
    ['comments and blank lines', text.replace(/^(version: .*)$/gm, '# the version\n\n$1 # as released')],
    ['members that nobody knows', text.replace(/^(version: .*)$/gm, '$1\nannouncements:\n  - "docs: [a] {b} & *c"\npackages:\n  "ray[serve]": 2.10\n')],
    ['more text after the end of lines', text.replace(/^(version: .*)$/gm, '$1   ')],
  ])('have the same rows with %s', (_, changed) => {
    expect(changed).not.toBe(text);
    const other = parse(changed);
    expect(other.releases.map(without)).toEqual(shipped.map(without));
    expect(worse(other)).toEqual([]);
  });

  it('are refused when they are cut, wherever', () => {
    const legacy = shipped.filter(({ processor, accelerator }) => !processor && !accelerator);
    const short = dataTextFrom([...shipped.slice(0, 4), ...legacy.slice(0, 1)]);
    expect(errors(parse(short))).toEqual([]);
    for (let length = 0; length < short.trimEnd().length; length += 1) {
      expect(errors(parse(short.slice(0, length), FAMILY))).not.toEqual([]);
    }
  });
});

describe('a data file', () => {
  const only = (content: string, path?: string) => parse(textOf(file(content, path)));

  it('is a row', () => {
    const text = textOf(file());
    expect(images(parse(text))).toEqual([{
      version: '2.11', processor: 'gpu', repository: 'pytorch', os: 'amzn2023', framework: 'pytorch', uri: '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch:2.11.0-cu130',
      releaseDate: '2026-04-30', eolFrom: '2027-04-30', asWritten: '2027-04-30', line: lineOf(text, 'eop:'),
    }]);
    expect(parse(text).anomalies).toEqual([]);
  });

  it.each<[string, string, Partial<PolicyRelease>]>([
    ['a version that YAML would take for a number', edited(IMAGE, '"2.11"', '2.10'), { version: '2.10' }],
    ['a version that YAML would take for a date', edited(IMAGE, '"2.11"', '2026-01-01'), { version: '2026-01-01' }],
    ['a version that YAML would take for one in octal', edited(IMAGE, '"2.11"', '0o17'), { version: '0o17' }],
    ['a version with letters', edited(IMAGE, '2.11', '0.26.0+amzn2023.d223c900'), { version: '0.26.0+amzn2023.d223c900' }],
    ['a date without quotes', edited(IMAGE, '"2027-04-30"', '2027-04-30'), { eolFrom: '2027-04-30' }],
    ['a date by hand', edited(IMAGE, '"2027-04-30"', 'April 30th, 2027'), { eolFrom: '2027-04-30', asWritten: 'April 30th, 2027' }],
    ['no date', IMAGE.replace(/^(?:ga|eop).*\n/gm, ''), { eolFrom: null, asWritten: '', uri: undefined, releaseDate: undefined }],
    ['dates that are none', IMAGE.replace(/^(ga|eop).*$/gm, '$1: ~'), { eolFrom: null, asWritten: '' }],
    ['dates left open', IMAGE.replace(/^(ga|eop).*$/gm, '$1:'), { eolFrom: null, asWritten: '' }],
    ['an accelerator of the vendor\'s own', edited(IMAGE, 'gpu', 'neuronx'), { accelerator: 'neuronx', processor: undefined }],
    ['no operating system', edited(IMAGE, 'os: amzn2023\n', ''), { os: undefined }],
    ['a repository of another name', `ecr_repository: torch\n${IMAGE}`, { repository: 'torch', uri: expect.stringContaining('/torch:') }],
    ['a registry that nobody has told', `example_ecr_account: "<account-id>"\n${IMAGE}`, { uri: undefined }],
    ['another registry', `example_ecr_account: "007439368137"\n${IMAGE}`, { uri: undefined }],
    ['the registry of the rest', `example_ecr_account: "763104351884"\n${IMAGE}`, { uri: expect.stringContaining('763104351884') }],
    ['no tags', IMAGE.replace(/^tags[^]*/m, ''), { uri: undefined }],
    ['a flow of members', '{framework: PyTorch, version: "2.11", accelerator: gpu, eop: 2027-04-30, ga: 2026-04-30, tags: ["2.11"]}\n', { eolFrom: '2027-04-30' }],
  ])('may have %s', (_, content, expected) => {
    const document = only(content);
    const [row, ...others] = images(document);
    expect(others).toEqual([]);
    expect({ ...row, uri: row?.uri, os: row?.os, processor: row?.processor, releaseDate: row?.releaseDate }).toMatchObject(expected);
    expect(errors(document)).toEqual([]);
  });

  it.each([
    ['base-ubuntu', 'base'], ['vllm-server', 'vllm'], ['vllm-omni', 'vllm'], ['sglang-server', 'sglang'], ['huggingface-tei', 'tei'], ['constructor', 'constructor'],
  ])('in %s is about the repository %s', (directory, repository) => {
    expect(images(only(IMAGE, `docs/src/data/${directory}/a.yml`)).map((row) => row.repository)).toEqual([repository]);
  });

  it('of the algorithms lies in their registry', () => {
    expect(images(only(IMAGE, 'docs/src/data/sagemaker-xgboost/a.yaml'))[0]?.uri).toMatch(/^683313688378\.dkr/);
    expect(images(only(edited(IMAGE, 'gpu', 'cpu'), 'docs/src/data/huggingface-tei/a.yaml'))[0]?.uri).toMatch(/^683313688378\.dkr.*\/tei-cpu:/);
  });

  it('that is a pattern for authors says nothing', () => {
    const document = parse(textOf(file(), file('version: [', 'docs/src/data/template/image-template.yml')));
    expect(images(document)).toHaveLength(1);
    expect(document.anomalies).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ['a version that is none', edited(IMAGE, '"2.11"', 'TBD'), 'unparsable-version', 'version'],
    ['a version that is no text', edited(IMAGE, '"2.11"', '[2.11]'), 'unparsable-version', 'version'],
    ['an alias as version', edited(edited(IMAGE, 'PyTorch', '&a "2.11"'), 'version: "2.11"', 'version: *a'), 'unparsable-version', 'version'],
    ['no version', edited(IMAGE, 'version: "2.11"\n', ''), 'unparsable-version', 'framework'],
    ['a day that is not in the calendar', edited(IMAGE, '2027-04-30', '2027-02-30'), 'unparsable-date', 'eop'],
    ['a date to be told', edited(IMAGE, '"2027-04-30"', 'TBD'), 'unparsable-date', 'eop'],
    ['an empty text as date', edited(IMAGE, '"2027-04-30"', '""'), 'unparsable-date', 'eop'],
    ['a month', edited(IMAGE, '2026-04-30', '2026-04'), 'unparsable-date', 'ga'],
    ['a date twice', edited(IMAGE, 'tags:', 'eop: "2028-04-30"\ntags:'), 'duplicate-key', 'eop: "2028'],
    ['no framework', edited(IMAGE, 'framework: PyTorch\n', ''), 'invalid-member', 'version'],
    ['no accelerator', edited(IMAGE, 'accelerator: gpu\n', ''), 'invalid-member', 'framework'],
    ['an operating system that is a list', edited(IMAGE, 'os: amzn2023', 'os: [amzn2023]'), 'invalid-member', 'os'],
    ['a repository that is a mapping', `ecr_repository: {a: b}\n${IMAGE}`, 'invalid-member', 'ecr_repository'],
    ['nothing', '', 'unreadable-yaml', '# docs/src/data/pytorch'],
    ['a list', '- a\n', 'unreadable-yaml', '- a'],
    ['a word', 'framework\n', 'unreadable-yaml', 'framework'],
    ['two documents', `${IMAGE}---\n${IMAGE}`, 'unreadable-yaml', 'framework'],
    ['a quote that is open', edited(IMAGE, '"2027-04-30"', '"2027-04-30'), 'unreadable-yaml', 'eop'],
    ['wrong indents', edited(IMAGE, 'version', '   version'), 'unreadable-yaml', 'framework'],
    ['far too many levels', `${'['.repeat(20_000)}\n`, 'unreadable-yaml', '[['],
    ['more levels than anybody writes', `${IMAGE}notes: ${'['.repeat(50)}${']'.repeat(50)}\n`, 'unreadable-yaml', 'framework'],
    ['far too many lists in lists', `${'- '.repeat(5_000)}a\n`, 'unreadable-yaml', '- -'],
    ['far too much text', `${IMAGE}${'# more\n'.repeat(20_000)}`, 'unreadable-yaml', 'framework'],
    ['a merge that nobody finished', edited(IMAGE, 'eop: "2027-04-30"\n', '<<<<<<< HEAD\neop: "2027-04-30"\n=======\neop: "2027-05-30"\n>>>>>>> b\n'), 'merge-conflict', '<<<<<<<'],
  ])('with %s is refused', (_, content, code, piece) => {
    const text = textOf(file(content));
    const document = parse(text);
    const line = lineOf(text, piece) + (piece.startsWith('# docs') ? 1 : 0);
    expect(document.anomalies).toContainEqual(expect.objectContaining({ code, severity: 'error', line, message: expect.stringMatching(/ must .*, got:? .*/) }));
    expect(images(document)).toEqual([]);
  });

  it.each<[string, string, string, string | undefined]>([
    ['no end beside its beginning', edited(IMAGE, 'eop: "2027-04-30"\n', ''), 'missing-date', undefined],
    ['an end before its beginning', edited(IMAGE, '2026-04-30', '2028-04-30'), 'end-before-release', undefined],
    ['a tag that is none', edited(IMAGE, '2.11.0-cu130', 'a b'), 'unparsable-uri', undefined],
    ['a tag instead of a list', edited(IMAGE, 'tags:\n  -', 'tags:'), 'unparsable-uri', undefined],
    ['the tag of another version', edited(IMAGE, '2.11.0-cu130', '2.12.0-cu130'), 'version-uri-mismatch', undefined],
    ['the tag of another processor', edited(IMAGE, '2.11.0-cu130', '2.11.0-cpu'), 'processor-uri-mismatch', undefined],
  ])('with %s is a row, and is reported', (_, content, code) => {
    const document = only(content);
    expect(images(document)).toHaveLength(1);
    expect(document.anomalies.map((anomaly) => `${anomaly.severity} ${anomaly.code}`)).toEqual([`warning ${code}`]);
  });

  it('about something else is reported, and an image in an unknown place is refused', () => {
    const other = parse(textOf(file(), file('order: [a, b]\n', 'docs/src/data/tables.yml'), file('order: a\n', 'docs/src/data/pytorch/order.yml')));
    expect(other.anomalies.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning unknown-table', 'warning unknown-table']);
    expect(errors(parse(textOf(file(), file(IMAGE, 'docs/src/data/2.11.yml'))))).toEqual(['unknown-table']);
    expect(errors(parse(textOf(file(), file(IMAGE, 'docs/src/data/a/b/2.11.yml'))))).toEqual(['unknown-table']);
    expect(errors(parse(`${IMAGE}${textOf(file())}`))).toEqual(['unknown-table']);
    expect(errors(parse(IMAGE, FAMILY))).toEqual(['not-a-policy']);
  });

  it('that is there twice is refused', () => {
    expect(parse(textOf(file(), file(edited(IMAGE, '2027', '2028')))).anomalies).toContainEqual(expect.objectContaining({ code: 'duplicate-file', severity: 'error' }));
  });
});

describe('several data files', () => {
  const cpu = (content = IMAGE, path = 'docs/src/data/pytorch/2.11-cpu.yml') => file(edited(content, 'gpu', 'cpu'), path);
  const twin = (content: string, path = 'docs/src/data/pytorch/2.11-twin.yml') => file(content, path);

  it('that a policy cannot tell apart are one row, with the reference of the one for SageMaker', () => {
    const ec2 = edited(edited(IMAGE, 'platform: sagemaker', 'platform: ec2'), '2.11.0-cu130', '2.11.0-ec2');
    const document = parse(textOf(twin(ec2, 'docs/src/data/pytorch/2.11-a.yml'), file()));
    expect(images(document).map(({ uri }) => uri)).toEqual([expect.stringMatching(/:2\.11\.0-cu130$/)]);
    expect(document.anomalies).toEqual([]);
  });

  it.each<[string, DataFile, number]>([
    ['of the same image', twin(edited(IMAGE, '2027-04-30', '2027-05-30')), 2],
    ['of the other processor', cpu(edited(IMAGE, '2027-04-30', '2027-05-30')), 2],
    ['of the other processor, by their beginning', cpu(edited(IMAGE, '2026-04-30', '2026-05-30')), 2],
    ['of the same image in another directory', file(`ecr_repository: pytorch\n${edited(IMAGE, '2027-04-30', '2027-05-30')}`, 'docs/src/data/torch/a.yml'), 2],
  ])('that disagree on the dates %s are reported once, and nothing is lost', (_, other, rows) => {
    const document = parse(textOf(file(), other));
    expect(images(document)).toHaveLength(rows);
    expect(document.anomalies.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning duplicate-conflict']);
  });

  it('may disagree where directories differ by their operating system', () => {
    const ubuntu = edited(edited(IMAGE, 'amzn2023', 'ubuntu22.04'), '2027-04-30', '2026-10-22');
    const document = parse(textOf(file(IMAGE, 'docs/src/data/base/a.yml'), file(`ecr_repository: base\n${ubuntu}`, 'docs/src/data/base-ubuntu/a.yml')));
    expect(images(document).map(({ os, eolFrom }) => `${os} ${eolFrom}`)).toEqual(['amzn2023 2027-04-30', 'ubuntu22.04 2026-10-22']);
    expect(document.anomalies).toEqual([]);
  });

  it('one of which has no dates are reported', () => {
    expect(worse(parse(textOf(file(), cpu(IMAGE.replace(/^(?:ga|eop).*\n/gm, '')))))).toEqual([expect.stringContaining('warning missing-date')]);
  });

  it('none of which is about an image are refused', () => {
    expect(errors(parse(dataTextOf([LEGACY])))).toEqual(['missing-table']);
  });
});

describe('the legacy versions', () => {
  const legacy = (content: string) => dataTextOf([file(), { ...LEGACY, content }]);

  it('count for the repositories of their framework, each with its line', () => {
    const text = legacy(LEGACY.content);
    const rows = parse(text).releases.filter(({ version }) => version === '2.5');
    expect(rows.map(({ repository }) => repository)).toEqual(['pytorch-inference', 'pytorch-inference-arm64', 'pytorch-training', 'pytorch-training-arm64']);
    expect(rows[0]).toMatchObject({ framework: 'pytorch', releaseDate: '2024-10-29', eolFrom: '2025-10-29', asWritten: '2025-10-29', line: lineOf(text, '2025-10-29') });
  });

  it('count for a framework alone whose repositories nobody has told', () => {
    const document = parse(legacy(edited(LEGACY.content, 'pytorch', 'mxnet')));
    expect(document.releases.filter(({ framework }) => framework === 'mxnet')).toMatchObject([{ version: '2.5', eolFrom: '2025-10-29' }]);
    expect(worse(document)).toEqual([expect.stringContaining('warning unknown-framework')]);
  });

  it('give way to data files', () => {
    const files = ['pytorch-training', 'pytorch-training-arm64', 'pytorch-inference', 'pytorch-inference-arm64']
      .map((directory) => file(edited(edited(IMAGE, '2.11', '2.5'), '2.11.0', '2.5.0'), `docs/src/data/${directory}/a.yml`));
    const document = parse(textOf(...files));
    expect(document.releases.every(({ eolFrom }) => eolFrom === '2027-04-30')).toBe(true);
    expect(document.anomalies).toMatchObject([{ code: 'duplicate-row', severity: 'info' }]);
  });

  it.each<[string, string, string]>([
    ['a version that is none', edited(LEGACY.content, '"2.5"', 'new'), 'unparsable-version'],
    ['a date that is none', edited(LEGACY.content, '2025-10-29', '2025-10-32'), 'unparsable-date'],
    ['no list', 'pytorch: none\n', 'unreadable-row'],
    ['a list of texts', 'pytorch: ["2.5"]\n', 'unreadable-row'],
    ['a date twice', `${LEGACY.content}    eop: "2026-10-29"\n`, 'duplicate-key'],
    ['a framework twice', `${LEGACY.content}${LEGACY.content}`, 'duplicate-key'],
  ])('with %s are refused', (_, content, code) => {
    expect(errors(parse(legacy(content)))).toEqual([code]);
  });

  it('that are missing are missed', () => {
    expect(worse(parse(dataTextOf([file()])))).toEqual(['warning missing-section null']);
  });
});

describe('the rendered page', () => {
  const html = htmlPageOf();
  const document = parse(html);
  const told = (parsed: PolicyDocument) => parsed.releases.map(({ repository, version, os, framework, section, releaseDate, eolFrom }) =>
    [section, framework, repository, version, os, releaseDate, eolFrom].filter((part) => part !== undefined).join(' '));

  it('has a row for each repository that a name stands for', () => {
    expect(told(document)).toEqual(expect.arrayContaining([
      'supported base base 13.0.2 amzn2023 2026-06-15 2029-06-30', 'supported base base 13.0.2 ubuntu 2026-02-09 2026-10-22',
      'supported pytorch pytorch 2.13 2026-07-20 2027-07-20', 'supported pytorch pytorch-inference-arm64 2.10 2026-01-21 2027-01-21',
      'supported scikit-learn sagemaker-scikit-learn 1.4-2-py312 2025-10-30 2026-10-30', 'supported xgboost sagemaker-xgboost 3.0-5 2025-11-17 2026-11-17',
      'unsupported pytorch pytorch-training-arm64 2.6 2025-01-29 2026-01-29', 'unsupported pytorch pytorch-inference 2.6 2025-01-29 2026-06-30',
      'supported tensorflow tensorflow-inference-arm64 2.21 2026-07-10 2027-07-10', 'supported whisperx whisperx 3.8.6 2026-05-25 2027-05-25',
    ]));
    expect(new Set(document.releases.map(({ line }) => line)).size).toBe(SUPPORTED.length + UNSUPPORTED.length);
    expect(document.family).toBe(FAMILY);
    expect(worse(document)).toEqual([]);
  });

  it('gives each row its line', () => {
    const lines = html.split('\n');
    for (const { line, version, asWritten } of document.releases) {
      const row = lines.slice((line ?? 0) - 1, (line ?? 0) + 5);
      expect(row[0]).toBe('<tr>');
      expect(row).toEqual(expect.arrayContaining([`<td>${version}</td>`, `<td>${asWritten}</td>`]));
    }
  });

  it('says nothing of an operating system where it does not tell them apart', () => {
    const rows = parse(htmlPageOf([['Base', '13.0', '2025-10-22', '2026-10-22']], [['PyTorch', '2.5', '2024-10-29', '2025-10-29']])).releases;
    expect(rows[0]).not.toHaveProperty('os');
  });

  it('gives a repository the row that is most about it', () => {
    const rows = [['PyTorch', '2.6', '2025-01-29', '2026-01-01'], ['PyTorch Training', '2.6', '2025-01-29', '2026-01-29'], ['PyTorch Training ARM64', '2.6', '2025-01-29', '2026-02-28']];
    const parsed = parse(htmlPageOf(rows, UNSUPPORTED.slice(0, 1)));
    expect(parsed.releases.filter(({ version }) => version === '2.6').map(({ repository, eolFrom }) => `${repository} ${eolFrom}`)).toEqual([
      'pytorch 2026-01-01', 'pytorch-inference 2026-01-01', 'pytorch-inference-arm64 2026-01-01', 'pytorch-training 2026-01-29', 'pytorch-training-arm64 2026-02-28',
    ]);
    const none = parse(htmlPageOf([['TensorFlow', '2.6', '', '2026-01-01'], ['TensorFlow Training', '2.6', '-', '2026-01-29'], ['TensorFlow Inference', '2.6', '', '2026-02-28']], UNSUPPORTED.slice(0, 1)));
    expect(none.anomalies).toContainEqual(expect.objectContaining({ code: 'duplicate-row', severity: 'info' }));
    expect(errors(none)).toEqual([]);
  });

  it('keeps the row of a name that nobody has told', () => {
    const parsed = parse(htmlPageOf([['JAX', '0.9', '2026-01-01', '2027-01-01']], UNSUPPORTED));
    expect(parsed.releases[0]).toMatchObject({ framework: 'jax', version: '0.9', eolFrom: '2027-01-01' });
    expect(worse(parsed)).toEqual([expect.stringContaining('warning unknown-framework')]);
  });

  it.each<[string, string]>([
    ['another order of columns', htmlPageOf(SUPPORTED.map((row) => [...row].reverse()), UNSUPPORTED.map((row) => [...row].reverse()), ['EOP Date', 'GA Date', 'Version', 'Framework'])],
    ['an extra column', htmlPageOf(SUPPORTED.map((row) => [...row, 'note']), UNSUPPORTED.map((row) => [...row, '']), ['Framework', 'Version', 'GA Date', 'EOP Date', 'Note'])],
    ['other titles', htmlPageOf(SUPPORTED, UNSUPPORTED, ['Framework', 'Framework version', 'General availability', 'End of patch']).replace('Policy</title>', 'Policy: GA Date, EOP Date</title>')],
    ['bold, linked and coded cells', html.replace(/<td>(.*?)<\/td>/g, '<td align="left"> <b><a href="/x"><code>$1</code></a></b>&nbsp;</td>')],
    ['everything in one line', html.replaceAll('\n', '')],
    ['line ends of Windows', html.replaceAll('\n', '\r\n')],
    ['no end tags of cells', html.replace(/<\/t[dhr]>/g, '')],
    ['other heading levels', html.replace(/(<\/?h)2/g, '$13')],
    ['long dates', html.replace(/<td>2027-07-20/g, '<td>July 20, 2027')],
    ['a table about something else', edited(html, '<h2 id="supported">', '<h2>Glossary</h2><table><tr><th>Term<th>Meaning<tr><td>GA<td>2026-01-01</table><h2 id="supported">')],
    ['Markdown', markdownPageOf()],
  ])('has the same rows with %s', (_, text) => {
    expect(text).not.toBe(html);
    const parsed = parse(text);
    expect(told(parsed)).toEqual(told(document));
    expect(errors(parsed)).toEqual([]);
  });

  it('is refused when it is cut, wherever', () => {
    for (let length = 0; length < html.indexOf('</body>'); length += 3) expect(errors(parse(html.slice(0, length), FAMILY))).not.toEqual([]);
  });

  const oneRow = (...cells: readonly string[]) => htmlPageOf([cells], UNSUPPORTED);
  it.each<[string, string, string]>([
    ['a day that is not in the calendar', oneRow('PyTorch', '2.11', '2026-04-30', '2027-02-30'), 'unparsable-date'],
    ['a date to be told', oneRow('PyTorch', '2.11', '2026-04-30', 'TBD'), 'unparsable-date'],
    ['no date', oneRow('PyTorch', '2.11', '2026-04-30', ''), 'unparsable-date'],
    ['a beginning that is no date', oneRow('PyTorch', '2.11', 'soon', '2027-04-30'), 'unparsable-date'],
    ['a corrected date', oneRow('PyTorch', '2.11', '', '<del>2027-04-30</del> 2027-05-30'), 'unparsable-date'],
    ['a version that is none', oneRow('PyTorch', 'latest', '', '2027-04-30'), 'unparsable-version'],
    ['no name', oneRow('', '2.11', '', '2027-04-30'), 'unparsable-framework'],
    ['a cell less', oneRow('PyTorch', '2.11', '2027-04-30'), 'unparsable-date'],
    ['merged cells', edited(html, '<td>Base</td>\n<td>13.0.2</td>', '<td colspan="2">Base 13.0.2</td>'), 'unparsable-date'],
    ['no titles', edited(html, /<thead>[^]*?<\/thead>/, ''), 'unknown-table'],
    ['two columns of ends', htmlPageOf(SUPPORTED, UNSUPPORTED, ['Framework', 'Version', 'EOP Date', 'New EOP Date']).replace('AWS<', 'GA Date<'), 'unknown-table'],
    ['nothing but titles', '| Framework | Version | GA Date | EOP Date |\n|---|---|---|---|\n', 'not-a-policy'],
    ['a section without rows', htmlPageOf([]), 'missing-table'],
    ['a section without a table', edited(html, /<table>\n[^]*?<\/table>/, '<p>None</p>'), 'missing-table'],
    ['a merge that nobody finished', edited(html, '<footer>', '\n<<<<<<< HEAD\n<footer>'), 'merge-conflict'],
    ['a table that nobody closed', edited(html, '</table>\n<h2', '<h2'), 'truncated-document'],
    ['a piece of the page', html.slice(html.indexOf('<h2 id="supported">'), html.lastIndexOf('</tbody>')), 'html-table'],
    ['an unknown table among its sections', edited(html, /<h2 id="unsupported">/, '<table><tr><th>Name</table><h2 id="unsupported">'), 'unknown-table'],
    ['no tables', '<!doctype html><html><body><h2>Supported Frameworks</h2><p>GA Date, EOP Date</p></body></html>', 'no-table'],
    ['far too many levels', `<!doctype html>${'<div>'.repeat(50_000)}GA Date EOP Date`, 'not-a-policy'],
    ['loose rows in Markdown', edited(markdownPageOf(), '\n| --- | --- | --- | --- |', ''), 'row-outside-table'],
  ])('with %s is refused', (_, text, code) => {
    expect(errors(parse(text))).toContain(code);
  });

  it('may go on with other things', () => {
    const other = edited(html, '<footer>', '<h2>Glossary</h2><table><tr><th>Term<tr><td>GA</table><footer>');
    expect(worse(parse(other))).toEqual([expect.stringContaining('warning unknown-table')]);
  });

  it('without one of its sections is reported', () => {
    expect(worse(parse(edited(html, /<h2 id="unsupported">[^]*<\/table>(?=\n<footer>)/, '')))).toEqual(['warning missing-section null']);
  });

  it('with cells beyond the titles is reported', () => {
    expect(worse(parse(oneRow('PyTorch', '2.11', '', '2027-04-30', '2028-04-30')))).toEqual([expect.stringContaining('warning extra-cells')]);
  });

  it('with one release on two rows is reported', () => {
    const twice = [['XGBoost', '3.0-5', '2025-11-17', '2026-11-17'], ['XGBoost', '3.0-5', '2025-11-17', '2026-12-17']];
    expect(worse(parse(htmlPageOf(twice)))).toEqual([expect.stringContaining('warning duplicate-conflict')]);
  });
});

describe('what is no policy', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['an error page', '<!DOCTYPE html><html><head><title>Page not found &middot; GitHub</title></head><body><h1>404</h1></body></html>'],
    ['an error of a store', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'],
    ['a line', '404: Not Found'],
    ['JSON', '{"message": "Not Found"}'],
    ['prose', 'GA Date and EOP Date\n'],
    ['20 MB of noise', 'x: [y] - {z}\n'.repeat(1_600_000)],
    ['20 MB of data', `# docs/src/data/a/b.yml\n${'a: b\n'.repeat(4_200_000)}`],
    ['a page that is too large', `<html><body>EOP Date GA Date${'<p>'.repeat(400_000)}</body></html>`],
    ['data that are too large', `# docs/src/data/a/b.yml\n${'a: b\n'.repeat(500_000)}`],
  ])('is refused: %s', (_, text) => {
    const document = parse(text, FAMILY);
    expect(document).toMatchObject({ family: FAMILY, releases: [] });
    expect(errors(document)).toEqual(['not-a-policy']);
  });

  it('is not recognised, if it is another vendor\'s or nobody\'s', () => {
    for (const text of ['', 'framework: PyTorch\n', '| Image Version | End of Support Date |\n', '<td>End of patch and support date</td>', 'see # docs/src/data/a/b.yml']) {
      expect(awsDeepLearningContainers.recognises(text)).toBe(false);
    }
  });

  it('is recognised, even if it mentions another vendor\'s', () => {
    expect(parse(`${dataTextOf([...dataFilesOf(shipped.slice(0, 1))]).replace('public_registry', 'notes: SageMaker Distribution\npublic_registry')}`).family).toBe(FAMILY);
    expect(parse(edited(htmlPageOf(), 'AWS<', 'sagemaker-distribution<')).family).toBe(FAMILY);
  });

  const lines = (text: string) => `${text.repeat(Math.ceil(9_000 / text.length)).slice(0, 9_000)}\n`;
  it.each([
    '|', '<', '</', '<!--', '<a href="', '<b id=', '<table>', '<td>', '<p><b>', '<a><p>', '<div>', '<svg>', '<b><i>', '&', '[', '{', '- ', '? ', 'a: ', '"', '\'', '*a ', '&a ', '!!a ', '%', '@', ': ', '#', '>\n', '|\n',
  ])('is done with much of %j', (text) => {
    for (const head of ['<!doctype html><html><body>\n', '| Framework | Version | GA Date | EOP Date |\n|---|---|---|---|\n', '# docs/src/data/a/b.yml\n']) {
      expect(errors(parse(`${head}${lines(text).repeat(25)}`, FAMILY))).not.toEqual([]);
    }
  });
});
