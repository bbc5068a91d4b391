import { arn } from './arn';
import { push, type Content, type Manifest } from './content';
import type { FleetRegistryImage, FleetRepository } from './fleet';

const DEFAULT_CREATED = '2025-01-01T00:00:00Z';

/** One manifest of a repository, as the registry lists it. */
export interface RegistryEntry {
  readonly manifest: Manifest;
  readonly tags: readonly string[];
  readonly status: NonNullable<FleetRegistryImage['status']>;
  readonly pushedAt: number;
  readonly scan?: { readonly counts: Readonly<Record<string, number>>; readonly completedAt: number };
  /** Epoch seconds of the last pull; what GetDownloadUrlForLayer and DescribeImages do is no pull. */
  pulledAt?: number;
}

interface Stored {
  readonly entries: readonly RegistryEntry[];
  readonly byId: ReadonlyMap<string, RegistryEntry>;
  readonly blobs: ReadonlyMap<string, { readonly content: Content; readonly entry: RegistryEntry }>;
}

/** A repository. Manifests and digests are computed when it is first asked for one: a large fleet starts at once. */
export class Repository {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  private stored: Stored | undefined;

  constructor(private readonly definition: FleetRepository, readonly accountId: string, readonly region: string) {
    this.name = definition.name;
    this.arn = arn('ecr', region, accountId, `repository/${definition.name}`);
    this.createdAt = epochSeconds(definition.created ?? DEFAULT_CREATED);
  }

  get entries(): readonly RegistryEntry[] {
    return this.contents.entries;
  }

  /** By tag or digest. */
  find(id: string): RegistryEntry | undefined {
    return this.contents.byId.get(id);
  }

  /** A config or layer, with an image that it belongs to. */
  blob(digest: string): { readonly content: Content; readonly entry: RegistryEntry } | undefined {
    return this.contents.blobs.get(digest);
  }

  forgetPulls(): void {
    for (const entry of this.stored?.entries ?? []) delete entry.pulledAt;
  }

  private get contents(): Stored {
    this.stored ??= this.store();
    return this.stored;
  }

  private store(): Stored {
    const entries: RegistryEntry[] = [];
    const byId = new Map<string, RegistryEntry>();
    const blobs = new Map<string, { content: Content; entry: RegistryEntry }>();
    for (const image of this.definition.images) {
      const pushed = push(image);
      pushed.manifests.forEach((manifest, index) => {
        // Two images with the same content are one image with the tags of both.
        const known = byId.get(manifest.digest);
        const tags = [...(known?.tags ?? []), ...(index === 0 ? image.tags ?? [] : [])];
        const pushedAt = image.pushed === undefined ? this.createdAt : epochSeconds(image.pushed);
        const entry = { manifest, tags, status: image.status ?? 'ACTIVE' as const, pushedAt, ...scanOf(image, pushedAt) };
        if (known) entries[entries.indexOf(known)] = entry;
        else entries.push(entry);
        for (const id of [manifest.digest, ...tags]) byId.set(id, entry);
      });
      const root = byId.get(pushed.manifests[0].digest);
      for (const content of root ? pushed.blobs : []) if (root) blobs.set(content.digest, { content, entry: root });
    }
    return { entries, byId, blobs };
  }
}

function scanOf({ scan }: FleetRegistryImage, pushedAt: number): Pick<RegistryEntry, 'scan'> {
  if (!scan) return {};
  return { scan: { counts: scan.counts, completedAt: scan.completed === undefined ? pushedAt : epochSeconds(scan.completed) } };
}

export function epochSeconds(instant: string): number {
  return Date.parse(instant) / 1000;
}
