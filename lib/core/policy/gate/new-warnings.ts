import type { PolicyAnomaly } from '../policy';
import type { GateRule } from './rule';

/** Rules of the gate look at these against the policy that rules, and say more. */
const JUDGED_ELSEWHERE: ReadonlySet<string> = new Set(['version-uri-mismatch', 'processor-uri-mismatch', 'cpu-gpu-asymmetry']);

/** Contradictions within the document that its predecessor did not have: those were told when it was accepted. */
export const newWarnings: GateRule = ({ candidate, ruling }) => {
  const known = new Set((ruling?.anomalies ?? []).map(content));
  return candidate.anomalies.filter((anomaly) => anomaly.severity === 'warning' && !JUDGED_ELSEWHERE.has(anomaly.code) && !known.has(content(anomaly)));
};

/** What an anomaly says, wherever it stands and whenever it was looked for. */
function content({ code, message }: PolicyAnomaly): string {
  return `${code} ${message.replace(/\blines? \d+(?: to \d+)?|\b\d{4}-\d\d-\d\d\b/g, '')}`;
}
