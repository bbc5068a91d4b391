import './support/built-functions';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, type Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { policyRequests } from '../../lambda/scan/policy-requests';
import { readImageFilters } from '../../lambda/scan/image-filters';
import { readSettings } from '../../lambda/scan/settings';
import { ChainCatalogue, ImageFilter, type ImageSupportMonitorProps, PolicySource, SupportPolicy, UsageScope, Waivers } from '../../lib';
import { ENVIRONMENT } from '../../lib/core/contract';
import { environmentOf, newStack, templateWith } from './support/monitor-template';

const folder = mkdtempSync(join(tmpdir(), 'monitor-environment-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The environment as the function finds it, when the deployment has filled in what it knows. */
function deployed(props?: ImageSupportMonitorProps, stack?: Stack): Record<string, string> {
  const entries = Object.entries(environmentOf(templateWith(props, stack))).map(([name, value]) => [name, fill(value)] as const);
  return { ...Object.fromEntries(entries), AWS_REGION: 'eu-west-1' };
}

interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::Join'?: readonly [separator: string, parts: readonly unknown[]];
  readonly 'Fn::GetAtt'?: readonly string[];
  readonly 'Fn::Sub'?: string;
}

function fill(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join, 'Fn::GetAtt': attribute, 'Fn::Sub': sub } = value as Intrinsic;
  if (join) return join[1].map(fill).join(join[0]);
  if (sub !== undefined) return sub.replaceAll('${AWS::AccountId}', '111122223333').replaceAll('${AWS::Region}', 'eu-west-1');
  return (Ref ?? attribute?.join('-') ?? '').toLowerCase().replaceAll('::', '-');
}

function everything(stack: Stack): ImageSupportMonitorProps {
  const bucket = new s3.Bucket(stack, 'Mine', { versioned: true });
  const catalogue = join(folder, 'catalogue.json');
  writeFileSync(catalogue, JSON.stringify({ schemaVersion: '1.0', bases: [] }));
  return {
    monitorName: 'team-a',
    bucket,
    topic: new sns.Topic(stack, 'Topic'),
    chatTopic: new sns.Topic(stack, 'Chat'),
    eventBus: new events.EventBus(stack, 'Bus'),
    noticePeriods: [Duration.days(7), Duration.days(60)],
    reminder: Duration.days(0),
    policies: [
      SupportPolicy.sageMakerDistribution({ source: PolicySource.fromBucket(bucket, 'mirror/policy.md') }),
      SupportPolicy.googleDeepLearningContainers({ refresh: false }),
      SupportPolicy.fromInline({ family: 'team', releases: [{ version: '1', eolFrom: '2027-01-31' }] }),
      SupportPolicy.fromUrl('https://policies.example/team.yaml'),
    ],
    acceptedPolicyDocuments: ['ab'.repeat(32)],
    waivers: [Waivers.fromBucket(bucket, 'waivers/one.json'), Waivers.fromInline([])],
    vendorAccounts: [{ region: 'eu-west-1', accountId: '123456789012' }],
    chainCatalogue: ChainCatalogue.fromAsset(catalogue),
    includeImages: [ImageFilter.byName('ds-*')],
    excludeImages: [ImageFilter.byTag('retired', 'yes')],
    usage: UsageScope.appsDefaultsAndSpaces(),
    ownerTag: 'team',
  };
}

it('of the default monitor is one that the function reads', () => {
  const settings = readSettings(deployed());
  expect(settings).toMatchObject({
    noticePeriods: [90, 30, 7], reminderDays: 30, waivers: [], vendorAccounts: [], region: 'eu-west-1',
  });
  expect(settings.eventBus).toMatch(/:event-bus\/default$/);
  expect(settings).not.toHaveProperty('chatTopicArn');
  expect(policyRequests(settings.policies.documents).map(({ location }) => new URL(location).protocol)).toEqual(Array(4).fill('https:'));
});

it('of a monitor with every prop is one that the function reads', () => {
  const stack = newStack();
  const environment = deployed(everything(stack), stack);
  expect(Object.keys(environment).sort()).toEqual([...Object.values(ENVIRONMENT), 'AWS_REGION'].sort());

  const settings = readSettings(environment);
  expect(settings).toMatchObject({
    monitor: 'team-a',
    noticePeriods: [60, 7],
    reminderDays: 0,
    policies: { accepted: ['ab'.repeat(32)] },
    waivers: [{ key: 'waivers/one.json' }, { key: expect.stringMatching(/^[0-9a-f]{64}\.json$/) }],
    vendorAccounts: [{ region: 'eu-west-1', accountId: '123456789012' }],
    chainCatalogue: { key: expect.stringMatching(/^[0-9a-f]{64}\.json$/) },
  });
  expect(settings).toMatchObject({ usageScope: 'spaces', ownerTag: 'team' });
  expect(settings.chatTopicArn).toMatch(/^chat/);
  expect(settings.eventBus).toMatch(/^bus/);
  expect(settings.bucketName).toMatch(/^mine/);
  expect(readImageFilters(environment[ENVIRONMENT.imageFilters])).toEqual({ include: [{ name: 'ds-*' }], exclude: [{ tag: 'retired', value: 'yes' }] });
  expect(policyRequests(settings.policies.documents)).toMatchObject([
    { id: 'aws-deep-learning-containers/repository', form: 'archive', refresh: true },
    { id: 'sagemaker-distribution/support-policy', location: expect.stringMatching(/^s3:\/\/mine.*\/mirror\/policy\.md$/), form: 'text', refresh: true },
    { id: 'google-deep-learning-containers/vertex-ai', refresh: false },
    { id: 'google-deep-learning-containers/deep-learning-containers', refresh: false },
    { location: expect.stringMatching(/^s3:\/\/.*\.json$/), form: 'text', refresh: true },
    { location: 'https://policies.example/team.yaml', form: 'text', refresh: true },
  ]);
});
