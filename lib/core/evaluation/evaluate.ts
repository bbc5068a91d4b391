import { daysBetween } from '../calendar-date';
import { explainFailure } from '../failure-advice';
import { isAtLeast, type Condition, type Finding, type FindingBase, type Severity, type SupportStatus } from '../finding';
import { inventoryColumns, type ImageVersion } from '../inventory';
import type { BaseImage, Claim } from '../lineage/base-image';
import type { LineageOutcome, LineageProblem } from '../lineage/outcome';
import { baseConditions, policyConditions, versionConditions } from './conditions';
import { dateBase, type Dating } from './dating';
import type { EvaluationOptions } from './options';
import { severityOf, type Usage } from './severity';
import { findSuccessor } from './successor';

/** The verdict of one rule, before it is made into a finding. */
interface Verdict {
  readonly status: SupportStatus;
  readonly reason?: string;
  readonly conditions?: readonly Condition[];
  /** Present where the dates of a base ruled. */
  readonly dating?: Dating;
  /** What the probable base would weigh, where the status itself says less. */
  readonly atLeast?: Severity;
}

/** Judges one image version. Total: whatever is known or not known of it, there is one finding. */
export function evaluate(
  version: ImageVersion,
  lineage: LineageOutcome | undefined,
  options: EvaluationOptions,
  usage: Usage = 'not-read',
): Finding {
  const verdict = unavailable(version, lineage) ?? judgeBase(lineage, options, usage);
  const { status, dating } = verdict;
  const endOfSupport = dating?.endOfSupport ?? null;
  const daysLeft = endOfSupport === null ? null : daysBetween(options.today, endOfSupport);
  const base = lineage?.base;
  const severity = severityOf(status, daysLeft, Math.min(...options.noticePeriods), usage);
  return {
    ...inventoryColumns(version),
    imageVersionArn: version.listed.imageVersionArn,
    imageName: version.image.imageName,
    accountId: version.accountId,
    region: version.region,
    aliases: version.aliases,
    status,
    severity: verdict.atLeast === undefined || isAtLeast(severity, verdict.atLeast) ? severity : verdict.atLeast,
    conditions: [...(verdict.conditions ?? []), ...versionConditions(version)],
    ...(verdict.reason !== undefined && { reason: verdict.reason }),
    base: base === undefined ? null : findingBase(base, dating?.claim),
    evidence: base?.evidence ?? [],
    endOfSupport,
    endOfAvailability: dating?.endOfAvailability ?? null,
    daysLeft,
    policyRow: dating?.policyRow ?? null,
    successor: dating === undefined ? null : findSuccessor(status, dating, options),
    firstSeen: options.scannedAt,
    statusSince: options.scannedAt,
  };
}

/** The base whose date rules: where evidence disagrees, the claim that ends sooner. */
function findingBase(base: BaseImage, ruling: Claim | undefined): FindingBase | null {
  const { family, version, processor, framework } = ruling ?? base;
  if (family === null) return null;
  return { family, version, processor, ...(framework !== undefined && { framework }), confidence: base.confidence };
}

/** A version that cannot be used, or of which nothing could be read, has no support to speak of. */
function unavailable(version: ImageVersion, lineage: LineageOutcome | undefined): Verdict | undefined {
  if (version.failure) return { status: 'IMAGE_UNAVAILABLE', reason: explainFailure(version.failure) };
  const state = version.description?.imageVersionStatus ?? version.listed.imageVersionStatus;
  if (state !== 'CREATED') {
    const why = version.description?.failureReason ?? version.listed.failureReason;
    return { status: 'IMAGE_UNAVAILABLE', reason: `The version is in state ${state}${why === undefined ? '' : `: ${why.replace(/\.$/, '')}`}.` };
  }
  if (lineage?.problem?.kind === 'image-gone') {
    const { message } = lineage.problem;
    return { status: 'IMAGE_UNAVAILABLE', reason: message, conditions: [{ type: 'BACKING_IMAGE_GONE', message }] };
  }
  return undefined;
}

function judgeBase(lineage: LineageOutcome | undefined, options: EvaluationOptions, usage: Usage): Verdict {
  if (lineage === undefined) return { status: 'UNKNOWN_BASE', reason: 'SageMaker names no registered image for this version.' };
  const { base, problem } = lineage;
  if (base.family === null) {
    return { status: 'UNKNOWN_BASE', reason: problem ? explainProblem(problem) : 'The image was read, and nothing in it points to a vendor base that is known here.' };
  }
  const dating = dateBase(base, options);
  const conditions = [...baseConditions(base, dating), ...policyConditions(dating, options)];
  if (base.confidence === 'weak') return probable(base, dating, conditions, problem, options, usage);
  const reasons = [dating.reason, dating.status === 'UNKNOWN_BASE' && problem ? explainProblem(problem) : undefined];
  const reason = reasons.filter((text) => text !== undefined).join(' ');
  return { status: dating.status, dating, conditions, ...(reason !== '' && { reason }) };
}

/** Text that anybody can write never gives a verdict; where its verdict would be worse, it weighs as much. */
function probable(
  base: BaseImage,
  dating: Dating,
  conditions: readonly Condition[],
  problem: LineageProblem | undefined,
  options: EvaluationOptions,
  usage: Usage,
): Verdict {
  const daysLeft = dating.endOfSupport === null ? null : daysBetween(options.today, dating.endOfSupport);
  const evidence = base.evidence[0]?.detail ?? 'weak evidence';
  const guess = `It looks like ${base.family} ${base.version ?? 'of unknown version'} (${evidence}), which proves nothing.`;
  return {
    status: 'UNKNOWN_BASE',
    reason: problem ? `${explainProblem(problem)} ${guess}` : guess,
    conditions: conditions.filter(({ type }) => type === 'PROBABLE_BASE' || type === 'LINEAGE_CONFLICT'),
    atLeast: severityOf(dating.status, daysLeft, Math.min(...options.noticePeriods), usage),
  };
}

function explainProblem(problem: LineageProblem): string {
  return problem.kind === 'call-failed' ? explainFailure(problem.failure) : problem.message;
}
