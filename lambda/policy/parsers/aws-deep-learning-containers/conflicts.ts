import type { PolicyAnomaly } from '../../../../lib/core/policy/policy';
import type { ImageFacts } from './normalise';

/**
 * Files of one version that date it differently. The vendor's own rule is that all files of a directory with the same version
 * have the same dates (docs/src, validation of the image configurations); another directory may have others, even for the
 * same repository: `base` and `base-ubuntu` do.
 */
export function conflictingDates(images: readonly ImageFacts[]): readonly PolicyAnomaly[] {
  const groups = new Map<string, ImageFacts[]>();
  for (const image of images) {
    const key = `${image.directory} ${image.version}`;
    const group = groups.get(key);
    if (group) group.push(image);
    else groups.set(key, [image]);
  }
  return [...groups].flatMap(([name, files]) => {
    const dated = files.filter(({ eop }) => eop !== undefined);
    const [first, ...others] = dated;
    if (first === undefined) return [];
    const undated = files.filter(({ eop }) => eop === undefined);
    return [
      ...others.filter(({ ga, eop }) => ga !== first.ga || eop !== first.eop).map((file) => conflict(name, first, file)),
      ...undated.map((file) => missing(name, first, file)),
    ];
  });
}

function conflict(name: string, first: ImageFacts, { ga, eop, line = null }: ImageFacts): PolicyAnomaly {
  return {
    code: 'duplicate-conflict', severity: 'warning', line,
    message: `All files of '${name}' must have the same dates, got: '${ga ?? 'none'}' to '${eop}' against '${first.ga ?? 'none'}' to '${first.eop}' on line ${first.line}. `
      + 'Each counts for its own images; of two for the same images, the nearer end.',
  };
}

function missing(name: string, first: ImageFacts, { line = null }: ImageFacts): PolicyAnomaly {
  return {
    code: 'missing-date', severity: 'warning', line,
    message: `All files of '${name}' must have the same dates, got: none against '${first.eop}' on line ${first.line}. Its images count as images without a date.`,
  };
}
