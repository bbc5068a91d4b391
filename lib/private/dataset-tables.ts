import { Names, Stack, Token } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { DATASET_TABLES } from '../core/dataset';
import { dayPrefix, FIRST_DAY, tablePrefix } from '../core/dataset/location';
import { PARTITION_COLUMN, type DatasetTable } from '../core/dataset/table';
import type { IImageSupportMonitor } from '../image-support-monitor-base';

/** Glue's Hive classes for Parquet. */
const PARQUET = {
  inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
};

/** The tables of one bucket, in a Glue database of their own. */
export class DatasetDatabase extends Construct {
  public readonly databaseName: string;

  constructor(scope: Construct, id: string, { monitor, bucket }: { readonly monitor: IImageSupportMonitor; readonly bucket: s3.IBucket }) {
    super(scope, id);
    const catalogId = Stack.of(this).account;
    const database = new glue.CfnDatabase(this, 'Database', {
      catalogId,
      databaseInput: { name: databaseNameOf(monitor), description: `What the image support monitor ${monitor.monitorName} found, scan by scan` },
    });
    this.databaseName = database.ref;
    for (const table of DATASET_TABLES) {
      new glue.CfnTable(this, table.name, { catalogId, databaseName: this.databaseName, tableInput: tableInput(table, bucket) });
    }
  }
}

/** What Athena shows: readable where the monitor's name is known. */
export function databaseNameOf(monitor: IImageSupportMonitor): string {
  const { monitorName } = monitor;
  if (Token.isUnresolved(monitorName)) return Names.uniqueResourceName(monitor, { maxLength: 128, separator: '_' }).toLowerCase();
  return `image_support_${monitorName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`;
}

/**
 * Days are computed, so that no crawler and no query has to register them. Account and Region stand in the paths too, and are columns here
 * and no partitions: Athena reads a day's folders below one another, and a list of accounts would leave out the one that nobody added.
 */
function tableInput({ name, description, columns }: DatasetTable, bucket: s3.IBucket): glue.CfnTable.TableInputProperty {
  const at = (prefix: string): string => `s3://${bucket.bucketName}/${prefix}`;
  const { name: day, type, comment } = PARTITION_COLUMN;
  return {
    name,
    description,
    tableType: 'EXTERNAL_TABLE',
    parameters: {
      'EXTERNAL': 'TRUE',
      'classification': 'parquet',
      'projection.enabled': 'true',
      [`projection.${day}.type`]: 'date',
      [`projection.${day}.format`]: 'yyyy-MM-dd',
      [`projection.${day}.range`]: `${FIRST_DAY},NOW`,
      'storage.location.template': at(dayPrefix(name, `\${${day}}`)),
    },
    partitionKeys: [{ name: day, type, comment }],
    storageDescriptor: {
      columns: columns.map((column) => ({ name: column.name, type: column.type, comment: column.comment })),
      location: at(tablePrefix(name)),
      ...PARQUET,
    },
  };
}
