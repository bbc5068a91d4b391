import { createHash } from 'node:crypto';
import type { CalendarDate } from '../../lib/core/calendar-date';
import type { PolicyChange } from '../../lib/core/change';
import { shippedPolicies } from '../../lib/core/policy/catalog';
import type { Policy, PolicyAnomaly, PolicySet } from '../../lib/core/policy/policy';
import type { PolicySummary } from '../../lib/core/scan-result';

/** A policy document as it was read, before anybody has looked into it. */
export interface PolicySource {
  /** A path or an address, for people. */
  readonly source: string;
  readonly text: string;
  readonly retrievedAt: string;
}

export interface ChosenPolicies {
  readonly policies: PolicySet;
  /** Documents that did not get through: the policy that they would have replaced still rules. */
  readonly refused: readonly PolicyChange[];
}

/** The policies of one run: the shipped ones, each replaced by a document of its family if that is whole, and the teams' own. */
export async function choosePolicies(documents: readonly PolicySource[], today: CalendarDate): Promise<ChosenPolicies> {
  const chosen = new Map(shippedPolicies().map((policy) => [policy.family, policy]));
  const refused: PolicyChange[] = [];
  if (documents.length === 0) return { policies: [...chosen.values()], refused };
  // The parsers are a good part of the bundle, and loaded only by a run that has something to parse.
  const { parsePolicyDocument } = await import('../policy/parse-policy-document');
  for (const document of documents) {
    const parsed = parsePolicyDocument(document.text, { asOf: today });
    const sha256 = createHash('sha256').update(document.text).digest('hex');
    const errors = parsed.anomalies.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      refused.push(refusal(document, parsed.family, sha256, errors, chosen.has(parsed.family)));
      continue;
    }
    const shipped = chosen.get(parsed.family);
    const policy: Policy = {
      ...parsed,
      source: document.source,
      sha256,
      retrievedAt: document.retrievedAt,
      rule: 'fresh',
      // A policy document lists minor versions; which patches are published is known from the shipped policy alone.
      ...(shipped?.publishedVersions && { publishedVersions: shipped.publishedVersions }),
    };
    chosen.set(policy.family, policy);
  }
  return { policies: [...chosen.values()], refused };
}

function refusal(
  { source }: PolicySource, family: string, sha256: string, errors: readonly PolicyAnomaly[], isReplaceable: boolean,
): PolicyChange {
  const first = errors[0]!;
  const where = first.line === null ? '' : ` in line ${first.line}`;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const rest = isReplaceable ? 'The policy used before still rules.' : 'The policies in use stay as they are.';
  return {
    kind: 'policy',
    type: 'DOCUMENT_REFUSED',
    severity: 'HIGH',
    message: `'${source}' was refused as a policy: ${first.code}${where}: ${first.message}${more} ${rest}`,
    key: `policy/${family}/DOCUMENT_REFUSED/${sha256}`,
    family,
    version: null,
    processors: [],
    from: null,
    to: null,
    days: null,
    noticeDays: null,
    affected: [],
  };
}

export function policySummary({ family, source, sha256, retrievedAt, rule, releases }: Policy): PolicySummary {
  return { family, source, sha256, retrievedAt, rows: releases.length, rule };
}
