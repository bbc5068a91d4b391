import { label } from './grouping';
import type { DatedPolicyCheck } from './policy-check';

/** A row that is listed as unsupported before its own end has passed. One of the two is wrong. */
export const unsupportedButFuture: DatedPolicyCheck = ({ releases }, asOf) => releases
  .filter((release) => release.section === 'unsupported' && release.eolFrom !== null && release.eolFrom >= asOf)
  .map((release) => ({
    code: 'unsupported-but-future',
    severity: 'warning',
    line: release.line,
    message: `'${label(release)}' is listed as unsupported, but its date '${release.asWritten}' has not passed on ${asOf}. The date decides; plan as if support had ended.`,
  }));
