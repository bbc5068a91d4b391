import type { Finding } from '../finding';
import type { Claim } from '../lineage/base-image';
import { rowName } from './checks/grouping';
import { semanticVersion } from './compare-versions';
import { findReleases, lookUpReleases, releasesInLine } from './lookup';
import type { Policy, PolicyRelease } from './policy';

/** The findings by the release of the policy that they are about. */
export interface Affected {
  /** Those that the row of a release judges. */
  builtOn(key: string): readonly Finding[];
  /** Those that the vendor's word on a whole major version judges, as their minor has no row. */
  ofMajor(version: string): readonly Finding[];
  /** Those on an older release of the same line, which could move to this one, and those that have waited for its row. */
  couldMoveTo(release: PolicyRelease): readonly Finding[];
}

export function affectedBy(policy: Policy, findings: readonly Finding[]): Affected {
  const claims = findings.flatMap((finding) => claimsOf(finding, policy.family).map((claim) => ({ finding, claim })));
  const byRow = new Map<string, Finding[]>();
  const byMajor = new Map<string, Finding[]>();
  for (const { finding, claim } of claims) {
    const rows = findReleases(policy, claim);
    for (const key of new Set(rows.map(rowName))) add(byRow, key, finding);
    const major = rows.length === 0 ? lookUpReleases(policy, claim).major : undefined;
    if (major) add(byMajor, major.version, finding);
  }
  return {
    builtOn: (key) => byRow.get(key) ?? [],
    ofMajor: (version) => byMajor.get(version) ?? [],
    couldMoveTo: (release) => claims.filter(({ finding, claim }) =>
      (byRow.get(rowName(release)) ?? []).includes(finding) || isStepUp(policy, claim, finding, release)).map(({ finding }) => finding),
  };
}

function add(groups: Map<string, Finding[]>, key: string, finding: Finding): void {
  const group = groups.get(key);
  if (group) group.push(finding);
  else groups.set(key, [finding]);
}

/** What a finding's bases claim to be. Weak evidence judges nothing, so nothing that befalls a guess touches the image. */
function claimsOf(finding: Finding, family: string): readonly Claim[] {
  const { base, golden, evidence, status } = finding;
  if (status === 'IMAGE_UNAVAILABLE') return [];
  const claims: Claim[] = [];
  if (base !== null && base.family === family && base.confidence !== 'weak') {
    const said = evidence.map(({ claim }) => claim).filter((claim) => claim.family === family);
    const [repository, os] = [said.find((claim) => claim.repository)?.repository, said.find((claim) => claim.os)?.os];
    const { version, processor, framework } = base;
    claims.push({ family, version, processor, ...(framework && { framework }), ...(repository && { repository }), ...(os && { os }) });
  }
  if (golden?.family === family && base?.family !== family) {
    claims.push({ family, version: golden.version, processor: base?.processor ?? null });
  }
  return claims;
}

/** A newer release for the same processor, repository and operating system, which lives longer than what the image is on. */
function isStepUp(policy: Policy, claim: Claim, { endOfSupport }: Finding, release: PolicyRelease): boolean {
  const { version, eolFrom, section } = release;
  if (eolFrom === null || section === 'unsupported' || (endOfSupport !== null && eolFrom <= endOfSupport)) return false;
  const [own] = findReleases(policy, claim);
  const line: Claim = { ...claim, ...(own?.repository && { repository: own.repository }), ...(own?.os && { os: own.os }) };
  const [from, to] = [semanticVersion(claim.version ?? own?.version ?? ''), semanticVersion(version)];
  return from !== undefined && to !== undefined && to.compare(from) > 0
    && releasesInLine(policy, line).some((row) => rowName(row) === rowName(release));
}
