import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { BUCKET_PREFIXES } from '../core/contract';

/**
 * The bucket of a monitor. Facts and state are kept for good, reports for a year. Earlier versions of an object stay for a month: state is
 * rewritten by every scan, and the day on which a status began can't be read anywhere else.
 */
export function createStore(scope: Construct, id: string, removalPolicy: RemovalPolicy): s3.Bucket {
  return new s3.Bucket(scope, id, {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    encryption: s3.BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    removalPolicy,
    lifecycleRules: [
      { id: 'expire-reports', prefix: BUCKET_PREFIXES.reports, expiration: Duration.days(365) },
      {
        id: 'expire-earlier-versions',
        noncurrentVersionExpiration: Duration.days(30),
        expiredObjectDeleteMarker: true,
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
  });
}
