import { googleDeepLearningContainers, parseGoogleDeepLearningContainersPolicy as parse } from '../../../../lambda/policy/parsers/google-deep-learning-containers';
import { sageMakerDistribution } from '../../../../lambda/policy/parsers/sagemaker-distribution';
import { canonicalRows } from '../../../../lib/core/policy/canonical-rows';
import { shippedPolicy } from '../../../../lib/core/policy/catalog';
import type { PolicyDocument, PolicyRelease } from '../../../../lib/core/policy/policy';
import { edited, lineOf, WHOLE } from '../fixtures/fixture';
import type { PagePart } from '../fixtures/google-page';
import { CONTAINERS, htmlPage, mirrorPage, pipePage, VERTEX, withRows } from '../fixtures/google-page';

const facts = (releases: readonly PolicyRelease[]) => canonicalRows({ releases, majors: [] }).split('\n');
const shipped = shippedPolicy('google-deep-learning-containers')?.releases ?? [];
const ofProducts = (...products: readonly string[]) => facts(shipped.filter(({ product = '' }) => products.includes(product)));
const ofVertex = ofProducts('vertex-training', 'vertex-prediction');
const worse = ({ anomalies }: PolicyDocument) => anomalies.filter(({ severity }) => severity !== 'info').map(({ code, severity, line }) => `${severity} ${code} ${line}`);
const codes = ({ anomalies }: PolicyDocument) => [...new Set(anomalies.filter(({ severity }) => severity === 'error').map(({ code }) => code))];

const FORMS = [['HTML', htmlPage], ['the mirror', mirrorPage], ['Markdown', pipePage]] as const;
/** One row as the mirror writes it, over its lines. */
const row = (version: string, accelerators: string, support: string, availability: string, images = '') =>
  `<tr class="odd">\n<td>${version}</td>\n<td>${accelerators}</td>\n<td>${support}</td>\n<td>${availability}</td>\n<td>${images}</td>\n</tr>`;
const AFTER = '<tr class="even">\n<td>2.17 (Python 3.10)</td>';
const whole = mirrorPage(VERTEX);
/** The whole page with one more row in its first table; that row's line and what became of it. */
function withRow(text: string, added: string) {
  const page = edited(text, AFTER, `${added}\n${AFTER}`);
  const line = lineOf(page, added.split('\n')[0] ?? '', page.slice(0, page.indexOf(added)).split('\n<tr class="odd">').length);
  const document = parse(page);
  const anomalies = document.anomalies.filter((anomaly) => anomaly.line === line);
  return { document, line, releases: document.releases.filter((release) => release.line === line), anomalies };
}

describe('the rows of the shipped policy, through a page and back', () => {
  it.each(FORMS)('%s', (_, render) => {
    const vertex = parse(render(VERTEX));
    expect(worse(vertex)).toEqual([]);
    expect(facts(vertex.releases)).toEqual(ofVertex);
    expect(vertex.products).toEqual(['vertex-training', 'vertex-prediction']);
    const containers = parse(render(CONTAINERS));
    expect(worse(containers)).toEqual([]);
    expect(facts(containers.releases)).toEqual(ofProducts('deep-learning-containers'));
    expect(containers.products).toEqual(['deep-learning-containers']);
  });

  it.each(FORMS)('%s without the images of prediction that are gone: their names follow from the rest', (_, render) => {
    const page = withRows(VERTEX, (each) => (/^vertex-ai.prediction.*-[cg]pu\./.test(each.repository ?? '') ? { ...each, repository: undefined } : each));
    const document = parse(render(page));
    expect(worse(document)).toEqual([]);
    expect(facts(document.releases)).toEqual(ofVertex);
  });

  it.each(FORMS)('%s has the line of each row', (_, render) => {
    const text = render(VERTEX);
    const lines = text.split('\n');
    for (const { line, version } of parse(text).releases) expect(lines.slice((line ?? 0) - 1, (line ?? 0) + 1).join(' ')).toContain(`${version} (Python 3.10)`);
  });

  it('reads each product by itself', () => {
    const training = VERTEX.slice(0, VERTEX.findIndex((part) => 'heading' in part && part.heading.includes('predictions')));
    const document = parse(mirrorPage(training));
    expect(worse(document)).toEqual([]);
    expect(document.products).toEqual(['vertex-training']);
    expect(facts(document.releases)).toEqual(ofProducts('vertex-training'));
  });
});

describe('pages that say the same', () => {
  const page = htmlPage(VERTEX);
  const swapped = (text: string) => text.replace(/(<t[hd]>[^<]*<\/t[hd]>)\n(<t[hd]>[^<]*<\/t[hd]>)\n(<t[hd]>[^<]*<\/t[hd]>)\n(<t[hd]>[^<]*<\/t[hd]>)/g, '$4\n$1\n<td>Notes</td>\n$3\n$2');
  it.each<[string, string]>([
    ['line ends of Windows', page.replaceAll('\n', '\r\n')],
    ['one line', page.replaceAll('\n', ' ')],
    ['no language', page.replace(' lang="en"', '')],
    ['British English', page.replace('lang="en"', 'lang="en-GB"')],
    ['no end tags of cells and rows', page.replace(/<\/t[dhr]>|<\/?tbody>/g, '')],
    ['images without separators', page.replace(/<\/?(?:ul|li|code)[^>]*>\n?/g, '').replaceAll(':latest\n', ':latest')],
    ['images without tags and separators', page.replace(/<\/?(?:ul|li|code)[^>]*>\n?/g, '').replaceAll(':latest', '').replace(/(\w)\n(?=\w+-docker)/g, '$1')],
    ['no lists of packages', htmlPage(VERTEX).replace(/<table><colgroup><col><\/colgroup>[^]*?<\/table>/g, '')],
    ['bare lists of packages', page.replace(/<colgroup><col><\/colgroup>|<h4[^>]*>|<\/h4>|<br \/>/g, '')],
    ['non-breaking spaces', page.replace(/<td>([^<]*)<\/td>/g, (cell) => cell.replaceAll(' ', '&nbsp;'))],
    ['decorated cells', page.replace(/<td>([^<]+)<\/td>/g, '<td><p><b>$1</b>\u200b</p></td>')],
    ['columns in another order with another between', swapped(page)],
    ['the accelerators first', page.replace(/(?<=<tr[^>]*>\n)(<t[hd]>[^<]*<\/t[hd]>)\n(<t[hd]>[^<]*<\/t[hd]>)/g, '$2\n$1')],
    ['an image among the packages', page.replaceAll('absl-py 2.1.0', 'us-docker.pkg.dev/vertex-ai/training/tf-cpu.9-9:latest')],
    ['titles over two lines', page.replaceAll('End of patch and support date', 'End of patch and<br>support date')],
    ['a caption in a row of its own', page.replaceAll('<thead>', '<thead><tr><th colspan="5">Versions</th></tr>')],
    ['the product by its former name', page.replaceAll('Gemini Enterprise Agent Platform', 'Vertex AI')],
    ['sections of inference', page.replaceAll('predictions and explanations', 'inference and explanation')],
    ['sections below folds', page.replace(/<p>Dates:<\/p>/g, '<h4>Available container images (Click to expand)</h4>')],
  ])('%s', (_, text) => {
    const document = parse(text);
    expect(worse(document)).toEqual([]);
    expect(facts(document.releases)).toEqual(ofVertex);
  });

  it('headings that say nothing: the images do, where there are any', () => {
    const named = VERTEX.map((part): PagePart => ('heading' in part ? { ...part, heading: 'List' } : { ...part, rows: part.rows.filter(({ repository }) => repository) }));
    const document = parse(htmlPage(named));
    expect(worse(document)).toEqual([]);
    expect(facts(document.releases)).toEqual(ofVertex.filter((fact) => fact.includes('"repository"')));
  });

  it('what looks like Markdown in a table of HTML', () => {
    const text = whole.replaceAll('absl-py 2.1.0', '\n\n# Packages\n\n| 9.9 | Jan 1, 2029 | us-docker.pkg.dev/vertex-ai/training/tf-cpu.9-9 |\n\n');
    expect(worse(parse(text))).toEqual([]);
    expect(facts(parse(text).releases)).toEqual(ofVertex);
  });

  it('a section about pipelines below a title that names a product', () => {
    const text = `${edited(whole, '# Supported frameworks', '# Prebuilt containers for custom training')}\n### TensorFlow\n\n| Version | Supported accelerators |\n|---|---|\n| 1 | CPU |\n`;
    expect(worse(parse(text))).toEqual([]);
    expect(worse(parse(edited(text, 'Supported frameworks for pipelines', 'Others')))).toEqual([expect.stringContaining('error unknown-table')]);
  });

  it('captions in place of headings', () => {
    const text = htmlPage(CONTAINERS).replace(/<h3 id="x">(.*?)<\/h3>\n<p>Dates:<\/p>\n<table>/g, '<table><caption>$1</caption>').replace('Choose a container image', 'Images');
    expect(text).toContain('<caption>TensorFlow');
    expect(facts(parse(text).releases)).toEqual(ofProducts('deep-learning-containers'));
  });
});

describe('one row', () => {
  const image = (path: string) => `us-docker.pkg.dev/${path}:latest`;
  it('is a release with both dates, its product and its line', () => {
    const { releases, anomalies, line } = withRow(whole, row('3.0 (Python 3.13)', 'CPU only', 'Jan 1, 2029', 'Jan 1, 2030', image('vertex-ai/training/tf-cpu.3-0')));
    expect(anomalies).toEqual([]);
    expect(releases).toEqual([{
      version: '3.0', processor: 'cpu', repository: 'vertex-ai/training/tf-cpu.3-0', framework: 'tensorflow', eolFrom: '2029-01-01', discontinuedFrom: '2030-01-01',
      asWritten: 'Jan 1, 2029', product: 'vertex-training', line,
    }]);
  });

  it.each<[string, Partial<PolicyRelease>]>([
    ['CPU', { processor: 'cpu' }], ['GPU only (CUDA 12.x)', { processor: 'gpu' }], ['GPU (CUDA 12.9)', { processor: 'gpu' }], ['CUDA 12.4', { processor: 'gpu' }],
    ['CPU or GPU (CUDA 11.x)', {}], ['TPU only', { accelerator: 'tpu' }], ['Cloud TPU', { accelerator: 'tpu' }],
  ])('on %s', (accelerators, expected) => {
    const [release] = withRow(whole, row('3.0', accelerators, 'Jan 1, 2029', 'Jan 1, 2030')).releases;
    expect([release?.processor, release?.accelerator]).toEqual([expected.processor, expected.accelerator]);
  });

  it.each([
    ['a typing error in a date', row('3.0', 'CPU only', 'Ju1 11, 2029', 'Jul 11, 2030'), 'unparsable-date', "'Ju1 11, 2029'"],
    ['a typing error in the other date', row('3.0', 'CPU only', 'Jul 11, 2029', 'Ju1 11, 2030'), 'unparsable-date', "'Ju1 11, 2030'"],
    ['a day that is none', row('3.0', 'CPU only', 'Feb 30, 2029', 'Jul 11, 2030'), 'unparsable-date', "'Feb 30, 2029'"],
    ['a date to come', row('3.0', 'CPU only', 'TBD', 'Jul 11, 2030'), 'unparsable-date', "'TBD'"],
    ['no date', row('3.0', 'CPU only', 'Jul 11, 2029', ''), 'unparsable-date', "''"],
    ['no date, for a release', row('3.0', 'CPU only', 'Not applicable', 'Not applicable'), 'unparsable-date', "'Not applicable'"],
    ['a French date', row('3.0', 'CPU only', '11 juillet 2029', 'Jul 11, 2030'), 'unparsable-date', "'?hl=en'"],
    ['a night\'s build with a date', row('nightly', 'CPU only', 'Jul 11, 2029', 'Not applicable'), 'unparsable-version', "'nightly'"],
    ['a range of versions', row('3.0 - 3.2', 'CPU only', 'Jul 11, 2029', 'Jul 11, 2030'), 'unparsable-version', "'3.0 - 3.2'"],
    ['a framework that is not the table\'s', row('PyTorch 2.4', 'CPU only', 'Jul 11, 2029', 'Jul 11, 2030'), 'unparsable-version', "'PyTorch 2.4'"],
    ['a major version', row('3', 'CPU only', 'Jul 11, 2029', 'Jul 11, 2030'), 'unparsable-version', "'3'"],
    ['a new accelerator', row('3.0', 'Quantum', 'Jul 11, 2029', 'Jul 11, 2030'), 'unparsable-accelerator', "'Quantum'"],
    ['a TPU or something else', row('3.0', 'CPU or TPU', 'Jul 11, 2029', 'Jul 11, 2030'), 'unparsable-accelerator', "'CPU or TPU'"],
    ['a cell too few', '<tr class="odd">\n<td>3.0</td><td>CPU only</td><td>Jul 11, 2029</td><td>Jul 11, 2030</td>\n</tr>', 'unreadable-row', 'must have the 5 cells of its table, got: 4'],
    ['a cell for two rows', '<tr class="odd">\n<td rowspan="2">3.0</td><td>CPU only</td><td>Jul 11, 2029</td><td>Jul 11, 2030</td><td></td>\n</tr>', 'unreadable-row', 'over several rows or columns'],
  ])('%s is an error', (_, added, code, message) => {
    const { releases, anomalies, document } = withRow(whole, added);
    expect(releases).toEqual([]);
    expect(anomalies.map((anomaly) => `${anomaly.severity} ${anomaly.code}`)).toContain(`error ${code}`);
    expect(anomalies[0]?.message).toContain(message);
    expect(facts(document.releases)).toEqual(ofVertex);
  });

  it('a night\'s build without dates is no release, and no fault', () => {
    const { releases, anomalies } = withRow(whole, row('nightly', 'CPU only', 'Not applicable', 'Not applicable', '<ul><li>us-docker.pkg.dev/vertex-ai-restricted/prediction/tf_opt-cpu.nightly:latest</li></ul>'));
    expect(releases).toEqual([]);
    expect(anomalies).toEqual([expect.objectContaining({ code: 'undated-build', severity: 'info' })]);
  });

  it.each([
    ['an image of another version', image('vertex-ai/training/tf-cpu.2-9'), 'version-uri-mismatch'],
    ['an image for another processor', image('vertex-ai/training/tf-gpu.3-0'), 'processor-uri-mismatch'],
    ['an image of another framework', image('vertex-ai/training/pytorch-cpu.3-0'), 'framework-uri-mismatch'],
    ['an image of another product', image('vertex-ai/prediction/tf2-cpu.3-0'), 'product-uri-mismatch'],
    ['an image of somebody else', 'us-docker.pkg.dev/somebody/tf-cpu.3-0', 'unparsable-uri'],
    ['no image but words', 'tf-3-0-cpu-debian', 'unparsable-uri'],
  ])('%s is a warning, and the row counts', (_, images, code) => {
    const { releases, anomalies } = withRow(whole, row('3.0', 'CPU only', 'Jan 1, 2029', 'Jan 1, 2030', images));
    expect(anomalies.map((anomaly) => `${anomaly.severity} ${anomaly.code}`)).toEqual([`warning ${code}`]);
    expect(releases).toEqual([expect.objectContaining({ version: '3.0', processor: 'cpu', framework: 'tensorflow', product: 'vertex-training', eolFrom: '2029-01-01' })]);
  });

  it('a row that is available no longer than it is supported is a warning only where it is shorter', () => {
    expect(withRow(whole, row('3.0', 'CPU only', 'Jan 1, 2029', 'Jan 1, 2029')).anomalies).toEqual([]);
    expect(withRow(whole, row('3.0', 'CPU only', 'Jan 2, 2029', 'Jan 1, 2029')).anomalies).toEqual([expect.objectContaining({ code: 'availability-before-support', severity: 'warning' })]);
  });

  it('two images are two releases', () => {
    const images = `${image('vertex-ai/training/tf-cpu.3-0')} ${image('vertex-ai/training/tf-cpu.3-0.py313')}`;
    expect(withRow(whole, row('3.0', 'CPU only', 'Jan 1, 2029', 'Jan 1, 2030', images)).releases.map(({ repository }) => repository)).toEqual([
      'vertex-ai/training/tf-cpu.3-0', 'vertex-ai/training/tf-cpu.3-0.py313',
    ]);
  });

  it('the same row again is one release; with another date it is two, and said', () => {
    const again = (date: string) => withRow(whole, row('2.17', 'CPU only', date, 'Jul 11, 2026', image('vertex-ai/training/tf-cpu.2-17.py310'))).document;
    expect(again('Jul 11, 2025').releases).toHaveLength(ofVertex.length);
    expect(again('Jul 11, 2025').anomalies.map(({ code }) => code)).toContain('duplicate-row');
    expect(again('Jul 12, 2025').releases).toHaveLength(ofVertex.length + 1);
    expect(worse(again('Jul 12, 2025'))).toEqual([expect.stringContaining('warning duplicate-conflict')]);
  });
});

describe('Deep Learning Containers', () => {
  const table = (heading: string, ...rows: readonly string[]) => edited(mirrorPage(CONTAINERS), '### PyTorch', `### ${heading}\n\n<table><thead><tr>
<th>Framework version</th><th>Current patch version</th><th>Supported accelerators</th><th>End of patch and support date</th><th>End of availability date</th><th>Image family name</th>
</tr></thead>\n${rows.join('\n')}\n</table>\n\n### PyTorch`);
  const vllm = '<tr><td>PyTorch 2.4</td><td>2.4.0</td><td>CUDA 12.1</td><td>Aug 21, 2025</td><td>Aug 21, 2026</td><td>us-docker.pkg.dev/deeplearning-platform-release/vertex-model-garden/vllm-inference.cu121.0-5.ubuntu2204.py310</td></tr>';

  it('a row that counts something else goes by the name of its image, with a warning', () => {
    const document = parse(table('vLLM inference containers', vllm));
    expect(document.releases).toContainEqual(expect.objectContaining({
      framework: 'vllm-inference', version: '0.5', processor: 'gpu', eolFrom: '2025-08-21', product: 'deep-learning-containers',
      repository: 'deeplearning-platform-release/vertex-model-garden/vllm-inference.cu121.0-5.ubuntu2204.py310',
    }));
    expect(worse(document)).toEqual([expect.stringContaining('warning version-uri-mismatch')]);
  });

  it('knows the names of old by those of today', () => {
    const document = parse(table('TensorFlow, older', '<tr><td>2.1</td><td>2.1.0</td><td>CPU only</td><td>Aug 21, 2021</td><td>Aug 21, 2022</td><td>gcr.io/deeplearning-platform-release/tf2-cpu.2-1</td></tr>'));
    expect(document.releases).toContainEqual(expect.objectContaining({ version: '2.1', repository: 'deeplearning-platform-release/gcr.io/tf2-cpu.2-1' }));
  });

  it('a base image without CUDA has no version', () => {
    const base = '<tr><td>Base</td><td></td><td>CPU only</td><td>Aug 21, 2025</td><td>Aug 21, 2026</td><td>us-docker.pkg.dev/deeplearning-platform-release/gcr.io/base-cpu.py310</td></tr>';
    expect(codes(parse(table('Base images', base)))).toEqual(['unparsable-version']);
  });

  it('tables without dates, about other images, are said and no fault', () => {
    const text = edited(mirrorPage(CONTAINERS), '### PyTorch', '### Hugging Face\n\n| Container | Path |\n|---|---|\n| us-docker.pkg.dev/deeplearning-platform-release/gcr.io/huggingface-tei-cpu.1-5 | x |\n\n### PyTorch');
    const document = parse(text);
    expect(worse(document)).toEqual([]);
    expect(document.anomalies.filter(({ code }) => code === 'unknown-table').map(({ severity }) => severity)).toEqual(['info', 'info']);
    expect(facts(document.releases)).toEqual(ofProducts('deep-learning-containers'));
  });

  it('virtual machines are another product', () => {
    const text = pipePage([{ level: 1, heading: 'Deep Learning VM Images' }, ...CONTAINERS.slice(1)]).replace(/us-docker\.pkg\.dev\/deeplearning-platform-release\/gcr\.io\//g, '');
    expect(codes(parse(text))).toEqual(['not-a-policy', 'unknown-table']);
    expect(parse(text).releases).toEqual([]);
  });
});

describe('documents that are refused', () => {
  const page = htmlPage(VERTEX);
  const inTable = (text: string) => text.slice(0, text.lastIndexOf('vertex-ai/prediction/xgboost'));
  const chinese = (text: string) => text.replaceAll('End of patch and support date', '补丁程序和支持日期结束').replaceAll('ML framework version', '机器学习框架版本')
    .replace(/Jan (\d+), (\d{4})/g, '$2 年 1 月 $1 日').replaceAll('CPU only', '仅 CPU');
  const french = (text: string) => text.replaceAll('End of patch and support date', 'Fin des correctifs').replaceAll('End of availability', 'Fin de la mise à disposition')
    .replaceAll('Supported images', 'Images acceptées').replaceAll('ML framework version', 'Version du framework');
  it.each<[string, string, string[]]>([
    ['nothing', '', ['not-a-policy']],
    ['blanks', ' \n\t\n', ['not-a-policy']],
    ['an error page', '<!doctype html><html lang="en"><head><title>Error 404 (Not Found)</title></head><body><p>That is an error.</p></body></html>', ['not-a-policy']],
    ['a page for signing in', '<html lang="en"><head><title>Sign in</title></head><body><form><input name="email"></form></body></html>', ['not-a-policy']],
    ['prose', '# Supported images\n\nAll of them.\n', ['not-a-policy']],
    ['headings without tables', VERTEX.map((part) => ('heading' in part ? `${'#'.repeat(part.level)} ${part.heading}` : '')).join('\n\n'), ['no-table']],
    ['a page cut in a table', inTable(page), ['truncated-table']],
    ['a page cut in a date', page.slice(0, page.lastIndexOf('<td>Nov 15, 2023') + 12), ['unreadable-row', 'truncated-table']],
    ['a page cut in an earlier table', page.slice(0, page.indexOf('vertex-ai/training/tf-cpu.2-16')), ['missing-table', 'truncated-table']],
    ['a page cut between tables', page.slice(0, page.indexOf('<h3 id="x">XGBoost')), ['missing-table']],
    ['the mirror cut in a table', inTable(whole), ['truncated-table']],
    ['Markdown cut in a table', inTable(pipePage(VERTEX)), ['truncated-table']],
    ['Markdown cut in a row', pipePage(VERTEX).slice(0, pipePage(VERTEX).lastIndexOf('2023 |')), ['unreadable-row', 'truncated-table']],
    ['conflict markers', edited(whole, '### XGBoost', '<<<<<<< HEAD\n### XGBoost'), ['merge-conflict']],
    ['a page in Chinese', chinese(htmlPage(VERTEX, 'zh-cn')), ['localised-page']],
    ['a page in German with English tables', htmlPage(VERTEX, 'de'), ['localised-page']],
    ['Chinese titles', chinese(whole), ['localised-page']],
    ['Chinese dates below English titles', whole.replace(/Jan (\d+), (\d{4})/g, '$2 年 1 月 $1 日'), ['localised-page']],
    ['Markdown in French', french(whole), ['unknown-table', 'no-table']],
    ['a missing end of support', whole.replaceAll('End of patch and support date', 'Remarks'), ['no-table', 'unknown-table']],
    ['a missing end of availability', whole.replaceAll('End of availability', 'Remarks'), ['no-table', 'unknown-table']],
    ['both dates missing', whole.replace(/End of (?:availability|patch and support date)/g, 'Remarks'), ['no-table', 'unknown-table']],
    ['a date missing in one table', edited(whole, 'End of availability', 'Remarks'), ['missing-table', 'unknown-table']],
    ['images missing in one table', edited(whole, 'Supported images', 'Remarks'), ['missing-table', 'unknown-table']],
    ['two ends of support', edited(whole, 'Supported images', 'End of security support'), ['missing-table', 'ambiguous-columns']],
    ['a table without rows', edited(whole, /(?<=### XGBoost\n\n<table>[^]*?<tbody>)[^]*?(?=<\/tbody>\n<\/table>\n\n## )/, ''), ['missing-table']],
    ['a section that is gone', edited(whole, /### XGBoost[^]*?(?=## Supported versions of Ray)/, ''), ['missing-table']],
    ['rows in no table', pipePage(VERTEX).replace(/^\| (?:---.*|ML framework version.*)\n/gm, ''), ['row-outside-table', 'no-table']],
  ])('%s', (_, text, expected) => {
    expect(codes(parse(text)).sort()).toEqual([...expected].sort());
  });

  it('says how to get the page in English, and reads nothing of another', () => {
    const document = parse(chinese(htmlPage(VERTEX, 'zh-cn')));
    expect(document).toMatchObject({ releases: [], products: [] });
    expect(document.anomalies[0]?.message).toContain("'?hl=en'");
    expect(parse(french(whole)).releases).toEqual([]);
    expect(parse(french(whole)).anomalies[0]?.message).toContain("'?hl=en'");
    expect(parse(htmlPage(VERTEX, 'de')).anomalies[0]?.message).toContain("got: a page in 'de'");
  });

  it.each([
    ['elements', htmlPage(VERTEX) + '<hr>'.repeat(100_001)], ['levels', '<!doctype html>' + '<div>'.repeat(300) + htmlPage(VERTEX)],
    ['lines', whole + '\n'.repeat(50_000)], ['characters', whole + ' '.repeat(2_000_000)],
  ])('too many %s', (_, text) => expect(parse(text)).toMatchObject({ releases: [], anomalies: [{ code: 'not-a-policy', severity: 'error' }] }));

  it('names the page that came in place of the policy', () => {
    expect(parse('<html lang="en"><head><title>Sign in</title></head><body></body></html>').anomalies[0]?.message).toContain("its title is 'Sign in'");
  });

  it.each([
    ['letters', 'abcdefgh'], ['tags', '<table>'], ['open rows', '<tr><td>'], ['formatting', '<p><b x=1>'], ['pipes', '| a '], ['rows', '| a | b |\n'], ['headings', '# a\n'], ['nesting', '<div>'],
    ['quotes', '> '], ['comments', '<!--'], ['entities', '&lt'], ['hosts', 'us-docker.pkg.dev/'], ['regions', 'us-a1-docker.pkg.dev/vertex-ai/'], ['brackets', '(('], ['end of', 'end of '],
  ])('20 MB of %s', (_, piece) => {
    const text = piece.repeat(Math.ceil(20_000_000 / piece.length));
    googleDeepLearningContainers.recognises(text);
    expect(codes(parse(text))).toEqual(['not-a-policy']);
    const less = parse(`<table><tr><th>${piece.repeat(30_000)}`);
    expect(codes(less)).not.toEqual([]);
  });
});

describe('recognises', () => {
  const dlc = '<table><tr><th>Framework</th><th>Version</th><th>GA Date</th><th>EOP Date</th></tr><tr><td>PyTorch</td><td>2.9</td><td>2025-10-15</td><td>2026-10-15</td></tr></table>';
  it.each([
    ['its pages', htmlPage(VERTEX), true], ['its mirror', mirrorPage(CONTAINERS), true], ['a page without images', whole.replaceAll('-docker.pkg.dev', ''), true], ['a translated page', whole.replaceAll('patch', 'x'), true],
    ['SageMaker Distribution', WHOLE, false], ['AWS Deep Learning Containers', dlc, false], ['YAML', 'framework: pytorch\nversion: "2.9"\neop: "2026-10-15"\n', false], ['nothing', '', false],
  ])('%s: %#', (_, text, expected) => expect(googleDeepLearningContainers.recognises(text)).toBe(expected));

  it('leaves its pages to itself', () => expect(sageMakerDistribution.recognises(htmlPage(VERTEX))).toBe(false));
});
