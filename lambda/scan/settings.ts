import { ENVIRONMENT } from '../../lib/core/contract';

export interface ObjectAddress {
  readonly bucketName: string;
  readonly key: string;
}

/** What the construct tells the function. */
export interface MonitorSettings {
  readonly monitor: string;
  readonly topicArn: string;
  readonly bucketName: string;
  readonly noticePeriods: readonly number[];
  readonly region: string;
  /** Where the catalogue of known bases lies, if one was given. */
  readonly chainCatalogue?: ObjectAddress;
}

/** The names that a bucket can have: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const OBJECT_URL = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/;

/** Reads the function's environment; names every variable that is missing or wrong. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): MonitorSettings {
  const required = (name: string): string => {
    const value = env[name];
    if (value === undefined || value === '') throw new Error(`The environment variable '${name}' must be set, got: nothing. Deploy the function by its construct.`);
    return value;
  };
  const periods = required(ENVIRONMENT.noticePeriods);
  // Periods that were only known at deployment come in any order.
  const noticePeriods = [...new Set(periods.split(',').map(Number))].sort((a, b) => b - a);
  if (!noticePeriods.every((days) => Number.isInteger(days) && days > 0)) {
    throw new Error(`The environment variable '${ENVIRONMENT.noticePeriods}' must list whole days, got: '${periods}'.`);
  }
  const chainCatalogue = catalogueAddress(env[ENVIRONMENT.chainCatalogue]);
  return {
    monitor: required(ENVIRONMENT.monitor),
    topicArn: required(ENVIRONMENT.topicArn),
    bucketName: required(ENVIRONMENT.bucketName),
    noticePeriods,
    region: required('AWS_REGION'),
    ...(chainCatalogue && { chainCatalogue }),
  };
}

function catalogueAddress(url: string | undefined): ObjectAddress | undefined {
  if (url === undefined) return undefined;
  const [, bucketName, key] = OBJECT_URL.exec(url) ?? [];
  if (bucketName !== undefined && key !== undefined) return { bucketName, key };
  throw new Error(
    `The environment variable '${ENVIRONMENT.chainCatalogue}' must be 's3://bucket/key', or not set, got: '${url}'. Deploy the function by its construct.`,
  );
}
