import { readBaseAnnotation } from './base-annotation';
import { readEnvironmentEra } from './environment-era';
import { readHistory } from './history';
import { readImageDigest } from './image-digest';
import { readLayerChain } from './layer-chain';
import type { EvidenceReader } from './reader';
import { readRepositoryName } from './repository-name';
import { readTagText } from './tag-text';
import { readVendorEnvironment } from './vendor-environment';
import { readVendorLabel } from './vendor-label';
import { readVendorReference } from './vendor-reference';

/** Every kind of evidence, heaviest first. */
export const EVIDENCE_READERS: readonly EvidenceReader[] = [
  readImageDigest,
  readLayerChain,
  readVendorLabel,
  readVendorEnvironment,
  readVendorReference,
  readBaseAnnotation,
  readEnvironmentEra,
  readRepositoryName,
  readTagText,
  readHistory,
];
