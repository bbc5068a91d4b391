import { parseImageReference, type ImageReference } from '../../image-reference';
import type { ClaimWithDetail, Evidence, ImageFacts, Vendor } from '../base-image';
import { baseIndexOf } from '../base-index';
import type { LineageContext } from '../context';
import type { KnownBase } from '../known-bases';
import { present } from '../vendors/reading';
import { environmentOf } from './environment';
import { unlessContradicted, type EvidenceReader } from './reader';
import { readRegistryPath } from './registry-path';
import { collect } from './weights';

/** The OCI image specification's predefined keys for the image that another was built from. */
const BASE_NAME = 'org.opencontainers.image.base.name';
const BASE_DIGEST = 'org.opencontainers.image.base.digest';

/**
 * The base that a build tool wrote down: as an annotation (buildah, ko), or as a label. Labels are inherited, so one may
 * speak of the base's own base: rivals, if any, are kept. Other OCI labels, of a title or version, are often the operating
 * system's and speak of no base at all.
 *
 * A digest is content's name, and yet this is text that somebody wrote beside the content: it proves no more than a name, and
 * where the layers of the base that it names are known and the image does not begin with them, it is a hint at most.
 */
export const readBaseAnnotation: EvidenceReader = (input, _reference, context) => {
  const { facts } = input;
  if (!facts) return [];
  const environment = environmentOf(input);
  return notesOf(facts).flatMap(({ key, value, source }) => {
    const { diffIds } = facts;
    if (key === BASE_DIGEST) return identified({ digest: value, source, diffIds }, context);
    const parsed = parseImageReference(value);
    if (!parsed.ok) return [];
    const { digest } = parsed.reference;
    if (digest === undefined) return named({ reference: parsed.reference, source, environment }, context);
    const contradicted = isContradicted(digest, diffIds, context);
    const noted = named({ reference: parsed.reference, source, environment }, context, contradicted);
    return [...noted, ...identified({ digest, source, diffIds }, context)];
  });
};

interface Note {
  readonly key: string;
  readonly value: string;
  readonly source: string;
}

/** What is noted as annotation and as label alike is noted once. */
function notesOf({ annotations, labels }: Pick<ImageFacts, 'annotations' | 'labels'>): readonly Note[] {
  const places = [['annotation', annotations], ['label', labels]] as const;
  const notes = places.flatMap(([place, texts]) => [BASE_NAME, BASE_DIGEST].flatMap((key): Note[] => {
    const value = present(texts[key]);
    return value === undefined ? [] : [{ key, value, source: `${place} ${key}=${value}` }];
  }));
  return notes.filter(({ value }, index) => notes.findIndex((note) => note.value === value) === index);
}

interface NotedName {
  readonly reference: ImageReference;
  readonly source: string;
  /** The variables of the image that it is noted on. */
  readonly environment: ReadonlyMap<string, string>;
}

/** A name that is pinned to a digest stands and falls with it. */
function named({ reference, source, environment }: NotedName, context: LineageContext, contradicted = false): Evidence[] {
  return collect('base-annotation', context.vendors.map((vendor) => {
    const reading = unlessContradicted(vendor, environment, readReference(vendor, reference, context));
    return reading && { ...reading, detail: `${source}: ${reading.detail}`, ...(contradicted ? { weak: true } : {}) };
  }));
}

interface NotedDigest {
  readonly digest: string;
  readonly source: string;
  /** The layers of the image that it is noted on. */
  readonly diffIds: readonly string[];
}

/** Which digest a tool wrote differs, the platform's manifest or the index that lists it: a known base has both. */
function identified({ digest, source, diffIds }: NotedDigest, { bases }: LineageContext): Evidence[] {
  return collect('base-annotation', baseIndexOf(bases).withDigest(digest).map((base) => {
    const detail = `${source}: the digest of ${base.source}`;
    if (mayBeBeneath(base, diffIds)) return { claim: base.claim, detail };
    return { claim: base.claim, detail: `${detail}, whose layers are not those that the image begins with`, weak: true };
  }));
}

/** An index's digest may be several bases': one that fits is enough. */
function isContradicted(digest: string, diffIds: readonly string[], { bases }: LineageContext): boolean {
  const known = baseIndexOf(bases).withDigest(digest);
  return known.length > 0 && !known.some((base) => mayBeBeneath(base, diffIds));
}

/** A squashed image has other layers than its base, so the note may still be true: it is not dropped. */
function mayBeBeneath({ diffIds: below }: KnownBase, diffIds: readonly string[]): boolean {
  return diffIds.length === 0 || below.every((diffId, index) => diffIds[index] === diffId);
}

/** The vendor's own registry proves it; a name that only looks like the vendor's does not. */
function readReference(vendor: Vendor, reference: ImageReference, { cacheRules }: LineageContext): ClaimWithDetail | undefined {
  const proven = readRegistryPath(vendor, reference, cacheRules);
  if (proven) return proven;
  const lookalike = (reference.tag === undefined ? undefined : vendor.fromLookalike?.(reference.repository, reference.tag))
    ?? vendor.fromLookalike?.(reference.repository, undefined);
  return lookalike && { ...lookalike, weak: true };
}
