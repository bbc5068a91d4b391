import fc from 'fast-check';
import { formatImageReference, parseImageReference, type ImageReference } from '../../lib/core/image-reference';

const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const level = fc.tuple(word, fc.array(fc.tuple(fc.constantFrom('.', '_', '__', '-', '--'), word), { maxLength: 2 }))
  .map(([first, rest]) => first + rest.flat().join(''));
const repository = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
const accountId = fc.stringMatching(/^[0-9]{12}$/);
const region = fc.constantFrom('us-east-1', 'us-gov-west-1', 'ap-southeast-7', 'cn-north-1', 'us-isof-south-1', 'eusc-de-east-1');
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/);
const digest = fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`);

const ecr = fc.tuple(accountId, region, fc.constantFrom('.dkr.ecr.R.amazonaws.com', '.dkr.ecr-fips.R.amazonaws.com', '.dkr-ecr.R.on.aws',
  '.dkr.ecr.R.amazonaws.com.cn', '.dkr.ecr.R.c2s.ic.gov', '.dkr.ecr.R.amazonaws.eu'))
  .map(([account, where, host]) => ({ registry: account + host.replace('R', where), ecr: { accountId: account, region: where } }));
const other = fc.constantFrom('public.ecr.aws', 'gcr.io', 'europe-docker.pkg.dev', 'registry.example:5000', 'localhost', '[::1]:5000')
  .map((registry) => ({ registry }));

const reference: fc.Arbitrary<ImageReference> = fc.tuple(
  fc.oneof(ecr, other), repository, fc.record({ tag, digest }, { requiredKeys: [] }),
).map(([host, name, suffixes]) => ({ ...host, repository: name, ...suffixes }));

describe('image references', () => {
  it('a reference survives being written and read', () => {
    fc.assert(fc.property(reference, (value) => {
      expect(parseImageReference(formatImageReference(value))).toEqual({ ok: true, reference: value });
    }));
  });

  it('whatever text is read at all has one canonical form', () => {
    const nearly = fc.tuple(fc.constantFrom('', 'https://', 'docker://', ' '), fc.constantFrom('', 'Quay.io/', 'docker.io/', 'gcr.io:443/'), repository,
      fc.constantFrom('', ':1', ':', '@x', ':A_b')).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.oneof(nearly, fc.string()), (text) => {
      const first = parseImageReference(text);
      if (!first.ok) return;
      const canonical = formatImageReference(first.reference);
      const second = parseImageReference(canonical);
      expect(second).toEqual(first);
      expect(second.ok && formatImageReference(second.reference)).toBe(canonical);
    }), { numRuns: 500 });
  });

  it('no text makes it throw, and every refusal says why', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (text) => {
      const result = parseImageReference(text);
      if (!result.ok) expect(result.reason).toMatch(/^image reference '.*' must .*; .+/s);
    }), { numRuns: 500 });
  });
});
