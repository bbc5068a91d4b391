import { baseName, describeFinding, goldenName, usersText } from '../../../lib/core/describe-finding';
import type { Finding, FindingUsage, PolicyRow } from '../../../lib/core/finding';
import type { Claim } from '../../../lib/core/lineage/base-image';
import type { PolicyRule } from '../../../lib/core/policy/policy';
import { usageText } from '../../../lib/core/usage-text';
import { cut, visible } from '../html';

/** A line of text; one to copy into a shell or a Dockerfile is code. */
export type Line = string | { readonly code: string };

/** Something to know about a finding: what it is, and its lines. */
export type Detail = readonly [label: string, lines: readonly Line[]];

const LONGEST_LINE = 1000;

/** Which copy of a policy ruled, in words. */
export const RULE_WORDS: Readonly<Record<PolicyRule, string>> = {
  'fresh': 'read in this run',
  'last-accepted': 'the copy accepted last',
  'shipped': 'the copy that came with the program',
};

/** All that is known of one finding, as far as it is known. */
export function detailsOf(finding: Finding): readonly Detail[] {
  const { reason, conditions, golden, policyRow, successor, directUse, usage, hints, waiver, owner, registryScan } = finding;
  const details: readonly Detail[] = [
    ['In one sentence', [describeFinding(finding)]],
    ['Why', reason === undefined ? [] : [reason]],
    ['To know', conditions.map(({ message }) => message)],
    ['Image version', [finding.imageVersionArn, ...aliases(finding)]],
    ['Registered image', finding.base_image === null ? [] : [finding.base_image]],
    ['Evidence of the base', evidence(finding)],
    ["Team's own base", golden ? [goldenName(golden), ...rowLines(golden.policyRow)] : []],
    ['Policy row', policyRow ? rowLines(policyRow) : noRow(finding)],
    ['Estimate', finding.estimatedEndOfSupport === undefined ? [] : [`End of support on ${finding.estimatedEndOfSupport} or earlier, if it lives as long as others.`]],
    ['Move to', successor ? moveTo(finding, successor) : []],
    ['Used by', usage ? used(usage) : directUse ? [usersText(directUse)] : []],
    ['How to move its users', (hints ?? []).flatMap(({ what, command, cdk }): Line[] => [what, { code: command }, ...(cdk === undefined ? [] : [`In the CDK: ${cdk}`])])],
    ['Waiver', waiver ? [`${waiver.reason}; ${waiver.owner} answers for it, until ${waiver.expires}, for ${waiver.image} ${waiver.versions ?? ''}`.trim()] : []],
    ['Owner', owner === undefined ? [] : [owner ?? 'nobody was found']],
    ["Registry's own scan", registryScan ? [registryCounts(registryScan.counts), ...(registryScan.scannedAt ? [`of ${registryScan.scannedAt}`] : [])] : []],
    ['Seen', [`first on ${day(finding.firstSeen)}, in this status since ${day(finding.statusSince)}`]],
  ];
  return details.filter(([, lines]) => lines.length > 0).map(([label, lines]) => [label, lines.map(shown)]);
}

/** A command that is cut off would be another command. */
function shown(line: Line): Line {
  return typeof line === 'string' ? cut(visible(line), LONGEST_LINE) : { code: visible(line.code) };
}

function aliases({ aliases: names }: Finding): string[] {
  return names.length === 0 ? [] : [`alias ${names.join(', ')}`];
}

function evidence({ base, evidence: seen }: Finding): string[] {
  const result = base === null ? [] : [`${baseName(base)}, ${base.confidence}`];
  return [...result, ...seen.map(({ kind, weight, detail, claim }) => `${kind}, weight ${weight}: ${detail} → ${claimText(claim)}`)];
}

function claimText({ family, framework, version, versionRange, processor }: Claim): string {
  return [family, framework, version ?? versionRange, processor].filter((part) => part !== null && part !== undefined).join(' ');
}

function rowLines(row: PolicyRow | null): string[] {
  if (row === null) return [];
  const line = row.line === null ? '' : `, line ${row.line}`;
  return [`${row.family}: “${row.asWritten}”${line}`, `${row.source}; ${RULE_WORDS[row.rule]}, read ${day(row.retrievedAt)}`, `sha256 ${row.sha256}`];
}

function noRow({ policy }: Finding): string[] {
  return policy ? [`${policy.family} was asked and has no row for it; ${RULE_WORDS[policy.rule]}, read ${day(policy.retrievedAt)}, sha256 ${policy.sha256}`] : [];
}

function moveTo({ directUse }: Finding, { version, uri, step, endOfSupport }: NonNullable<Finding['successor']>): Line[] {
  const until = endOfSupport === null ? '' : `, supported until ${endOfSupport}`;
  return [`${version}, a ${step} step${until}`, ...(directUse || uri === '' ? [] : [{ code: `FROM ${uri}` }])];
}

function used(usage: FindingUsage): string[] {
  const known = usageText(usage) ?? 'nobody as far as was read, but not all was';
  return [known, ...(usage.domains.length === 0 ? [] : [`in ${usage.domains.join(', ')}`])];
}

function registryCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts).map(([severity, count]) => `${count} ${severity}`).join(', ') || 'nothing found';
}

function day(instant: string): string {
  return instant.slice(0, 10);
}
