import { createHash } from 'node:crypto';
import pMap from 'p-map';
import type { ImageFacts } from '../../lib/core/lineage/base-image';
import { ServiceError, type FailureKind, type ServiceFailure } from '../../lib/core/service-failure';
import { parseImageConfig, type ConfigFacts } from './image-config';
import { parseManifest, type ParsedManifest } from './manifest';
import type { Registry, Repository } from './port';

/** Digests that one BatchGetImage call takes. */
const BATCH = 100;
/** Configs are some 10 kB; a larger one than this is not worth its memory. */
const MAX_CONFIG_BYTES = 4 * 1024 * 1024;
const BLOB_CONCURRENCY = 10;

export type FactsOrFailure = { readonly facts: ImageFacts } | { readonly failure: ServiceFailure };

type Image = Extract<ParsedManifest, { kind: 'image' }>;
type Index = Extract<ParsedManifest, { kind: 'index' }>;

/** Reads what images contain, by digest: their manifests in batches, then each config once. Layers are never touched. */
export async function readFacts(
  registry: Registry,
  repository: Repository,
  digests: readonly string[],
): Promise<Map<string, FactsOrFailure>> {
  const results = new Map<string, FactsOrFailure>();
  const images = new Map<string, Image>();
  const fail = (digest: string, failure: ServiceFailure): void => void results.set(digest, { failure });

  const first = await readManifests(registry, repository, digests, fail);
  const platformOf = new Map<string, Index>();
  for (const [digest, manifest] of first) {
    if (manifest.kind === 'index') platformOf.set(digest, manifest);
    else settle(digest, manifest, images, repository, fail);
  }
  const platforms = [...new Set([...platformOf.values()].map((index) => index.platformDigest))];
  const platformFailures = new Map<string, ServiceFailure>();
  const second = await readManifests(registry, repository, platforms, (digest, failure) => void platformFailures.set(digest, failure));
  for (const [digest, index] of platformOf) {
    const manifest = second.get(index.platformDigest) ?? { kind: 'unusable' as const, reason: 'The index names an image that cannot be had.' };
    const failure = platformFailures.get(index.platformDigest);
    if (failure) fail(digest, failure);
    else settle(digest, withAnnotations(manifest, index.annotations), images, repository, fail);
  }

  const configs = await readConfigs(registry, repository, [...new Set([...images.values()].map((image) => image.configDigest))]);
  for (const [digest, image] of images) {
    const config = configs.get(image.configDigest);
    if (config && 'failure' in config) fail(digest, config.failure);
    else if (config) {
      const { annotations } = image;
      results.set(digest, { facts: { digest, ...config.facts, annotations, ...platform(platformOf.get(digest)) } });
    }
  }
  return results;
}

function platform(index: Index | undefined): Pick<ImageFacts, 'platformDigest'> {
  return index ? { platformDigest: index.platformDigest } : {};
}

function settle(
  digest: string,
  manifest: ParsedManifest,
  images: Map<string, Image>,
  repository: Repository,
  fail: (digest: string, failure: ServiceFailure) => void,
): void {
  if (manifest.kind === 'image') images.set(digest, manifest);
  else fail(digest, failureOf('ecr.BatchGetImage', 'invalid', repository, digest, manifest.kind === 'index' ? 'The index names another index.' : manifest.reason));
}

/** What the image's own manifest says outranks what the index around it says. */
function withAnnotations(manifest: ParsedManifest, outer: Readonly<Record<string, string>>): ParsedManifest {
  return manifest.kind === 'image' ? { ...manifest, annotations: { ...outer, ...manifest.annotations } } : manifest;
}

async function readManifests(
  registry: Registry,
  repository: Repository,
  digests: readonly string[],
  fail: (digest: string, failure: ServiceFailure) => void,
): Promise<Map<string, ParsedManifest>> {
  const manifests = new Map<string, ParsedManifest>();
  for (let start = 0; start < digests.length; start += BATCH) {
    const batch = digests.slice(start, start + BATCH);
    try {
      const answer = await registry.getManifests(repository, batch);
      for (const manifest of answer.manifests) manifests.set(manifest.digest, parseManifest(manifest.body));
      for (const { digest, kind, message } of answer.failures) fail(digest, failureOf('ecr.BatchGetImage', kind, repository, digest, message));
      for (const digest of batch) {
        const answered = manifests.has(digest) || answer.failures.some((failure) => failure.digest === digest);
        if (!answered) fail(digest, failureOf('ecr.BatchGetImage', 'invalid', repository, digest, 'The answer says nothing about this digest.'));
      }
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      for (const digest of batch) fail(digest, error.failure);
    }
  }
  return manifests;
}

async function readConfigs(
  registry: Registry,
  repository: Repository,
  digests: readonly string[],
): Promise<Map<string, { readonly facts: ConfigFacts } | { readonly failure: ServiceFailure }>> {
  const read = await pMap(digests, async (digest) => {
    const invalid = (message: string) => ({ failure: failureOf('ecr.GetDownloadUrlForLayer', 'invalid', repository, digest, message) });
    try {
      const bytes = await registry.getBlob(repository, digest, MAX_CONFIG_BYTES);
      const actual = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      if (actual !== digest) return [digest, invalid(`The config's bytes have the digest ${actual}: they are not what the manifest names.`)] as const;
      const facts = parseImageConfig(new TextDecoder().decode(bytes));
      return [digest, facts ? { facts } : invalid('The config is not a JSON object with a rootfs.')] as const;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return [digest, { failure: error.failure }] as const;
    }
  }, { concurrency: BLOB_CONCURRENCY });
  return new Map(read);
}

function failureOf(operation: string, kind: FailureKind, repository: Repository, digest: string, message: string): ServiceFailure {
  return { operation, kind, subject: `${repository.name}@${digest}`, message };
}
