import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { ChainCatalogue } from './chain-catalogue';
import type { ImageFilter } from './image-filter';
import type { SupportPolicy } from './support-policy';
import type { UsageScope } from './usage-scope';
import type { Waivers } from './waivers';

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
   * Whether the monitor scans on a schedule. Without one, whoever `grantInvoke` lets does it; alarms on silence then count from
   * the last time that somebody did.
   *
   * @default true
   */
  readonly scheduleEnabled?: boolean;

  /**
   * Whether a change of an image or an image version in SageMaker also brings a scan, within some six minutes: a new version is
   * judged on the day that it is made, and not on the next. Changes that come close together bring one scan, and a scan of what has not
   * changed makes few calls. The queue that they go through costs some cents a month, because Lambda keeps asking it.
   *
   * @default true
   */
  readonly scanOnImageChange?: boolean;

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
   * Where to tell people: a standard topic in the account and Region of the monitor. The function gets permission to publish, and to
   * use the key of a topic that was encrypted in this app. Who else may publish, alarms for example, is for the topic's own policy to say.
   *
   * @default - a topic of the monitor's own, which takes messages over TLS only, and lets alarms of the account publish
   */
  readonly topic?: sns.ITopic;

  /**
   * Where to tell people in a chat: a topic of its own for Amazon Q Developer in chat applications (formerly AWS Chatbot), which takes
   * messages in a form of its own; a standard topic in the account and Region of the monitor. The function gets permission to publish.
   *
   * @default - nobody is told in a chat
   */
  readonly chatTopic?: sns.ITopic;

  /**
   * The event bus that gets an event for each change and each scan, in the Region of the monitor.
   *
   * @default - the default event bus of the account and Region
   */
  readonly eventBus?: events.IEventBus;

  /**
   * Where the monitor keeps what it has learned, its last findings and its reports, each below a prefix of its own: `facts/`, `state/`,
   * `policies/`, `reports/` and `dataset/`. A bucket in the Region of the monitor, private, versioned, and nobody else's to write below
   * these prefixes: who can, decides what people are told. The monitor sets no rules on it; expire `reports/` if they are not to be
   * kept for good, and neither `facts/` nor `state/`.
   *
   * @default - a bucket of the monitor's own: private, encrypted, versioned, over TLS 1.2 only, in which the function alone writes
   */
  readonly bucket?: s3.IBucket;

  /**
   * The key for all that the monitor creates and that can be encrypted with one: topic, bucket, queues and logs. A key in the Region of
   * the monitor. Its policy gets statements for CloudWatch alarms, EventBridge and CloudWatch Logs; one that is imported must
   * have them.
   *
   * @default - S3, SQS and CloudWatch Logs use keys of theirs; the topic is not encrypted, because alarms can't use the key of SNS
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The VPC in which the function runs. It must reach the services that a scan calls, by endpoints or otherwise: docs/vpc.md lists them.
   *
   * @default - none: the function runs outside of your networks
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of `vpc`.
   *
   * @default - the private subnets with egress
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the function in `vpc`. It opens connections to port 443 and takes none.
   *
   * @default - a group that lets everything out and nothing in
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The images to watch: those that any of these filters picks. What they pick is settled by each scan, and one that picks nothing is
   * said in the logs. AWS's own images, where they are used as they are, are no images of the account and always watched.
   *
   * @default - all images of the account and Region
   */
  readonly includeImages?: ImageFilter[];

  /**
   * The images to leave out, also of those that `includeImages` picks. Their versions are only counted. An image whose tags would have to
   * tell and can't be read is not left out.
   *
   * @default - none
   */
  readonly excludeImages?: ImageFilter[];

  /**
   * How much is read of who uses an image. What is in use weighs more, what nobody uses weighs less; only with spaces is it known that
   * nobody does.
   *
   * @default - UsageScope.appsAndDefaults()
   */
  readonly usage?: UsageScope;

  /**
   * The tag of an image that names its owner; where an image has none, the name of the one domain that uses it is its owner. With it, each
   * owner has messages of their own, with the message attribute `owner`; what nobody owns has `unowned`.
   *
   * @default - findings have no owners
   */
  readonly ownerTag?: string;

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
   * Whether vendors' policies are read again in each scan. Without it none of their documents is read at its source: the policies rule
   * that came with this library, or those that were accepted last. A team's own of `policies` is read all the same.
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
