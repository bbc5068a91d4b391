// Builds the policies that ship with the package from facts read at the vendors' sources.
//
//   node scripts/build-catalog.mjs <folder with <family>.json of each family> [output folder]
//
// Prints what changed against the files that were there.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What parsers of the vendors' documents and this script have in common, so that both make the same rows of the same facts. */
const SHARED = ['./lambda/policy/parsers/collapse-rows', './lambda/policy/parsers/aws-deep-learning-containers/normalise',
  './lambda/policy/parsers/google-deep-learning-containers/normalise', './lib/core/policy/canonical-rows'];
const {
  byRowKey, canonicalRows, collapseRows, deepLearningReleases, legacyRepositories, normaliseGoogleRow, rowKey,
} = await importTypeScript(SHARED);
const OUTPUT = fileURLToPath(new URL('../lib/core/policy/catalog', import.meta.url));
const FAMILIES = {
  'sagemaker-distribution': sageMakerDistribution,
  'aws-deep-learning-containers': awsDeepLearningContainers,
  'google-deep-learning-containers': googleDeepLearningContainers,
};

// --- Amazon SageMaker Distribution

/** Rows that a change to the document gave after the whole document was last read. */
const LATER = {
  source: 'aws/sagemaker-distribution support_policy.md, pull request 1353',
  asOf: '2026-09-15',
  rows: [
    { version: '4.5', section: 'supported', eolFrom: '2027-03-10' },
    { version: '2.14', section: 'unsupported', eolFrom: '2026-09-09' },
  ],
};

function sageMakerDistribution(data) {
  const { later = '' } = data;
  const unmentioned = LATER.rows.filter(({ version, eolFrom }) => !later.includes(version) || !later.includes(eolFrom));
  if (unmentioned.length > 0) fail(`'LATER' must agree with the note 'later' of the data, which does not give: ${unmentioned.map(({ version }) => version).join(', ')}. Bring LATER up to date`);
  const sources = { document: { source: data.source, asOf: data.asOf }, change: { source: LATER.source, asOf: LATER.asOf } };
  const changed = new Set(LATER.rows.map(({ version }) => version));
  const rows = [
    ...data.releases.filter(({ version }) => !changed.has(version)).map((row) => ({ ...row, from: 'document' })),
    ...LATER.rows.map((row) => ({ ...row, processors: ['cpu', 'gpu'], from: 'change' })),
  ].sort((left, right) => compareVersions(left.version, right.version));
  return {
    sources,
    publishedVersions: data.publishedPatchReleases,
    majors: data.majors.map(({ version, lastMinorRelease, endOfSupport }) => ({ version, lastMinorRelease, eolFrom: endOfSupport })),
    releases: rows.flatMap(({ version, processors, section, eolFrom, from }) => processors.map((processor) => ({
      version,
      processor,
      uri: `public.ecr.aws/sagemaker/sagemaker-distribution:${version}-${processor}`,
      section,
      eolFrom,
      asWritten: eolFrom,
      from,
    }))),
  };
}

function compareVersions(left, right) {
  const [a, b] = [left, right].map((version) => version.split('.').map(Number));
  return a[0] - b[0] || a[1] - b[1];
}

// --- AWS Deep Learning Containers

/** The rows are made as those of the vendor's documents are, so that a document with the same facts has the same rows. */
function awsDeepLearningContainers(data) {
  const legacy = Object.entries(data.legacy).flatMap(([framework, versions]) => versions.map((version) => ({ framework, ...version })));
  for (const { framework } of legacy) if (legacyRepositories(framework) === undefined) fail(`'LEGACY_REPOSITORIES' must have the repositories of '${framework}'`);
  return {
    sources: { data: { source: data.source, asOf: data.asOf } },
    majors: [],
    releases: deepLearningReleases(data.images, legacy).map((row) => ({ ...without(row, 'line'), from: 'data' })),
  };
}

// --- Google

function googleDeepLearningContainers(data) {
  const sources = {};
  const read = data.rows.filter(({ confidence }) => confidence === 'read');
  for (const { product, framework, version } of data.rows.filter((row) => !read.includes(row))) console.log(`left out, not read in full: ${product} ${framework} ${version}`);
  const releases = read.flatMap((row) => {
    sources[row.product] ??= { source: row.source, asOf: row.asOf };
    if (sources[row.product].asOf !== row.asOf) fail(`'asOf' of a product's rows must be one day, got: '${sources[row.product].asOf}' and '${row.asOf}'`);
    return normaliseGoogleRow({ ...row, asWritten: row.asWritten[0] });
  });
  const rows = collapseRows(releases).toSorted(byRowKey);
  return { sources, majors: [], releases: rows.map(({ product, ...row }) => ({ ...row, from: product })) };
}

// --- all of them

function fail(message) {
  throw new Error(message);
}

/** esbuild takes the types away, in memory. */
async function importTypeScript(modules) {
  const contents = modules.map((module) => `export * from '${module}';`).join('\n');
  const { outputFiles } = await bundle({ stdin: { contents, resolveDir: ROOT }, bundle: true, format: 'esm', platform: 'node', target: 'node20', write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

function without(row, member) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== member));
}

/** The rows' short names for their sources stand for their products. */
function nameOf(row) {
  return rowKey({ ...row, product: row.from });
}

/** A row as `read-catalog.ts` makes it of the file. */
function asRead(family, { from, ...row }) {
  return family === 'google-deep-learning-containers' ? { ...row, product: from } : row;
}

/** Readable differences: one row a line. */
function print({ releases, majors, publishedVersions, ...head }) {
  const list = (rows) => (rows.length === 0 ? '[]' : `[\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`);
  const members = [
    ...Object.entries(head).map(([name, value]) => [name, JSON.stringify(value)]),
    ...(publishedVersions === undefined ? [] : [['publishedVersions', JSON.stringify(publishedVersions)]]),
    ['majors', list(majors)],
    ['releases', list(releases)],
  ];
  return `{\n${members.map(([name, text]) => `  ${JSON.stringify(name)}: ${text}`).join(',\n')}\n}\n`;
}

function build(family, data) {
  if (data.family !== family) fail(`'family' of ${family}.json must be '${family}', got: '${data.family}'`);
  const { sources, ...rows } = FAMILIES[family](data);
  const [first] = Object.values(sources);
  // A policy is as old as its oldest part.
  const retrievedAt = Object.values(sources).map(({ asOf }) => asOf).sort()[0];
  const sha256 = createHash('sha256').update(canonicalRows({ ...rows, releases: rows.releases.map((row) => asRead(family, row)) })).digest('hex');
  return { family, source: first.source, sha256, retrievedAt, sources, ...rows };
}

function differences(before, after) {
  const index = ({ releases }) => {
    const rows = new Map();
    for (const row of releases) rows.set(nameOf(row), [...(rows.get(nameOf(row)) ?? []), row]);
    return rows;
  };
  const [old, now] = [index(before), index(after)];
  const dates = (rows) => rows.map(({ eolFrom, discontinuedFrom }) => [eolFrom, discontinuedFrom].filter((date) => date !== undefined).join('/')).sort().join(', ');
  return [
    ...[...now].filter(([key]) => !old.has(key)).map(([key, rows]) => `added    ${key}: ${dates(rows)}`),
    ...[...old].filter(([key]) => !now.has(key)).map(([key, rows]) => `removed  ${key}: ${dates(rows)}`),
    ...[...now].filter(([key, rows]) => old.has(key) && dates(old.get(key)) !== dates(rows)).map(([key, rows]) => `moved    ${key}: ${dates(old.get(key))} -> ${dates(rows)}`),
  ];
}

const [folder, output = OUTPUT] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node scripts/build-catalog.mjs <folder with the data files> [output folder]');
  process.exit(2);
}
for (const family of Object.keys(FAMILIES)) {
  const catalog = build(family, JSON.parse(readFileSync(join(folder, `${family}.json`), 'utf8')));
  const file = join(output, `${family}.json`);
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { releases: [] };
  const changes = differences(before, catalog);
  writeFileSync(file, print(catalog));
  console.log([`${family}: ${catalog.releases.length} rows, ${changes.length} changed`, ...changes].join('\n  '));
}
