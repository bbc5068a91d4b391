import { asObject, parseObject } from '../../lib/core/json';

/** The parts of an OCI or Docker manifest that lineage reads. */
export type ParsedManifest =
  | { readonly kind: 'image'; readonly configDigest: string; readonly annotations: Readonly<Record<string, string>> }
  | { readonly kind: 'index'; readonly platformDigest: string; readonly annotations: Readonly<Record<string, string>> }
  | { readonly kind: 'unusable'; readonly reason: string };

/** SageMaker runs on amd64; arm64 is read where there is nothing else. */
const PLATFORMS = ['amd64', 'arm64'];

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Reads a manifest. For an index, the entry of the platform that SageMaker would run. */
export function parseManifest(body: string): ParsedManifest {
  const json = parseObject(body);
  if (!json) return { kind: 'unusable', reason: 'The manifest is not a JSON object.' };
  const annotations = stringRecord(json['annotations']);
  if (Array.isArray(json['manifests'])) {
    const platformDigest = choosePlatform(json['manifests']);
    return platformDigest === undefined
      ? { kind: 'unusable', reason: `The index has no image for linux/${PLATFORMS.join(' or linux/')}.` }
      : { kind: 'index', platformDigest, annotations };
  }
  const config = asObject(json['config']);
  const configDigest = config?.['digest'];
  if (typeof configDigest !== 'string' || !DIGEST.test(configDigest)) {
    return { kind: 'unusable', reason: 'The manifest names no config by a sha256 digest (an image of the first manifest schema?).' };
  }
  return { kind: 'image', configDigest, annotations };
}

function choosePlatform(entries: readonly unknown[]): string | undefined {
  for (const architecture of PLATFORMS) {
    for (const entry of entries) {
      const descriptor = asObject(entry);
      const platform = asObject(descriptor?.['platform']);
      const digest = descriptor?.['digest'];
      if (platform?.['os'] !== 'linux' || platform['architecture'] !== architecture || isAttestation(descriptor)) continue;
      if (typeof digest === 'string' && DIGEST.test(digest)) return digest;
    }
  }
  return undefined;
}

/** BuildKit keeps provenance beside the images, as entries of the same index. */
function isAttestation(descriptor: Readonly<Record<string, unknown>> | undefined): boolean {
  return 'vnd.docker.reference.type' in stringRecord(descriptor?.['annotations']);
}

export function stringRecord(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(asObject(value) ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
