import type { Finding } from '../finding';
import type { Waiver } from '../waiver';
import { matchesGlob } from './glob';
import { includesVersion, parseVersionRange } from './version-range';

export const ARN_PREFIX = 'arn:';

type Covers = (finding: Finding) => boolean;

/**
 * Which findings a waiver covers, in whatever case its pattern is written: SageMaker's ARNs are in lower case, its image names are not.
 * An ARN may be that of an image or that of one version.
 */
export function coversOf({ image, versions }: Pick<Waiver, 'image' | 'versions'>): Covers {
  const pattern = image.toLowerCase();
  const isArn = pattern.startsWith(ARN_PREFIX);
  const isOfVersions = versionsOf(versions);
  return (finding) => {
    const names = isArn ? [finding.image_arn, finding.imageVersionArn] : [finding.imageName];
    return isOfVersions(finding.version) && names.some((name) => matchesGlob(pattern, name.toLowerCase()));
  };
}

/** A range that cannot be read covers nothing. No number, as of an image of AWS's that is used by its alias, is in no range. */
function versionsOf(versions: string | undefined): (version: number) => boolean {
  if (versions === undefined) return () => true;
  const range = parseVersionRange(versions) ?? [];
  return (version) => includesVersion(range, version);
}
