import { BatchGetImageCommand } from '@aws-sdk/client-ecr';
import { DescribeImageVersionCommand } from '@aws-sdk/client-sagemaker';
import { digestOf } from '../../emulator/content';
import { generateFleet, type GenerateOptions } from '../../emulator/generate';
import { parseFleet } from '../../emulator/validation';
import { serve } from './support';

function sizes(options: GenerateOptions) {
  const { images = [], repositories = [] } = generateFleet(options).accounts['111122223333']?.regions['us-east-1'] ?? {};
  const versions = images.flatMap((image) => image.versions);
  return {
    images: images.length,
    versions: versions.length,
    digests: new Set(repositories.flatMap((repository) => repository.images.map(digestOf))).size,
    byDigest: versions.filter((version) => version.baseImage.includes('{digest:')).length / versions.length,
  };
}

it('gives the same fleet for the same seed, another for another', () => {
  const options = { images: 20, versions: 100 };
  expect(JSON.stringify(generateFleet({ ...options, seed: 7 }))).toBe(JSON.stringify(generateFleet({ ...options, seed: 7 })));
  expect(JSON.stringify(generateFleet({ ...options, seed: 7 }))).not.toBe(JSON.stringify(generateFleet({ ...options, seed: 8 })));
});

it.each([
  [{ images: 50, versions: 1000, distinctDigests: 1 }, { images: 50, versions: 1000, digests: 1000 }],
  [{ images: 100, versions: 10_000, distinctDigests: 0.05 }, { images: 100, versions: 10_000, digests: 500 }],
  [{ images: 7, versions: 20, distinctDigests: 0.5 }, { images: 7, versions: 20, digests: 10 }],
  [{ images: 3, versions: 2 }, { images: 3, versions: 2 }],
])('%j has the sizes asked for', (options, expected) => {
  expect(sizes(options)).toMatchObject(expected);
});

it.each([[0, 0], [1, 1]])('registers a share of %d by digest', (byDigest, expected) => {
  expect(sizes({ images: 5, versions: 50, byDigest }).byDigest).toBe(expected);
});

it('is a valid fleet whose every version leads to an image in the registry', async () => {
  const fleet = parseFleet(generateFleet({ images: 6, versions: 30, distinctDigests: 0.3 }));
  const clients = await serve({ fleet });
  for (const image of fleet.accounts['111122223333']?.regions['us-east-1']?.images ?? []) {
    for (const { version } of image.versions) {
      const { BaseImage = '' } = await clients.sagemaker.send(new DescribeImageVersionCommand({ ImageName: image.name, Version: version }));
      const [, repositoryName = '', imageDigest, imageTag] = /amazonaws\.com\/([^:@]+)(?:@(sha256:.+)|:(.+))$/.exec(BaseImage) ?? [];
      const { images } = await clients.ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageDigest, imageTag }] }));
      expect(images).toHaveLength(1);
    }
  }
  await clients.stop();
});

it('has spaces and apps that start and run versions of its images', () => {
  const { accounts } = parseFleet(generateFleet({ images: 3, versions: 9, spaces: 5, apps: 12 }));
  const [domain] = accounts['111122223333']?.regions['us-east-1']?.domains ?? [];

  expect([domain?.spaces?.length, domain?.apps?.length]).toEqual([5, 12]);
  expect(new Set(domain?.apps?.map(({ space, type }) => `${space} ${type}`)).size).toBe(10);
  expect(domain?.apps?.every(({ resourceSpec }) => /:image-version\/[a-z]+-000[123]\/[123]$/.test(resourceSpec?.SageMakerImageVersionArn ?? ''))).toBe(true);
});
