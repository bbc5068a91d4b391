import { label } from './grouping';
import type { PolicyCheck } from './policy-check';
import { meaningOfTag } from './tag-of-uri';

/** A row of the CPU table with a GPU image, or the other way round. */
export const processorUriMismatch: PolicyCheck = ({ releases }) => releases.flatMap((release) => {
  const tagged = release.uri === undefined ? undefined : meaningOfTag(release.uri).processor;
  if (tagged === undefined || release.processor === undefined || tagged === release.processor) return [];
  return [{
    code: 'processor-uri-mismatch',
    severity: 'warning',
    line: release.line,
    message: `Row '${label(release)}' must link a ${release.processor} image like its table, got: '${release.uri}'. `
      + `The table decides: the row counts for ${release.processor}.`,
  }];
});
