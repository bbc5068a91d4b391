import type { PolicyViolation } from 'aws-cdk-lib';
import { baseName, inDays } from '../../core/describe-finding';
import { isAtLeast, type ConditionType, type Finding, type Severity, type SupportStatus } from '../../core/finding';
import type { CalendarDate } from '../../core/calendar-date';
import { describePolicy, type PolicyInUse } from './policies-in-use';

/** A violation before it is known where. */
export type Verdict = Omit<PolicyViolation, 'violatingResources'>;

/** What the judgement depends on beside the templates. */
export interface ValidationSettings {
  readonly today: CalendarDate;
  readonly policies: readonly PolicyInUse[];
  readonly noticePeriods: readonly number[];
  /** From which severity on a finding is an error; undefined for never. */
  readonly failFrom?: Severity;
}

export const NOT_JUDGED = 'NotJudged';

/** The rule that a status breaks; none for good news. */
export const RULES: Readonly<Record<SupportStatus, string | undefined>> = {
  SUPPORTED: undefined,
  EXPIRING: 'Expiring',
  END_OF_SUPPORT: 'EndOfSupport',
  END_OF_AVAILABILITY: 'EndOfAvailability',
  NO_DATE_PUBLISHED: 'NoDatePublished',
  NOT_IN_POLICY_YET: 'NotInPolicyYet',
  NOT_IN_POLICY: 'NotInPolicy',
  UNKNOWN_BASE: NOT_JUDGED,
  IMAGE_UNAVAILABLE: NOT_JUDGED,
};

/** Said by the sentence on the policy, and of no weight beside an end of support. */
const LEFT_OUT: readonly ConditionType[] = ['POLICY_STALE', 'PATCH_BEHIND'];
const READ_LATER = "An ImageSupportMonitor reads the image itself once it is deployed. If it is your team's own base, name the policy that dates it in 'policyFiles'.";

/** What is to be said of a finding; undefined where it is supported. `shown` is what the template says. */
export function verdictOn(finding: Finding, shown: string, settings: ValidationSettings): Verdict | undefined {
  const ruleName = RULES[finding.status];
  if (ruleName === undefined) return undefined;
  if (ruleName === NOT_JUDGED) return notJudged(`'${shown}' has no verdict: ${finding.reason ?? 'its base is not known'}`, finding.directUse ? undefined : READ_LATER);
  const name = finding.base === null ? 'a base' : baseName(finding.base);
  const sentences = [
    `'${shown}' is ${name}, ${VERDICTS[finding.status](finding)}.`,
    finding.reason,
    ...finding.conditions.filter(({ type }) => !LEFT_OUT.includes(type)).map(({ message }) => message),
    policySentence(finding, settings),
  ];
  return {
    ruleName,
    description: sentences.filter(Boolean).join(' '),
    fix: fixOf(finding),
    severity: levelOf(finding.severity, settings.failFrom),
    ruleMetadata: metadataOf(finding),
  };
}

/** What can't be judged before it is deployed is no violation: it never fails a synthesis, and is never passed over in silence. */
export function notJudged(description: string, fix?: string): Verdict {
  return { ruleName: NOT_JUDGED, description, ...(fix !== undefined && { fix }), severity: 'info' };
}

/** The CDK's own levels: after an acknowledgement it decides by them whether the rest fails. */
function levelOf(severity: Severity, failFrom: Severity | undefined): string {
  if (failFrom !== undefined && isAtLeast(severity, failFrom)) return 'error';
  return isAtLeast(severity, 'MEDIUM') ? 'warning' : 'info';
}

const VERDICTS: Readonly<Record<SupportStatus, (finding: Finding) => string>> = {
  SUPPORTED: () => 'which is supported',
  EXPIRING: ({ endOfSupport, daysLeft }) => `whose support ends on ${endOfSupport}, ${inDays(daysLeft ?? 0)}`,
  END_OF_SUPPORT: ({ endOfSupport, daysLeft }) => (
    endOfSupport === null ? 'which is out of support' : `whose support ended on ${endOfSupport}, ${inDays(daysLeft ?? 0)}`
  ),
  END_OF_AVAILABILITY: ({ endOfAvailability }) => `which may be gone any day: its availability ended on ${endOfAvailability}`,
  NO_DATE_PUBLISHED: () => 'which has no published end of support',
  NOT_IN_POLICY_YET: () => 'whose end of support is not known yet',
  NOT_IN_POLICY: () => 'which the policy does not list',
  UNKNOWN_BASE: () => 'which is not known',
  IMAGE_UNAVAILABLE: () => 'which is not available',
};

function policySentence({ policy, policyRow }: Finding, { policies, today }: ValidationSettings): string | undefined {
  const used = policies.find((each) => each.policy.family === policy?.family);
  return used && `Policy of ${used.policy.family}: ${describePolicy(used, today, policyRow?.retrievedAt)}.`;
}

function fixOf({ status, successor, directUse }: Finding): string {
  if (status === 'NOT_IN_POLICY_YET') return "Give a newer policy in 'policyFiles', or move to a release that the policy lists.";
  if (successor === null) return 'The policy lists no release with a longer support to move to: ask its owner.';
  const until = successor.endOfSupport === null ? '' : `, supported until ${successor.endOfSupport}`;
  if (directUse) return `Choose ${successor.version} of the image${until}.`;
  return `Move to ${successor.version}${until}: FROM ${successor.uri}`;
}

function metadataOf({ status, severity, endOfSupport, endOfAvailability, successor, policyRow }: Finding): Record<string, string> {
  return {
    status,
    severity,
    ...(endOfSupport !== null && { endOfSupport }),
    ...(endOfAvailability !== null && { endOfAvailability }),
    ...(successor && { successor: successor.version }),
    ...(policyRow && { policySource: policyRow.source, policyRow: policyRow.asWritten }),
  };
}
