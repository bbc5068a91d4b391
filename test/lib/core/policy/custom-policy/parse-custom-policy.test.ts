import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCustomPolicy } from '../../../../../lib/core/policy/custom-policy/parse-custom-policy';
import { parsePolicyDocument } from '../../../../../lambda/policy/parse-policy-document';
import type { PolicyDocument } from '../../../../../lib/core/policy/policy';

const REPOSITORY = '123456789012.dkr.ecr.us-east-1.amazonaws.com/platform/base';
const ACME = {
  family: 'acme-base',
  releases: [
    { version: '2026.1', releaseDate: '2026-01-15', eolFrom: '2026-12-31', eoasFrom: '2026-09-30', discontinuedFrom: null },
    { name: '2026.2', eolFrom: null },
  ],
  golden: { repositories: [REPOSITORY], versionLabel: 'com.acme.base.version', trustDateLabels: true },
};

const read = (policy: object): PolicyDocument => parsePolicyDocument(JSON.stringify(policy), { asOf: '2026-10-24' });
const errors = ({ anomalies }: PolicyDocument) => anomalies.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`);

it("reads a team's policy with its golden images", () => {
  expect(read(ACME)).toEqual({
    family: 'acme-base',
    releases: [
      {
        version: '2026.1', releaseDate: '2026-01-15', eolFrom: '2026-12-31', eoasFrom: '2026-09-30', discontinuedFrom: null,
        asWritten: '2026-12-31', line: null, uri: `${REPOSITORY}:2026.1`,
      },
      { version: '2026.2', eolFrom: null, asWritten: 'null', line: null, uri: `${REPOSITORY}:2026.2` },
    ],
    majors: [],
    anomalies: [],
    golden: ACME.golden,
  });
});

it('leaves addresses alone that a row gives, and gives none where there is no repository', () => {
  const plain = { family: ACME.family, releases: ACME.releases };
  expect(read({ ...ACME, releases: [{ version: '1', eolFrom: null, uri: 'registry.example/base:one' }] }).releases[0]?.uri).toBe('registry.example/base:one');
  expect(read(plain).releases[0]?.uri).toBeUndefined();
  expect(read(plain)).not.toHaveProperty('golden');
});

it('reads a product as the endoflife.date API gives it', () => {
  const answer = {
    schema_version: '1.2.0', generated_at: '2026-10-24T00:00:00Z',
    result: {
      name: 'acme-os', label: 'Acme OS', category: 'os',
      releases: [{ name: '12', codename: null, label: '12', releaseDate: '2025-06-10', isLts: false, isEol: false, eolFrom: '2028-06-10', latest: { name: '12.1' } }],
    },
  };
  expect(read(answer)).toMatchObject({ family: 'acme-os', releases: [{ version: '12', releaseDate: '2025-06-10', eolFrom: '2028-06-10' }], anomalies: [] });
});

it('reads what this program prints of a policy', () => {
  const markdown = readFileSync(path.join(__dirname, '../../../../lambda/policy/fixtures/sagemaker-distribution.md'), 'utf8');
  const printed = parsePolicyDocument(markdown, { asOf: '2026-09-15' });
  const again = read(JSON.parse(JSON.stringify(printed)));

  expect(errors(again)).toEqual([]);
  expect(again.releases.map(({ version, processor, eolFrom, section, uri }) => ({ version, processor, eolFrom, section, uri })))
    .toEqual(printed.releases.map(({ version, processor, eolFrom, section, uri }) => ({ version, processor, eolFrom, section, uri })));
  expect(again.majors).toHaveLength(printed.majors.length);
});

describe('refuses, and names member, rule and value', () => {
  const release = { version: '1', eolFrom: '2026-12-31' };
  it.each<[string, object, string]>([
    ['no family', { ...ACME, family: 7 }, "invalid-family: 'family' must be at most 64 lower-case letters"],
    ['a family with spaces', { ...ACME, family: 'Acme Base' }, "got: 'Acme Base'"],
    ['releases that are no list', { ...ACME, releases: { a: 1 } }, "unreadable-row: 'releases' must be a list of objects, got: {\"a\":1}"],
    ['no releases', { ...ACME, releases: [] }, "no-releases: 'releases' must be a list with one release at least, got: []"],
    ['a release that is no object', { ...ACME, releases: ['1'] }, "unreadable-row: 'releases[0]' must be an object, got: '1'"],
    ['a release without a version', { ...ACME, releases: [release, { eolFrom: null }] }, "unparsable-version: 'releases[1].version' must be a version such as '2026.1'"],
    ['a version that is a number', { ...ACME, releases: [{ version: 2026.1, eolFrom: null }] }, 'got: 2026.1'],
    ['a release without an end', { ...ACME, releases: [{ version: '1' }] }, "unparsable-date: 'releases[0].eolFrom' must be one whole day such as '2026-12-31', or null where there is none, got: nothing"],
    ['an end that is no day', { ...ACME, releases: [{ version: '1', eolFrom: '2026-02-30' }] }, "'releases[0].eolFrom'"],
    ['an end that says yes', { ...ACME, releases: [{ version: '1', eolFrom: true }] }, 'got: true'],
    ['an end of active support that is no day', { ...ACME, releases: [{ ...release, eoasFrom: 'soon' }] }, "'releases[0].eoasFrom' must be one whole day"],
    ['another processor', { ...ACME, releases: [{ ...release, processor: 'tpu' }] }, "invalid-member: 'releases[0].processor' must be one of 'cpu', 'gpu', got: 'tpu'"],
    ['a major without an end', { ...ACME, majors: [{ version: '1' }] }, "'majors[0].eolFrom'"],
    ['no repositories', { ...ACME, golden: {} }, "invalid-golden: 'golden.repositories' must be a list"],
    ['a repository with a tag', { ...ACME, golden: { repositories: [`${REPOSITORY}:1`] } }, "'golden.repositories[0]' must be a repository with its registry and without a tag"],
    ['a repository that is none', { ...ACME, golden: { repositories: [7] } }, 'got: 7'],
    ['a misspelt member', { ...ACME, golden: { ...ACME.golden, versionlabel: 'x' } }, "got: 'versionlabel'"],
    ['a label that is none', { ...ACME, golden: { ...ACME.golden, versionLabel: '' } }, "'golden.versionLabel' must be the name of a label"],
    ['trust that is text', { ...ACME, golden: { ...ACME.golden, trustDateLabels: 'yes' } }, "'golden.trustDateLabels' must be true or false, got: 'yes'"],
    ["a vendor's family with golden images", { ...ACME, family: 'sagemaker-distribution' }, "'golden' must be left out where the family is a vendor's"],
  ])('%s', (_, policy, message) => {
    expect(errors(read(policy)).join('\n')).toContain(message);
  });

  it('a row, and reads the others', () => {
    const document = read({ ...ACME, releases: [{ version: '1', eolFrom: 'soon' }, release] });
    expect(errors(document)).toHaveLength(1);
    expect(document.releases).toHaveLength(1);
  });

  it('a family that is not the one that was named', () => {
    const text = JSON.stringify(ACME);
    expect(parsePolicyDocument(text, { asOf: '2026-10-24', family: 'sagemaker-distribution' }).anomalies).toMatchObject([{ code: 'not-a-policy', severity: 'error' }]);
  });
});

it('warns of members that it does not know, and of rows that contradict each other', () => {
  const document = read({ ...ACME, goldn: {}, releases: [{ version: '1', eolFrom: '2026-01-01' }, { version: '1', eolFrom: '2027-01-01' }] });
  expect(errors(document)).toEqual([]);
  expect(document.anomalies.map(({ code }) => code)).toEqual(['unknown-member', 'duplicate-conflict']);
});

it.each(['{"releases": []}', '{"family": "x"}', '[]', '{', '', '"family releases"', '{"result": {"name": "x"}}'])('takes %j for no policy of this form', (text) => {
  expect(parseCustomPolicy(text)).toMatchObject({ family: 'unknown', releases: [], anomalies: [{ code: 'not-a-policy' }] });
  expect(parsePolicyDocument(text, { asOf: '2026-10-24' }).anomalies).toContainEqual(expect.objectContaining({ code: 'not-a-policy', severity: 'error' }));
});
