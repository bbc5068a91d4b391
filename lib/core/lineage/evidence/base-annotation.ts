import { parseImageReference, type ImageReference } from '../../image-reference';
import type { ClaimWithDetail, Evidence, Vendor } from '../base-image';
import type { EvidenceReader } from './reader';
import { collect } from './weights';

/** The OCI image specification's predefined key for the image that another was built from. */
const BASE_NAME = 'org.opencontainers.image.base.name';

/**
 * The base that a build tool wrote down: as an annotation (buildah, ko), or as a label. Labels are inherited, so one may
 * speak of the base's own base: the vendors' rivals, if any, are kept. Other OCI labels are often the operating system's.
 */
export const readBaseAnnotation: EvidenceReader = ({ facts }, _reference, vendors) => {
  if (!facts) return [];
  const sources = [['annotation', facts.annotations[BASE_NAME]], ['label', facts.labels[BASE_NAME]]] as const;
  const seen = new Set<string>();
  return sources.flatMap(([source, name]) => {
    if (name === undefined || seen.has(name)) return [];
    seen.add(name);
    return named(name, `${source} ${BASE_NAME}=${name}`, vendors);
  });
};

function named(name: string, source: string, vendors: readonly Vendor[]): Evidence[] {
  const parsed = parseImageReference(name);
  if (!parsed.ok) return [];
  return collect('base-annotation', vendors.map((vendor) => {
    const reading = readReference(vendor, parsed.reference);
    return reading && { ...reading, detail: `${source}: ${reading.detail}` };
  }));
}

/** The vendor's own registry proves it; a name that only looks like the vendor's does not. */
function readReference(vendor: Vendor, reference: ImageReference): ClaimWithDetail | undefined {
  const proven = vendor.fromReference?.(reference);
  if (proven) return proven;
  const lookalike = (reference.tag === undefined ? undefined : vendor.fromLookalike?.(reference.repository, reference.tag))
    ?? vendor.fromLookalike?.(reference.repository, undefined);
  return lookalike && { ...lookalike, weak: true };
}
