import { daysBetween } from '../calendar-date';
import type { Condition, SupportStatus } from '../finding';
import type { Claim } from '../lineage/base-image';
import { ageOrder, isLatestOnly, mayBeNewer, placeAmong, type Place, type Placed } from '../policy/latest-only';
import { releasesInLine } from '../policy/lookup';
import type { Policy, PolicyRelease } from '../policy/policy';
import { POLICY_STALE_AFTER_DAYS, type EvaluationOptions } from './options';
import { readOn } from './provenance';

/** A verdict by a rule and not by a date. */
export interface RuleVerdict {
  readonly status: Extract<SupportStatus, 'SUPPORTED' | 'END_OF_SUPPORT' | 'NO_DATE_PUBLISHED'>;
  readonly reason: string;
  readonly conditions: readonly Condition[];
  /** The release that has taken the base's place. */
  readonly supersededBy?: PolicyRelease;
}

/**
 * Judges a base of which the vendor supports the latest release only; undefined for any other. `rows` are those of the base
 * itself; where there are none it can only be found superseded: that it is the latest would take a row that says so.
 */
export function judgeByRule(
  claim: Claim, rows: readonly PolicyRelease[], policy: Policy, options: Pick<EvaluationOptions, 'today'>,
): RuleVerdict | undefined {
  const line = candidates(policy, claim);
  const subjects: readonly Placed[] = rows.length === 0 && claim.version !== null ? [{ version: claim.version }] : rows;
  if (subjects.length === 0 || !rows.every((row) => line.includes(row))) return undefined;
  const place = placeOf(subjects, flavours(line));
  const newest = newestOf(candidates(policy, onAnySystem(claim)), line);
  const version = claim.version ?? rows[0]?.version ?? '';
  const rule = `the vendor supports the latest release of ${line[0]?.repository ?? ''} only`;
  if (place === 'superseded') return superseded(version, rule, newest);
  if (rows.length === 0) return undefined;
  const rivals = candidates(policy, { ...onAnySystem(claim), processor: null });
  const isLatest = place === 'latest' && subjects.every((subject) => rivals.every((rival) => !mayBeNewer(rival, subject)));
  return isLatest ? latest(version, rule, rows, policy, options) : undecided(version, rule, newest);
}

/** The listed releases that the base may be one of. What labels call `vllm` may be `vllm-omni` too: one repository has both. */
function candidates(policy: Policy, claim: Claim): readonly PolicyRelease[] {
  const { framework: claimed } = claim;
  return releasesInLine(policy, claim).filter((release) => {
    const { framework } = release;
    const mayBe = framework === undefined || claimed === undefined || framework === claimed || framework.startsWith(`${claimed}-`);
    return mayBe && isLatestOnly(policy.family, release);
  });
}

function onAnySystem({ family, version, processor, framework, repository }: Claim): Claim {
  return { family, version, processor, ...(framework !== undefined && { framework }), ...(repository !== undefined && { repository }) };
}

function superseded(version: string, rule: string, by: PolicyRelease | undefined): RuleVerdict {
  return {
    status: 'END_OF_SUPPORT',
    reason: `${version} is superseded by ${by?.version ?? 'newer releases'}; ${rule}.`,
    conditions: [{ type: 'DATE_INFERRED', message: `Its support ended by a rule that has no date: ${rule}.` }],
    ...(by && { supersededBy: by }),
  };
}

/** An old list does not show what has come since: who was the latest then says nothing of today. */
function latest(version: string, rule: string, own: readonly PolicyRelease[], policy: Policy, { today }: Pick<EvaluationOptions, 'today'>): RuleVerdict {
  const [read = ''] = own.map((row) => readOn(policy, row)).sort();
  if (daysBetween(read, today) > POLICY_STALE_AFTER_DAYS) {
    return {
      status: 'NO_DATE_PUBLISHED',
      reason: `${version} was the latest release on ${read}, when the policy was read; ${rule}, and it may have been superseded since.`,
      conditions: [],
    };
  }
  return { status: 'SUPPORTED', reason: `${version} is supported for as long as it is the latest release: ${rule}.`, conditions: [] };
}

/** The list may go on for another operating system only: nobody says what that means for the last one of the old. */
function undecided(version: string, rule: string, newest: PolicyRelease | undefined): RuleVerdict {
  const beside = newest === undefined || newest.version === version ? '' : `, which has ${newest.version} too`;
  return {
    status: 'NO_DATE_PUBLISHED',
    reason: `No date is published for ${version}: ${rule}, and whether it is that cannot be told from the list${beside}.`,
    conditions: [],
  };
}

/** Releases replace each other only where all but the version is the same. */
function flavours(line: readonly PolicyRelease[]): readonly (readonly PolicyRelease[])[] {
  const groups = new Map<string, PolicyRelease[]>();
  for (const release of line) {
    const { repository, framework, os, processor, accelerator } = release;
    const flavour = JSON.stringify([repository, framework, os, processor, accelerator]);
    groups.set(flavour, [...groups.get(flavour) ?? [], release]);
  }
  return [...groups.values()];
}

/** Certain only where it holds for each release and each flavour that the base may be. */
function placeOf(subjects: readonly Placed[], open: readonly (readonly PolicyRelease[])[]): Place {
  const places = new Set(subjects.flatMap((subject) => open.map((flavour) => placeAmong(flavour, subject))));
  const [only = 'unknown'] = places;
  return places.size === 1 ? only : 'unknown';
}

/** One that no other is newer than; of several one in the base's own line, and the same whatever the order of the rows. */
function newestOf(releases: readonly PolicyRelease[], line: readonly PolicyRelease[]): PolicyRelease | undefined {
  const newest = releases.filter((release) => !releases.some((other) => ageOrder(other, release) === 1));
  const own = newest.filter((release) => line.includes(release));
  return [...own.length > 0 ? own : newest].sort((a, b) => (name(a) < name(b) ? -1 : Number(name(a) > name(b))))[0];
}

function name({ version, framework, os, processor }: PolicyRelease): string {
  return [version, framework, os, processor].map((part) => part ?? '').join('\n');
}
