import './support/built-functions';
import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { datasetKey } from '../../lambda/state/keys';
import { ImageSupportMonitor } from '../../lib';
import { DATASET_TABLES } from '../../lib/core/dataset';
import { DATASET_QUERIES } from '../../lib/core/dataset/queries';
import { ImageSupportDataset, type ImageSupportDatasetProps } from '../../lib/image-support-dataset';
import type { Statement } from './support/monitor-template';
import { testApp } from './support/test-app';

const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:scan';

function stackInUse(): Stack {
  return new Stack(testApp(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
}

/** A monitor that is defined elsewhere, so that the template has the dataset alone. */
function monitorElsewhere(stack: Stack, monitorName: string, bucketName: string | undefined = `bucket-of-${monitorName.toLowerCase()}`) {
  return ImageSupportMonitor.fromImageSupportMonitorAttributes(stack, monitorName, { monitorName, functionArn: FUNCTION, bucketName });
}

function datasetWith(props: Partial<ImageSupportDatasetProps> = {}, stack = stackInUse()) {
  const dataset = new ImageSupportDataset(stack, 'Dataset', { monitors: [monitorElsewhere(stack, 'Team-A')], ...props });
  return { dataset, stack, template: () => Template.fromStack(stack) };
}

interface TableInput {
  readonly Name: string;
  readonly Parameters: Readonly<Record<string, string>>;
  readonly PartitionKeys: readonly { readonly Name: string; readonly Type: string }[];
  readonly StorageDescriptor: { readonly Location: string; readonly Columns: readonly Readonly<Record<'Name' | 'Type' | 'Comment', string>>[] };
}

function tablesOf(template: Template): readonly TableInput[] {
  return Object.values(template.findResources('AWS::Glue::Table')).map(({ Properties }) => Properties.TableInput);
}

it('has the tables in a database that is called by the monitor', () => {
  const { dataset, template, stack } = datasetWith();
  template().hasResourceProperties('AWS::Glue::Database', { CatalogId: '123456789012', DatabaseInput: { Name: 'image_support_team_a' } });
  expect(tablesOf(template()).map(({ Name }) => Name).sort()).toEqual(['findings', 'policy_changes', 'scans', 'usage']);
  expect(stack.resolve(dataset.databaseNames)).toEqual([{ Ref: expect.stringMatching('^Dataset.*Database') }]);
});

it('tells Glue the columns that the function writes', () => {
  for (const { Name, StorageDescriptor } of tablesOf(datasetWith().template())) {
    const written = DATASET_TABLES.find(({ name }) => name === Name);
    const columns = written?.columns.map(({ name, type, comment }) => ({ Name: name, Type: type, Comment: comment }));
    expect(StorageDescriptor.Columns).toEqual(columns);
  }
});

it('finds a day\'s files where the function puts them, without a crawler', () => {
  for (const { Name, Parameters, PartitionKeys, StorageDescriptor } of tablesOf(datasetWith().template())) {
    expect(PartitionKeys).toEqual([{ Name: 'date', Type: 'string', Comment: expect.any(String) }]);
    expect(Parameters).toMatchObject({
      'classification': 'parquet',
      'projection.enabled': 'true',
      'projection.date.type': 'date',
      'projection.date.format': 'yyyy-MM-dd',
      'projection.date.range': '2026-11-01,NOW',
    });
    const key = datasetKey({ monitor: 'Team-A', accountId: '111122223333', region: 'us-east-1' }, Name, '2026-11-22T06:00:00.000Z');
    const day = Parameters['storage.location.template']?.replace('${date}', '2026-11-22');
    expect(`s3://bucket-of-team-a/${key}`.startsWith(`${day}account=`)).toBe(true);
    expect(day?.startsWith(StorageDescriptor.Location)).toBe(true);
  }
});

it('names the bucket of a monitor of the same app', () => {
  const stack = stackInUse();
  const monitor = new ImageSupportMonitor(stack, 'Monitor');
  const { template } = datasetWith({ monitors: [monitor] }, stack);
  const bucket = { Ref: stack.getLogicalId(monitor.bucket.node.defaultChild as s3.CfnBucket) };
  const [findings] = tablesOf(template()).filter(({ Name }) => Name === 'findings');
  expect(findings?.Parameters['storage.location.template']).toEqual({ 'Fn::Join': ['', ['s3://', bucket, '/dataset/findings/date=${date}/']] });
});

it('works where account and Region are known at deployment only', () => {
  const stack = new Stack(testApp(), 'Stack');
  datasetWith({ monitors: [new ImageSupportMonitor(stack, 'Monitor')] }, stack).template().resourceCountIs('AWS::Glue::Table', 4);
});

it('limits the queries of its workgroup, which a client cannot change', () => {
  datasetWith().template().hasResourceProperties('AWS::Athena::WorkGroup', {
    RecursiveDeleteOption: true,
    WorkGroupConfiguration: {
      EnforceWorkGroupConfiguration: true,
      PublishCloudWatchMetricsEnabled: true,
      BytesScannedCutoffPerQuery: 1024 ** 3,
      EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
      ResultConfiguration: {
        EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
        ExpectedBucketOwner: '123456789012',
        OutputLocation: { 'Fn::Join': ['', ['s3://', { Ref: Match.stringLikeRegexp('^DatasetResults') }, '/results/']] },
      },
    },
  });
});

it('keeps results for a month, in a private bucket of its own', () => {
  const { template } = datasetWith();
  template().hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
      },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 30, Status: 'Enabled' })] },
    },
  });
  template().hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]),
    },
  });
});

it('takes other limits, names and a key', () => {
  const stack = stackInUse();
  const encryptionKey = new kms.Key(stack, 'Key');
  const { template } = datasetWith({
    workGroupName: 'analysts', bytesScannedCutoff: Size.mebibytes(100), resultsExpireAfter: Duration.days(7), encryptionKey,
    removalPolicy: RemovalPolicy.DESTROY,
  }, stack);
  const key = { 'Fn::GetAtt': [stack.getLogicalId(encryptionKey.node.defaultChild as kms.CfnKey), 'Arn'] };
  template().hasResourceProperties('AWS::Athena::WorkGroup', {
    Name: 'analysts',
    WorkGroupConfiguration: {
      BytesScannedCutoffPerQuery: 100 * 1024 ** 2,
      ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: key } },
    },
  });
  template().hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Delete',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } },
        ],
      },
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 7 })] },
    },
  });
});

it.each<[string, Partial<ImageSupportDatasetProps>, string]>([
  ['no monitor', { monitors: [] }, "'monitors' must name at least one monitor, got: none"],
  ['a cutoff below what Athena takes', { bytesScannedCutoff: Size.mebibytes(9) }, "'bytesScannedCutoff' must be at least 10000000 bytes, got: 9437184 bytes"],
  ['half a day', { resultsExpireAfter: Duration.hours(36) }, "'resultsExpireAfter' must be whole days, 1 or more, got: 36 hours"],
  ['no time at all', { resultsExpireAfter: Duration.days(0) }, "'resultsExpireAfter' must be whole days, 1 or more, got: 0 days"],
  ['a name with a blank', { workGroupName: 'my team' }, "'workGroupName' must be 1 to 128 letters, digits, '.', '_' or '-', got: 'my team'"],
])('refuses %s', (_case, props, message) => {
  expect(() => datasetWith(props)).toThrow(message);
});

it('refuses a key of another Region', () => {
  const stack = new Stack(testApp(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab');
  expect(() => datasetWith({ monitors: [monitorElsewhere(stack, 'one')], encryptionKey }, stack))
    .toThrow("'encryptionKey' must be in the Region of the dataset, eu-west-1, got: 'Stack/Key' in us-east-1");
});

it('takes the least that Athena takes, and a day', () => {
  datasetWith({ bytesScannedCutoff: Size.bytes(10_000_000), resultsExpireAfter: Duration.days(1) });
});

it('says that a monitor has no bucket', () => {
  const stack = stackInUse();
  const monitor = ImageSupportMonitor.fromImageSupportMonitorAttributes(stack, 'M', { monitorName: 'm', functionArn: FUNCTION });
  expect(() => datasetWith({ monitors: [monitor] }, stack)).toThrow("needs the attribute 'bucketName', got: none");
});

it('saves each question in the workgroup, for each database', () => {
  const stack = stackInUse();
  const { template, dataset } = datasetWith({ monitors: [monitorElsewhere(stack, 'one'), monitorElsewhere(stack, 'two')] }, stack);
  expect(dataset.databaseNames).toHaveLength(2);
  const saved = Object.values(template().findResources('AWS::Athena::NamedQuery')).map(({ Properties }) => Properties);
  expect(saved).toHaveLength(2 * DATASET_QUERIES.length);
  const questions = DATASET_QUERIES.map(({ name, sql }) => [name, sql]).sort();
  for (const database of stack.resolve(dataset.databaseNames)) {
    const ofDatabase = saved.filter(({ Database }) => JSON.stringify(Database) === JSON.stringify(database));
    expect(ofDatabase.map(({ Name, QueryString }) => [Name, QueryString]).sort()).toEqual(questions);
  }
  for (const { WorkGroup } of saved) expect(WorkGroup).toEqual(stack.resolve(dataset.workGroupName));
});

it('has one database for monitors that share a bucket, or each row would be there twice', () => {
  const stack = stackInUse();
  const monitors = [monitorElsewhere(stack, 'one', 'shared'), monitorElsewhere(stack, 'two', 'shared')];
  const { dataset, template } = datasetWith({ monitors }, stack);
  expect(dataset.databaseNames).toHaveLength(1);
  // Another monitor that comes later must not change what the tables are called.
  template().hasResourceProperties('AWS::Glue::Database', { DatabaseInput: { Name: 'image_support_one' } });
});

it('refuses two monitors whose databases would have one name', () => {
  const stack = stackInUse();
  const monitors = [monitorElsewhere(stack, 'a.b'), monitorElsewhere(stack, 'a-b')];
  expect(() => datasetWith({ monitors }, stack)).toThrow("got: 'a.b' and 'a-b', both 'image_support_a_b'");
});

it('lets a principal ask, and read nothing but the dataset and the results', () => {
  const { dataset, stack, template } = datasetWith();
  const role = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
  dataset.grantQuery(role);
  const [policy] = Object.values(template().findResources('AWS::IAM::Policy'));
  const statements: readonly Pick<Statement, 'Action' | 'Resource'>[] = policy?.Properties.PolicyDocument.Statement;
  const of = (action: string): string[] => (
    statements.filter(({ Action }) => [Action].flat().includes(action)).map(({ Resource }) => JSON.stringify(Resource))
  );
  expect(of('athena:StartQueryExecution')).toEqual([expect.stringContaining(':athena:eu-west-1:123456789012:workgroup/')]);
  expect(of('glue:GetTable')).toEqual([expect.stringMatching(/:catalog".*:database\/.*:table\/.*\/\*"/)]);
  expect(of('s3:GetObject*')).toEqual([expect.stringContaining('bucket-of-team-a/dataset/*'), expect.stringContaining('/results/*')]);
  expect(of('s3:PutObject')).toEqual([expect.stringMatching(/DatasetResults.*"\/results\/\*"/)]);
  const actions = statements.flatMap(({ Action }) => [Action].flat());
  expect(actions.filter((action) => /Delete|^glue:(?!Get)|athena:(Create|Update)/.test(action))).toEqual([]);
});

it('lets a principal use the key of the results', () => {
  const stack = stackInUse();
  const { dataset, template } = datasetWith({ encryptionKey: new kms.Key(stack, 'Key') }, stack);
  dataset.grantQuery(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));
  template().hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['kms:GenerateDataKey*', 'kms:Decrypt']) })]) },
  });
});

it('passes the checks of AWS Solutions, but for access logs of a bucket whose objects live for a month', () => {
  const app = datasetWith().stack.node.root;
  const broken = new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName);
  expect(broken).toEqual(['AwsSolutions-S1']);
});
