import { CfnElement, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct, type IConstruct } from 'constructs';
import { ImageSupportMonitor, type ImageSupportMonitorProps } from '../../../lib';
import { testApp } from './test-app';

export function newStack(): Stack {
  return new Stack(testApp(), 'Stack');
}

export function monitorWith(props?: ImageSupportMonitorProps, stack = newStack()): { stack: Stack; monitor: ImageSupportMonitor } {
  return { stack, monitor: new ImageSupportMonitor(stack, 'Monitor', props) };
}

export function templateWith(props?: ImageSupportMonitorProps, stack?: Stack): Template {
  return Template.fromStack(monitorWith(props, stack).stack);
}

/** The only resource of a type. */
export function only(template: Template, type: string): { logicalId: string; resource: Record<string, unknown> } {
  const found = Object.entries(template.findResources(type));
  expect(found).toHaveLength(1);
  const [[logicalId, resource]] = found as [[string, Record<string, unknown>]];
  return { logicalId, resource };
}

/** The logical id of the resource behind a construct. */
export function idOf(construct: IConstruct): string {
  const element = Construct.isConstruct(construct) ? construct.node.defaultChild : undefined;
  if (!CfnElement.isCfnElement(element)) throw new Error(`'${construct.node.path}' has no resource`);
  return String(Stack.of(construct).resolve(element.logicalId));
}

/** The ARN of the resource behind a construct, as a template names it. */
export function arnOf(construct: IConstruct): object {
  return { 'Fn::GetAtt': [idOf(construct), 'Arn'] };
}

export function environmentOf(template: Template): Record<string, unknown> {
  const { resource } = only(template, 'AWS::Lambda::Function');
  return (resource as { Properties: { Environment: { Variables: Record<string, unknown> } } }).Properties.Environment.Variables;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

export function statementsOf(template: Template, role: string): readonly Statement[] {
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: role }] } }));
  return policy?.Properties.PolicyDocument.Statement ?? [];
}

export function functionRole(template: Template): string {
  const [role] = Object.keys(template.findResources('AWS::IAM::Role', {
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'lambda.amazonaws.com' } }] } },
  }));
  return role ?? '';
}

/** The statements of the function that props bring beside those of the default monitor. */
export function addedStatements(props: ImageSupportMonitorProps, stack: Stack): readonly Statement[] {
  const plain = templateWith();
  const known = statementsOf(plain, functionRole(plain)).map((statement) => JSON.stringify(statement));
  const template = templateWith(props, stack);
  return statementsOf(template, functionRole(template)).filter((statement) => !known.includes(JSON.stringify(statement)));
}

export const allow = (Action: string | string[], Resource: unknown): object => ({ Action, Effect: 'Allow', Resource });

/** An ARN of the stack's own account and Region, as a template names it. */
export const here = (service: string, resource: string): object => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:`, { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${resource}`]],
});

export function warningsOf(stack: Stack): readonly string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}
