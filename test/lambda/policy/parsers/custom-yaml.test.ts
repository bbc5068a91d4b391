import { parsePolicyDocument } from '../../../../lambda/policy/parse-policy-document';

const read = (text: string) => parsePolicyDocument(text, { asOf: '2026-11-22' });
const YAML = `
# Bases of the platform team.
family: acme-base
golden:
  repositories: ['123456789012.dkr.ecr.us-east-1.amazonaws.com/platform/base']
  trustDateLabels: true
releases:
  - version: '2026.10'
    releaseDate: 2026-10-01
    eolFrom: 2027-04-30
  - { version: '2026.4', eolFrom: null }
`;

it('reads a policy of one\'s own as YAML', () => {
  const { family, releases, golden, anomalies } = read(YAML);
  expect(anomalies).toEqual([]);
  expect({ family, golden }).toEqual({ family: 'acme-base', golden: { repositories: ['123456789012.dkr.ecr.us-east-1.amazonaws.com/platform/base'], trustDateLabels: true } });
  expect(releases.map(({ version, eolFrom, releaseDate }) => [version, eolFrom, releaseDate])).toEqual([['2026.10', '2027-04-30', '2026-10-01'], ['2026.4', null, undefined]]);
});

it('says the same as the same JSON', () => {
  const json = JSON.stringify({ family: 'a', releases: [{ version: '1', eolFrom: '2027-01-01' }], majors: [{ version: '1', eolFrom: null }] });
  expect(read("family: a\nreleases:\n- {version: '1', eolFrom: 2027-01-01}\nmajors: [{version: '1', eolFrom: ~}]\n")).toEqual(read(json));
});

it.each([
  ['a version that YAML takes for a number', "family: a\nreleases: [{version: 2.10, eolFrom: 2027-01-01}]", 'unparsable-version', 'got: 2.1'],
  ['a member twice', 'family: a\nfamily: b\nreleases: []', 'not-a-policy', 'YAML without errors'],
  ['a document that is cut', "family: a\nreleases: [{version: '1'", 'not-a-policy', 'YAML without errors'],
  ['two documents', 'family: a\nreleases: []\n---\nfamily: b\nreleases: []\n', 'not-a-policy', 'one document'],
  ['depth', `family: a\nreleases: ${'['.repeat(50_000)}`, 'not-a-policy', 'nested 40 levels deep at most'],
  ['an alias that leads nowhere', 'family: a\nreleases: *x', 'not-a-policy', 'the document'],
  ['aliases that grow', `family: a\na: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nreleases: [*c,*c,*c]\n`, 'not-a-policy', 'aliases can be expanded'],
  ['a tag of its own', 'family: !js/function x\nreleases: []', 'not-a-policy', 'YAML without errors'],
])('refuses %s', (_case, text, code, words) => {
  const { anomalies } = read(text);
  const found = anomalies.find((anomaly) => anomaly.code === code);
  expect(found).toMatchObject({ severity: 'error' });
  expect(found?.message).toContain(words);
});
