import { Annotations, ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** Alarms of the account, as a condition: without it, CloudWatch could be made to act for another account. */
export function fromAlarms(stack: Stack): Record<string, Record<string, string>> {
  const alarms = stack.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': alarms } };
}

/**
 * Lets the services use a key that do so in their own name, and not in that of a role: alarms and rules that publish to an encrypted topic,
 * and CloudWatch Logs. Without it they deploy, and tell nobody.
 */
export function allowServices(scope: Construct, key: kms.IKey): void {
  const results = serviceStatements(Stack.of(scope)).map((statement) => key.addToResourcePolicy(statement, true));
  if (results.every(({ statementAdded }) => statementAdded)) return;
  Annotations.of(scope).addWarningV2(
    'cdk-sagemaker-image-support:importedKey',
    "'encryptionKey' is imported, so its policy can't be seen: it must let CloudWatch alarms, EventBridge and CloudWatch Logs use the key (README, 'Bring your own').",
  );
}

function serviceStatements(stack: Stack): iam.PolicyStatement[] {
  const logGroups = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return [
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: fromAlarms(stack),
    }),
    // No condition: the requests that EventBridge makes for an encrypted topic carry no source account and no source ARN.
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
    }),
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html. The name of the group is made at deployment.
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
    }),
  ];
}
