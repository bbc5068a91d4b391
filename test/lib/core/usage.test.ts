import { directUseArn, directUses, versionName, type ResourceSpec, type SeenSpec } from '../../../lib/core/usage';

const OWN = '111122223333';
const AWS = 'arn:aws:sagemaker:us-east-1:885854791233';
const IMAGE = `${AWS}:image/sagemaker-distribution-cpu`;
const VERSION = `${AWS}:image-version/sagemaker-distribution-cpu/41`;

const app = (spec: ResourceSpec, user = 'app d-1/lab/JupyterLab/default'): SeenSpec => ({ place: 'app', user, spec });
const usesOf = (...specs: readonly ResourceSpec[]) => directUses(specs.map((spec) => app(spec)), OWN);

describe('what is a direct use', () => {
  it.each<[string, ResourceSpec, string, 'cpu' | 'gpu']>([
    ['an image ARN', { imageArn: IMAGE }, 'sagemaker-distribution-cpu', 'cpu'],
    ['a version ARN alone', { imageVersionArn: VERSION.replace('cpu', 'gpu') }, 'sagemaker-distribution-gpu', 'gpu'],
    ['an account of AWS that nobody has listed', { imageArn: IMAGE.replace('885854791233', '999988887777') }, 'sagemaker-distribution-cpu', 'cpu'],
    ['another partition', { imageArn: 'arn:aws-cn:sagemaker:cn-north-1:674439102856:image/sagemaker-distribution-gpu' }, 'sagemaker-distribution-gpu', 'gpu'],
    ['the GovCloud partition', { imageArn: 'arn:aws-us-gov:sagemaker:us-gov-west-1:300992924816:image/sagemaker-distribution-cpu' }, 'sagemaker-distribution-cpu', 'cpu'],
    ['capitals', { imageArn: IMAGE.replace('sagemaker-d', 'SageMaker-D') }, 'sagemaker-distribution-cpu', 'cpu'],
  ])('%s', (_, spec, imageName, processor) => {
    expect(usesOf(spec)).toEqual([expect.objectContaining({ imageName, processor, running: 1, attached: 0 })]);
  });

  it.each<[string, ResourceSpec]>([
    ['no image at all', {}],
    ['an image of the same name in the own account', { imageArn: IMAGE.replace('885854791233', OWN) }],
    ['a version of such an image', { imageVersionArn: VERSION.replace('885854791233', OWN) }],
    ['another image of AWS', { imageArn: `${AWS}:image/datascience-1.0` }],
    ['a name that only begins like it', { imageArn: `${IMAGE}-fork` }],
    ['a name that only ends like it', { imageArn: `${AWS}:image/my-sagemaker-distribution-cpu` }],
    ['neither CPU nor GPU', { imageArn: `${AWS}:image/sagemaker-distribution-neuron` }],
    ['another kind of resource', { imageArn: IMAGE.replace(':image/', ':app-image-config/') }],
    ['another service', { imageArn: IMAGE.replace(':sagemaker:', ':ecr:') }],
    ['an own version beside the image', { imageArn: IMAGE, imageVersionArn: `arn:aws:sagemaker:us-east-1:${OWN}:image-version/mine/3` }],
  ])('not %s', (_, spec) => {
    expect(usesOf(spec)).toEqual([]);
  });
});

describe('distinct uses', () => {
  it('are by image and alias, by version ARN, and by default', () => {
    const uses = usesOf(
      { imageArn: IMAGE, imageVersionAlias: '3.2.0' }, { imageArn: IMAGE, imageVersionAlias: '4' }, { imageArn: IMAGE }, { imageVersionArn: VERSION },
      { imageArn: IMAGE, imageVersionAlias: '3.2.0' }, { imageArn: IMAGE, imageVersionArn: 'None' }, { imageArn: IMAGE, imageVersionAlias: '' },
      { imageArn: IMAGE.replace('cpu', 'gpu'), imageVersionAlias: '4' },
    );

    expect(uses.map((use) => [use.imageName.slice(-3), use.imageVersionArn ?? use.alias, use.running])).toEqual([
      ['cpu', VERSION, 1], ['cpu', '3.2.0', 2], ['cpu', '4', 1], ['cpu', undefined, 3], ['gpu', '4', 1],
    ]);
  });

  it('join a version with the most exact alias that it was seen with, and take its image from it', () => {
    const uses = usesOf(
      { imageVersionArn: VERSION, imageVersionAlias: '4' }, { imageVersionArn: VERSION, imageVersionAlias: '4.4.1' },
      { imageArn: IMAGE.replace('cpu', 'gpu'), imageVersionArn: VERSION, imageVersionAlias: '4.4' }, { imageVersionArn: VERSION, imageVersionAlias: 'latest' },
    );

    expect(uses).toEqual([expect.objectContaining({ imageArn: IMAGE, imageName: 'sagemaker-distribution-cpu', imageVersionArn: VERSION, alias: '4.4.1', running: 4 })]);
  });

  it('count apps and defaults apart, and name a few, running ones first', () => {
    const spec = { imageArn: IMAGE, imageVersionAlias: '4' };
    const seen: SeenSpec[] = [
      { place: 'domain-default', user: 'a default', spec }, { place: 'profile-default', user: 'another default', spec },
      ...['d', 'b', 'c', 'a'].map((user) => app(spec, user)),
    ];

    expect(directUses(seen, OWN)).toEqual([expect.objectContaining({ running: 4, attached: 2, examples: ['a', 'b', 'c', 'd', 'a default'] })]);
  });

  it('do not depend on the order in which they were seen', () => {
    const seen = ['4', '3.2.0', undefined].map((imageVersionAlias) => app({ imageArn: IMAGE, ...(imageVersionAlias !== undefined && { imageVersionAlias }) }, `by ${imageVersionAlias}`));

    expect(directUses([...seen].reverse(), OWN)).toEqual(directUses(seen, OWN));
  });
});

describe('identity', () => {
  it.each([
    [{ imageArn: IMAGE, imageVersionArn: VERSION, alias: '4.4.1' }, VERSION, 41, 'version 41'],
    [{ imageArn: IMAGE, alias: '3.2.0' }, `${AWS}:image-version/sagemaker-distribution-cpu/alias/3.2.0`, 0, "alias '3.2.0'"],
    [{ imageArn: IMAGE, alias: '4' }, `${AWS}:image-version/sagemaker-distribution-cpu/alias/4`, 0, "alias '4'"],
    [{ imageArn: IMAGE }, `${AWS}:image-version/sagemaker-distribution-cpu/default`, 0, 'default version'],
    [{ imageArn: IMAGE, alias: 'default' }, `${AWS}:image-version/sagemaker-distribution-cpu/alias/default`, 0, "alias 'default'"],
  ])('%j', (use, imageVersionArn, version, name) => {
    expect(directUseArn(use)).toBe(imageVersionArn);
    expect(versionName({ imageVersionArn, version })).toBe(name);
  });

  it('of an own image that is called alias or default is its number', () => {
    expect(versionName({ imageVersionArn: `arn:aws:sagemaker:us-east-1:${OWN}:image-version/alias/3`, version: 3 })).toBe('version 3');
    expect(versionName({ imageVersionArn: `arn:aws:sagemaker:us-east-1:${OWN}:image-version/default/3`, version: 3 })).toBe('version 3');
  });
});
