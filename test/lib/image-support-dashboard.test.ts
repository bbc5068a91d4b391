import './support/built-functions';
import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ImageSupportDashboard, type ImageSupportDashboardProps, ImageSupportMonitor } from '../../lib';
import { METRICS, STATUS_METRICS } from '../../lib/core/contract';
import { testApp } from './support/test-app';

interface Widget {
  readonly type: string;
  readonly y: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly view?: string;
    readonly stacked?: boolean;
    readonly region?: unknown;
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

interface Body {
  readonly widgets: readonly Widget[];
  readonly start: string;
  readonly periodOverride: string;
}

function stackWith(...monitorNames: string[]): { stack: Stack; monitors: ImageSupportMonitor[] } {
  const stack = new Stack(testApp(), 'Stack', { env: { account: '123456789012', region: 'us-east-1' } });
  return { stack, monitors: monitorNames.map((monitorName) => new ImageSupportMonitor(stack, monitorName, { monitorName })) };
}

/** The body as CloudWatch gets it, with text in place of the references to functions. */
function bodyOf(stack: Stack): Body {
  const [dashboard] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const { 'Fn::Join': [, parts] }: { 'Fn::Join': [string, (string | object)[]] } = dashboard?.Properties.DashboardBody;
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'reference')).join(''));
}

function bodyWith(props: Partial<ImageSupportDashboardProps> = {}): Body {
  const { stack, monitors } = stackWith('team-a');
  new ImageSupportDashboard(stack, 'Dashboard', { monitors, ...props });
  return bodyOf(stack);
}

function shown(body: Body, monitorName: string): string[] {
  return body.widgets.flatMap(({ properties }) => properties.metrics ?? [])
    .filter((metric) => metric.includes('Monitor') && metric.includes(monitorName))
    .map(([, name]) => String(name));
}

it('shows every metric of a monitor', () => {
  expect(new Set(shown(bodyWith(), 'team-a'))).toEqual(new Set([...Object.values(METRICS), ...Object.values(STATUS_METRICS)]));
});

it('stacks the image versions by status, all statuses in one graph', () => {
  const [graph] = bodyWith().widgets.filter(({ properties }) => properties.stacked);
  expect(graph?.properties.metrics?.map(([, name]) => name).sort()).toEqual(Object.values(STATUS_METRICS).sort());
});

it('gives green to supported image versions alone', () => {
  const [graph] = bodyWith().widgets.filter(({ properties }) => properties.stacked);
  const green = graph?.properties.metrics?.filter((metric) => JSON.stringify(metric).includes(cloudwatch.Color.GREEN));
  expect(green?.map(([, name]) => name)).toEqual(['Supported']);
});

it('begins with what needs action, worst first', () => {
  const [single] = bodyWith().widgets.filter(({ properties }) => properties.view === 'singleValue');
  expect(single?.properties.metrics?.map(([, name]) => name)).toEqual([
    'EndOfAvailability', 'EndOfSupport', 'Expiring', 'UnknownBase', 'Supported', 'ImageVersions', 'DaysToNearestEndOfSupport',
  ]);
});

it('shows errors and duration of the function over days, like everything else', () => {
  const metrics = bodyWith().widgets.flatMap(({ properties }) => properties.metrics ?? []);
  const ofFunction = metrics.filter(([namespace]) => namespace === 'AWS/Lambda');
  expect(ofFunction.map(([, name]) => name)).toEqual(['Errors', 'Duration']);
  expect(metrics.filter((metric) => !JSON.stringify(metric).includes('"period":86400'))).toEqual([]);
});

it('shows the health of policies in one graph: their age, and documents that are missing', () => {
  const graph = bodyWith().widgets.find(({ properties }) => properties.title === 'Policies');
  expect(graph?.properties.metrics?.map(([, name]) => name)).toEqual(['PolicyAge', 'PolicyDocumentsRefused', 'PolicyDocumentsUnread']);
  const [age, ...documents] = (graph?.properties.metrics ?? []).map((metric) => metric.at(-1));
  expect(age).not.toMatchObject({ yAxis: 'right' });
  for (const options of documents) expect(options).toMatchObject({ yAxis: 'right' });
});

it('spans 90 days, in periods of the metrics', () => {
  expect(bodyWith()).toMatchObject({ start: '-P90D', periodOverride: 'inherit' });
});

it('spans what it is told to', () => {
  expect(bodyWith({ defaultInterval: Duration.days(7) }).start).toBe('-P7D');
});

it('may have a name', () => {
  const { stack, monitors } = stackWith('team-a');
  new ImageSupportDashboard(stack, 'Dashboard', { monitors, dashboardName: 'image-support' });
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'image-support' });
});

describe('with many monitors', () => {
  it('has a section for each, in their order, and never mixes them', () => {
    const { stack, monitors } = stackWith('team-a', 'team-b');
    new ImageSupportDashboard(stack, 'Dashboard', { monitors });
    const body = bodyOf(stack);
    expect(body.widgets.filter(({ type }) => type === 'text').map(({ properties }) => properties.markdown)).toEqual(['## team-a', '## team-b']);
    expect(shown(body, 'team-b')).toEqual(shown(body, 'team-a'));
    for (const { properties } of body.widgets) {
      const names = new Set((properties.metrics ?? []).map((metric) => metric[3]).filter((name) => /^team-/.test(String(name))));
      expect(names.size).toBeLessThanOrEqual(1);
    }
  });

  it('reads one from another Region there', () => {
    const { stack } = stackWith();
    const monitor = ImageSupportMonitor.fromImageSupportMonitorAttributes(stack, 'Far', {
      monitorName: 'far', functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:scan',
    });
    new ImageSupportDashboard(stack, 'Dashboard', { monitors: [monitor] });
    const metrics = bodyOf(stack).widgets.flatMap(({ properties }) => properties.metrics ?? []);
    expect(metrics.length).toBeGreaterThan(0);
    for (const metric of metrics) expect(metric.at(-1)).toMatchObject({ region: 'eu-west-1' });
  });
});

it('puts widgets that are added below the monitors', () => {
  const { stack, monitors } = stackWith('team-a');
  const { dashboard } = new ImageSupportDashboard(stack, 'Dashboard', { monitors });
  dashboard.addWidgets(new cloudwatch.TextWidget({ markdown: 'mine' }));
  const { widgets } = bodyOf(stack);
  const mine = widgets.find(({ properties }) => properties.markdown === 'mine');
  expect(Math.max(...widgets.map(({ y }) => y))).toBe(mine?.y);
});

it('refuses to show nothing', () => {
  const { stack } = stackWith();
  expect(() => new ImageSupportDashboard(stack, 'Dashboard', { monitors: [] })).toThrow("'monitors' must name at least one monitor, got: none");
});
