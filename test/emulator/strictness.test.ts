import { fleet, image, repository } from '../../emulator/builders';
import { ECR_OPERATIONS } from '../../emulator/ecr';
import { nameOf } from '../../emulator/operation';
import { SAGEMAKER_OPERATIONS } from '../../emulator/sagemaker';
import { outputMembers } from '../../emulator/schema';
import { pythonConfig } from '../../emulator/vendor-configs';
import { post, serve, type Clients } from './support';

const ECR = 'AmazonEC2ContainerRegistry_V20150921';
const DIGEST = `sha256:${'a'.repeat(64)}`;

let clients: Clients;
beforeAll(async () => {
  clients = await serve({
    fleet: fleet({
      images: [image('one', ['x'])],
      repositories: [repository('r', { t: pythonConfig() })],
      domains: [{
        id: 'd-one', userProfiles: [{ name: 'ana' }], spaces: [{ name: 'lab' }], apps: [{ name: 'default', type: 'JupyterLab', space: 'lab' }],
      }],
    }),
  });
});
afterAll(() => clients.stop());

it.each([
  // Required members.
  ['SageMaker.ListImageVersions', {}, 'ValidationException', "Value null at 'imageName' failed to satisfy constraint: Member must not be null"],
  ['SageMaker.DescribeImage', { ImageName: null }, 'ValidationException', 'must not be null'],
  ['SageMaker.ListTags', {}, 'ValidationException', "at 'resourceArn'"],
  ['SageMaker.DescribeDomain', {}, 'ValidationException', "at 'domainId'"],
  ['SageMaker.DescribeUserProfile', { DomainId: 'd-one' }, 'ValidationException', "at 'userProfileName'"],
  ['SageMaker.DescribeSpace', { DomainId: 'd-one' }, 'ValidationException', "at 'spaceName'"],
  [`${ECR}.BatchGetImage`, { repositoryName: 'r' }, 'InvalidParameterException', "at 'imageIds'"],
  [`${ECR}.GetDownloadUrlForLayer`, { repositoryName: 'r' }, 'InvalidParameterException', "at 'layerDigest'"],
  [`${ECR}.DescribeImages`, {}, 'InvalidParameterException', "at 'repositoryName'"],
  // Bounds.
  ['SageMaker.ListImages', { MaxResults: 101 }, 'ValidationException', "Value '101' at 'maxResults'"],
  ['SageMaker.ListImages', { MaxResults: 0 }, 'ValidationException', "at 'maxResults'"],
  ['SageMaker.ListAliases', { ImageName: 'one', MaxResults: 1.5 }, 'ValidationException', "at 'maxResults'"],
  ['SageMaker.DescribeImageVersion', { ImageName: 'one', Version: -1 }, 'ValidationException', "at 'version'"],
  ['SageMaker.DescribeImage', { ImageName: 'no_such name' }, 'ValidationException', 'regular expression pattern'],
  ['SageMaker.DescribeImageVersion', { ImageName: 'one', Alias: '-x' }, 'ValidationException', "at 'alias'"],
  ['SageMaker.ListApps', { MaxResults: 101 }, 'ValidationException', "at 'maxResults'"],
  ['SageMaker.ListDomains', { MaxResults: 0 }, 'ValidationException', "at 'maxResults'"],
  ['SageMaker.DescribeDomain', { DomainId: 'one' }, 'ValidationException', "at 'domainId'"],
  ['SageMaker.DescribeUserProfile', { DomainId: 'd-one', UserProfileName: 'a/b' }, 'ValidationException', "at 'userProfileName'"],
  [`${ECR}.DescribeImages`, { repositoryName: 'r', maxResults: 1001 }, 'InvalidParameterException', "at 'maxResults'"],
  [`${ECR}.DescribeImages`, { repositoryName: 'Upper' }, 'InvalidParameterException', "at 'repositoryName'"],
  [`${ECR}.DescribeImages`, { repositoryName: 'r', registryId: '12' }, 'InvalidParameterException', "at 'registryId'"],
  [`${ECR}.DescribeImages`, { repositoryName: 'r', imageIds: [] }, 'InvalidParameterException', "at 'imageIds'"],
  [`${ECR}.DescribeImages`, { repositoryName: 'r', imageIds: [{ imageDigest: 'x' }] }, 'InvalidParameterException', "at 'imageIds.imageDigest'"],
  [`${ECR}.BatchGetImage`, { repositoryName: 'r', imageIds: Array.from({ length: 101 }, () => ({ imageDigest: DIGEST })) }, 'InvalidParameterException', 'between 1 and 100'],
  // Enums.
  ['SageMaker.ListImages', { SortBy: 'NAME' }, 'ValidationException', 'enum value set: [CREATION_TIME, IMAGE_NAME, LAST_MODIFIED_TIME]'],
  ['SageMaker.ListImageVersions', { ImageName: 'one', SortBy: 'IMAGE_NAME' }, 'ValidationException', "at 'sortBy'"],
  ['SageMaker.ListImages', { SortOrder: 'Ascending' }, 'ValidationException', "at 'sortOrder'"],
  [`${ECR}.DescribeImages`, { repositoryName: 'r', filter: { tagStatus: 'SOME' } }, 'InvalidParameterException', "at 'filter.tagStatus'"],
  ['SageMaker.ListApps', { SortOrder: 'ASCENDING' }, 'ValidationException', 'enum value set: [Ascending, Descending]'],
  ['SageMaker.ListApps', { SortBy: 'LastModifiedTime' }, 'ValidationException', "at 'sortBy'"],
  // Members that the operation does not have.
  ['SageMaker.ListDomains', { SortOrder: 'Ascending' }, 'ValidationException', "at 'sortOrder'"],
  ['SageMaker.ListApps', { DomainId: 'd-one' }, 'ValidationException', "at 'domainId'"],
  ['SageMaker.ListImages', { maxResults: 5 }, 'ValidationException', 'be known to the operation'],
  ['SageMaker.ListAliases', { ImageName: 'one', ImageVersion: 1 }, 'ValidationException', "at 'imageVersion'"],
  [`${ECR}.BatchGetImage`, { repositoryName: 'r', imageIds: [{ tag: 't' }] }, 'InvalidParameterException', "at 'imageIds.tag'"],
  // Types.
  ['SageMaker.ListImages', { MaxResults: '5' }, 'SerializationException', "'MaxResults' must be a number"],
  ['SageMaker.ListImages', { CreationTimeAfter: '2026-01-01' }, 'SerializationException', 'CreationTimeAfter'],
  [`${ECR}.BatchGetImage`, { repositoryName: 'r', imageIds: 't' }, 'SerializationException', 'must be a list'],
  [`${ECR}.DescribeImages`, { repositoryName: 'r', imageIds: ['t'] }, 'SerializationException', 'must be an object'],
  [`${ECR}.DescribeRepositories`, { repositoryNames: [1] }, 'SerializationException', 'must be a string'],
  ['SageMaker.ListImages', [], 'SerializationException', 'must be an object'],
])('%s refuses %j', async (target, request, code, message) => {
  const { status, type, body } = await post(clients.emulator.url, target, JSON.stringify(request));
  expect([status, type, body['__type']]).toEqual([400, code, code]);
  expect(body['message']).toContain(message);
});

it('tells all that is wrong with a request', async () => {
  const { body } = await post(clients.emulator.url, 'SageMaker.ListImageVersions', JSON.stringify({ MaxResults: 0 }));
  expect(body['message']).toMatch(/^2 validation errors detected: Value null at 'imageName' .*; Value '0' at 'maxResults' /);
});

it.each([
  ['an unknown operation', 'SageMaker.ListFlyingSaucers', '{}', {}, 400, 'UnknownOperationException'],
  ['an operation of the other service', 'SageMaker.BatchGetImage', '{}', {}, 400, 'UnknownOperationException'],
  ['a body that is not JSON', 'SageMaker.ListImages', '{', {}, 400, 'SerializationException'],
  ['a signature for another service', 'SageMaker.ListImages', '{}', {
    authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/ecr/aws4_request, SignedHeaders=host, Signature=0',
  }, 403, 'InvalidSignatureException'],
  ['another kind of authorization', 'SageMaker.ListImages', '{}', { authorization: 'Bearer x' }, 403, 'IncompleteSignatureException'],
  ['an unknown service', 'Comprehend.ListImages', '{}', {}, 404, 'UnknownOperationException'],
  ['another content type', 'SageMaker.ListImages', '{}', { 'content-type': 'application/json' }, 404, 'UnknownOperationException'],
])('refuses %s', async (_title, target, request, headers, status, code) => {
  const answer = await post(clients.emulator.url, target, request, headers);
  expect([answer.status, answer.body['__type']]).toEqual([status, code]);
});

it('refuses a request without a signature', async () => {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'SageMaker.ListImages' };
  const response = await fetch(clients.emulator.url, { method: 'POST', headers, body: '{}' });
  expect([response.status, await response.json()]).toMatchObject([403, { __type: 'MissingAuthenticationTokenException' }]);
});

it.each([
  ...SAGEMAKER_OPERATIONS.map((operation) => ['SageMaker', operation] as const),
  ...ECR_OPERATIONS.map((operation) => [ECR, operation] as const),
])('%s answers with members of the SDK\'s own model', async (prefix, operation) => {
  const members: Record<string, Record<string, unknown>> = {
    ListImages: prefix === 'SageMaker' ? {} : { repositoryName: 'r' },
    DescribeImage: { ImageName: 'one' },
    ListImageVersions: { ImageName: 'one' },
    DescribeImageVersion: { ImageName: 'one' },
    ListAliases: { ImageName: 'one' },
    ListTags: { ResourceArn: 'arn:aws:sagemaker:us-east-1:111122223333:image/one' },
    ListDomains: {},
    DescribeDomain: { DomainId: 'd-one' },
    ListUserProfiles: {},
    DescribeUserProfile: { DomainId: 'd-one', UserProfileName: 'ana' },
    ListSpaces: {},
    DescribeSpace: { DomainId: 'd-one', SpaceName: 'lab' },
    ListApps: {},
    DescribeImages: { repositoryName: 'r' },
    BatchGetImage: { repositoryName: 'r', imageIds: [{ imageTag: 't' }] },
    GetDownloadUrlForLayer: { repositoryName: 'r', layerDigest: await configDigest() },
    DescribeRepositories: {},
    DescribePullThroughCacheRules: {},
  };
  const { status, body } = await post(clients.emulator.url, `${prefix}.${nameOf(operation)}`, JSON.stringify(members[nameOf(operation)]));
  expect(status).toBe(200);
  expect(outputMembers(operation.schema)).toEqual(expect.arrayContaining(Object.keys(body)));
});

async function configDigest(): Promise<string> {
  const { body } = await post(clients.emulator.url, `${ECR}.BatchGetImage`, JSON.stringify({ repositoryName: 'r', imageIds: [{ imageTag: 't' }] }));
  const [first]: { imageManifest: string }[] = JSON.parse(JSON.stringify(body['images']));
  return JSON.parse(first?.imageManifest ?? '').config.digest;
}

it('counts timestamps in seconds', async () => {
  const { body } = await post(clients.emulator.url, 'SageMaker.DescribeImage', '{"ImageName":"one"}');
  expect(body['CreationTime']).toBe(Date.parse('2025-01-01T00:00:00Z') / 1000);
});
