import { createHash } from 'node:crypto';

const PREFIX = '/blob/';

/** A blob of a repository, as the path of its URL names it. */
export interface BlobLocation {
  readonly accountId: string;
  readonly region: string;
  readonly repository: string;
  readonly digest: string;
}

/** A URL like those that ECR presigns for its bucket: who has it needs no credentials. */
export function blobUrl(origin: string, repository: { accountId: string; region: string; name: string }, digest: string): string {
  const parts = [repository.accountId, repository.region, repository.name, digest].map(encodeURIComponent);
  const path = `${PREFIX}${parts.join('/')}`;
  return `${origin}${path}?X-Amz-Expires=3600&X-Amz-Signature=${signature(path)}`;
}

export function isBlobPath(path: string): boolean {
  return path.startsWith(PREFIX);
}

/** Undefined where the URL is none that `blobUrl` made. */
export function readBlobUrl(url: URL): BlobLocation | undefined {
  if (url.searchParams.get('X-Amz-Signature') !== signature(url.pathname)) return undefined;
  const [accountId, region, repository, digest, ...rest] = url.pathname.slice(PREFIX.length).split('/').map(decodeURIComponent);
  if (accountId === undefined || region === undefined || repository === undefined) return undefined;
  if (digest === undefined || rest.length > 0) return undefined;
  return { accountId, region, repository, digest };
}

function signature(path: string): string {
  return createHash('sha256').update(`emulator ${path}`).digest('hex');
}
