import { parseImageReference, type ImageReference } from '../../lib/core/image-reference';
import type { ImageVersion, VersionDescription } from '../../lib/core/inventory';
import type { LineageProblem } from '../../lib/core/lineage/outcome';
import { idKey } from './find-digests';
import type { ImageId, Repository } from './port';

/** What SageMaker says of the registered image. */
export type Registration = Pick<VersionDescription, 'baseImage' | 'containerImage'>;

/** Where an image's content can be looked up. */
export interface Lookup {
  readonly repository: Repository;
  readonly id: ImageId;
}

/** A registered image: what SageMaker has as text, and where its content can be looked up. */
export interface Registered {
  readonly key: string;
  readonly text: string;
  readonly reference?: ImageReference;
  readonly problem?: LineageProblem;
  readonly lookup?: Lookup;
}

/** What tells registered images apart; undefined where SageMaker names none. */
export function registrationKey({ description }: ImageVersion): string | undefined {
  const { baseImage, containerImage } = description ?? {};
  return baseImage === undefined && containerImage === undefined ? undefined : `${baseImage ?? ''}\n${containerImage ?? ''}`;
}

/** The base image as SageMaker has it; where that is no reference, the container that was made of it. */
export function readRegistered(key: string, { baseImage, containerImage }: Registration): Registered {
  const text = baseImage || containerImage || '';
  const parsed = parseImageReference(text);
  const container = referenceOf(containerImage);
  if (parsed.ok) return located(key, text, parsed.reference, container);
  return container ? located(key, text, container, container) : { key, text, problem: { kind: 'not-readable', message: parsed.reason } };
}

function located(key: string, text: string, reference: ImageReference, container: ImageReference | undefined): Registered {
  const lookup = lookupOf(reference, reference.digest ?? containerDigest(reference, container));
  if (lookup) return { key, text, reference, lookup };
  const message = `The registry '${reference.registry}' is not a private ECR registry: its images are judged by their reference alone.`;
  return { key, text, reference, problem: { kind: 'not-readable', message } };
}

/** By digest where there is one, else by tag; undefined where the registry is not a private one of ECR. */
export function lookupOf({ ecr, repository, tag = 'latest' }: ImageReference, digest: string | undefined): Lookup | undefined {
  return ecr && { repository: { ...ecr, name: repository }, id: digest === undefined ? { tag } : { digest } };
}

export function lookupKey({ repository, id }: Lookup): string {
  return `${repositoryKey(repository)} ${idKey(id)}`;
}

/** A private registry has several host names: its account and Region are what it is. */
export function repositoryKey({ accountId, region, name }: Repository): string {
  return `${accountId}/${region}/${name}`;
}

/** SageMaker's own record of the container may name the digest behind the user's tag, which may have moved since. */
function containerDigest(base: ImageReference, container: ImageReference | undefined): string | undefined {
  if (!base.ecr || !container?.ecr) return undefined;
  const isSame = repositoryKey({ ...base.ecr, name: base.repository }) === repositoryKey({ ...container.ecr, name: container.repository });
  return isSame ? container.digest : undefined;
}

function referenceOf(text: string | undefined): ImageReference | undefined {
  const parsed = text === undefined ? undefined : parseImageReference(text);
  return parsed?.ok ? parsed.reference : undefined;
}
