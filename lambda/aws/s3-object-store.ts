import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import { ServiceError } from '../../lib/core/service-failure';
import { PreconditionFailed, type ObjectStore, type StoredObject, type WriteCondition } from '../state/port';
import { toServiceError } from './service-error';

/** 412: the object is another one by now; 409: another write to it was going on at the same time. */
const LOST = [412, 409];
/** What S3 answers to a condition on an object that is not there any more. */
const GONE = 404;

/** Objects of one bucket. Without `s3:ListBucket`, S3 answers 'denied' instead of 'not there', and a first scan fails. */
export class S3ObjectStore implements ObjectStore {
  constructor(private readonly client: S3Client, private readonly bucket: string) {}

  async get(key: string): Promise<StoredObject | undefined> {
    try {
      const answer = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      return { body: await (answer.Body?.transformToString('utf-8') ?? ''), etag: this.etagOf('s3.GetObject', key, answer.ETag) };
    } catch (error) {
      if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return undefined;
      throw toServiceError(error, 's3.GetObject', this.subject(key));
    }
  }

  async put(key: string, body: string, condition?: WriteCondition): Promise<string> {
    const terms = condition === undefined ? {} : 'ifMatch' in condition ? { IfMatch: condition.ifMatch } : { IfNoneMatch: condition.ifNoneMatch };
    const command = new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: body, ContentType: 'application/json', ...terms });
    try {
      return this.etagOf('s3.PutObject', key, (await this.client.send(command)).ETag);
    } catch (error) {
      throw condition && isLost(error) ? new PreconditionFailed(key) : toServiceError(error, 's3.PutObject', this.subject(key));
    }
  }

  async putBytes(key: string, bytes: Uint8Array, contentType: string): Promise<void> {
    try {
      await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: bytes, ContentType: contentType }));
    } catch (error) {
      throw toServiceError(error, 's3.PutObject', this.subject(key));
    }
  }

  async delete(key: string, { ifMatch }: { readonly ifMatch: string }): Promise<void> {
    try {
      await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key, IfMatch: ifMatch }));
    } catch (error) {
      throw isLost(error) ? new PreconditionFailed(key) : toServiceError(error, 's3.DeleteObject', this.subject(key));
    }
  }

  private etagOf(operation: string, key: string, etag: string | undefined): string {
    if (etag !== undefined) return etag;
    throw new ServiceError({ operation, kind: 'invalid', subject: this.subject(key), message: 'The answer has no ETag.' });
  }

  private subject(key: string): string {
    return `s3://${this.bucket}/${key}`;
  }
}

function isLost(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  const status = error.$metadata.httpStatusCode ?? 0;
  return LOST.includes(status) || (status === GONE && error.name !== 'NoSuchBucket');
}
