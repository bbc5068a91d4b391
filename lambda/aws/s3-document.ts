import { GetObjectCommand, S3ServiceException, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import type { FailureKind } from '../../lib/core/service-failure';
import { DownloadError, type DocumentTransport, type DownloadFailureKind, type Opened, type OpenRequest, type Validators } from '../policy/port';
import { defined } from './records';
import { toServiceError } from './service-error';

const NOT_MODIFIED = 304;
const LOCATION = /^s3:\/\/([^/]+)\/(.+)$/s;

const KINDS: Readonly<Record<FailureKind, DownloadFailureKind>> = {
  'not-found': 'not-found',
  'denied': 'denied',
  'no-credentials': 'denied',
  'kms': 'denied',
  'throttled': 'throttled',
  'unavailable': 'unreachable',
  'archived': 'unreadable',
  'invalid': 'unreadable',
  'failed': 'unreachable',
};

/** What S3 says of an object that `toServiceError` has no kind for. */
const OBJECT_KINDS: Readonly<Record<string, DownloadFailureKind>> = {
  NoSuchKey: 'not-found',
  NoSuchBucket: 'not-found',
  // In a storage class that has to be restored from first.
  InvalidObjectState: 'unreadable',
};

const ADVICE: Readonly<Partial<Record<DownloadFailureKind, string>>> = {
  'not-found': 'put the document there, or name the object that it is in',
  // Without `s3:ListBucket`, S3 says the same of an object that is not there.
  'denied': "allow 's3:GetObject' on it and the use of its key, and look whether it is there",
  'unreadable': 'keep it in a storage class that can be read at once',
};

/** Documents in objects, `s3://bucket/key`: mirrors for networks without a way out, and teams' own policies. */
export class S3Documents implements DocumentTransport {
  /** With `followRegionRedirects`, buckets of other Regions can be read too. */
  constructor(private readonly client: S3Client) {}

  async open({ location, validators, signal }: OpenRequest): Promise<Opened> {
    const [, Bucket, Key] = LOCATION.exec(location) ?? [];
    if (!Bucket || !Key) throw new DownloadError('not-allowed', "must name an object as 's3://bucket/key', got: no key; add it");
    try {
      const answer = await this.client.send(new GetObjectCommand({ Bucket, Key, ...conditions(validators) }), { abortSignal: signal });
      return opened(location, answer);
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === NOT_MODIFIED) return { kind: 'not-modified' };
      throw readError(error, location);
    }
  }
}

/** The etag alone where there is one, as for https. */
function conditions({ etag, lastModified }: Validators): { readonly IfNoneMatch?: string; readonly IfModifiedSince?: Date } {
  if (etag !== undefined) return { IfNoneMatch: etag };
  const day = new Date(lastModified ?? Number.NaN);
  return Number.isNaN(day.valueOf()) ? {} : { IfModifiedSince: day };
}

function opened(location: string, { Body, ContentLength, ContentEncoding, ETag, LastModified }: GetObjectCommandOutput): Opened {
  return {
    kind: 'opened',
    bytes: chunks(Body, location),
    finalUrl: location,
    ...defined({ size: ContentLength, encoding: ContentEncoding, etag: ETag, lastModified: LastModified?.toUTCString() }),
  };
}

/** In Node, the body is a stream of bytes; what breaks off is tried again, because the SDK does not do it from here on. */
async function* chunks(body: GetObjectCommandOutput['Body'], location: string): AsyncGenerator<Uint8Array> {
  if (body === undefined || !(Symbol.asyncIterator in body)) return;
  try {
    for await (const chunk of body) yield chunk;
  } catch (error) {
    throw readError(error, location, true);
  }
}

function readError(error: unknown, location: string, isTransient = false): DownloadError {
  const { failure } = toServiceError(error, 's3.GetObject', location);
  const kind = (error instanceof Error ? OBJECT_KINDS[error.name] : undefined) ?? KINDS[failure.kind];
  const advice = ADVICE[kind] ?? 'check the network and the bucket\'s Region';
  return new DownloadError(kind, `must be an object that can be read, got: ${failure.message.replace(/\.$/, '')}; ${advice}`, { isTransient, cause: error });
}
