import { Duration, Names, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BUCKET_PREFIXES } from './core/contract';
import { DATASET_QUERIES } from './core/dataset/queries';
import type { IImageSupportMonitor } from './image-support-monitor-base';
import { checkCutoff, checkExpiry, checkWorkGroupName } from './private/dataset-checks';
import { DatasetDatabase, databaseNameOf } from './private/dataset-tables';
import { checkPlace } from './private/resource-checks';

const RESULTS = 'results/';
const QUERY_ACTIONS = [
  'athena:GetWorkGroup', 'athena:StartQueryExecution', 'athena:StopQueryExecution', 'athena:GetQueryExecution',
  'athena:BatchGetQueryExecution', 'athena:ListQueryExecutions', 'athena:GetQueryResults', 'athena:GetQueryResultsStream',
  'athena:ListNamedQueries', 'athena:GetNamedQuery', 'athena:BatchGetNamedQuery',
];
/** No crawler and no write: the tables change with the stack only. */
const CATALOG_ACTIONS = ['glue:GetDatabase', 'glue:GetDatabases', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions'];

/**
 * Properties of an `ImageSupportDataset`.
 */
export interface ImageSupportDatasetProps {
  /**
   * The monitors whose scans can be queried. Each must have its bucket: of a monitor that is defined elsewhere, name it. Monitors that
   * share a bucket share a database, where the column `monitor` tells them apart.
   */
  readonly monitors: IImageSupportMonitor[];

  /**
   * The name of the Athena workgroup: up to 128 letters, digits, `.`, `_` and `-`.
   *
   * @default - made from the path of the construct
   */
  readonly workGroupName?: string;

  /**
   * The most that one query may read before Athena stops it: at least 10 MB.
   *
   * @default Size.gibibytes(1)
   */
  readonly bytesScannedCutoff?: Size;

  /**
   * How long the results of queries are kept: whole days.
   *
   * @default Duration.days(30)
   */
  readonly resultsExpireAfter?: Duration;

  /**
   * The key that encrypts the results of queries.
   *
   * @default - a key that Amazon S3 manages
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What becomes of the results of queries when the construct is removed. What the monitors wrote stays in their buckets.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * What monitors found, scan by scan, as tables for Amazon Athena: `findings` (each image version in each scan), `usage`, `policy_changes`
 * and `scans`, with saved queries for the questions that people ask. The tables need no crawler: a scan's rows can be queried as soon as
 * they are written. Each monitor has a Glue database of its own.
 */
export class ImageSupportDataset extends Construct {
  /**
   * The name of the workgroup to run queries in.
   */
  public readonly workGroupName: string;

  /**
   * The names of the Glue databases, in the order of the monitors.
   */
  public readonly databaseNames: string[];

  /**
   * Where the results of queries lie until they expire.
   */
  public readonly resultsBucket: s3.IBucket;

  private readonly datasetBuckets: readonly s3.IBucket[];

  constructor(scope: Construct, id: string, props: ImageSupportDatasetProps) {
    super(scope, id);
    const places = placesOf(props.monitors);
    if (props.encryptionKey) checkPlace(this, 'encryptionKey', props.encryptionKey, ['region'], 'dataset');
    this.datasetBuckets = places.map(({ bucket }) => bucket);
    this.resultsBucket = this.createResultsBucket(props);
    const workGroup = this.createWorkGroup(props);
    this.workGroupName = workGroup.ref;
    const databases = places.map((place) => new DatasetDatabase(this, Names.uniqueResourceName(place.monitor, { maxLength: 64 }), place));
    this.databaseNames = databases.map(({ databaseName }) => databaseName);
    for (const database of databases) saveQueries(database, workGroup);
  }

  /**
   * Lets a principal run queries in the workgroup, and read the tables and the results. Where AWS Lake Formation governs the catalogue,
   * it must allow the tables too.
   *
   * @param grantee the principal
   */
  public grantQuery(grantee: iam.IGrantable): iam.Grant {
    const stack = Stack.of(this);
    const catalog = (resource: string): string => stack.formatArn({ service: 'glue', resource });
    const grants = [
      iam.Grant.addToPrincipal({
        grantee,
        actions: QUERY_ACTIONS,
        resourceArns: [stack.formatArn({ service: 'athena', resource: 'workgroup', resourceName: this.workGroupName })],
      }),
      iam.Grant.addToPrincipal({
        grantee,
        actions: CATALOG_ACTIONS,
        resourceArns: ['catalog', ...this.databaseNames.flatMap((name) => [`database/${name}`, `table/${name}/*`])].map(catalog),
      }),
      ...this.datasetBuckets.map((bucket) => bucket.grantRead(grantee, `${BUCKET_PREFIXES.dataset}*`)),
      this.resultsBucket.grantRead(grantee, `${RESULTS}*`),
      this.resultsBucket.grantPut(grantee, `${RESULTS}*`),
    ];
    return grants.reduce((all, grant) => all.combine(grant));
  }

  private createResultsBucket(props: ImageSupportDatasetProps): s3.Bucket {
    const { encryptionKey, removalPolicy = RemovalPolicy.RETAIN, resultsExpireAfter = Duration.days(30) } = props;
    checkExpiry(resultsExpireAfter);
    return new s3.Bucket(this, 'Results', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      ...(encryptionKey
        ? { encryption: s3.BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }
        : { encryption: s3.BucketEncryption.S3_MANAGED }),
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy,
      lifecycleRules: [{ id: 'expire-results', expiration: resultsExpireAfter, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
  }

  private createWorkGroup(props: ImageSupportDatasetProps): athena.CfnWorkGroup {
    const { workGroupName, bytesScannedCutoff = Size.gibibytes(1), encryptionKey } = props;
    const name = workGroupName ?? Names.uniqueResourceName(this, { maxLength: 128, separator: '-' });
    checkWorkGroupName(name);
    checkCutoff(bytesScannedCutoff);
    return new athena.CfnWorkGroup(this, 'WorkGroup', {
      name,
      description: 'Queries of what image support monitors found',
      // Queries that people save in it must not keep the stack from being deleted.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: bytesScannedCutoff.toBytes(),
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${this.resultsBucket.bucketName}/${RESULTS}`,
          expectedBucketOwner: Stack.of(this).account,
          encryptionConfiguration: encryptionKey
            ? { encryptionOption: 'SSE_KMS', kmsKey: encryptionKey.keyArn }
            : { encryptionOption: 'SSE_S3' },
        },
      },
    });
  }
}

/** The same text for every database: tables are named alike. */
function saveQueries(database: DatasetDatabase, workGroup: athena.CfnWorkGroup): void {
  for (const { id, name, description, sql } of DATASET_QUERIES) {
    new athena.CfnNamedQuery(database, id, {
      name, description, queryString: sql, database: database.databaseName, workGroup: workGroup.ref,
    });
  }
}

interface Place {
  readonly monitor: IImageSupportMonitor;
  readonly bucket: s3.IBucket;
}

/** One for each bucket: two databases over the same files would count everything twice. */
function placesOf(monitors: readonly IImageSupportMonitor[]): readonly Place[] {
  if (monitors.length === 0) throw new Error("'monitors' must name at least one monitor, got: none");
  const places = new Map<string, Place>();
  for (const monitor of monitors) {
    const { bucket } = monitor;
    if (!places.has(bucket.bucketName)) places.set(bucket.bucketName, { monitor, bucket });
  }
  refuseNamesakes([...places.values()]);
  return [...places.values()];
}

function refuseNamesakes(places: readonly Place[]): void {
  const byName = new Map<string, IImageSupportMonitor>();
  for (const { monitor } of places) {
    const name = databaseNameOf(monitor);
    const other = byName.get(name);
    if (other) {
      throw new Error(`'monitors' must have names that differ in letters and digits, because Glue databases are called by them, got: '${other.monitorName}' and '${monitor.monitorName}', both '${name}'`);
    }
    byName.set(name, monitor);
  }
}
