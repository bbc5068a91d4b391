import type { DirectUsers, Finding, FindingBase, FindingGolden, SupportStatus } from './finding';
import { versionName } from './usage';

/** What to call a base: `sagemaker-distribution 2.3 (cpu)`. */
export function baseName({ family, version, processor, framework }: FindingBase): string {
  const name = [family, framework, version].filter((part) => part !== null && part !== undefined).join(' ');
  return processor === null ? name : `${name} (${processor})`;
}

/** A team's own base with its end: `acme-base 2026.1, until 2026-12-31`. */
export function goldenName({ family, version, endOfSupport }: FindingGolden): string {
  const name = version === null ? family : `${family} ${version}`;
  return endOfSupport === null ? name : `${name}, until ${endOfSupport}`;
}

/** Days in words: `today`, `in 1 day`, `5 days ago`. */
export function inDays(days: number): string {
  if (days === 0) return 'today';
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`;
  return days > 0 ? `in ${count}` : `${count} ago`;
}

/** One sentence that a person can act on: which version, on what base, until when, and what to move to. */
export function describeFinding(finding: Finding): string {
  if (finding.directUse) return describeDirectUse(finding, finding.directUse);
  const { imageName, base, golden, successor, status } = finding;
  const on = base === null ? '' : `${base.confidence === 'weak' ? ' probably' : ''} on ${baseName(base)}`;
  const advice = successor !== null && status !== 'SUPPORTED' ? `; rebuild it on ${successor.version}: FROM ${successor.uri}` : '';
  const built = golden === undefined ? '' : `; golden base: ${goldenName(golden)}`;
  return `image '${imageName}' ${versionName(finding)}${on} ${VERDICTS[status](finding)}${built}${advice}.`;
}

/** The image is AWS's: there is nothing to rebuild, another version is chosen. */
function describeDirectUse(finding: Finding, users: DirectUsers): string {
  const { imageName, successor, status } = finding;
  const verdict = status === 'UNKNOWN_BASE' ? `is of a release that is not known${why(finding)}` : VERDICTS[status](finding);
  const advice = successor !== null && status !== 'SUPPORTED' ? `; choose ${successor.version} of it` : '';
  return `AWS's image '${imageName}' ${versionName(finding)}, used directly by ${usersText(users)}, ${verdict}${advice}.`;
}

/** Who uses an image: `2 running apps and 1 default (app d-1/ana/JupyterLab/default, …)`. */
export function usersText({ running, attached, examples }: DirectUsers): string {
  const counts = [[running, 'running app'], [attached, 'default']] as const;
  const all = counts.filter(([count]) => count > 0).map(([count, noun]) => `${count} ${noun}${count === 1 ? '' : 's'}`).join(' and ');
  const more = running + attached > examples.length ? ', …' : '';
  return `${all} (${examples.join(', ')}${more})`;
}

const VERDICTS: Readonly<Record<SupportStatus, (finding: Finding) => string>> = {
  SUPPORTED: (finding) => `is supported${finding.endOfSupport === null ? ' for as long as it is the latest release' : until(finding)}`,
  EXPIRING: (finding) => `is supported only${until(finding)}`,
  END_OF_SUPPORT: (finding) => `is out of support${finding.endOfSupport === null ? why(finding) : ended(finding.endOfSupport, finding.daysLeft)}`,
  END_OF_AVAILABILITY: ({ endOfAvailability }) => `may lose its base any day, availability is over${ended(endOfAvailability, null)}`,
  NO_DATE_PUBLISHED: () => 'has a base without a published end of support',
  NOT_IN_POLICY_YET: (finding) => `has a base newer than the policy, so nobody has published its end of support${estimate(finding)}`,
  NOT_IN_POLICY: (finding) => `has a base that the policy does not list${why(finding)}`,
  UNKNOWN_BASE: (finding) => `has no vendor base that could be proven${why(finding)}`,
  IMAGE_UNAVAILABLE: (finding) => `could not be judged, the image is not available${why(finding)}`,
};

function until({ endOfSupport, daysLeft }: Finding): string {
  if (endOfSupport === null) return '';
  return ` until ${endOfSupport}${daysLeft === null ? '' : daysLeft === 0 ? ', today' : ` (${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left)`}`;
}

function estimate({ estimatedEndOfSupport }: Finding): string {
  return estimatedEndOfSupport === undefined ? '' : ` (estimate: ${estimatedEndOfSupport} or earlier)`;
}

function ended(date: string | null, daysLeft: number | null): string {
  if (date === null) return '';
  return `: it ended on ${date}${daysLeft === null ? '' : ` (${inDays(daysLeft)})`}`;
}

function why({ reason }: Finding): string {
  return reason === undefined ? '' : `: ${reason.trim().replace(/\.$/, '')}`;
}
