import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { ListImagesCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { image, repository } from '../../emulator/builders';
import { accessKeyId } from '../../emulator/caller';
import type { Fleet } from '../../emulator/fleet';
import { pythonConfig } from '../../emulator/vendor-configs';
import { serve, type Clients } from './support';

const DOCUMENT: Fleet = {
  defaultAccountId: '111122223333',
  accounts: {
    '111122223333': {
      regions: {
        'us-east-1': { images: [image('home', [])] },
        'eu-west-1': { images: [image('abroad', [])] },
        'cn-north-1': { images: [image('far', [])] },
      },
    },
    '222222222222': { regions: { 'us-east-1': { images: [image('theirs', [])], repositories: [repository('theirs', { a: pythonConfig() })] } } },
  },
};

let clients: Clients;
beforeEach(async () => {
  clients = await serve({ fleet: DOCUMENT });
});
afterEach(() => clients.stop());

const arnsFor = async (client: SageMakerClient) => {
  const { Images } = await client.send(new ListImagesCommand({}));
  return Images?.map((each) => each.ImageArn);
};

it.each([
  ['111122223333', 'us-east-1', ['arn:aws:sagemaker:us-east-1:111122223333:image/home']],
  ['111122223333', 'eu-west-1', ['arn:aws:sagemaker:eu-west-1:111122223333:image/abroad']],
  ['111122223333', 'cn-north-1', ['arn:aws-cn:sagemaker:cn-north-1:111122223333:image/far']],
  ['222222222222', 'us-east-1', ['arn:aws:sagemaker:us-east-1:222222222222:image/theirs']],
  ['222222222222', 'ap-south-1', []],
])('shows account %s in %s what is there', async (accountId, region, expected) => {
  expect(await arnsFor(clients.as(accountId, region).sagemaker)).toEqual(expected);
});

it('takes a key of no account for the default one, and knows no account outside the fleet', async () => {
  const config = { endpoint: clients.emulator.url, region: 'us-east-1', maxAttempts: 1 };
  const stranger = new SageMakerClient({ ...config, credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' } });
  expect(await arnsFor(stranger)).toEqual(['arn:aws:sagemaker:us-east-1:111122223333:image/home']);
  stranger.destroy();
  await expect(arnsFor(clients.as('999999999999').sagemaker)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  await expect(clients.as('999999999999').sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
});

it('GetCallerIdentity says who calls', async () => {
  await expect(clients.as('222222222222').sts.send(new GetCallerIdentityCommand({})))
    .resolves.toMatchObject({ Account: '222222222222', Arn: 'arn:aws:iam::222222222222:user/emulator' });
});

it('AssumeRole gives credentials of the role in its account', async () => {
  const { Credentials, AssumedRoleUser } = await clients.sts.send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::222222222222:role/path/scanner', RoleSessionName: 'scan', DurationSeconds: 900 }),
  );
  const arn = 'arn:aws:sts::222222222222:assumed-role/scanner/scan';
  expect(AssumedRoleUser?.Arn).toBe(arn);
  expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now());
  const config = {
    endpoint: clients.emulator.url,
    region: 'us-east-1',
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '', secretAccessKey: Credentials?.SecretAccessKey ?? '', sessionToken: Credentials?.SessionToken ?? '',
    },
  };
  const [sts, sagemaker] = [new STSClient(config), new SageMakerClient(config)];
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(arn);
  expect(await arnsFor(sagemaker)).toEqual(['arn:aws:sagemaker:us-east-1:222222222222:image/theirs']);
  sts.destroy();
  sagemaker.destroy();
});

it.each([
  ['of an account outside the fleet', { RoleArn: 'arn:aws:iam::999999999999:role/x', RoleSessionName: 's1' }, 'AccessDenied', 403],
  ['that a fault denies', { RoleArn: 'arn:aws:iam::222222222222:role/denied', RoleSessionName: 's1' }, 'AccessDenied', 403],
  ['that is no ARN', { RoleArn: 'role', RoleSessionName: 's1' }, 'ValidationError', 400],
  ['without a session name', { RoleArn: 'arn:aws:iam::222222222222:role/x', RoleSessionName: undefined }, 'ValidationError', 400],
  ['for too short', { RoleArn: 'arn:aws:iam::222222222222:role/x', RoleSessionName: 's1', DurationSeconds: 60 }, 'ValidationError', 400],
])('AssumeRole refuses a role %s', async (_title, input, name, httpStatusCode) => {
  clients.emulator.faults.push({ kind: 'deny', operation: 'AssumeRole', resource: 'arn:aws:iam::222222222222:role/denied' });
  await expect(clients.sts.send(new AssumeRoleCommand(input))).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
});

it('denies one account the registry of another by a fault, and leaves its own alone', async () => {
  clients.emulator.faults.push({ kind: 'deny', service: 'ecr', accountId: '222222222222', resource: 'theirs' });
  const call = new DescribeImagesCommand({ repositoryName: 'theirs', registryId: '222222222222' });
  await expect(clients.ecr.send(call)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: 'User: arn:aws:iam::111122223333:user/emulator is not authorized to perform: ecr:DescribeImages on resource: theirs',
  });
});

it('has the environment that SDKs need', () => {
  expect(clients.emulator.environment).toEqual({
    AWS_ENDPOINT_URL_SAGEMAKER: clients.emulator.url,
    AWS_ENDPOINT_URL_ECR: clients.emulator.url,
    AWS_ENDPOINT_URL_STS: clients.emulator.url,
    AWS_ACCESS_KEY_ID: accessKeyId('111122223333'),
    AWS_SECRET_ACCESS_KEY: 'emulator',
    AWS_REGION: 'us-east-1',
  });
  expect(clients.emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});
