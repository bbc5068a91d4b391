import * as iam from 'aws-cdk-lib/aws-iam';

const INTERFACE_ACTIONS = [
  'ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses',
];

/**
 * What Lambda itself needs of the role to put a function into a VPC, and asks for on all resources; the function's code needs none of it.
 * Its calls carry the function's ARN, those of Lambda don't: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function networkStatements(): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: INTERFACE_ACTIONS, resources: ['*'] }),
    new iam.PolicyStatement({
      effect: iam.Effect.DENY, actions: INTERFACE_ACTIONS, resources: ['*'], conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
    }),
  ];
}
