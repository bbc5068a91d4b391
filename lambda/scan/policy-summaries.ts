import type { Policy } from '../../lib/core/policy/policy';
import type { PolicyDocumentSummary, PolicySummary } from '../../lib/core/scan-result';
import type { RefreshedPolicies } from '../policy/refresh-policies';

/** Enough to see what is wrong; `policy check` and `policy diff` say the rest. */
const MOST_REASONS = 20;

export function policySummary({ family, source, sha256, retrievedAt, rule, releases }: Policy): PolicySummary {
  return { family, source, sha256, retrievedAt, rows: releases.length, rule };
}

/** What became of each document that was read, or was to be. */
export function documentSummaries({ judged, unread }: RefreshedPolicies): readonly PolicyDocumentSummary[] {
  return [
    ...judged.map(({ source, sha256, document: { family }, verdict, reasons }): PolicyDocumentSummary => ({
      source, family, sha256, verdict, reasons: reasons.slice(0, MOST_REASONS),
    })),
    ...unread.map(({ source, message }): PolicyDocumentSummary => ({
      source, family: null, sha256: null, verdict: 'unread', reasons: [{ code: 'unread', severity: 'error', line: null, message }],
    })),
  ];
}
