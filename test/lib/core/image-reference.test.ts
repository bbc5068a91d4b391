import { formatImageReference, parseImageReference, type ImageReference } from '../../../lib/core/image-reference';

const DIGEST = `sha256:${'0a'.repeat(32)}`;
const ECR = '123456789012.dkr.ecr.us-east-1.amazonaws.com';

function parsed(text: string): ImageReference {
  const result = parseImageReference(text);
  if (!result.ok) throw new Error(result.reason);
  return result.reference;
}

function reason(text: string): string {
  const result = parseImageReference(text);
  if (result.ok) throw new Error(`accepted as ${formatImageReference(result.reference)}`);
  return result.reason;
}

describe('private ECR registries', () => {
  it.each([
    ['123456789012.dkr.ecr.us-east-1.amazonaws.com', 'us-east-1'],
    ['123456789012.dkr.ecr.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov', 'us-iso-east-1'],
    ['123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov', 'us-isob-east-1'],
    ['123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk', 'eu-isoe-west-1'],
    ['123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov', 'us-isof-south-1'],
    ['123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
    ['123456789012.dkr.ecr-fips.us-west-2.amazonaws.com', 'us-west-2'],
    ['123456789012.dkr-ecr.eu-central-1.on.aws', 'eu-central-1'],
    ['123456789012.dkr-ecr-fips.us-east-2.on.aws', 'us-east-2'],
    ['123456789012.dkr-ecr.cn-northwest-1.on.amazonwebservices.com.cn', 'cn-northwest-1'],
  ])('%s', (registry, region) => {
    expect(parsed(`${registry}/team/a/ds:2025-05`)).toEqual({
      registry, repository: 'team/a/ds', tag: '2025-05', ecr: { accountId: '123456789012', region },
    });
  });

  it.each([
    '123456789012.dkr.ecr.us-east-1.amazonaws.com.evil.example',
    'evil.123456789012.dkr.ecr.us-east-1.amazonaws.com',
    '12345678901.dkr.ecr.us-east-1.amazonaws.com',
    '123456789012.dkr.ecr.us-east-1.amazonaws-com.example',
    '123456789012.dkr.ecr.us-east-1.amazonaws.com:8443',
  ])('%s is no ECR registry', (registry) => {
    expect(parsed(`${registry}/ds:1`)).toEqual({ registry, repository: 'ds', tag: '1' });
  });
});

describe('forms', () => {
  it.each<[string, string, ImageReference]>([
    ['no tag', `${ECR}/ds`, { registry: ECR, repository: 'ds', ecr: { accountId: '123456789012', region: 'us-east-1' } }],
    ['public gallery', 'public.ecr.aws/sagemaker/sagemaker-distribution:2.3-cpu',
      { registry: 'public.ecr.aws', repository: 'sagemaker/sagemaker-distribution', tag: '2.3-cpu' }],
    ['digest', `quay.io/a/b@${DIGEST}`, { registry: 'quay.io', repository: 'a/b', digest: DIGEST }],
    ['tag and digest', `quay.io/a/b:1@${DIGEST}`, { registry: 'quay.io', repository: 'a/b', tag: '1', digest: DIGEST }],
    ['digest in capitals', `quay.io/a/b@SHA256:${'0A'.repeat(32)}`, { registry: 'quay.io', repository: 'a/b', digest: DIGEST }],
    ['Container Registry', 'eu.gcr.io/deeplearning-platform-release/tf2-gpu.2-8',
      { registry: 'eu.gcr.io', repository: 'deeplearning-platform-release/tf2-gpu.2-8' }],
    ['Artifact Registry', 'us-docker.pkg.dev/vertex-ai/training/tf-cpu.2-14.py310:latest',
      { registry: 'us-docker.pkg.dev', repository: 'vertex-ai/training/tf-cpu.2-14.py310', tag: 'latest' }],
    ['port, no tag', 'registry.example:5000/a/b', { registry: 'registry.example:5000', repository: 'a/b' }],
    ['port and tag', 'localhost:5000/a:1', { registry: 'localhost:5000', repository: 'a', tag: '1' }],
    ['localhost', 'localhost/a', { registry: 'localhost', repository: 'a' }],
    ['default port', 'quay.io:443/a', { registry: 'quay.io', repository: 'a' }],
    ['Docker Hub, one word', 'python', { registry: 'docker.io', repository: 'library/python' }],
    ['Docker Hub, tag', 'python:3.12-slim', { registry: 'docker.io', repository: 'library/python', tag: '3.12-slim' }],
    ['Docker Hub, owner', 'mambaorg/micromamba:jammy', { registry: 'docker.io', repository: 'mambaorg/micromamba', tag: 'jammy' }],
    ['Docker Hub, alias', 'index.docker.io/python', { registry: 'docker.io', repository: 'library/python' }],
    ['scheme', 'https://quay.io/a/b:1', { registry: 'quay.io', repository: 'a/b', tag: '1' }],
    ['scheme of a tool', 'docker://python:3', { registry: 'docker.io', repository: 'library/python', tag: '3' }],
    ['capitals in the host', 'Quay.IO/a/b:V1', { registry: 'quay.io', repository: 'a/b', tag: 'V1' }],
    ['white space around', ' \t quay.io/a/b:1\n', { registry: 'quay.io', repository: 'a/b', tag: '1' }],
    ['separators', 'quay.io/a--b/c__d/e.f_g', { registry: 'quay.io', repository: 'a--b/c__d/e.f_g' }],
  ])('%s', (_form, text, reference) => {
    expect(parsed(text)).toEqual(reference);
  });
});

describe('refusals name the value, the rule and what to do', () => {
  it.each([
    ['empty', '  ', "image reference '' must not be empty; give a reference"],
    ['capitals in the repository', 'quay.io/Team/ds', "must name a repository, got 'Team/ds'; write it in lower case"],
    ['no repository', 'quay.io/', "must name a repository, got ''"],
    ['empty level', 'quay.io/a//b', "got 'a//b'; use lower-case letters"],
    ['empty tag', 'quay.io/a:', "must have a tag of 1 to 128 letters, digits and ._-, got ''"],
    ['wrong tag', 'quay.io/a:b:c', "got 'b:c'; correct the tag"],
    ['long tag', `quay.io/a:${'x'.repeat(129)}`, 'must have a tag of 1 to 128'],
    ['short digest', 'quay.io/a@sha256:00', "must have a digest of sha256: and 64 hexadecimal digits, got 'sha256:00'"],
    ['two digests', `quay.io/a@${DIGEST}@${DIGEST}`, 'must have a digest'],
    ['host that is none', 'https://-/a', "must begin with a registry's host name, got '-'"],
    ['scheme without host', 'https://team/ds', "must begin with a registry's host name, got 'team'"],
    ['an ARN', 'arn:aws:ecr:us-east-1:123456789012:repository/ds', "must begin with a registry's host name"],
    ['space inside', 'quay.io/a b', "got 'a b'"],
    ['not ASCII', 'quay.io/ä', "got 'ä'"],
    ['long repository', `quay.io/${'a'.repeat(256)}`, 'must have a repository of at most 255 characters, got 256'],
    ['too long', `quay.io/${'a'.repeat(600)}`, 'must have at most 456 characters, got 608; shorten it (SageMaker itself takes at most 255)'],
  ])('%s', (_form, text, expected) => {
    expect(reason(text)).toContain(expected);
  });

  it('shortens the value it shows', () => {
    expect(reason('😀'.repeat(5000)).length).toBeLessThan(320);
  });

  it('takes the 255 characters that SageMaker takes', () => {
    const text = `${ECR}/${'a'.repeat(255 - ECR.length - 3)}:1`;
    expect(text).toHaveLength(255);
    expect(formatImageReference(parsed(text))).toBe(text);
  });
});
