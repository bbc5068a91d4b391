import { parseImageReference } from '../../lib/core/image-reference';
import type { ImageFacts } from '../../lib/core/lineage/base-image';
import { lookupOf, type Lookup } from './registered';

/** The OCI image specification's keys for the image that another was built from. */
const BASE_NAME = 'org.opencontainers.image.base.name';
const BASE_DIGEST = 'org.opencontainers.image.base.digest';
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** A base that an image names, by its digest where that is written too. */
export interface NamedBase {
  /** As it is written. */
  readonly name: string;
  readonly lookup: Lookup;
}

/**
 * The bases that an image names as annotations and as labels, as far as they lie in private registries of ECR. A label is inherited:
 * where it differs from the annotation, it is a word of the base's about the base beneath, and leads there all the same.
 */
export function namedBases({ annotations, labels }: Pick<ImageFacts, 'annotations' | 'labels'>): readonly NamedBase[] {
  return [annotations, labels].flatMap((texts): NamedBase[] => {
    const name = texts[BASE_NAME];
    const parsed = name === undefined ? undefined : parseImageReference(name);
    if (name === undefined || !parsed?.ok) return [];
    const written = texts[BASE_DIGEST];
    const lookup = lookupOf(parsed.reference, written !== undefined && DIGEST.test(written) ? written : parsed.reference.digest);
    return lookup ? [{ name, lookup }] : [];
  });
}
