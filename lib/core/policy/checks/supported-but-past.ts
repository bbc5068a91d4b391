import { label } from './grouping';
import type { DatedPolicyCheck } from './policy-check';

/** A row that is still listed as supported after its own end. Vendors tidy up late, by up to three months: the date decides. */
export const supportedButPast: DatedPolicyCheck = ({ releases }, asOf) => releases
  .filter((release) => release.section === 'supported' && release.eolFrom !== null && release.eolFrom < asOf)
  .map((release) => ({
    code: 'supported-but-past',
    severity: 'info',
    line: release.line,
    message: `'${label(release)}' is listed as supported, but its support ended on ${release.eolFrom} and it is ${asOf}. It counts as ended.`,
  }));
