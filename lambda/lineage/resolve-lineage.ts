import pMap from 'p-map';
import { formatImageReference, parseImageReference, type ImageReference } from '../../lib/core/image-reference';
import type { ImageVersion, VersionDescription } from '../../lib/core/inventory';
import type { ImageFacts } from '../../lib/core/lineage/base-image';
import type { LineageOutcome, LineageProblem } from '../../lib/core/lineage/outcome';
import { resolveBaseImage } from '../../lib/core/lineage/resolve-base-image';
import { findImages, idKey, type FoundImage } from './find-digests';
import type { ImageId, Registry, Repository } from './port';
import { readFacts, type FactsOrFailure } from './read-facts';

export interface LineageOptions {
  /** What earlier scans read, by digest. A digest's content never changes. */
  readonly facts: { get(digest: string): ImageFacts | undefined; set(digest: string, facts: ImageFacts): unknown };
  readonly onProgress?: (progress: { readonly resolved: number; readonly total: number }) => void;
}

const REPOSITORY_CONCURRENCY = 8;

/** A registered image: what SageMaker has as text, and where its content can be looked up. */
interface Registered {
  readonly key: string;
  readonly text: string;
  readonly reference?: ImageReference;
  readonly problem?: LineageProblem;
  readonly lookup?: Lookup;
}

/** What SageMaker says of the registered image. */
export type Registration = Pick<VersionDescription, 'baseImage' | 'containerImage'>;

interface Lookup {
  readonly repository: Repository;
  readonly id: ImageId;
}

/** Finds the base image of every version; versions that registered the same image share one look at it. */
export async function resolveLineage(
  registry: Registry,
  versions: readonly ImageVersion[],
  options: LineageOptions,
): Promise<(version: ImageVersion) => LineageOutcome | undefined> {
  const registered = new Map<string, Registered>();
  for (const version of versions) {
    const key = registrationKey(version);
    if (key !== undefined && version.description && !registered.has(key)) registered.set(key, readRegistered(key, version.description));
  }
  const outcomes = new Map<string, LineageOutcome>();
  const byRepository = new Map<string, Registered[]>();
  for (const item of registered.values()) {
    if (!item.lookup) {
      outcomes.set(item.key, outcomeOf(item));
      continue;
    }
    const { accountId, region, name } = item.lookup.repository;
    const group = `${accountId}/${region}/${name}`;
    const items = byRepository.get(group);
    if (items) items.push(item);
    else byRepository.set(group, [item]);
  }
  await pMap(byRepository.values(), async (items) => {
    for (const [key, outcome] of await resolveInRepository(registry, items, options)) outcomes.set(key, outcome);
    options.onProgress?.({ resolved: outcomes.size, total: registered.size });
  }, { concurrency: REPOSITORY_CONCURRENCY });
  return (version) => outcomes.get(registrationKey(version) ?? '');
}

/** The base of one registered image, with nothing remembered. */
export async function resolveRegistered(registry: Registry, registration: Registration): Promise<LineageOutcome> {
  const item = readRegistered('', registration);
  if (!item.lookup) return outcomeOf(item);
  const outcomes = await resolveInRepository(registry, [item], { facts: new Map<string, ImageFacts>() });
  return outcomes.get(item.key) ?? outcomeOf(item);
}

function registrationKey({ description }: ImageVersion): string | undefined {
  const { baseImage, containerImage } = description ?? {};
  return baseImage === undefined && containerImage === undefined ? undefined : `${baseImage ?? ''}\n${containerImage ?? ''}`;
}

function readRegistered(key: string, { baseImage, containerImage }: Registration): Registered {
  const text = baseImage ?? containerImage ?? '';
  const parsed = parseImageReference(text);
  if (!parsed.ok) return { key, text, problem: { kind: 'not-readable', message: parsed.reason } };
  const { reference } = parsed;
  if (!reference.ecr) {
    const message = `The registry '${reference.registry}' is not a private ECR registry: its images are judged by their reference alone.`;
    return { key, text, reference, problem: { kind: 'not-readable', message } };
  }
  const repository = { ...reference.ecr, name: reference.repository };
  const digest = reference.digest ?? containerDigest(reference, containerImage);
  const id = digest === undefined ? { tag: reference.tag ?? 'latest' } : { digest };
  return { key, text, reference, lookup: { repository, id } };
}

/** SageMaker's own record of the container may name the digest behind the user's tag, which may have moved since. */
function containerDigest(base: ImageReference, containerImage: string | undefined): string | undefined {
  const container = containerImage === undefined ? undefined : parseImageReference(containerImage);
  if (!container?.ok) return undefined;
  const { registry, repository, digest } = container.reference;
  return registry === base.registry && repository === base.repository ? digest : undefined;
}

async function resolveInRepository(
  registry: Registry,
  items: readonly Registered[],
  { facts }: LineageOptions,
): Promise<Map<string, LineageOutcome>> {
  const repository = items[0]!.lookup!.repository;
  const ids = new Map(items.map((item) => [idKey(item.lookup!.id), item.lookup!.id]));
  const found = await findImages(registry, repository, [...ids.values()]);
  const digests = new Set([...found.values()].flatMap((image) => (image.kind === 'found' ? [image.image.digest] : [])));
  const unseen = [...digests].filter((digest) => !facts.get(digest));
  const read = unseen.length === 0 ? new Map<string, FactsOrFailure>() : await readFacts(registry, repository, unseen);
  for (const [digest, result] of read) if ('facts' in result) facts.set(digest, result.facts);

  return new Map(items.map((item) => [item.key, lookedUp(item, found.get(idKey(item.lookup!.id))!, facts, read)]));
}

function lookedUp(
  item: Registered,
  found: FoundImage,
  facts: LineageOptions['facts'],
  read: ReadonlyMap<string, FactsOrFailure>,
): LineageOutcome {
  if (found.kind === 'gone') return outcomeOf({ ...item, problem: { kind: 'image-gone', message: found.reason } });
  if (found.kind === 'failed') {
    // The content of a digest is known for good, whatever the registry answers today.
    const id = item.lookup!.id;
    const known = 'digest' in id ? facts.get(id.digest) : undefined;
    return outcomeOf(known ? item : { ...item, problem: { kind: 'call-failed', failure: found.failure } }, known);
  }
  const { digest, tags } = found.image;
  const result = read.get(digest);
  if (result && 'failure' in result) {
    const { failure } = result;
    const problem: LineageProblem = failure.kind === 'archived' || failure.kind === 'not-found'
      ? { kind: 'image-gone', message: failure.message }
      : { kind: 'call-failed', failure };
    return outcomeOf({ ...item, problem }, undefined, tags);
  }
  return outcomeOf(item, facts.get(digest), tags);
}

function outcomeOf(item: Registered, facts?: ImageFacts, tags?: readonly string[]): LineageOutcome {
  const baseImage = item.reference ? formatImageReference(item.reference) : item.text;
  return {
    base: resolveBaseImage({ baseImage, ...(facts && { facts }), ...(tags && { tags }) }),
    ...(item.reference && { registered: item.reference }),
    ...(facts && { digest: facts.digest }),
    ...(item.problem && { problem: item.problem }),
  };
}
