import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { STATUS_METRICS } from '../core/contract';
import { SUPPORT_STATUSES, type SupportStatus } from '../core/finding';
import type { IImageSupportMonitor } from '../image-support-monitor-base';
import { placeOf } from './place';

/** Of the grid's 24 columns. */
const FULL_WIDTH = 24;
const GRAPH_HEIGHT = 6;
const QUARTER = { width: FULL_WIDTH / 4, height: GRAPH_HEIGHT };

interface StatusStyle {
  readonly label: string;
  readonly color: string;
}

/** Green stands for SUPPORTED alone. */
const STATUS_STYLES: Readonly<Record<SupportStatus, StatusStyle>> = {
  END_OF_AVAILABILITY: { label: 'End of availability', color: '#67000d' },
  END_OF_SUPPORT: { label: 'End of support', color: cloudwatch.Color.RED },
  EXPIRING: { label: 'Expiring', color: cloudwatch.Color.ORANGE },
  UNKNOWN_BASE: { label: 'Unknown base', color: cloudwatch.Color.PURPLE },
  NOT_IN_POLICY: { label: 'Not in policy', color: cloudwatch.Color.PINK },
  IMAGE_UNAVAILABLE: { label: 'Image unavailable', color: cloudwatch.Color.BROWN },
  NO_DATE_PUBLISHED: { label: 'No date published', color: cloudwatch.Color.GREY },
  NOT_IN_POLICY_YET: { label: 'Not in policy yet', color: cloudwatch.Color.BLUE },
  SUPPORTED: { label: 'Supported', color: cloudwatch.Color.GREEN },
};

/** What a reader must see first, worst first. */
const HEADLINE_STATUSES: readonly SupportStatus[] = ['END_OF_AVAILABILITY', 'END_OF_SUPPORT', 'EXPIRING', 'UNKNOWN_BASE', 'SUPPORTED'];

/** The section of one monitor, row by row. */
export function monitorWidgets(monitor: IImageSupportMonitor): cloudwatch.IWidget[][] {
  return [[title(monitor)], [latestCounts(monitor)], [statusesOverTime(monitor), nearestEnd(monitor)], health(monitor)];
}

function title(monitor: IImageSupportMonitor): cloudwatch.IWidget {
  return new cloudwatch.TextWidget({ markdown: `## ${monitor.monitorName}`, width: FULL_WIDTH, height: 1 });
}

function latestCounts(monitor: IImageSupportMonitor): cloudwatch.IWidget {
  return new cloudwatch.SingleValueWidget({
    title: 'Image versions, last scan',
    metrics: [
      ...HEADLINE_STATUSES.map((status) => statusMetric(monitor, status)),
      monitor.metricImageVersions({ label: 'All' }),
      monitor.metricDaysToNearestEndOfSupport({ label: 'Days to the nearest end' }),
    ],
    width: FULL_WIDTH,
    height: 4,
  });
}

function statusesOverTime(monitor: IImageSupportMonitor): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({
    title: 'Image versions by status',
    left: SUPPORT_STATUSES.map((status) => statusMetric(monitor, status)),
    stacked: true,
    leftYAxis: { label: 'Image versions', showUnits: false, min: 0 },
    width: FULL_WIDTH * 2 / 3,
    height: GRAPH_HEIGHT,
  });
}

function nearestEnd(monitor: IImageSupportMonitor): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({
    title: 'Nearest end of support',
    left: [monitor.metricDaysToNearestEndOfSupport({ label: 'Days left' })],
    leftYAxis: { label: 'Days', showUnits: false, min: 0 },
    width: FULL_WIDTH / 3,
    height: GRAPH_HEIGHT,
  });
}

function health(monitor: IImageSupportMonitor): cloudwatch.IWidget[] {
  return [coverage(monitor), scans(monitor), duration(monitor), policies(monitor)];
}

function coverage(monitor: IImageSupportMonitor): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({
    title: 'Coverage',
    left: [monitor.metricCoverage({ label: 'Base and date found' })],
    leftYAxis: { label: 'Percent', showUnits: false, min: 0, max: 100 },
    ...QUARTER,
  });
}

function scans(monitor: IImageSupportMonitor): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({
    title: 'Scans',
    left: [
      monitor.metricHeartbeat({ label: 'Ended' }),
      monitor.metricScanComplete({ label: 'Complete', color: cloudwatch.Color.GREEN }),
      monitor.metricScanFailures({ label: 'Failed calls', color: cloudwatch.Color.ORANGE }),
      monitor.function.metricErrors({ ...ofFunction(monitor), label: 'Function errors', color: cloudwatch.Color.RED }),
    ],
    leftYAxis: { label: 'Count', showUnits: false, min: 0 },
    ...QUARTER,
  });
}

function duration(monitor: IImageSupportMonitor): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({
    title: 'Duration',
    left: [
      monitor.metricScanDuration({ label: 'Scan' }),
      monitor.function.metricDuration({ ...ofFunction(monitor), statistic: cloudwatch.Stats.MAXIMUM, label: 'Function' }),
    ],
    leftYAxis: { label: 'Milliseconds', showUnits: false, min: 0 },
    ...QUARTER,
  });
}

function policies(monitor: IImageSupportMonitor): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({
    title: 'Policies',
    left: [monitor.metricPolicyAge({ label: 'Age of the oldest' })],
    leftYAxis: { label: 'Days', showUnits: false, min: 0 },
    right: [
      monitor.metricPolicyDocumentsRefused({ label: 'Documents refused', color: cloudwatch.Color.RED }),
      monitor.metricPolicyDocumentsUnread({ label: 'Documents not read', color: cloudwatch.Color.ORANGE }),
    ],
    rightYAxis: { label: 'Documents', showUnits: false, min: 0 },
    ...QUARTER,
  });
}

function statusMetric(monitor: IImageSupportMonitor, status: SupportStatus): cloudwatch.IMetric {
  return monitor.metric(STATUS_METRICS[status], STATUS_STYLES[status]);
}

function ofFunction(monitor: IImageSupportMonitor): cloudwatch.MetricOptions {
  return { ...placeOf(monitor.function), period: Duration.days(1) };
}
