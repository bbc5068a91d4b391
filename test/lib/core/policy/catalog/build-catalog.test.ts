import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '../../../../../scripts/build-catalog.mjs');
const LATER = 'later: 4.5 with 2027-03-10, 2.14 with 2026-09-09';
const pair = (version: string, eolFrom: string) => ({ version, processors: ['cpu', 'gpu'], eolFrom, section: 'supported' });
const image = (more: object) => ({ directory: 'torch', framework: 'Torch', version: '2.0', accelerator: 'gpu', platform: 'ec2', tags: ['2.0-ec2'], ...more });
const google = (more: object) => ({
  product: 'serving', framework: 'tf', version: '2.1', accelerator: 'cpu', eolFrom: '2026-01-01', discontinuedFrom: '2027-01-01',
  repositories: ['us-docker.pkg.dev/v/tf.2-1', 'asia-docker.pkg.dev/v/tf.2-1'], source: 'https://google.example', asOf: '2026-02-01',
  confidence: 'read', asWritten: ['Jan 1, 2026', 'Jan 1, 2027'], ...more,
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalog-'));
  mkdirSync(join(folder, 'out'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Facts { smd?: object; aws?: object; google?: object }

function build(facts: Facts = {}) {
  const data = {
    'sagemaker-distribution': { source: 's', asOf: '2026-08-13', later: LATER, majors: [], publishedPatchReleases: ['2.13.0'], releases: [pair('2.13', '2026-08-01'), pair('2.14', '2026-09-01')], ...facts.smd },
    'aws-deep-learning-containers': { source: 'a', asOf: '2026-08-21', legacy: {}, images: [image({})], ...facts.aws },
    'google-deep-learning-containers': { rows: [google({})], ...facts.google },
  };
  for (const [family, content] of Object.entries(data)) writeFileSync(join(folder, `${family}.json`), JSON.stringify({ family, ...content }));
  return spawnSync(process.execPath, [SCRIPT, folder, join(folder, 'out')], { encoding: 'utf8' });
}

const rows = (family: string): readonly Record<string, unknown>[] => JSON.parse(readFileSync(join(folder, 'out', `${family}.json`), 'utf8')).releases;

describe('build-catalog', () => {
  it('takes rows of a later change from it, with its own day', () => {
    expect(build().status).toBe(0);
    expect(rows('sagemaker-distribution').map(({ version, processor, section, eolFrom, from }) => [version, processor, section, eolFrom, from].join(' '))).toEqual([
      '2.13 cpu supported 2026-08-01 document', '2.13 gpu supported 2026-08-01 document',
      '2.14 cpu unsupported 2026-09-09 change', '2.14 gpu unsupported 2026-09-09 change',
      '4.5 cpu supported 2027-03-10 change', '4.5 gpu supported 2027-03-10 change',
    ]);
  });

  it('refuses a note of later changes that it does not know', () => {
    const { status, stderr } = build({ smd: { later: '4.6 with 2027-04-10' } });
    expect(status).not.toBe(0);
    expect(stderr).toContain("'LATER' must agree with the note 'later' of the data, which does not give: 4.5, 2.14");
  });

  it('collapses images that a policy cannot tell apart, and gives the reference of the one for SageMaker', () => {
    const dated = { ga: '2026-01-01', eop: '2027-01-01' };
    build({ aws: { images: [image(dated), image({ ...dated, platform: 'sagemaker', tags: ['2.0-sagemaker'] }), image({ ...dated, os: 'amzn2023' }), image({ directory: 'template' })] } });
    expect(rows('aws-deep-learning-containers').map(({ version, os, uri }) => [version, os, uri])).toEqual([
      ['2.0', undefined, '763104351884.dkr.ecr.us-east-1.amazonaws.com/torch:2.0-sagemaker'],
      ['2.0', 'amzn2023', '763104351884.dkr.ecr.us-east-1.amazonaws.com/torch:2.0-ec2'],
    ]);
  });

  it('keeps releases without a date as such', () => {
    build();
    expect(rows('aws-deep-learning-containers')).toEqual([expect.objectContaining({ version: '2.0', processor: 'gpu', eolFrom: null, asWritten: '' })]);
  });

  it('gives legacy versions to the repositories of their framework, unless these list them', () => {
    const legacy = { pytorch: [{ version: '2.5', ga: '2024-10-29', eop: '2025-10-29' }] };
    build({ aws: { legacy, images: [image({ directory: 'pytorch-training', version: '2.5' })] } });
    expect(rows('aws-deep-learning-containers').map(({ repository, eolFrom }) => `${repository} ${eolFrom}`)).toEqual([
      'pytorch-inference 2025-10-29', 'pytorch-inference-arm64 2025-10-29', 'pytorch-training null', 'pytorch-training-arm64 2025-10-29',
    ]);
  });

  it('names a repository by what its hosts have in common, and leaves out rows that were not read', () => {
    const { stdout } = build({ google: { rows: [google({ accelerator: 'cu124' }), google({ accelerator: 'tpu', version: '2.2', repositories: undefined }), google({ confidence: 'partial', version: '2.3' })] } });
    expect(rows('google-deep-learning-containers').map(({ version, repository, processor, accelerator }) => [version, repository, processor, accelerator])).toEqual([
      ['2.2', undefined, undefined, 'tpu'],
      ['2.1', 'v/tf.2-1', 'gpu', undefined],
    ]);
    expect(stdout).toContain('left out, not read in full: serving tf 2.3');
  });

  it('prints what changed against the files that were there', () => {
    build();
    expect(build().stdout).toContain('sagemaker-distribution: 6 rows, 0 changed\n');
    const { stdout } = build({ smd: { releases: [pair('2.12', '2026-06-22'), pair('2.14', '2026-09-01')] }, google: { rows: [google({ eolFrom: '2025-12-01' })] } });
    expect(stdout).toContain('added    2.12 cpu: 2026-06-22');
    expect(stdout).toContain('removed  2.13 gpu: 2026-08-01');
    expect(stdout).toContain('moved    v/tf.2-1 tf 2.1 cpu: 2026-01-01/2027-01-01 -> 2025-12-01/2027-01-01');
  });

  it('says how to call it', () => {
    const { status, stderr } = spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, 'usage: node scripts/build-catalog.mjs <folder with the data files> [output folder]\n']);
  });
});
