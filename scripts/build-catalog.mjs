// Builds the policies that ship with the package from facts read at the vendors' sources.
//
//   node scripts/build-catalog.mjs <folder with <family>.json of each family> [output folder]
//
// Prints what changed against the files that were there.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** The repositories that the vendor's support table groups under a framework of the legacy list. */
const LEGACY_REPOSITORIES = {
  pytorch: ['pytorch-training', 'pytorch-training-arm64', 'pytorch-inference', 'pytorch-inference-arm64'],
  tensorflow: ['tensorflow-training', 'tensorflow-inference', 'tensorflow-inference-arm64'],
};
/** A pattern for authors, not an image. */
const NOT_AN_IMAGE = new Set(['template']);
/** The vendor's account in us-east-1; the algorithms' images have another one. Every Region has its own. */
const REGISTRY = '763104351884.dkr.ecr.us-east-1.amazonaws.com';
const ALGORITHM_REGISTRY = '683313688378.dkr.ecr.us-east-1.amazonaws.com';
const ALGORITHMS = new Set(['sagemaker-scikit-learn', 'sagemaker-xgboost']);

function awsDeepLearningContainers(data) {
  const images = data.images
    .filter(({ directory }) => !NOT_AN_IMAGE.has(directory))
    .sort((left, right) => preference(left) - preference(right));
  const rows = collapse(images.map(deepLearningRow));
  const listed = new Set(rows.map(({ repository, version }) => `${repository} ${version}`));
  const legacy = Object.entries(data.legacy)
    .flatMap(([framework, versions]) => versions.flatMap((version) => legacyRows(framework, version)))
    .filter(({ repository, version }) => !listed.has(`${repository} ${version}`));
  return {
    sources: { data: { source: data.source, asOf: data.asOf } },
    majors: [],
    releases: [...rows, ...legacy].sort((left, right) => (rowKey(left) < rowKey(right) ? -1 : 1)),
  };
}

function legacyRows(framework, { version, ga, eop }) {
  const repositories = LEGACY_REPOSITORIES[framework] ?? fail(`'LEGACY_REPOSITORIES' must have the repositories of '${framework}'`);
  return repositories.map((repository) => ({
    version, repository, framework, releaseDate: ga, eolFrom: eop, asWritten: eop, from: 'data',
  }));
}

/** Of images that become one row, the one for SageMaker gives the reference. */
function preference({ platform }) {
  return platform === 'sagemaker' ? 0 : 1;
}

function deepLearningRow({ directory, repository = directory, framework, version, accelerator, os, ga, eop, tags }) {
  const processor = accelerator === 'cpu' || accelerator === 'gpu' ? { processor: accelerator } : { accelerator };
  const registry = ALGORITHMS.has(repository) ? ALGORITHM_REGISTRY : REGISTRY;
  return {
    version,
    ...processor,
    repository,
    ...(os !== undefined && { os }),
    framework: frameworkName(framework, repository),
    // A release without a date is never a successor, so its reference would only take space.
    ...(eop !== undefined && tags[0] !== undefined && { uri: `${registry}/${repository}:${tags[0]}` }),
    ...(ga !== undefined && { releaseDate: ga }),
    eolFrom: eop ?? null,
    asWritten: eop ?? '',
    from: 'data',
  };
}

/** One word a framework. Images that others contribute have dates of their own, so their framework is another one. */
function frameworkName(framework, repository) {
  const name = framework.toLowerCase().replace(/ (?:devel|runtime)$/, '').replace(/^djlserving$/, 'djl');
  const contributor = /^(huggingface|stabilityai)-/.exec(repository)?.[1];
  return contributor === undefined || contributor === name ? name : `${contributor}-${name}`;
}

// --- Google

const ACCELERATORS = { cpu: { processor: 'cpu' }, gpu: { processor: 'gpu' }, tpu: { accelerator: 'tpu' }, 'cpu,gpu': {} };

function googleDeepLearningContainers(data) {
  const sources = {};
  const read = data.rows.filter(({ confidence }) => confidence === 'read');
  for (const { product, framework, version } of data.rows.filter((row) => !read.includes(row))) console.log(`left out, not read in full: ${product} ${framework} ${version}`);
  const releases = read.map((row) => {
    sources[row.product] ??= { source: row.source, asOf: row.asOf };
    if (sources[row.product].asOf !== row.asOf) fail(`'asOf' of a product's rows must be one day, got: '${sources[row.product].asOf}' and '${row.asOf}'`);
    const repository = commonPath(row.repositories ?? []);
    return {
      version: row.version,
      ...(/^cu\d+$/.test(row.accelerator) ? { processor: 'gpu' } : ACCELERATORS[row.accelerator] ?? fail(`'accelerator' must be a known one, got: '${row.accelerator}'`)),
      ...(repository !== undefined && { repository }),
      framework: row.framework,
      eolFrom: row.eolFrom,
      discontinuedFrom: row.discontinuedFrom,
      asWritten: row.asWritten[0],
      from: row.product,
    };
  });
  return { sources, majors: [], releases: collapse(releases).sort((left, right) => (rowKey(left) < rowKey(right) ? -1 : 1)) };
}

/** The same image lies in several multi-regions; what they have in common is the path. */
function commonPath(repositories) {
  const paths = new Set(repositories.map((repository) => repository.slice(repository.indexOf('/') + 1)));
  if (paths.size > 1) fail(`'repositories' of a row must differ in their host only, got: ${[...paths].join(', ')}`);
  return [...paths][0];
}

// --- all of them

function fail(message) {
  throw new Error(message);
}

/** One row for rows that say the same of the same release; the first one's reference stays. */
function collapse(rows) {
  const kept = new Map();
  for (const row of rows) {
    const key = JSON.stringify([rowKey(row), row.releaseDate, row.eolFrom, row.discontinuedFrom]);
    if (!kept.has(key)) kept.set(key, row);
  }
  return [...kept.values()];
}

/** A vendor that counts by framework may count the same version of it differently for each product. */
function rowKey({ framework, repository, version, processor, accelerator, os, from }) {
  const where = repository ?? (framework === undefined ? undefined : from);
  return [where, framework, version, processor ?? accelerator, os].filter((part) => part !== undefined).join(' ');
}

/** See lib/core/policy/canonical-rows.ts: a test holds the two together. */
function canonicalRows({ releases, majors }) {
  const members = (row) => Object.entries(row).filter(([name]) => name !== 'from').sort(([left], [right]) => (left < right ? -1 : 1));
  const canonical = (row) => JSON.stringify(Object.fromEntries(members(row)));
  return [...majors.map((row) => `major ${canonical(row)}`), ...releases.map((row) => `release ${canonical(row)}`)].sort().join('\n');
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
  const sha256 = createHash('sha256').update(canonicalRows(rows)).digest('hex');
  return { family, source: first.source, sha256, retrievedAt, sources, ...rows };
}

function differences(before, after) {
  const index = ({ releases }) => {
    const rows = new Map();
    for (const row of releases) rows.set(rowKey(row), [...(rows.get(rowKey(row)) ?? []), row]);
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
