import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * Lets the role read one object, and gives its address. Without ListBucket on a bucket that isn't the monitor's, S3 answers 403 where the
 * object is missing too.
 */
export function provideObject(role: iam.IRole, bucket: s3.IBucket, objectKey: string): string {
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(objectKey)] }));
  bucket.encryptionKey?.grantDecrypt(role);
  return bucket.s3UrlForObject(objectKey);
}
