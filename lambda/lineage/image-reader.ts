import pMap from 'p-map';
import type { ImageFacts } from '../../lib/core/lineage/base-image';
import type { ServiceFailure } from '../../lib/core/service-failure';
import { findImages, idKey, type FoundImage } from './find-digests';
import type { Registry, RegistryImage, Repository } from './port';
import { readFacts, type FactsOrFailure } from './read-facts';
import { lookupKey, repositoryKey, type Lookup } from './registered';

/** What was learned of one image that was looked up. */
export type ReadImage =
  | { readonly kind: 'read'; readonly image: RegistryImage; readonly facts: ImageFacts }
  | { readonly kind: 'gone'; readonly reason: string; readonly tags?: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: ServiceFailure; readonly tags?: readonly string[]; readonly facts?: ImageFacts };

export interface FactsMemory {
  get(digest: string): ImageFacts | undefined;
  set(digest: string, facts: ImageFacts): unknown;
}

const REPOSITORY_CONCURRENCY = 8;

/**
 * Reads images in batches, a repository at a time. No image is looked up twice, and no content is read that was read before,
 * by this scan or an earlier one: a digest's content never changes.
 */
export class ImageReader {
  private readonly images = new Map<string, ReadImage>();

  constructor(private readonly registry: Registry, private readonly facts: FactsMemory, private readonly accountId: string | undefined) {}

  get(lookup: Lookup): ReadImage | undefined {
    return this.images.get(lookupKey(lookup));
  }

  /** Looks up what was not looked up yet. `onRepository` is told each time that a repository is done. */
  async read(lookups: Iterable<Lookup>, onRepository: () => void = () => undefined): Promise<void> {
    const byRepository = new Map<string, Lookup[]>();
    for (const lookup of lookups) {
      if (this.images.has(lookupKey(lookup))) continue;
      const key = repositoryKey(lookup.repository);
      const group = byRepository.get(key);
      if (group) group.push(lookup);
      else byRepository.set(key, [lookup]);
    }
    await pMap(byRepository.values(), async (group) => {
      await this.readInRepository(group[0]!.repository, group);
      onRepository();
    }, { concurrency: REPOSITORY_CONCURRENCY });
  }

  /** The content of images that the registry has listed already. */
  async readListed(repository: Repository, images: readonly RegistryImage[]): Promise<readonly ReadImage[]> {
    const failures = await this.readContent(repository, new Set(images.map(({ digest }) => digest)));
    return images.map((image) => {
      const read = this.outcome(repository, { kind: 'found', image }, failures);
      this.images.set(lookupKey({ repository, id: { digest: image.digest } }), read);
      for (const tag of image.tags) this.images.set(lookupKey({ repository, id: { tag } }), read);
      return read;
    });
  }

  private async readInRepository(repository: Repository, lookups: readonly Lookup[]): Promise<void> {
    const ids = new Map(lookups.map(({ id }) => [idKey(id), id]));
    const found = await findImages(this.registry, repository, [...ids.values()]);
    const digests = new Set([...found.values()].flatMap((image) => (image.kind === 'found' ? [image.image.digest] : [])));
    const failures = await this.readContent(repository, digests);
    for (const [key, id] of ids) {
      this.images.set(lookupKey({ repository, id }), this.outcome(repository, found.get(key)!, failures, 'digest' in id ? id.digest : undefined));
    }
  }

  private async readContent(repository: Repository, digests: ReadonlySet<string>): Promise<ReadonlyMap<string, FactsOrFailure>> {
    const unseen = [...digests].filter((digest) => !this.facts.get(digest));
    if (unseen.length === 0) return new Map();
    const read = await readFacts(this.registry, repository, unseen);
    for (const [digest, result] of read) if ('facts' in result) this.facts.set(digest, result.facts);
    return read;
  }

  private outcome(repository: Repository, found: FoundImage, read: ReadonlyMap<string, FactsOrFailure>, digest?: string): ReadImage {
    if (found.kind === 'gone') return found;
    if (found.kind === 'failed') {
      // The content of a digest is known for good, whatever the registry answers today.
      const known = digest === undefined ? undefined : this.facts.get(digest);
      return { kind: 'failed', failure: this.owned(found.failure, repository), ...(known && { facts: known }) };
    }
    const { image } = found;
    const result = read.get(image.digest);
    if (result && 'failure' in result) return this.unread(result.failure, repository, image);
    const facts = this.facts.get(image.digest);
    return facts
      ? { kind: 'read', image, facts }
      : this.unread({ operation: 'ecr.BatchGetImage', kind: 'invalid', subject: `${repository.name}@${image.digest}`, message: 'The answer says nothing about this digest.' }, repository, image);
  }

  private unread(failure: ServiceFailure, repository: Repository, { tags }: RegistryImage): ReadImage {
    return failure.kind === 'archived' || failure.kind === 'not-found'
      ? { kind: 'gone', reason: failure.message, tags }
      : { kind: 'failed', failure: this.owned(failure, repository), tags };
  }

  private owned(failure: ServiceFailure, { accountId }: Repository): ServiceFailure {
    return this.accountId === undefined || this.accountId === accountId ? failure : { ...failure, ownerAccountId: accountId };
  }
}
