import './support/built-functions';
import { type Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgeAwsSolutions, acknowledgeOwnKey } from '../../examples/basic/acknowledgements';
import { type ImageSupportMonitor, type ImageSupportMonitorProps, SupportPolicy, Waivers } from '../../lib';
import { monitorWith, newStack } from './support/monitor-template';

type Acknowledge = (monitor: ImageSupportMonitor) => void;

/** What stands beside the monitor is not its matter. */
function broken(stack: Stack): string[] {
  const app = stack.node.root;
  return new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName).filter((rule) => !rule.startsWith('AwsSolutions-VPC'));
}

const key = (stack: Stack): kms.Key => new kms.Key(stack, 'Key', { enableKeyRotation: true });

it.each<[string, (stack: Stack) => ImageSupportMonitorProps, Acknowledge[]]>([
  ['the default monitor', () => ({}), [acknowledgeAwsSolutions]],
  ['one with a key', (stack) => ({ encryptionKey: key(stack) }), [acknowledgeAwsSolutions, acknowledgeOwnKey]],
  ['one with all that brings statements', (stack) => ({
    encryptionKey: key(stack),
    vpc: new ec2.Vpc(stack, 'Vpc'),
    chatTopic: new sns.Topic(stack, 'Chat', { enforceSSL: true }),
    policies: [SupportPolicy.fromInline({ family: 'team', releases: [{ version: '1', eolFrom: null }] })],
    waivers: [Waivers.fromInline([])],
  }), [acknowledgeAwsSolutions, acknowledgeOwnKey]],
])('of cdk-nag have nothing against %s that is not acknowledged with a reason, and no more is acknowledged', (_case, props, acknowledge) => {
  const stack = newStack();
  const { monitor } = monitorWith(props(stack), stack);
  const before = broken(stack);
  for (const each of acknowledge) each(monitor);
  const entries = monitor.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  const acknowledged = entries.flatMap(({ data }) => Object.entries<string>(data));
  expect(acknowledged.map(([id]) => id.replace(/^annotation::/i, '')).sort()).toEqual(before.sort());
  for (const [, reason] of acknowledged) expect(JSON.stringify(reason).length).toBeGreaterThan(40);
});
