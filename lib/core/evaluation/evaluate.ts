import { daysBetween, type CalendarDate } from '../calendar-date';
import { explainFailure } from '../failure-advice';
import { highestSeverity, type Condition, type Finding, type FindingBase, type Severity, type SupportStatus } from '../finding';
import { inventoryColumns, type ImageVersion } from '../inventory';
import type { BaseImage, Claim } from '../lineage/base-image';
import type { LineageOutcome, LineageProblem } from '../lineage/outcome';
import { awaitRow } from './awaited-row';
import { baseConditions, policyConditions, versionConditions } from './conditions';
import { judgeLabels, malformedLabels } from './date-label';
import { dateBase, dateClaims, isWorse, type Dating } from './dating';
import { bothEnds, findingGolden, goldenRules, isGoldenOnly, judgeGolden, type GoldenVerdict } from './golden';
import type { EvaluationOptions } from './options';
import { pendingSeverity } from './pending-date';
import { findingPolicy } from './provenance';
import { severityOf, type Usage } from './severity';
import { findSuccessor } from './successor';

/** The verdict of one rule, before it is made into a finding. */
interface Verdict {
  readonly status: SupportStatus;
  readonly reason?: string;
  readonly conditions?: readonly Condition[];
  /** Present where the dates of a base ruled. */
  readonly dating?: Dating;
  /** The claim that the base is shown by, where another base's dates ruled. */
  readonly shown?: Claim;
  readonly golden?: GoldenVerdict;
  /** The day that a label on the image gives, where it ruled. */
  readonly labelled?: CalendarDate | null;
  /** What the finding weighs at least, where the status itself says less: a probable base, an earlier date that waits. */
  readonly atLeast?: Severity;
}

/** Judges one image version. Total: whatever is known or not known of it, there is one finding. */
export function evaluate(
  version: ImageVersion,
  lineage: LineageOutcome | undefined,
  options: EvaluationOptions,
  usage: Usage = 'not-read',
): Finding {
  const verdict = unavailable(version, lineage) ?? withLabels(judgeBases(lineage, options, usage), lineage, options);
  const { status, dating, golden } = verdict;
  const endOfSupport = verdict.labelled ?? dating?.endOfSupport ?? null;
  const daysLeft = daysUntil(endOfSupport, options);
  const base = lineage?.base;
  const severity = severityOf(status, daysLeft, Math.min(...options.noticePeriods), usage);
  const awaited = status === 'NOT_IN_POLICY_YET' && dating?.policy ? awaitRow(version.listed.creationTime, dating.policy, options) : {};
  const reason = [verdict.reason, awaited.reason].filter(Boolean).join(' ');
  return {
    ...inventoryColumns(version),
    imageVersionArn: version.listed.imageVersionArn,
    imageName: version.image.imageName,
    accountId: version.accountId,
    region: version.region,
    aliases: version.aliases,
    status,
    severity: highest(severity, verdict.atLeast, awaited.atLeast) ?? severity,
    conditions: [...(verdict.conditions ?? []), ...versionConditions(version)],
    ...(reason !== '' && { reason }),
    base: base === undefined ? null : findingBase(base, verdict.shown ?? dating?.claim),
    ...(golden && { golden: findingGolden(golden) }),
    evidence: base?.evidence ?? [],
    endOfSupport,
    endOfAvailability: dating?.endOfAvailability ?? null,
    ...(awaited.estimatedEndOfSupport !== undefined && { estimatedEndOfSupport: awaited.estimatedEndOfSupport }),
    daysLeft,
    policyRow: verdict.labelled === undefined ? dating?.policyRow ?? null : null,
    ...(dating?.policy && { policy: findingPolicy(dating.policy) }),
    successor: dating === undefined ? null : findSuccessor(status, { ...dating, endOfSupport }, options),
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

/** The vendor's base and the team's own: the worse of the two rules, and both show. */
function judgeBases(lineage: LineageOutcome | undefined, options: EvaluationOptions, usage: Usage): Verdict {
  if (lineage === undefined) return { status: 'UNKNOWN_BASE', reason: 'SageMaker names no registered image for this version.' };
  const golden = judgeGolden(lineage, options);
  if (golden && isGoldenOnly(lineage.base)) return { ...datedBy(golden.dating, golden.conditions, golden.atLeast), golden };
  const vendor = judgeBase(lineage, options, usage);
  if (!golden || !vendor.dating) return vendor;
  const goldenDecides = goldenRules(golden.dating, vendor.dating);
  const ruling = goldenDecides ? golden.dating : vendor.dating;
  const reason = [ruling.reason, bothEnds(golden.dating, vendor.dating, goldenDecides)].filter(Boolean).join(' ');
  const conditions = unique([...(vendor.conditions ?? []), ...golden.conditions]);
  const atLeast = highest(vendor.atLeast, golden.atLeast);
  return { status: ruling.status, dating: ruling, shown: vendor.dating.claim, conditions, reason, golden, ...(atLeast && { atLeast }) };
}

function datedBy(dating: Dating, conditions: readonly Condition[], atLeast: Severity | undefined): Verdict {
  const { status, reason } = dating;
  return { status, dating, conditions, ...(reason !== undefined && { reason }), ...(atLeast && { atLeast }) };
}

function highest(...severities: readonly (Severity | undefined)[]): Severity | undefined {
  return highestSeverity(severities.filter((severity) => severity !== undefined));
}

function unique(conditions: readonly Condition[]): readonly Condition[] {
  const isSame = (a: Condition, b: Condition) => a.type === b.type && a.message === b.message;
  return conditions.filter((condition, index) => conditions.findIndex((each) => isSame(each, condition)) === index);
}

function judgeBase(lineage: LineageOutcome, options: EvaluationOptions, usage: Usage): Verdict {
  const { base, problem } = lineage;
  if (base.family === null) {
    return { status: 'UNKNOWN_BASE', reason: problem ? explainProblem(problem) : 'The image was read, and nothing in it points to a vendor base that is known here.' };
  }
  const dating = dateBase(base, options);
  const conditions = [...baseConditions(base, dating), ...policyConditions(dating, options)];
  if (base.confidence === 'weak') return probable(base, dating, conditions, problem, options, usage);
  const cause = dating.status === 'UNKNOWN_BASE' && problem ? explainProblem(problem) : undefined;
  const reason = [dating.reason, cause].filter(Boolean).join(' ');
  return suspicious(base, { ...datedBy(dating, conditions, pendingSeverity(dating, options)), ...(reason !== '' && { reason }) }, options, usage);
}

/** A team's base that only text speaks for decides nothing; where its end would be worse, the finding weighs as much. */
function suspicious(base: BaseImage, verdict: Verdict, options: EvaluationOptions, usage: Usage): Verdict {
  const guesses = (base.golden ?? []).filter(({ confidence }) => confidence === 'weak');
  const { dating } = verdict;
  return guesses.reduce<Verdict>((judged, { claim, rivals }) => {
    const guess = dateClaims([claim, ...rivals], options);
    if (!dating || !isWorse(guess, dating)) return judged;
    const weight = severityOf(guess.status, daysUntil(guess.endOfSupport, options), Math.min(...options.noticePeriods), usage);
    const message = `It may be built on ${claim.family}${claim.version === null ? '' : ` ${claim.version}`} too, which would be worse (${guess.status}).`;
    return {
      ...judged,
      conditions: [...(judged.conditions ?? []), { type: 'PROBABLE_BASE', message }],
      atLeast: highest(judged.atLeast, weight) ?? weight,
    };
  }, verdict);
}

/** What is written on the image itself, and what is to be said of the way to its base. */
function withLabels(verdict: Verdict, lineage: LineageOutcome | undefined, options: EvaluationOptions): Verdict {
  const { dateLabels = [], notes = [] } = lineage ?? {};
  const known = { status: verdict.status, endOfSupport: verdict.dating?.endOfSupport ?? null };
  const label = judgeLabels(dateLabels, known, options);
  const reason = [verdict.reason, label?.reason, ...malformedLabels(dateLabels), ...notes].filter(Boolean).join(' ');
  return {
    ...verdict,
    ...(reason !== '' && { reason }),
    ...(label && { status: label.status, labelled: label.endOfSupport }),
  };
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
  const daysLeft = daysUntil(dating.endOfSupport, options);
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

function daysUntil(date: CalendarDate | null, { today }: EvaluationOptions): number | null {
  return date === null ? null : daysBetween(today, date);
}
