import { BatchGetImageCommand, DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { DescribeImageVersionCommand } from '@aws-sdk/client-sagemaker';
import { demoFleet } from '../../emulator/demo-fleet';
import type { FleetImageVersion } from '../../emulator/fleet';
import { parseFleet } from '../../emulator/validation';
import { serve } from './support';

const FLEET = demoFleet();
const IMAGES = FLEET.accounts['111122223333']?.regions['us-east-1']?.images ?? [];
const DOMAINS = FLEET.accounts['111122223333']?.regions['us-east-1']?.domains ?? [];
const VERSIONS = IMAGES.flatMap((image) => image.versions);
const MISSING_FROM_REGISTRY = ['pricing/experiments:first', 'pricing/experiments:deleted-by-lifecycle'];

it('is valid, and of a size that a person can read', () => {
  expect(parseFleet(JSON.parse(JSON.stringify(FLEET)))).toEqual(FLEET);
  expect(IMAGES).toHaveLength(15);
  expect(VERSIONS).toHaveLength(44);
});

it('makes nothing fail: the scan of it is complete', () => {
  expect([FLEET.faults, FLEET.throttling]).toEqual([undefined, undefined]);
});

const has = (test: (version: FleetImageVersion) => boolean) => VERSIONS.some(test);

it.each<[string, (version: FleetImageVersion) => boolean]>([
  ['a version that failed, with its reason', (version) => version.status === 'CREATE_FAILED' && version.failureReason !== undefined],
  ['guidance TO_BE_ARCHIVED', (version) => version.vendorGuidance === 'TO_BE_ARCHIVED'],
  ['guidance ARCHIVED', (version) => version.vendorGuidance === 'ARCHIVED'],
  ['aliases', (version) => (version.aliases ?? []).includes('latest')],
  ['a registered digest', (version) => version.baseImage.includes('@{digest:')],
  ['an image of the vendor registered as it is', (version) => version.baseImage.startsWith('763104351884.dkr.ecr.')],
  ['a floating tag of the public gallery', (version) => version.baseImage === 'public.ecr.aws/sagemaker/sagemaker-distribution:4-cpu'],
  ['text that is no reference', (version) => /\s/.test(version.baseImage)],
])('shows %s', (_title, test) => {
  expect(has(test)).toBe(true);
});

it('shows AWS\'s own image started by every kind of name, an own image, and apps that were deleted', () => {
  const apps = DOMAINS.flatMap((domain) => domain.apps ?? []);
  const living = apps.filter(({ status }) => status !== 'Deleted').map(({ resourceSpec = {} }) => resourceSpec);
  const own = living.filter(({ SageMakerImageVersionArn: arn }) => arn?.includes(':111122223333:image-version/ds-notebook/'));
  expect(apps.length - living.length).toBe(2);
  expect(own).toHaveLength(1);
  const aliases = new Set(living.filter((spec) => !own.includes(spec)).map((spec) => spec.SageMakerImageVersionAlias ?? (spec.SageMakerImageVersionArn ? 'by ARN' : 'default')));
  expect(aliases).toEqual(new Set(['3.2.0', '4.4', '4', 'default', 'by ARN']));
});

it('has every image in a registry, but for those that are meant to be gone', async () => {
  const clients = await serve({ fleet: FLEET });
  const seen: string[] = [];
  const labels = new Set<string>();
  for (const image of IMAGES) {
    for (const { version } of image.versions) {
      const { BaseImage = '' } = await clients.sagemaker.send(new DescribeImageVersionCommand({ ImageName: image.name, Version: version }));
      const [, registryId, repositoryName = '', imageDigest, imageTag] = /^(\d{12})\.dkr[^/]+\/([^:@]+)(?:@(sha256:.+)|:(.+))$/.exec(BaseImage) ?? [];
      if (registryId === undefined) continue;
      const call = { registryId, repositoryName, imageIds: [{ imageDigest, imageTag }] };
      const found = await clients.ecr.send(new DescribeImagesCommand(call)).then(({ imageDetails }) => imageDetails?.[0], () => undefined);
      if (!found) seen.push(`${repositoryName}:${imageTag}`);
      else labels.add(`${found.imageStatus} ${(await clients.ecr.send(new BatchGetImageCommand(call))).failures?.[0]?.failureCode ?? 'readable'}`);
    }
  }
  await clients.stop();
  expect(seen).toEqual(MISSING_FROM_REGISTRY);
  expect(labels).toEqual(new Set(['ACTIVE readable', 'ARCHIVED ImageInaccessible']));
});
