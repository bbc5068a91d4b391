import type { EvaluationOptions } from '../../lib/core/evaluation/options';
import type { ImageVersion, VersionDescription } from '../../lib/core/inventory';
import type { BaseImage } from '../../lib/core/lineage/base-image';
import type { LineageOutcome } from '../../lib/core/lineage/outcome';
import type { Policy, PolicyRelease } from '../../lib/core/policy/policy';

export const FAMILY = 'sagemaker-distribution';

export function imageVersion(description: Partial<VersionDescription> = {}): ImageVersion {
  const imageArn = 'arn:aws:sagemaker:us-east-1:111122223333:image/ds-notebook';
  const times = { creationTime: '2026-01-01T00:00:00.000Z', lastModifiedTime: '2026-01-01T00:00:00.000Z' };
  return {
    accountId: '111122223333',
    region: 'us-east-1',
    image: { imageArn, imageName: 'ds-notebook', imageStatus: 'CREATED', ...times },
    listed: { imageArn, imageVersionArn: `${imageArn.replace(':image/', ':image-version/')}/1`, version: 1, imageVersionStatus: 'CREATED', ...times },
    description: { imageVersionStatus: 'CREATED', baseImage: '111122223333.dkr.ecr.us-east-1.amazonaws.com/ds/notebook:1', ...description },
    aliases: [],
    tags: {},
  };
}

export function lineage(base: Partial<BaseImage> = {}, rest: Omit<LineageOutcome, 'base'> = {}): LineageOutcome {
  return {
    base: { family: FAMILY, version: '2.3.1', processor: 'cpu', confidence: 'strong', evidence: [], conditions: [], rivals: [], ...base },
    ...rest,
  };
}

export function release(version: string, eolFrom: string | null, rest: Partial<PolicyRelease> = {}): PolicyRelease {
  return { version, eolFrom, asWritten: eolFrom ?? '', line: 1, ...rest };
}

export function policy(releases: readonly PolicyRelease[], rest: Partial<Policy> = {}): Policy {
  return {
    family: FAMILY, releases, majors: [], anomalies: [], source: 'test', sha256: 'abc', retrievedAt: '2026-06-01', rule: 'shipped', ...rest,
  };
}

export function options(
  releases: readonly PolicyRelease[],
  rest: Partial<EvaluationOptions> & { readonly policy?: Partial<Policy> } = {},
): EvaluationOptions {
  return { today: '2026-06-15', scannedAt: '2026-06-15T08:00:00.000Z', policies: [policy(releases, rest.policy)], noticePeriods: [90, 30, 7], ...rest };
}
