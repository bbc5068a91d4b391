import type { Input } from './input';
import type { Call } from './operation';
import type { RegistryEntry, Repository } from './registry';
import { TAG } from './validation';

export const DIGEST = /^sha256:[0-9a-f]{64}$/;

interface Failure {
  readonly code: string;
  readonly reason: string;
}

/** BatchGetImage: what can't be had is listed among the failures, and the rest is answered. */
export function getImages(call: Call, repository: Repository): object {
  const images: object[] = [];
  const failures: object[] = [];
  // The order of the answer is not that of the request: callers must match by id.
  for (const id of [...call.input.optionalInputs('imageIds') ?? []].reverse()) {
    const [imageTag, imageDigest] = [id.optionalText('imageTag'), id.optionalText('imageDigest')];
    const found = findEntry(call, repository, id);
    if ('code' in found) {
      failures.push({ imageId: { imageDigest, imageTag }, failureCode: found.code, failureReason: found.reason });
      continue;
    }
    found.pulledAt = call.now().getTime() / 1000;
    images.push({
      registryId: repository.accountId,
      repositoryName: repository.name,
      imageId: { imageDigest: found.manifest.digest, imageTag },
      imageManifest: manifestText(call, found),
      imageManifestMediaType: found.manifest.mediaType,
    });
  }
  return { images, failures };
}

function findEntry(call: Call, repository: Repository, id: Input): RegistryEntry | Failure {
  const [tag, digest] = [id.optionalText('imageTag'), id.optionalText('imageDigest')];
  const malformed = malformation(tag, digest);
  if (malformed) return malformed;
  const entry = repository.find(digest ?? tag ?? '');
  const struck = strike(call, [tag, digest, entry?.manifest.digest, ...entry?.tags ?? []]);
  if (struck) return struck;
  if (!entry) return { code: 'ImageNotFound', reason: 'Requested image not found' };
  if (tag !== undefined && !entry.tags.includes(tag)) {
    return { code: 'ImageTagDoesNotMatchDigest', reason: 'Requested image tag does not match the image digest' };
  }
  if (entry.status !== 'ACTIVE') return { code: 'ImageInaccessible', reason: `Requested image is in status ${entry.status}` };
  const accepted = call.input.optionalTexts('acceptedMediaTypes');
  if (accepted && !accepted.includes(entry.manifest.mediaType)) {
    return { code: 'ImageNotFound', reason: `Requested image has media type ${entry.manifest.mediaType}, which is not accepted` };
  }
  return entry;
}

function malformation(tag: string | undefined, digest: string | undefined): Failure | undefined {
  if (tag === undefined && digest === undefined) return { code: 'MissingDigestAndTag', reason: 'Invalid request parameters: both tag and digest cannot be null' };
  if (digest !== undefined && !DIGEST.test(digest)) return { code: 'InvalidImageDigest', reason: 'Invalid request parameters: image digest should satisfy the regex' };
  if (tag !== undefined && !TAG.test(tag)) return { code: 'InvalidImageTag', reason: 'Invalid request parameters: image tag should satisfy the regex' };
  return undefined;
}

function strike({ faults, subject }: Call, ids: readonly (string | undefined)[]): Failure | undefined {
  const named = { ...subject, ids: ids.filter((id) => id !== undefined) };
  if (faults.strike(named, 'kms')) return { code: 'KmsError', reason: 'The image can not be decrypted: the KMS key is disabled or access to it is denied' };
  const fault = faults.strike(named, 'batch-failure');
  return fault && { code: fault.code, reason: fault.reason ?? `Requested image can not be had: ${fault.code}` };
}

function manifestText({ faults, subject }: Call, { manifest, tags }: RegistryEntry): string {
  const isBroken = faults.strike({ ...subject, ids: [manifest.digest, ...tags] }, 'invalid-manifest');
  return isBroken ? manifest.body.slice(0, Math.floor(manifest.body.length / 2)) : manifest.body;
}
