import { Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { BUCKET_PREFIXES, METRIC_NAMESPACE } from '../core/contract';
import { readsPart, type UsageScopeName } from '../core/usage-scope';
import { objectsOf } from './store';

const READ_REGISTRY = ['ecr:DescribeImages', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** What the inventory calls. ListImages has no resource type, so it is allowed on everything. */
export function inventoryStatements(stack: Stack): iam.PolicyStatement[] {
  const arn = (resource: string): string => stack.formatArn({ service: 'sagemaker', resource, resourceName: '*' });
  return [
    new iam.PolicyStatement({ actions: ['sagemaker:ListImages'], resources: ['*'] }),
    new iam.PolicyStatement({ actions: ['sagemaker:ListImageVersions', 'sagemaker:ListTags'], resources: [arn('image')] }),
    new iam.PolicyStatement({ actions: ['sagemaker:DescribeImageVersion'], resources: [arn('image-version')] }),
    new iam.PolicyStatement({ actions: ['sagemaker:ListAliases'], resources: [arn('image'), arn('image-version')] }),
  ];
}

/** What finding images in use calls, as far as the scope goes. The lists have no resource type. */
export function usageStatements(stack: Stack, scope: UsageScopeName): iam.PolicyStatement[] {
  const arn = (resource: string, resourceName: string): string => stack.formatArn({ service: 'sagemaker', resource, resourceName });
  const [defaults, spaces] = [readsPart(scope, 'defaults'), readsPart(scope, 'spaces')];
  if (!readsPart(scope, 'apps')) return [];
  const lists = ['sagemaker:ListApps', ...(defaults ? ['sagemaker:ListDomains', 'sagemaker:ListUserProfiles'] : []), ...(spaces ? ['sagemaker:ListSpaces'] : [])];
  return [
    new iam.PolicyStatement({ actions: lists, resources: ['*'] }),
    ...(defaults ? [
      new iam.PolicyStatement({ actions: ['sagemaker:DescribeDomain'], resources: [arn('domain', '*')] }),
      new iam.PolicyStatement({ actions: ['sagemaker:DescribeUserProfile'], resources: [arn('user-profile', '*/*')] }),
    ] : []),
    ...(spaces ? [new iam.PolicyStatement({ actions: ['sagemaker:DescribeSpace'], resources: [arn('space', '*/*')] })] : []),
  ];
}

/**
 * Lets the role read manifests and configs: never layers in bulk, never a pull of a whole image. Cache rules belong to the
 * registry: the action that shows them has no resource type.
 */
export function grantRegistryRead(role: iam.IRole, repositories?: readonly ecr.IRepository[]): void {
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['ecr:DescribePullThroughCacheRules'], resources: ['*'] }));
  if (repositories) {
    for (const repository of repositories) repository.grant(role, ...READ_REGISTRY);
    return;
  }
  const all = Stack.of(role).formatArn({ service: 'ecr', resource: 'repository', resourceName: '*' });
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: READ_REGISTRY, resources: [all] }));
}

/**
 * What the function does in its bucket. ListBucket is there because S3 answers 403 instead of 404 for an object that does
 * not exist to a caller who may not list: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html. It has no
 * condition on the prefix, since a GetObject request has no prefix that could meet it.
 */
export function bucketStatements(bucket: s3.IBucket): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
    new iam.PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: objectsOf(bucket) }),
    // The lease is given back; nothing else is ever deleted.
    new iam.PolicyStatement({ actions: ['s3:DeleteObject'], resources: [bucket.arnForObjects(`${BUCKET_PREFIXES.state}*`)] }),
  ];
}

/** PutMetricData has no resource type; the namespace is its only limit. */
export function metricsStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': METRIC_NAMESPACE } },
  });
}
