import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { BUCKET_PREFIXES } from '../core/contract';

export interface StoreProps {
  readonly removalPolicy: RemovalPolicy;
  readonly encryptionKey?: kms.IKey;
  /** ARNs of those who may write; a token, because more may come. */
  readonly writers: string[];
}

/**
 * The bucket of a monitor. Facts and state are kept for good, reports for a year. Earlier versions of an object stay for a month: state is
 * rewritten by every scan, and the day on which a status began can't be read anywhere else.
 */
export function createStore(scope: Construct, id: string, { removalPolicy, encryptionKey, writers }: StoreProps): s3.Bucket {
  const bucket = new s3.Bucket(scope, id, {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    ...(encryptionKey
      ? { encryption: s3.BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }
      : { encryption: s3.BucketEncryption.S3_MANAGED }),
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
  // What lies there decides what people are told. Only writing is denied: whoever may administer the bucket can still delete objects and
  // change this policy, so nobody is locked out.
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:PutObject'],
    resources: objectsOf(bucket),
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': writers } },
  }));
  return bucket;
}

/** All that a monitor keeps in a bucket. */
export function objectsOf(bucket: s3.IBucket): string[] {
  return Object.values(BUCKET_PREFIXES).map((prefix) => bucket.arnForObjects(`${prefix}*`));
}
