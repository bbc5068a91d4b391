import { parseChainCatalogue } from '../../../../lib/core/lineage/chain-catalogue';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const BASE = {
  claim: { family: 'sagemaker-distribution', version: '2.3.1', processor: 'cpu', os: 'ubuntu22.04' },
  diffIds: [digest('a'), digest('b')],
  digests: [digest('c')],
  source: '111122223333.dkr.ecr.us-east-1.amazonaws.com/mirror/sagemaker-distribution:2.3.1-cpu',
  asOf: '2026-10-24',
};
const catalogue = (base: object) => JSON.stringify({ schemaVersion: '1.0', bases: [BASE, base] });

it('reads known bases, and leaves out what it does not know', () => {
  expect(parseChainCatalogue(catalogue({ ...BASE, claim: { family: 'acme', added: 1 }, note: 'x' }))).toEqual({
    schemaVersion: '1.0', bases: [BASE, { ...BASE, claim: { family: 'acme', version: null, processor: null } }],
  });
  expect(parseChainCatalogue('{"schemaVersion": "1.0", "bases": []}').bases).toEqual([]);
});

it.each<[string, string, string]>([
  ['no JSON', 'catalogue', "'the document' of a catalogue must be a JSON object with 'schemaVersion' and 'bases', got: 'catalogue'"],
  ['a list', '[]', "'the document'"],
  ['no version', '{"bases": []}', "'schemaVersion' of a catalogue must be '1.0', the one form that this program knows, got: nothing"],
  ['a newer version', '{"schemaVersion": "2.0", "bases": []}', "got: '2.0'"],
  ['no bases', '{"schemaVersion": "1.0"}', "'bases' of a catalogue must be a list of known bases, got: nothing"],
  ['a base that is text', '{"schemaVersion": "1.0", "bases": ["x"]}', "'bases[0]' of a catalogue must be an object, got: 'x'"],
  ['no claim', catalogue({ ...BASE, claim: undefined }), "'bases[1].claim' of a catalogue must be an object, got: nothing"],
  ['no family', catalogue({ ...BASE, claim: { version: '1' } }), "'bases[1].claim.family'"],
  ['a version that is a number', catalogue({ ...BASE, claim: { ...BASE.claim, version: 2.3 } }), "'bases[1].claim.version' of a catalogue must be a version, or null where it is not known, got: 2.3"],
  ['another processor', catalogue({ ...BASE, claim: { ...BASE.claim, processor: 'tpu' } }), "'bases[1].claim.processor'"],
  ['an operating system that is none', catalogue({ ...BASE, claim: { ...BASE.claim, os: 7 } }), "'bases[1].claim.os'"],
  ['layers that are no list', catalogue({ ...BASE, diffIds: 'x' }), "'bases[1].diffIds' of a catalogue must be a list of digests"],
  ['a layer that is no digest', catalogue({ ...BASE, diffIds: [digest('a'), 'sha256:b'] }), "'bases[1].diffIds[1]' of a catalogue must be 'sha256:' and 64 hexadecimal digits in lower case, got: 'sha256:b'"],
  ['a digest that is none', catalogue({ ...BASE, digests: [7] }), "'bases[1].digests[0]'"],
  ['neither layers nor digests', catalogue({ ...BASE, diffIds: [], digests: [] }), "'bases[1]' of a catalogue must be one that has 'diffIds' or 'digests'"],
  ['no source', catalogue({ ...BASE, source: ' ' }), "'bases[1].source'"],
  ['a day that is none', catalogue({ ...BASE, asOf: '2026-02-30' }), "'bases[1].asOf' of a catalogue must be the day on which the base was read, as YYYY-MM-DD, got: '2026-02-30'"],
])('refuses %s', (_, text, message) => {
  expect(() => parseChainCatalogue(text)).toThrow(message);
  expect(() => parseChainCatalogue(text)).toThrow("Make it anew by the 'catalogue' command.");
});
