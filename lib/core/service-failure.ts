/** Why a call to a service did not give what was asked for. */
export type FailureKind =
  /** The resource is not there (any more). */
  | 'not-found'
  /** The caller may not do this. */
  | 'denied'
  /** Still throttled after all retries. */
  | 'throttled'
  /** There are no credentials, or they have expired. */
  | 'no-credentials'
  /** The service is not offered, or not enabled, in this Region. */
  | 'unavailable'
  /** A key that protects the resource cannot be used. */
  | 'kms'
  /** The registry has moved the image to its archive. */
  | 'archived'
  /** The answer breaks the service's own contract: a repeated page token, a wrong checksum, text that is not JSON. */
  | 'invalid'
  /** Anything else, after all retries. */
  | 'failed';

/** A call that failed for good: which one, on what, and why. Plain data, so that it can go into a report. */
export interface ServiceFailure {
  /** `service.Operation`, for example `sagemaker.ListImageVersions`. */
  readonly operation: string;
  readonly kind: FailureKind;
  /** What the call was about: an image name, a version ARN, a repository. */
  readonly subject: string;
  /** The service's error code and text. */
  readonly message: string;
  /** The account that the subject belongs to, where it is another than the one that is scanned. */
  readonly ownerAccountId?: string;
}

/** A failed call on its way up to the stage that turns it into a result. */
export class ServiceError extends Error {
  constructor(readonly failure: ServiceFailure, options?: { cause?: unknown }) {
    super(`${failure.operation} of '${failure.subject}' failed: ${failure.message}`, options);
    this.name = 'ServiceError';
  }
}
