import { documentSummaries, policySummary } from '../../../lambda/scan/policy-summaries';
import { release, shippedPolicyOf } from '../../support/policy-documents';

const policy = shippedPolicyOf('acme', [release('1', null), release('2', null)]);

it('says of a policy where it came from', () => {
  expect(policySummary(policy)).toEqual({ family: 'acme', source: 'shipped acme', sha256: policy.sha256, retrievedAt: '2026-01-01', rows: 2, rule: 'shipped' });
});

it('says what became of each document, and twenty reasons at most', () => {
  const reasons = Array.from({ length: 30 }, (_, line) => ({ code: 'c', severity: 'error' as const, line, message: `${line}` }));
  const judged = [{ source: 's', sha256: 'h', document: policy, verdict: 'refused' as const, reasons, ruling: undefined }];
  expect(documentSummaries({ policies: [], shipped: [], known: [], judged, unread: [{ source: 'u', message: 'down' }] })).toEqual([
    { source: 's', family: 'acme', sha256: 'h', verdict: 'refused', reasons: reasons.slice(0, 20) },
    { source: 'u', family: null, sha256: null, verdict: 'unread', reasons: [{ code: 'unread', severity: 'error', line: null, message: 'down' }] },
  ]);
});
