import { Duration, Names, RemovalPolicy } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import type * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ChainCatalogue } from './chain-catalogue';
import type { SupportPolicy } from './support-policy';
import type { Waivers } from './waivers';
import { BUCKET_PREFIXES, DEFAULT_NOTICE_PERIODS, ENVIRONMENT } from './core/contract';
import { DETAIL_TYPES } from './core/events';
import { DEFAULT_REMINDER_DAYS } from './core/evaluation/options';
import { type IImageSupportMonitor, ImageSupportMonitorBase } from './image-support-monitor-base';
import { checkMemorySize, checkMonitorName, checkRepositories, checkSchedule, checkTimeout, checkTopic, renderNoticePeriods, renderReminder, renderVendorAccounts } from './private/checks';
import { eventPattern } from './private/event-pattern';
import { functionsAsset, SCAN_ENTRY } from './private/functions-asset';
import { provideCatalogue } from './private/known-layers';
import { placeOf } from './private/place';
import { providePolicies } from './private/policies';
import { bucketStatements, grantRegistryRead, inventoryStatements, metricsStatement, usageStatements } from './private/scan-permissions';
import { schedulerPrincipal } from './private/scheduler-principal';
import { createStore } from './private/store';
import { createTopic } from './private/topic';
import { provideWaivers } from './private/waivers';

/**
 * Properties of an `ImageSupportMonitor`.
 */
export interface ImageSupportMonitorProps {
  /**
   * When to scan. A rate starts with a scan as soon as the schedule is created; a cron expression waits for its time.
   * The metrics count days: scan at least once a day where alarms stand on them.
   *
   * @default - ScheduleExpression.rate(Duration.days(1))
   */
  readonly schedule?: scheduler.ScheduleExpression;

  /**
   * How long before the end of support people are told: whole days, from 1 to 730. The longest also is the time
   * within which an image version counts as expiring. Order and repetition do not matter.
   *
   * @default - 90, 30 and 7 days
   */
  readonly noticePeriods?: Duration[];

  /**
   * The name of the monitor, unique in its account and Region: the dimension `Monitor` of the metrics, and part of every message.
   * Up to 64 letters, digits, `.`, `_` and `-`.
   *
   * @default - made from the name of the stack and the path of the construct in it
   */
  readonly monitorName?: string;

  /**
   * Where to tell people: a standard topic. The function gets permission to publish, and to use the key of an encrypted topic.
   *
   * @default - a topic of the monitor's own, which takes messages over TLS only
   */
  readonly topic?: sns.ITopic;

  /**
   * Where to tell people in a chat: a topic of its own for Amazon Q Developer in chat applications (formerly AWS Chatbot), which takes
   * messages in a form of its own. The function gets permission to publish.
   *
   * @default - nobody is told in a chat
   */
  readonly chatTopic?: sns.ITopic;

  /**
   * The event bus that gets an event for each change and each scan.
   *
   * @default - the default event bus of the account and Region
   */
  readonly eventBus?: events.IEventBus;

  /**
   * The ECR repositories, with the images that SageMaker image versions are registered from, that the function may read.
   * What it can't read it reports as an unknown base.
   *
   * @default - all repositories of the monitor's account and Region
   */
  readonly repositories?: ecr.IRepository[];

  /**
   * Policies beside those of the vendors, which always apply: a team's own for its golden images, or a vendor's with other options, which
   * then takes the place of the default one.
   *
   * @default - the policies of all vendors, each read at the vendor's own address
   */
  readonly policies?: SupportPolicy[];

  /**
   * Whether policies are read again in each scan. Without it no document is read at its source: the policies rule that came with this
   * library, or those that were accepted last.
   *
   * @default true
   */
  readonly refreshPolicies?: boolean;

  /**
   * SHA-256 hashes of policy documents that are to be accepted although the gate refuses them: an operator's word, for one document.
   * The message on a refused document gives its hash.
   *
   * @default - none
   */
  readonly acceptedPolicyDocuments?: string[];

  /**
   * Decisions to live with findings until a day.
   *
   * @default - nothing is waived
   */
  readonly waivers?: Waivers[];

  /**
   * After how long people are told again what is still open and of which nothing else was told: whole days, up to 365, or none for
   * never.
   *
   * @default Duration.days(30)
   */
  readonly reminder?: Duration;

  /**
   * Further accounts that serve AWS Deep Learning Containers: of a new Region, or a partition of its own.
   *
   * @default - the accounts that AWS has published
   */
  readonly vendorAccounts?: VendorAccount[];

  /**
   * Base images that are known by their layers, for images that have lost their labels. A scan that can't read the catalogue
   * fails: without it, it would find fewer bases and tell people that these became unknown.
   *
   * @default - no known layers
   */
  readonly chainCatalogue?: ChainCatalogue;

  /**
   * Whether the function's reads are left out of the pull times that ECR records. Without it, each image seems to have been pulled
   * when the function first reads it, which keeps it from lifecycle rules that count days since the last pull. An account can have 100
   * exclusions; switch it off where the Region has no such exclusions.
   *
   * @default true
   */
  readonly excludeFromPullTime?: boolean;

  /**
   * How long a scan may take, from 1 to 15 minutes.
   *
   * @default Duration.minutes(15)
   */
  readonly timeout?: Duration;

  /**
   * Memory of the function in MiB, from 128 to 10240.
   *
   * @default 512
   */
  readonly memorySize?: number;

  /**
   * How long to keep the function's logs.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * What becomes of the bucket and the logs when the monitor is removed. CloudFormation deletes only an empty bucket.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * An account that serves AWS Deep Learning Containers in a Region.
 */
export interface VendorAccount {
  /**
   * The Region.
   */
  readonly region: string;

  /**
   * The account, 12 digits.
   */
  readonly accountId: string;
}

/**
 * What identifies a monitor that is defined elsewhere.
 */
export interface ImageSupportMonitorAttributes {
  /**
   * The name of the monitor.
   */
  readonly monitorName: string;

  /**
   * The ARN of its function. The account and the Region of the monitor are taken from it.
   */
  readonly functionArn: string;
}

/**
 * Watches the SageMaker images of one account and Region: finds the vendor base image of each image version, once a day,
 * and tells before the support of one ends.
 */
export class ImageSupportMonitor extends ImageSupportMonitorBase implements iam.IGrantable {
  /**
   * A monitor that is defined elsewhere.
   *
   * @param scope the construct to put it under
   * @param id its id there
   * @param attrs what identifies the monitor
   */
  public static fromImageSupportMonitorAttributes(
    scope: Construct, id: string, attrs: ImageSupportMonitorAttributes,
  ): IImageSupportMonitor {
    checkMonitorName(attrs.monitorName);
    class Import extends ImageSupportMonitorBase {
      public readonly monitorName = attrs.monitorName;
      public readonly function = lambda.Function.fromFunctionArn(this, 'Function', attrs.functionArn);

      public override metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
        return super.metric(metricName, { ...placeOf(this), ...options });
      }
    }
    return new Import(scope, id, { environmentFromArn: attrs.functionArn });
  }

  public readonly monitorName: string;
  public readonly function: lambda.IFunction;

  /**
   * Where people are told. Subscribe to it.
   */
  public readonly topic: sns.ITopic;

  /**
   * Where events go.
   */
  public readonly eventBus: events.IEventBus;

  /**
   * Where the monitor keeps what it has learned, its last findings and its reports.
   */
  public readonly bucket: s3.IBucket;

  /**
   * Where the traces of scans go that could not be started, or that failed after all retries.
   */
  public readonly deadLetterQueue: sqs.IQueue;

  /**
   * The principal that scans: the function's role.
   */
  public readonly grantPrincipal: iam.IPrincipal;

  constructor(scope: Construct, id: string, props: ImageSupportMonitorProps = {}) {
    super(scope, id);
    this.monitorName = props.monitorName ?? Names.uniqueResourceName(this, { maxLength: 64, separator: '-' });
    checkMonitorName(this.monitorName);
    this.node.addValidation({ validate: () => this.namesakes() });

    if (props.topic) checkTopic(props.topic);
    this.topic = props.topic ?? createTopic(this, 'Topic');
    if (props.chatTopic) checkTopic(props.chatTopic, 'chatTopic');
    this.eventBus = props.eventBus ?? events.EventBus.fromEventBusName(this, 'DefaultEventBus', 'default');
    this.bucket = createStore(this, 'Bucket', props.removalPolicy ?? RemovalPolicy.RETAIN);
    this.deadLetterQueue = new sqs.Queue(this, 'DeadLetterQueue', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });

    const role = this.createRole(props);
    this.grantPrincipal = role.grantPrincipal;
    this.function = this.createFunction(props, role);
    const schedule = this.createSchedule(props.schedule ?? scheduler.ScheduleExpression.rate(Duration.days(1)));
    // The first scan follows at once, and must find its permissions and its failure destination.
    schedule.node.addDependency(role, this.function);
    if (props.excludeFromPullTime ?? true) {
      schedule.node.addDependency(new ecr.CfnPullTimeUpdateExclusion(this, 'PullTimeExclusion', { principalArn: role.roleArn }));
    }
  }

  /**
   * Lets a principal read the monitor's reports. What was learned about images is not among them.
   *
   * @param grantee the principal
   */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.bucket.grantRead(grantee, `${BUCKET_PREFIXES.reports}*`);
  }

  /**
   * Lets a principal start a scan.
   *
   * @param grantee the principal
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return this.function.grantInvoke(grantee);
  }

  /**
   * A rule that matches each change of a finding of this monitor: new, another status, a moved date, a notice period, a reminder, resolved.
   *
   * @param id the id of the rule
   * @param options its target and name
   */
  public onFindingChanged(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onEvent(id, DETAIL_TYPES.finding, options);
  }

  /**
   * A rule that matches each change of a policy that this monitor judges by: moved dates, releases added and withdrawn, documents refused.
   *
   * @param id the id of the rule
   * @param options its target and name
   */
  public onPolicyChanged(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onEvent(id, DETAIL_TYPES.policy, options);
  }

  /**
   * A rule that matches each change of a waiver of this monitor: added, changed, removed, expired.
   *
   * @param id the id of the rule
   * @param options its target and name
   */
  public onWaiverChanged(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onEvent(id, DETAIL_TYPES.waiver, options);
  }

  /**
   * A rule that matches each scan of this monitor that came to its end.
   *
   * @param id the id of the rule
   * @param options its target and name
   */
  public onScanCompleted(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onEvent(id, DETAIL_TYPES.scan, options);
  }

  private onEvent(id: string, detailType: string, { target, eventPattern: narrower, ...options }: events.OnEventOptions): events.Rule {
    const rule = new events.Rule(options.crossStackScope ?? this, id, {
      description: options.description,
      ruleName: options.ruleName,
      eventBus: this.eventBus,
      eventPattern: eventPattern(detailType, this.monitorName, this.stack.account),
    });
    if (narrower) rule.addEventPattern(narrower);
    if (target) rule.addTarget(target);
    return rule;
  }

  private createRole(props: ImageSupportMonitorProps): iam.Role {
    const { repositories } = props;
    if (repositories) checkRepositories(repositories);
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: `Reads SageMaker images and their container images for the image support monitor ${this.monitorName}`,
    });
    const statements = [
      ...inventoryStatements(this.stack), ...usageStatements(this.stack), ...bucketStatements(this.bucket), metricsStatement(),
    ];
    for (const statement of statements) role.addToPolicy(statement);
    grantRegistryRead(role, repositories);
    this.topic.grantPublish(role);
    props.chatTopic?.grantPublish(role);
    this.eventBus.grantPutEventsTo(role);
    return role;
  }

  private createFunction(props: ImageSupportMonitorProps, role: iam.IRole): lambda.Function {
    const timeout = props.timeout ?? Duration.minutes(15);
    const memorySize = props.memorySize ?? 512;
    checkTimeout(timeout);
    checkMemorySize(memorySize);
    const noticePeriods = props.noticePeriods ?? DEFAULT_NOTICE_PERIODS.map((days) => Duration.days(days));
    const logGroup = new logs.LogGroup(this, 'LogGroup', {
      retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
    });
    logGroup.grantWrite(role);
    return new lambda.Function(this, 'Function', {
      description: `Scans SageMaker images for the image support monitor ${this.monitorName}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      code: functionsAsset(),
      handler: SCAN_ENTRY.handler,
      environment: {
        [ENVIRONMENT.monitor]: this.monitorName,
        [ENVIRONMENT.topicArn]: this.topic.topicArn,
        ...(props.chatTopic && { [ENVIRONMENT.chatTopicArn]: props.chatTopic.topicArn }),
        [ENVIRONMENT.eventBus]: this.eventBus.eventBusArn,
        [ENVIRONMENT.bucketName]: this.bucket.bucketName,
        [ENVIRONMENT.noticePeriods]: renderNoticePeriods(noticePeriods),
        ...providePolicies(this, role, {
          policies: props.policies ?? [],
          refresh: props.refreshPolicies ?? true,
          accepted: props.acceptedPolicyDocuments ?? [],
        }),
        [ENVIRONMENT.reminderDays]: renderReminder(props.reminder ?? Duration.days(DEFAULT_REMINDER_DAYS)),
        ...provideWaivers(this, role, props.waivers ?? []),
        ...(props.vendorAccounts?.length ? { [ENVIRONMENT.vendorAccounts]: renderVendorAccounts(props.vendorAccounts) } : {}),
        ...provideCatalogue(role, props.chainCatalogue?.bind(this)),
      },
      role,
      logGroup,
      timeout,
      memorySize,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new destinations.SqsDestination(this.deadLetterQueue),
    });
  }

  private createSchedule(expression: scheduler.ScheduleExpression): scheduler.Schedule {
    checkSchedule(expression);
    // Without a role of ours, the target would put one beside the monitor, not under it.
    const role = new iam.Role(this, 'ScheduleRole', { assumedBy: schedulerPrincipal(this.stack) });
    const schedule = new scheduler.Schedule(this, 'Schedule', {
      description: `Starts the scans of the image support monitor ${this.monitorName}`,
      schedule: expression,
      target: new targets.LambdaInvoke(this.function, {
        role,
        deadLetterQueue: this.deadLetterQueue,
        retryAttempts: 10,
        maxEventAge: Duration.hours(6),
      }),
    });
    schedule.node.addDependency(role);
    return schedule;
  }

  private namesakes(): string[] {
    const namesake = this.stack.node.findAll().find(
      (other) => other instanceof ImageSupportMonitor && other !== this && other.monitorName === this.monitorName,
    );
    if (!namesake) return [];
    return [`'monitorName' must be unique, or the metrics of two monitors mix, got: '${this.monitorName}' here and at '${namesake.node.path}'`];
  }
}
