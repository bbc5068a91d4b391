import { S3Client } from '@aws-sdk/client-s3';
import type { ObjectStore } from '../state/port';
import { REQUEST_LIMITS } from './client-options';
import { S3ObjectStore } from './s3-object-store';

/** The objects of a bucket in a Region, with the default credentials. */
export function bucketStore(region: string, bucketName: string): ObjectStore {
  return new S3ObjectStore(new S3Client({ region, requestHandler: REQUEST_LIMITS }), bucketName);
}
