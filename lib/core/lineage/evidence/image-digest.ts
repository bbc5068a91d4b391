import type { Evidence } from '../base-image';
import { baseIndexOf } from '../base-index';
import type { EvidenceReader } from './reader';
import { evidenceOf } from './weights';

/** The registered image is a known base itself: its digest, which the registry checks against the content, is that base's. */
export const readImageDigest: EvidenceReader = ({ digest }, reference, { bases }) => {
  const digests = new Set([reference?.digest, digest].filter((item) => item !== undefined));
  const index = baseIndexOf(bases);
  return [...digests].flatMap((item) => index.withDigest(item).map(({ claim, source }): Evidence => {
    return evidenceOf('image-digest', { claim, detail: `digest ${item} is that of ${source}` });
  }));
};
