import type { Condition, FindingGolden, Severity } from '../finding';
import type { BaseImage, SettledBase } from '../lineage/base-image';
import type { LineageOutcome, TrustedDate } from '../lineage/outcome';
import { lineageConditions, policyConditions } from './conditions';
import { dateClaims, isWorse, type Dating } from './dating';
import type { EvaluationOptions } from './options';
import { pendingSeverity } from './pending-date';
import { statusOn } from './status';

/** A team's own base with its end, by the team's policy or by a date label that the policy trusts. */
export interface GoldenVerdict {
  readonly base: SettledBase;
  readonly dating: Dating;
  readonly conditions: readonly Condition[];
  readonly atLeast?: Severity;
}

/** The team base that ends first, of those that more than a guess speaks for; undefined where there is none. */
export function judgeGolden({ base, trustedDates = [] }: LineageOutcome, options: EvaluationOptions): GoldenVerdict | undefined {
  const verdicts = (base.golden ?? [])
    .filter(({ confidence }) => confidence !== 'weak')
    .map((settled) => judge(settled, trustedDates.find(({ family }) => family === settled.claim.family), options));
  const [first, ...others] = verdicts;
  return first && others.reduce((worst, each) => (isWorse(each.dating, worst.dating) ? each : worst), first);
}

function judge(base: SettledBase, trusted: TrustedDate | undefined, options: EvaluationOptions): GoldenVerdict {
  const byPolicy = dateClaims([base.claim, ...base.rivals], options);
  const lineage = lineageConditions(base.conditions);
  if (trusted && byPolicy.claim.family === trusted.family) {
    return { base, dating: dateByLabel(byPolicy, trusted, options), conditions: lineage };
  }
  const atLeast = pendingSeverity(byPolicy, options);
  return { base, dating: byPolicy, conditions: [...lineage, ...policyConditions(byPolicy, options)], ...(atLeast && { atLeast }) };
}

/** The team's own word on this very image stands above the row for its version, nearer or later. */
function dateByLabel(dating: Dating, { date, label }: TrustedDate, { today, noticePeriods }: EvaluationOptions): Dating {
  const dates = { endOfSupport: date, endOfAvailability: dating.endOfAvailability };
  const { policy, claim } = dating;
  return {
    ...dates,
    status: statusOn(today, dates, Math.max(...noticePeriods)),
    reason: `The label '${label}' of the base, which the policy of ${claim.family} trusts, gives ${date} as the end of its support.`,
    conditions: [],
    claim,
    ...(policy && { policy }),
    policyRow: null,
  };
}

/** Whether the base that is shown is a team's own, because no vendor's was recognised. */
export function isGoldenOnly({ family, golden = [] }: BaseImage): boolean {
  return family !== null && golden.some(({ claim }) => claim.family === family);
}

export function findingGolden({ dating: { claim, endOfSupport, status, policyRow } }: GoldenVerdict): FindingGolden {
  return { family: claim.family, version: claim.version, endOfSupport, status, policyRow };
}

/**
 * Whether the team's base decides, and not the vendor's: where it is the worse of the two. That a team sets no end of its own
 * says nothing against a vendor that does.
 */
export function goldenRules(golden: Dating, vendor: Dating): boolean {
  if (golden.status === 'NO_DATE_PUBLISHED') return false;
  return isWorse(golden, vendor);
}

/** Both ends in one sentence, so that neither is lost where the other decides. */
export function bothEnds(golden: Dating, vendor: Dating, goldenDecides: boolean): string {
  const [ruling, other] = goldenDecides ? [golden, vendor] : [vendor, golden];
  return `${nameOf(ruling)} decides: ${endOf(ruling)}; ${nameOf(other)}: ${endOf(other)}.`;
}

function nameOf({ claim: { family, version } }: Dating): string {
  return version === null ? family : `${family} ${version}`;
}

function endOf({ endOfSupport, status }: Dating): string {
  return endOfSupport === null ? status.toLowerCase().replaceAll('_', ' ') : `supported through ${endOfSupport}`;
}
