import { DERIVED, ERA, NVIDIA, resolve, summary, VERSION_LABEL } from '../images';

const SMD = 'sagemaker-distribution';
const GALLERY = 'public.ecr.aws/sagemaker/sagemaker-distribution';

describe('releases by what their config carries', () => {
  it.each([
    // release, label, IMAGE_VERSION, environment, result
    ['0.8', undefined, undefined, ERA.before0_9, `${SMD} - - weak PROBABLE_BASE`, undefined],
    ['0.9', undefined, undefined, ERA.from0_9, `${SMD} - cpu strong VERSION_INFERRED`, '>=0.9.0 <1.12.0 || >=2.0.0 <2.3.0'],
    ['0.13', undefined, undefined, ERA.from0_10, `${SMD} - cpu strong VERSION_INFERRED`, '>=0.9.0 <1.12.0 || >=2.0.0 <2.3.0'],
    ['1.11', undefined, undefined, ERA.from0_10, `${SMD} - cpu strong VERSION_INFERRED`, '>=0.9.0 <1.12.0 || >=2.0.0 <2.3.0'],
    ['1.12.0', undefined, '1.12.0-cpu', ERA.from1_12, `${SMD} 1.12.0 cpu strong`, undefined],
    ['1.13.1', undefined, '1.13.1-gpu', ERA.from1_12, `${SMD} 1.13.1 gpu strong`, undefined],
    ['1.12 without its variable', undefined, '', ERA.from1_12, `${SMD} 1 cpu strong VERSION_INFERRED`, '>=1.12.0 <2.0.0'],
    ['2.0.1', undefined, undefined, ERA.from2_0, `${SMD} - cpu strong VERSION_INFERRED`, '>=0.9.0 <1.12.0 || >=2.0.0 <2.3.0'],
    ['2.1.0', '2.1.0-cpu', '2.1.0-cpu', ERA.from2_0, `${SMD} 2.1.0 cpu strong`, undefined],
    ['2.2.0 with a cleared label', '', undefined, ERA.from2_0, `${SMD} - cpu strong VERSION_INFERRED`, '>=0.9.0 <1.12.0 || >=2.0.0 <2.3.0'],
    ['2.3.1', '2.3.1-gpu', '2.3.1-gpu', ERA.from2_3, `${SMD} 2.3.1 gpu strong`, undefined],
    ['2.x with cleared label and variable', ' ', '', ERA.from2_3, `${SMD} 2 cpu strong VERSION_INFERRED`, '>=2.3.0 <3.0.0'],
    ['2.14.10', '2.14.10-cpu', '2.14.10-cpu', ERA.from2_3, `${SMD} 2.14.10 cpu strong`, undefined],
    ['2.9.3, a patch on 2.9.2', '2.9.3-gpu', '2.9.3-gpu', ERA.from2_3, `${SMD} 2.9.3 gpu strong`, undefined],
    ['3.8.0', '3.8.0-cpu', '3.8.0-cpu', ERA.from3_0, `${SMD} 3.8.0 cpu strong`, undefined],
    ['4.4.1, label cleared', '', '4.4.1-gpu', ERA.from3_0, `${SMD} 4.4.1 gpu strong`, undefined],
    ['4.4.1, variable cleared', '4.4.1-gpu', '', ERA.from3_0, `${SMD} 4.4.1 gpu strong`, undefined],
    ['3.x or later, both cleared', '', '', ERA.from3_0, `${SMD} - cpu strong VERSION_INFERRED`, '>=3.0.0'],
    ['3.x or later, PATH extended', '', '', ERA.from3_0behind, `${SMD} - cpu strong VERSION_INFERRED`, '>=3.0.0'],
    ['a pre-release', '1.0.0-beta-cpu', undefined, ERA.from0_10, `${SMD} 1.0.0-beta cpu strong`, undefined],
  ])('%s', (_release, label, variable, era, expected, range) => {
    const base = resolve(DERIVED, {
      labels: label === undefined ? {} : { [VERSION_LABEL]: label },
      env: [...era, ...(variable === undefined ? [] : [`IMAGE_VERSION=${variable}`])],
    });
    expect(summary(base)).toBe(expected);
    expect(base.versionRange).toBe(range);
  });

  it.each([
    ['a request for devices, which is no proof of CUDA', 'NVIDIA_VISIBLE_DEVICES=all', null],
    ['a request for capabilities', 'NVIDIA_DRIVER_CAPABILITIES=compute,utility', null],
    ["CUDA's requirement", 'NVIDIA_REQUIRE_CUDA=cuda>=11.8', 'gpu'],
    ['CUDA_VERSION', 'CUDA_VERSION=11.8.0', 'gpu'],
    ['NV_*', 'NV_CUDA_LIB_VERSION=12.5.0-1', 'gpu'],
    ['devices switched off', 'NVIDIA_VISIBLE_DEVICES=void', 'cpu'],
    ['an empty variable', 'CUDA_VERSION=', 'cpu'],
    ['nothing', 'A=b', 'cpu'],
  ])('tells the processor of an unlabelled image by %s', (_name, variable, processor) => {
    expect(resolve(DERIVED, { env: [...ERA.from0_10, variable] }).processor).toBe(processor);
  });

  it('does not take CUDA variables that a derived CPU image added for a GPU base', () => {
    const base = resolve(DERIVED, { labels: { [VERSION_LABEL]: '2.3.1-cpu' }, env: [...ERA.from2_3, ...NVIDIA] });
    expect(summary(base)).toBe(`${SMD} 2.3.1 cpu strong`);
  });
});

describe('what looks like a version but is none', () => {
  it.each([
    ['IMAGE_VERSION in other company', { env: ['IMAGE_VERSION=2.3.1-cpu'] }, '- - - none'],
    ['IMAGE_VERSION without a logging directory', { env: ['MAMBA_USER=sagemaker-user', 'IMAGE_VERSION=2.3.1-cpu'] }, `${SMD} - - weak PROBABLE_BASE`],
    ['IMAGE_VERSION of the team', { env: [...ERA.from2_3, 'IMAGE_VERSION=2025.05'] }, `${SMD} 2 cpu strong VERSION_INFERRED`],
    ['another micromamba image', { env: ['MAMBA_USER=mambauser', 'SAGEMAKER_LOGGING_DIR=/x'] }, '- - - none'],
    ['empty logging directories', { env: ['MAMBA_USER=sagemaker-user', 'SAGEMAKER_LOGGING_DIR='] }, `${SMD} - - weak PROBABLE_BASE`],
    ['a label that the build never writes', { labels: { [VERSION_LABEL]: 'custom' } }, `${SMD} - - weak PROBABLE_BASE`],
    ['a label with more than the version', { labels: { [VERSION_LABEL]: 'v2.3.1-cpu' } }, `${SMD} - - weak PROBABLE_BASE`],
    ['a label without the processor', { labels: { [VERSION_LABEL]: '2.3.1' } }, `${SMD} - - weak PROBABLE_BASE`],
    ["Ubuntu's own labels", { labels: { 'org.opencontainers.image.version': '22.04', 'org.opencontainers.image.ref.name': 'ubuntu' } }, '- - - none'],
    ["a label key in quotes", { labels: { [`"${VERSION_LABEL}"`]: '2.3.1-cpu' } }, '- - - none'],
    ['a changed label beside the variables of an era', { labels: { [VERSION_LABEL]: 'custom' }, env: [...ERA.from2_3] },
      `${SMD} 2 cpu strong VERSION_INFERRED`],
  ])('%s', (_case, facts, expected) => {
    expect(summary(resolve(DERIVED, facts))).toBe(expected);
  });
});

describe('references', () => {
  const digest = `@sha256:${'ab'.repeat(32)}`;

  it.each([
    [':2.3.1-cpu', `${SMD} 2.3.1 cpu strong`],
    [':2.3-gpu', `${SMD} 2.3 gpu strong FLOATING_TAG`],
    [':2-cpu', `${SMD} 2 cpu strong FLOATING_TAG`],
    [':latest-gpu', `${SMD} - gpu strong FLOATING_TAG`],
    [':latest-beta-cpu', `${SMD} - cpu strong FLOATING_TAG`],
    [':1.0.0-beta-cpu', `${SMD} 1.0.0-beta cpu strong`],
    ['', `${SMD} - - strong FLOATING_TAG`],
    [digest, `${SMD} - - strong`],
    [`:2-cpu${digest}`, `${SMD} 2 cpu strong`],
    [':something', `${SMD} - - strong FLOATING_TAG`],
  ])("in the vendor's gallery: '%s'", (suffix, expected) => {
    expect(summary(resolve(`public.ecr.aws/sagemaker/sagemaker-distribution${suffix}`))).toBe(expected);
  });

  it.each([
    ['a fork', 'evil.example/evil/sagemaker-distribution-fork:2.3-cpu'],
    ['another gallery', 'public.ecr.aws/evil/sagemaker-distribution:2.3-cpu'],
    ['a longer name in the gallery', `${GALLERY}-x:2.3-cpu`],
    ['a pull-through cache, its rule unknown', '123456789012.dkr.ecr.us-east-1.amazonaws.com/ecr-public/sagemaker/sagemaker-distribution:2.3-cpu'],
    ["the vendor's staging account", '700843992353.dkr.ecr.us-east-1.amazonaws.com/sagemaker-distribution-staging-repository:2.3-cpu'],
    ['Docker Hub', 'sagemaker/sagemaker-distribution:2.3-cpu'],
  ])('elsewhere prove nothing: %s', (_case, reference) => {
    expect(summary(resolve(reference))).toBe(`${SMD} 2.3 cpu weak PROBABLE_BASE`);
  });

  it('a tag alone counts only while the content is unknown', () => {
    expect(summary(resolve('registry.example/team/ds:2.3-cpu'))).toBe(`${SMD} 2.3 cpu weak PROBABLE_BASE`);
    expect(summary(resolve('registry.example/team/ds:2.3-cpu', {}))).toBe('- - - none');
  });
});

describe('history', () => {
  it.each([
    ['build argument', ['|4 CUDA_MAJOR_MINOR_VERSION=12.6 ENV_IN_FILENAME=gpu.env.in /bin/sh -c micromamba install'], '- gpu'],
    ['label instruction', ['/bin/sh -c #(nop)  LABEL org.amazon.sagemaker-distribution.image.version=2.9.2-cpu'], '2.9.2 cpu'],
    ['the later of two labels', [`LABEL ${VERSION_LABEL}=2.9.2-cpu`, `LABEL ${VERSION_LABEL}=2.9.3-cpu`], '2.9.3 cpu'],
  ])('only corroborates: %s', (_case, history, expected) => {
    expect(summary(resolve(DERIVED, { history }))).toBe(`${SMD} ${expected} weak PROBABLE_BASE`);
  });

  it('of other arguments says nothing', () => {
    expect(summary(resolve(DERIVED, { history: ['RUN cat PINNED_ENV_IN_FILENAME=gpu.env.in'] }))).toBe('- - - none');
  });
});
