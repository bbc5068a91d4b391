import { daysBetween } from '../calendar-date';
import { highestSeverity, type Condition, type Finding } from '../finding';
import type { InventoryColumns } from '../inventory';
import type { BaseImage, Claim } from '../lineage/base-image';
import { evidenceOf } from '../lineage/evidence/weights';
import { SAGEMAKER_DISTRIBUTION } from '../policy/policy';
import { directUseArn, type DirectUse } from '../usage';
import { baseConditions, policyConditions } from './conditions';
import { dateBase } from './dating';
import type { EvaluationOptions } from './options';
import { pendingSeverity } from './pending-date';
import { findingPolicy } from './provenance';
import { severityOf } from './severity';
import { findSuccessor } from './successor';

/** Who uses the image, in an inventory of its own: the image itself is AWS's. */
export interface DirectUseTarget {
  readonly accountId: string;
  readonly region: string;
}

/** Only an alias with all three numbers stays on one version; a pre-release has a name behind them. */
const FULL_VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const PART_OF_VERSION = /^\d+(?:\.\d+)?$/;

const HOW_TO_FIND_OUT = "Run 'echo $IMAGE_VERSION' in a terminal of one of its apps to see it, and name a supported release by an alias of three numbers.";

/** Judges AWS's own image where it is used as it is: its alias names the release, so that no registry has to be asked. */
export function evaluateDirectUse(use: DirectUse, target: DirectUseTarget, options: EvaluationOptions): Finding {
  const claim = claimOf(use);
  const evidence = evidenceOf('image-alias', { claim, detail: detailOf(use) });
  const base: BaseImage = { ...claim, confidence: 'strong', evidence: [evidence], conditions: [], rivals: [] };
  const dating = dateBase(base, options);
  const { status, endOfSupport } = dating;
  const daysLeft = endOfSupport === null ? null : daysBetween(options.today, endOfSupport);
  const severity = severityOf(status, daysLeft, Math.min(...options.noticePeriods), use.running > 0 ? 'running' : 'attached');
  const reason = status === 'UNKNOWN_BASE' ? unknownVersion(use) : dating.reason;
  const columns = columnsOf(use, target);
  return {
    ...columns,
    imageVersionArn: columns.image_version_arn,
    imageName: use.imageName,
    accountId: target.accountId,
    region: target.region,
    aliases: use.alias === undefined ? [] : [use.alias],
    status,
    severity: highestSeverity([severity, pendingSeverity(dating, options) ?? severity]) ?? severity,
    conditions: [...floating(claim, use), ...baseConditions(base, dating), ...policyConditions(dating, options)],
    ...(reason !== undefined && { reason }),
    base: { family: claim.family, version: claim.version, processor: claim.processor, confidence: base.confidence },
    evidence: base.evidence,
    endOfSupport,
    endOfAvailability: dating.endOfAvailability,
    daysLeft,
    policyRow: dating.policyRow,
    ...(dating.policy && { policy: findingPolicy(dating.policy) }),
    successor: findSuccessor(status, dating, options),
    firstSeen: options.scannedAt,
    statusSince: options.scannedAt,
    directUse: { running: use.running, attached: use.attached, examples: use.examples },
  };
}

/** An alias that moves still names a part of the version; `latest`, another word, or no alias at all names none. */
function claimOf({ alias, imageVersionArn, processor }: DirectUse): Claim {
  const isFull = alias !== undefined && FULL_VERSION.test(alias);
  const version = alias !== undefined && (isFull || PART_OF_VERSION.test(alias)) ? alias : null;
  const moves = imageVersionArn === undefined && !isFull;
  return { family: SAGEMAKER_DISTRIBUTION, version, processor, ...(moves && { floating: true }) };
}

function detailOf({ imageArn, imageVersionArn, alias }: DirectUse): string {
  const by = alias === undefined ? '' : `, alias ${alias}`;
  return imageVersionArn === undefined ? `image ${imageArn}${by || ', default version'}` : `image version ${imageVersionArn}${by}`;
}

function unknownVersion({ alias, imageVersionArn }: DirectUse): string {
  const start = imageVersionArn === undefined
    ? `This is AWS's own image by ${alias === undefined ? 'default, without an alias' : `the alias '${alias}'`}: which release that is changes, and SageMaker does not tell it.`
    : `This is AWS's own image by the ARN of a version${alias === undefined ? '' : ` and the alias '${alias}'`}: SageMaker does not tell which release that is.`;
  return `${start} ${HOW_TO_FIND_OUT}`;
}

function floating({ floating: moves }: Claim, { alias }: DirectUse): Condition[] {
  if (!moves) return [];
  const what = alias === undefined ? 'The default version' : `The alias '${alias}'`;
  return [{ type: 'FLOATING_TAG', message: `${what} is one that AWS moves: an app keeps the release that it was started with, the next one gets another.` }];
}

/**
 * The row of the inventory that stands for the use. Of AWS's image only names and ARNs can be seen: times and state are empty, all
 * else is null, and the version is SageMaker's number where an ARN tells it, else 0: SageMaker counts from 1.
 */
function columnsOf(use: DirectUse, { accountId }: DirectUseTarget): InventoryColumns {
  const identity = directUseArn(use);
  return {
    // The ARN belongs to AWS: it is the same in every account that uses the image.
    _key: `${identity}@${accountId}`,
    account_id: accountId,
    base_image: null,
    container_image: null,
    creation_time: '',
    failure_reason: null,
    horovod: null,
    image_arn: use.imageArn,
    image_version_arn: identity,
    image_version_status: '',
    job_type: null,
    last_modified_time: '',
    ml_framework: null,
    processor: null,
    programming_lang: null,
    release_notes: null,
    tags: {},
    vendor_guidance: null,
    version: Number(/\/(\d+)$/.exec(use.imageVersionArn ?? '')?.[1] ?? 0),
  };
}
