import { createHash } from 'node:crypto';
import type { FleetRegistryImage, ImageConfig } from './fleet';

/** Content with the digest that names it. */
export interface Content {
  readonly digest: string;
  readonly bytes: Buffer;
}

export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly body: string;
  /** Of all that it names, in bytes. */
  readonly size: number;
  readonly configDigest?: string;
}

/** An image as a push would have stored it: the manifest that its tags name first, then those that an index names. */
export interface PushedImage {
  readonly manifests: readonly [Manifest, ...Manifest[]];
  readonly blobs: readonly Content[];
}

export const MEDIA_TYPES = {
  docker: {
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    index: 'application/vnd.docker.distribution.manifest.list.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  },
  oci: {
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    index: 'application/vnd.oci.image.index.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  },
} as const;

type MediaTypes = (typeof MEDIA_TYPES)[keyof typeof MEDIA_TYPES];

interface Descriptor {
  readonly mediaType: string;
  readonly size: number;
  readonly digest: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: { readonly architecture: string; readonly os: string; readonly variant?: string };
}

const MADE_UP_LAYERS = 3;
const BUILT_AT = '2025-01-01T00:00:00Z';
/** A layer's descriptor claims a size like a real one's, so that sizes of images look real. */
const BYTES_OF_A_LAYER = 48_000_000;

export function sha256(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** The layer chain of a config: as given, or made up from what else it says. */
export function diffIdsOf(config: ImageConfig): readonly string[] {
  if (config.diffIds) return config.diffIds;
  const seed = JSON.stringify([config.labels, config.env, config.history]);
  return Array.from({ length: MADE_UP_LAYERS }, (_, index) => sha256(`${index} ${seed}`));
}

/** The digest that the image's tags name. */
export function digestOf(image: FleetRegistryImage): string {
  return push(image).manifests[0].digest;
}

/** Computes what a registry keeps of an image: config blobs, layers, manifests, and an index over platforms. */
export function push(image: FleetRegistryImage): PushedImage {
  const isOci = image.platforms !== undefined || image.annotations !== undefined;
  const types = MEDIA_TYPES[image.format ?? (isOci ? 'oci' : 'docker')];
  if (!image.platforms) {
    const single = pushPlatform(image, 'linux/amd64', types);
    return { manifests: [single.manifest], blobs: single.blobs };
  }
  const parts = image.platforms.map((platform) => ({ platform, ...pushPlatform(image, platform, types) }));
  const attestations = image.attestation ? parts.map((part) => attest(part.manifest.digest, image.attestation?.materials ?? [])) : [];
  const entries = [
    ...parts.map(({ manifest: { mediaType, body, digest }, platform }) => (
      { ...describe(mediaType, body, digest), platform: platformOf(platform) }
    )),
    ...attestations.map((each) => each.entry),
  ];
  const index = manifest(types.index, { manifests: entries, annotations: image.indexAnnotations }, entries);
  return {
    manifests: [index, ...parts.map((part) => part.manifest), ...attestations.map((each) => each.manifest)],
    blobs: [...parts, ...attestations].flatMap((part) => part.blobs),
  };
}

function pushPlatform(image: FleetRegistryImage, platform: string, types: MediaTypes): { manifest: Manifest; blobs: Content[] } {
  const diffIds = diffIdsOf(image.config);
  const config = content(JSON.stringify(imageConfig(image.config, diffIds, platform)));
  const layers = diffIds.map((diffId) => content(`layer of ${diffId}`));
  const configDescriptor = describe(types.config, config.bytes, config.digest);
  const layerDescriptors = layers.map((layer) => ({ mediaType: types.layer, size: BYTES_OF_A_LAYER, digest: layer.digest }));
  const body = { config: configDescriptor, layers: layerDescriptors, annotations: image.annotations };
  return { manifest: manifest(types.manifest, body, layerDescriptors, config.digest), blobs: [config, ...layers] };
}

function imageConfig(config: ImageConfig, diffIds: readonly string[], platform: string): object {
  const { os, architecture, variant } = platformOf(platform);
  return {
    architecture,
    ...(variant === undefined ? {} : { variant }),
    os,
    created: BUILT_AT,
    config: { User: config.user, Env: config.env, WorkingDir: config.workingDir, Labels: config.labels },
    history: config.history?.map((created_by) => ({ created: BUILT_AT, created_by })),
    rootfs: { type: 'layers', diff_ids: diffIds },
  };
}

/** BuildKit's form: a manifest for platform unknown/unknown whose one layer is an in-toto statement. */
function attest(subject: string, materials: readonly string[]): { manifest: Manifest; entry: Descriptor; blobs: Content[] } {
  const types = MEDIA_TYPES.oci;
  const predicateType = 'https://slsa.dev/provenance/v0.2';
  const statement = content(JSON.stringify({
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType,
    subject: [{ name: '_', digest: { sha256: subject.slice('sha256:'.length) } }],
    predicate: { buildType: 'https://mobyproject.org/buildkit@v1', materials: materials.map((uri) => ({ uri })) },
  }));
  const config = content(JSON.stringify({
    architecture: 'unknown', os: 'unknown', config: {}, rootfs: { type: 'layers', diff_ids: [statement.digest] },
  }));
  const layers = [{
    ...describe('application/vnd.in-toto+json', statement.bytes, statement.digest),
    annotations: { 'in-toto.io/predicate-type': predicateType },
  }];
  const body = { config: describe(types.config, config.bytes, config.digest), layers };
  const attestation = manifest(types.manifest, body, layers, config.digest);
  const entry = {
    ...describe(attestation.mediaType, attestation.body, attestation.digest),
    annotations: { 'vnd.docker.reference.digest': subject, 'vnd.docker.reference.type': 'attestation-manifest' },
    platform: { architecture: 'unknown', os: 'unknown' },
  };
  return { manifest: attestation, entry, blobs: [config, statement] };
}

function manifest(
  mediaType: string, members: Readonly<Record<string, unknown>>, parts: readonly Descriptor[], configDigest?: string,
): Manifest {
  const body = JSON.stringify({ schemaVersion: 2, mediaType, ...members }, undefined, 2);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return { digest: sha256(body), mediaType, body, size, ...(configDigest === undefined ? {} : { configDigest }) };
}

function content(text: string): Content {
  return { digest: sha256(text), bytes: Buffer.from(text) };
}

function describe(mediaType: string, bytes: string | Uint8Array, digest: string): Descriptor {
  return { mediaType, size: typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.byteLength, digest };
}

function platformOf(platform: string): { os: string; architecture: string; variant?: string } {
  const [os = '', architecture = '', variant] = platform.split('/');
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}
