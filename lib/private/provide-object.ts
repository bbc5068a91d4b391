import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { BUCKET_PREFIXES } from '../core/contract';
import { refuse } from './checks';
import { checkPlace } from './resource-checks';

/** Who reads what a monitor is given in objects: its role, which also writes into a bucket. */
export interface Reader {
  readonly role: iam.Role;
  readonly store: s3.IBucket;
}

/**
 * Lets the role read one object, and gives its address. Without ListBucket on a bucket that isn't the monitor's, S3 answers 403 where the
 * object is missing too.
 */
export function provideObject({ role, store }: Reader, bucket: s3.IBucket, objectKey: string): string {
  checkKey(objectKey);
  checkPlace(role, 'bucket', bucket, ['region']);
  checkNotWritten(store, bucket, objectKey);
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(objectKey)] }));
  bucket.encryptionKey?.grantDecrypt(role);
  return bucket.s3UrlForObject(objectKey);
}

/** In a policy of IAM a `*` or `?` would stand for other objects too, and the list of addresses has its own sign between them. */
function checkKey(objectKey: string): void {
  if (Token.isUnresolved(objectKey) || /^[^*?,/][^*?,]*$/.test(objectKey)) return;
  refuse('objectKey', "be the key of one object, without '*', '?' and ',', and not begin with '/'", `'${objectKey}'`);
}

/** Whoever is told what to judge by, and what not to tell, must not write it. */
function checkNotWritten(store: s3.IBucket, bucket: s3.IBucket, objectKey: string): void {
  const prefix = Object.values(BUCKET_PREFIXES).find((each) => objectKey.startsWith(each));
  if (bucket !== store || prefix === undefined || Token.isUnresolved(objectKey)) return;
  throw new Error(`'objectKey' must not lie below '${prefix}' of the monitor's own bucket, where the monitor itself writes, got: '${objectKey}'`);
}
