import '../support/built-functions';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { addedStatements, allow, arnOf, idOf, monitorWith, newStack, only } from '../support/monitor-template';

const INTERFACES = [
  'ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses',
];

it('puts the function into private subnets, with a group that takes nothing in', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc');
  monitorWith({ vpc }, stack);
  const template = Template.fromStack(stack);
  const { logicalId, resource } = only(template, 'AWS::EC2::SecurityGroup');
  template.hasResourceProperties('AWS::Lambda::Function', {
    VpcConfig: {
      SubnetIds: vpc.privateSubnets.map((subnet) => ({ Ref: idOf(subnet) })), SecurityGroupIds: [{ 'Fn::GetAtt': [logicalId, 'GroupId'] }],
    },
  });
  expect(resource.Properties).not.toHaveProperty('SecurityGroupIngress');
});

it('takes the subnets and groups that are given, which the monitor then connects by', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const group = new ec2.SecurityGroup(stack, 'Group', { vpc, allowAllOutbound: false });
  const peer = new ec2.SecurityGroup(stack, 'Peer', { vpc });
  const { monitor } = monitorWith({ vpc, vpcSubnets: { subnets: vpc.privateSubnets.slice(0, 1) }, securityGroups: [group] }, stack);
  monitor.connections.allowTo(peer, ec2.Port.HTTPS);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Lambda::Function', {
    VpcConfig: { SubnetIds: [{ Ref: idOf(vpc.privateSubnets[0]!) }], SecurityGroupIds: [{ 'Fn::GetAtt': [idOf(group), 'GroupId'] }] },
  });
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    GroupId: { 'Fn::GetAtt': [idOf(peer), 'GroupId'] }, SourceSecurityGroupId: { 'Fn::GetAtt': [idOf(group), 'GroupId'] }, FromPort: 443,
  });
});

it('lets Lambda have network interfaces, and not the code of the function', () => {
  const stack = newStack();
  expect(addedStatements({ vpc: new ec2.Vpc(stack, 'Vpc') }, stack)).toEqual([
    allow(INTERFACES, '*'),
    { ...allow(INTERFACES, '*'), Effect: 'Deny', Condition: { Null: { 'lambda:SourceFunctionArn': 'false' } } },
  ]);
});

it('is none by default: there are no connections then', () => {
  const { stack, monitor } = monitorWith();
  expect(() => monitor.connections).toThrow("'connections' of 'Stack/Monitor' need the prop 'vpc', got: none");
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { VpcConfig: Match.absent() });
});

it('waits with the first scan until the function is reachable', () => {
  const stack = newStack();
  const { monitor } = monitorWith({ vpc: new ec2.Vpc(stack, 'Vpc') }, stack);
  expect(arnOf(monitor.function)).toBeDefined();
  expect(only(Template.fromStack(stack), 'AWS::Scheduler::Schedule').resource.DependsOn).toContain(idOf(monitor.function));
});
