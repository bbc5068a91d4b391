import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BUCKET_PREFIXES } from './core/contract';
import { WIDGET_REPORTS, type WidgetReport } from './core/widget-contract';
import type { IImageSupportMonitor } from './image-support-monitor-base';
import { environmentProblems } from './private/environment-size';
import { functionsAsset } from './private/functions-asset';

/**
 * Properties of an `ImageSupportWidget`.
 */
export interface ImageSupportWidgetProps {
  /**
   * The monitors whose last reports may be shown. Each must have its bucket: of a monitor that is defined elsewhere, name it.
   */
  readonly monitors: IImageSupportMonitor[];

  /**
   * How long to keep the function's logs.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}

/**
 * What a widget on a dashboard shows, and where.
 */
export interface ImageSupportWidgetOptions {
  /**
   * The monitors to show, in this order; some of those that the `ImageSupportWidget` was made for.
   *
   * @default - all of them
   */
  readonly monitors?: IImageSupportMonitor[];

  /**
   * The title of the widget.
   *
   * @default 'Images that need action, and support windows'
   */
  readonly title?: string;

  /**
   * Columns of the dashboard's grid that the widget takes, from 1 to 24.
   *
   * @default 24
   */
  readonly width?: number;

  /**
   * Rows of the dashboard's grid that the widget takes. What is higher scrolls.
   *
   * @default 14
   */
  readonly height?: number;
}

/**
 * A custom CloudWatch widget: the image versions that need action, worst first, and the support windows of their base images against
 * today, from the last report of each monitor. One function serves all widgets that are made of it.
 *
 * Whoever looks at the dashboard calls the function with their own rights: they need `lambda:InvokeFunction` on it (`grantView`), and
 * CloudWatch asks them once whether it may run.
 */
export class ImageSupportWidget extends Construct {
  /**
   * The function that makes the page.
   */
  public readonly function: lambda.IFunction;

  private readonly monitors: readonly IImageSupportMonitor[];

  constructor(scope: Construct, id: string, props: ImageSupportWidgetProps) {
    super(scope, id);
    checkNamesOne(props.monitors);
    this.monitors = [...props.monitors];
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: 'Reads the last reports of image support monitors for a dashboard',
    });
    const reports = this.monitors.map((monitor) => provideReport(monitor, role));
    const logGroup = new logs.LogGroup(this, 'LogGroup', {
      retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    const environment = { [WIDGET_REPORTS]: JSON.stringify(reports) };
    this.node.addValidation({
      validate: () => environmentProblems(Stack.of(this).resolve(environment), "'monitors' must", 'share them out among several widgets'),
    });
    this.function = new lambda.Function(this, 'Function', {
      description: 'Shows the last reports of image support monitors on a dashboard',
      runtime: lambda.Runtime.NODEJS_24_X,
      code: functionsAsset(),
      handler: 'widget.handler',
      environment,
      role,
      logGroup,
      // A report of thousands of versions has some megabytes, and somebody waits for it.
      memorySize: 1024,
      timeout: Duration.seconds(30),
    });
  }

  /**
   * A widget for a dashboard.
   *
   * @param options what it shows, and where
   */
  public widget(options: ImageSupportWidgetOptions = {}): cloudwatch.IWidget {
    if (options.monitors) checkNamesOne(options.monitors);
    const stranger = options.monitors?.find((monitor) => !this.monitors.includes(monitor));
    if (stranger) {
      throw new Error(`'monitors' must be among those of the 'ImageSupportWidget', got: '${stranger.monitorName}', which is not; give it there too`);
    }
    return new cloudwatch.CustomWidget({
      functionArn: this.function.functionArn,
      title: options.title ?? 'Images that need action, and support windows',
      width: options.width ?? 24,
      height: options.height ?? 14,
      // The page is about today, whatever time the graphs beside it span.
      updateOnTimeRangeChange: false,
      ...(options.monitors && { params: { monitors: options.monitors.map(({ monitorName }) => monitorName) } }),
    });
  }

  /**
   * Lets a principal see what the widget shows.
   *
   * @param grantee the principal who looks at the dashboard
   */
  public grantView(grantee: iam.IGrantable): iam.Grant {
    return this.function.grantInvoke(grantee);
  }
}

function checkNamesOne(monitors: readonly IImageSupportMonitor[]): void {
  if (monitors.length === 0) throw new Error("'monitors' must name at least one monitor, got: none");
}

/** Lets the role read the one object that holds a monitor's last report, and says where it lies. */
function provideReport(monitor: IImageSupportMonitor, role: iam.IRole): WidgetReport {
  const { monitorName, bucket, env: { account, region } } = monitor;
  const key = `${BUCKET_PREFIXES.reports}${monitorName}/${account}/${region}/latest.json`;
  iam.Grant.addToPrincipalOrResource({ grantee: role, actions: ['s3:GetObject'], resourceArns: [bucket.arnForObjects(key)], resource: bucket });
  bucket.encryptionKey?.grantDecrypt(role);
  return { monitor: monitorName, bucketName: bucket.bucketName, key, region };
}
