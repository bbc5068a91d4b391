import { Duration, Lazy, Names, RemovalPolicy, type Stack, Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import type * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { BUCKET_PREFIXES, DEFAULT_NOTICE_PERIODS, ENVIRONMENT } from './core/contract';
import { DEFAULT_REMINDER_DAYS } from './core/evaluation/options';
import { type IImageSupportMonitor, ImageSupportMonitorBase } from './image-support-monitor-base';
import type { ImageSupportMonitorProps } from './image-support-monitor-props';
import {
  checkMemorySize, checkMonitorName, checkRepositories, checkSchedule, checkTimeout, renderNoticePeriods, renderReminder,
  renderVendorAccounts,
} from './private/checks';
import { allowServices } from './private/encryption';
import { environmentProblems } from './private/environment-size';
import { functionsAsset, SCAN_ENTRY } from './private/functions-asset';
import { scanOnImageChange } from './private/image-changes';
import { renderImageFilters } from './private/image-filters';
import { renderOwnerTag, usageScopeNameOf } from './private/usage';
import { ImportedMonitor } from './private/imported-monitor';
import { provideCatalogue } from './private/known-layers';
import { networkStatements } from './private/network';
import { providePolicies } from './private/policies';
import { checkResources } from './private/resource-checks';
import { bucketStatements, grantRegistryRead, inventoryStatements, metricsStatement, usageStatements } from './private/scan-permissions';
import { schedulerPrincipal } from './private/scheduler-principal';
import { createStore, objectsOf } from './private/store';
import { createTopic } from './private/topic';
import { provideWaivers } from './private/waivers';

export * from './image-filter';
export * from './image-support-monitor-props';

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

  /**
   * The ARN of the topic where people are told.
   *
   * @default - `topic` can't be used
   */
  readonly topicArn?: string;

  /**
   * The name of its bucket.
   *
   * @default - `bucket` can't be used
   */
  readonly bucketName?: string;

  /**
   * The name of the event bus that gets its events.
   *
   * @default - the default event bus of its account and Region
   */
  readonly eventBusName?: string;

  /**
   * The ARN of its dead-letter queue.
   *
   * @default - `deadLetterQueue` can't be used
   */
  readonly deadLetterQueueArn?: string;
}

/**
 * Watches the SageMaker images of one account and Region: finds the vendor base image of each image version, once a day,
 * and tells before the support of one ends.
 */
export class ImageSupportMonitor extends ImageSupportMonitorBase implements iam.IGrantable, ec2.IConnectable {
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
    return new ImportedMonitor(scope, id, attrs);
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

  /** ARNs of the roles that may write into a bucket of the monitor's own. */
  private readonly writers: string[] = [];
  private readonly inVpc: boolean;

  constructor(scope: Construct, id: string, props: ImageSupportMonitorProps = {}) {
    super(scope, id);
    this.monitorName = props.monitorName ?? Names.uniqueResourceName(this, { maxLength: 64, separator: '-' });
    checkMonitorName(this.monitorName);
    checkResources(this, props);
    this.node.addValidation({ validate: () => this.namesakes() });

    const { encryptionKey, removalPolicy = RemovalPolicy.RETAIN } = props;
    if (encryptionKey) allowServices(this, encryptionKey);
    this.topic = props.topic ?? createTopic(this, 'Topic', encryptionKey);
    this.eventBus = props.eventBus ?? events.EventBus.fromEventBusName(this, 'DefaultEventBus', 'default');
    this.bucket = props.bucket ?? createStore(this, 'Bucket', {
      removalPolicy, encryptionKey, writers: Lazy.list({ produce: () => this.writers }),
    });
    this.deadLetterQueue = createDeadLetterQueue(this, 'DeadLetterQueue', encryptionKey);
    this.inVpc = props.vpc !== undefined;

    const role = this.createRole(props);
    this.grantPrincipal = role.grantPrincipal;
    this.writers.push(role.roleArn);
    const scan = this.createFunction(props, role);
    this.function = scan;
    if (props.scanOnImageChange ?? true) scanOnImageChange(this, scan, encryptionKey);

    const exclusion = props.excludeFromPullTime ?? true
      ? [new ecr.CfnPullTimeUpdateExclusion(this, 'PullTimeExclusion', { principalArn: role.roleArn })]
      : [];
    // The first scan follows at once, and must find its permissions and its failure destination, and leave pull times alone.
    this.createSchedule(props)?.node.addDependency(role, scan, ...exclusion);
  }

  /**
   * The security groups of the function. Throws for a monitor without a VPC.
   */
  public get connections(): ec2.Connections {
    if (!this.inVpc) throw new Error(`'connections' of '${this.node.path}' need the prop 'vpc', got: none`);
    return this.function.connections;
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
   * Lets a role put right what the monitor remembers, as the runbook shows: read, write and delete its facts, state, accepted policies
   * and reports. In a bucket of the monitor's own nobody else can write them, whatever their permissions are.
   *
   * @param role the role of whoever operates the monitor
   */
  public grantRepair(role: iam.IRole): iam.Grant {
    this.writers.push(role.roleArn);
    this.bucket.encryptionKey?.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey');
    return iam.Grant.addToPrincipal({
      grantee: role,
      actions: ['s3:ListBucket', 's3:ListBucketVersions'],
      resourceArns: [this.bucket.bucketArn],
    }).combine(iam.Grant.addToPrincipal({
      grantee: role,
      actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject'],
      resourceArns: objectsOf(this.bucket),
    }));
  }

  /**
   * Lets a principal start a scan.
   *
   * @param grantee the principal
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return this.function.grantInvoke(grantee);
  }

  private createRole(props: ImageSupportMonitorProps): iam.Role {
    const { repositories } = props;
    if (repositories) checkRepositories(repositories);
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: `Reads SageMaker images and their container images for the image support monitor ${this.monitorName}`,
    });
    const statements = [
      ...inventoryStatements(this.stack), ...usageStatements(this.stack, usageScopeNameOf(props.usage)),
      ...bucketStatements(this.bucket), metricsStatement(),
      ...(props.vpc ? networkStatements() : []),
    ];
    for (const statement of statements) role.addToPolicy(statement);
    this.bucket.encryptionKey?.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey');
    grantRegistryRead(role, repositories);
    this.topic.grantPublish(role);
    props.chatTopic?.grantPublish(role);
    this.eventBus.grantPutEventsTo(role);
    return role;
  }

  private createFunction(props: ImageSupportMonitorProps, role: iam.Role): lambda.Function {
    const { timeout = Duration.minutes(15), memorySize = 512, vpc, vpcSubnets, securityGroups, encryptionKey } = props;
    checkTimeout(timeout);
    checkMemorySize(memorySize);
    const logGroup = new logs.LogGroup(this, 'LogGroup', {
      retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      encryptionKey,
    });
    logGroup.grantWrite(role);
    const environment = this.environmentOf(props, role);
    this.node.addValidation({ validate: () => environmentProblems(this.stack.resolve(environment)) });
    return new lambda.Function(this, 'Function', {
      description: `Scans SageMaker images for the image support monitor ${this.monitorName}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      code: functionsAsset(),
      handler: SCAN_ENTRY.handler,
      environment,
      role,
      logGroup,
      timeout,
      memorySize,
      vpc,
      vpcSubnets,
      securityGroups,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new destinations.SqsDestination(this.deadLetterQueue),
    });
  }

  private environmentOf(props: ImageSupportMonitorProps, role: iam.Role): Record<string, string> {
    const { chatTopic, vendorAccounts = [] } = props;
    const noticePeriods = props.noticePeriods ?? DEFAULT_NOTICE_PERIODS.map((days) => Duration.days(days));
    const reader = { role, store: this.bucket };
    return {
      [ENVIRONMENT.monitor]: this.monitorName,
      [ENVIRONMENT.topicArn]: this.topic.topicArn,
      ...(chatTopic && { [ENVIRONMENT.chatTopicArn]: chatTopic.topicArn }),
      [ENVIRONMENT.eventBus]: this.eventBus.eventBusArn,
      [ENVIRONMENT.bucketName]: this.bucket.bucketName,
      [ENVIRONMENT.noticePeriods]: renderNoticePeriods(noticePeriods),
      [ENVIRONMENT.reminderDays]: renderReminder(props.reminder ?? Duration.days(DEFAULT_REMINDER_DAYS)),
      ...(props.usage && { [ENVIRONMENT.usageScope]: props.usage.scopeName }),
      ...renderOwnerTag(props.ownerTag),
      ...renderImageFilters(this, props.includeImages, props.excludeImages),
      ...providePolicies(this, reader, {
        policies: props.policies ?? [],
        refresh: props.refreshPolicies ?? true,
        accepted: props.acceptedPolicyDocuments ?? [],
      }),
      ...provideWaivers(this, reader, props.waivers ?? []),
      ...(vendorAccounts.length > 0 && { [ENVIRONMENT.vendorAccounts]: renderVendorAccounts(vendorAccounts) }),
      ...provideCatalogue(reader, props.chainCatalogue?.bind(this)),
    };
  }

  private createSchedule(props: ImageSupportMonitorProps): scheduler.Schedule | undefined {
    if (!(props.scheduleEnabled ?? true)) {
      if (props.schedule) throw new Error(`'schedule' must be left out where 'scheduleEnabled' is false, got: ${props.schedule.expressionString}`);
      return undefined;
    }
    const expression = props.schedule ?? scheduler.ScheduleExpression.rate(Duration.days(1));
    checkSchedule(expression);
    // Without a role of ours, the target would put one beside the monitor, not under it.
    const role = new iam.Role(this, 'ScheduleRole', { assumedBy: schedulerPrincipal(this.stack) });
    // The target lets it send to the dead-letter queue, and forgets the key.
    props.encryptionKey?.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey');
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
    const namesake = this.node.root.node.findAll().find(
      (other) => other instanceof ImageSupportMonitor && other !== this
        && other.monitorName === this.monitorName && isSamePlace(this.stack, other.stack),
    );
    if (!namesake) return [];
    return [`'monitorName' must be unique, or the metrics of two monitors mix, got: '${this.monitorName}' here and at '${namesake.node.path}'`];
  }
}

/** Of stacks that are for any account or Region, only one and the same certainly is in the same. */
function isSamePlace(one: Stack, other: Stack): boolean {
  if (one === other) return true;
  return [[one.account, other.account], [one.region, other.region]].every(([here, there]) => !Token.isUnresolved(here) && here === there);
}

function createDeadLetterQueue(scope: Construct, id: string, encryptionMasterKey?: kms.IKey): sqs.Queue {
  return new sqs.Queue(scope, id, {
    ...(encryptionMasterKey
      ? { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey }
      : { encryption: sqs.QueueEncryption.SQS_MANAGED }),
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
}
