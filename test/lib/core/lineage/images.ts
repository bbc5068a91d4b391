import type { BaseImage, Claim, ImageFacts, LineageInput } from '../../../../lib/core/lineage/base-image';
import type { LineageContext } from '../../../../lib/core/lineage/context';
import type { KnownBase } from '../../../../lib/core/lineage/known-bases';
import { resolveBaseImage } from '../../../../lib/core/lineage/resolve-base-image';

export const DERIVED = '123456789012.dkr.ecr.us-east-1.amazonaws.com/team/ds:2025-05';
export const VERSION_LABEL = 'org.amazon.sagemaker-distribution.image.version';
export const BASE_NAME = 'org.opencontainers.image.base.name';
export const BASE_DIGEST = 'org.opencontainers.image.base.digest';
export const DLC = 'com.amazonaws.ml.engines.sagemaker.dlc.';

/** An image of which only the given parts are remarkable. */
export function image(baseImage: string, facts?: Partial<ImageFacts>, tags?: readonly string[]): LineageInput {
  const nothing = { labels: {}, env: ['LANG=C.UTF-8'], diffIds: [], history: [], annotations: {} };
  return { baseImage, ...(tags ? { tags } : {}), ...(facts ? { facts: { ...nothing, ...facts } } : {}) };
}

export function resolve(baseImage: string, facts?: Partial<ImageFacts>, tags?: readonly string[]): BaseImage {
  return resolveBaseImage(image(baseImage, facts, tags));
}

/** A digest that is told from others by its number. */
export function digest(number: number): string {
  return `sha256:${number.toString(16).padStart(64, '0')}`;
}

/** Layers, bottom first, one for each letter: `ab` lies beneath `abc`. */
export function layers(letters: string): readonly string[] {
  return [...letters].map((letter) => digest(letter.charCodeAt(0)));
}

/** A catalogue's entry: `sagemaker-distribution 2.9.2 cpu` on the layers `ab`. */
export function knownBase(name: string, letters: string, digests: readonly string[] = []): KnownBase {
  const [family = '', version = '', processor] = name.split(' ');
  const claim: Claim = { family, version, processor: processor === 'cpu' || processor === 'gpu' ? processor : null };
  return { claim, diffIds: layers(letters), digests, source: `registry.example/${family}:${version}`, asOf: '2026-08-20' };
}

export function resolveWith(context: Partial<LineageContext>, facts: Partial<ImageFacts>, baseImage: string = DERIVED): BaseImage {
  return resolveBaseImage(image(baseImage, facts), context);
}

/** `family version` of each claim. */
export function names(claims: readonly { readonly family: string; readonly version: string | null }[]): readonly string[] {
  return claims.map(({ family, version }) => `${family} ${version ?? '-'}`);
}

/** `family version processor confidence conditions`, for tables. */
export function summary({ family, version, processor, confidence, conditions }: BaseImage): string {
  return [family ?? '-', version ?? '-', processor ?? '-', confidence, ...conditions].join(' ');
}

/** SageMaker Distribution's environment as the releases of an era have it. */
const COMPANIONS = ['MAMBA_USER=sagemaker-user', 'STUDIO_LOGGING_DIR=/var/log/studio/', 'SAGEMAKER_LOGGING_DIR=/var/log/sagemaker/'];
const PINNED = 'PINNED_MICROMAMBA_MINOR_VERSION=1.5.*';
const RECOVERY = 'SAGEMAKER_RECOVERY_MODE_HOME=/tmp/sagemaker-recovery-mode-home';
const INFERENCE = '/etc/sagemaker-inference-server:/opt/conda/bin:/usr/bin';

export const ERA = {
  before0_9: ['MAMBA_USER=sagemaker-user'],
  from0_9: COMPANIONS.slice(0, 2),
  from0_10: COMPANIONS,
  from1_12: [...COMPANIONS, PINNED],
  from2_0: COMPANIONS,
  from2_3: [...COMPANIONS, PINNED, RECOVERY, 'PATH=/opt/conda/bin:/usr/bin'],
  from3_0: [...COMPANIONS, PINNED, RECOVERY, `PATH=${INFERENCE}`],
  from3_0behind: [...COMPANIONS, PINNED, RECOVERY, `PATH=/opt/team/bin:${INFERENCE}`],
} as const;

export const NVIDIA = ['NVIDIA_VISIBLE_DEVICES=all', 'NVIDIA_REQUIRE_CUDA=cuda>=12.6', 'CUDA_VERSION=12.6.0'];
