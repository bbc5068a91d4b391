import { ServiceError, type ServiceFailure } from '../../lib/core/service-failure';
import type { ImageId, Registry, RegistryImage, Repository } from './port';

/** What the registry says of one image id. */
export type FoundImage =
  | { readonly kind: 'found'; readonly image: RegistryImage }
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'failed'; readonly failure: ServiceFailure };

/** Ids that one DescribeImages call takes. */
const BATCH = 100;

/** A tag or a digest as one text: neither can look like the other. */
export const idKey = (id: ImageId): string => ('digest' in id ? id.digest : `:${id.tag}`);

/** Looks ids up in one repository. No pull is recorded for it. */
export async function findImages(registry: Registry, repository: Repository, ids: readonly ImageId[]): Promise<Map<string, FoundImage>> {
  const found = new Map<string, FoundImage>();
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH);
    const outcomeOf = await describeBatch(registry, repository, batch);
    for (const id of batch) found.set(idKey(id), outcomeOf(id));
  }
  return found;
}

async function describeBatch(registry: Registry, repository: Repository, batch: readonly ImageId[]): Promise<(id: ImageId) => FoundImage> {
  try {
    const images = await registry.describeImages(repository, batch);
    const byId = new Map(images.flatMap((image) => [[image.digest, image] as const, ...image.tags.map((tag) => [`:${tag}`, image] as const)]));
    return (id) => outcome(byId.get(idKey(id)), repository, id);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { failure } = error;
    if (failure.kind === 'not-found') return () => ({ kind: 'gone', reason: `The repository '${repository.name}' does not exist in account ${repository.accountId}.` });
    return () => ({ kind: 'failed', failure });
  }
}

function outcome(image: RegistryImage | undefined, repository: Repository, id: ImageId): FoundImage {
  if (!image) {
    const what = 'digest' in id ? `digest '${id.digest}'` : `tag '${id.tag}'`;
    return { kind: 'gone', reason: `The ${what} is not in the repository '${repository.name}' (deleted by hand or by a lifecycle rule?).` };
  }
  if (image.status === 'ARCHIVED' || image.status === 'ACTIVATING') {
    return { kind: 'gone', reason: `The image lies in the archive of the repository '${repository.name}'; restore it to use it.` };
  }
  return { kind: 'found', image };
}
